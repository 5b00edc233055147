"""A book for the engines that compute whole files: every recalculation reads the file anew.

Slow and sure. Neither `formulas` nor LibreOffice keeps track of what a changed input
concerns, and both are here to judge, not to be quick.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from xlasss.engines.lager import Lager, Plass
from xlasss.engines.protokoll import Verdi
from xlasss.errors import MotorFeil

Regner = Callable[[Path], Mapping[Plass, Verdi]]
"""Computes the file and gives the value of each cell it knows, sheet names in lower case (casefold)."""


class Filbok:
    """An open workbook whose engine is a function from a file to values."""

    def __init__(self, fil: Path, motor: str, regner: Regner) -> None:
        self._lager = Lager(fil)
        self._motor = motor
        self._regner = regner
        self._satt: dict[Plass, Verdi] = {}
        self._regnet: Mapping[Plass, Verdi] | None = None

    def sett(self, ark: str, celle: str, verdi: Verdi) -> None:
        self._satt[self._lager.inndatacelle(ark, celle)] = verdi
        self._regnet = None

    def regn(self) -> None:
        if self._regnet is not None:
            return
        with TemporaryDirectory(prefix="xlasss-") as mappe:
            fil = Path(mappe) / "bok.xlsx"
            fil.write_bytes(self._lager.med(self._satt))
            self._regnet = self._regner(fil)

    def verdi(self, ark: str, celle: str) -> Verdi:
        stedet = self._lager.plass(ark, celle)
        if not self._lager.er_formel(stedet):
            return self._satt.get(stedet, self._lager.inndata.get(stedet))
        if self._regnet is None:
            raise MotorFeil(f"{self._lager.navn} er ikke regnet etter siste endring.")
        verdi = self._regnet.get((stedet[0].casefold(), stedet[1]))
        matrise = self._lager.matrise_over.get(stedet)
        if verdi is None and not (matrise and matrise.dynamisk):
            raise MotorFeil(f"{self._motor} ga ingen verdi i {stedet[0]}!{stedet[1]}.", "Prøv --motor formualizer.")
        return verdi

    def formelceller(self) -> list[Plass]:
        return self._lager.formelceller()
