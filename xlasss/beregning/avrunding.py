"""Avrunding slik SSB gjør det: halve bort fra null, på tallet slik det skrives.

0,125 blir 0,13 og −0,125 blir −0,13. Det er desimaltallet leseren ser som rundes,
ikke den binære tilnærmingen til det. Kilde: SSB, ssb-kostra-python; hvordan rapporten
selv runder, er ikke trykt.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np
from numpy.typing import ArrayLike

from xlasss.begreper import Feil
from xlasss.beregning.svar import Svar, like_store, svar

_RAUST = Context(prec=700, rounding=ROUND_HALF_UP)
YTTERST = 300
"""Flest desimaler, hver vei. Utenfor er det ikke avrunding, men en skrivefeil."""


def rund(verdi: float, desimaler: int) -> float:
    """Ett tall, rundet på desimalstrengen, halve bort fra null.

    verdi: et endelig tall. desimaler: et helt tall; negative runder til tiere, hundrere …
    Et tall som ikke er endelig, gir ValueError eller decimal.InvalidOperation; `avrund` har
    prøvd det først. Kilde: SSB, ssb-kostra-python.

    >>> rund(1.005, 2), rund(-2.5, 0), rund(1250, -2), rund(-0.4, 0)
    (1.01, -3.0, 1300.0, 0.0)
    """
    rundet = float(Decimal(repr(float(verdi))).quantize(Decimal(1).scaleb(-desimaler), context=_RAUST))
    return rundet + 0.0  # ingen leser skal møte «−0»


def avrund(verdi: ArrayLike, desimaler: ArrayLike) -> Svar:
    """Rund element for element, halve bort fra null.

    verdi: tall. desimaler: hele tall fra −300 til 300, ellers #NUM!. Svar: samme form.
    Kilde: SSB, ssb-kostra-python.

    >>> float(avrund(1.0227, 3).verdier)
    1.023
    """
    v, d = np.broadcast_arrays(*like_store((verdi, "verdi"), (desimaler, "desimaler")))
    ugyldig = ~np.isnan(d) & ((d != np.floor(d)) | (np.abs(d) > YTTERST))
    regn = np.isfinite(v) & np.isfinite(d) & ~ugyldig
    rundet = np.full(v.shape, np.nan)
    rundet[regn] = [rund(x, int(n)) for x, n in zip(v[regn], d[regn], strict=True)]
    return svar(rundet, (ugyldig | np.isinf(v), Feil.NUM))
