"""The differences as one self-contained page: no network, readable on screen, on paper and by a screen reader."""

from collections.abc import Iterable

from xlasss.rapport.diff import oppsummert, plass, tallpar, utslaget, verdien
from xlasss.rapport.nettside import nettside
from xlasss.workbook.diff import Diff, Endring


def side(d: Diff) -> str:
    """Hele siden."""
    return nettside(
        "diff.html",
        d=d,
        oppsummert="Ingen forskjell." if d.like else oppsummert(d),
        endringer=endringsrader(d.endringer),
        resultater=[{"plass": plass(e), "nokkel": e.nokkel, "par": tallpar(e.fra, e.til)} for e in d.resultater],
    )


def endringsrader(endringer: Iterable[Endring]) -> list[dict[str, str]]:
    """Endringene slik en tabell viser dem."""
    return [
        {"slag": str(e.slag), "plass": plass(e), "nokkel": e.nokkel, "fra": verdien(e.fra), "til": verdien(e.til),
         "utslag": utslaget(e.utslag)}
        for e in endringer
    ]  # fmt: skip
