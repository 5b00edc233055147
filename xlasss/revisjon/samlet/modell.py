"""A linear programme built row by row and solved by HiGHS through scipy; knows nothing of relations."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from xlasss.errors import MotorFeil

UENDELIG = 1e18
TIDSFRIST = 5
"""Sekunder per løsning; det tar noen hundredeler når tallene henger noenlunde sammen."""
Ledd = Iterable[tuple[int, float]]
"""Kolonne og faktor."""
Grense = tuple[float | None, float | None]
"""Minste og største verdi av en kolonne; None er uten grense."""


class Modell:
    """Rader nedre ≤ Σ faktor·x ≤ ovre."""

    def __init__(self) -> None:
        self._like: list[tuple[Ledd, float]] = []
        self._under: list[tuple[Ledd, float]] = []
        self._hvor: list[tuple[bool, int]] = []

    def rad(self, ledd: Sequence[tuple[int, float]], nedre: float, ovre: float) -> None:
        """En likning når grensene er like, ellers to ulikheter."""
        self._hvor.append((nedre == ovre, len(self._like) if nedre == ovre else len(self._under)))
        if nedre == ovre:
            self._like.append((ledd, nedre))
        else:
            self.under(ledd, ovre)
            self.under([(j, -a) for j, a in ledd], -nedre)

    def under(self, ledd: Ledd, ovre: float) -> None:
        """Σ faktor·x ≤ ovre."""
        self._under.append((ledd, ovre))

    def minimer(self, maal: Sequence[float], grenser: Sequence[Grense], toleranse: float = 1e-10) -> Any:
        """Svaret fra scipy; None når ingenting er mulig."""
        try:
            from scipy.optimize import linprog  # noqa: PLC0415 – tung, og brukes bare her
        except ImportError:
            tiltak = 'Kjør python -m pip install "xlasss[kontroll]" og prøv igjen.'
            raise MotorFeil("Den samlede prøven regnes med scipy.", tiltak) from None
        ulik, lik = _matrise(self._under, len(maal)), _matrise(self._like, len(maal))
        svar = linprog(
            maal, A_ub=ulik[0], b_ub=ulik[1], A_eq=lik[0], b_eq=lik[1], bounds=grenser, method="highs-ds",
            options={
                "primal_feasibility_tolerance": toleranse, "dual_feasibility_tolerance": toleranse,
                "time_limit": TIDSFRIST,
            },
        )  # fmt: skip
        if svar.status == 2:
            return None
        if svar.status == 1:
            raise MotorFeil(f"Likningene er for mange til å løses på {TIDSFRIST} sekunder.")
        if svar.status != 0:
            raise MotorFeil("Likningene lot seg ikke løse i flyttall.")
        return svar

    def multiplikatorer(self, svar: Any) -> list[float]:
        """Hva hver rad veier i svaret: hvor mye målet endrer seg når raden flyttes."""
        lik, ulik = svar.eqlin.marginals, svar.ineqlin.marginals
        return [float(lik[i]) if er_lik else float(ulik[i] - ulik[i + 1]) for er_lik, i in self._hvor]


def _matrise(rader: Sequence[tuple[Ledd, float]], kolonner: int) -> tuple[Any, Any]:
    from scipy.sparse import csr_array  # noqa: PLC0415 – tung, og brukes bare her

    if not rader:
        return None, None
    tripler = [(a, r, j) for r, (ledd, _) in enumerate(rader) for j, a in ledd if a]
    verdier, r, j = zip(*tripler, strict=True) if tripler else ((), (), ())
    hoyre = np.clip([h for _, h in rader], -UENDELIG, UENDELIG)
    return csr_array((verdier, (r, j)), shape=(len(rader), kolonner)), hoyre
