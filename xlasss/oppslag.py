"""Regnearkfunksjonene som slår opp i stedet for å regne: parameter, kilde, fasit, sjekk, versjon.

De tar celler som alt er lest (tall og tekst) og leser bare data som følger pakken.
"""

from fractions import Fraction

from xlasss.begreper import Dom, Feil
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
    """Verdien, eller #N/A når den ikke er publisert."""
    verdi = _parameter(navn, aar, utgave).verdi
    return Feil.NA if verdi is None else verdi


def kilde_tekst(navn: str, aar: float, utgave: str | None = None) -> str:
    """Kilden med side, som tekst."""
    return _parameter(navn, aar, utgave).henvisning


def fasit_verdi(id: str) -> float:
    """Det trykte tallet."""
    return fasit(id).verdi


def norsk(tall: float, desimaler: int) -> str:
    """Tallet med desimalkomma.

    >>> norsk(0.964, 3)
    '0,964'
    """
    return f"{tall:.{max(desimaler, 0)}f}".replace(".", ",")


def sjekk(verdi: float | Feil, fasit: float | Feil, desimaler: float) -> str | Feil:
    """Dommen med begge tall, for eksempel «motstrid: 0,966 mot trykt 0,964».

    >>> sjekk(0.9664, 0.964, 3)
    'motstrid: 0,9664 mot trykt 0,964'
    """
    for navn, tall in (("verdien", verdi), ("fasit", fasit)):
        if tall is Feil.NA:
            return f"{Dom.KAN_IKKE_BEREGNES}: {navn} mangler"
        if isinstance(tall, Feil):
            return tall
    assert isinstance(verdi, float) and isinstance(fasit, float)
    if desimaler != int(desimaler):
        raise TypeFeil(f"Desimaler er {desimaler}, skal være et helt tall.")
    d = int(desimaler)
    trykt = Intervall.trykt(Fraction(repr(fasit)), d)
    avgjort = dom(Intervall.eksakt(Fraction(repr(verdi))), trykt, d)
    return f"{avgjort}: {norsk(verdi, d + 1)} mot trykt {norsk(fasit, d)}"


def versjon() -> str:
    """Versjonen av programmet og av dataene, som tekst."""
    return f"xlasss {VERSJON} · data {DATA_UTGAVE}"
