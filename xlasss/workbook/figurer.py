"""The charts in a workbook as plain data: read from the file's own chart parts, with the numbers of its cells.

So a chart follows the rows it points at also when someone has moved them, and shows what the
cells hold now, not what the chart cached when it was made.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from xlasss.engines.pakke import uleselig
from xlasss.engines.protokoll import Verdi
from xlasss.errors import XlasssFeil
from xlasss.workbook.formelspraak import les_formel
from xlasss.workbook.formeltre import Ref
from xlasss.workbook.les import Arbeidsbok, Sted
from xlasss.workbook.spor.monster import stedene

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DEL = re.compile(r"xl/charts/chart(\d+)\.xml")
_SLAG = {"triangle": "triangle", "diamond": "diamond", "circle": "soyle"}
"""Hva et punkt på en linje er; en kurve leses som søylene den ville vært, ett punkt per rad."""
_FLEST = 100
"""Punkter i en figur; flere kan ikke leses."""


class Serie(NamedTuple):
    """En serie: «soyle», «linje», eller et merke, «triangle» eller «diamond»; None der tallet mangler."""

    navn: str
    slag: str
    verdier: tuple[float | None, ...]


@dataclass(frozen=True)
class Figur:
    """En figur med navnet på hvert punkt."""

    tittel: str
    punkter: tuple[str, ...]
    serier: tuple[Serie, ...]


def figurer(bok: Arbeidsbok) -> list[Figur]:
    """Søylefigurene i boken, i rekkefølgen de er laget; en uten tall i søylene er ikke med."""
    deler = sorted((int(t[1]), navn) for navn in bok.pakke.deler if (t := _DEL.fullmatch(navn)))
    alle = [_figur(bok, navn) for _, navn in deler]
    return [f for f in alle if f and any(v is not None for s in f.serier if s.slag == "soyle" for v in s.verdier)]


def _figur(bok: Arbeidsbok, del_: str) -> Figur | None:
    try:
        rot = ElementTree.fromstring(bok.pakke.xml(del_))
    except ElementTree.ParseError:
        raise uleselig(bok.pakke.navn, f"figuren {del_} er skadet") from None
    leste = [s for s in _serier(bok, rot) if s is not None]
    if not leste:
        return None
    tittel = "".join(t.text or "" for t in rot.findall(f"{_C}chart/{_C}title//{_A}t"))
    punkter = max((p for p, _ in leste), key=len)
    return Figur(tittel, punkter, tuple(s for _, s in leste))


def _serier(bok: Arbeidsbok, rot: Element) -> Iterator[tuple[tuple[str, ...], Serie] | None]:
    for slag, tagg in (("soyle", "barChart"), ("linje", "lineChart")):
        for ser in rot.iterfind(f".//{_C}{tagg}/{_C}ser"):
            navn = ser.findtext(f"{_C}tx/{_C}v") or "".join(_tekster(bok, ser, "tx")[:1])
            merke = ser.find(f"{_C}marker/{_C}symbol")
            symbol = merke.get("val", "none") if merke is not None else "none"
            verdier = tuple(v if isinstance(v, float) else None for v in _celler(bok, ser, "val"))
            punkter = _tekster(bok, ser, "cat")
            if verdier and len(verdier) == len(punkter) <= _FLEST:
                yield punkter, Serie(navn, _SLAG.get(symbol) or slag, verdier)


def _tekster(bok: Arbeidsbok, ser: Element, hva: str) -> tuple[str, ...]:
    return tuple("" if v is None else str(v) for v in _celler(bok, ser, hva))


def _celler(bok: Arbeidsbok, ser: Element, hva: str) -> list[Verdi]:
    """Verdiene i området serien viser til; tomt når det ikke er ett område i boken."""
    formel = next((f.text for f in ser.iterfind(f"{_C}{hva}//{_C}f") if f.text), "")
    try:
        ref = les_formel(f"={formel}") if formel else None
    except XlasssFeil:
        return []
    ark = bok.arknavn(ref.ark) if isinstance(ref, Ref) and not ref.bok else None
    if not isinstance(ref, Ref) or ark is None or ref.antall > _FLEST:
        return []
    return [bok.celle(Sted(ark, s.rad, s.kol)).verdi for s in stedene(ref)]
