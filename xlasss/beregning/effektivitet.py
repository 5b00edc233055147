"""Effektivitet: hvor mye produksjon kommunen får per utgiftskrone.

Kilde: ASSS kommunerapport Sandnes 2017 s. 38, 80 og figur 29; METODE §5.
"""

import numpy as np
from numpy.typing import ArrayLike

from xlasss.begreper import Feil
from xlasss.beregning.svar import Svar, like_store, svar, vektor


def utgiftsindeks(utgift_per_innb: ArrayLike, kostnadsindeks: ArrayLike, innbyggere: ArrayLike) -> Svar:
    """Brutto driftsutgift mot ASSS-snittet, korrigert for behov: (e/K) / (ΣN·e / ΣN·K).

    utgift_per_innb: m, kr, alt korrigert for pensjon og arbeidsgiveravgift.
    kostnadsindeks: m. innbyggere: m, antall. Svar: m, indeks; med de samme
    behovskorrigerte innbyggerne som i `indikator` blir nettverkets effektivitet 1
    (et dokumentert valg). Færre enn to kommuner med data gir #N/A, K = 0 #DIV/0!.
    Kilde: rapporten s. 38 og 80.

    >>> utgiftsindeks([10_000, 20_000], [1, 1], [100, 100]).verdier.round(4)
    array([0.6667, 1.3333])
    """
    e = vektor(utgift_per_innb, "utgift_per_innb")
    k = vektor(kostnadsindeks, "kostnadsindeks", e.size)
    n = vektor(innbyggere, "innbyggere", e.size)
    med = ~(np.isnan(e) | np.isnan(k) | np.isnan(n))
    with np.errstate(all="ignore"):
        sum_e, sum_k = (n * e)[med].sum(), (n * k)[med].sum()
        indeks = np.where(med, (e / k) / (sum_e / sum_k), np.nan)
    return svar(
        indeks if med.sum() >= 2 else np.full(e.shape, np.nan),
        (med & (k == 0), Feil.DIV0),
        (med.sum() >= 2 and (sum_e == 0 or sum_k == 0), Feil.DIV0),
    )


def effektivitet(produksjonsindeks: ArrayLike, utgiftsindeks: ArrayLike) -> Svar:
    """Produksjonsindeks delt på utgiftsindeks, element for element.

    Begge: indeks, ASSS-snittet = 1. Svar: indeks. Utgiftsindeks 0 gir #DIV/0!.
    Kilde: rapporten s. 38, figur 29.

    Barnevern i Sandnes 2016: produksjonen lå 5,8 prosent over og utgiftene 13,7 prosent
    under snittet; effektiviteten er trykt 1,226:

    >>> float(effektivitet(1.058, 0.863).verdier.round(3))
    1.226
    """
    p, u = like_store((produksjonsindeks, "produksjonsindeks"), (utgiftsindeks, "utgiftsindeks"))
    with np.errstate(all="ignore"):
        return svar(p / u, ((u == 0) & ~np.isnan(p), Feil.DIV0))
