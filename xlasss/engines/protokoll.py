"""What every engine answers to, so that no caller knows which one computes.

A `Motor` opens a file as a `Bok`; a book takes inputs, recalculates and gives values. The
three engines disagree on nearly everything else (MOTORER.md), and that stays inside them.
"""

from pathlib import Path
from typing import Protocol

from xlasss.begreper import Feil

Verdi = float | str | bool | Feil | None
"""A cell as every engine gives it: number (dates as serial), text, TRUE/FALSE, error or blank."""


class Bok(Protocol):
    """An open workbook. Formulas have no value before `regn`, so that no old value is ever read."""

    def sett(self, ark: str, celle: str, verdi: Verdi) -> None:
        """Give one input cell a value; a formula is never overwritten."""

    def regn(self) -> None:
        """Recalculate what depends on changed inputs, and everything the first time."""

    def verdi(self, ark: str, celle: str) -> Verdi:
        """The value of any cell; None for a blank one."""

    def formelceller(self) -> list[tuple[str, str]]:
        """Every cell a formula decides, as (sheet, "B7"), also those an array formula fills."""


class Motor(Protocol):
    """One way of recalculating a workbook."""

    @property
    def navn(self) -> str: ...

    def aapne(self, fil: Path) -> Bok:
        """Read the file; errors.Filfeil when it cannot be read, errors.MotorFeil when the engine fails."""
