"""The extension into the user's LibreOffice and out of it, with LibreOffice's own `unopkg`.

LibreOffice is never started over the user's head, and never stopped: while it runs, its profile
belongs to it. The installation ends with a workbook computed in the user's own profile.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from xlasss.begreper import Feil
from xlasss.engines.libreoffice_motor import LibreOffice
from xlasss.errors import MotorFeil
from xlasss.hosts.libreoffice.beskrivelse import ID
from xlasss.hosts.libreoffice.bygg import FILNAVN, bygg_oxt

_UNOPKG = (
    "unopkg",
    "/Applications/LibreOffice.app/Contents/MacOS/unopkg",
    r"C:\Program Files\LibreOffice\program\unopkg.com",
)
_FRIST = 120


def installer() -> str:
    """Legg utvidelsen inn i brukerens LibreOffice, og gi det ASSS_VERSJON svarer der."""
    _krev_lukket()
    with TemporaryDirectory(prefix="xlasss-") as mappe:
        _la_andre_lese(Path(mappe))
        _unopkg("add", "--suppress-license", "--force", str(bygg_oxt(Path(mappe))))
        return _proev(Path(mappe))


def fjern() -> bool:
    """Ta utvidelsen ut igjen; usann når den ikke var der."""
    _krev_lukket()
    if ID not in _unopkg("list"):
        return False
    _unopkg("remove", ID)
    return True


def profilmappe(system: str = sys.platform, miljo: Mapping[str, str] = os.environ) -> Path:
    """Where LibreOffice keeps the user's settings and extensions."""
    if system == "win32":
        return Path(miljo["APPDATA"]) / "LibreOffice" / "4"
    if system == "darwin":
        return Path.home() / "Library" / "Application Support" / "LibreOffice" / "4"
    return Path(miljo.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "libreoffice" / "4"


def innlagt(profil: Path) -> str | None:
    """Versjonen av utvidelsen som ligger i profilen; None når den ikke er der."""
    pakket_ut = (profil / "user" / "uno_packages" / "cache" / "uno_packages").glob(f"*/{FILNAVN}/description.xml")
    for fil in sorted(pakket_ut):
        if treff := re.search(r'<version value="([^"]+)"', fil.read_text(encoding="utf-8", errors="replace")):
            return treff[1]
    return None


def _krev_lukket() -> None:
    laas = profilmappe() / ".lock"
    if laas.exists():
        raise MotorFeil(
            "LibreOffice er i gang.", f"Lukk alle vinduene og prøv igjen. Er det ikke i gang, kan {laas} slettes."
        )


def _unopkg(*argumenter: str) -> str:
    program = next(filter(None, map(shutil.which, _UNOPKG)), None)
    if program is None:
        raise MotorFeil("LibreOffice er ikke installert.", "Installer det, eller legg unopkg i PATH.")
    try:
        kjort = subprocess.run(
            [program, *argumenter], capture_output=True, text=True, errors="replace", timeout=_FRIST,
            stdin=subprocess.DEVNULL, cwd=Path.home(), check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise MotorFeil(
            f"unopkg ble ikke ferdig på {_FRIST} sekunder.", "Start maskinen på nytt og prøv igjen."
        ) from None
    sagt = " ".join((kjort.stdout + kjort.stderr).split())
    if "as root" in sagt:
        raise MotorFeil("LibreOffice tar ikke imot utvidelser for root.", "Kjør kommandoen som deg selv.")
    if kjort.returncode:
        raise MotorFeil(f"LibreOffice tok ikke imot utvidelsen: {sagt}.", "Er det 7.4 eller nyere?")
    return sagt


def _la_andre_lese(mappe: Path) -> None:
    """unopkg hands the file to a program of its own."""
    mappe.chmod(0o755)


def _proev(mappe: Path) -> str:
    fil = mappe / "prove.xlsx"
    with xlsxwriter.Workbook(fil) as bok:
        bok.add_worksheet("Ark").write_formula("A1", "=ASSS_VERSJON()")
    verdier, sagt = LibreOffice().regn_i(profilmappe(), fil, hjem=Path.home())
    svar = verdier["Ark", "A1"]
    if isinstance(svar, Feil) or not svar:
        grunn = re.search(r"xlasss: (.*?)(?= convert /|$)", sagt)
        raise MotorFeil("Utvidelsen er lagt inn, men funksjonene svarer ikke.", grunn[1] if grunn else sagt)
    return str(svar)
