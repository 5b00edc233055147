"""Ressursbruk mot utgiftsbehov, og ressursbruksindikatoren. To mål, to snitt.

Ressursbruk er avvik fra behovet (landet er målestokk); ressursbruksindikatoren er
forholdet delt på det uveide ASSS-snittet. Kilde: METODE §1 og §2; rapporten s. 32, 80.
"""

import numpy as np
from numpy.typing import ArrayLike

from xlasss.begreper import Feil, Ressursbrukstype
from xlasss.beregning.svar import Svar, svar, vektor
from xlasss.beregning.valg import velg


def ressursbruk(netto_utgift: ArrayLike, utgiftsbehov: ArrayLike, type: str) -> Svar:
    """Avvik fra utgiftsbehovet: n − b i kroner, eller 100·(n/b − 1) i prosent.

    netto_utgift, utgiftsbehov: m, kr per innbygger. type: «kroner» eller «prosent».
    Svar: m. Behov 0 gir #DIV/0! i prosent. Kilde: rapporten s. 32, figur 25 og 26.

    >>> ressursbruk([9_000], [10_000], "prosent").verdier.round(6)
    array([-10.])
    """
    n = vektor(netto_utgift, "netto_utgift")
    b = vektor(utgiftsbehov, "utgiftsbehov", n.size)
    with np.errstate(all="ignore"):
        if velg(Ressursbrukstype, type, "type") is Ressursbrukstype.KRONER:
            return svar(n - b)
        return svar(100 * (n / b - 1), ((b == 0) & ~np.isnan(n), Feil.DIV0))


def ressursbruksindikator(netto_utgift: ArrayLike, utgiftsbehov: ArrayLike) -> Svar:
    """r = netto utgift / utgiftsbehov, delt på det uveide snittet av r.

    netto_utgift, utgiftsbehov: m, kr per innbygger. Svar: m, indeks; snittet av svaret
    er 1. Kommuner uten data er utenfor snittet; færre enn to gir #N/A. Behov 0 gir
    #DIV/0! for alle, for da finnes ikke snittet. Kilde: METODE §2; rapporten s. 80.

    >>> ressursbruksindikator([90, 110], [100, 100]).verdier
    array([0.9, 1.1])
    """
    n = vektor(netto_utgift, "netto_utgift")
    b = vektor(utgiftsbehov, "utgiftsbehov", n.size)
    med = ~(np.isnan(n) | np.isnan(b))
    if med.sum() < 2:
        return svar(np.full(n.shape, np.nan))
    with np.errstate(all="ignore"):
        r = n / b
        snitt = r[med].mean()
        return svar(r / snitt, ((b[med] == 0).any() or snitt == 0, Feil.DIV0))
