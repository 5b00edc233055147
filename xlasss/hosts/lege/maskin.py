"""The machine as the checks see it: system, environment and registry. Files are read where they lie."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from xlasss.errors import Filfeil

KONTOR = r"HKCU\Software\Microsoft\Office\16.0\Excel"
"""Where Excel 2016 and newer keeps a person's settings."""


class Register(Protocol):
    """The registry, read only. A key is written whole, as HKCU\\Software\\…"""

    def verdier(self, nokkel: str) -> Mapping[str, Any]:
        """The values of a key by name, the default as ""; empty when there is no such key."""

    def undernokler(self, nokkel: str) -> list[str]:
        """The names of the keys below."""


@dataclass(frozen=True)
class Maskin:
    """A machine, real or played."""

    system: str
    miljo: Mapping[str, str]
    register: Register

    @property
    def er_windows(self) -> bool:
        """Om tillegget til Excel kan være her i det hele tatt."""
        return self.system == "win32"

    def mappe(self, variabel: str, *deler: str) -> Path:
        """A folder below one of Windows' own."""
        if not self.miljo.get(variabel):
            raise Filfeil(f"Miljøvariabelen {variabel} er ikke satt.", "Logg ut og inn igjen.")
        return Path(self.miljo[variabel], *deler)

    @property
    def rot(self) -> Path:
        """Dit install.ps1 legger alt som ikke er tillegget selv."""
        return self.mappe("LOCALAPPDATA", "xlasss")

    @property
    def xlstart(self) -> Path:
        """Mappen Excel laster tillegg fra når det starter."""
        return self.mappe("APPDATA", "Microsoft", "Excel", "XLSTART")


class Windowsregister:
    """Windows' own registry."""

    def verdier(self, nokkel: str) -> Mapping[str, Any]:
        with _apnet(nokkel) as (winreg, apnet):
            antall = winreg.QueryInfoKey(apnet)[1] if apnet else 0
            return {navn: verdi for navn, verdi, _ in (winreg.EnumValue(apnet, i) for i in range(antall))}

    def undernokler(self, nokkel: str) -> list[str]:
        with _apnet(nokkel) as (winreg, apnet):
            return [winreg.EnumKey(apnet, i) for i in range(winreg.QueryInfoKey(apnet)[0] if apnet else 0)]


@contextmanager
def _apnet(nokkel: str) -> Iterator[tuple[Any, Any]]:
    """The winreg module, which only Windows has, and the key; None when it is not there or is closed to us."""
    winreg: Any = import_module("winreg")
    rot, _, resten = nokkel.partition("\\")
    try:
        apnet = winreg.OpenKey({"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}[rot], resten)
    except OSError:
        yield winreg, None
        return
    with apnet:
        yield winreg, apnet


def denne_maskinen() -> Maskin:
    """The machine the program runs on."""
    return Maskin(sys.platform, os.environ, Windowsregister())
