"""The Python side of a COM call: what the host and the core add to handling the raw tuples.

The measure is the same arithmetic in numpy on the tuples as Excel sends them, and lists back;
the transport itself is Excel's and xlwings', and the same for both.
"""

import random
from collections.abc import Callable

import numpy as np

from xlasss.hosts.excel import svar

Tid = Callable[[Callable[[], object]], float]
Raa = tuple[tuple[object, ...], ...]


def _omraade(rader: int, kolonner: int, *, hull: float = 0.0) -> Raa:
    """A range as Excel sends it; `hull` is the share of cells that are blank."""
    r = random.Random(2016)
    return tuple(tuple(None if r.random() < hull else r.random() + 1 for _ in range(kolonner)) for _ in range(rader))


def _profil(x: Raa) -> list[list[float]]:
    tall = np.array(x, dtype=np.float64)
    return (100 * tall / np.nanmean(tall, axis=0)).tolist()


def kallet(tid: Tid) -> list[tuple[str, str, float, str, float | None, str]]:
    """ASSS_PROFIL og ASSS_AVVIK av 100 000 celler, som felt og som kolonne."""
    felt, kolonne, hull = _omraade(10_000, 10), _omraade(100_000, 1), _omraade(10_000, 10, hull=0.01)
    rader = []
    for hva, x, maal in (("10 000×10", felt, "≤ 1,5"), ("100 000×1", kolonne, "≤ 1,5"), ("1 % tomme", hull, "")):
        vaart, raatt = tid(lambda x=x: svar("ASSS_PROFIL", x, "uveid")), tid(lambda x=x: _profil(x))
        rader.append((f"COM-kall, {hva}: ASSS_PROFIL", "verten", vaart, "rå tupler i numpy", vaart / raatt, maal))
    return rader
