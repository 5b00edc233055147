"""Kommunenumrene år for år, og bruddene: en ren kodeendring skjøtes, en sammenslåing er et brudd.

SSB fører ikke tall tilbake på nye koder, heller ikke når bare koden er ny: Bergen er 1201 til og med 2019
og 4601 fra 2020. Hvilken kode som gjaldt, avgjøres her og aldri av om SSB har fylt cellen (DATAKILDER §0).
"""

from functools import cache

from xlasss.datafiler import DATA, les_csv
from xlasss.errors import UkjentNavn
from xlasss.kommunenumre import KOMMUNE_KOLONNER, kommunekoder


def kode(kommune: str, aar: int) -> str:
    """Kommunenummeret som gjaldt det året; et kommunenummer er seg selv.

    >>> kode("Bergen", 2019), kode("Bergen", 2020), kode("1201", 2020)
    ('1201', '4601', '1201')
    """
    if kommune.isdecimal() and len(kommune) == 4:
        return kommune
    koder = kommunekoder(aar)
    if kommune not in koder:
        raise UkjentNavn(f"Kommunen «{kommune}» står ikke i kommuner.csv.", f"Der står: {', '.join(koder)}.")
    return koder[kommune]


def kommunenavn(kode: str, aar: int) -> str:
    """Navnet til kommunenummeret det året, eller nummeret selv når kommunen ikke er med i ASSS.

    >>> kommunenavn("1201", 2019), kommunenavn("3403", 2020)
    ('Bergen', '3403')
    """
    return next((navn for navn, nummer in kommunekoder(aar).items() if nummer == kode), kode)


@cache
def bruddaar() -> dict[str, int]:
    """Kommunene som er slått sammen med andre, og det første året med den nye kommunen."""
    rader = les_csv(DATA / "tabeller" / "kommuner.csv", KOMMUNE_KOLONNER)
    return {r["kommune"]: int(r["brudd"]) for r in rader if r["brudd"]}


def er_brudd(kommune: str, aar: int) -> bool:
    """Om serien er brutt fra året før til dette året, også når koden er den samme.

    >>> er_brudd("Sandnes", 2020), er_brudd("Stavanger", 2020), er_brudd("1103", 2020), er_brudd("Bergen", 2020)
    (True, True, True, False)
    """
    return bruddaar().get(kommunenavn(kommune, aar)) == aar


def usynlig_brudd(kommune: str) -> bool:
    """Om sammenslåingen ikke synes i kommunenummeret (Stavanger og Trondheim 2020)."""
    aar = bruddaar().get(kommune)
    return aar is not None and kode(kommune, aar - 1) == kode(kommune, aar)
