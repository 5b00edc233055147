"""formualizer: the engine that computes. Written in Rust, it calls our functions while it recalculates.

Its errors are dicts, its ranges lists of lists, and a function that gives it None shows 0;
both ways of the conversion are here and nowhere else.
"""

from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import Any

import formualizer as fz

from xlasss.begreper import Feil
from xlasss.engines.adresse import plass
from xlasss.engines.lager import Lager, Plass
from xlasss.engines.protokoll import Verdi
from xlasss.engines.utelatt import MERKE
from xlasss.errors import MotorFeil
from xlasss.kall import UTELATT, kall
from xlasss.registry import REGISTER

_SLAG = {
    Feil.NULL: "Null",
    Feil.DIV0: "Div",
    Feil.VALUE: "Value",
    Feil.REF: "Ref",
    Feil.NAME: "Name",
    Feil.NUM: "Num",
    Feil.NA: "Na",
}
_FEIL = {slag: feil for feil, slag in _SLAG.items()}
_UT = {feil: {"type": "Error", "kind": slag} for feil, slag in _SLAG.items()}


class Formualizer:
    """The engine. Without `tillegg` our functions give #NAME?, as for a reader who lacks the add-in."""

    navn = "formualizer"

    def __init__(self, *, tillegg: bool = True) -> None:
        self._tillegg = tillegg

    def aapne(self, fil: Path) -> "FormualizerBok":
        lager = Lager(fil)
        # One thread: our functions need Python's lock anyway, and waiting for it costs more than it gives.
        oppsett = fz.EvaluationConfig()
        oppsett.enable_parallel = False
        try:
            bok = fz.Workbook.from_bytes(lager.data, config=fz.WorkbookConfig(eval_config=oppsett))
        except Exception as feil:
            raise MotorFeil(f"formualizer kan ikke lese {lager.navn}: {feil}.", "Prøv --motor libreoffice.") from feil
        bok.set_temporal_egress("serial")
        for funksjon in REGISTER.values():
            kaller = _kaller(funksjon.navn) if self._tillegg else _ukjent
            bok.register_function(funksjon.navn, kaller, min_args=funksjon.minst, max_args=len(funksjon.argumenter))
        return FormualizerBok(bok, lager)


class FormualizerBok:
    """A workbook in formualizer's memory: a changed input costs what depends on it."""

    def __init__(self, bok: fz.Workbook, lager: Lager) -> None:
        self._bok = bok
        self._lager = lager
        self._regnet = False

    def sett(self, ark: str, celle: str, verdi: Verdi) -> None:
        navn, adresse = self._lager.inndatacelle(ark, celle)
        rad, kolonne = plass(adresse)
        self._bok.set_value(navn, rad, kolonne, _UT[verdi] if isinstance(verdi, Feil) else verdi)
        self._regnet = False

    def regn(self) -> None:
        try:
            self._bok.evaluate_all()
        except Exception as feil:
            raise MotorFeil(
                f"formualizer regner ikke {self._lager.navn}: {feil}.", "Prøv --motor libreoffice."
            ) from feil
        self._regnet = True

    def verdi(self, ark: str, celle: str) -> Verdi:
        stedet = self._lager.plass(ark, celle)
        verdi = self._vist(stedet)
        if not self._lager.er_formel(stedet):
            return verdi
        if not self._regnet:
            raise MotorFeil(f"{self._lager.navn} er ikke regnet etter siste endring.")
        return self._i_matrise(stedet) if verdi is None else verdi

    def _i_matrise(self, stedet: Plass) -> Verdi:
        """What a cell of an array formula shows when formualizer left it blank: the error, where the array is one."""
        matrise = self._lager.matrise_over.get(stedet)
        if matrise and matrise.dynamisk:
            return None
        verdi = self._vist((stedet[0], matrise.celle)) if matrise else None
        if not isinstance(verdi, Feil):
            raise MotorFeil(f"formualizer ga ingen verdi i {stedet[0]}!{stedet[1]}.", "Prøv --motor libreoffice.")
        return verdi

    def _vist(self, stedet: Plass) -> Verdi:
        return _verdi(self._bok.get_value(stedet[0], *plass(stedet[1])))

    def formelceller(self) -> list[Plass]:
        return self._lager.formelceller()


def _verdi(verdi: Any) -> Verdi:
    """A value as formualizer shows it. What Excel has no error value for, such as a circle, is #VALUE!."""
    if isinstance(verdi, dict):
        return _FEIL.get(verdi.get("kind", ""), Feil.VALUE)
    return float(verdi) if isinstance(verdi, int) and not isinstance(verdi, bool) else verdi


def _ukjent(*_: object) -> object:
    """A function the reader does not have. Left unregistered, formualizer lets it through ISERROR as well."""
    return _UT[Feil.NAME]


def _kaller(navn: str) -> Callable[..., object]:
    def kall_fra_celle(*argumenter: Any) -> object:
        return _svar(kall(navn, *[_argument(argument) for argument in argumenter]))

    return kall_fra_celle


def _argument(argument: Any) -> object:
    if isinstance(argument, list):
        for rad in argument:
            if dict in map(type, rad):
                return [[_verdi(celle) for celle in rad] for rad in argument]
        return argument
    return UTELATT if argument == MERKE else _verdi(argument)


def _svar(svar: object) -> object:
    """The answer as formualizer takes it; a cell that is given nothing would show 0, an empty range nothing at all."""
    if not isinstance(svar, list):
        return _celle(svar)
    rader = [[_celle(celle) for celle in rad] for rad in svar]
    return rader if rader and rader[0] else _UT[Feil.VALUE]


def _celle(celle: object) -> object:
    if isinstance(celle, float):
        return celle if isfinite(celle) else _UT[Feil.NUM]
    if isinstance(celle, Feil):
        return _UT[celle]
    return celle if isinstance(celle, str) else _UT[Feil.VALUE]
