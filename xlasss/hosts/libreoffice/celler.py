"""Calc's values to ours and back (VERTER §4). Nothing here needs LibreOffice.

Calc keeps an error as a number that is not one (NaN) with the error's code in its low bits, so
that an error goes out as what it is, also in the middle of an array.
"""

from struct import pack, unpack
from typing import Any

from xlasss.begreper import Feil
from xlasss.kall import UTELATT, kall_som
from xlasss.registry import REGISTER

_KODER = {
    521: Feil.NULL,
    532: Feil.DIV0,
    519: Feil.VALUE,
    524: Feil.REF,
    525: Feil.NAME,
    503: Feil.NUM,
    32767: Feil.NA,
}
_NAN = 0x7FF8000000000000
_SANNHETSFORMAT, _PER_SPRAAK = 99, 10_000
"""The number format of TRUE and FALSE, and how many formats each language has its own set of."""


def _som_nan(kode: int) -> float:
    return float(unpack("<d", pack("<Q", _NAN | kode))[0])


_FEILTALL = {feil: _som_nan(kode) for kode, feil in _KODER.items()}


def svar(navn: str, *argumenter: Any) -> Any:
    """Call the function with what Calc hands over, and answer as Calc takes it: one value, or rows."""
    resultat = kall_som(_FEILTALL, navn, *map(les, argumenter))
    if REGISTER[navn].rekkevidde is None:
        return resultat
    return tuple(map(tuple, resultat)) if isinstance(resultat, list) else ((resultat,),)


def les(argument: Any) -> object:
    """An argument as cells: None is not given, values are as they are, and all else is a cell range."""
    if argument is None:
        return UTELATT
    return argument if isinstance(argument, float | int | str | tuple) else _omraade(argument)


def _omraade(omraade: Any) -> object:
    """A cell range. Its data has nothing (None) where a cell shows an error, and 1 and 0 for TRUE and FALSE."""
    data = omraade.getDataArray()
    if not any(None in rad or 1 in rad or 0 in rad for rad in data):
        return data
    skrevet = omraade.getFormulaArray()
    return [[_celle(omraade, r, k, verdi, skrevet[r][k]) for k, verdi in enumerate(rad)] for r, rad in enumerate(data)]


def _celle(omraade: Any, rad: int, kolonne: int, verdi: object, skrevet: str) -> object:
    """One cell; only itself knows which error it shows, and only its number format that it is TRUE or FALSE."""
    if verdi is None:
        return _feil(omraade.getCellByPosition(kolonne, rad).getError())
    if verdi not in (0, 1) or skrevet in ("0", "1"):
        return verdi
    sannhet = omraade.getCellByPosition(kolonne, rad).NumberFormat % _PER_SPRAAK == _SANNHETSFORMAT
    return verdi == 1 if sannhet else verdi


def _feil(kode: int) -> Feil:
    """Calc's own errors beyond the seven, such as a circle, are #VALUE!."""
    return _KODER.get(kode, Feil.VALUE)
