"""The extension as one file: description, type library, components, and the core they need."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlasss.hosts.libreoffice import beskrivelse
from xlasss.hosts.libreoffice.typebibliotek import typebibliotek
from xlasss.workbook.hel_fil import hel_fil

FILNAVN = "xlasss.oxt"
_PAKKE = Path(__file__).parents[2]
_HER = Path(__file__).parent
_MODULER = (
    "__init__", "begreper", "cells", "datafiler", "errors", "fasit_data", "formler", "kall", "kilder", "oppslag",
    "parametre", "registry", "versjon", "hosts/__init__", "hosts/libreoffice/__init__", "hosts/libreoffice/celler",
    "hosts/libreoffice/grensesnitt", "hosts/libreoffice/omskriving",
)  # fmt: skip
_KJERNE = [f"{m}.py" for m in _MODULER] + ["beregning/*.py", "data/kilder.toml", "data/tabeller/*", "data/fasit/*"]
_KOMPONENT = "application/vnd.sun.star.uno-component;type=Python"
_OPPSETT = "application/vnd.sun.star.configuration-data"
_DELER = (
    ("typer.rdb", "application/vnd.sun.star.uno-typelibrary;type=RDB"),
    ("funksjoner.py", _KOMPONENT),
    ("aapnet.py", _KOMPONENT),
    ("CalcAddIns.xcu", _OPPSETT),
    ("Jobs.xcu", _OPPSETT),
)


def bygg_oxt(mappe: Path) -> Path:
    """Lag utvidelsen i mappen; den samme koden gir den samme filen."""
    fil = mappe / FILNAVN
    with hel_fil(fil) as ny, ZipFile(ny, "w", ZIP_DEFLATED) as zip_:
        for navn, innhold in _innhold():
            zip_.writestr(ZipInfo(navn), innhold, ZIP_DEFLATED)
    return fil


def _innhold() -> Iterator[tuple[str, bytes | str]]:
    yield "META-INF/manifest.xml", beskrivelse.manifest(_DELER)
    yield "description.xml", beskrivelse.kjennetegn()
    yield "CalcAddIns.xcu", beskrivelse.funksjonshjelp()
    yield "Jobs.xcu", beskrivelse.jobber()
    yield "typer.rdb", typebibliotek()
    for fil in sorted((_HER / "komponenter").glob("*.py")):
        yield fil.name, fil.read_bytes()
    for fil in sorted({fil for moenster in _KJERNE for fil in _PAKKE.glob(moenster)}):
        yield f"pythonpath/xlasss/{fil.relative_to(_PAKKE).as_posix()}", fil.read_bytes()
