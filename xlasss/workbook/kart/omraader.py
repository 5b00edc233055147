"""Cells folded to ranges, so that a reader meets one line per block and not one per cell."""

from collections.abc import Iterable

from xlasss.engines.adresse import adresse

Plass = tuple[int, int]


def omraader(celler: Iterable[Plass]) -> list[tuple[Plass, Plass]]:
    """Rektanglene cellene fyller, ovenfra; hver celle er i ett.

    >>> omraader([(1, 1), (1, 2), (2, 1), (2, 2), (5, 1)])
    [((1, 1), (2, 2)), ((5, 1), (5, 1))]
    """
    aapne: dict[tuple[int, int], int] = {}
    forrige = -1
    ferdige: list[tuple[Plass, Plass]] = []
    per_rad: dict[int, list[int]] = {}
    for rad, kol in sorted(set(celler)):
        per_rad.setdefault(rad, []).append(kol)
    for rad, kolonner in per_rad.items():
        striper = _striper(kolonner)
        for (fra, til), topp in list(aapne.items()):
            if rad != forrige + 1 or (fra, til) not in striper:
                ferdige.append(((topp, fra), (forrige, til)))
                del aapne[fra, til]
        for stripe in striper:
            aapne.setdefault(stripe, rad)
        forrige = rad
    ferdige += [((topp, fra), (forrige, til)) for (fra, til), topp in aapne.items()]
    return sorted(ferdige)


def _striper(kolonner: list[int]) -> list[tuple[int, int]]:
    striper: list[tuple[int, int]] = []
    for kol in kolonner:
        if striper and striper[-1][1] == kol - 1:
            striper[-1] = striper[-1][0], kol
        else:
            striper.append((kol, kol))
    return striper


def skrevet(fra: Plass, til: Plass) -> str:
    """Området slik det skrives.

    >>> skrevet((1, 1), (1, 1)), skrevet((1, 1), (2, 3))
    ('A1', 'A1:C2')
    """
    return adresse(*fra) + ("" if fra == til else f":{adresse(*til)}")
