"""When two cell values are the same: numbers within what floating point can tell apart."""

from math import isclose

from xlasss.engines.protokoll import Verdi

TOLERANSE = 1e-9


def lik(a: Verdi, b: Verdi) -> bool:
    """Samme verdi; tall innenfor toleransen, tomt og tom tekst er det samme.

    >>> lik(0.1 + 0.2, 0.3), lik(None, ""), lik(1.0, True), lik("a", "A")
    (True, True, False, False)
    """
    if isinstance(a, float) and isinstance(b, float):
        return isclose(a, b, rel_tol=TOLERANSE, abs_tol=TOLERANSE)
    return (a == b and type(a) is type(b)) or (a in (None, "") and b in (None, ""))
