"""Beregnet utgiftsbehov: hva en kommune må bruke for å gi et gjennomsnittlig tilbud.

Kilde: ASSS kommunerapport Sandnes 2017 s. 25–26; METODE §3.
"""

import numpy as np
from numpy.typing import ArrayLike

from xlasss.begreper import Feil
from xlasss.beregning.svar import Svar, enkelttall, matrise, svar, vektor


def kostnadsindeks(kriterier: ArrayLike, kriterier_landet: ArrayLike, vekter: ArrayLike) -> Svar:
    """Σ w·(k/k_land) / Σ w: kriteriene mot landet, veid med kostnadsnøkkelen.

    kriterier: m×n per innbygger. kriterier_landet: n per innbygger. vekter: n.
    Svar: m, indeks der landet er 1,00. Manglende kriterium gir #N/A i raden, kriterium
    0 for landet #DIV/0!, negativ vekt #NUM!. Kilde: rapporten s. 25; METODE §3.

    En kommune som er lik landet, har indeks 1:

    >>> kostnadsindeks([[0.12, 0.04]], [0.12, 0.04], [0.7, 0.3]).verdier
    array([1.])
    """
    k = matrise(kriterier, "kriterier")
    landet = vektor(kriterier_landet, "kriterier_landet", k.shape[1])
    w = vektor(vekter, "vekter", k.shape[1])
    with np.errstate(all="ignore"):
        sum_w = w.sum()
        indeks = (w * (k / landet)).sum(axis=1) / sum_w
    return svar(indeks, ((w < 0).any(), Feil.NUM), (sum_w == 0 or (landet == 0).any(), Feil.DIV0))


def utgiftsbehov(kostnadsindeks: ArrayLike, landssnitt: ArrayLike, korreksjon: ArrayLike | None = None) -> Svar:
    """Kostnadsindeks · landssnitt + korreksjon, kr per innbygger.

    kostnadsindeks: m, landet = 1. landssnitt: kr per innbygger. korreksjon: m, kr per
    innbygger (arbeidsgiveravgift, pensjon, private skoler …); ikke gitt betyr ingen.
    Ulik lengde er en FormFeil; noe som mangler, gir #N/A i sin rad. Kilde: rapporten s. 25 og 32.

    >>> utgiftsbehov([1.093], 10_000).verdier
    array([10930.])
    """
    indeks = vektor(kostnadsindeks, "kostnadsindeks")
    with np.errstate(all="ignore"):
        behov = indeks * enkelttall(landssnitt, "landssnitt")
        if korreksjon is not None:
            behov = behov + vektor(korreksjon, "korreksjon", indeks.size)
    return svar(behov)
