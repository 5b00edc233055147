"""Intervaller: hva et trykt tall kan ha vært før det ble rundet.

Et tall trykt med d desimaler ligger i ± 0,5·10⁻ᵈ. Regningen er med eksakte brøker, så
et intervall verken vokser eller krymper av flyttall. Der en variabel står flere ganger
i et uttrykk, blir svaret for bredt; `revisjon.uttrykk` strammer det inn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from xlasss.errors import IntervallFeil

Rasjonal = Fraction | int | str


@dataclass(frozen=True, slots=True)
class Intervall:
    """Lukket intervall med eksakte grenser.

    Barnevern i Sandnes 2016 (s. 38): 1,058 / 0,863 kan være det trykte 1,226:

    >>> kvotient = Intervall.trykt("1.058", 3) / Intervall.trykt("0.863", 3)
    >>> kvotient.moter(Intervall.trykt("1.226", 3))
    True
    """

    nedre: Fraction
    ovre: Fraction

    def __post_init__(self) -> None:
        if self.nedre > self.ovre:
            raise IntervallFeil(f"Nedre grense {float(self.nedre)} er over øvre {float(self.ovre)}.")

    @classmethod
    def eksakt(cls, tall: Rasjonal) -> Intervall:
        """Et tall uten avrunding, for eksempel 100 i en prosentregning."""
        return cls(Fraction(tall), Fraction(tall))

    @classmethod
    def trykt(cls, verdi: Rasjonal, desimaler: int, omtrentlig: bool = False) -> Intervall:
        """Intervallet bak et trykt tall; «om lag» dobler bredden (KONTRAKT §3)."""
        halv = Fraction(10) ** -desimaler / 2 * (2 if omtrentlig else 1)
        return cls(Fraction(verdi) - halv, Fraction(verdi) + halv)

    @property
    def midt(self) -> Fraction:
        return (self.nedre + self.ovre) / 2

    @property
    def bredde(self) -> Fraction:
        return self.ovre - self.nedre

    def endepunkter(self) -> list[float]:
        """Nedre og øvre som flyttall, slik JSON skriver dem."""
        return [float(self.nedre), float(self.ovre)]

    def inneholder(self, tall: Fraction) -> bool:
        return self.nedre <= tall <= self.ovre

    def moter(self, annet: Intervall) -> bool:
        """Om de to har mer enn et endepunkt felles, eller er samme punkt (KONTRAKT §2)."""
        return max(self.nedre, annet.nedre) < min(self.ovre, annet.ovre) or (
            min(self.bredde, annet.bredde) == 0 and self._punkt_i(annet)
        )

    def _punkt_i(self, annet: Intervall) -> bool:
        punkt, vidt = (self, annet) if self.bredde == 0 else (annet, self)
        return punkt == vidt or vidt.nedre < punkt.nedre < vidt.ovre

    def __neg__(self) -> Intervall:
        return Intervall(-self.ovre, -self.nedre)

    def __add__(self, annet: Intervall) -> Intervall:
        return Intervall(self.nedre + annet.nedre, self.ovre + annet.ovre)

    def __sub__(self, annet: Intervall) -> Intervall:
        return self + -annet

    def __mul__(self, annet: Intervall) -> Intervall:
        if self.nedre >= 0 and annet.nedre >= 0:  # det vanlige, og da trengs ikke alle hjørnene
            return Intervall(self.nedre * annet.nedre, self.ovre * annet.ovre)
        hjorner = [a * b for a in (self.nedre, self.ovre) for b in (annet.nedre, annet.ovre)]
        return Intervall(min(hjorner), max(hjorner))

    def __truediv__(self, annet: Intervall) -> Intervall:
        if annet.nedre <= 0 <= annet.ovre:
            raise IntervallFeil("Nevneren kan være null.", "Kvotienten har ikke noe endelig intervall.")
        return self * Intervall(1 / annet.ovre, 1 / annet.nedre)

    def __pow__(self, eksponent: int) -> Intervall:
        if eksponent < 0:
            return Intervall.eksakt(1) / self**-eksponent
        ender = [self.nedre**eksponent, self.ovre**eksponent]
        gjennom_null = eksponent % 2 == 0 and eksponent > 0 and self.nedre < 0 < self.ovre
        return Intervall(Fraction(0) if gjennom_null else min(ender), max(ender))

    def __abs__(self) -> Intervall:
        return (
            self
            if self.nedre >= 0
            else -self
            if self.ovre <= 0
            else Intervall(Fraction(0), max(-self.nedre, self.ovre))
        )

    def minst(self, annet: Intervall) -> Intervall:
        """min av to tall som ligger i hvert sitt intervall."""
        return Intervall(min(self.nedre, annet.nedre), min(self.ovre, annet.ovre))

    def storst(self, annet: Intervall) -> Intervall:
        """maks av to tall som ligger i hvert sitt intervall."""
        return Intervall(max(self.nedre, annet.nedre), max(self.ovre, annet.ovre))


def lineaer(ledd: Mapping[str, Fraction], variabler: Mapping[str, Intervall], konstant: Rasjonal = 0) -> Intervall:
    """Σ a·x + konstant, eksakt: hver variabel regnes én gang selv om den stod flere ganger.

    >>> x = Intervall.trykt("1.0", 1)
    >>> lineaer({"x": Fraction(0)}, {"x": x}, 5) == Intervall.eksakt(5)  # x − x + 5
    True
    """
    sum_ = Intervall.eksakt(konstant)
    for navn, faktor in ledd.items():
        sum_ = sum_ + Intervall.eksakt(faktor) * variabler[navn]
    return sum_
