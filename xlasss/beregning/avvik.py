"""Avvik mellom en verdi og det den måles mot.

Kilde: ASSS kommunerapport Sandnes 2017, gjennom hele rapporten («17 prosent under
gjennomsnittet», «1,9 prosentenheter»).
"""

import numpy as np
from numpy.typing import ArrayLike

from xlasss.begreper import Avvikstype, Feil
from xlasss.beregning.svar import Svar, like_store, svar
from xlasss.beregning.valg import velg


def avvik(verdi: ArrayLike, referanse: ArrayLike, type: str) -> Svar:
    """100·(v/r − 1) i prosent, eller v − r i prosentenheter eller enheter.

    verdi, referanse: samme form, eller ett enkelttall. type: «prosent»,
    «prosentenheter» eller «enheter». Svar: samme form. I prosent gir referanse 0
    #DIV/0! og negativ referanse #NUM! (bruk prosentenheter). Kilde: rapporten s. 44.

    Spesialundervisning i Sandnes 2016: 6,2 mot 7,5 prosent er «17 prosent under» (s. 44):

    >>> float(avvik(6.2, 7.5, "prosent").verdier.round(1))
    -17.3
    """
    v, r = like_store((verdi, "verdi"), (referanse, "referanse"))
    with np.errstate(all="ignore"):
        if velg(Avvikstype, type, "type") is not Avvikstype.PROSENT:
            return svar(v - r)
        return svar(100 * (v / r - 1), (r < 0, Feil.NUM), ((r == 0) & ~np.isnan(v), Feil.DIV0))
