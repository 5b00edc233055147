"""Which weights do the published numbers allow? Bounds by linear programming.

Unknown are the shares w ≥ 0 with Σ w = 1. A printed level I says Σ w·x ∈ I for some x within
its rounding; a printed growth G says Σ w·x·(1 − (1+G)/(1+g)) = 0 for some x, g and G within
theirs. Each becomes two linear inequalities. The bounds are sound: no weight that is
possible is excluded; the shared G is relaxed, so a bound may be a little wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from xlasss.begreper import Maal
from xlasss.beregning.intervall import Intervall
from xlasss.errors import Bruksfeil, MotorFeil
from xlasss.fasit_data import Fasit, fasit_rader
from xlasss.parametre import vekter as trykte_vekter
from xlasss.sektorer import Sektorfil

Ulikhet = tuple[list[float], float]
"""Koeffisienter og høyre side: Σ a·w ≤ b."""


@dataclass(frozen=True)
class Vektgrense:
    """Hva de publiserte tallene tillater for én vekt, i prosent; None der ingenting er mulig."""

    indikator: str
    navn: str
    trykt: float | None
    nedre: float | None
    ovre: float | None


@dataclass(frozen=True)
class Vektsvar:
    """Grensene for hver vekt, om de trykte vektene passer, og hvor mye de ellers må flyttes."""

    sektor: str
    brukt: tuple[str, ...]
    grenser: tuple[Vektgrense, ...]
    trykte_passer: bool | None
    minste_flytting: float | None


def vektgrenser(sektor: Sektorfil) -> Vektsvar:
    """Grensene for vektene i sektorens produksjonsindeks."""
    blokker = sektor.blokker(Maal.PRODUKSJONSINDEKS)
    if not blokker or not sektor.utgave.rapport:
        raise Bruksfeil(
            f"{sektor.navn} har ingen produksjonsindeks med trykte tall i utgave {sektor.utgave.utgave}.",
            "Velg en sektor som har det, for eksempel grunnskole eller barnehage.",
        )
    trykt = _Trykt(sektor)
    ulikheter, brukt = trykt.ulikheter()
    n = len(trykt.nokler)
    kjente = trykte_vekter(sektor.nokkel, sektor.utgave.aar, sektor.utgave.utgave)
    par = [kjente[k].intervall if k in kjente else None for k in trykt.nokler]
    grenser = []
    for j, indikator in enumerate(sektor.indikatorer_i(Maal.PRODUKSJONSINDEKS)):
        lav, hoy = (_ytterst(j, fortegn, n, ulikheter) for fortegn in (1, -1))
        verdi = kjente[indikator.nokkel].verdi if indikator.nokkel in kjente else None
        grenser.append(Vektgrense(indikator.nokkel, indikator.kort, verdi, lav, hoy))
    if not any(par):
        return Vektsvar(sektor.nokkel, tuple(brukt), tuple(grenser), None, None)
    flytting = _minste_flytting(par, ulikheter)
    return Vektsvar(
        sektor.nokkel, tuple(brukt), tuple(grenser), flytting == 0 if flytting is not None else False, flytting
    )


class _Trykt:
    """De trykte tallene bak indeksen: nivå og vekst per indikator, og for sektoren i alt."""

    def __init__(self, sektor: Sektorfil) -> None:
        b, u = sektor.blokker(Maal.PRODUKSJONSINDEKS)[0], sektor.utgave
        self.nokler = [i.nokkel for i in sektor.indikatorer_i(Maal.PRODUKSJONSINDEKS)]
        rader = [f for f in fasit_rader(u.rapport).values() if f.sektor == sektor.nokkel]
        self._x = self._rekke(rader, "indikator", b.nivaa_sted, u.kommune)
        self._g = {
            hvem: self._rekke(rader, "indikatorendring", b.vekst_sted, hvem) for hvem in (u.kommune, "ASSS-snitt")
        }
        self._indeks = [f for f in rader if f.storrelse == "produksjonsindeks" and f.enhet == "indeks"]
        self._vekst = [f for f in rader if f.storrelse == "produksjonsendring" and _er_sum(f, b.vekst_sted)]
        self._kommune = u.kommune

    def _rekke(self, rader: Sequence[Fasit], storrelse: str, sted: str, hvem: str) -> list[Intervall] | None:
        funnet = {f.indikator: f.intervall for f in rader if (f.storrelse, f.sted, f.hvem) == (storrelse, sted, hvem)}
        return [funnet[k] for k in self.nokler] if all(k in funnet for k in self.nokler) else None

    def ulikheter(self) -> tuple[list[Ulikhet], list[str]]:
        """Ulikhetene de trykte summene gir, og hvilke tall som er brukt."""
        ut: list[Ulikhet] = []
        brukt: list[str] = []
        for f in self._indeks if self._x else []:
            ut += _mellom(self._x or [], f.intervall)
            brukt.append(f.id)
        for f in self._vekst:
            x = self._x if f.hvem == self._kommune else [Intervall.eksakt(1)] * len(self.nokler)
            g = self._g.get(f.hvem)
            if x and g:
                ut += _mellom(
                    [_vekstledd(xi, gi, _med_fortegn(f)) for xi, gi in zip(x, g, strict=True)], Intervall.eksakt(0)
                )
                brukt.append(f.id)
        return ut, brukt


def _er_sum(f: Fasit, sted: str) -> bool:
    return f.sted == sted or (f.hvem == "ASSS-snitt" and f.sted.startswith("tekst"))


def _med_fortegn(f: Fasit) -> Intervall:
    return -f.intervall if f.gikk_ned else f.intervall


def _vekstledd(x: Intervall, g: Intervall, total: Intervall) -> Intervall:
    """Leddet x·(1 − (1+G)/(1+g)); prosentene gjort om til andeler."""
    en, hundre = Intervall.eksakt(1), Intervall.eksakt(100)
    return x * (en - (en + total / hundre) / (en + g / hundre))


def _mellom(ledd: Sequence[Intervall], sum_: Intervall) -> list[Ulikhet]:
    """Σ w·c ∈ sum for noen c i sine intervaller, som to ulikheter."""
    return [
        ([float(c.nedre) for c in ledd], float(sum_.ovre)),
        ([-float(c.ovre) for c in ledd], -float(sum_.nedre)),
    ]


def _ytterst(j: int, fortegn: int, n: int, ulikheter: Sequence[Ulikhet]) -> float | None:
    """Minste (1) eller største (−1) mulige verdi av vekt j, i prosent."""
    svar = _loes([fortegn * (k == j) for k in range(n)], ulikheter, [(0.0, 1.0)] * n, [1.0] * n)
    return None if svar is None else 100 * fortegn * svar


def _minste_flytting(trykte: Sequence[Intervall | None], ulikheter: Sequence[Ulikhet]) -> float | None:
    """Hvor mange prosentenheter minst én trykt vekt må flyttes ut av sin avrunding; 0 når alt passer."""
    n = len(trykte)
    utvidet: list[Ulikhet] = [([*a, 0.0], b) for a, b in ulikheter]
    for j, i in enumerate(trykte):
        if i is not None:
            for fortegn, grense in ((1.0, float(i.ovre) / 100), (-1.0, -float(i.nedre) / 100)):
                utvidet.append(([*(fortegn * (k == j) for k in range(n)), -1.0], fortegn * fortegn * grense))
    svar = _loes([0.0] * n + [1.0], utvidet, [(0.0, 1.0)] * (n + 1), [1.0] * n + [0.0])
    return None if svar is None else 100 * max(svar, 0.0) if svar > 1e-9 else 0.0


def _loes(
    maal: Sequence[float], ulikheter: Sequence[Ulikhet], grenser: Sequence[tuple[float, float]], sum_en: Sequence[float]
) -> float | None:
    """Minste verdi av målet når vektene summerer til 1; None når ingenting er mulig."""
    try:
        from scipy.optimize import linprog  # noqa: PLC0415 – tung, og brukes bare her
    except ImportError:
        tiltak = 'Kjør python -m pip install "xlasss[kontroll]" og prøv igjen.'
        raise MotorFeil("Grensene for vektene regnes med scipy.", tiltak) from None
    a, b = ([u[0] for u in ulikheter], [u[1] for u in ulikheter]) if ulikheter else (None, None)
    svar = linprog(maal, A_ub=a, b_ub=b, A_eq=[sum_en], b_eq=[1.0], bounds=grenser, method="highs")
    return float(svar.fun) if svar.status == 0 else None
