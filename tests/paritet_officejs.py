"""Office.js-verten for prøvene: en ekte `xlasss server`, og celler slik Excels JavaScript sender dem.

`kall_over_http(navn, argumenter)` tar de samme cellene som `xlasss.kall.kall` og gir rader av celler:
Excel får alltid et område, også når svaret er én celle.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import httpx
import pytest

from xlasss.begreper import Feil
from xlasss.cells import les_celle
from xlasss.hosts.officejs import _FEILTYPE
from xlasss.kall import UTELATT

Rader = list[list[object]]
FEILNAVN = {feil: navn for navn, feil in _FEILTYPE.items()}
JSON = {"Content-Type": "application/json"}
STI = "/xlwings/custom-functions-call"


@dataclass(frozen=True)
class Tjener:
    """En tjener i gang på en ledig port."""

    oppstart: dict[str, object]
    klient: httpx.Client
    pid: int

    def kall(self, navn: str, argumenter: Sequence[object]) -> Rader:
        """Kall funksjonen som Excel gjør det."""
        svar = self.klient.post(STI, content=som_json(navn, argumenter))
        assert svar.status_code == 200, svar.text
        return [[_fra_office(celle) for celle in rad] for rad in svar.json()["result"]]


def som_json(navn: str, argumenter: Sequence[object], **annet: object) -> str:
    """Kroppen i et kall fra Excel med norsk oppsett."""
    kropp = {
        "client": "Office.js", "func_name": navn, "args": [_til_office(a) for a in argumenter],
        "caller_address": "[Bok1.xlsx]Ark1!D2", "session_id": "prøve", "culture_info_name": "nn-NO",
        "date_format": "dd.mm.åååå", "version": "0.37.8", "runtime": "1.4",
    }  # fmt: skip
    return json.dumps(kropp | annet)


def _til_office(argument: object) -> object:
    if argument is UTELATT:
        return None
    rader = argument if isinstance(argument, list) else [[argument]]
    return [[_celle(celle) for celle in rad] for rad in rader]


def _celle(celle: object) -> object:
    if isinstance(celle, Feil):
        return {"type": "Error", "basicType": "Error", "basicValue": celle.tekst, "errorType": FEILNAVN[celle]}
    if isinstance(celle, date):
        return {"type": "FormattedNumber", "basicValue": les_celle(celle)[0], "numberFormat": "dd.mm.yyyy"}
    return celle


def _fra_office(celle: object) -> object:
    return _FEILTYPE[celle["errorType"]] if isinstance(celle, dict) else celle


def start_tjener(*valg: str, **klientvalg: object) -> Iterator[Tjener]:
    """`xlasss server` på en ledig port, til prøven er ferdig."""
    with subprocess.Popen(
        [sys.executable, "-m", "xlasss.cli", "server", "--port", "0", "--json", *valg], stdout=subprocess.PIPE
    ) as prosess:
        try:
            oppstart = _forste_dokument(prosess)
            rot = httpx.URL(str(oppstart["ruten"])).copy_with(path="/")
            transport = httpx.HTTPTransport(retries=8, **klientvalg)  # venter mens prosessene starter
            with httpx.Client(base_url=rot, timeout=60, headers=JSON, transport=transport) as klient:
                assert klient.get(str(oppstart["manifest"])).status_code == 200
                yield Tjener(oppstart, klient, prosess.pid)
        finally:
            prosess.terminate()
            prosess.wait(20)


def _forste_dokument(prosess: subprocess.Popen[bytes]) -> dict[str, object]:
    """JSON-dokumentet tjeneren skriver når den har adressen sin."""
    lest = b""
    for linje in prosess.stdout or ():
        lest += linje
        if linje.rstrip() == b"}":
            return json.loads(lest)
    raise AssertionError(f"Tjeneren startet ikke: {lest!r}")


@pytest.fixture(scope="session")
def officejs() -> Iterator[Tjener]:
    """Én tjener for alle prøvene."""
    yield from start_tjener()


@pytest.fixture(scope="session")
def kall_over_http(officejs: Tjener) -> Callable[[str, Sequence[object]], Rader]:
    """`kall_over_http(navn, argumenter)` gir rader av celler."""
    return officejs.kall
