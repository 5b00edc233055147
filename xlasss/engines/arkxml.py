"""The formulas in one sheet's XML: found, and rewritten in place.

Text patterns instead of a parsed tree: what is not a formula stays byte for byte, and a
sheet of 200 000 cells costs a fraction of a second. What the patterns do not understand is
refused, never passed over.
"""

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from typing import NamedTuple
from xml.sax.saxutils import escape

from xlasss.errors import Filfeil

P = r"(?:[A-Za-z_][\w.\-]*:)?"
"""A namespace prefix, which some programs put in front of every tag."""

_DATA = re.compile(rf"<{P}sheetData\s*>(.*)</{P}sheetData\s*>", re.DOTALL)
_PREFIKS = re.compile(rf"<({P})sheetData\b")
_ATTRIBUTT = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class _Monster(NamedTuple):
    formel: re.Pattern[str]
    formelcelle: re.Pattern[str]
    matrise: re.Pattern[str]
    vaar: re.Pattern[str]


@cache
def _monster(p: str) -> _Monster:
    """The patterns with the sheet's own prefix; beginning with plain letters they run many times faster."""
    return _Monster(
        re.compile(rf"<{p}f(?=[\s/>])"),
        re.compile(rf"<{p}c\s(?:[^>]*\s)?r\s*=\s*[\"'](\w+)[\"'][^>]*>\s*<{p}f(?=[\s/>])"),
        re.compile(rf"<{p}c(\s[^>]*)>\s*<{p}f(\s[^>]*\bt\s*=\s*[\"'](?:array|dataTable)[\"'][^>]*)>"),
        re.compile(rf"(<{p}f(?:\s[^>]*)?>)([^<]*[Aa][Ss][Ss][Ss][^<]*)(?=</{p}f\s*>)"),
    )


class Matrise(NamedTuple):
    """An array formula: the cell it stands in, the range it fills, and whether it spills as far as it needs."""

    celle: str
    omraade: str
    dynamisk: bool


def attributter(tagg: str | None) -> dict[str, str]:
    """The attributes of a tag, in whatever order and quotes.

    >>> attributter(' r="B7" t=\\'str\\'')
    {'r': 'B7', 't': 'str'}
    """
    return {navn: unescape(a or b) for navn, a, b in _ATTRIBUTT.findall(tagg or "")}


@cache
def cellemonster(p: str) -> re.Pattern[str]:
    """Every cell of a sheet with this prefix: address, style and type, or all its attributes, and the XML inside it.

    Nearly every program writes those three and in this order; reading them so costs a third.
    """
    vanlig = r'\sr="([A-Z]+\d+)"(?:\ss="(\d+)")?(?:\st="(\w+)")?\s*'
    ellers = r"((?:\s[^>/]*+(?:/(?!>)[^>/]*+)*+)?+)"
    return re.compile(rf"<{p}c(?:{vanlig}|{ellers})(?:/>|>([^<]*+(?:<(?!/{p}c[\s>])[^<]*+)*+)</{p}c\s*>)")


def celleattributter(treff: re.Match[str]) -> dict[str, str]:
    """The attributes of a cell found by `cellemonster`; style and type may be empty or not there."""
    celle, stil, slag, alle = treff.group(1, 2, 3, 4)
    return {"r": celle, "s": stil or "", "t": slag or ""} if celle else attributter(alle)


def adresse_av(attributt: dict[str, str]) -> str:
    """The address a cell or row says it has; some programs leave it out and count instead."""
    if "r" not in attributt:
        raise Filfeil("Cellene i arket er skrevet uten adresse.", "Åpne filen i Excel og lagre den.")
    return attributt["r"]


def data_i(xml: str) -> tuple[int, int]:
    """Where the rows begin and end. Other parts of a sheet hold formulas too, but none that a cell shows."""
    treff = _DATA.search(xml)
    return treff.span(1) if treff else (len(xml), len(xml))


def prefiks_i(xml: str) -> str:
    """The prefix the sheet's tags have, most often none."""
    treff = _PREFIKS.search(xml)
    return treff[1] if treff else ""


def formelceller(xml: str) -> list[str]:
    """Every cell with a formula of its own, in the order of the sheet.

    >>> formelceller('<sheetData><c r="A1"><v>1</v></c><c s="2" r="B1"><f t="shared" si="0"/></c></sheetData>')
    ['B1']
    """
    fra, til = data_i(xml)
    monster = _monster(prefiks_i(xml))
    funnet: list[str] = monster.formelcelle.findall(xml, fra, til)
    if len(funnet) != len(monster.formel.findall(xml, fra, til)):
        raise Filfeil("Arket har formler som er skrevet på en ukjent måte.", "Åpne filen i Excel og lagre den.")
    return funnet


def matriser(xml: str) -> list[Matrise]:
    """Every array formula; a what-if table, which none but Excel computes, is refused."""
    funnet = []
    if "array" not in xml and "dataTable" not in xml:
        return []
    for treff in _monster(prefiks_i(xml)).matrise.finditer(xml, *data_i(xml)):
        celle, formel = attributter(treff[1]), attributter(treff[2])
        if formel["t"] == "dataTable":
            raise Filfeil(f"{celle['r']} er en datatabell (hva-hvis-analyse).", "Bare Excel regner den; ta den ut.")
        funnet.append(Matrise(celle["r"], formel.get("ref", celle["r"]), "cm" in celle))
    return funnet


def med_formler(xml: str, ny: Callable[[str], str]) -> str:
    """The sheet with every formula that may call one of our functions rewritten by `ny`.

    >>> med_formler('<sheetData><c r="A1"><f>[1]!ASSS_X(1&amp;2)</f></c></sheetData>', lambda f: f[4:])
    '<sheetData><c r="A1"><f>ASSS_X(1&amp;2)</f></c></sheetData>'
    """
    fra, til = data_i(xml)
    vaar = _monster(prefiks_i(xml)).vaar
    return xml[:fra] + vaar.sub(lambda treff: treff[1] + escape(ny(unescape(treff[2]))), xml[fra:til]) + xml[til:]
