"""The extension's own files: names and help of the functions, what the parts are, and who it is.

The help is Norwegian in both forms; the language LibreOffice falls back on (en-US) gets the same text.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from xlasss.hosts.libreoffice.grensesnitt import TJENESTE, metode, parameter
from xlasss.registry import REGISTER, Funksjon
from xlasss.versjon import VERSJON

ID = "no.ks.asss.xlasss"
JOBB = "no.ks.asss.Aapnet"
_SPRAAK = ("en-US", "nb", "nn")
_OOR = 'xmlns:oor="http://openoffice.org/2001/registry" oor:package="org.openoffice.Office"'


def funksjonshjelp() -> str:
    """CalcAddIns.xcu: each function's name in cells and in .xlsx, and its help in the function wizard."""
    funksjoner = "".join(map(_funksjon, REGISTER.values()))
    tjeneste = _node(TJENESTE, _gruppe("AddInFunctions", funksjoner))
    return _xcu("CalcAddIns", _gruppe("AddInInfo", tjeneste))


def jobber() -> str:
    """Jobs.xcu: have a look at every spreadsheet that is opened."""
    jobb = _node(JOBB, _felt("Service", JOBB) + _felt("Context", "com.sun.star.sheet.SpreadsheetDocument"))
    hendelse = _node("OnLoadFinished", _gruppe("JobList", _node(JOBB, "")))
    return _xcu("Jobs", _gruppe("Jobs", jobb) + _gruppe("Events", hendelse))


def manifest(deler: Iterable[tuple[str, str]]) -> str:
    """META-INF/manifest.xml: the parts LibreOffice must register, as (path, media type)."""
    poster = "".join(
        f"<manifest:file-entry manifest:full-path={quoteattr(sti)} manifest:media-type={quoteattr(slag)}/>\n"
        for sti, slag in deler
    )
    return f'{_XML}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{poster}</manifest:manifest>\n'


def kjennetegn() -> str:
    """description.xml: name, version, and the oldest LibreOffice it works in."""
    return f"""{_XML}<description xmlns="http://openoffice.org/extensions/description/2006">
<identifier value="{ID}"/>
<version value="{VERSJON}"/>
<dependencies><l:LibreOffice-minimal-version xmlns:l="http://libreoffice.org/extensions/description/2011" \
value="7.4" l:name="LibreOffice 7.4"/></dependencies>
<display-name><name lang="en">xlasss: ASSS-funksjonene i Calc</name></display-name>
</description>
"""


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _xcu(navn: str, innhold: str) -> str:
    return f'{_XML}<oor:component-data {_OOR} oor:name="{navn}">\n{innhold}\n</oor:component-data>\n'


def _funksjon(funksjon: Funksjon) -> str:
    argumenter = "".join(
        _node(parameter(nr), _tekst("DisplayName", a.navn) + _tekst("Description", a.hjelp))
        for nr, a in enumerate(funksjon.argumenter)
    )
    return _node(
        metode(funksjon.navn),
        _tekst("DisplayName", funksjon.navn)
        + _tekst("CompatibilityName", funksjon.navn)
        + _tekst("Description", f"{funksjon.hjelp}: {funksjon.definisjon}")
        + _felt("Category", "Add-In")
        + _gruppe("Parameters", argumenter),
    )


def _gruppe(navn: str, innhold: str) -> str:
    return f'<node oor:name="{navn}">{innhold}</node>\n'


def _node(navn: str, innhold: str) -> str:
    return f'<node oor:name="{navn}" oor:op="replace">{innhold}</node>\n'


def _felt(navn: str, verdi: str) -> str:
    return f'<prop oor:name="{navn}"><value>{escape(verdi)}</value></prop>'


def _tekst(navn: str, tekst: str) -> str:
    verdier = "".join(f'<value xml:lang="{spraak}">{escape(tekst)}</value>' for spraak in _SPRAAK)
    return f'<prop oor:name="{navn}">{verdier}</prop>'
