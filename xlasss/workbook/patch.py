"""Patch an .xlsx: new cached values for formulas, every other byte of every part as it was."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from xlasss.begreper import Feil
from xlasss.engines.arkxml import P, adresse_av, attributter, data_i
from xlasss.engines.pakke import les_pakke
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil
from xlasss.workbook.hel_fil import hel_fil

_CELLE = re.compile(rf"(<{P}c)(\s[^>]*)>(\s*<({P})f(?:\s[^>]*)?(?:/>|>[^<]*</{P}f\s*>))(.*?)(</{P}c\s*>)", re.DOTALL)
_T = re.compile(r"\st\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def skriv_bufrede(fil: Path, ut: Path, nye: Mapping[tuple[str, str], Verdi]) -> None:
    """Kopien av filen med nye lagrede verdier; skrives ved siden av og byttes inn når den er hel."""
    if ut.is_dir():
        raise Filfeil(f"{ut} er en mappe.", "Oppgi navnet på filen som skal skrives.")
    pakke, _ = les_pakke(fil)
    endret = {
        pakke.ark[ark]: med_bufrede(pakke.xml(pakke.ark[ark]), {c: v for (a, c), v in nye.items() if a == ark}).encode()
        for ark in {ark for ark, _ in nye}
    }
    with hel_fil(ut) as midlertidig, ZipFile(fil) as gammel, ZipFile(midlertidig, "w", ZIP_DEFLATED) as ny:
        for post in gammel.infolist():
            ny.writestr(post, endret.get(post.filename, gammel.read(post)))


def med_bufrede(xml: str, nye: Mapping[str, Verdi]) -> str:
    """Arket med andre lagrede verdier i formelcellene; formelen og stilen står.

    >>> med_bufrede('<sheetData><row><c r="A1" s="2" t="e"><f>B1</f><v>#N/A</v></c></row></sheetData>', {"A1": 2.5})
    '<sheetData><row><c r="A1" s="2"><f>B1</f><v>2.5</v></c></row></sheetData>'
    """
    fra, til = data_i(xml)

    def bytt(treff: re.Match[str]) -> str:
        celle = adresse_av(attributter(treff[2]))
        if celle not in nye:
            return treff[0]
        slag, tekst = _lagret(nye[celle])
        verdi = "" if tekst is None else f"<{treff[4]}v>{tekst}</{treff[4]}v>"
        return f"{treff[1]}{_T.sub('', treff[2])}{slag}>{treff[3]}{verdi}{treff[6]}"

    return xml[:fra] + _CELLE.sub(bytt, xml[fra:til]) + xml[til:]


def _lagret(verdi: Verdi) -> tuple[str, str | None]:
    """Typemerket og teksten en lagret verdi skrives med."""
    match verdi:
        case None:
            return "", None
        case bool():
            return ' t="b"', str(int(verdi))
        case Feil():
            return ' t="e"', verdi.tekst
        case str():
            return ' t="str"', escape(verdi, quote=False)
    return "", repr(float(verdi)).removesuffix(".0")
