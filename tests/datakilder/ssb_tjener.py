"""En falsk statistikkbank på ekte HTTP: PxWebApi v2, PxWeb v0 og Klass, med alle feilene SSB og nettet kan gi.

Oppførselen er fra DATAKILDER §1: 400 med forklaring for en ugyldig kode, 400 med «status»: 404 for en ukjent
tabell, 500 med tom kropp for en kode to ganger, 429 etter 40 kall i minuttet, gzip, og koder som ikke gjaldt
det året. `feil` er en kø: hvert kall tar én, så en prøve kan si hva som går galt, og når det går bra igjen.
"""

import gzip
import json
import threading
import time
from collections import deque
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from ssb_tall import TID, Tabell

from xlasss.kommunenumre import kommunekoder

BOMBE = gzip.compress(b"[" + b"0," * 8_000_000 + b"0]")
HTML = b"<!DOCTYPE html><html><body>Logg inn</body></html>"


class SsbTjener:
    """Bruk som `with SsbTjener(tabeller) as ssb`; `kall` er alt som ble spurt om."""

    def __init__(self, tabeller: dict[str, Tabell], klokke=None, flest_celler: int = 800_000) -> None:
        self.tabeller, self.flest_celler = tabeller, flest_celler
        self.naa = klokke.naa if klokke else time.monotonic
        self.feil: deque[str] = deque()
        self.kall: list[tuple[str, str, dict]] = []
        self.sendt: list[bytes] = []
        self.utgaatt: set[str] = set()
        self.slipp = threading.Event()
        self._vindu: deque[float] = deque()

    def __enter__(self) -> "SsbTjener":
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Svar", (_Svar,), {"ssb": self}))
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        rot = f"http://127.0.0.1:{self._http.server_address[1]}"
        self.v2, self.v0, self.klass = f"{rot}/api/pxwebapi/v2", f"{rot}/api/v0/no/table", f"{rot}/api/klass/v1"
        return self

    def __exit__(self, *_) -> None:
        self.slipp.set()
        self._http.shutdown()
        self._http.server_close()

    @property
    def spurt(self) -> list[dict[str, list[str]]]:
        """Kodene i hvert spørsmål om tall."""
        v2 = [{s["variableCode"]: s["valueCodes"] for s in k["selection"]} for _, _, k in self.kall if "selection" in k]
        v0 = [{s["code"]: s["selection"]["values"] for s in k["query"]} for _, _, k in self.kall if "query" in k]
        return v2 + v0

    def for_mange(self) -> bool:
        naa = self.naa()
        while self._vindu and naa - self._vindu[0] >= 60:
            self._vindu.popleft()
        self._vindu.append(naa)
        return len(self._vindu) > 40


class _Svar(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True  # ellers venter kroppen 40 ms på kvittering for hodet
    ssb: SsbTjener
    protocol_version = "HTTP/1.1"

    def log_message(self, *_) -> None:
        pass

    def do_GET(self) -> None:
        self._svar({})

    def do_POST(self) -> None:
        self._svar(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _svar(self, kropp: dict) -> None:
        sti = urlsplit(self.path)
        self.ssb.kall.append((self.command, self.path, kropp))
        if self.ssb.for_mange():
            return self._problem(429, "Too Many Requests")
        if self.ssb.feil and (feil := self.ssb.feil.popleft()):
            navn, _, verdi = feil.partition(":")
            return getattr(self, f"_{navn}")(*[verdi] if verdi else [])
        if len(self.path) > 2100:
            return self._send(404, HTML)
        deler = sti.path.strip("/").split("/")[1:]
        if deler[:2] == ["pxwebapi", "v2"]:
            return self._v2(deler[2:], kropp)
        if deler[:3] == ["v0", "no", "table"] and len(deler) == 4:
            return self._v0(deler[3], kropp)
        if deler[-3:] == ["classifications", "131", "codesAt.json"]:
            return self._klass(parse_qs(sti.query)["date"][0])
        return self._send(404, b"")

    def _v2(self, deler: list[str], kropp: dict) -> None:
        if deler == ["config"]:
            # SSB svarer 0 og 0 for takten; det betyr ikke at den er fri
            oppsett = {"apiVersion": "2.3.2", "maxDataCells": self.ssb.flest_celler, "maxCallsPerTimeWindow": 0}
            return self._json(oppsett)
        if deler[0] != "tables" or len(deler) != 3:
            return self._send(404, b"")
        tabell = self.ssb.tabeller.get(deler[1])
        if tabell is None:
            return self._problem(400, "Non-existent table", i_kroppen=404)
        if deler[2] == "metadata":
            return self._json(tabell.jsonstat(tall=False))
        valgt = {s["variableCode"]: s["valueCodes"] for s in kropp["selection"]}
        if feil := self._proev(tabell, valgt):
            return self._send(500, b"") if feil == "500" else self._problem(400, feil)
        return self._json(tabell.jsonstat(valgt))

    def _proev(self, tabell: Tabell, valgt: dict[str, list[str]]) -> str:
        if set(valgt) != set(tabell.dimensjoner):
            return "Missing selection for mandantory variable"
        if any(len(set(koder)) != len(koder) for koder in valgt.values()):
            return "500"
        if any(k not in tabell.dimensjoner[d] or k in tabell.feilkoder for d, koder in valgt.items() for k in koder):
            return "Non-existent value"
        antall = 1
        for koder in valgt.values():
            antall *= len(koder)
        return "Too many cells selected" if antall > self.ssb.flest_celler else ""

    def _v0(self, nr: str, kropp: dict) -> None:
        tabell = self.ssb.tabeller.get(nr)
        if tabell is None:
            return self._send(404, b"")
        if self.command == "GET":
            variabler = [
                {"code": d, "text": d, "values": list(navn), "valueTexts": list(navn.values())}
                | ({"time": True} if d == TID else {})
                for d, navn in tabell.dimensjoner.items()
            ]
            return self._json({"title": f"{tabell.nr}: {tabell.tittel}", "variables": variabler})
        valgt = {s["code"]: s["selection"]["values"] for s in kropp["query"]}
        if feil := self._proev(tabell, valgt):
            status = 403 if feil.startswith("Too many") else 400
            return self._send(status, json.dumps({"error": feil}).encode())
        return self._json(tabell.jsonstat(valgt))

    def _klass(self, dato: str) -> None:
        koder = {k: navn for navn, k in kommunekoder(int(dato[:4])).items() if k not in self.ssb.utgaatt}
        return self._json({"codes": [{"code": k, "name": navn, "level": "1"} for k, navn in koder.items()]})

    # --- feilene

    def _429(self, retry_after: str = "") -> None:
        self._problem(429, "Too Many Requests", **({"Retry-After": retry_after} if retry_after else {}))

    def _503(self) -> None:
        self._problem(503, "Service Unavailable")

    def _status(self, svar: str) -> None:
        kode, _, tittel = svar.partition(":")
        self._problem(int(kode), tittel) if tittel else self._send(int(kode), b"")

    def _html(self) -> None:
        self._send(200, HTML, "text/html")

    def _halvjson(self) -> None:
        self._send(200, self._vanlig()[: len(self._vanlig()) // 2])

    def _kropp(self, tekst: str) -> None:
        self._send(200, bytes.fromhex(tekst))

    def _videre(self) -> None:
        self.send_response(302)
        self.send_header("Location", "https://innlogging.example")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _avkortet(self) -> None:
        """Forbindelsen brytes midt i svaret."""
        self._hode(200, len(self._vanlig()))
        self.wfile.write(self._vanlig()[:40])
        self.close_connection = True

    def _henger(self) -> None:
        """Svaret stopper midt i kroppen, men forbindelsen står åpen."""
        self._hode(200, len(self._vanlig()))
        self.wfile.write(self._vanlig()[:40])
        self.wfile.flush()
        self.ssb.slipp.wait(30)
        self.close_connection = True

    def _stum(self) -> None:
        self.ssb.slipp.wait(30)
        self.close_connection = True

    def _bombe(self) -> None:
        """Noen få kilobyte som pakkes ut til mange megabyte."""
        self._hode(200, len(BOMBE), **{"Content-Encoding": "gzip"})
        with suppress(ConnectionError):  # den som tåler bomben, legger på
            self.wfile.write(BOMBE)

    def _vanlig(self) -> bytes:
        return json.dumps(next(iter(self.ssb.tabeller.values())).jsonstat()).encode()

    # --- svar

    def _problem(self, status: int, tittel: str, i_kroppen: int = 0, **hoder: str) -> None:
        kropp = json.dumps({"type": "Parameter error", "title": tittel, "status": i_kroppen or status}).encode()
        self._send(status, kropp, "application/problem+json", **hoder)

    def _json(self, svar: dict) -> None:
        kropp = json.dumps(svar, ensure_ascii=False).encode()
        if "value" in svar:
            self.ssb.sendt.append(kropp)
        self._send(200, kropp, pakk="gzip" in self.headers.get("Accept-Encoding", ""))

    def _send(self, status: int, kropp: bytes, slag: str = "application/json", *, pakk: bool = False, **hoder) -> None:
        if pakk:
            kropp, hoder = gzip.compress(kropp), hoder | {"Content-Encoding": "gzip"}
        self._hode(status, len(kropp), slag, **hoder)
        self.wfile.write(kropp)

    def _hode(self, status: int, lengde: int, slag: str = "application/json", **hoder: str) -> None:
        self.send_response(status)
        for navn, verdi in {"Content-Type": slag, "Content-Length": str(lengde), **hoder}.items():
            self.send_header(navn, verdi)
        self.end_headers()
