"""How much of a sheet goes on a printed A4 page: the scale its widest zone needs, and the rows that fit.

Excel ignores manual page breaks when a sheet is fitted to the page, so a sheet with breaks gets a scale.
"""

from itertools import pairwise

from xlasss.workbook.modell import Ark

MARGER = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
"""I tommer, slik Excel vil ha dem."""

_A4 = (595.0, 842.0)
_STANDARD_BREDDE, _STANDARD_HOYDE = 8.43, 15.0
_STORST, _HELT, _MINST = 58, 46, 30
"""Prosent: brede ark skrives likt; ned til den midterste når alt da er på én side i høyden; aldri under den minste."""

_SLARK = 0.94
"""LibreOffice regner et tegn som 7,4 piksler der Excel regner 7, så kolonnene blir knapt seks prosent bredere."""


def skala(ark: Ark) -> int:
    """Prosenten arket skrives ut i, så den bredeste sonen får plass i bredden, og alt i høyden når det går."""
    bredde, hoyden = _flate(ark)
    valgt = min(_STORST, int(100 * bredde / max(_soner(ark))))
    helt = int(100 * hoyden / hoyde(ark, 0, 1 + max(rad for rad, _ in ark.celler)))
    return max(_MINST, min(valgt, helt) if helt >= _HELT else valgt)


def hoyde(ark: Ark, fra: int, til: int) -> float:
    """Høyden av radene fra og med den ene til den andre, i punkter."""
    return sum(ark.hoyder.get(rad, _STANDARD_HOYDE) for rad in range(fra, til))


def plass(ark: Ark) -> float:
    """Høyden det er plass til på en side i skalaen, i punkter."""
    return _flate(ark)[1] * 100 / ark.skala


def _flate(ark: Ark) -> tuple[float, float]:
    """Bredden og høyden innenfor margene, i punkter."""
    bredde, hoyde = reversed(_A4) if ark.liggende else _A4
    vannrett, loddrett = MARGER["left"] + MARGER["right"], MARGER["top"] + MARGER["bottom"]
    return _SLARK * (bredde - 72 * vannrett), _SLARK * (hoyde - 72 * loddrett)


def _soner(ark: Ark) -> list[float]:
    """Bredden av hver sone mellom sidebruddene, med kolonnene som gjentas."""
    grenser = [0, *ark.sidebryt_kolonner, 1 + max(kol for _, kol in ark.celler)]
    gjentatt = _bredde(ark, 0, ark.gjenta_kolonner[1] + 1) if ark.gjenta_kolonner else 0.0
    soner = [_bredde(ark, fra, til) for fra, til in pairwise(grenser)]
    return [soner[0], *(gjentatt + s for s in soner[1:])]


def _bredde(ark: Ark, fra: int, til: int) -> float:
    """Bredden av kolonnene i punkter: sju piksler per tegn og fem til luft."""
    return sum(0.75 * (7 * ark.bredder.get(kol, _STANDARD_BREDDE) + 5) for kol in range(fra, til))
