"""Demografikostnader: hva endret alderssammensetning koster ved uendret standard.

Kilde: TBUs metode; ASSS kommunerapport Sandnes 2017 s. 30; METODE §9.
"""

import numpy as np
from numpy.typing import ArrayLike

from xlasss.beregning.svar import Svar, matrise, svar, vektor


def demografikostnad(befolkning_fra: ArrayLike, befolkning_til: ArrayLike, satser: ArrayLike) -> Svar:
    """Σ (til − fra)·sats over aldersgruppene, for én sats per gruppe eller per sektor.

    befolkning_fra, befolkning_til: n, antall per aldersgruppe. satser: n, eller s×n
    med én rad per sektor, kr per innbygger i gruppen. Svar: ett tall, eller s tall, kr.
    Manglende tall gir #N/A; satsene per aldersgruppe er ikke trykt og fylles ut av
    brukeren. Kilde: rapporten s. 30.

    >>> float(demografikostnad([100, 50], [110, 48], [1000, 2000]).verdier)
    6000.0
    """
    fra = vektor(befolkning_fra, "befolkning_fra")
    endring = vektor(befolkning_til, "befolkning_til", fra.size) - fra
    felt = np.asarray(satser, dtype=np.float64)
    if felt.ndim == 1:
        return svar((endring * vektor(felt, "satser", fra.size)).sum())
    per_sektor = matrise(felt, "satser")
    vektor(per_sektor[0], "satser per sektor", fra.size)
    return svar((endring * per_sektor).sum(axis=1))
