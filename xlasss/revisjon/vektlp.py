"""Linear programming over weights: w ≥ 0 with Σ w = 1, and sums known to within an interval."""

from collections.abc import Sequence

from xlasss.beregning.intervall import Intervall
from xlasss.errors import MotorFeil

Ulikhet = tuple[list[float], float]
"""Koeffisienter og høyre side: Σ a·w ≤ b."""


def mellom(ledd: Sequence[Intervall], sum_: Intervall) -> list[Ulikhet]:
    """Σ w·c ∈ sum for noen c i sine intervaller, som to ulikheter."""
    return [
        ([float(c.nedre) for c in ledd], float(sum_.ovre)),
        ([-float(c.ovre) for c in ledd], -float(sum_.nedre)),
    ]


def ytterst(j: int, fortegn: int, n: int, ulikheter: Sequence[Ulikhet]) -> float | None:
    """Minste (1) eller største (−1) mulige verdi av vekt j, i prosent; None når ingen vekter er mulige."""
    svar = _loes([fortegn * (k == j) for k in range(n)], ulikheter, [1.0] * n)
    return None if svar is None else 100 * fortegn * svar


def minste_flytting(n: int, ulikheter: Sequence[Ulikhet], myke: Sequence[Ulikhet]) -> float | None:
    """Hvor mange prosentenheter den myke ulikheten som brytes mest, minst må brytes; 0 når alle kan holde."""
    alle = [([*a, 0.0], b) for a, b in ulikheter] + [([*a, -1.0], b) for a, b in myke]
    svar = _loes([0.0] * n + [1.0], alle, [1.0] * n + [0.0])
    return None if svar is None else 100 * svar if svar > 1e-9 else 0.0


def _loes(maal: Sequence[float], ulikheter: Sequence[Ulikhet], sum_en: Sequence[float]) -> float | None:
    """Minste verdi av målet når vektene summerer til 1; None når ingenting er mulig."""
    try:
        from scipy.optimize import linprog  # noqa: PLC0415 – tung, og brukes bare her
    except ImportError:
        tiltak = 'Kjør python -m pip install "xlasss[kontroll]" og prøv igjen.'
        raise MotorFeil("Grensene for vektene regnes med scipy.", tiltak) from None
    a, b = ([u[0] for u in ulikheter], [u[1] for u in ulikheter]) if ulikheter else (None, None)
    svar = linprog(maal, A_ub=a, b_ub=b, A_eq=[sum_en], b_eq=[1.0], bounds=(0.0, 1.0), method="highs")
    return float(svar.fun) if svar.status == 0 else None
