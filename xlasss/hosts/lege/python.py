"""Checks of the Python behind the add-in: that it is there, and that the three versions are one."""

import re
from collections.abc import Iterator
from pathlib import Path

from xlasss.errors import Filfeil
from xlasss.hosts.excel_tillegg import FILNAVN
from xlasss.hosts.lege.excel import INSTALLER, biter, oppsett_i
from xlasss.hosts.lege.felles import Funn
from xlasss.hosts.lege.maskin import Maskin


def miljoet(maskin: Maskin) -> Iterator[Funn]:
    """Om Python ligger der tillegget leter."""
    program = maskin.rot / "venv" / "Scripts" / "pythonw.exe"
    if program.exists():
        yield Funn("Python", "i orden", str(program))
    elif (maskin.rot / "venv").exists():
        yield Funn(
            "Python", "feil", f"{program} er borte, men resten av miljøet er der: antivirus kan ha tatt den.",
            f"Be IT slippe den til (AppLocker, karantene). {INSTALLER}",
        )  # fmt: skip
    else:
        yield Funn("Python", "feil", f"Miljøet {maskin.rot / 'venv'} finnes ikke.", INSTALLER)


def versjonene(maskin: Maskin) -> Iterator[Funn]:
    """Om tillegget, hjulet og xlwings' DLL er av samme utgave."""
    fil, venv = maskin.xlstart / FILNAVN, maskin.rot / "venv"
    if not (fil.exists() and venv.exists()):  # sagt av prøvene av hver av dem
        return
    try:
        tillegget, xlwings, _ = oppsett_i(fil)
    except Filfeil:  # sagt av prøven av tillegget
        return
    feil = [*_pakkefeil(venv, "xlasss", tillegget), *_pakkefeil(venv, "xlwings", xlwings)]
    for antall in (biter(maskin),) if biter(maskin) else ("32", "64"):
        navn = f"xlwings{antall}-{xlwings}.dll"
        if not ((venv / navn).exists() or (venv / "Scripts" / navn).exists()):
            andre = ", ".join(sorted(p.name for p in venv.glob(f"xlwings{antall}-*.dll"))) or "ingen"
            feil.append(f"tillegget laster {navn}, og i {venv} ligger {andre}")
    if feil:
        yield Funn("Versjonene", "feil", "; ".join(feil) + ".", INSTALLER)
    else:
        yield Funn("Versjonene", "i orden", f"Tillegg, hjul og DLL passer: xlasss {tillegget}, xlwings {xlwings}.")


def _pakkefeil(venv: Path, pakke: str, ventet: str) -> Iterator[str]:
    funnet = [
        treff[1]
        for mappe in (venv / "Lib" / "site-packages").glob(f"{pakke}-*.dist-info")
        if (treff := re.fullmatch(rf"{pakke}-(.+)\.dist-info", mappe.name))
    ]
    if funnet != [ventet]:
        yield f"tillegget er for {pakke} {ventet}, men Python har {' og '.join(sorted(funnet)) or 'ingen'}"
