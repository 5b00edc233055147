"""The values a chart was saved with, brought in step with the cells it draws.

Excel draws a chart from its cells, but a preview, LibreOffice's import and a reader without
Excel show what the chart part itself holds. Only the points whose cells changed are touched.
"""

import re
from collections.abc import Mapping
from html import unescape
from xml.sax.saxutils import escape

from xlasss.begreper import Feil
from xlasss.engines.adresse import celler_i
from xlasss.engines.arkxml import P
from xlasss.engines.protokoll import Verdi

_KILDE = re.compile(
    rf"(<{P}f(?:\s[^>]*)?>([^<]*)</{P}f\s*>\s*)(<({P})(num|str)Cache(?:\s[^>]*)?>)(.*?)(</{P}(?:num|str)Cache\s*>)",
    re.DOTALL,
)
_PUNKT = re.compile(rf"<({P})pt\s[^>]*?\bidx\s*=\s*[\"'](\d+)[\"'][^>]*>.*?</{P}pt\s*>", re.DOTALL)
_OMRAADE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!(),]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


def er_figur(innhold: bytes) -> bool:
    """Om en del av pakken er en figur."""
    return b"chartSpace" in innhold[:4000] and b"Cache" in innhold


def med_punkter(xml: str, nye: Mapping[str, Mapping[str, Verdi]]) -> str:
    """Figuren med nye lagrede verdier for punktene som tegner en av cellene; arknavnene i små bokstaver.

    >>> figur = '<c:f>Ark!$A$1:$A$2</c:f><c:numCache><c:ptCount val="2"/><c:pt idx="0"><c:v>1</c:v></c:pt></c:numCache>'
    >>> med_punkter(figur, {"ark": {"A2": 2.5}})
    '<c:f>Ark!$A$1:$A$2</c:f><c:numCache><c:ptCount val="2"/><c:pt idx="0"><c:v>1</c:v></c:pt>\
<c:pt idx="1"><c:v>2.5</c:v></c:pt></c:numCache>'
    """

    def bytt(treff: re.Match[str]) -> str:
        ark, celler = _celler(unescape(treff[2]))
        i_arket = nye.get(ark, {})
        punkter = {nr: i_arket[celle] for nr, celle in enumerate(celler) if celle in i_arket}
        if not punkter:
            return treff[0]
        return treff[1] + treff[3] + _med(treff[6], punkter, treff[4], tall=treff[5] == "num") + treff[7]

    return _KILDE.sub(bytt, xml)


def _celler(formel: str) -> tuple[str, list[str]]:
    """Arket og cellene en serie tegner, i rekkefølge; ingen når den går gjennom et navn eller en annen bok."""
    treff = _OMRAADE.fullmatch(formel)
    if treff is None or "[" in (treff[2] or ""):
        return "", []
    ark = (treff[1] or treff[2]).replace("''", "'").casefold()
    fra = f"{treff[3]}{treff[4]}"
    return ark, list(celler_i(f"{fra}:{treff[5]}{treff[6]}" if treff[5] else fra))


def _med(buffer: str, punkter: Mapping[int, Verdi], p: str, *, tall: bool) -> str:
    """Bufferen med noen punkter byttet; punktene står etter nummer, og det som kommer etter dem, blir stående sist."""
    gamle = list(_PUNKT.finditer(buffer))
    tekster = {int(treff[2]): treff[0] for treff in gamle}
    for nr, verdi in punkter.items():
        vist = _vist(verdi, tall=tall)
        tekster.pop(nr, None)
        if vist is not None:
            tekster[nr] = f'<{p}pt idx="{nr}"><{p}v>{escape(vist)}</{p}v></{p}pt>'
    antall = re.search(rf"<{P}ptCount\b[^>]*?(?:/>|>\s*</{P}ptCount\s*>)", buffer)
    fra = gamle[0].start() if gamle else antall.end() if antall else len(buffer)
    til = gamle[-1].end() if gamle else fra
    return buffer[:fra] + "".join(tekster[nr] for nr in sorted(tekster)) + buffer[til:]


def _vist(verdi: Verdi, *, tall: bool) -> str | None:
    """Verdien slik Excel lagrer den i en figur; None er et punkt som ikke finnes."""
    if isinstance(verdi, Feil):
        return verdi.tekst
    if isinstance(verdi, str):
        return None if tall else verdi
    return None if verdi is None else repr(float(verdi)).removesuffix(".0")
