"""Snitt over nettverket, og tjenesteprofilen som er målt mot det.

Uveid og veid snitt gir ulike svar, og begge er i bruk (METODE §1). Derfor finnes det
ikke noe forvalgt snitt. Kilde: ASSS kommunerapport Sandnes 2017 s. 40 og 80.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xlasss.begreper import Feil, Snitt
from xlasss.beregning.svar import Svar, Tall, felt, matrise, samme_form, svar, vektor
from xlasss.beregning.valg import velg
from xlasss.errors import FormFeil, TypeFeil

_LIKT = np.ones((1, 1))


def _vektmatrise(x: Tall, type: str, vekter: ArrayLike | None) -> Tall:
    """Vekten hver verdi har, i en form som kan kringkastes: 1 i et uveid snitt, ellers kommunens nevner."""
    veid = velg(Snitt, type, "type") is Snitt.VEID
    if vekter is None:
        if veid:
            raise FormFeil("Et veid snitt trenger vekter.", "Oppgi nevneren, for eksempel innbyggere.")
        return _LIKT
    lest = felt(vekter, "vekter")
    if lest.ndim == 1:
        w = np.broadcast_to(vektor(lest, "vekter", x.shape[0])[:, None], x.shape)
    else:
        w = samme_form(matrise(lest, "vekter"), x, "vekter", "verdier")
    return w if veid else _LIKT


def _i_snittet(x: Tall, utelat: ArrayLike | None) -> NDArray[np.bool_]:
    if utelat is None:
        return np.ones(x.shape[0], dtype=bool)
    merker = np.nan_to_num(vektor(utelat, "utelat", x.shape[0]), nan=0.0)
    if not np.isin(merker, (0, 1)).all():
        raise TypeFeil("«utelat» skal være 1 (ut av snittet) eller 0.")
    med: NDArray[np.bool_] = merker == 0
    return med


def snitt(verdier: ArrayLike, type: str, vekter: ArrayLike | None = None, utelat: ArrayLike | None = None) -> Svar:
    """Nettverkets snitt per indikator, over kommunene som har data.

    verdier: m×n. type: «uveid» eller «veid». vekter (bare i veid snitt): m, eller m×n
    med én nevner per indikator; Σ w·x / Σ w er sum av tellere over sum av nevnere.
    utelat: m, 1 tar kommunen ut (egen kommune, Oslo …). Svar: n. En ekte 0 teller;
    en kommune uten tall er ute av teller og nevner. Færre enn to gir #N/A.
    Kilde: rapporten s. 9, 40 og 80; KS' side om gjennomsnitt (METODE §1).

    >>> snitt([[1.0], [2.0], [6.0]], "uveid").verdier
    array([3.])
    >>> snitt([[1.0], [2.0]], "veid", [3, 1]).verdier
    array([1.25])
    """
    x = matrise(verdier, "verdier")
    w = _vektmatrise(x, type, vekter)
    med = ~(np.isnan(x) | np.isnan(w)) & _i_snittet(x, utelat)[:, None]
    nok = med.sum(axis=0) >= 2
    with np.errstate(all="ignore"):
        teller = np.where(med, w * x, 0).sum(axis=0)
        nevner = np.where(med, w, 0).sum(axis=0)
        midt = np.where(nok, teller / nevner, np.nan)
    return svar(midt, ((w < 0).any(axis=0), Feil.NUM), (nok & (nevner == 0), Feil.DIV0))


def profil(verdier: ArrayLike, type: str, vekter: ArrayLike | None = None, utelat: ArrayLike | None = None) -> Svar:
    """Tjenesteprofilen: 100 · verdi / snitt, der 100 er snittet i nettverket.

    Argumenter og feil som i `snitt`. Svar: m×n. En kommune uten tall, eller uten vekt i
    et veid snitt, viser #N/A; en utelatt kommune måles mot snittet av de andre. Over
    eller under 100 er verken bra eller dårlig i seg selv. Kilde: rapporten s. 48, figur 31.

    >>> profil([[1.0], [2.0], [6.0]], "uveid").verdier.round(1)
    array([[ 33.3],
           [ 66.7],
           [200. ]])
    """
    x = matrise(verdier, "verdier")
    midt = snitt(x, type, vekter, utelat)
    uten_vekt = np.isnan(_vektmatrise(x, type, vekter)) & _i_snittet(x, utelat)[:, None]
    with np.errstate(all="ignore"):
        forhold = np.where(uten_vekt, np.nan, 100 * x / midt.verdier)
    feilen = [(midt.koder == feil.value, feil) for feil in (Feil.DIV0, Feil.NUM, Feil.NA)]
    return svar(forhold, *feilen, ((midt.verdier == 0) & ~np.isnan(x) & ~uten_vekt, Feil.DIV0))
