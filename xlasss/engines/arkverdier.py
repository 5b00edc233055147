"""The values in one sheet's XML, read as our cell values."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import unescape

from xlasss.begreper import Feil
from xlasss.cells import les_celle
from xlasss.engines.arkxml import P, adresse_av, celleattributter, cellemonster, data_i, prefiks_i
from xlasss.engines.protokoll import Verdi

_V = re.compile(rf"<{P}v(?:\s[^>]*)?>([^<]*)</{P}v\s*>")
_T = re.compile(rf"<{P}rPh\b.*?</{P}rPh\s*>|<{P}t(?:\s[^>]*)?>([^<]*)</{P}t\s*>", re.DOTALL)
_SI = re.compile(rf"<{P}si\s*(?:/>|>(.*?)</{P}si\s*>)", re.DOTALL)
_TEGNKODE = re.compile(r"_x([0-9A-Fa-f]{4})_")


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
    for treff in cellemonster(prefiks_i(xml)).finditer(xml, fra, til):
        celle, indre = celleattributter(treff), treff[5] or ""
        yield celle, _verdi(celle.get("t") or "n", indre, tekster), indre


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
