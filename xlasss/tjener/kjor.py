"""Start the server: bind the address ourselves, say plainly who can reach it and under which licence, then serve."""

import os
import re
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_address
from pathlib import Path

from xlasss.errors import Bruksfeil, Filfeil
from xlasss.versjon import VERSJON

LISENS = "XLWINGS_LICENSE_KEY"
NAVNEROM = "XLWINGS_FUNCTIONS_NAMESPACE"
STI = "XLWINGS_APP_PATH"
_IKKE_KOMMERSIELL = "noncommercial"


@dataclass(frozen=True)
class Oppstart:
    """Det den som starter tjeneren, må vite."""

    xlasss: str
    xlwings_server: str
    ruten: str
    manifest: str
    navnerom: str
    bare_denne_maskinen: bool
    lisens: str

    def linjer(self) -> list[str]:
        """Meldingen som skrives når tjeneren starter."""
        return [
            f"versjon {self.xlasss} gjennom xlwings Server {self.xlwings_server}",
            f"Oppgaverute  {self.ruten}",
            f"Manifest     {self.manifest}",
            f"I Excel      ={self.navnerom + '.' if self.navnerom else ''}ASSS_PRODINDEKS(…)",
            "Svarer bare på denne maskinen."
            if self.bare_denne_maskinen
            else "Svarer på nettverket: alle som når adressen, kan kalle funksjonene.",
            self.lisens,
            "Stopp med Ctrl+C.",
        ]

    def som_json(self) -> dict[str, object]:
        """Det samme for et program."""
        return asdict(self)


@dataclass(frozen=True)
class Valg:
    """Valgene til `xlasss server`, prøvd."""

    vert: str
    port: int
    navnerom: str
    arbeidere: int
    sertifikat: Path | None
    noekkel: Path | None

    @property
    def bare_denne_maskinen(self) -> bool:
        """Om adressen er en loopback-adresse."""
        with suppress(ValueError):
            return ip_address(self.vert).is_loopback
        return self.vert == "localhost"


def gjor_klar(valg: Valg) -> tuple[Oppstart, socket.socket]:
    """Prøv valgene, sett miljøet prosessene leser, og ta adressen. Ingenting svarer ennå."""
    try:
        utgave = version("xlwings-server")
    except PackageNotFoundError:
        raise Bruksfeil("xlwings Server er ikke installert.", "Kjør «pip install 'xlasss[server]'».") from None
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*|", valg.navnerom):
        raise Bruksfeil(f"Navnerommet «{valg.navnerom}» kan ikke brukes i Excel.", "Bruk bokstaver og tall, som KS.")
    for fil in filter(None, (valg.sertifikat, valg.noekkel)):
        if not fil.is_file():
            raise Filfeil(f"{fil} finnes ikke.", "Sjekk banen.")
    if (valg.sertifikat is None) != (valg.noekkel is None):
        raise Bruksfeil("Et sertifikat trenger en nøkkel, og omvendt.", "Gi både --sertifikat og --noekkel.")
    lisens = _lisens(valg.bare_denne_maskinen)
    os.environ[NAVNEROM] = valg.navnerom
    sokkel = _ta_adressen(valg.vert, valg.port)
    vert = f"[{valg.vert}]" if ":" in valg.vert else valg.vert
    rot = f"{'https' if valg.sertifikat else 'http'}://{vert}:{sokkel.getsockname()[1]}{os.environ.get(STI, '')}"
    return Oppstart(
        xlasss=VERSJON,
        xlwings_server=utgave,
        ruten=f"{rot}/taskpane",
        manifest=f"{rot}/manifest",
        navnerom=valg.navnerom,
        bare_denne_maskinen=valg.bare_denne_maskinen,
        lisens=lisens,
    ), sokkel


def _lisens(bare_denne_maskinen: bool) -> str:
    """Hvilken lisens det kjøres under. For andre enn en selv må den som setter opp tjeneren, ta stilling."""
    noekkel = os.environ.get(LISENS)
    if not noekkel and not bare_denne_maskinen:
        raise Bruksfeil(
            f"xlwings Server krever lisens, og {LISENS} er ikke satt.",
            f"Sett den til nøkkelen dere har kjøpt, eller til «{_IKKE_KOMMERSIELL}» hvis bruken er ikke-kommersiell; "
            "se «Lisens» i docs/drift.md.",
        )
    os.environ[LISENS] = noekkel = noekkel or _IKKE_KOMMERSIELL
    if noekkel != _IKKE_KOMMERSIELL:
        return f"Lisens: xlwings Server kjører med nøkkelen i {LISENS}."
    return (
        "Lisens: xlwings Server kjører under PolyForm Noncommercial 1.0.0, som bare tillater ikke-kommersiell bruk. "
        f"Annen bruk krever kjøpt nøkkel i {LISENS}; se «Lisens» i docs/drift.md."
    )


def _ta_adressen(vert: str, port: int) -> socket.socket:
    try:
        familie = socket.getaddrinfo(vert, port, type=socket.SOCK_STREAM)[0][0]
        sokkel = socket.create_server((vert, port), family=familie)
    except OSError as feil:
        raise Bruksfeil(
            f"Kan ikke svare på {vert}, port {port}: {feil.strerror or feil}.",
            "Er tjeneren alt i gang? Velg en annen adresse med --vert eller en annen port med --port.",
        ) from None
    sokkel.set_inheritable(True)
    return sokkel


def svar(valg: Valg, sokkel: socket.socket) -> None:
    """Svar til noen stopper prosessen."""
    import uvicorn  # noqa: PLC0415
    from uvicorn.supervisors import Multiprocess  # noqa: PLC0415

    oppsett = uvicorn.Config(
        "xlasss.tjener.app:lag_app",
        factory=True,
        workers=valg.arbeidere,
        log_level="warning",
        server_header=False,
        ssl_certfile=valg.sertifikat,
        ssl_keyfile=valg.noekkel,
    )
    with suppress(KeyboardInterrupt):  # Ctrl+C er den vanlige måten å stoppe på
        if valg.arbeidere > 1:
            Multiprocess(oppsett, sockets=[sokkel]).run()
        else:
            uvicorn.Server(oppsett).run(sockets=[sokkel])
