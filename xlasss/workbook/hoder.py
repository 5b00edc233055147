"""Where the blocks of a sheet begin: the rows with keys, names and units, found by what is written in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlasss.workbook.les import Arbeidsbok

_HODER = {"nøkkel", "nr.", "side", "mål", "dato", "id"}


@dataclass(frozen=True)
class Hode:
    """Overskriften over en blokk: raden med nøkler, navnene, enhetene og tittelen."""

    rad: int
    navnerad: int
    enhetsrad: int | None
    topp: int
    tittel: str


def hoder_i(bok: Arbeidsbok, ark: str) -> Iterator[Hode]:
    """Overskriftene på et ark, ovenfra."""
    t = bok.tekst
    rader = sorted(rad for rad, kol in bok.celler(ark) if kol == 1)
    forrige = 0
    for rad in rader:
        if t(ark, rad, 1).casefold() not in _HODER or rad == forrige + 1:
            continue
        topp = rad
        while topp > 1 and t(ark, topp - 1, 1):
            topp -= 1
        tredelt = t(ark, rad + 1, 1).casefold() == "nr."
        tittel = re.sub(r"^\d+\s+", "", t(ark, topp, 1)) if topp < rad else ""
        yield Hode(rad, rad + tredelt, rad + 2 if tredelt else None, topp, tittel)
        forrige = rad
