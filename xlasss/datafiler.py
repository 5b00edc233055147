"""Reading the packaged data: CSV with «#» comment lines on top, and TOML.

A data error names file and line, because the reader is the person who edited the file.
"""

import csv
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from xlasss.errors import DataFeil

DATA = Path(str(files("xlasss"))) / "data"


@dataclass(frozen=True)
class Rad:
    """En rad i en datafil, og hvor den står."""

    felt: dict[str, str]
    sted: str

    def __getitem__(self, kolonne: str) -> str:
        return self.felt[kolonne]

    def feil(self, melding: str) -> DataFeil:
        return DataFeil(f"{self.sted}: {melding}")


def les_csv(fil: Path, kolonner: tuple[str, ...]) -> list[Rad]:
    """Radene i en CSV-fil. Kolonnene må være nettopp disse, og ingen rad kan være kortere."""
    linjer = fil.read_text(encoding="utf-8").splitlines()
    kommentar = sum(1 for linje in linjer if linje.startswith("#"))
    leser = csv.reader(linjer[kommentar:])
    hode = tuple(next(leser, ()))
    if hode != kolonner:
        raise DataFeil(f"{fil.name}: kolonnene er {','.join(hode)}, skal være {','.join(kolonner)}.")
    rader = []
    for verdier in leser:
        sted = f"{fil.name} linje {leser.line_num + kommentar}"
        if len(verdier) != len(kolonner):
            raise DataFeil(f"{sted}: {len(verdier)} felt, skal være {len(kolonner)}.")
        rader.append(Rad(dict(zip(kolonner, verdier, strict=True)), sted))
    return rader


def les_toml(fil: Path) -> dict[str, Any]:
    """Innholdet i en TOML-fil."""
    try:
        return tomllib.loads(fil.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as feil:
        raise DataFeil(f"{fil.name}: {feil}") from None
