"""Demografikostnader: hva endret alderssammensetning koster ved uendret standard.

Kilde: TBUs metode; ASSS kommunerapport Sandnes 2017 s. 30; METODE §9.
"""

import numpy as np
from numpy.typing import ArrayLike

from xlasss.beregning.svar import Svar, felt, matrise, svar, vektor
from xlasss.errors import FormFeil


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
    til = vektor(befolkning_til, "befolkning_til", fra.size)
    lest = felt(satser, "satser")
    sats = vektor(lest, "satser") if lest.ndim == 1 else matrise(lest, "satser")
    if sats.shape[-1] != fra.size:
        raise FormFeil(f"«satser» har {sats.shape[-1]} aldersgrupper, skal ha {fra.size}.")
    with np.errstate(all="ignore"):
        return svar(((til - fra) * sats).sum(axis=-1))
