"""A formula as seen from its own cell (R1C1), and the cells it reads. Equal text means the same formula, copied."""

import re
from collections.abc import Iterator

from xlasss.engines.adresse import plass
from xlasss.workbook.formeltre import Ref

_REF = re.compile(
    r"""
    "(?:[^"]|"")*"                                                        # tekst: røres ikke
  | (?P<ark>(?:'(?:[^']|'')+'|(?<![\w.])(?:\[\d+\])?[\w.]+|\[\d+\])!)?
    (?: (?P<celle>(?<![\w.$])\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?::\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6})?)
      | (?P<kolonner>(?<![\w.$])\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})
      | (?P<rader>(?<![\w.$])\$?\d+:\$?\d+)
    )(?![\w(.!])
    """,
    re.VERBOSE,
)
_DEL = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")
_PLASSERING = re.compile(r"\b(?:ROWS?|COLUMNS?)\([^()]*\)", re.IGNORECASE)
_SISTE_RAD, _SISTE_KOL = 1_048_576, 16_384


def relativ(formel: str, rad: int, kol: int) -> str:
    """Formelen med henvisningene målt fra cellen den står i.

    >>> relativ("=B2*$C$1", 2, 1) == relativ("=B3*$C$1", 3, 1)
    True
    >>> relativ("=B2*$C$1", 2, 1)
    '=R[0]C[1]*R1C3'
    """

    def ny(treff: re.Match[str]) -> str:
        if treff["celle"]:
            maalt = ":".join(_celle(del_, rad, kol) for del_ in treff["celle"].split(":"))
        elif hele := treff["kolonner"] or treff["rader"]:
            maalt = ":".join(_hele(del_, rad, kol) for del_ in hele.split(":"))
        else:
            return treff[0]
        return (treff["ark"] or "").casefold() + maalt

    return _REF.sub(ny, formel)


def _celle(celle: str, rad: int, kol: int) -> str:
    fast_kol, bokstaver, fast_rad, tall = _DEL.fullmatch(celle).groups()  # type: ignore[union-attr]
    r, k = plass(bokstaver + tall)
    return (f"R{r}" if fast_rad else f"R[{r - rad}]") + (f"C{k}" if fast_kol else f"C[{k - kol}]")


def _hele(del_: str, rad: int, kol: int) -> str:
    fast, ren = del_.startswith("$"), del_.lstrip("$")
    if ren.isdecimal():
        return f"R{ren}" if fast else f"R[{int(ren) - rad}]"
    k = plass(f"{ren}1")[1]
    return f"C{k}" if fast else f"C[{k - kol}]"


def leser(formel: str, ark: str) -> Iterator[Ref]:
    """Områdene formelen leser i boken selv; at noen spør hvor en celle står (ROW), er ikke å lese den.

    >>> [str(r.ark) + "!" + r.omraade for r in leser("=SUM(A1:B2)+'Et ark'!C3+ROW(D4)", "Her")]
    ['Her!A1:B2', 'Et ark!C3']
    """
    for treff in _REF.finditer(_PLASSERING.sub("0", formel)):
        if not (treff["celle"] or treff["kolonner"] or treff["rader"]):
            continue
        paa = (treff["ark"] or "").removesuffix("!")
        paa = paa[1:-1].replace("''", "'") if paa.startswith("'") else paa
        if not paa.startswith("["):
            yield _ref(treff, paa or ark)


def _ref(treff: re.Match[str], ark: str) -> Ref:
    fra, _, til = treff[0].removeprefix(treff["ark"] or "").replace("$", "").partition(":")
    if treff["celle"]:
        (r1, k1), (r2, k2) = plass(fra), plass(til or fra)
    elif treff["rader"]:
        (r1, k1), (r2, k2) = (int(fra), 1), (int(til), _SISTE_KOL)
    else:
        (r1, k1), (r2, k2) = (1, plass(f"{fra}1")[1]), (_SISTE_RAD, plass(f"{til}1")[1])
    return Ref(ark, (min(r1, r2), min(k1, k2)), (max(r1, r2), max(k1, k2)))
