"""What a function cell costs in LibreOffice with the extension, against what the prototype's cost."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from benchmarks.arbeidsboker import lag
from xlasss.engines.libreoffice_motor import LibreOffice
from xlasss.hosts.libreoffice.bygg import bygg_oxt

CELLER, INDIKATORER, PROTOTYPEN = 20_000, 6, 0.09e-3
"""The prototype's seconds per cell, of the same work: one row of numbers and the weights."""


def celler(mappe: Path) -> list[tuple[str, str, float, str, float | None, str]]:
    """Sekunder per funksjonscelle, også når navnene må rettes først (7.4)."""
    if not shutil.which("soffice"):
        return []
    filer = {s: lag(mappe / f"{s}.xlsx", s, rader=CELLER, kolonner=INDIKATORER)
             for s in ("bare tall", "calc", "funksjon")}  # fmt: skip
    with _utvidelsen(mappe):
        _sekunder(mappe, filer["bare tall"])  # profilen lages første gang
        tall, calc, navn = (min(_sekunder(mappe, fil) for _ in range(3)) for fil in filer.values())
    hva = f"Calc: {CELLER:_} funksjonsceller".replace("_", " ")
    per_celle, rettet = (calc - tall) / CELLER, (navn - tall) / CELLER
    return [
        (hva, "per celle", per_celle, "prototypen", per_celle / PROTOTYPEN, "≤ 2"),
        (f"{hva}, lagret av Excel", "per celle", rettet, "lagret av Calc", rettet / per_celle, ""),
    ]


def _sekunder(mappe: Path, fil: Path) -> float:
    """Processor time of LibreOffice itself, so that what else the machine does is left out."""
    start = os.times()
    verdier, _ = LibreOffice().regn_i(mappe / "profil", fil, hjem=mappe)
    slutt = os.times()
    brukt = slutt.children_user + slutt.children_system - start.children_user - start.children_system
    if fil.stem != "bare tall" and not 0.5 < float(str(verdier["Data", "G20000"])) < 1.5:
        raise SystemExit(f"Målingen er ugyldig: G20000 er {verdier['Data', 'G20000']}.")
    return brukt


@contextmanager
def _utvidelsen(mappe: Path) -> Iterator[None]:
    """LibreOffice finner den utpakket her; `unopkg` vil ikke kjøres av root."""
    with ZipFile(bygg_oxt(mappe)) as oxt:
        oxt.extractall(mappe / "utvidelser" / "xlasss")
    os.environ["BUNDLED_EXTENSIONS"] = (mappe / "utvidelser").as_uri()
    try:
        yield
    finally:
        del os.environ["BUNDLED_EXTENSIONS"]
