"""Cell addresses: "B7" to row and column and back. Rows and columns count from 1."""

import re
from functools import lru_cache

from xlasss.errors import Bruksfeil

_CELLE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@lru_cache(maxsize=1 << 16)
def plass(celle: str) -> tuple[int, int]:
    """Row and column of an address.

    >>> plass("B7"), plass("$AA$10")
    ((7, 2), (10, 27))
    """
    treff = _CELLE.fullmatch(celle)
    if treff is None:
        raise Bruksfeil(f"«{celle}» er ikke en celleadresse.", "Skriv for eksempel B7.")
    kolonne = 0
    for tegn in treff[1].upper():
        kolonne = kolonne * 26 + ord(tegn) - 64
    return int(treff[2]), kolonne


def adresse(rad: int, kolonne: int) -> str:
    """The address of a row and column.

    >>> adresse(7, 2), adresse(10, 27)
    ('B7', 'AA10')
    """
    bokstaver = ""
    while kolonne:
        kolonne, rest = divmod(kolonne - 1, 26)
        bokstaver = chr(65 + rest) + bokstaver
    return f"{bokstaver}{rad}"


def celler_i(omraade: str) -> list[str]:
    """Every cell of a range, row by row.

    >>> celler_i("A1:B2"), celler_i("C3")
    (['A1', 'B1', 'A2', 'B2'], ['C3'])
    """
    fra, _, til = omraade.partition(":")
    (rad, kolonne), (siste_rad, siste_kolonne) = plass(fra), plass(til or fra)
    return [adresse(r, k) for r in range(rad, siste_rad + 1) for k in range(kolonne, siste_kolonne + 1)]
