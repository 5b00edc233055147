"""10 000 rows in one call over loopback HTTP: our server beside xlwings Server answering an identity function.

The identity runs in a project of its own, once as xlwings Server comes and once with its slow test for
Pyodide's null taken away, which is the harder comparison. Same shape in and out, numbers with decimals.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.arbeidsboker import tall

RADER = 10_000
_IDENTITET = """
import xlwings.utils
from xlwings.server import arg, func
if {uten_nulltest}:
    xlwings.utils.is_jsnull = lambda verdi: False

@func
@arg("x", ndim=2)
def identitet(x):
    return x
"""
_MILJO = {
    "XLWINGS_LICENSE_KEY": "noncommercial",
    "XLWINGS_ENVIRONMENT": "prod",
    "XLWINGS_LOG_LEVEL": "WARNING",
    "XLWINGS_ENABLE_SOCKETIO": "false",
}


@contextmanager
def _tjener(*program: str, **miljo: str) -> Iterator[httpx.Client]:
    with socket.create_server(("127.0.0.1", 0)) as ledig:
        port = ledig.getsockname()[1]
    kommando = [sys.executable, "-m", "uvicorn", *program, "--port", str(port), "--log-level", "warning"]
    with subprocess.Popen(kommando, env=os.environ | _MILJO | miljo) as prosess:
        transport = httpx.HTTPTransport(retries=8)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=transport, timeout=60) as klient:
            try:
                klient.get("/").raise_for_status()
                yield klient
            finally:
                prosess.terminate()


def _identitet(mappe: Path, *, uten_nulltest: bool):
    prosjekt = mappe / f"identitet_{uten_nulltest}"
    prosjekt.mkdir()
    (prosjekt / "custom_functions.py").write_text(_IDENTITET.format(uten_nulltest=uten_nulltest))
    return _tjener("xlwings_server.main:main_app", XLWINGS_PROJECT_DIR=str(prosjekt))


def _kall(klient: httpx.Client, navn: str, *argumenter: object) -> Callable[[], object]:
    kropp = {"func_name": navn, "args": argumenter, "client": "Office.js", "version": "", "runtime": "1.4",
             "caller_address": "[Bok1.xlsx]Ark1!D2"}  # fmt: skip
    som_tekst = json.dumps(kropp)

    def kall() -> object:
        svar = klient.post(
            "/xlwings/custom-functions-call", content=som_tekst, headers={"Content-Type": "application/json"}
        ).raise_for_status()
        assert len(svar.json()["result"]) == RADER
        return svar

    return kall


def officejs(
    mappe: Path, tid: Callable[[Callable[[], object]], float]
) -> list[tuple[str, str, float, str, float, str]]:
    """Målingene, på formen resten av målebenken har."""
    linjer: list[tuple[str, str, float, str, float, str]] = []
    with (
        _tjener("--factory", "xlasss.tjener.app:lag_app") as vaar,
        _identitet(mappe, uten_nulltest=False) as som_den_er,
        _identitet(mappe, uten_nulltest=True) as rask,
    ):
        for kolonner, navn, annet in ((1, "ASSS_SAMMENSATTVEKST", ()), (6, "ASSS_PROFIL", ([["uveid"]],))):
            felt = tall(RADER, kolonner).tolist()
            t = tid(_kall(vaar, navn, felt, *annet))
            for mot, klient, maal in (
                ("identitet, xlwings Server", som_den_er, "≤ 2"),
                ("identitet, uten nulltesten", rask, "≤ 2"),
            ):
                i = tid(_kall(klient, "identitet", felt))
                linjer.append((f"Office.js over HTTP, {RADER}×{kolonner}", navn, t, mot, t / i, maal))
    return linjer
