"""Hvordan en beregning tar imot tall og svarer.

Inn: numpy-felt der NaN betyr «mangler». Ut: `Svar` med verdier og en feilkode per
verdi (0 = ingen feil, ellers tallet til `Feil`). Verdien er NaN der koden ikke er 0.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xlasss.begreper import Feil
from xlasss.errors import FormFeil, TypeFeil

Tall = NDArray[np.float64]
Koder = NDArray[np.uint8]


class Svar(NamedTuple):
    """Verdier og feilkoder, samme form."""

    verdier: Tall
    koder: Koder


def _felt(x: ArrayLike, navn: str) -> Tall:
    try:
        return np.asarray(x, dtype=np.float64)
    except (TypeError, ValueError):
        raise TypeFeil(f"«{navn}» må være tall.", "Bruk NaN der et tall mangler.") from None


def matrise(x: ArrayLike, navn: str) -> Tall:
    """Todimensjonalt felt: rader er kommuner, kolonner er indikatorer."""
    felt = _felt(x, navn)
    if felt.ndim != 2:
        raise FormFeil(
            f"«{navn}» må ha rader (kommuner) og kolonner (indikatorer), men har {felt.ndim} dimensjoner.",
            "Skriv [[…]] for én kommune.",
        )
    return felt


def vektor(x: ArrayLike, navn: str, antall: int | None = None) -> Tall:
    """Endimensjonalt felt, med et bestemt antall tall når ``antall`` er gitt."""
    felt = _felt(x, navn)
    if felt.ndim != 1:
        raise FormFeil(f"«{navn}» må være én rad eller én kolonne, men har {felt.ndim} dimensjoner.")
    if antall is not None and felt.size != antall:
        raise FormFeil(f"«{navn}» har {felt.size} tall, skal ha {antall}.")
    return felt


def samme_form(x: Tall, mal: Tall, navn: str, malnavn: str) -> Tall:
    """Gi x tilbake når det har formen til mal; ellers en feil som nevner begge."""
    if x.shape != mal.shape:
        formene = ["×".join(map(str, f.shape)) for f in (x, mal)]
        raise FormFeil(f"«{navn}» er {formene[0]}, men «{malnavn}» er {formene[1]}.", "Bruk samme form.")
    return x


def like_store(*felt: tuple[ArrayLike, str]) -> list[Tall]:
    """Felt som regnes element for element: samme form, eller enkelttall."""
    lest = [(_felt(x, navn), navn) for x, navn in felt]
    former = {f.shape: navn for f, navn in lest if f.ndim > 0}
    if len(former) > 1:
        beskrevet = ", ".join(f"«{navn}» {'×'.join(map(str, form))}" for form, navn in former.items())
        raise FormFeil(f"Områdene har ulik form: {beskrevet}.", "Bruk samme form, eller ett enkelttall.")
    return [f for f, _ in lest]


def svar(verdier: ArrayLike, *regler: tuple[ArrayLike, Feil]) -> Svar:
    """Sett feilkoder: NaN gir #N/A, uendelig gir #NUM!, og hver regel (hvor, feil) overstyrer.

    Står flere regler på samme sted, vinner feilen med lavest tall (se `Feil`).
    """
    tall = np.array(verdier, dtype=np.float64)
    koder = np.zeros(tall.shape, dtype=np.uint8)
    if not np.isfinite(tall).all():
        koder[np.isinf(tall)] = Feil.NUM.value
        koder[np.isnan(tall)] = Feil.NA.value
    for hvor, feil in sorted(regler, key=lambda regel: -regel[1].value):
        koder[np.broadcast_to(np.asarray(hvor, dtype=bool), tall.shape)] = feil.value
    tall[koder != 0] = np.nan
    return Svar(tall, koder)
