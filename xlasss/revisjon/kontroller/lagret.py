"""The formulas of a file as they stand in its cells, shared ones written out, and made comparable."""

import re

from xlasss.engines.adresse import adresse
from xlasss.formler import normaliser
from xlasss.workbook.les import Arbeidsbok

_BIT = re.compile(
    r"""
    (?P<tekst>"(?:[^"]|"")*")                                          # røres ikke
  | (?P<tall>(?<![\w.$])\d+(?:\.\d*)?(?:[eE][+-]?\d+)?(?![\w.(!:]))     # 1E-9 og 0,000000001 er samme tall
  | '(?P<ark>[^\W\d]\w*)'(?=!)                                          # anførsel et arknavn ikke trenger
  | (?P<luft>\s+)
  | (?P<sann>\b(?:TRUE|FALSE)\(\))                                      # slik LibreOffice lagrer SANN og USANN
    """,
    re.VERBOSE | re.IGNORECASE,
)


def lagrede_formler(bok: Arbeidsbok) -> dict[tuple[str, str], str]:
    """Formelen i hver formelcelle, med «=» foran; i resten av en matriseformel den samme."""
    return {
        (ark, adresse(*plass)): celle.formel
        for ark in bok.ark
        for plass, celle in bok.celler(ark).items()
        if celle.formel
    }


def samme_formel(a: str, b: str) -> bool:
    """Om to formler er den samme, når det et program endrer ved lagring, ikke regnes med.

    >>> samme_formel("=SUM(A1:A3)", "= sum(A1:A3)")
    True
    """
    return a == b or sammenlignbar(a) == sammenlignbar(b)


def sammenlignbar(formel: str) -> str:
    """Formelen uten det et program endrer når det lagrer: luft, store bokstaver, tallenes form, anførsel.

    >>> sammenlignbar("= if('Inndata'!A1>1E-9, [1]!ASSS_SNITT(B2), \\"a b\\")")
    '=IF(INNDATA!A1>1e-09,ASSS_SNITT(B2),"a b")'
    """
    ren, ut, fra = normaliser(formel), [], 0
    for treff in _BIT.finditer(ren):
        ut.append(ren[fra : treff.start()].upper())
        ut.append(_bit(treff))
        fra = treff.end()
    return "".join([*ut, ren[fra:].upper()]).removeprefix("=").join(["=", ""])


def _bit(treff: re.Match[str]) -> str:
    if treff["tall"]:
        return repr(float(treff["tall"]))
    if treff["sann"]:
        return treff["sann"][:-2].upper()
    return treff["tekst"] or (treff["ark"] or "").upper()
