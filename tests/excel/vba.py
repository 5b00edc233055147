"""Regn celler med innpakningene og limet fra Excel-tillegget i LibreOffice, der bare vertsmodulen er en annen."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from engines.boker import Arkene, skriv_bok

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
SCODER = {kode - 2146828288 for kode in XL_ERR}
"""Tallene pywin32 gir for feilverdiene."""
CALC_FEIL = {532: Feil.DIV0, 519: Feil.VALUE, 32767: Feil.NA, 503: Feil.NUM, 524: Feil.REF, 525: Feil.NAME}


def krev_uno() -> str:
    """Pythonen LibreOffice snakker med; mangler den, hoppes det over, og i CI er det en feil."""
    for program in ("/usr/bin/python3", shutil.which("python3")):
        if program and subprocess.run([program, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return program
    grunn = "ingen Python med LibreOffices «uno» (python3-uno)"
    pytest.fail(grunn) if os.environ.get("CI") else pytest.skip(grunn)


def vba_bok(fil: Path, arkene: Arkene) -> Path:
    """En arbeidsbok med arkene og med VBA-en fra tillegget."""
    kodenavn = [f"Ark{nr}" for nr, _ in enumerate(arkene, 1)]
    moduler = [
        Modul("ThisWorkbook", "", Slag.ARBEIDSBOK),
        *(Modul(navn, "", Slag.ARK) for navn in kodenavn),
        Modul(FUNKSJONER, funksjonskode()),
        Modul("AsssLim", kilde("AsssLim")),
        Modul("AsssVert", (HER / "AsssVertLO.bas").read_text(encoding="utf-8")),
    ]
    return skriv_bok(fil, arkene, vba=(prosjekt(PROSJEKT, moduler), kodenavn))


def regn_med_vba(mappe: Path, arkene: Arkene) -> dict[tuple[str, str], object]:
    """Verdien i hver formelcelle, slik VBA-en gir den; feilverdier som `Feil`."""
    fil = vba_bok(mappe / "bok.xlsm", arkene)
    steder = [(ark, sted) for ark, celler in arkene.items() for sted, c in celler.items() if str(c).startswith("=")]
    kommando = [krev_uno(), str(HER / "i_libreoffice.py"), fil.as_uri(), (mappe / "profil").as_uri()]
    with subprocess.Popen(kommando, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as lo:
        _skriv_linje(lo, steder)
        for linje in lo.stdout:
            melding = json.loads(linje)
            if "celler" in melding:
                return {sted: _lest(verdi) for sted, verdi in zip(steder, melding["celler"], strict=True)}
            _skriv_linje(lo, _svar(melding["kall"], melding["args"]))
    raise AssertionError(f"LibreOffice ga ingen celler (kode {lo.returncode})")


def _skriv_linje(lo: subprocess.Popen, verdi: object) -> None:
    lo.stdin.write(json.dumps(verdi) + "\n")
    lo.stdin.flush()


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
    return float(verdi) if type(verdi) is int and verdi not in SCODER else verdi


def _lest(verdi: object) -> object:
    """CVErr vises som tekst i LibreOffice; det gjelder bare der. Calcs og Basics egne feil er #VALUE!."""
    if isinstance(verdi, dict):
        return CALC_FEIL.get(verdi["feil"], Feil.VALUE)
    if isinstance(verdi, str) and verdi.startswith("Error "):
        return XL_ERR.get(int(verdi.removeprefix("Error ")), Feil.VALUE)
    return verdi
