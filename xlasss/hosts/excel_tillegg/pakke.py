"""`xlasss.xlam`: two sheets by XlsxWriter, our VBA project, and a tab on the ribbon.

The sheet *oppsett* is all the add-in has of settings: what it was built for and where
Python is. The sheet *hjelp* has the texts of the function wizard, because VBA source
cannot hold Σ and −. The same content gives the same bytes.
"""

from datetime import datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

from xlasss.errors import DataFeil
from xlasss.hosts.excel_tillegg.moduler import ARKENE, moduler
from xlasss.hosts.vba import prosjekt
from xlasss.registry import REGISTER, Funksjon
from xlasss.versjon import VERSJON, XLWINGS
from xlasss.workbook.hel_fil import hel_fil

FILNAVN = "xlasss.xlam"
PROSJEKT = "XlAsss"
PYTHON = r"%LOCALAPPDATA%\xlasss\venv\Scripts\pythonw.exe"
"""Where install.ps1 puts it."""
OPPSETT = (("Oppsett for xlasss", ""), ("xlasss", VERSJON), ("xlwings", XLWINGS), ("Python", PYTHON))
"""The rows of the sheet oppsett; kilde/AsssVert.bas reads B2, B3 and B4, and `xlasss lege` the same."""
LENGST = 255
"""Excel's limit on a help text, of a function or an argument."""

_BOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_TILLEGG = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
_BAAND = (
    b'<Relationship Id="rIdBaand" Type="http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"'
    b' Target="customUI/customUI.xml"/></Relationships>'
)


def bygg(mappe: Path) -> Path:
    """Skriv tillegget til mappen og gi banen."""
    ut = mappe / FILNAVN
    with hel_fil(ut) as ny:
        ny.write_bytes(innhold())
    return ut


def innhold() -> bytes:
    """The add-in as bytes: XlsxWriter's macro workbook with the two changes that make it an add-in with a tab."""
    ut = BytesIO()
    with ZipFile(BytesIO(_bok())) as bok, ZipFile(ut, "w", ZIP_DEFLATED) as tillegg:
        for post in bok.infolist():
            tillegg.writestr(_post(post.filename), _endret(post.filename, bok.read(post)))
        baand = files(__package__).joinpath("kilde", "customUI.xml").read_bytes()
        tillegg.writestr(_post("customUI/customUI.xml"), baand)
    return ut.getvalue()


def _post(navn: str) -> ZipInfo:
    """A member with a fixed date, deflated."""
    post = ZipInfo(navn)
    post.compress_type = ZIP_DEFLATED
    return post


def _endret(navn: str, data: bytes) -> bytes:
    if navn == "[Content_Types].xml":
        return data.replace(_BOK, _TILLEGG)
    if navn == "_rels/.rels":
        return data.replace(b"</Relationships>", _BAAND)
    return data


def _bok() -> bytes:
    ut = BytesIO()
    with xlsxwriter.Workbook(ut, {"in_memory": True}) as bok:
        bok.set_properties({"title": "xlasss", "comments": "ASSS-metoden i Excel", "created": datetime(2026, 1, 1)})
        bok.add_vba_project(BytesIO(prosjekt(PROSJEKT, moduler())), is_stream=True)
        bok.set_vba_name("ThisWorkbook")
        oppsett, hjelp = (bok.add_worksheet(navn) for navn in ("oppsett", "hjelp"))
        for ark, navn in zip((oppsett, hjelp), ARKENE, strict=True):
            ark.set_vba_name(navn)
        for rad, linje in enumerate(OPPSETT):
            oppsett.write_row(rad, 0, linje)
        hjelp.write_row(0, 0, ("Funksjon", "Hjelp", "Antall argumenter", "Argumentene"))
        for rad, funksjon in enumerate(REGISTER.values(), start=1):
            hjelp.write_row(rad, 0, hjelpelinje(funksjon))
    return ut.getvalue()


def hjelpelinje(funksjon: Funksjon) -> list[str | int]:
    """What the wizard shows for a function; a text that is too long is an error, never cut."""
    tekster = [f"{funksjon.hjelp}: {funksjon.definisjon}", *(a.hjelp for a in funksjon.argumenter)]
    if lang := next((t for t in tekster if len(t) > LENGST), None):
        raise DataFeil(f"Hjelpeteksten «{lang[:40]} …» er {len(lang)} tegn.", f"Excel tar {LENGST}; kort den ned.")
    return [funksjon.navn, tekster[0], len(funksjon.argumenter), *tekster[1:]]
