"""What protects a person's file: nobody else has it open, a copy of the old one, and nothing half written."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path

from xlasss.errors import Filfeil
from xlasss.workbook.hel_fil import hel_fil

_FULLT = (ENOSPC, EDQUOT, EFBIG)
_LAGRE = "Lagre og lukk den der. Er den ikke åpen hos noen, slett låsefilen."


def krev_ledig(fil: Path) -> None:
    """Si fra når filen er åpen i Excel eller LibreOffice, eller ikke kan skrives."""
    for laas, program in ((f"~${fil.name}", "Excel"), (f".~lock.{fil.name}#", "LibreOffice")):
        if (fil.parent / laas).exists():
            raise Filfeil(f"{fil.name} er åpen i {program} ({laas} ligger ved siden av).", _LAGRE)
    try:
        with fil.open("rb+"):  # Windows sier nei her når et program holder den åpen
            pass
    except OSError:
        raise Filfeil(
            f"{fil} kan ikke skrives.", "Lukk den i andre programmer, eller ta bort skrivebeskyttelsen."
        ) from None


@contextmanager
def byttet(fil: Path, lest: bytes) -> Iterator[tuple[Path, Path]]:
    """Banen den nye filen skal skrives på, og sikkerhetskopien av den gamle. Byttes inn når alt er skrevet.

    Har noen lagret filen etter at den ble lest, blir den stående.
    """
    kopi = _ledig_navn(fil)
    with _skrivefeil(fil), hel_fil(fil) as ny:
        yield ny, kopi
        shutil.copymode(fil, ny)
        krev_ledig(fil)
        if fil.read_bytes() != lest:
            raise Filfeil(f"{fil.name} er lagret av noen andre imens.", "Kjør oppdateringen på nytt.")
        with hel_fil(kopi) as kopien:
            kopien.write_bytes(lest)
            shutil.copymode(fil, kopien)
    with suppress(OSError):  # byttet er gjort; noen nettverksdisker kan ikke sikre en mappe
        _sikre(fil.parent)


def bevar(fil: Path, innhold: bytes) -> Path:
    """Sikkerhetskopien ved siden av en fil et annet program har åpen."""
    kopi = _ledig_navn(fil)
    with _skrivefeil(fil):
        fil.parent.mkdir(parents=True, exist_ok=True)
        with hel_fil(kopi) as kopien:
            kopien.write_bytes(innhold)
    return kopi


@contextmanager
def _skrivefeil(fil: Path) -> Iterator[None]:
    """Det disken og mappen kan si nei til, som én norsk linje."""
    try:
        yield
    except OSError as feil:
        if feil.errno in _FULLT:
            raise Filfeil(f"Det er ikke plass til {fil.name} på disken; ingenting er endret.", "Rydd plass.") from None
        raise Filfeil(
            f"Det kan ikke skrives i mappen {fil.parent}; ingenting er endret.", "Sjekk tilgangen, eller flytt filen."
        ) from None


def _ledig_navn(fil: Path) -> Path:
    """Navnet på sikkerhetskopien, med dag og klokkeslett; aldri et som finnes."""
    stamme = f"{fil.stem}_for_{datetime.now():%Y-%m-%d_%H%M%S}"
    navn = (f"{stamme}{'' if nr == 1 else f'_{nr}'}{fil.suffix}" for nr in range(1, 1000))
    return next(kopi for n in navn if not (kopi := fil.with_name(n)).exists())


def _sikre(mappe: Path) -> None:
    """Få byttet av navn ned på disken; Windows gjør det selv."""
    if os.name == "posix":
        nr = os.open(mappe, os.O_RDONLY)
        try:
            os.fsync(nr)
        finally:
            os.close(nr)
