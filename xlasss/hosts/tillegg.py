"""Everything that is delivered to a person's machine, and what builds each: one line per artefact."""

from collections.abc import Callable
from pathlib import Path

from xlasss.hosts import excel_tillegg, hjul
from xlasss.hosts.libreoffice.bygg import FILNAVN as OXT
from xlasss.hosts.libreoffice.bygg import bygg_oxt

BYGGERE: dict[str, Callable[[Path], Path]] = {
    excel_tillegg.FILNAVN: excel_tillegg.bygg,
    OXT: bygg_oxt,
    "hjulet": hjul.bygg,
}
"""Artefaktet ved navn, og funksjonen som skriver det til en mappe og gir banen."""
