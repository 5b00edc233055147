"""Produksjonsindeksen og leddene i den.

Indeksen er et veid snitt av indikatorer som hver er målt mot ASSS-snittet = 1.
Kilde: ASSS kommunerapport Sandnes 2017 s. 40–41; METODE §4.
"""

import numpy as np
from numpy.typing import ArrayLike

from xlasss.begreper import Feil
from xlasss.beregning.svar import Svar, Tall, matrise, noen, svar, vektor


def _veid_sum(x: Tall, w: Tall) -> Tall:
    """x @ w, men slik at et manglende tall aldri blir borte fordi vekten er 0."""
    veid: Tall = x @ w
    nullvekt = w == 0
    if noen(nullvekt):
        veid[~np.isfinite(x[:, nullvekt]).all(axis=1)] = np.nan
    return veid


def produksjonsindeks(indikatorer: ArrayLike, vekter: ArrayLike) -> Svar:
    """Σ w·x / Σ w per kommune.

    indikatorer: m×n, ASSS-snittet = 1. vekter: n, i hvilken som helst skala; de brukes
    som andeler av summen. Svar: m, indeks der 1,000 er ASSS-snittet. Manglende ledd
    gir #N/A i raden, også der vekten er 0. Negativ vekt gir #NUM!, vektsum 0 #DIV/0!.
    Kilde: rapporten s. 40–41, figur 30 og 32.

    Barnehage i Sandnes 2016 er trykt 1,023 (figur 32, s. 47):

    >>> produksjonsindeks([[1.037, 0.929, 1.039]], [80, 13.34, 6.67]).verdier.round(4)
    array([1.0227])
    """
    x = matrise(indikatorer, "indikatorer")
    w = vektor(vekter, "vekter", x.shape[1])
    with np.errstate(all="ignore"):
        sum_w = w.sum()
        indeks = _veid_sum(x, w) / sum_w
    return svar(indeks, (noen(w < 0), Feil.NUM), (sum_w == 0, Feil.DIV0))


def bidrag(indikatorer: ArrayLike, vekter: ArrayLike) -> Svar:
    """Hva hver indikator bidrar med: 100·w·(x−1)/Σw, i prosentenheter.

    indikatorer: m×n, ASSS-snittet = 1. vekter: n. Svar: m×n; radsummen er
    100·(indeks − 1). Feil som i `produksjonsindeks`, men per celle.
    Kilde: METODE §4 (samme sum, delt på leddene).

    >>> bidrag([[1.037, 0.929, 1.039]], [80, 13.34, 6.67]).verdier.round(2)
    array([[ 2.96, -0.95,  0.26]])
    """
    x = matrise(indikatorer, "indikatorer")
    w = vektor(vekter, "vekter", x.shape[1])
    with np.errstate(all="ignore"):
        sum_w = w.sum()
        ledd = 100 * w * (x - 1) / sum_w
    return svar(ledd, (noen(w < 0), Feil.NUM), (sum_w == 0, Feil.DIV0))


def indikator(mengde: ArrayLike, behov: ArrayLike) -> Svar:
    """Innbyggerorientert indikator: (mengde/behov) / (Σ mengde / Σ behov).

    mengde, behov: m, behov er oftest behovskorrigerte innbyggere. Svar: m; det
    behovsveide snittet er 1. Snittet tas over kommuner med begge tall; færre enn to
    gir #N/A. Behov 0 gir #DIV/0! for den kommunen.
    Kilde: rapporten s. 40 («målt i forhold til gjennomsnittlige tall per innbygger»).

    >>> indikator([10, 30], [10, 10]).verdier
    array([0.5, 1.5])
    """
    a = vektor(mengde, "mengde")
    b = vektor(behov, "behov", a.size)
    med = ~(np.isnan(a) | np.isnan(b))
    with np.errstate(all="ignore"):
        sum_a, sum_b = a[med].sum(), b[med].sum()
        forhold = (a / b) / (sum_a / sum_b)
    return svar(
        forhold if med.sum() >= 2 else np.full(a.shape, np.nan),
        (med & (b == 0), Feil.DIV0),
        (med.sum() >= 2 and (sum_a == 0 or sum_b == 0), Feil.DIV0),
    )


def behovsinnbyggere(innbyggere: ArrayLike, kostnadsindeks: ArrayLike) -> Svar:
    """Behovskorrigerte innbyggere: innbyggere · kostnadsindeks.

    innbyggere: m, antall. kostnadsindeks: m, landet = 1. Svar: m, antall.
    Ulik lengde er en FormFeil; noe som mangler, gir #N/A i sin rad.
    Kilde: METODE §4 («behovskorrigert innbyggertall» følger kostnadsnøkkelen).

    >>> behovsinnbyggere([1000, 2000], [1.25, 0.5]).verdier
    array([1250., 1000.])
    """
    n = vektor(innbyggere, "innbyggere")
    with np.errstate(all="ignore"):
        return svar(n * vektor(kostnadsindeks, "kostnadsindeks", n.size))
