"""What one term alone would have to be for an index, or its growth, to reach a given value."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from xlasss.workbook.formeltre import Kall, Ref
from xlasss.workbook.spor import Node


@dataclass(frozen=True)
class Krav:
    """Hva ett ledd alene måtte vært for at regnet og trykt skulle møtes; None når ingen verdi kan gjøre det."""

    navn: str
    verdi: float
    vekt: float
    bidrag: float | None
    krevd_verdi: float | None
    krevd_vekt: float | None


def krav(kjerne: Node, grense: Fraction) -> Iterator[Krav]:
    """For hvert ledd: verdien eller vekten som alene ville gitt grensen, de andre uendret."""
    match kjerne.uttrykk:
        case Kall("ASSS_PRODINDEKS", (Ref() as x, Ref() as w)):
            navn, refs = "indeks", (x, w, x)
        case Kall("ASSS_PRODVEKST", (Ref() as g, Ref() as w, Ref() as x)):
            navn, refs = "vekst", (g, w, x)
        case _:
            return
    felt = dict(zip(kjerne.refs, kjerne.barn, strict=True))
    rader = [[b.verdi for b in felt[r].barn] for r in refs]
    if len({len(r) for r in rader}) != 1 or any(not isinstance(v, float) for r in rader for v in r):
        return
    tall = [tuple(Fraction(v) for v in ledd if isinstance(v, float)) for ledd in zip(*rader, strict=True)]
    # Σ w·c = 0 der c er leddets avstand fra grensen: lineær i hver vekt, og kan løses for hver verdi
    c = [v - grense if navn == "indeks" else x * (1 - (1 + grense / 100) / (1 + v / 100)) for v, _, x in tall]
    sum_ = sum((w_ * ci for (_, w_, _), ci in zip(tall, c, strict=True)), Fraction(0))
    for virkning, (v, w_, x_), ci in zip(kjerne.virkninger, tall, c, strict=True):
        andre = sum_ - w_ * ci
        vekt = -andre / ci if ci and -andre / ci >= 0 else None
        ny = None
        if w_ and navn == "indeks":
            ny = grense - andre / w_
        elif w_ and x_ and 1 + andre / (w_ * x_) > 0:
            ny = 100 * ((1 + grense / 100) / (1 + andre / (w_ * x_)) - 1)
        yield Krav(virkning.navn, float(v), float(w_), virkning.bidrag, _flyt(ny), _flyt(vekt))


def _flyt(tall: Fraction | None) -> float | None:
    return None if tall is None else float(tall)
