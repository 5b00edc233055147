"""A formula as seen from its own cell (R1C1), and the cells it reads. Equal text means the same formula, copied."""

import re
from collections.abc import Iterator
from functools import lru_cache

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
_SPOR = re.compile(r"ROW|COLUMN", re.IGNORECASE)
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


@lru_cache(maxsize=100_000)
def _lest(celle: str) -> tuple[int, int, bool, bool]:
    """Rad, kolonne, og om hver er fast; samme celle nevnes i mange formler."""
    fast_kol, bokstaver, fast_rad, tall = _DEL.fullmatch(celle).groups()  # type: ignore[union-attr]
    return *plass(bokstaver + tall), bool(fast_rad), bool(fast_kol)


def _celle(celle: str, rad: int, kol: int) -> str:
    r, k, fast_rad, fast_kol = _lest(celle)
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
    for treff in _REF.finditer(_PLASSERING.sub("0", formel) if _SPOR.search(formel) else formel):
        if not (treff["celle"] or treff["kolonner"] or treff["rader"]):
            continue
        paa = (treff["ark"] or "").removesuffix("!")
        paa = paa[1:-1].replace("''", "'") if paa.startswith("'") else paa
        if not paa.startswith("["):
            yield _ref(treff, paa or ark)


def _ref(treff: re.Match[str], ark: str) -> Ref:
    fra, _, til = (treff["celle"] or treff["kolonner"] or treff["rader"]).partition(":")
    if treff["celle"]:
        (r1, k1), (r2, k2) = _lest(fra)[:2], _lest(til or fra)[:2]
    elif treff["rader"]:
        (r1, k1), (r2, k2) = (int(fra.lstrip("$")), 1), (int(til.lstrip("$")), _SISTE_KOL)
    else:
        (r1, k1), (r2, k2) = (1, _lest(f"{fra}1")[1]), (_SISTE_RAD, _lest(f"{til}1")[1])
    return Ref(ark, (min(r1, r2), min(k1, k2)), (max(r1, r2), max(k1, k2)))
