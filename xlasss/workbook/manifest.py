"""workbooks/manifest.toml: which templates there are, and a digest of what is in each."""

import hashlib
import tomllib
import zipfile
from collections.abc import Iterable
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


def skriv_manifest(mappe: Path, bygget: Iterable[Path]) -> None:
    """Før filene som nå er bygget inn i mappens manifest; de andre linjene står."""
    linjer = _linjer(mappe) | {fil.name: avtrykk(fil) for fil in bygget}
    tekst = [
        "# Malene, laget av «xlasss bygg». Avtrykket er av innholdet i filen.",
        f'xlasss = "{VERSJON}"',
        f'data = "{DATA_UTGAVE}"',
    ]
    for navn, sum_ in sorted(linjer.items()):
        if (mappe / navn).exists():
            tekst += ["", f'["{navn}"]', f'sha256 = "{sum_}"']
    (mappe / FIL).write_text("\n".join(tekst) + "\n", encoding="utf-8")


def er_uroert(fil: Path) -> bool:
    """Om filen er slik den ble bygget, etter manifestet i samme mappe."""
    return zipfile.is_zipfile(fil) and _linjer(fil.parent).get(fil.name) == avtrykk(fil)


def _linjer(mappe: Path) -> dict[str, str]:
    """Filene i manifestet og avtrykket hver ble bygget med."""
    manifest = mappe / FIL
    lest = tomllib.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else {}
    return {navn: felt["sha256"] for navn, felt in lest.items() if isinstance(felt, dict)}
