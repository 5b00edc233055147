"""Some values in one sheet's XML set, and every other byte as it was.

For the update of a person's workbook, and for the engines that cannot be given an input in memory.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from functools import cache
from math import isfinite
from types import MappingProxyType
from typing import TypeVar
from xml.sax.saxutils import escape

from xlasss.begreper import Feil
from xlasss.engines.adresse import plass
from xlasss.engines.arkxml import P, adresse_av, attributter, celleattributter, cellemonster, data_i, prefiks_i
from xlasss.engines.protokoll import Verdi

_Nytt = TypeVar("_Nytt")

_ULOVLIG = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


@cache
def _radmonster(p: str) -> re.Pattern[str]:
    return re.compile(rf"<{p}row(\s[^>]*?)?(?:/>|>[^<]*+(?:<(?!/{p}row[\s>])[^<]*+)*+</{p}row\s*>)")


def med_verdier(xml: str, nye: Mapping[str, Verdi], stiler: Mapping[str, str] = MappingProxyType({})) -> str:
    """The sheet with other values in some cells; every other byte stands. Cells and rows that are not there come in.

    A cell keeps its style; one that comes in has the one in `stiler`, when it is there.

    >>> med_verdier('<sheetData><row r="2"><c r="B2" s="5"><v>1</v></c></row></sheetData>', {"B2": 2.5, "A2": "æ"})
    '<sheetData><row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve">æ</t></is></c>\
<c r="B2" s="5"><v>2.5</v></c></row></sheetData>'
    """
    xml = re.sub(rf"<({P})sheetData\s*/>", r"<\1sheetData></\1sheetData>", xml)
    p, (fra, til) = prefiks_i(xml), data_i(xml)
    per_rad: dict[int, dict[str, Verdi]] = defaultdict(dict)
    for celle, verdi in nye.items():
        per_rad[plass(celle)[0]][celle] = verdi
    ko = deque(sorted(per_rad.items()))
    biter, skrevet = [xml[:fra]], fra
    for treff in _radmonster(p).finditer(xml, fra, til):
        if not ko:
            break
        rad = int(adresse_av(attributter(treff[1])))
        nye_foran = [_ny_rad(r, her, stiler, p) for r, her in _foer(rad, ko)]
        endret = _med_celler(treff[0], ko.popleft()[1], stiler, p) if ko and ko[0][0] == rad else treff[0]
        biter += [xml[skrevet : treff.start()], *nye_foran, endret]
        skrevet = treff.end()
    til_slutt = [_ny_rad(rad, her, stiler, p) for rad, her in ko]
    return "".join([*biter, xml[skrevet:til], *til_slutt, xml[til:]])


def _foer(nummer: int, ko: deque[tuple[int, _Nytt]]) -> Iterator[tuple[int, _Nytt]]:
    """Take from the queue those that come before a row or column."""
    while ko and ko[0][0] < nummer:
        yield ko.popleft()


def _ny_rad(rad: int, nye: Mapping[str, Verdi], stiler: Mapping[str, str], p: str) -> str:
    celler = _med_celler(f'<{p}row r="{rad}"/>', nye, stiler, p)
    return celler if f"<{p}c " in celler else ""


def _med_celler(rad: str, nye: Mapping[str, Verdi], stiler: Mapping[str, str], p: str) -> str:
    igjen = dict(nye)

    def bytt(treff: re.Match[str]) -> str:
        felt = celleattributter(treff)
        celle = adresse_av(felt)
        return _celle(celle, felt.get("s"), igjen.pop(celle), p) if celle in igjen else treff[0]

    rad = cellemonster(p).sub(bytt, rad)
    mangler = {plass(celle)[1]: _celle(celle, stiler.get(celle), verdi, p)
               for celle, verdi in igjen.items() if verdi is not None}  # fmt: skip
    return _med_flere(rad, mangler, p) if mangler else rad


def _med_flere(rad: str, nye: Mapping[int, str], p: str) -> str:
    """The row with cells it did not have, each before the first one to the right of it."""
    aapning = re.match(rf"<{p}row(\s[^>]*?)?(/?)>", rad)
    if aapning and aapning[2]:
        rad = f"<{p}row{aapning[1] or ''}></{p}row>"
    ko, biter, skrevet = deque(sorted(nye.items())), [], 0
    for treff in cellemonster(p).finditer(rad):
        foran = [celle for _, celle in _foer(plass(adresse_av(celleattributter(treff)))[1], ko)]
        biter += [rad[skrevet : treff.start()], *foran]
        skrevet = treff.start()
    slutt = rad.rindex("</")
    return "".join([*biter, rad[skrevet:slutt], *(celle for _, celle in ko), rad[slutt:]])


def _celle(plassen: str, stil: str | None, verdi: Verdi, p: str) -> str:
    hode = f'<{p}c r="{plassen}"' + (f' s="{stil}"' if stil else "")
    if isinstance(verdi, float | int) and not isinstance(verdi, bool):
        if isfinite(verdi):
            return f"{hode}><{p}v>{float(verdi)!r}</{p}v></{p}c>"
        verdi = Feil.NUM
    if verdi is None:
        return hode + "/>"
    if isinstance(verdi, str):
        tekst = escape(_ULOVLIG.sub(lambda t: f"_x{ord(t[0]):04X}_", verdi))
        return f'{hode} t="inlineStr"><{p}is><{p}t xml:space="preserve">{tekst}</{p}t></{p}is></{p}c>'
    if isinstance(verdi, bool):
        return f'{hode} t="b"><{p}v>{int(verdi)}</{p}v></{p}c>'
    return f'{hode} t="e"><{p}v>{verdi.tekst}</{p}v></{p}c>'
