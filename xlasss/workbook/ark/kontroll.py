"""Kontroll: numbered controls, and the computed numbers held against the printed ones.

A control says what it found, the limit, and what to do. A printed number is grey italic;
a known deviation is shown as known, with what we know about it.
"""

from xlasss.fasit_data import KjentAvvik, kjente_avvik
from xlasss.workbook.ark.fasitrader import fasitrader
from xlasss.workbook.ark.felles import blokkbaand, demp_feil, nytt_ark, tilpass
from xlasss.workbook.ark.regel import Regel
from xlasss.workbook.ark.regler import kontrollregler
from xlasss.workbook.blokk import TOPP, Plan
from xlasss.workbook.modell import Ark, Betinget, omraade, ref, uten_ark

NAVN = "Kontroll"
NR, HVA, FUNNET, GRENSE, DOM, TILTAK, PM_INNDATA, PM_TRYKT, KJENT_FRA, KJENT_TIL = range(10)
BREDDE = 10
_FORSTE = TOPP + 3
_DOMMER = {
    "ok": "ok", "stemmer": "ok", "feil": "feil", "motstrid": "feil", "kjent avvik": "kjent", "mangler": "kjent",
}  # fmt: skip


def lag(plan: Plan) -> Ark:
    """Arket Kontroll."""
    ark = nytt_ark(NAVN, plan, "Grønt er i orden, gult er et avvik vi kjenner eller noe som mangler, rødt må ses på.")
    ark.bredder = {NR: 8.0, HVA: 62.0, FUNNET: 12.0, GRENSE: 20.0, DOM: 16.0, TILTAK: 70.0} | dict.fromkeys(
        range(PM_INNDATA, BREDDE), 11.0
    )
    blokkbaand(ark, TOPP, "1  Kontroller av inndata og regning", "Nummeret står fast fra utgave til utgave", BREDDE)
    ark.rekke(TOPP + 2, 0, ["nr.", "Kontroll", "Funnet", "Grense", "Dom", "Hva du gjør"], "hode_v")
    regler = kontrollregler(plan)
    for i, regel in enumerate(regler):
        _regelrad(ark, _FORSTE + i, regel)
    slutt = _fasit(ark, plan, fasit_topp(plan))
    for dom, stil in _DOMMER.items():
        kol = uten_ark(omraade("X", _FORSTE, DOM, slutt, DOM))
        ark.betingede.append(Betinget(kol, {"type": "cell", "criteria": "==", "value": f'"{dom}"'}, stil))
    tilpass(ark, HVA)
    demp_feil(ark, _FORSTE, slutt, PM_TRYKT, FUNNET)
    ark.frys = (4, 2)
    return ark


def fasit_topp(plan: Plan) -> int:
    """Raden der blokken «Regnet mot trykt» begynner."""
    return _FORSTE + len(kontrollregler(plan)) + 3


def funnet(plan: Plan, nr: str) -> str:
    """Cellen med det en kontroll fant."""
    rad = next(i for i, regel in enumerate(kontrollregler(plan)) if regel.nr == nr)
    return ref(NAVN, _FORSTE + rad, FUNNET, fast="rk")


def domomraade(plan: Plan) -> str:
    """Alle dommene på arket, for lampen på Forside."""
    return omraade(NAVN, _FORSTE, DOM, fasit_topp(plan) + 3 + len(fasitrader(plan)), DOM, fast="rk")


def _regelrad(ark: Ark, rad: int, regel: Regel) -> None:
    ark.rekke(rad, NR, [regel.nr, regel.hva], "etikett")
    ark.formel(
        rad,
        FUNNET,
        regel.utenom("–", regel.funnet),
        "differanse" if regel.desimaler > 2 else f"formel:{regel.desimaler}",
    )
    ark.sett(rad, GRENSE, regel.grense, "etikett")
    ark.sett(rad, TILTAK, regel.tiltak, "merknad")
    if regel.bare_opplysning:
        ark.sett(rad, DOM, "opplysning", "dom")
        return
    celle = uten_ark(ref(NAVN, rad, FUNNET))
    dom = f'IF(ISERROR({celle}),"feil",IF({regel.ok_naar.format(celle, celle)},"ok","{regel.ellers}"))'
    ark.formel(rad, DOM, regel.utenom(regel.uproevd, dom), "dom")


def fasitadresser(plan: Plan) -> list[tuple[str, str, str]]:
    """Hvor på Kontroll det regnede tallet for hver fasit står: (id, ark, celle)."""
    topp = fasit_topp(plan) + 3
    return [(f.id, NAVN, uten_ark(ref(NAVN, topp + i, GRENSE))) for i, (f, *_) in enumerate(fasitrader(plan))]


def _fasit(ark: Ark, plan: Plan, topp: int) -> int:
    info = "«± inndata» er hva avrunding i inndata kan flytte svaret; «± trykt» er avrundingen i det trykte"
    blokkbaand(ark, topp, "2  Regnet mot trykt", info, BREDDE)
    hode = [
        "side",
        "Trykt tall",
        "Trykt",
        "Regnet",
        "Dom",
        "Hva vi vet",
        "± inndata",
        "± trykt",
        "Kjent fra",
        "Kjent til",
    ]
    ark.rekke(topp + 2, 0, hode, "hode_v")
    rader = fasitrader(plan)
    for i, (f, hva, funnet, usikkerhet) in enumerate(rader):
        rad = topp + 3 + i
        ordlyd = f"{f.sted}: skrevet uten minus" if f.med_fortegn != f.verdi else f.sted
        ark.rekke(rad, NR, [f"s. {f.side}", f"{hva}, {f.hvem} {f.aar} ({ordlyd})"], "etikett")
        ark.sett(rad, FUNNET, f.med_fortegn, f"fasit:{f.desimaler}")
        ark.formel(rad, GRENSE, funnet, f"formel:{f.desimaler + 1}")
        ark.formel(rad, PM_INNDATA, usikkerhet, "formel:4")
        ark.formel(rad, PM_TRYKT, f.halvbredde or f"{1 if f.omtrentlig else 0.5}*10^{-f.desimaler}", "formel:4")
        _dommen(ark, rad, kjente_avvik().get(f.id))
    return topp + 3 + len(rader)


def _dommen(ark: Ark, rad: int, kjent: KjentAvvik | None) -> None:
    """Stemmer, motstrid, eller kjent avvik når det regnede er det avviket beskriver."""
    kolonner = (FUNNET, GRENSE, PM_INNDATA, PM_TRYKT, KJENT_FRA, KJENT_TIL)
    trykt, regnet, pm_inn, pm_trykt, fra, til = (uten_ark(ref(NAVN, rad, k)) for k in kolonner)
    utfall = '"motstrid"'
    if kjent:
        ark.hoyder[rad] = 40
        ark.sett(rad, TILTAK, f"{kjent.hva_vi_vet} {kjent.aarsak.capitalize()}.", "merknad")
        ark.sett(rad, KJENT_FRA, float(kjent.regnet.nedre), "fasit:4")
        ark.sett(rad, KJENT_TIL, float(kjent.regnet.ovre), "fasit:4")
        utfall = f'IF(AND({regnet}>={fra},{regnet}<={til}),"kjent avvik","motstrid")'
    moter = f"ABS({regnet}-{trykt})<{pm_inn}+{pm_trykt}"
    ark.formel(rad, DOM, f'IF(ISERROR({regnet}),"kan ikke beregnes",IF({moter},"stemmer",{utfall}))', "dom")
