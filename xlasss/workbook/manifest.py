"""workbooks/manifest.toml: which templates there are, and a digest of what is in each."""

import hashlib
import tomllib
from pathlib import Path
from zipfile import ZipFile

from xlasss.errors import Filfeil
from xlasss.versjon import DATA_UTGAVE, VERSJON
from xlasss.workbook.hel_fil import hel_fil

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


def foer_inn(fil: Path) -> None:
    """Før filen som nå er bygget, inn i mappens manifest; de andre linjene står."""
    mappe = fil.parent
    linjer = bygde_filer(mappe) | {fil.name: avtrykk(fil)}
    tekst = [
        "# Malene, laget av «xlasss bygg». Avtrykket er av innholdet i filen.",
        f'xlasss = "{VERSJON}"',
        f'data = "{DATA_UTGAVE}"',
    ]
    for navn, sum_ in sorted(linjer.items()):
        if (mappe / navn).exists():
            tekst += ["", f'["{navn}"]', f'sha256 = "{sum_}"']
    with hel_fil(mappe / FIL) as ny:
        ny.write_text("\n".join(tekst) + "\n", encoding="utf-8")


def bygde_filer(mappe: Path) -> dict[str, str]:
    """Filene i manifestet og avtrykket hver ble bygget med."""
    manifest = mappe / FIL
    try:
        lest = tomllib.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else {}
        return {navn: felt["sha256"] for navn, felt in lest.items() if isinstance(felt, dict)}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError):
        raise Filfeil(
            f"{manifest} er ikke listen «xlasss bygg» skriver.", "Flytt den bort, og bygg med --overskriv."
        ) from None
