"""When two values of a cell are the same: the one tolerance every comparison of two computations uses."""

from xlasss.engines.protokoll import Verdi

TOLERANSE = 1e-9


def lik(a: Verdi, b: Verdi) -> bool:
    """Samme verdi; tall innenfor toleransen, tomt og tom tekst er det samme.

    >>> lik(0.3, 0.1 + 0.2), lik(None, ""), lik(1.0, True)
    (True, True, False)
    """
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= TOLERANSE * max(1.0, abs(a), abs(b))
    return a == b or (a in (None, "") and b in (None, ""))
