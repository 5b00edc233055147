"""Tight interval of an expression in which a number stands more than once.

Plain interval arithmetic treats each occurrence as a number of its own: exact where every number
stands once, too wide where one is repeated. Where the expression only rises (or only falls) with a
number, the extremes lie at that number's end points: fix it there and look again. What is left is
bounded by the mean value theorem as well. Linear expressions come out exact; the answer is always sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from xlasss.beregning.intervall import Intervall
from xlasss.revisjon.uttrykk import Uttrykk

_NULL, _EN = Intervall.eksakt(0), Intervall.eksakt(1)


@dataclass(frozen=True)
class _Avledet:
    """Et intervall og intervallet til den deriverte etter hvert navn."""

    verdi: Intervall
    d: dict[str, Intervall]

    def _kombiner(self, annet: _Avledet, verdi: Intervall, a: Intervall, b: Intervall) -> _Avledet:
        """Kjerneregelen: d = a·d(self) + b·d(annet)."""
        navn = self.d.keys() | annet.d.keys()
        return _Avledet(verdi, {n: a * self.d.get(n, _NULL) + b * annet.d.get(n, _NULL) for n in navn})

    def _en(self, verdi: Intervall, a: Intervall) -> _Avledet:
        return _Avledet(verdi, {n: a * d for n, d in self.d.items()})

    def __add__(self, o: _Avledet) -> _Avledet:
        d = self.d | {n: self.d[n] + d if n in self.d else d for n, d in o.d.items()}
        return _Avledet(self.verdi + o.verdi, d)

    def __sub__(self, o: _Avledet) -> _Avledet:
        return self + -o

    def __mul__(self, o: _Avledet) -> _Avledet:
        return self._kombiner(o, self.verdi * o.verdi, o.verdi, self.verdi)

    def __truediv__(self, o: _Avledet) -> _Avledet:
        verdi, invers = self.verdi / o.verdi, _EN / o.verdi
        return self._kombiner(o, verdi, invers, -verdi * invers)

    def __neg__(self) -> _Avledet:
        return _Avledet(-self.verdi, {n: -d for n, d in self.d.items()})

    def __pow__(self, e: int) -> _Avledet:
        if e == 0:
            return _Avledet(_EN, {})
        return self._en(self.verdi**e, Intervall.eksakt(e) * self.verdi ** (e - 1))

    def __abs__(self) -> _Avledet:
        v = self.verdi
        bare_pluss, bare_minus = v.nedre >= 0 < v.ovre, v.ovre <= 0 > v.nedre
        fortegn = Intervall(Fraction(1 if bare_pluss else -1), Fraction(-1 if bare_minus else 1))
        return self._en(abs(v), fortegn)

    def _velg(self, o: _Avledet, verdi: Intervall, a_alltid: bool, b_alltid: bool) -> _Avledet:
        ja, nei, begge = _EN, _NULL, Intervall(Fraction(0), Fraction(1))
        a, b = (ja, nei) if a_alltid else (nei, ja) if b_alltid else (begge, begge)
        return self._kombiner(o, verdi, a, b)

    def minst(self, o: _Avledet) -> _Avledet:
        a, b = self.verdi, o.verdi
        return self._velg(o, a.minst(b), a.ovre <= b.nedre, b.ovre <= a.nedre)

    def storst(self, o: _Avledet) -> _Avledet:
        a, b = self.verdi, o.verdi
        return self._velg(o, a.storst(b), a.nedre >= b.ovre, b.nedre >= a.ovre)


def stramt_intervall(uttrykk: Uttrykk, verdier: Mapping[str, Intervall]) -> Intervall:
    """Intervallet uttrykket kan ligge i når hvert tall ligger i sitt.

    >>> x = {"x": Intervall.trykt("1.0", 1)}
    >>> stramt_intervall(Uttrykk("x - x", ["x"]), x) == Intervall.eksakt(0)
    True
    """
    if not uttrykk.gjentar:
        return uttrykk.regn(verdier, Intervall.eksakt)
    boks = {navn: verdier[navn] for navn in uttrykk.navn}
    svar = _avled(uttrykk, boks)
    return Intervall(_ende(uttrykk, boks, svar, nedre=True).nedre, _ende(uttrykk, boks, svar, nedre=False).ovre)


def stigninger(uttrykk: Uttrykk, boks: Mapping[str, Intervall]) -> dict[str, Intervall]:
    """Hvor mye uttrykket stiger når hvert tall øker med 1, hvor som helst i boksen.

    >>> stigninger(Uttrykk("2*x - 3", ["x"]), {"x": Intervall.trykt("1.0", 1)}) == {"x": Intervall.eksakt(2)}
    True
    """
    alle = {navn: _Avledet(boks[navn], {navn: _EN}) for navn in uttrykk.navn}
    return uttrykk.regn(alle, lambda tall: _Avledet(Intervall.eksakt(tall), {})).d


def _avled(uttrykk: Uttrykk, boks: Mapping[str, Intervall]) -> _Avledet:
    alle = {navn: _Avledet(i, {navn: _EN} if i.bredde else {}) for navn, i in boks.items()}
    return uttrykk.regn(alle, lambda tall: _Avledet(Intervall.eksakt(tall), {}))


def _ende(uttrykk: Uttrykk, boks: dict[str, Intervall], svar: _Avledet, *, nedre: bool) -> Intervall:
    """Intervallet når tallene uttrykket er monotont i, er satt der enden ligger; `svar` er regnet i hele boksen."""
    while True:
        nye = {}
        for navn, d in svar.d.items():
            if d.nedre >= 0 or d.ovre <= 0:
                stigende = d.nedre >= 0
                nye[navn] = Intervall.eksakt(boks[navn].nedre if stigende == nedre else boks[navn].ovre)
        if not nye:
            return _snitt(svar.verdi, _middelverdi(uttrykk, boks, svar.d))
        boks = boks | nye
        if len(nye) == len(svar.d):  # ingenting har bredde lenger
            return uttrykk.regn(boks, Intervall.eksakt)
        svar = _avled(uttrykk, boks)


def _middelverdi(uttrykk: Uttrykk, boks: dict[str, Intervall], d: dict[str, Intervall]) -> Intervall:
    """Middelverdisetningen: f(midten) + Σ f'ᵢ·(xᵢ − midtᵢ). Skarp når intervallene er smale."""
    midten = {navn: Intervall.eksakt(i.midt) for navn, i in boks.items()}
    svar = uttrykk.regn(midten, Intervall.eksakt)
    for navn, avledet in d.items():
        svar = svar + avledet * (boks[navn] - midten[navn])
    return svar


def _snitt(a: Intervall, b: Intervall) -> Intervall:
    """Begge holder, så svaret ligger der de overlapper."""
    return Intervall(max(a.nedre, b.nedre), min(a.ovre, b.ovre))
