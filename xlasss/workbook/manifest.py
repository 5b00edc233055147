"""workbooks/manifest.toml: which templates there are, and a digest of what is in each."""

import hashlib
from pathlib import Path
from zipfile import ZipFile

from xlasss.versjon import DATA_UTGAVE, VERSJON

FIL = "manifest.toml"


def avtrykk(fil: Path) -> str:
    """SHA-256 av delene i arbeidsboken, uavhengig av hvordan de er pakket.

    Samme innhold gir samme avtrykk også med en annen zlib.
    """
    sum_ = hashlib.sha256()
    with ZipFile(fil) as zip_:
        for navn in sorted(zip_.namelist()):
            sum_.update(navn.encode() + b"\0" + zip_.read(navn))
    return sum_.hexdigest()


def skriv_manifest(mappe: Path) -> None:
    """Skriv manifestet over alle arbeidsbøkene i mappen."""
    linjer = [
        "# Malene, laget av «xlasss bygg». Avtrykket er av innholdet i filen.",
        f'xlasss = "{VERSJON}"',
        f'data = "{DATA_UTGAVE}"',
    ]
    for fil in sorted(mappe.glob("*.xlsx")):
        linjer += ["", f'["{fil.name}"]', f'sha256 = "{avtrykk(fil)}"']
    (mappe / FIL).write_text("\n".join(linjer) + "\n", encoding="utf-8")
