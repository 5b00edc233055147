"""Omitted arguments, made visible to engines that turn them into 0.

In `ASSS_SNITT(A1:B3,"uveid",,D1:D3)` the weights are not given, which is something else than
a 0 or a blank cell (KONTRAKT §1). formualizer and `formulas` both hand over a 0 there, so the
formula they read has a mark in the empty place.
"""

import re

MERKE = "xlasss: utelatt"

_TEGN = re.compile(
    r"""
    (?P<tekst>"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\])   # text, sheet names and [..] hold no arguments
  | (?P<asss>\bASSS_\w+\s*\()
  | (?P<aapne>[({])
  | (?P<lukk>[)}])
  | (?P<skille>,)
  | (?P<luft>\s+)
  | (?P<annet>[^\s"'\[(){},A]+|.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def merk_utelatte(formel: str) -> str:
    """The formula with the mark in every empty argument of our functions.

    >>> merk_utelatte('ASSS_SNITT(A1:B3,"uveid",,D1:D3)+SUM(1,,2)')
    'ASSS_SNITT(A1:B3,"uveid","xlasss: utelatt",D1:D3)+SUM(1,,2)'
    >>> merk_utelatte("ASSS_VERSJON()")
    'ASSS_VERSJON()'
    """
    ut: list[str] = []
    nivaa: list[list[bool]] = []  # per open parenthesis: [is ours, this argument has content, a comma was seen]
    for treff in _TEGN.finditer(formel):
        tegn, slag = treff[0], treff.lastgroup
        if slag in ("skille", "lukk") and nivaa:
            vaar, innhold, flere = nivaa[-1]
            if vaar and not innhold and (flere or slag == "skille"):
                ut.append(f'"{MERKE}"')
        if slag == "skille" and nivaa:
            nivaa[-1][1:] = [False, True]
        elif slag == "lukk" and nivaa:
            nivaa.pop()
        if slag not in ("skille", "luft") and nivaa:
            nivaa[-1][1] = True
        if slag in ("asss", "aapne"):
            nivaa.append([slag == "asss", False, False])
        ut.append(tegn)
    return "".join(ut)
