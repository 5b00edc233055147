"""Three linear programmes over the rows, in floating point: they find, `bevis` and `eksempel` prove.

Every number is measured in half-widths from its middle (z, from −1 to 1) and every row is
scaled, so that the tolerances of the solver mean the same whatever the units are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from xlasss.revisjon.samlet.modell import UENDELIG, Grense, Modell
from xlasss.revisjon.samlet.rader import Rad, Trykt

TOLERANSE = 1e-8
_KRYMP = 1e-4
"""Så mye kortere gjøres en åpen ende, for at det som bare berører, skal synes som umulig."""


@dataclass(frozen=True)
class Tallrad:
    """En rad i flyttall: nedre ≤ Σ faktor·z ≤ ovre, delt på `skala`."""

    rad: Rad
    faktorer: Mapping[str, float]
    nedre: float
    ovre: float
    skala: Fraction


@dataclass(frozen=True)
class Romslig:
    """Hvor stor del av bredden hvert tall har til overs (under 0: umulig), et punkt, og radenes multiplikatorer."""

    margin: float
    z: Mapping[str, float]
    y: Sequence[float]


def tallrad(rad: Rad, tall: Mapping[str, Trykt]) -> Tallrad | None:
    """Raden skalert; None når ingen av tallene har bredde."""
    brede = {n: a * tall[n].intervall.bredde / 2 for n, a in rad.ledd.items() if tall[n].intervall.bredde}
    if not brede:
        return None
    skala = max(abs(a) for a in brede.values())
    faktorer = {n: float(a / skala) for n, a in brede.items()}
    return Tallrad(rad, faktorer, *_grenser(rad, tall, skala), skala)


def _grenser(rad: Rad, tall: Mapping[str, Trykt], skala: Fraction) -> tuple[float, float]:
    """Radens grenser målt fra midten av tallene; trukket fra eksakt, så ingenting går tapt i flyttall."""
    senter = sum((a * tall[n].intervall.midt for n, a in rad.ledd.items()), Fraction(0))
    storst = int(UENDELIG)
    nedre, ovre = ((g - senter) / skala for g in (rad.nedre, rad.ovre))
    return float(max(nedre, Fraction(-storst))), float(min(ovre, Fraction(storst)))


def romslig(rader: Sequence[Tallrad], tall: Mapping[str, Trykt], *, alle_ender: bool = False) -> Romslig:
    """Punktet lengst fra de åpne endene (eller fra alle); når det ikke finnes, hvilke rader som strider."""
    modell, kolonne = _modell(rader)
    t = len(kolonne)
    for navn, j in kolonne.items():  # ±z + t ≤ 1 der enden er åpen
        modell.under([(j, 1.0), (t, float(alle_ender or tall[navn].ovre_aapen))], 1.0)
        modell.under([(j, -1.0), (t, float(alle_ender or tall[navn].nedre_aapen))], 1.0)
    svar = modell.minimer([0.0] * t + [-1.0], [(None, None)] * t + [(None, 1.0)])
    if svar is None:
        return Romslig(-inf, {}, strid(rader, tall))
    return Romslig(float(svar.x[t]), {n: float(svar.x[j]) for n, j in kolonne.items()}, modell.multiplikatorer(svar))


def strid(rader: Sequence[Tallrad], tall: Mapping[str, Trykt]) -> list[float]:
    """Multiplikatorene til radene som må gi etter; alle er 0 når alt går opp."""
    modell, kolonne = _modell(rader, elastisk=True)
    n = len(kolonne)
    grenser = [(-1 + _KRYMP * tall[k].nedre_aapen, 1 - _KRYMP * tall[k].ovre_aapen) for k in kolonne]
    svar = modell.minimer([0.0] * n + [1.0] * 2 * len(rader), [*grenser, *[(0.0, None)] * 2 * len(rader)])
    return modell.multiplikatorer(svar)


def _modell(rader: Sequence[Tallrad], *, elastisk: bool = False) -> tuple[Modell, dict[str, int]]:
    """Radene i en modell, én kolonne per tall; elastisk: to til per rad, for hvor mye den brytes hver vei."""
    kolonne: dict[str, int] = {}
    for rad in rader:
        for navn in rad.faktorer:
            kolonne.setdefault(navn, len(kolonne))
    modell = Modell()
    for r, rad in enumerate(rader):
        ledd = [(kolonne[navn], a) for navn, a in rad.faktorer.items()]
        brudd = [(len(kolonne) + 2 * r, 1.0), (len(kolonne) + 2 * r + 1, -1.0)] if elastisk else []
        modell.rad(ledd + brudd, rad.nedre, rad.ovre)
    return modell, kolonne


def minste_flytting(rader: Sequence[Rad], tall: Mapping[str, Trykt]) -> dict[str, float] | None:
    """Minst mulig samlet flytting så alt går opp: enheter av siste siffer for hvert tall som flyttes.

    None når ingen flytting er nok.
    """
    navn = list(dict.fromkeys(n for rad in rader for n in rad.ledd))
    if not navn:
        return None
    modell, antall = Modell(), len(navn)
    kolonne = {n: j for j, n in enumerate(navn)}
    for rad in rader:
        skala = max((abs(a) * tall[n].enhet for n, a in rad.ledd.items()), default=Fraction(1))
        ledd = []
        for n, a in rad.ledd.items():
            j, flytt = kolonne[n], float(a * tall[n].enhet / skala)
            ledd += [
                (j, float(a * tall[n].intervall.bredde / 2 / skala)),
                (antall + j, flytt),
                (2 * antall + j, -flytt),
            ]
        modell.rad(ledd, *_grenser(rad, tall, skala))
    fritt: Grense = (0.0, None)
    svar = modell.minimer([0.0] * antall + [1.0] * 2 * antall, [*[(-1.0, 1.0)] * antall, *[fritt] * 2 * antall], 1e-7)
    if svar is None:
        return None
    flyttet = {n: float(svar.x[antall + j] - svar.x[2 * antall + j]) for n, j in kolonne.items()}
    return {n: f for n, f in flyttet.items() if abs(f) > 1e-6}
