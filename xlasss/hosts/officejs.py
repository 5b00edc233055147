"""Office.js (Mac, web, Windows): raw JSON cells in, cells out, for xlwings Server and xlwings Lite (VERTER §2).

The functions are made from the registry and handed to xlwings with raw arguments. Raw keeps
what the default conversion throws away: an error cell stays that error, one row stays a row,
and xlwings' costly test for Pyodide's null is never run per cell. xlwings writes the answer:
the text of an error becomes a real error in the cell. No function takes or gives a date, so
the format of dates, which xlwings does not know for nynorsk, is never asked for.

Needs numpy and xlwings only, so the same module serves xlwings Lite: `from xlasss.hosts.officejs import *`.
"""

from collections.abc import Callable
from inspect import Parameter, Signature

import xlwings as xw

from xlasss.begreper import Feil
from xlasss.cells import SOM_TEKST
from xlasss.kall import UTELATT, kall_som
from xlasss.registry import REGISTER, Funksjon

_FEILTYPE = {
    "Null": Feil.NULL,
    "Div0": Feil.DIV0,
    "Value": Feil.VALUE,
    "Ref": Feil.REF,
    "Name": Feil.NAME,
    "Num": Feil.NUM,
    "NotAvailable": Feil.NA,
}


def svar(navn: str, *argumenter: object) -> object:
    """Call the function with cells as Office.js sends them; errors go back as their text."""
    return kall_som(SOM_TEKST, navn, *map(les, argumenter))


def les(verdi: object) -> object:
    """An argument as cells: a list of lists is rows, a list is one row, the rest is one cell.

    >>> les([[80, ""], ["..", {"type": "Error", "errorType": "Ref", "basicValue": "#REF!"}]])
    [[80.0, ''], ['..', <Feil.REF: 4>]]
    """
    if not isinstance(verdi, list):
        return _celle(verdi)
    rader = verdi if all(isinstance(rad, list) for rad in verdi) else [verdi]
    return [[celle if type(celle) is float else _celle(celle) for celle in rad] for rad in rader]


def _celle(celle: object) -> object:
    if type(celle) is int and abs(celle) < 2**53:  # JavaScript writes 80.0 as 80
        return float(celle)
    if isinstance(celle, dict):
        return _sammensatt(celle)
    return None if type(celle).__name__ == "JsNull" else celle  # a blank cell in Pyodide


def _sammensatt(celle: dict[str, object]) -> object:
    """An error, or a number or text with a format; anything richer has no meaning here."""
    verdi = celle.get("basicValue")
    if celle.get("type") == "Error":
        return _FEILTYPE.get(str(celle.get("errorType"))) or Feil.fra_tekst(str(verdi)) or Feil.VALUE
    return Feil.VALUE if isinstance(verdi, dict) else _celle(verdi)


def _regnearkfunksjon(funksjon: Funksjon) -> Callable[..., object]:
    """The function as xlwings wants it: name, parameters and help texts as the registry says."""

    def utfoer(*argumenter):  # type: ignore[no-untyped-def]  # xlwings would convert by the hints
        return svar(funksjon.navn, *argumenter)

    utfoer.__name__ = utfoer.__qualname__ = funksjon.navn
    utfoer.__doc__ = f"{funksjon.hjelp}: {funksjon.definisjon}"
    slag = Parameter.POSITIONAL_OR_KEYWORD
    utfoer.__signature__ = Signature(  # type: ignore[attr-defined]
        [Parameter(a.navn, slag, default=UTELATT if a.valgfri else Parameter.empty) for a in funksjon.argumenter]
    )
    ferdig: Callable[..., object] = utfoer
    for arg in funksjon.argumenter:
        ferdig = xw.arg(arg.navn, "raw", doc=arg.hjelp)(ferdig)
    return xw.func(ferdig)


globals().update({navn: _regnearkfunksjon(funksjon) for navn, funksjon in REGISTER.items()})
__all__ = list(REGISTER)
