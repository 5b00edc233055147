"""What comes in from outside: only our functions, only calls as Excel sends them, and not too large.

Everything refused is refused here, in one Norwegian line, before xlwings Server sees it; there a
missing field or an unknown name is an internal error, which Excel asks for three times more.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from xlasss.registry import REGISTER

GRENSE = 20 * 1024 * 1024
"""Byte i ett kall: fire ganger det Excel på nettet slipper gjennom."""
KALLSTI = "/xlwings/custom-functions-call"


class Kall(BaseModel):
    """Et kall slik xlwings' skript i Excel sender det."""

    model_config = ConfigDict(extra="allow")

    func_name: str
    args: list[Any]
    client: str
    version: str
    runtime: Annotated[str, Field(pattern=r"^\d{1,3}(\.\d{1,3})?$")]
    caller_address: str | None = None
    culture_info_name: str | None = None
    date_format: str | None = None
    session_id: str | None = None


class Avvist(Exception):
    """Et kall som ikke slipper inn: status og én linje til den som kalte."""

    def __init__(self, status: int, melding: str) -> None:
        self.svar = PlainTextResponse(melding, status)


class Vern:
    """ASGI: slipper gjennom sider og gyldige kall; `egne` er sider som svares herfra."""

    def __init__(self, app: ASGIApp, egne: Mapping[str, Response], prefiks: str = "", grense: int = GRENSE) -> None:
        self.app = app
        self.egne = {prefiks + sti: svar for sti, svar in egne.items()}
        self.kallsti = prefiks + KALLSTI
        self.grense = grense

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            try:
                receive = _med_kropp(await self._gyldig_kall(scope, receive), receive)
            except Avvist as nei:
                await nei.svar(scope, receive, send)
                return
        elif scope["type"] == "http" and scope["path"] in self.egne:
            await self.egne[scope["path"]](scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _gyldig_kall(self, scope: Scope, receive: Receive) -> bytes:
        if scope["path"] != self.kallsti:
            raise Avvist(404, "Her finnes bare funksjonene i xlasss.")
        hoder = dict(scope["headers"])
        slag = hoder.get(b"content-type", b"")
        if not slag.startswith(b"application/json"):  # det et skjema på et annet nettsted ikke kan sende
            raise Avvist(415, "Kallet skal være application/json.")
        kropp = await _les(receive, self.grense, hoder.get(b"content-length", b""))
        kall = les_kall(kropp)
        # En tom celle alene kommer som [[null]], og xlwings leser den som «ikke gitt».
        med_tomme = [[[""]] if arg == [[None]] else arg for arg in kall.args]
        return kropp if med_tomme == kall.args else json.dumps({**kall.model_dump(), "args": med_tomme}).encode()


def les_kall(kropp: bytes) -> Kall:
    """Kallet, når det er slik Excel sender det og funksjonen finnes; ellers Avvist."""
    try:
        kall = Kall.model_validate_json(kropp)
    except ValidationError as feil:
        felt = next(iter(feil.errors()[0]["loc"]), "")
        hva = f"feltet {felt} mangler eller er galt" if felt else "det er ikke et JSON-objekt"
        raise Avvist(400, f"Kallet kan ikke leses: {hva}.") from None
    funksjon = REGISTER.get(kall.func_name)
    if funksjon is None:
        raise Avvist(404, "Funksjonen finnes ikke i xlasss.")
    minst, flest = funksjon.minst, len(funksjon.argumenter)
    if not minst <= len(kall.args) <= flest:
        antall = f"{minst}" if minst == flest else f"{minst}–{flest}"
        raise Avvist(400, f"{funksjon.navn} tar {antall} argumenter og fikk {len(kall.args)}.")
    return kall


async def _les(receive: Receive, grense: int, oppgitt: bytes) -> bytes:
    """Hele kroppen; stopper så snart den er over grensen."""
    for_stort = Avvist(413, f"Kallet er for stort; grensen er {grense // 2**20} MB. Del området i flere kall.")
    if oppgitt.isdigit() and (len(oppgitt) > 15 or int(oppgitt) > grense):
        raise for_stort
    deler: list[bytes] = []
    lengde, mer = 0, True
    while mer:
        bit = await receive()
        if bit["type"] == "http.disconnect":
            raise Avvist(400, "Kallet ble avbrutt.")
        deler.append(bit.get("body", b""))
        lengde += len(deler[-1])
        mer = bit.get("more_body", False)
        if lengde > grense:
            raise for_stort
    return b"".join(deler)


def _med_kropp(kropp: bytes, receive: Receive) -> Receive:
    """Kroppen som alt er lest, og deretter det som måtte komme."""
    meldinger: list[Message] = [{"type": "http.request", "body": kropp, "more_body": False}]

    async def les() -> Message:
        return meldinger.pop() if meldinger else await receive()

    return les
