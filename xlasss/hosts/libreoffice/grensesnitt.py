"""What Calc must know of a worksheet function: the method behind it and the kind of each argument.

Calc decides by the kind what a function gets to see (VERTER §4). As a cell range it sees everything,
errors and blanks too, but takes nothing else; as `any` it takes numbers, text and nested calls, but an
error never reaches it, and a single blank cell is 0. Only `any` may be left out.
"""

from xlasss.registry import Argument, Funksjon

TJENESTE = "no.ks.asss.Functions"
"""The service. 7.4 stores a call as NO.KS.ASSS.FUNCTIONS.ASSSX (`xlasss.formler` reads it)."""
GRENSESNITT = "no.ks.asss.XFunctions"

OMRAADE, HVA_SOM_HELST, RADER = "com.sun.star.table.XCellRange", "any", "[][]any"


def metode(navn: str) -> str:
    """The method behind a function.

    >>> metode("ASSS_PRODINDEKS")
    'asssProdindeks'
    """
    return "asss" + navn.removeprefix("ASSS_").capitalize()


def parameter(nummer: int) -> str:
    """What Calc calls an argument where nobody sees it. One called «type» makes 7.4 crash; numbers never do."""
    return f"a{nummer}"


def slag(argument: Argument) -> str:
    """The kind of an argument: a range where it must be one and must be given."""
    return OMRAADE if argument.er_omraade and not argument.valgfri else HVA_SOM_HELST


def svarslag(funksjon: Funksjon) -> str:
    """What looks something up gives one value; what computes gives rows, also when there is one."""
    return HVA_SOM_HELST if funksjon.rekkevidde is None else RADER
