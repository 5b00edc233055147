"""Our functions put in where LibreOffice did not recognise their names (KONTRAKT §1; VERTER §3.1).

7.4 knows an add-in's functions in .xlsx by the service's name only, and no version knows the forms
Excel and Office.js store. Such a name is left in the formula as text that means nothing. It is exchanged
in the compiled formula and not in its text, so that protected sheets and locale are of no concern.
"""

from collections.abc import Iterable
from typing import Any

from xlasss.formler import normaliser
from xlasss.hosts.libreoffice.grensesnitt import TJENESTE, metode
from xlasss.registry import REGISTER

_UKJENT, _EKSTERN = 14, 3
"""Calc's operation codes for a name it does not know and for a function of an extension."""


def funksjon(navn: object) -> str | None:
    """The programmatic name of the function a stored name stands for.

    >>> funksjon("_xll.asss_prodindeks"), funksjon("sum")
    ('no.ks.asss.Functions.asssProdindeks', None)
    """
    vaart = normaliser(f"{navn}(").removesuffix("(")
    return f"{TJENESTE}.{metode(vaart)}" if vaart in REGISTER else None


def rett(bok: Any, funnet: Iterable[Any]) -> None:
    """Set the names right in these cells, and compute.

    LibreOffice shows what the file was saved with, perhaps by someone without the functions, until it is
    told to compute. None of it is the user's change: nothing to save, nothing to undo.
    """
    endret, automatisk = bok.isModified(), bok.isAutomaticCalculationEnabled()
    bok.UndoManager.lock()
    bok.enableAutomaticCalculation(False)
    try:
        for celler in funnet:
            for omraade in celler:
                _rett(omraade)
    finally:
        bok.enableAutomaticCalculation(automatisk)
        bok.calculateAll()
        bok.UndoManager.unlock()
        bok.setModified(endret)


def _rett(omraade: Any) -> None:
    for r, rad in enumerate(omraade.getFormulaArray()):
        for k, formel in enumerate(rad):
            if "ASSS_" not in formel.upper():  # the service's name: understood already
                continue
            celle = omraade.getCellByPosition(k, r)
            if formel.startswith("{"):
                matrise = celle.Spreadsheet.createCursorByRange(celle)
                matrise.collapseToCurrentArray()
                if (ny := _rettet(matrise.getArrayTokens())) is not None:
                    matrise.setArrayTokens(ny)
            elif (ny := _rettet(celle.getTokens())) is not None:
                celle.setTokens(ny)


def _rettet(deler: Any) -> Any:
    """The formula's parts with our functions in them, None when every name was known."""
    funnet = False
    for del_ in deler:
        if del_.OpCode == _UKJENT and (navn := funksjon(del_.Data)):
            del_.OpCode, del_.Data, funnet = _EKSTERN, navn, True
    return deler if funnet else None
