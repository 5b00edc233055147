"""Everything that is delivered to a person's machine, and what builds each: one line per artefact."""

from collections.abc import Callable
from pathlib import Path

from xlasss.hosts import excel_tillegg, hjul

BYGGERE: dict[str, Callable[[Path], Path]] = {
    excel_tillegg.FILNAVN: excel_tillegg.bygg,
    "hjulet": hjul.bygg,
}
"""Artefaktet ved navn, og funksjonen som skriver det til en mappe og gir banen."""
