"""`formulas`: the second opinion, another program with another view of every formula.

It compiles each cell into Python, seconds for small workbooks and minutes for large ones.
A function that gives it nothing leaves None or no cell at all; both are errors of ours.
"""

import logging
import re
import warnings
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import schedula
from formulas import ExcelModel
from formulas.functions import Array, get_functions, wrap_func
from formulas.tokens.operand import Error, XlError

from xlasss.begreper import Feil
from xlasss.engines.adresse import celler_i
from xlasss.engines.filbok import Filbok
from xlasss.engines.lager import Plass
from xlasss.engines.protokoll import Verdi
from xlasss.engines.utelatt import MERKE
from xlasss.errors import MotorFeil
from xlasss.kall import UTELATT, kall
from xlasss.registry import REGISTER

_NOKKEL = re.compile(r"'\[bok\.xlsx\](.*)'!([A-Z]+\d+(?::[A-Z]+\d+)?)", re.IGNORECASE)
"""How it names a cell of our file: '[bok.xlsx]ARK'!B7, sheet in capitals, apostrophes doubled."""


class Formulas:
    """The engine. Its functions are one table for the whole process, so ours are put there once."""

    navn = "formulas"

    def aapne(self, fil: Path) -> Filbok:
        tabell = get_functions()
        for navn in REGISTER:
            tabell[navn] = wrap_func(_kaller(navn))
        tabell.setdefault("HYPERLINK", wrap_func(lambda adresse, tekst=None: adresse if tekst is None else tekst))
        return Filbok(fil, "formulas", _regn)


def _regn(fil: Path) -> Mapping[Plass, Verdi]:
    logging.getLogger("formulas").setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings(), redirect_stderr(StringIO()):  # it draws a progress bar there
            warnings.simplefilter("ignore")
            losning = ExcelModel().loads(str(fil)).finish().calculate()
    except Exception as feil:
        grunn = " ".join(str(feil).split())[:200]
        raise MotorFeil(f"formulas regner ikke filen: {grunn}.", "Prøv --motor formualizer.") from feil
    svar: dict[Plass, Verdi] = {}
    for nokkel, omraade in losning.items():
        treff = _NOKKEL.fullmatch(nokkel) if isinstance(nokkel, str) else None
        if treff and hasattr(omraade, "value"):
            ark = treff[1].replace("''", "'").casefold()
            for celle, verdi in zip(celler_i(treff[2]), np.ravel(omraade.value), strict=False):
                svar.setdefault((ark, celle), _verdi(verdi))
    return svar


def _verdi(verdi: Any) -> Verdi:
    """A value as `formulas` gives it; None and what is not a cell value stay None, which no formula may have."""
    if verdi is schedula.EMPTY or verdi is None:
        return None
    if isinstance(verdi, XlError):
        return Feil.fra_tekst(str(verdi)) or Feil.VALUE
    if isinstance(verdi, bool | np.bool_):
        return bool(verdi)
    if isinstance(verdi, int | float | np.integer | np.floating):
        return float(verdi) if np.isfinite(verdi) else Feil.NUM
    return str(verdi) if isinstance(verdi, str) else None


def _kaller(navn: str) -> Callable[..., object]:
    def kall_fra_celle(*argumenter: Any) -> object:
        svar = kall(navn, *[_argument(argument) for argument in argumenter])
        return _svar(svar)

    return kall_fra_celle


def _argument(argument: Any) -> object:
    if isinstance(argument, np.ndarray):
        return [[_verdi(celle) for celle in rad] for rad in np.atleast_2d(argument)]
    return UTELATT if isinstance(argument, str) and argument == MERKE else _verdi(argument)


def _svar(svar: object) -> object:
    rader = svar if isinstance(svar, list) else [[svar]]
    celler = [[Error.errors[celle.tekst] if isinstance(celle, Feil) else celle for celle in rad] for rad in rader]
    return np.array(celler, dtype=object).view(Array)
