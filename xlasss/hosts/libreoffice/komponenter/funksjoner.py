"""The functions as one UNO object: what LibreOffice loads when a formula first calls one of them.

Calc reads names, help and argument kinds from CalcAddIns.xcu and the type library. The component
therefore answers to its own service only: as `com.sun.star.sheet.AddIn` it would be started with
every Calc, and the names of the .xcu would be passed over.

It is loaded when the extension is installed too, and must not fail there where the core cannot run.
"""

from functools import partial

import unohelper
from no.ks.asss import XFunctions

TJENESTE = "no.ks.asss.Functions"


class Funksjoner(unohelper.Base, XFunctions):
    """The object Calc calls, with a method for each function of the registry."""

    def __init__(self, ctx):
        pass

    def __getattr__(self, metode):
        if not metode.startswith("asss"):
            raise AttributeError(metode)
        from xlasss.hosts.libreoffice.celler import svar

        funksjon = partial(svar, "ASSS_" + metode[4:].upper())
        setattr(self, metode, funksjon)  # found at once the next time
        return funksjon


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Funksjoner, TJENESTE, (TJENESTE,))
