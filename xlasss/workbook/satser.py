"""Where the rates of a cross-cutting workbook stand: typed on Parametre, normalised last on Etterregning."""

from collections.abc import Iterator
from typing import NamedTuple

from xlasss.parametre import Parameter, parametre
from xlasss.tverrtabell import Matrise
from xlasss.workbook.blokk import KOL_DATA, TOPP, Plan
from xlasss.workbook.modell import omraade, ref

PARAMETRE, ETTERREGNING = "Parametre", "Etterregning"
KOL_VERDI = 3
LISTE_TOPP = TOPP
"""Listen med grenser og enkeltsatser står øverst på Parametre; grensen for snittet er første rad."""


class Matriseplass(NamedTuple):
    """En matrise: raden listen begynner i på Parametre, og raden den innleste kopien begynner i."""

    matrise: Matrise
    parametre: int
    innlest: int


def enkeltsatser(plan: Plan) -> list[Parameter]:
    """Satsene metoden bruker i arbeidsboken."""
    u = plan.sektor.utgave
    return [p for p in parametre() if (p.tabell, p.sektor, p.utgave) == ("metode", plan.sektor.nokkel, u.utgave)]


def satser_topp(plan: Plan) -> int:
    """Raden de innleste satsene begynner i på Etterregning."""
    return plan.slutt + 1


def matriser(plan: Plan) -> Iterator[Matriseplass]:
    """Matrisene og hvor de står."""
    n = len(enkeltsatser(plan))
    rad, innlest = LISTE_TOPP + 3 + 1 + n + 2, satser_topp(plan) + 2 + n
    for matrise in plan.tverrfil.matriser if plan.tverrfil else ():
        yield Matriseplass(matrise, rad, innlest)
        rad += len(matrise.rader) * len(matrise.kolonner) + 5
        innlest += len(matrise.rader)


def parametercelle(plan: Plan, navn: str) -> tuple[str, str]:
    """Cellen med en sats på Parametre, og den innleste."""
    nr = [p.indikator for p in enkeltsatser(plan)].index(navn)
    return (
        ref(PARAMETRE, LISTE_TOPP + 4 + nr, KOL_VERDI, fast="rk"),
        ref(ETTERREGNING, satser_topp(plan) + 2 + nr, KOL_DATA, fast="rk"),
    )


def satsrad(plan: Plan, matrise: str, del_: str) -> str:
    """Satsene for en del, innlest i én rad. Både funksjonen og tvillingen leser dem der."""
    p = _plass(plan, matrise)
    rad = p.innlest + [n for n, _ in p.matrise.rader].index(del_)
    return omraade(ETTERREGNING, rad, KOL_DATA, rad, KOL_DATA + len(p.matrise.kolonner) - 1, fast="rk")


def satscelle(plan: Plan, matrise: str, del_: str, ledd: str) -> str:
    """Én sats, innlest."""
    p = _plass(plan, matrise)
    rad = p.innlest + [n for n, _ in p.matrise.rader].index(del_)
    return ref(ETTERREGNING, rad, KOL_DATA + p.matrise.kolonner.index(ledd), fast="rk")


def innleste(plan: Plan) -> Iterator[tuple[int, int, str, str]]:
    """Rad og kolonne på Etterregning, cellen på Parametre og nøkkelen, for hver sats.

    En sektors satser står på Parametre til opplysning; ingen formel leser dem.
    """
    if plan.tverrfil is None:
        return
    for nr, sats in enumerate(enkeltsatser(plan)):
        yield satser_topp(plan) + 2 + nr, KOL_DATA, parametercelle(plan, sats.indikator)[0], sats.indikator
    for matrise, rad, innlest in matriser(plan):
        bredde = len(matrise.kolonner)
        for nr, (del_, _) in enumerate(matrise.rader):
            for kol in range(bredde):
                fra = ref(PARAMETRE, rad + 3 + nr * bredde + kol, KOL_VERDI, fast="rk")
                yield innlest + nr, KOL_DATA + kol, fra, f"{matrise.nokkel}.{del_}"


def _plass(plan: Plan, navn: str) -> Matriseplass:
    return next(m for m in matriser(plan) if m.matrise.nokkel == navn)
