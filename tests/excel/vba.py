"""Regn celler med innpakningene og limet fra Excel-tillegget i LibreOffice, der bare vertsmodulen er en annen."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from xlasss.begreper import Feil
from xlasss.hosts.excel import svar
from xlasss.hosts.excel_tillegg.moduler import FUNKSJONER, funksjonskode, kilde
from xlasss.hosts.excel_tillegg.pakke import PROSJEKT
from xlasss.hosts.vba import Modul, Slag, prosjekt
from xlasss.kall import UTELATT

HER = Path(__file__).parent
FRIST = 120
UTELATT_MERKE = "(utelatt)"
XL_ERR = {2000: Feil.NULL, 2007: Feil.DIV0, 2015: Feil.VALUE, 2023: Feil.REF, 2029: Feil.NAME, 2036: Feil.NUM,
          2042: Feil.NA}  # fmt: skip
CALC_FEIL = {532: Feil.DIV0, 519: Feil.VALUE, 32767: Feil.NA, 503: Feil.NUM, 524: Feil.REF, 525: Feil.NAME}


def krev_uno() -> str:
    """Pythonen LibreOffice snakker med; mangler den, hoppes det over, og i CI er det en feil."""
    for program in ("/usr/bin/python3", shutil.which("python3")):
        if program and subprocess.run([program, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return program
    grunn = "ingen Python med LibreOffices «uno» (python3-uno)"
    pytest.fail(grunn) if os.environ.get("CI") else pytest.skip(grunn)


def vba_bok(fil: Path, celler: Mapping[str, object]) -> Path:
    """En arbeidsbok med cellene og med VBA-en fra tillegget."""
    moduler = [
        Modul("ThisWorkbook", "", Slag.ARBEIDSBOK),
        Modul("Ark1", "", Slag.ARK),
        Modul(FUNKSJONER, funksjonskode()),
        Modul("AsssLim", kilde("AsssLim")),
        Modul("AsssVert", (HER / "AsssVertLO.bas").read_text(encoding="utf-8")),
    ]
    with xlsxwriter.Workbook(fil) as bok:
        ark = bok.add_worksheet("Ark")
        bok.add_vba_project(BytesIO(prosjekt(PROSJEKT, moduler)), is_stream=True)
        bok.set_vba_name("ThisWorkbook")
        ark.set_vba_name("Ark1")
        for celle, verdi in celler.items():
            ark.write(celle, verdi)
    return fil


def regn_med_vba(celler: Mapping[str, object], mappe: Path) -> dict[str, object]:
    """Verdien i hver formelcelle, slik VBA-en gir den; feilverdier som `Feil`."""
    fil = vba_bok(mappe / "bok.xlsm", celler)
    formler = [celle for celle, verdi in celler.items() if str(verdi).startswith("=")]
    kommando = [krev_uno(), str(HER / "i_libreoffice.py"), fil.as_uri(), (mappe / "profil").as_uri(), *formler]
    with subprocess.Popen(kommando, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as lo:
        for linje in lo.stdout:
            melding = json.loads(linje)
            if "celler" in melding:
                return {celle: _lest(verdi) for celle, verdi in melding["celler"].items()}
            lo.stdin.write(json.dumps(_svar(melding["kall"], melding["args"])) + "\n")
            lo.stdin.flush()
    raise AssertionError(f"LibreOffice ga ingen celler (kode {lo.returncode})")


def _svar(navn: str, argumenter: list[object]) -> object:
    """Svaret slik xlwings' COM-tjener gir det videre: 1×1 er en verdi, 1×n én rad."""
    if navn == "feil":
        raise AssertionError(f"VBA-en stoppet: {argumenter}")
    rader = svar(navn, *(UTELATT if a == UTELATT_MERKE else _com(a) for a in argumenter))
    if len(rader) > 1:
        return rader
    return rader[0] if len(rader[0]) > 1 else rader[0][0]


def _com(verdi: object) -> object:
    """LibreOffice har heltall i cellene; i Excel er alle tall flyttall, og heltall er feilverdier."""
    if isinstance(verdi, list):
        return tuple(_com(v) for v in verdi)
    return float(verdi) if type(verdi) is int else verdi


def _lest(verdi: object) -> object:
    """CVErr vises som tekst i LibreOffice; det gjelder bare der."""
    if isinstance(verdi, dict):
        return CALC_FEIL[verdi["feil"]]
    if isinstance(verdi, str) and verdi.startswith("Error "):
        return XL_ERR[int(verdi.removeprefix("Error "))]
    return verdi
