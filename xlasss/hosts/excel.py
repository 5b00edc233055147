"""Excel through xlwings over COM: raw cell values in, cells out (VERTER §1).

Excel hands over text as str, a blank cell as None, TRUE as bool and every number as a
float, so an int is an error value (its SCODE). Back to Excel an error goes as its text;
the add-in's own VBA turns that text into a real error, which Python cannot (ARKITEKTUR 11).
"""

from collections.abc import Callable
from typing import Any

import xlwings as xw

from xlasss.begreper import Feil
from xlasss.cells import SOM_TEKST, rene_tall
from xlasss.kall import UTELATT, kall_som
from xlasss.registry import REGISTER

__all__ = ["UTELATT", "regnearkfunksjon", "svar"]

_XL_ERR = {
    2000: Feil.NULL,
    2007: Feil.DIV0,
    2015: Feil.VALUE,
    2023: Feil.REF,
    2029: Feil.NAME,
    2036: Feil.NUM,
    2042: Feil.NA,
}
_SCODE = -2146828288  # 0x800A0000: xlErr… is the low half
_LENGST = 255  # Excel's limit on help texts


def regnearkfunksjon(funksjon: Callable[..., object]) -> Callable[..., object]:
    """Register the function with xlwings, with help text and raw arguments as the registry says."""
    beskrevet = REGISTER[funksjon.__name__]
    funksjon.__doc__ = f"{beskrevet.hjelp}: {beskrevet.definisjon}"[:_LENGST]
    for arg in beskrevet.argumenter:
        funksjon = xw.arg(arg.navn, "raw", doc=arg.hjelp[:_LENGST])(funksjon)
    ferdig: Callable[..., object] = xw.func(category="ASSS", call_in_wizard=False)(xw.ret("raw")(funksjon))
    return ferdig


def svar(navn: str, *argumenter: object) -> list[list[Any]]:
    """Call the function with raw COM values and answer with raw COM values, always as rows.

    xlwings' COM server takes the length of every answer and makes 1×1 a scalar itself; a bare
    number would be a TypeError there.
    """
    resultat = kall_som(SOM_TEKST, navn, *(les(argument) for argument in argumenter))
    return resultat if isinstance(resultat, list) else [[resultat]]


def les(verdi: Any) -> object:
    """A raw COM value as cells: nested tuples become rows, an error's SCODE becomes the error.

    Nearly every large range is all numbers; then there is nothing to convert.

    >>> les(((1.0, None), ("..", -2146826246)))
    [[1.0, None], ['..', <Feil.NA: 7>]]
    """
    if not isinstance(verdi, tuple | list):
        return _celle(verdi)
    if (felt := rene_tall(verdi)) is not None:
        return felt
    return [
        [celle if type(celle) is float else _celle(celle) for celle in rad]
        if isinstance(rad, tuple | list)
        else _celle(rad)
        for rad in verdi
    ]


def _celle(celle: Any) -> object:
    er_kode = isinstance(celle, int) and not isinstance(celle, bool)
    return _feil_eller_tall(celle) if er_kode else celle


def _feil_eller_tall(kode: int) -> Feil | float:
    """Errors newer than our seven read as #VALUE!; any other int was typed in VBA, not in a cell."""
    if 0 <= kode - _SCODE < 0x10000:
        return _XL_ERR.get(kode - _SCODE, Feil.VALUE)
    return float(kode)
