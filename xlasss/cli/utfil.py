"""Where a verb writes: never over what it reads, nor over a file of another kind, nor over someone's workbook."""

from collections.abc import Iterable
from pathlib import Path

from xlasss.errors import Bruksfeil, Filfeil

SIDE, TEKST, BOK, ARKIV = (".html", ".htm"), (".md", ".txt"), (".xlsx", ".xlsm"), (".zip",)


def krev_utfil(ut: Path | None, endelser: tuple[str, ...], lest: Iterable[Path]) -> None:
    """En side og et brev kan skrives om igjen; en arbeidsbok og et arkiv skrives aldri over noe som finnes."""
    if ut is None:
        return
    if ut.is_dir():
        raise Filfeil(f"{ut} er en mappe.", "Oppgi navnet på filen som skal skrives.")
    if ut.resolve() in {fil.resolve() for fil in lest}:
        raise Bruksfeil(f"{ut} er en av filene som leses.", "Velg et annet navn.")
    if ut.suffix.lower() not in endelser:
        raise Bruksfeil(f"{ut} må hete noe som slutter på {endelser[0]}.", "Da skrives den ikke over noe annet.")
    if ut.exists() and endelser in (BOK, ARKIV):
        raise Filfeil(f"{ut} finnes alt.", "Flytt den, eller velg et annet navn.")
