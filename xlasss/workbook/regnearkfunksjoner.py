"""The plain spreadsheet functions an explanation can follow: those the templates use, and a few more.

Ranges are lists of rows. As in Excel, text and blanks in a range are passed over by SUM and
its kin, and an error is an error.
"""

from collections.abc import Callable, Iterator
from typing import Any

from xlasss.begreper import Feil
from xlasss.beregning.avrunding import avrund
from xlasss.engines.protokoll import Verdi
from xlasss.errors import UttrykkFeil

Matrise = list[list[Verdi]]


def flat(verdi: object) -> list[Verdi]:
    """Cellene i et felt på rekke; en enkelt verdi er én celle."""
    return [celle for rad in verdi for celle in rad] if isinstance(verdi, list) else [verdi]  # type: ignore[list-item]


def _tallene(argumenter: tuple[object, ...]) -> Iterator[float | Feil]:
    for argument in argumenter:
        for celle in flat(argument):
            if isinstance(celle, Feil):
                yield celle
            elif isinstance(celle, float | int) and not (isinstance(celle, bool) and isinstance(argument, list)):
                yield float(celle)


def _over_tall(regn: Callable[[list[float]], Verdi]) -> Callable[..., Verdi]:
    """En funksjon av tallene i områdene; den første feilen er svaret."""

    def funksjon(*argumenter: object) -> Verdi:
        tall: list[float] = []
        for ett in _tallene(argumenter):
            if isinstance(ett, Feil):
                return ett
            tall.append(ett)
        return regn(tall)

    return funksjon


def _produktsum(*felt: object) -> Verdi:
    lister = [flat(f) for f in felt]
    if len({len(liste) for liste in lister}) != 1:
        return Feil.VALUE
    sum_ = 0.0
    for celler in zip(*lister, strict=True):
        ledd = 1.0
        for celle in celler:
            if isinstance(celle, Feil):
                return celle
            ledd *= celle if isinstance(celle, float) and not isinstance(celle, bool) else 0.0
        sum_ += ledd
    return sum_


def _indeks(felt: object, rad: Any, kol: Any = None) -> Any:
    for nr in (rad, kol):
        if isinstance(nr, Feil):
            return nr
    m = felt if isinstance(felt, list) else [[felt]]
    if kol is None and len(m) == 1:
        rad, kol = 1, rad
    r, k = int(rad or 0), int(kol or 0)
    if r > len(m) or k > len(m[0]) or r < 0 or k < 0:
        return Feil.REF
    if (r == 0 and len(m) > 1) or (k == 0 and len(m[0]) > 1):
        return [m[r - 1]] if r else [[rad_[k - 1]] for rad_ in m]
    return m[max(r, 1) - 1][max(k, 1) - 1]


def _finn(sokt: Verdi, felt: object, slag: Any = 1.0) -> Verdi:
    if slag != 0:
        raise UttrykkFeil("MATCH følges bare med 0 (nøyaktig treff).")
    for nr, celle in enumerate(flat(felt), start=1):
        if lik(celle, sokt):
            return float(nr)
    return sokt if isinstance(sokt, Feil) else Feil.NA


def lik(a: Verdi, b: Verdi) -> bool:
    """Samme verdi; tekst uten hensyn til store og små bokstaver."""
    if isinstance(a, str) and isinstance(b, str):
        return a.casefold() == b.casefold()
    return type(a) is type(b) and a == b


def _tell_om(felt: object, vilkaar: Verdi) -> Verdi:
    if isinstance(vilkaar, str) and vilkaar[:1] in "<>=*?~" and vilkaar:
        raise UttrykkFeil("COUNTIF følges bare med likhet.")
    return float(sum(lik(celle, vilkaar) for celle in flat(felt)))


def _logisk(samle: Callable[[list[bool]], bool]) -> Callable[..., Verdi]:
    return _over_tall(lambda tall: samle([bool(t) for t in tall]))


def _rund(verdi: Any, desimaler: Any) -> Verdi:
    if isinstance(verdi, Feil):
        return verdi
    svar = avrund(verdi or 0.0, desimaler or 0.0)
    return Feil(int(svar.koder)) if svar.koder else float(svar.verdier)


FUNKSJONER: dict[str, Callable[..., Any]] = {
    "SUM": _over_tall(lambda t: float(sum(t))),
    "AVERAGE": _over_tall(lambda t: sum(t) / len(t) if t else Feil.DIV0),
    "MIN": _over_tall(lambda t: min(t, default=0.0)),
    "MAX": _over_tall(lambda t: max(t, default=0.0)),
    "AND": _logisk(all),
    "OR": _logisk(any),
    "NOT": lambda a: a if isinstance(a, Feil) else not a,
    "ABS": _over_tall(lambda t: abs(t[0])),
    "ROUND": _rund,
    "COUNT": lambda *a: float(sum(isinstance(t, float) for t in _tallene(a))),
    "COUNTA": lambda *a: float(sum(v is not None for felt in a for v in flat(felt))),
    "COUNTIF": _tell_om,
    "SUMPRODUCT": _produktsum,
    "INDEX": _indeks,
    "MATCH": _finn,
    "NA": lambda: Feil.NA,
    "TRUE": lambda: True,
    "FALSE": lambda: False,
    "ISNUMBER": lambda a: isinstance(a, float) and not isinstance(a, bool),
    "ISERROR": lambda a: isinstance(a, Feil),
    "ISNA": lambda a: a is Feil.NA,
    "ISLOGICAL": lambda a: isinstance(a, bool),
    "ISTEXT": lambda a: isinstance(a, str),
    "ISBLANK": lambda a: a is None,
    "ERROR.TYPE": lambda a: float(a.value) if isinstance(a, Feil) else Feil.NA,
    "TRIM": lambda a: " ".join(a.split()) if isinstance(a, str) else "" if a is None else a,
}
