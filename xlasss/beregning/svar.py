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


def noen(hvor: ArrayLike) -> bool:
    """Om noe er sant, eller ikke 0. Mye raskere enn `any` på de små feltene celler gir."""
    return bool(np.count_nonzero(hvor))


def alle(hvor: ArrayLike) -> bool:
    """Om alt er sant, målt som i `noen`."""
    return int(np.count_nonzero(hvor)) == np.size(hvor)


def felt(x: ArrayLike, navn: str) -> Tall:
    """Tall i felt. Tekst er ikke tall, heller ikke «1.5»; None er NaN."""
    try:
        lest = np.asarray(x)
    except ValueError:
        raise FormFeil(f"«{navn}» er ikke et rektangulært felt.") from None
    tekst = lest.dtype.kind == "O" and any(isinstance(tall, str | bytes) for tall in lest.flat)
    if lest.dtype.kind not in "biufO" or tekst:
        raise TypeFeil(f"«{navn}» må være tall, ikke tekst eller datoer.", "Bruk NaN der et tall mangler.")
    try:
        return lest.astype(np.float64, copy=False)
    except (TypeError, ValueError, OverflowError):
        raise TypeFeil(f"«{navn}» må være tall.", "Bruk NaN der et tall mangler.") from None


def matrise(x: ArrayLike, navn: str) -> Tall:
    """Todimensjonalt felt: rader er kommuner, kolonner er indikatorer."""
    lest = felt(x, navn)
    if lest.ndim != 2:
        raise FormFeil(
            f"«{navn}» må ha rader (kommuner) og kolonner (indikatorer), men har {lest.ndim} dimensjoner.",
            "Skriv [[…]] for én kommune.",
        )
    return lest


def vektor(x: ArrayLike, navn: str, antall: int | None = None) -> Tall:
    """Endimensjonalt felt, med et bestemt antall tall når ``antall`` er gitt."""
    lest = felt(x, navn)
    if lest.ndim != 1:
        raise FormFeil(f"«{navn}» må være én rad eller én kolonne, men har {lest.ndim} dimensjoner.")
    if antall is not None and lest.size != antall:
        raise FormFeil(f"«{navn}» har {lest.size} tall, skal ha {antall}.")
    return lest


def enkelttall(x: ArrayLike, navn: str) -> Tall:
    """Ett tall."""
    lest = felt(x, navn)
    if lest.ndim != 0:
        raise FormFeil(f"«{navn}» skal være ett tall, men har {lest.ndim} dimensjoner.")
    return lest


def samme_form(x: Tall, mal: Tall, navn: str, malnavn: str) -> Tall:
    """Gi x tilbake når det har formen til mal; ellers en feil som nevner begge."""
    if x.shape != mal.shape:
        formene = ["×".join(map(str, f.shape)) for f in (x, mal)]
        raise FormFeil(f"«{navn}» er {formene[0]}, men «{malnavn}» er {formene[1]}.", "Bruk samme form.")
    return x


def like_store(*argumenter: tuple[ArrayLike, str]) -> list[Tall]:
    """Felt som regnes element for element: samme form, eller enkelttall."""
    lest = [(felt(x, navn), navn) for x, navn in argumenter]
    former = {f.shape: navn for f, navn in lest if f.ndim > 0}
    if len(former) > 1:
        beskrevet = ", ".join(f"«{navn}» {'×'.join(map(str, form))}" for form, navn in former.items())
        raise FormFeil(f"Områdene har ulik form: {beskrevet}.", "Bruk samme form, eller ett enkelttall.")
    return [f for f, _ in lest]


def svar(verdier: ArrayLike, *regler: tuple[ArrayLike, Feil]) -> Svar:
    """Sett feilkoder: NaN gir #N/A, uendelig gir #NUM!, og hver regel (hvor, feil) overstyrer.

    Står flere regler på samme sted, vinner feilen med lavest tall (se `Feil`).
    """
    tall = np.asarray(verdier, dtype=np.float64)
    koder = np.zeros(tall.shape, dtype=np.uint8)
    if not alle(np.isfinite(tall)):
        koder[np.isinf(tall)] = Feil.NUM.value
        koder[np.isnan(tall)] = Feil.NA.value
    for hvor, feil in sorted(regler, key=lambda regel: -regel[1].value):
        treff = np.asarray(hvor, dtype=bool)
        if noen(treff):
            koder[np.broadcast_to(treff, tall.shape)] = feil.value
    return Svar(np.where(koder == 0, tall, np.nan) if noen(koder) else tall, koder)
