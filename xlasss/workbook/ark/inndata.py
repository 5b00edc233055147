"""Inndata: the numbers that go in, and beside each its Opphav. The only sheet to fill in."""

from xlasss.workbook.ark.felles import blokkbaand, del_i_sider, etiketter, indikatorhode, nytt_ark
from xlasss.workbook.blokk import KOL_DATA, Blokk, Plan
from xlasss.workbook.inndata import mangler
from xlasss.workbook.modell import Ark, Validering, omraade, uten_ark

NAVN = "Inndata"
_OPPHAV = 15
"""Minste bredde på en kolonne med opphav."""


def lag(plan: Plan) -> Ark:
    """Arket Inndata."""
    utgave = plan.sektor.utgave
    ark = nytt_ark(
        NAVN,
        plan,
        f"Gule felt fylles ut. Tomt, «.», «..», «...» og «:» betyr mangler; «-» er null. Regnskapsår {utgave.aar}.",
        laast=False,
    )
    ark.sett(2, 0, "Til høyre for hver blokk står opphavet: hentet, manuell, trykt eller mangler.", "undertittel")
    for blokk in plan.blokker:
        _blokk(ark, plan, blokk)
    ark.frys = (4, KOL_DATA)
    ark.gjenta_kolonner = (0, KOL_DATA - 1)
    ark.sidebryt_kolonner = [plan.opphav]
    del_i_sider(ark, plan.blokker)
    return ark


def _blokk(ark: Ark, plan: Plan, blokk: Blokk) -> None:
    blokkbaand(ark, blokk.topp, blokk.tittel, blokk.maal.overskrift, plan.opphav + plan.sone - 1)
    ark.sett(blokk.topp, plan.opphav, f"Opphav · {blokk.tittel}", "blokk_sone")
    etiketter(ark, blokk)
    indikatorhode(ark, blokk, KOL_DATA)
    indikatorhode(ark, blokk, plan.opphav, enhet="opphav", minst=_OPPHAV)
    for rad, nokkel, navn in blokk.rader:
        for j, indikator in enumerate(blokk.indikatorer):
            rolle = navn if rad <= blokk.siste else nokkel
            datum = plan.inndata.get((blokk.id, rolle, indikator.nokkel)) or mangler(plan.sektor, rolle, indikator)
            ark.sett(rad, KOL_DATA + j, datum.verdi, f"inndata:{blokk.desimaler_for(indikator)}")
            ark.sett(rad, plan.opphav + j, datum.opphav, "opphav")
    _validering(ark, blokk)


def _validering(ark: Ark, blokk: Blokk) -> None:
    """Varsle om tekst som ikke er et SSB-tegn, straks den skrives."""
    sted = uten_ark(omraade("X", blokk.forste, KOL_DATA, blokk.slutt - 1, KOL_DATA + blokk.n - 1))
    celle = sted.split(":")[0]
    tegn = ",".join(f'{celle}="{t}"' for t in ("-", "–", ".", "..", "...", "…", ":"))
    ark.valideringer.append(
        Validering(
            sted,
            {
                "validate": "custom",
                "value": f"=OR(ISNUMBER({celle}),{tegn})",
                "error_type": "warning",
                "error_title": "Ikke et tall",
                "error_message": "Skriv et tall, eller et av SSBs tegn: . .. ... : (mangler) eller - (null).",
            },
        )
    )
