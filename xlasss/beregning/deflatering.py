"""Fra nominell vekst til realvekst.

Kilde: ASSS kommunerapport Sandnes 2017 s. 11–13 og note 9 (s. 39); METODE §8.
"""

import numpy as np
from numpy.typing import ArrayLike

from xlasss.begreper import Feil
from xlasss.beregning.svar import Svar, like_store, svar


def realvekst(nominell: ArrayLike, deflator: ArrayLike, folkevekst: ArrayLike = 0.0) -> Svar:
    """100·((1+n)/((1+d)(1+f)) − 1): vekst uten prisstigning og folkevekst.

    Alle: prosent, samme form eller enkelttall; folkevekst som ikke er gitt, tas ikke ut.
    Svar: prosent; deflator eller folkevekst på −100 gir #DIV/0!. Kilde: rapporten s. 11–12, figur 5.

    >>> float(realvekst(5.0, 2.0).verdier.round(2))
    2.94
    """
    n, d, f = like_store((nominell, "nominell"), (deflator, "deflator"), (folkevekst, "folkevekst"))
    with np.errstate(all="ignore"):
        nevner = (1 + d / 100) * (1 + f / 100)
        return svar(100 * ((1 + n / 100) / nevner - 1), ((nevner == 0) & ~np.isnan(n), Feil.DIV0))


def deflator(lonnsvekst: ArrayLike, prisvekst: ArrayLike, lonnsandel: ArrayLike) -> Svar:
    """Kommunal deflator: andel·lønnsvekst + (1−andel)·prisvekst.

    lonnsvekst, prisvekst: prosent. lonnsandel: 0–1, ellers #NUM!. Svar: prosent.
    Kilde: KS, kommunal deflator (METODE §8).

    Deflatoren for 2021 er publisert som 3,0 (lønn 2,8, priser 3,3, lønnsandel 59 prosent):

    >>> float(deflator(2.8, 3.3, 0.59).verdier.round(1))
    3.0
    """
    l, p, a = like_store((lonnsvekst, "lonnsvekst"), (prisvekst, "prisvekst"), (lonnsandel, "lonnsandel"))
    with np.errstate(all="ignore"):
        return svar(a * l + (1 - a) * p, ((a < 0) | (a > 1), Feil.NUM))
