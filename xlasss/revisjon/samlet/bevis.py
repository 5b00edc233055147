"""Proof by addition: relations times multipliers, added up, demand what the printed numbers cannot give.

The multipliers come from floating point; the addition is in exact rationals, so a proof holds
or is thrown away. This is Farkas' lemma, and the sum is what a reader can check by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xlasss.beregning.intervall import Intervall, lineaer
from xlasss.revisjon.samlet.lp import Tallrad
from xlasss.revisjon.samlet.rader import Rad, Trykt

_LITEN = 1e-7


@dataclass(frozen=True)
class Bevis:
    """Ganget med `vekter` og lagt sammen krever regningene Σ ledd·tall i `krav`; de trykte tallene gir `mulig`."""

    vekter: Mapping[int, Fraction]
    ledd: Mapping[str, Fraction]
    krav: Intervall
    mulig: Intervall

    @property
    def retning(self) -> int:
        """1 når summen må opp for å nå kravet, −1 når den må ned."""
        return 1 if self.mulig.ovre <= self.krav.nedre else -1

    @property
    def gap(self) -> Fraction:
        """Hvor mye summen må flyttes; 0 når de to bare berører hverandre."""
        return max(self.krav.nedre - self.mulig.ovre, self.mulig.nedre - self.krav.ovre)


def bevis(rader: Sequence[Tallrad], y: Sequence[float], tall: Mapping[str, Trykt]) -> Bevis | None:
    """Beviset for at radene ikke kan holde samtidig, når multiplikatorene (av de skalerte radene) gir et."""
    storst = max((abs(v) for v in y), default=0.0)
    brukt = [(r, v / storst) for r, v in zip(rader, y, strict=True) if storst and abs(v) > _LITEN * storst]
    forslag = [_loest(brukt)] + [
        [Fraction(v).limit_denominator(nevner) / r.skala for r, v in brukt] for nevner in (10**4, 10**12)
    ]
    for vekter in forslag:
        funnet = vekter and legg_sammen([r.rad for r, _ in brukt], vekter, tall)
        if funnet:
            return funnet
    return None


def legg_sammen(rader: Sequence[Rad], vekter: Sequence[Fraction], tall: Mapping[str, Trykt]) -> Bevis | None:
    """Summen av radene ganget med vektene, når den motsier de trykte tallene."""
    ledd: dict[str, Fraction] = {}
    krav = Intervall.eksakt(0)
    per_regning: dict[int, Fraction] = {}
    for rad, vekt in zip(rader, vekter, strict=True):
        for navn, a in rad.ledd.items():
            ledd[navn] = ledd.get(navn, Fraction(0)) + vekt * a
        krav = krav + Intervall.eksakt(vekt) * Intervall(rad.nedre, rad.ovre)
        per_regning[rad.regning] = per_regning.get(rad.regning, Fraction(0)) + vekt
    ledd = {navn: a for navn, a in ledd.items() if a}
    funnet = Bevis(per_regning, ledd, krav, lineaer(ledd, {n: tall[n].intervall for n in ledd}))
    strider = funnet.gap > 0 or (funnet.gap == 0 and _enden_er_aapen(funnet, tall))
    return funnet if strider else None


def _enden_er_aapen(b: Bevis, tall: Mapping[str, Trykt]) -> bool:
    """Om summen bare når kravet i en ende som ikke er med."""
    return any(tall[n].ovre_aapen if (a > 0) == (b.retning > 0) else tall[n].nedre_aapen for n, a in b.ledd.items())


def _loest(brukt: Sequence[tuple[Tallrad, float]]) -> list[Fraction] | None:
    """Vektene eksakt: tallene som faller bort i flyttall, skal falle helt bort. None når det ikke gir ett svar."""
    sum_: dict[str, float] = {}
    storst: dict[str, float] = {}
    for rad, v in brukt:
        for navn, a in rad.faktorer.items():
            sum_[navn] = sum_.get(navn, 0.0) + v * a
            storst[navn] = max(storst.get(navn, 0.0), abs(v * a))
    borte = [navn for navn, s in sum_.items() if abs(s) <= _LITEN * storst[navn]]
    return nullrom([[rad.rad.ledd.get(navn, Fraction(0)) for rad, _ in brukt] for navn in borte], len(brukt))


def nullrom(likninger: Sequence[Sequence[Fraction]], n: int) -> list[Fraction] | None:
    """Løsningen av likninger = 0 med første ukjente lik 1, når den er den eneste.

    >>> nullrom([[Fraction(1), Fraction(-2)]], 2)
    [Fraction(1, 1), Fraction(1, 2)]
    """
    matrise = [list(rad) for rad in likninger]
    ledere: list[int] = []
    for j in reversed(range(n)):  # bakfra, så den første blir den frie
        r = next((i for i in range(len(ledere), len(matrise)) if matrise[i][j]), None)
        if r is None:
            continue
        k = len(ledere)
        matrise[k], matrise[r] = matrise[r], matrise[k]
        leder = matrise[k][j]
        matrise[k] = [a / leder for a in matrise[k]]
        for i, rad in enumerate(matrise):
            if i != k and rad[j]:
                matrise[i] = [a - rad[j] * b for a, b in zip(rad, matrise[k], strict=True)]
        ledere.append(j)
    if sorted(ledere) != list(range(1, n)):
        return None
    svar = [Fraction(1)] * n
    for k, j in enumerate(ledere):
        svar[j] = -matrise[k][0]
    return svar
