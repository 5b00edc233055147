"""The functions as one UNO object: what LibreOffice loads when a formula first calls one of them.

Calc reads names, help and argument kinds from CalcAddIns.xcu and the type library. The component
therefore answers to its own service only: as `com.sun.star.sheet.AddIn` it would be started with
every Calc, and the names of the .xcu would be passed over.

It is loaded when the extension is installed too, and must not fail there where the core cannot run.
"""

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

        return lambda *argumenter: svar("ASSS_" + metode[4:].upper(), *argumenter)


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Funksjoner, TJENESTE, (TJENESTE,))
