"""The value of a formula tree from the values of the cells it reads. A calculator with a short list of functions.

Used to follow the live branch of an IF, to find the cell an INDEX picks, and to ask what a
result would be with other inputs. What is not on the list is refused by name; the caller then
shows the value the file was saved with. Nothing here can do anything but arithmetic.
"""

from collections.abc import Callable
from math import isfinite
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from xlasss.begreper import Feil
from xlasss.engines.protokoll import Verdi
from xlasss.errors import UttrykkFeil
from xlasss.kall import UTELATT, Resultat, kall
from xlasss.registry import REGISTER
from xlasss.workbook.formeltre import Kall, Konstant, Ledd, Navn, Ref
from xlasss.workbook.regnearkfunksjoner import FUNKSJONER, Matrise

Slag = Verdi | Matrise
Oppslag = Callable[[Ref | Navn], Slag]
"""Gir verdien av en celle, et område eller et navn."""


def verdsett(ledd: Ledd, slaa_opp: Oppslag) -> Slag:
    """Verdien av treet.

    >>> from xlasss.workbook.formelspraak import les_formel
    >>> verdsett(les_formel("=IF(2>1,SUM(A1:B1)/4,1/0)"), lambda ref: [[1.0, 2.0]])
    0.75
    """
    match ledd:
        case Konstant(verdi):
            return verdi
        case Ref() | Navn():
            return slaa_opp(ledd)
        case Kall("IF", argumenter) if len(argumenter) in (2, 3):
            gren = velg_gren(ledd, slaa_opp)
            return gren if isinstance(gren, Feil) else verdsett(gren, slaa_opp)
        case Kall("IFERROR" | "IFNA" as navn, (proevd, ellers)):
            svar = verdsett(proevd, slaa_opp)
            feil = isinstance(svar, Feil) and (navn == "IFERROR" or svar is Feil.NA)
            return verdsett(ellers, slaa_opp) if feil else svar
    return _kall(ledd, [_argument(ledd, a, slaa_opp) for a in ledd.argumenter])


def velg_gren(ledd: Kall, slaa_opp: Oppslag) -> Ledd | Feil:
    """Grenen av et IF som gjelder; en feil i vilkåret er svaret selv."""
    vilkaar = verdsett(ledd.argumenter[0], slaa_opp)
    if isinstance(vilkaar, Feil):
        return vilkaar
    if isinstance(vilkaar, str | list):
        raise UttrykkFeil("Vilkåret i IF er ikke sant eller usant.")
    if vilkaar:
        return ledd.argumenter[1]
    return ledd.argumenter[2] if len(ledd.argumenter) == 3 else Konstant(False)


def _argument(ledd: Kall, argument: Ledd, slaa_opp: Oppslag) -> object:
    """Et utelatt argument i våre funksjoner er noe annet enn en tom celle."""
    if ledd.navn in REGISTER and argument == Konstant(None):
        return UTELATT
    return verdsett(argument, slaa_opp)


def _kall(ledd: Kall, inn: list[object]) -> Slag:
    if ledd.navn in REGISTER:
        return _enkel(kall(ledd.navn, *inn))
    if ledd.navn in _OPERATORER and len(inn) == 2:
        return _elementvis(_OPERATORER[ledd.navn], inn[0], inn[1])  # type: ignore[arg-type]
    if ledd.navn in ("-", "%"):
        return _elementvis(_ganger, inn[0], -1.0 if ledd.navn == "-" else 0.01)  # type: ignore[arg-type]
    if ledd.navn in FUNKSJONER:
        try:
            svar: Slag = FUNKSJONER[ledd.navn](*inn)
        except (TypeError, ValueError, IndexError):
            raise UttrykkFeil(
                f"{ledd.navn} kan ikke regnes med disse argumentene.", "Den lagrede verdien brukes."
            ) from None
        return svar
    raise UttrykkFeil(f"Funksjonen {ledd.navn} følges ikke.", "Den lagrede verdien brukes.")


def _enkel(svar: Resultat) -> Slag:
    """Ett svar i en matrise er svaret selv, slik en celle viser det."""
    if not isinstance(svar, list):
        return svar
    return svar[0][0] if len(svar) == len(svar[0]) == 1 else [list(rad) for rad in svar]


def _elementvis(regn: Callable[[Verdi, Verdi], Verdi], a: Slag, b: Slag) -> Slag:
    """To felt celle for celle; et enkelttall, én rad eller én kolonne gjentas."""
    if not isinstance(a, list) and not isinstance(b, list):
        return regn(a, b)
    x, y = (m if isinstance(m, list) else [[m]] for m in (a, b))
    rader, kolonner = max(len(x), len(y)), max(len(x[0]), len(y[0]))
    for m in (x, y):
        if len(m) not in (1, rader) or len(m[0]) not in (1, kolonner):
            return Feil.VALUE

    def i(m: Matrise, r: int, k: int) -> Verdi:
        return m[r if len(m) > 1 else 0][k if len(m[0]) > 1 else 0]

    return [[regn(i(x, r, k), i(y, r, k)) for k in range(kolonner)] for r in range(rader)]


def _tall(verdi: Verdi) -> float | Feil:
    if isinstance(verdi, Feil):
        return verdi
    if verdi is None:
        return 0.0
    return Feil.VALUE if isinstance(verdi, str) else float(verdi)


def _regnet(regn: Callable[[float, float], float]) -> Callable[[Verdi, Verdi], Verdi]:
    def paa_celler(a: Verdi, b: Verdi) -> Verdi:
        x, y = _tall(a), _tall(b)
        if isinstance(x, Feil) or isinstance(y, Feil):
            return x if isinstance(x, Feil) else y
        try:
            svar = regn(x, y)
        except ZeroDivisionError:
            return Feil.DIV0
        except OverflowError:
            return Feil.NUM
        return svar if isinstance(svar, float) and isfinite(svar) else Feil.NUM

    return paa_celler


_ganger = _regnet(lambda a, b: a * b)
_RANG = {float: 0, str: 1, bool: 2}
_TOMT: dict[type, Verdi] = {str: "", bool: False}


def _sammenlignet(prove: Callable[[Any, Any], bool]) -> Callable[[Verdi, Verdi], Verdi]:
    def paa_celler(a: Verdi, b: Verdi) -> Verdi:
        if isinstance(a, Feil) or isinstance(b, Feil):
            return a if isinstance(a, Feil) else b
        a = _TOMT.get(type(b), 0.0) if a is None else a
        b = _TOMT.get(type(a), 0.0) if b is None else b
        if type(a) is not type(b):
            return prove(_RANG.get(type(a), 0), _RANG.get(type(b), 0))
        return prove(a.casefold(), b.casefold()) if isinstance(a, str) and isinstance(b, str) else prove(a, b)

    return paa_celler


def _sett_sammen(a: Verdi, b: Verdi) -> Verdi:
    if isinstance(a, Feil) or isinstance(b, Feil):
        return a if isinstance(a, Feil) else b
    return "".join(v if isinstance(v, str) else "" if v is None else f"{v:.15g}" for v in (a, b))


_OPERATORER: dict[str, Callable[[Verdi, Verdi], Verdi]] = {
    "+": _regnet(lambda a, b: a + b),
    "-": _regnet(lambda a, b: a - b),
    "*": _ganger,
    "/": _regnet(lambda a, b: a / b),
    "^": _regnet(lambda a, b: a**b),
    "=": _sammenlignet(eq),
    "<>": _sammenlignet(ne),
    "<": _sammenlignet(lt),
    ">": _sammenlignet(gt),
    "<=": _sammenlignet(le),
    ">=": _sammenlignet(ge),
    "&": _sett_sammen,
}
