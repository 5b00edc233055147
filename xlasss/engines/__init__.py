"""Headless recalculation of a workbook: three engines behind one protocol (MOTORER.md).

formualizer computes, `formulas` and LibreOffice are second and third opinions. An engine is
imported when it is asked for: one of them takes a second to import, another is not installed
everywhere.
"""

from importlib.util import find_spec

from xlasss.engines.protokoll import Bok, Motor, Verdi
from xlasss.errors import Bruksfeil, MotorFeil

MOTORER = ("formualizer", "formulas", "libreoffice")


def motor(navn: str) -> Motor:
    """The engine of that name, ready to open files.

    >>> motor("excel")
    Traceback (most recent call last):
    xlasss.errors.Bruksfeil: Ukjent motor «excel». Velg formualizer, formulas eller libreoffice.
    """
    if navn == "formualizer":
        _krev(navn, "Kjør pip install xlasss.")
        from xlasss.engines.formualizer_motor import Formualizer  # noqa: PLC0415

        return Formualizer()
    if navn == "formulas":
        _krev(navn, 'Kjør python -m pip install "xlasss[kontroll]" og prøv igjen.')
        from xlasss.engines.formulas_motor import Formulas  # noqa: PLC0415

        return Formulas()
    if navn == "libreoffice":
        from xlasss.engines.libreoffice_motor import LibreOffice  # noqa: PLC0415

        return LibreOffice()
    raise Bruksfeil(f"Ukjent motor «{navn}».", "Velg formualizer, formulas eller libreoffice.")


def _krev(pakke: str, tiltak: str) -> None:
    if find_spec(pakke) is None:
        raise MotorFeil(f"{pakke} er ikke installert.", tiltak)
