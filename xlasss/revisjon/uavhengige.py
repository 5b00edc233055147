"""How many of the relations are independent of each other, and which say what others already say.

A tie solved for another of its numbers is the same tie. It is found where relations are told apart: the
gradients at a point where all of them hold. The printed numbers only hold within their rounding, so the
point is the nearest one where they hold exactly (Gauss-Newton). There, a relation whose gradient is a
combination of the gradients of earlier ones follows from those.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from xlasss.errors import IntervallFeil
from xlasss.fasit_data import relasjoner
from xlasss.revisjon.dualtall import i_punktet
from xlasss.revisjon.fasit import variabler
from xlasss.revisjon.revider import Regning
from xlasss.revisjon.samlet.irredusibel import sammenhengende
from xlasss.revisjon.uttrykk import Uttrykk

Matrise = npt.NDArray[np.float64]
NAER_NULL = 1e-7
"""Lengden av det som er igjen av en stigning på 1 når det tidligere regninger gir, er trukket fra."""
_NOEYAKTIG, _RUNDER = 1e-13, 30


@dataclass(frozen=True)
class Gjentatt:
    """En regning som følger av andre, tidligere i filen."""

    relasjon: str
    av: tuple[str, ...]


@dataclass(frozen=True)
class Uavhengighet:
    """Hvor mange regninger det er, og de som følger av andre."""

    regninger: int
    gjentatte: tuple[Gjentatt, ...]

    @property
    def uavhengige(self) -> int:
        return self.regninger - len(self.gjentatte)

    def __add__(self, annen: "Uavhengighet") -> "Uavhengighet":
        """To rapporter har ingen tall felles."""
        return Uavhengighet(self.regninger + annen.regninger, self.gjentatte + annen.gjentatte)

    def som_json(self) -> dict[str, object]:
        return {
            "antall": self.regninger,
            "uavhengige": self.uavhengige,
            "gjentatte": [{"relasjon": g.relasjon, "av": list(g.av)} for g in self.gjentatte],
        }


def uavhengighet_i(rapport: str) -> Uavhengighet:
    """Regningene i en rapports fasit."""
    kjente = variabler(rapport)
    regninger = [Regning(r.navn, r.venstre, Uttrykk(r.uttrykk, kjente), rapport) for r in relasjoner(rapport)]
    return uavhengighet(regninger, {n: float(i.midt) for n, i in kjente.items()})


def uavhengighet(regninger: Sequence[Regning], verdier: Mapping[str, float]) -> Uavhengighet:
    """Hvilke av regningene som følger av dem foran, nær de trykte verdiene.

    >>> tall = {"a": 6.1, "b": 2.0, "c": 3.0}
    >>> to = [Regning(f"r{v}", v, Uttrykk(u, tall), "") for v, u in (("a", "b*c"), ("c", "a/b"))]
    >>> uavhengighet(to, tall).gjentatte
    (Gjentatt(relasjon='rc', av=('ra',)),)
    """
    gjentatte = [g for gruppe in sammenhengende(regninger, lambda r: r.navn) for g in _gjentatte(gruppe, verdier)]
    rekkefolge = {r.relasjon: i for i, r in enumerate(regninger)}
    return Uavhengighet(len(regninger), tuple(sorted(gjentatte, key=lambda g: rekkefolge[g.relasjon])))


def _gjentatte(gruppe: list[Regning], verdier: Mapping[str, float]) -> Iterator[Gjentatt]:
    """Gram-Schmidt i filens rekkefølge: en regning uten noe eget igjen følger av dem foran."""
    if len(gruppe) == 1:
        return
    try:
        rader = _stigninger_der_alle_holder(gruppe, verdier)
    except IntervallFeil:  # en nevner er null: da er ingenting vist å være gjentatt
        return
    beholdt: list[int] = []
    basis: list[Matrise] = []
    for i, rad in enumerate(rader):
        rest = rad
        for _ in range(2):
            for retning in basis:
                rest = rest - (rest @ retning) * retning
        lengde = float(np.linalg.norm(rest))
        if lengde > NAER_NULL:
            beholdt.append(i)
            basis.append(rest / lengde)
            continue
        ledd = np.linalg.lstsq(rader[beholdt].T, rad, rcond=None)[0]
        av = [gruppe[k].relasjon for k, a in zip(beholdt, ledd, strict=True) if abs(a) > NAER_NULL]
        yield Gjentatt(gruppe[i].relasjon, tuple(av))


def _stigninger_der_alle_holder(gruppe: list[Regning], verdier: Mapping[str, float]) -> Matrise:
    """Stigningen av uttrykk − venstre i hvert tall, én rad per regning med lengde 1, i det nærmeste felles punktet."""
    navn = list(dict.fromkeys(n for r in gruppe for n in r.navn))
    skala = np.array([abs(verdier[n]) or 1.0 for n in navn])
    x = np.ones(len(navn)) * [verdier[n] / s for n, s in zip(navn, skala, strict=True)]
    for _ in range(_RUNDER):
        avvik, rader = _i_punktet(gruppe, navn, x * skala)
        lengder = np.linalg.norm(rader * skala, axis=1)
        rader, avvik = rader * skala / lengder[:, None], avvik / lengder
        if np.abs(avvik).max() < _NOEYAKTIG:
            break
        x = x - np.linalg.lstsq(rader, avvik, rcond=1e-9)[0]
    return rader


def _i_punktet(gruppe: list[Regning], navn: list[str], x: Matrise) -> tuple[Matrise, Matrise]:
    """Uttrykk − venstre, og stigningen i hvert tall."""
    plass, punkt = {n: j for j, n in enumerate(navn)}, dict(zip(navn, map(float, x), strict=True))
    avvik, rader = np.zeros(len(gruppe)), np.zeros((len(gruppe), len(navn)))
    for i, r in enumerate(gruppe):
        svar = i_punktet(r.uttrykk, punkt)
        avvik[i] = svar.verdi - punkt[r.venstre]
        for n, stigning in svar.d.items():
            rader[i, plass[n]] = stigning
        rader[i, plass[r.venstre]] -= 1
    return avvik, rader
