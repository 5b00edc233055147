"""LibreOffice med utvidelsen, hodeløst, i et hjem som ikke er brukerens."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from engines.boker import Arkene, skriv_bok

from xlasss.engines.libreoffice_motor import LibreOffice
from xlasss.engines.protokoll import Verdi
from xlasss.hosts.libreoffice import installer

INGEN = 65534
"""Brukeren nobody: unopkg vil ikke kjøres av root, som prøvene ofte er."""


@dataclass(frozen=True)
class Calc:
    """LibreOffice slik den står i et hjem."""

    hjem: Path

    def regn(self, fil: Path) -> Mapping[tuple[str, str], Verdi]:
        """Åpne filen og les det Calc lagrer."""
        with TemporaryDirectory() as mappe:
            kopi = shutil.copy(fil, mappe)
            verdier, _ = LibreOffice().regn_i(self.hjem / ".config/libreoffice/4", Path(kopi), hjem=self.hjem)
            return verdier

    def celler(self, mappe: Path, arkene: Arkene) -> Mapping[tuple[str, str], Verdi]:
        """Det samme for en bok prøven skriver selv."""
        return self.regn(skriv_bok(mappe / "bok.xlsx", arkene))


@contextmanager
def hjem_for_calc() -> Iterator[Path]:
    """Et tomt hjem som installasjonen og LibreOffice bruker."""
    with TemporaryDirectory(prefix="xlasss-calc-") as mappe, pytest.MonkeyPatch.context() as mp:
        hjem = Path(mappe)
        mp.setenv("HOME", mappe)
        mp.delenv("XDG_CONFIG_HOME", raising=False)
        if os.name == "posix" and os.geteuid() == 0:
            hjem.chmod(0o777)
            mp.setattr(installer, "_UNOPKG", (_som_ingen(hjem),))
        yield hjem


def _som_ingen(hjem: Path) -> str:
    fil = hjem / "unopkg-som-ingen"
    bytt = f"setpriv --reuid={INGEN} --regid={INGEN} --clear-groups"
    fil.write_text(f'#!/bin/sh\nchown -R {INGEN} "$HOME"\nexec {bytt} unopkg "$@"\n')
    fil.chmod(0o755)
    return str(fil)
