"""Kontroll: numbered controls, and the computed numbers held against the printed ones.

A control says what it found, the limit, and what to do. A printed number is grey italic;
a known deviation is shown as known, with what we know about it.
"""

from xlasss.fasit_data import Fasit, fasit_rader, kjente_avvik
from xlasss.workbook.ark import etterregning as etter
from xlasss.workbook.ark.felles import blokkbaand, demp_feil, nytt_ark
from xlasss.workbook.ark.regler import Regel, kontrollregler
from xlasss.workbook.ark.resultat import svar
from xlasss.workbook.modell import Ark, Betinget, omraade, ref, uten_ark
from xlasss.workbook.plan import BEREGNING, KOL_DATA, TOPP, Plan

NAVN = "Kontroll"
NR, HVA, FUNNET, GRENSE, DOM, TILTAK = range(6)
_FORSTE = TOPP + 3
_DOMMER = {
    "ok": "ok", "stemmer": "ok", "feil": "feil", "motstrid": "feil", "kjent avvik": "kjent", "mangler": "kjent",
}  # fmt: skip


def lag(plan: Plan) -> Ark:
    """Arket Kontroll."""
    ark = nytt_ark(NAVN, plan, "Grønt er i orden, gult er et avvik vi kjenner, rødt må ses på.")
    ark.bredder = {NR: 8, HVA: 62, FUNNET: 12, GRENSE: 20, DOM: 16, TILTAK: 70, 6: 11, 7: 11}
    blokkbaand(ark, TOPP, "1  Kontroller av inndata og regning", "Nummeret står fast fra utgave til utgave", 8)
    ark.rekke(TOPP + 2, 0, ["nr.", "Kontroll", "Funnet", "Grense", "Dom", "Hva du gjør"], "hode_v")
    regler = kontrollregler(plan)
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
    """Raden der blokken «Regnet mot trykt» begynner."""
    return _FORSTE + len(kontrollregler(plan)) + 3


def domomraade(plan: Plan) -> str:
    """Alle dommene på arket, for lampen på Forside."""
    return omraade(NAVN, _FORSTE, DOM, fasit_topp(plan) + 3 + len(fasitrader(plan)), DOM, fast="rk")


def _regelrad(ark: Ark, rad: int, regel: Regel) -> None:
    ark.rekke(rad, NR, [regel.nr, regel.hva], "etikett")
    ark.formel(rad, FUNNET, regel.funnet, "differanse" if regel.desimaler > 2 else f"formel:{regel.desimaler}")
    ark.sett(rad, GRENSE, regel.grense, "etikett")
    ark.sett(rad, TILTAK, regel.tiltak, "merknad")
    if regel.bare_opplysning:
        ark.sett(rad, DOM, "opplysning", "dom")
        return
    celle = uten_ark(ref(NAVN, rad, FUNNET))
    ark.formel(
        rad, DOM, f'IF(ISERROR({celle}),"feil",IF({regel.ok_naar.format(celle, celle)},"ok","{regel.ellers}"))', "dom"
    )


def fasitrader(plan: Plan) -> list[tuple[Fasit, str, int, str]]:
    """Trykte tall arbeidsboken regner: fasit, det regnede, desimaler i visningen, usikkerheten."""
    if not (plan.har_indeks and plan.sektor.utgave.rapport):
        return []
    n, v, indeks = plan.nivaa, plan.vekst, plan.nivaa.maal
    valg = {("produksjonsindeks", indeks.nivaa_sted): n, ("produksjonsendring", indeks.vekst_sted): v}
    rader = []
    for f in fasit_rader(plan.sektor.utgave.rapport).values():
        snitt = f.hvem == "ASSS-snitt" and f.storrelse == "produksjonsendring"
        b = v if snitt else valg.get((f.storrelse, f.sted))
        if f.sektor != plan.sektor.nokkel or b is None or f.enhet not in ("indeks", "prosent"):
            continue
        rad = b.trykt_rad("snitt") if snitt else b.kommunerad(f.hvem)
        funnet = svar(ref(BEREGNING, rad, KOL_DATA, fast="rk"), ref(etter.NAVN, rad, plan.tvilling, fast="rk"))
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
        ordlyd = f"{f.sted}: «gikk ned»" if f.gikk_ned else f.sted
        ark.rekke(rad, NR, [f"s. {f.side}", f"{hva}, {f.hvem} {f.aar} ({ordlyd})"], "etikett")
        ark.sett(rad, FUNNET, -f.verdi if f.gikk_ned else f.verdi, f"fasit:{f.desimaler}")
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
