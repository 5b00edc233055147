"""One formula by itself: the numbers in it, its length and depth, and functions that hide what they read."""

import re
from collections.abc import Iterator

from xlasss.errors import UttrykkFeil
from xlasss.revisjon.kontroller.funn import tall
from xlasss.revisjon.lint.regler import DYPEST, LENGST
from xlasss.workbook.formelspraak import les_formel
from xlasss.workbook.formeltre import Kall, Konstant, Ledd, alle

UFARLIGE = frozenset((0.0, 0.5, 1.0, 2.0, 10.0, 100.0, 1000.0, 1e6))
"""Tall som er regning og ikke opplysninger: null, én, halve, kvadrat, prosent, tusen og millioner."""
TOLERANSE = 1e-6
"""Så små tall er vern mot flyttallenes støy."""
OPPSETT = frozenset((
    "ROUND", "ROUNDUP", "ROUNDDOWN", "MROUND", "TRUNC", "FIXED", "TEXT", "INDEX", "MATCH", "XMATCH", "VLOOKUP",
    "HLOOKUP", "LOOKUP", "XLOOKUP", "CHOOSE", "LARGE", "SMALL", "LEFT", "RIGHT", "MID", "REPT", "CHAR", "OFFSET",
    "ADDRESS", "DATE", "TIME", "SUBTOTAL", "AGGREGATE", "RANK", "PERCENTILE", "QUARTILE", "REPLACE", "SUBSTITUTE",
    "FIND", "SEARCH", "WEEKDAY", "WEEKNUM", "CELL",
))  # fmt: skip
"""Funksjoner der et tall er et valg (siffer, kolonne, type) og ikke en opplysning."""
FLYKTIGE = frozenset(["OFFSET", "INDIRECT", "NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY", "CELL", "INFO"])
_OPERATOR = re.compile(r"[-+*/^&=<>%]+")


def vurder(formel: str) -> Iterator[tuple[str, str]]:
    """Reglene formelen bryter, og hva det er med den; leseren får den lest én gang for alle kopiene."""
    if len(formel) > LENGST:
        yield "W004", f"formelen har {len(formel)} tegn"
    try:
        tre = les_formel(formel)
    except (UttrykkFeil, RecursionError):
        yield "W019", "formelen er skrevet på en måte programmet ikke leser"
        return
    if konstanter := list(dict.fromkeys(_konstanter(tre))):
        ord_ = "tallet" if len(konstanter) == 1 else "tallene"
        yield "W001", f"{ord_} {', '.join(map(tall, konstanter))} står i formelen"
    if (dybde := _dybde(tre)) > DYPEST:
        yield "W005", f"formelen har {dybde} funksjoner inni hverandre"
    if flyktige := sorted({k.navn for k in alle(tre, Kall)} & FLYKTIGE):
        yield "W008", f"formelen bruker {', '.join(flyktige)}"


def _konstanter(ledd: Ledd) -> Iterator[float]:
    match ledd:
        case Konstant(float(verdi)) if verdi not in UFARLIGE and abs(verdi) > TOLERANSE:
            yield verdi
        case Kall("^", (Konstant(10.0), _)):
            pass  # en tierpotens er en enhet eller et siffer
        case Kall(navn, argumenter) if navn not in OPPSETT:
            for argument in argumenter:
                yield from _konstanter(argument)
        case Kall(_, argumenter):
            for argument in argumenter:
                if not _er_tall(argument):
                    yield from _konstanter(argument)


def _er_tall(ledd: Ledd) -> bool:
    return isinstance(ledd, Konstant) or (isinstance(ledd, Kall) and ledd.navn == "-" and len(ledd.argumenter) == 1)


def _dybde(ledd: Ledd) -> int:
    """Funksjoner inni hverandre; operatorer teller ikke."""
    if not isinstance(ledd, Kall):
        return 0
    innerst = max(map(_dybde, ledd.argumenter), default=0)
    return innerst if _OPERATOR.fullmatch(ledd.navn) else innerst + 1
