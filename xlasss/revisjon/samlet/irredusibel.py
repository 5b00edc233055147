"""Irreducible sets: relations that cannot all hold, though they can when any one of them is left out."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from xlasss.revisjon.samlet.bevis import Bevis, bevis
from xlasss.revisjon.samlet.lp import TOLERANSE, Tallrad, romslig, strid
from xlasss.revisjon.samlet.rader import Trykt

_BIDRAR = 1e-9
T = TypeVar("T")


@dataclass(frozen=True)
class Sett:
    """Regningene i et sett, og beviset; uten bevis er det bare flyttallene som sier at det er umulig."""

    regninger: tuple[int, ...]
    bevis: Bevis | None


def irredusible(rader: Sequence[Tallrad], tall: Mapping[str, Trykt]) -> list[Sett]:
    """Sett av regninger som ikke kan holde samtidig; ingen regning står i to av dem."""
    funnet: list[Sett] = []
    igjen = list(rader)
    while igjen:
        strider = [rad for rad, y in zip(igjen, strid(igjen, tall), strict=True) if abs(y) > _BIDRAR]
        nye = [sett for gruppe in sammenhengende(strider, lambda r: r.faktorer) for sett in _alle_i(gruppe, tall)]
        if not nye:
            break
        funnet += nye
        brukt = {nr for sett in nye for nr in sett.regninger}
        igjen = [rad for rad in igjen if rad.rad.regning not in brukt]
    return funnet


def _alle_i(rader: Sequence[Tallrad], tall: Mapping[str, Trykt]) -> list[Sett]:
    funnet = []
    igjen = list(rader)
    while igjen and (svar := romslig(igjen, tall)).margin <= TOLERANSE:
        sett = _krymp(igjen, svar.y, tall)
        funnet.append(sett)
        igjen = [rad for rad in igjen if rad.rad.regning not in sett.regninger]
    return funnet


def _krymp(rader: Sequence[Tallrad], y: Sequence[float], tall: Mapping[str, Trykt]) -> Sett:
    """Ta bort en regning om gangen så lenge resten fortsatt er umulig."""
    rader, y = _som_bidrar(rader, y, tall)
    for nr in dict.fromkeys(rad.rad.regning for rad in rader):
        uten = [rad for rad in rader if rad.rad.regning != nr]
        if len(uten) < len(rader) and uten and (svar := romslig(uten, tall)).margin <= TOLERANSE:
            rader, y = _som_bidrar(uten, svar.y, tall)
    return Sett(tuple(dict.fromkeys(rad.rad.regning for rad in rader)), bevis(rader, y, tall))


def _som_bidrar(
    rader: Sequence[Tallrad], y: Sequence[float], tall: Mapping[str, Trykt]
) -> tuple[Sequence[Tallrad], Sequence[float]]:
    """Bare regningene med vekt i summen, når de er umulige alene også."""
    med = {rad.rad.regning for rad, v in zip(rader, y, strict=True) if abs(v) > _BIDRAR * max(map(abs, y))}
    faerre = [rad for rad in rader if rad.rad.regning in med]
    if faerre and len(faerre) < len(rader) and (svar := romslig(faerre, tall)).margin <= TOLERANSE:
        return faerre, svar.y
    return rader, y


def sammenhengende(ting: Sequence[T], navn: Callable[[T], Iterable[Hashable]]) -> list[list[T]]:
    """Del opp etter felles navn: to ting er i samme gruppe når en kjede av felles navn binder dem.

    >>> sammenhengende(["ab", "cd", "be"], list)
    [['ab', 'be'], ['cd']]
    """
    leder = list(range(len(ting)))

    def finn(i: int) -> int:
        while leder[i] != i:
            leder[i] = leder[leder[i]]
            i = leder[i]
        return i

    sett: dict[Hashable, int] = {}
    for i, en in enumerate(ting):
        for n in navn(en):
            leder[finn(i)] = finn(sett.setdefault(n, i))
    grupper: dict[int, list[T]] = {}
    for i, en in enumerate(ting):
        grupper.setdefault(finn(i), []).append(en)
    return list(grupper.values())
