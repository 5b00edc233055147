"""A float and how much it rises when each number it is computed from rises by 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from xlasss.errors import IntervallFeil
from xlasss.revisjon.uttrykk import Uttrykk


@dataclass(frozen=True)
class Dualtall:
    """Et flyttall og den deriverte etter hvert navn; regnereglene er derivasjonens."""

    verdi: float
    d: Mapping[str, float]

    def _kombiner(self, o: Dualtall, verdi: float, a: float, b: float) -> Dualtall:
        """Kjerneregelen: d = a·d(self) + b·d(o)."""
        d = {n: a * x for n, x in self.d.items()}
        for n, x in o.d.items():
            d[n] = d.get(n, 0.0) + b * x
        return Dualtall(verdi, d)

    def _en(self, verdi: float, a: float) -> Dualtall:
        return Dualtall(verdi, {n: a * x for n, x in self.d.items()})

    def __add__(self, o: Dualtall) -> Dualtall:
        return self._kombiner(o, self.verdi + o.verdi, 1, 1)

    def __sub__(self, o: Dualtall) -> Dualtall:
        return self._kombiner(o, self.verdi - o.verdi, 1, -1)

    def __mul__(self, o: Dualtall) -> Dualtall:
        return self._kombiner(o, self.verdi * o.verdi, o.verdi, self.verdi)

    def __truediv__(self, o: Dualtall) -> Dualtall:
        if o.verdi == 0:
            raise IntervallFeil("Nevneren er null.")
        return self._kombiner(o, self.verdi / o.verdi, 1 / o.verdi, -self.verdi / o.verdi**2)

    def __neg__(self) -> Dualtall:
        return self._en(-self.verdi, -1)

    def __pow__(self, e: int) -> Dualtall:
        if e < 0:
            return Dualtall(1.0, {}) / self**-e
        return self._en(self.verdi**e, e * self.verdi ** (e - 1) if e else 0.0)

    def __abs__(self) -> Dualtall:
        return -self if self.verdi < 0 else self

    def minst(self, o: Dualtall) -> Dualtall:
        return self if self.verdi <= o.verdi else o

    def storst(self, o: Dualtall) -> Dualtall:
        return self if self.verdi >= o.verdi else o


def i_punktet(uttrykk: Uttrykk, verdier: Mapping[str, float]) -> Dualtall:
    """Hva uttrykket er, og hvor mye det stiger med hvert tall, der tallene har disse verdiene.

    >>> i_punktet(Uttrykk("a/b - a", ["a", "b"]), {"a": 6.0, "b": 2.0})
    Dualtall(verdi=-3.0, d={'a': -0.5, 'b': -1.5})
    """
    alle = {n: Dualtall(verdier[n], {n: 1.0}) for n in uttrykk.navn}
    return uttrykk.regn(alle, _fast)


def _fast(tall: Fraction) -> Dualtall:
    return Dualtall(float(tall), {})
