"""The values in one sheet's XML: read as our cell values, and some of them set.

For the engines that cannot be given an input in memory, and for what LibreOffice wrote.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import unescape
from math import isfinite
from types import MappingProxyType
from typing import TypeVar
from xml.sax.saxutils import escape

from xlasss.begreper import Feil
from xlasss.cells import les_celle
from xlasss.engines.adresse import adresse, plass
from xlasss.engines.arkxml import P, adresse_av, attributter, data_i, prefiks_i
from xlasss.engines.protokoll import Verdi

_Nytt = TypeVar("_Nytt")

_RAD = re.compile(rf"<{P}row(\s[^>]*?)?(?:/>|>(.*?)</{P}row\s*>)", re.DOTALL)
_CELLE = re.compile(rf"<({P})c(\s[^>]*?)?(?:/>|>(.*?)</{P}c\s*>)", re.DOTALL)
_VANLIG = re.compile(r'\sr="(?P<r>[A-Z]+\d+)"(?:\ss="(?P<s>\d+)")?(?:\st="(?P<t>\w+)")?\s*')
"""The way nearly every program writes the attributes; reading them so costs a third."""
_V = re.compile(rf"<{P}v(?:\s[^>]*)?>([^<]*)</{P}v\s*>")
_T = re.compile(rf"<{P}rPh\b.*?</{P}rPh\s*>|<{P}t(?:\s[^>]*)?>([^<]*)</{P}t\s*>", re.DOTALL)
_SI = re.compile(rf"<{P}si\s*(?:/>|>(.*?)</{P}si\s*>)", re.DOTALL)
_TEGNKODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ULOVLIG = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


def delte_tekster(xml: str) -> list[str]:
    """The shared strings; text in several styles is one text, and phonetic help is not part of it.

    >>> delte_tekster('<sst><si><t>Bærum</t></si><si><r><t>æ</t></r><r><t xml:space="preserve"> ø</t></r></si></sst>')
    ['Bærum', 'æ ø']
    """
    return [_tekst(treff[1] or "") for treff in _SI.finditer(xml)]


def _tekst(xml: str) -> str:
    return _avkodet("".join(treff[1] or "" for treff in _T.finditer(xml)))


def _avkodet(tekst: str) -> str:
    return _TEGNKODE.sub(lambda kode: chr(int(kode[1], 16)), unescape(tekst))


def verdier(xml: str, tekster: Sequence[str]) -> Iterator[tuple[str, Verdi]]:
    """Every cell of the sheet with what it holds, computed cells with the value they were saved with."""
    for celle, verdi, _ in celler(xml, tekster):
        yield adresse_av(celle), verdi


def celler(xml: str, tekster: Sequence[str]) -> Iterator[tuple[dict[str, str], Verdi, str]]:
    """Every cell of the sheet as its attributes, what it holds, and the XML inside it."""
    fra, til = data_i(xml)
    for treff in _CELLE.finditer(xml, fra, til):
        celle, indre = _attributter(treff[2]), treff[3] or ""
        yield celle, _verdi(celle.get("t") or "n", indre, tekster), indre


def _attributter(tekst: str | None) -> dict[str, str]:
    vanlig = _VANLIG.fullmatch(tekst or "")
    return vanlig.groupdict("") if vanlig else attributter(tekst)


def _verdi(slag: str, indre: str, tekster: Sequence[str]) -> Verdi:
    if slag == "inlineStr":
        return _tekst(indre)
    treff = _V.search(indre)
    raa = treff[1].strip() if treff and slag != "str" else treff[1] if treff else ""
    if slag == "str":
        return _avkodet(raa)
    if not raa:
        return None
    if slag == "s":
        return tekster[int(raa)]
    if slag == "b":
        return raa in ("1", "true")
    if slag == "e":
        return Feil.fra_tekst(unescape(raa)) or Feil.VALUE
    return les_celle(datetime.fromisoformat(raa))[0] if slag == "d" else float(raa)


def med_verdier(xml: str, nye: Mapping[str, Verdi], stiler: Mapping[str, str] = MappingProxyType({})) -> str:
    """The sheet with other values in some cells; every other byte stands. Cells and rows that are not there come in.

    A cell keeps its style; one that comes in has the one in `stiler`, when it is there.

    >>> med_verdier('<sheetData><row r="2"><c r="B2" s="5"><v>1</v></c></row></sheetData>', {"B2": 2.5, "A2": "æ"})
    '<sheetData><row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve">æ</t></is></c>\
<c r="B2" s="5"><v>2.5</v></c></row></sheetData>'
    """
    xml = re.sub(rf"<({P})sheetData\s*/>", r"<\1sheetData></\1sheetData>", xml)
    fra, til = data_i(xml)
    p = prefiks_i(xml)
    per_rad: dict[int, deque[tuple[int, Verdi]]] = {}
    for rad, kolonne, celle in sorted((*plass(celle), celle) for celle in nye):
        per_rad.setdefault(rad, deque()).append((kolonne, nye[celle]))
    igjen = deque(per_rad.items())
    biter, skrevet = [xml[:fra]], fra
    for treff in _RAD.finditer(xml, fra, til):
        if not igjen:
            break
        rad = int(adresse_av(attributter(treff[1])))
        nye_foran = [_ny_rad(r, nye_her, stiler, p) for r, nye_her in _foer(rad, igjen)]
        her = igjen and igjen[0][0] == rad
        endret = _med_celler(treff[0], rad, igjen.popleft()[1], stiler, p) if her else treff[0]
        biter += [xml[skrevet : treff.start()], *nye_foran, endret]
        skrevet = treff.end()
    til_slutt = [_ny_rad(rad, nye_her, stiler, p) for rad, nye_her in igjen]
    return "".join([*biter, xml[skrevet:til], *til_slutt, xml[til:]])


def _foer(nummer: int, ko: deque[tuple[int, _Nytt]]) -> Iterator[tuple[int, _Nytt]]:
    """Take from the queue those that come before a row or column."""
    while ko and ko[0][0] < nummer:
        yield ko.popleft()


def _ny_rad(rad: int, nye: deque[tuple[int, Verdi]], stiler: Mapping[str, str], p: str) -> str:
    celler = _med_celler(f'<{p}row r="{rad}"/>', rad, nye, stiler, p)
    return celler if f"<{p}c " in celler else ""


def _med_celler(xml: str, rad: int, nye: deque[tuple[int, Verdi]], stiler: Mapping[str, str], p: str) -> str:
    aapning = re.match(rf"<{P}row(\s[^>]*?)?(/?)>", xml)
    if aapning and aapning[2]:
        xml = f"<{p}row{aapning[1] or ''}></{p}row>"
    biter, skrevet = [], 0
    for treff in _CELLE.finditer(xml):
        celle = _attributter(treff[2])
        plassen = adresse_av(celle)
        kolonne = plass(plassen)[1]
        nye_foran = [_ny_celle(rad, k, verdi, stiler, p) for k, verdi in _foer(kolonne, nye)]
        her = nye and nye[0][0] == kolonne
        endret = _celle(plassen, celle.get("s"), nye.popleft()[1], p) if her else treff[0]
        biter += [xml[skrevet : treff.start()], *nye_foran, endret]
        skrevet = treff.end()
    slutt = xml.rindex("</")
    til_slutt = [_ny_celle(rad, k, verdi, stiler, p) for k, verdi in nye]
    return "".join([*biter, xml[skrevet:slutt], *til_slutt, xml[slutt:]])


def _ny_celle(rad: int, kolonne: int, verdi: Verdi, stiler: Mapping[str, str], p: str) -> str:
    celle = adresse(rad, kolonne)
    return "" if verdi is None else _celle(celle, stiler.get(celle), verdi, p)


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
