"""What a difference between two numbers is: the terms, and what they sum to."""

from dataclasses import dataclass
from fractions import Fraction

from xlasss.engines.protokoll import Verdi
from xlasss.revisjon.forskjell.par import Par


def broek(verdi: Verdi) -> Fraction | None:
    """Tallet som brøk; None for alt annet."""
    return Fraction(verdi) if isinstance(verdi, float) else None


@dataclass(frozen=True)
class Term:
    """Det ett ledd gjør i forskjellen. I en indeks er effekten summen av de tre."""

    navn: str
    celle_a: str
    celle_b: str
    fra: Verdi
    til: Verdi
    effekt: Fraction
    vekt: Fraction | None = None
    nivaa: Fraction | None = None
    kryss: Fraction | None = None
    merknad: str = ""


@dataclass(frozen=True)
class Forskjell:
    """To tall og hvorfor de er ulike; `rest` er det leddene ikke forklarer, og er 0."""

    par: Par
    fra: Fraction | None
    til: Fraction | None
    metode: str
    termer: tuple[Term, ...]
    felles: int
    merknader: tuple[str, ...] = ()

    @property
    def differanse(self) -> Fraction | None:
        return None if self.fra is None or self.til is None else self.til - self.fra

    @property
    def rest(self) -> Fraction | None:
        """Differansen minus summen av leddene."""
        if self.differanse is None:
            return None
        return self.differanse - sum((t.effekt for t in self.termer), Fraction(0))
