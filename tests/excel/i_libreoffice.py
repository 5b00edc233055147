"""Kjøres av LibreOffices Python (den med `uno`): regn en arbeidsbok med VBA, og la den som startet oss, svare.

Linjer med JSON: først [[ark, celle], …] inn; {"kall": navn, "args": […]} ut og svaret inn, så ofte VBA-en spør; til
slutt {"celler": […]} ut, i samme rekkefølge.
"""

import json
import os
import subprocess
import sys
import time

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.task import XJob


def ut(melding):
    sys.stdout.write(json.dumps(melding) + "\n")
    sys.stdout.flush()


def ren(verdi):
    """En verdi fra UNO som JSON: rader er tupler, og det JSON ikke har, er navnet på slaget."""
    if isinstance(verdi, tuple):
        return [ren(v) for v in verdi]
    return verdi if verdi is None or isinstance(verdi, (bool, int, float, str)) else {"slag": type(verdi).__name__}


def uno_verdi(verdi):
    return tuple(uno_verdi(v) for v in verdi) if isinstance(verdi, list) else verdi


class Tjener(unohelper.Base, XJob):
    def execute(self, gitt):
        ut({"kall": gitt[0].Name, "args": ren(gitt[0].Value)})
        return uno_verdi(json.loads(sys.stdin.readline()))


def koble(lokal, roer):
    resolver = lokal.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", lokal)
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={roer};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("soffice svarer ikke")


def main(fil, profil):
    steder = json.loads(sys.stdin.readline())
    roer = f"xlasss{os.getpid()}"
    soffice = subprocess.Popen(
        [
            "soffice",
            "-env:UserInstallation=" + profil,
            "--headless",
            "--norestore",
            "--nologo",
            f"--accept=pipe,name={roer};urp;",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        kontekst = koble(uno.getComponentContext(), roer)
        skrivebord = kontekst.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", kontekst)
        valg = [("Hidden", True), ("MacroExecutionMode", 4)]
        bok = skrivebord.loadComponentFromURL(fil, "_blank", 0, tuple(PropertyValue(n, 0, v, 0) for n, v in valg))
        kobl = "vnd.sun.star.script:XlAsss.AsssVert.AsssKobl?language=Basic&location=document"
        bok.getScriptProvider().getScript(kobl).invoke((Tjener(),), (), ())
        bok.calculateAll()
        ut({"celler": [verdi(bok.Sheets.getByName(ark).getCellRangeByName(sted)) for ark, sted in steder]})
        bok.close(True)
        skrivebord.terminate()
        soffice.wait(20)
    finally:
        if soffice.poll() is None:
            os.killpg(soffice.pid, 9)  # soffice er et skript rundt programmet selv


def verdi(celle):
    if celle.getError():
        return {"feil": celle.getError()}
    tall = celle.Type.value == "VALUE" or celle.FormulaResultType2 == 1
    return celle.Value if tall else celle.String


main(sys.argv[1], sys.argv[2])
