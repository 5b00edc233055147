"""Kontroll: numbered controls, and the computed numbers held against the printed ones.

A control says what it found, the limit, and what to do. A printed number is grey italic;
a known deviation is shown as known, with what we know about it.
"""

from dataclasses import dataclass

from xlasss.begreper import Maal
from xlasss.fasit_data import Fasit, fasit_rader, kjente_avvik
from xlasss.workbook.ark import etterregning as etter
from xlasss.workbook.ark import inndata, parametre
from xlasss.workbook.ark.felles import blokkbaand, demp_feil, nytt_ark
from xlasss.workbook.ark.resultat import svar
from xlasss.workbook.modell import Ark, Betinget, omraade, ref, uten_ark
from xlasss.workbook.plan import BEREGNING, KOL_DATA, SONE, TOPP, Blokk, Plan

NAVN = "Kontroll"
NR, HVA, FUNNET, GRENSE, DOM, TILTAK = range(6)
_FORSTE = TOPP + 3
_DOMMER = {"ok": "ok", "stemmer": "ok", "feil": "feil", "motstrid": "feil", "kjent avvik": "kjent"}


@dataclass(frozen=True)
class Regel:
    """En kontroll: formelen for det den finner, og når det er godt nok."""

    nr: str
    hva: str
    funnet: str
    desimaler: int
    grense: str
    ok_naar: str
    tiltak: str
    bare_opplysning: bool = False


def lag(plan: Plan) -> Ark:
    """Arket Kontroll."""
    ark = nytt_ark(NAVN, plan, "Grønt er i orden, gult er et avvik vi kjenner, rødt må ses på.")
    ark.bredder = {NR: 8, HVA: 62, FUNNET: 12, GRENSE: 20, DOM: 16, TILTAK: 78, 6: 11, 7: 11}
    blokkbaand(ark, TOPP, "1  Kontroller av inndata og regning", "Nummeret står fast fra utgave til utgave", 6)
    ark.rekke(TOPP + 2, 0, ["nr.", "Kontroll", "Funnet", "Grense", "Dom", "Hva du gjør"], "hode_v")
    regler = _regler(plan)
    for i, regel in enumerate(regler):
        _regelrad(ark, _FORSTE + i, regel)
    slutt = _fasit(ark, plan, fasit_topp(plan))
    for dom, stil in _DOMMER.items():
        kol = uten_ark(omraade("X", _FORSTE, DOM, slutt, DOM))
        ark.betingede.append(Betinget(kol, {"type": "cell", "criteria": "==", "value": f'"{dom}"'}, stil))
    demp_feil(ark, _FORSTE, slutt, 7, FUNNET)
    ark.frys = (4, 2)
    return ark


def fasit_topp(plan: Plan) -> int:
    return _FORSTE + len(_regler(plan)) + 3


def domomraade(plan: Plan) -> str:
    """Alle dommene på arket, for lampen på Forside."""
    return omraade(NAVN, _FORSTE, DOM, fasit_topp(plan) + 3 + len(fasitrader(plan)), DOM, fast="rk")


def _blokkomraade(blokk: Blokk, ark: str, *, trykte: bool = True) -> str:
    til = blokk.slutt - 1 if trykte else blokk.siste
    return omraade(ark, blokk.forste, KOL_DATA, til, KOL_DATA + blokk.n - 1, fast="rk")


def _tekst_i(omr: str) -> str:
    """Antall celler med annen tekst enn SSBs tegn."""
    tegn = "".join(f'-COUNTIF({omr},"{t}")' for t in ("-", "–", ".", "..", "...", "…", ":"))
    return f"COUNTA({omr})-COUNT({omr}){tegn}"


def _regler(plan: Plan) -> list[Regel]:
    n, v, p = plan.blokker
    vekter, antall = parametre.vektomraade(plan), plan.nivaa.n
    differanser = ",".join(
        omraade(etter.NAVN, b.forste, etter.DIFFERANSE, b.slutt + 1, etter.DIFFERANSE + SONE - 2, fast="rk")
        for b in plan.blokker
    )
    egne = [omraade(etter.NAVN, b.forste, KOL_DATA, b.siste, KOL_DATA + b.n - 1, fast="rk") for b in plan.blokker]
    med_tall = "+".join(
        f"COUNT(INDEX({o},valgt,{j + 1}))" for b, o in zip(plan.blokker, egne, strict=True) for j in range(b.n)
    )
    mulige = n.n + v.n + p.n
    bidrag = omraade(etter.NAVN, n.forste, etter.TVILLING + 2, n.siste, etter.TVILLING + 1 + n.n, fast="rk")
    sum_bidrag = "+".join(f"INDEX({bidrag},valgt,{j + 1})" for j in range(n.n))
    indeks = f"INDEX({omraade(etter.NAVN, n.forste, etter.TVILLING, n.siste, etter.TVILLING, fast='rk')},valgt)"
    return [
        Regel("K001", "Alle vektene er fylt ut", f"COUNT({vekter})", 0, f"{antall} vekter", f"{{}}={antall}",
              "Fyll inn vekten på Parametre. En vekt som mangler, gjør indeksen #I/T; den blir aldri gjettet."),
        Regel("K002", "Vektene summerer til 100", parametre.vektsum(plan), 2, "99,5–100,5", "AND({}>=99.5,{}<=100.5)",
              "Se kolonnen Verdi på Parametre. Vektene brukes som andeler, så små avvik betyr ikke noe."),
        *(Regel(f"K00{3 + i}", f"Ingen tall lagret som tekst i blokk {b.tittel[0]} på Inndata",
                _tekst_i(_blokkomraade(b, inndata.NAVN)), 0, "0 celler", "{}=0",
                f"Se {_blokkomraade(b, inndata.NAVN).replace('$', '')}. Skriv tallet på nytt; tekst gir #VERDI!.")
          for i, b in enumerate(plan.blokker)),
        Regel("K006", "Funksjoner og tvillinger gir samme svar (største differanse)", f"MAX({differanser})-MIN({differanser})",
              12, "0", "OR(NOT(tillegg),{}<1E-9)", "Se Differanse på Etterregning. Uten tillegget er det bare tvillingene som regner."),
        Regel("K007", "Bidragene summerer til 100·(indeks − 1) for den valgte kommunen",
              f"IF(ISNA({indeks}),0,{sum_bidrag}-100*({indeks}-1))", 12, "0", "ABS({})<1E-9",
              "Se Bidrag på Etterregning."),
        Regel("K008", "Inndata den valgte kommunen har tall for", med_tall, 0, f"av {mulige}", "",
              "Tall som mangler, er åpne i Inndata og nevnt på Kilder.", bare_opplysning=True),
        Regel("K009", "Kommuner med nivå i alle indikatorene", f"COUNT({omraade(etter.NAVN, n.forste, etter.TVILLING, n.siste, etter.TVILLING, fast='rk')})",
              0, f"av {len(n.kommuner)}", "", "Snittet i profilen er det trykte til «minst» på Parametre er nådd.", bare_opplysning=True),
    ]  # fmt: skip


def _regelrad(ark: Ark, rad: int, regel: Regel) -> None:
    ark.rekke(rad, NR, [regel.nr, regel.hva], "etikett")
    ark.formel(rad, FUNNET, regel.funnet, f"formel:{min(regel.desimaler, 9)}")
    ark.sett(rad, GRENSE, regel.grense, "etikett")
    ark.sett(rad, TILTAK, regel.tiltak, "merknad")
    if regel.bare_opplysning:
        ark.sett(rad, DOM, "opplysning", "dom")
        return
    celle = uten_ark(ref(NAVN, rad, FUNNET))
    ark.formel(rad, DOM, f'IF(ISERROR({celle}),"feil",IF({regel.ok_naar.format(celle, celle)},"ok","feil"))', "dom")


def fasitrader(plan: Plan) -> list[tuple[Fasit, str, int, str]]:
    """Trykte tall arbeidsboken regner: fasit, det regnede, desimaler i visningen, usikkerheten."""
    n, v = plan.nivaa, plan.vekst
    indeks = plan.sektor.maal[Maal.PRODUKSJONSINDEKS]
    valg = {("produksjonsindeks", indeks.nivaa_sted): n, ("produksjonsendring", indeks.vekst_sted): v}
    rader = []
    for f in fasit_rader(plan.sektor.utgave.rapport).values():
        snitt = f.hvem == "ASSS-snitt" and f.storrelse == "produksjonsendring"
        b = v if snitt else valg.get((f.storrelse, f.sted))
        if f.sektor != plan.sektor.nokkel or b is None or f.enhet not in ("indeks", "prosent"):
            continue
        rad = b.trykt_rad("snitt") if snitt else b.kommunerad(f.hvem)
        funnet = svar(ref(BEREGNING, rad, KOL_DATA, fast="rk"), ref(etter.NAVN, rad, etter.TVILLING, fast="rk"))
        usikkerhet = f"0.5*10^-{n.indikatorer[0].desimaler}" if b is n else etter.spenn(plan, rad)
        rader.append((f, funnet, f.desimaler + 1, usikkerhet))
    return rader


def fasitadresser(plan: Plan) -> list[tuple[str, str, str]]:
    """Hvor på Kontroll det regnede tallet for hver fasit står: (id, ark, celle)."""
    topp = fasit_topp(plan) + 3
    return [(f.id, NAVN, uten_ark(ref(NAVN, topp + i, GRENSE))) for i, (f, *_) in enumerate(fasitrader(plan))]


def _fasit(ark: Ark, plan: Plan, topp: int) -> int:
    blokkbaand(
        ark, topp, "2  Regnet mot trykt", "Dommen tar hensyn til avrundingen i inndata og i det trykte tallet", 8
    )
    ark.rekke(
        topp + 2, 0, ["side", "Trykt tall", "Trykt", "Regnet", "Dom", "Hva vi vet", "± inndata", "± trykt"], "hode_v"
    )
    avvik = kjente_avvik()
    for i, (f, funnet, desimaler, usikkerhet) in enumerate(fasitrader(plan)):
        rad = topp + 3 + i
        kjent = avvik.get(f.id)
        hva = "Produksjonsindeks" if f.storrelse == "produksjonsindeks" else "Vekst i produksjonen"
        ark.rekke(rad, NR, [f"s. {f.side}", f"{hva}, {f.hvem} {f.aar} ({f.sted})"], "etikett")
        ark.sett(rad, FUNNET, f.verdi, f"fasit:{f.desimaler}")
        ark.formel(rad, GRENSE, funnet, f"formel:{desimaler}")
        ark.formel(rad, 6, usikkerhet, "formel:4")
        ark.formel(rad, 7, f"0.5*10^-{f.desimaler}", "formel:4")
        trykt, regnet, pm_inn, pm_trykt = (uten_ark(ref(NAVN, rad, k)) for k in (FUNNET, GRENSE, 6, 7))
        utfall = "kjent avvik" if kjent else "motstrid"
        moter = f"ABS({regnet}-{trykt})<{pm_inn}+{pm_trykt}"
        ark.formel(rad, DOM, f'IF(ISERROR({regnet}),"kan ikke beregnes",IF({moter},"stemmer","{utfall}"))', "dom")
        ark.sett(rad, TILTAK, f"{kjent.hva_vi_vet} {kjent.aarsak.capitalize()}." if kjent else "", "merknad")
        if kjent:
            ark.hoyder[rad] = 40
    return topp + 3 + len(fasitrader(plan))
