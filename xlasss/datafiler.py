"""Reading the packaged data: CSV with «#» comment lines on top, and TOML.

A data error names file and line, because the reader is the person who edited the file.
"""

import csv
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO
from itertools import takewhile
from pathlib import Path
from typing import Any

from xlasss.errors import DataFeil

DATA = Path(str(files("xlasss"))) / "data"
_TALL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class Rad:
    """En rad i en datafil, og hvor den står."""

    felt: dict[str, str]
    sted: str

    def __getitem__(self, kolonne: str) -> str:
        return self.felt[kolonne]

    def feil(self, melding: str) -> DataFeil:
        return DataFeil(f"{self.sted}: {melding}")

    def krev(self, *kolonner: str) -> None:
        """Kolonnene må være fylt ut."""
        for kolonne in kolonner:
            if not self.felt[kolonne].strip():
                raise self.feil(f"«{kolonne}» er tom.")

    def krev_tall(self, *kolonner: str) -> None:
        """Kolonnene må være tomme eller tall slik 1.004 og -2 skrives."""
        for kolonne in kolonner:
            if self.felt[kolonne] and not _TALL.fullmatch(self.felt[kolonne]):
                raise self.feil(f"«{kolonne}» er «{self.felt[kolonne]}», skal være et tall med desimalpunktum.")


def les_csv(fil: Path, kolonner: tuple[str, ...]) -> list[Rad]:
    """Radene i en CSV-fil. Kolonnene må være nettopp disse, og ingen rad kan være kortere."""
    linjer = StringIO(_tekst(fil)).readlines()
    kommentar = len(list(takewhile(lambda linje: linje.startswith("#"), linjer)))
    leser = csv.reader(linjer[kommentar:], strict=True)
    rader: list[Rad] = []
    try:
        hode = tuple(next(leser, ()))
        if hode != kolonner:
            raise DataFeil(f"{fil.name}: kolonnene er {','.join(hode)}, skal være {','.join(kolonner)}.")
        for verdier in leser:
            sted = f"{fil.name} linje {leser.line_num + kommentar}"
            if len(verdier) != len(kolonner):
                raise DataFeil(f"{sted}: {len(verdier)} felt, skal være {len(kolonner)}.")
            rader.append(Rad(dict(zip(kolonner, verdier, strict=True)), sted))
    except csv.Error as feil:
        raise DataFeil(f"{fil.name} linje {leser.line_num + kommentar}: {feil}") from None
    return rader


def _tekst(fil: Path) -> str:
    try:
        return fil.read_text(encoding="utf-8-sig")  # Excel setter et merke først i filen
    except UnicodeDecodeError:
        raise DataFeil(f"{fil.name}: filen er ikke UTF-8.", "Lagre den som «CSV UTF-8».") from None


def les_toml(fil: Path) -> dict[str, Any]:
    """Innholdet i en TOML-fil."""
    try:
        return tomllib.loads(_tekst(fil))
    except tomllib.TOMLDecodeError as feil:
        raise DataFeil(f"{fil.name}: {feil}") from None
