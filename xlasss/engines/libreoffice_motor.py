"""LibreOffice: the only full spreadsheet among the engines, and the reader without our add-in.

It trusts the values a file was saved with unless told otherwise, so it gets a profile of its
own that says «always recalculate». Our functions are #NAME? there, as they are for people
who open the workbook without the add-in.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from xlasss.engines.filbok import Filbok
from xlasss.engines.lager import Plass, lagrede_verdier
from xlasss.engines.pakke import les_pakke
from xlasss.engines.protokoll import Verdi
from xlasss.errors import MotorFeil

FRIST = 120
"""Seconds one file may take; a profile's first start is 2–4 of them."""

_PROGRAM = (
    "soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
"""Where it is when it is in the PATH, and where its installers put it when it is not."""

_PROFIL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">\
<value>0</value></prop></item>
</oor:items>
"""


class LibreOffice:
    """The engine. Each recalculation is a program start of its own."""

    navn = "libreoffice"

    def __init__(self, *, frist: float = FRIST) -> None:
        funnet = next(filter(None, map(shutil.which, _PROGRAM)), None)
        if funnet is None:
            raise MotorFeil("LibreOffice er ikke installert.", "Installer det, eller legg soffice i PATH.")
        self._program = funnet
        self._frist = frist

    def aapne(self, fil: Path) -> Filbok:
        return Filbok(fil, "LibreOffice", self._regn)

    def _regn(self, fil: Path) -> Mapping[Plass, Verdi]:
        profil = fil.parent / "profil"
        (profil / "user").mkdir(parents=True)
        (profil / "user" / "registrymodifications.xcu").write_text(_PROFIL, encoding="utf-8")
        verdier, _ = self.regn_i(profil, fil, hjem=fil.parent)
        return {(ark.casefold(), celle): verdi for (ark, celle), verdi in verdier.items()}

    def regn_i(self, profil: Path, fil: Path, *, hjem: Path) -> tuple[dict[Plass, Verdi], str]:
        """Every cell of the file as LibreOffice with this profile and home saves it, and what the program said."""
        ut = fil.parent / "ut"
        kommando = [
            self._program,
            f"-env:UserInstallation={profil.as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(ut), str(fil),
        ]  # fmt: skip
        logg = _kjor(kommando, hjem, self._frist)
        svar = ut / fil.name
        if not svar.exists():
            raise MotorFeil(f"LibreOffice leverte ingen fil: {logg or 'ingen melding'}.", "Åpner filen seg i Calc?")
        return dict(lagrede_verdier(les_pakke(svar)[0])), logg


def _kjor(kommando: list[str], hjem: Path, frist: float) -> str:
    """Run the program in a session of its own: past its time limit, its children are stopped with it."""
    miljo = os.environ | {"HOME": str(hjem), "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    try:
        prosess = subprocess.Popen(
            kommando, cwd=hjem, env=miljo, start_new_session=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )  # fmt: skip
    except OSError as feil:
        raise MotorFeil(f"LibreOffice starter ikke: {feil.strerror}.", "Installer det på nytt.") from feil
    try:
        return " ".join(prosess.communicate(timeout=frist)[0].split())
    except subprocess.TimeoutExpired:
        _stopp(prosess)
        raise MotorFeil(f"LibreOffice ble ikke ferdig på {frist:g} sekunder.", "Prøv en mindre fil.") from None


def _stopp(prosess: subprocess.Popen[str]) -> None:
    """Stop the program and what it started; soffice is a script round the program itself."""
    if hasattr(os, "killpg"):
        os.killpg(prosess.pid, 9)
    else:
        prosess.kill()
    prosess.communicate()
