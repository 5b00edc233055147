"""Has a look at every spreadsheet that is opened, before anyone sees it.

Calls of our functions that LibreOffice did not recognise by name are set right (`omskriving`). Where
the core cannot run, the reader is told why; the workbook then answers with its twin formulas.

This file is read by whatever Python LibreOffice has, also one that is too old for the core.
"""

import sys

import unohelper
from com.sun.star.task import XJob

JOBB = "no.ks.asss.Aapnet"


class Aapnet(unohelper.Base, XJob):
    """The job that is run when a document has been read."""

    def __init__(self, ctx):
        self.ctx = ctx

    def execute(self, argumenter):
        bok = next(
            verdi.Value for a in argumenter if a.Name == "Environment" for verdi in a.Value if verdi.Name == "Model"
        )
        funnet = [celler for celler in map(_vaare, bok.Sheets) if celler is not None]
        if not funnet:
            return
        try:
            from xlasss.hosts.libreoffice.omskriving import rett
        except Exception as feil:
            _si_fra(bok, _grunn(feil))
        else:
            rett(bok, funnet)


def _vaare(ark):
    """The cells whose formula has a name of ours in it, None where there are none."""
    sok = ark.createSearchDescriptor()
    sok.SearchString = "ASSS"
    return ark.findAll(sok)


def _grunn(feil):
    hvor = f"Python {sys.version_info[0]}.{sys.version_info[1]} i LibreOffice ({sys.prefix})"
    if sys.version_info < (3, 11):
        return f"{hvor} er for gammel. ASSS-funksjonene trenger 3.11 eller nyere."
    if "'numpy'" in str(feil):  # LibreOffice's own import puts its text round Python's
        return f"{hvor} mangler numpy. Installer det (Debian og Ubuntu: apt install python3-numpy) og start på nytt."
    return f"{hvor} kan ikke laste ASSS-funksjonene: {feil}"


def _si_fra(bok, grunn):
    print("xlasss: " + grunn, file=sys.stderr)
    vindu = bok.getCurrentController()
    if vindu is not None:
        vindu.appendInfobar("xlasss", "ASSS-funksjonene virker ikke", grunn, 2, (), True)


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Aapnet, JOBB, (JOBB,))
