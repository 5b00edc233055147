"""Regnearkfunksjonene som slår opp i stedet for å regne: parameter, kilde, fasit, sjekk, versjon.

De tar celler som alt er lest (tall og tekst) og leser bare data som følger pakken.
"""

from fractions import Fraction

from xlasss.begreper import Dom, Feil
from xlasss.beregning.avrunding import YTTERST
from xlasss.beregning.dom import dom
from xlasss.beregning.intervall import Intervall
from xlasss.errors import TypeFeil
from xlasss.fasit_data import fasit
from xlasss.parametre import Parameter, parameter
from xlasss.versjon import DATA_UTGAVE, VERSJON


def _parameter(navn: str, aar: float, utgave: str | None) -> Parameter:
    if aar != int(aar):
        raise TypeFeil(f"Året er {aar}, skal være et helt tall.")
    return parameter(navn, int(aar), utgave)


def parameter_verdi(navn: str, aar: float, utgave: str | None = None) -> float | Feil:
    """Verdien, eller #N/A når den ikke er publisert.

    Kilde: raden i parametertabellen; ASSS_KILDE gir den med side.
    """
    verdi = _parameter(navn, aar, utgave).verdi
    return Feil.NA if verdi is None else verdi


def kilde_tekst(navn: str, aar: float, utgave: str | None = None) -> str:
    """Kilden med side, som tekst.

    Kilde: raden i parametertabellen.
    """
    return _parameter(navn, aar, utgave).henvisning


def fasit_verdi(id: str) -> float:
    """Det trykte tallet.

    Kilde: raden i fasiten, med side, sted og ordrett sitat.
    """
    return fasit(id).verdi


def norsk(tall: float, desimaler: int) -> str:
    """Tallet med desimalkomma.

    >>> norsk(0.964, 3)
    '0,964'
    """
    return f"{tall:z.{max(desimaler, 0)}f}".replace(".", ",")


def sjekk(verdi: float | Feil, fasit: float | Feil, desimaler: float | Feil) -> str | Feil:
    """Dommen med begge tall, for eksempel «motstrid: 0,966 mot trykt 0,964».

    Det trykte leses som et halvt siste siffer hver vei. «stemmer» når det regnede tallet
    ligger der, og på et endepunkt når ASSS_AVRUND gir det trykte; ellers «motstrid».

    >>> sjekk(0.9664, 0.964, 3)
    'motstrid: 0,9664 mot trykt 0,964'
    """
    argumenter = {"verdien": verdi, "fasit": fasit, "desimaler": desimaler}
    ekte = [tall.value for tall in argumenter.values() if isinstance(tall, Feil) and tall is not Feil.NA]
    if ekte:
        return Feil(min(ekte))
    for navn, tall in argumenter.items():
        if tall is Feil.NA:
            return f"{Dom.KAN_IKKE_BEREGNES}: {navn} mangler"
    assert not isinstance(verdi, Feil) and not isinstance(fasit, Feil) and not isinstance(desimaler, Feil)
    if desimaler != int(desimaler) or abs(desimaler) > YTTERST:
        return Feil.NUM
    d = int(desimaler)
    trykt = Intervall.trykt(Fraction(repr(fasit)), d)
    avgjort = dom(Intervall.eksakt(Fraction(repr(verdi))), trykt, d)
    return f"{avgjort}: {norsk(verdi, d + 1)} mot trykt {norsk(fasit, d)}"


def versjon() -> str:
    """Versjonen av programmet og av dataene, som tekst."""
    return f"xlasss {VERSJON} · data {DATA_UTGAVE}"
