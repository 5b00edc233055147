"""Vekst i produksjonen: for én indikator, og sammenveid for en sektor.

Kilde: ASSS kommunerapport Sandnes 2017 s. 42 og tabell 12 og 14; METODE §4.
"""

import numpy as np
from numpy.typing import ArrayLike

from xlasss.begreper import Feil
from xlasss.beregning.svar import Svar, matrise, samme_form, svar, vektor


def produksjonsvekst(vekst: ArrayLike, vekter: ArrayLike, indikatorer: ArrayLike) -> Svar:
    """Volumvekst i prosent: 100·(Σ w·x / Σ (w·x/(1+g)) − 1).

    vekst: m×n, prosent. vekter: n. indikatorer: m×n, nivået ved årets slutt
    (ASSS-snittet = 1). Svar: m, prosent. Nivåene føres tilbake med veksten; hvilket års
    andeler KS bruker er ikke trykt, så dette er et dokumentert valg (METODE §4).
    Manglende ledd gir #N/A, vekst på −100 gir #DIV/0!, negativ vekt #NUM!.

    Barnehage i Sandnes 2015–2016 er trykt −0,5 (tabell 14, s. 48):

    >>> produksjonsvekst([[-0.2, -4.2, 2.4]], [80, 13.34, 6.67], [[1.037, 0.929, 1.039]]).verdier.round(2)
    array([-0.53])
    """
    g = matrise(vekst, "vekst")
    w = vektor(vekter, "vekter", g.shape[1])
    x = samme_form(matrise(indikatorer, "indikatorer"), g, "indikatorer", "vekst")
    with np.errstate(all="ignore"):
        slutt = w * x
        start = (slutt / (1 + g / 100)).sum(axis=1)
        endring = 100 * (slutt.sum(axis=1) / start - 1)
    return svar(endring, ((w < 0).any(), Feil.NUM), ((g == -100).any(axis=1), Feil.DIV0), (start == 0, Feil.DIV0))


def sammensatt_vekst(vekst: ArrayLike) -> Svar:
    """Kjedet vekst i prosent: 100·(Π(1+g) − 1).

    vekst: m×n, prosent, for eksempel elever og resultat, pris og volum, eller år for
    år. Svar: m, prosent; mangler ett ledd, er radens svar #N/A. Kilde: rapporten s. 42
    («multiplisert med»).

    >>> sammensatt_vekst([[10, 10]]).verdier.round(6)
    array([21.])
    """
    g = matrise(vekst, "vekst")
    with np.errstate(all="ignore"):
        return svar(100 * (np.prod(1 + g / 100, axis=1) - 1))
