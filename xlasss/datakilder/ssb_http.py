"""One JSON answer over HTTP, or one Norwegian sentence about why there is none.

urllib3 and not requests or httpx: one package without dependencies; it trusts the certificates of the
system (a municipality's proxy signs with its own, which a bundled list does not know); and a body shorter
than promised is an error, not a short answer. Transient faults are tried again with growing pauses; what
SSB refuses, is not.
"""

import json
import ssl
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import (
    DecodeError,
    HTTPError,
    IncompleteRead,
    LocationParseError,
    NewConnectionError,
    ProtocolError,
    SSLError,
    TimeoutError,
)

from xlasss.datakilder.takt import Klokke, Takt, pause
from xlasss.errors import Bruksfeil, Hentefeil
from xlasss.versjon import VERSJON

STORSTE_SVAR = 256 * 1024 * 1024
_OPPTATT = {429: "SSB sier at vi spør for ofte", 502: "SSB er nede", 503: "SSB er stengt", 504: "SSB er nede"}
_FORTSETT = "Det som er hentet, er lagret; kjør det samme en gang til, så fortsetter det der det slapp."
_STENGT = "SSB stenger en kort stund kl. 05.00 og 11.30 og kl. 08.00 kommer nye tall."


@dataclass(frozen=True)
class Avvist(Exception):
    """SSB tok imot spørsmålet og sa nei."""

    status: int
    kropp: bytes

    @property
    def json(self) -> dict[str, Any]:
        """Forklaringen, når SSB ga en."""
        try:
            lest = json.loads(self.kropp)
        except ValueError:
            return {}
        return lest if isinstance(lest, dict) else {}


class _Forbigaaende(Exception):
    def __init__(self, grunn: str, retry_after: str | None = None) -> None:
        self.grunn, self.retry_after = grunn, retry_after


class Forbindelse:
    """Veien til SSB: én adresse, ett kall om gangen."""

    def __init__(
        self, adresse: str, *, tidsgrense: float = 60.0, klokke: Klokke | None = None, storste: int = STORSTE_SVAR
    ) -> None:
        self.adresse = adresse.rstrip("/")
        self.klokke = klokke or Klokke()
        self._takt = Takt(self.klokke)
        self._tidsgrense, self._storste = tidsgrense, storste
        self._http = _http(self.adresse, tidsgrense)

    def json(self, sti: str, hva: str, kropp: dict[str, Any] | None = None) -> tuple[dict[str, Any], bytes]:
        """Svaret som JSON og byte for byte. `hva` er det som hentes, slik leseren skal høre det."""
        forsok = 0
        while True:
            self._takt.neste()
            try:
                return self._ett_forsok(sti, hva, kropp)
            except _Forbigaaende as feil:
                sekunder = pause(feil.retry_after, forsok, self.klokke)
                if sekunder is None:
                    raste = f"Ga opp etter {forsok + 1} forsøk" if forsok else "Ga opp"
                    raise Hentefeil(f"Henting av {hva}: {feil.grunn}. {raste}.", f"{_FORTSETT} {_STENGT}") from None
                self.klokke.vent(sekunder, f"{feil.grunn} ({hva})")
                forsok += 1

    def _ett_forsok(self, sti: str, hva: str, kropp: dict[str, Any] | None) -> tuple[dict[str, Any], bytes]:
        try:
            status, hode, raa = self._send(sti, hva, kropp)
        except SSLError as feil:
            raise Hentefeil(
                f"Henting av {hva}: sertifikatet til {self.adresse} kan ikke kontrolleres ({feil}).",
                "Spør driften om nettverket åpner kryptert trafikk, eller prøv fra et annet nett.",
            ) from None
        except NewConnectionError:  # urllib3 regner den blant tidsavbruddene
            raise _Forbigaaende(f"får ikke kontakt med {self.adresse}") from None
        except TimeoutError:
            raise _Forbigaaende(f"{self.adresse} svarte ikke innen {self._tidsgrense:g} sekunder") from None
        except (IncompleteRead, ProtocolError, DecodeError):
            raise _Forbigaaende("svaret ble avbrutt underveis") from None
        except HTTPError as feil:
            raise _Forbigaaende(f"forbindelsen sviktet ({feil})") from None
        if status in _OPPTATT:
            raise _Forbigaaende(_OPPTATT[status], hode.get("Retry-After"))
        if 300 <= status < 400:
            raise Hentefeil(
                f"Henting av {hva}: {self.adresse} viser videre til {hode.get('Location', 'et annet sted')}.",
                "Bruk den nye adressen i --adresse.",
            )
        if status != 200:
            raise Avvist(status, raa)
        return self._les(raa, hva)

    def _send(self, sti: str, hva: str, kropp: dict[str, Any] | None) -> tuple[int, Any, bytes]:
        frist = self.klokke.naa() + 10 * self._tidsgrense
        svar = self._http.request(
            "GET" if kropp is None else "POST", self.adresse + sti, preload_content=False,
            body=None if kropp is None else json.dumps(kropp).encode(),
            headers={**self._http.headers, "Content-Type": "application/json"},
        )  # fmt: skip
        biter, lengde = [], 0
        try:
            for bit in svar.stream(1 << 16, decode_content=True):
                biter.append(bit)
                lengde += len(bit)
                if lengde > self._storste:
                    raise Hentefeil(
                        f"Henting av {hva}: svaret er over {self._storste // 1024 // 1024} MB.",
                        "Be om færre tabeller eller år; er det SSB som svarer slik, meld fra.",
                    )
                if self.klokke.naa() > frist:
                    raise _Forbigaaende(f"{self.adresse} var ikke ferdig innen {10 * self._tidsgrense:g} sekunder")
            svar.release_conn()
        finally:
            svar.close()
        return svar.status, svar.headers, b"".join(biter)

    def _les(self, raa: bytes, hva: str) -> tuple[dict[str, Any], bytes]:
        try:
            lest = json.loads(raa, parse_constant=_ikke_json)
        except ValueError:
            if raa.lstrip()[:1] == b"<":
                raise Hentefeil(
                    f"Henting av {hva}: {self.adresse} svarte med en nettside, ikke med tall.",
                    "Sjekk adressen; på et jobbnett kan det være en innlogging eller en sperre som svarer.",
                ) from None
            raise _Forbigaaende("svaret er ikke hel JSON") from None
        if not isinstance(lest, dict):
            raise Hentefeil(f"Henting av {hva}: svaret er ikke slik SSB svarer.", "Sjekk adressen.")
        return lest, raa


def _ikke_json(konstant: str) -> NoReturn:
    raise ValueError(konstant)


def _http(adresse: str, tidsgrense: float) -> urllib3.PoolManager:
    deler = urlsplit(adresse)
    if deler.scheme not in ("http", "https") or not deler.hostname:
        raise Bruksfeil(f"«{adresse}» er ikke en nettadresse.", "Skriv den med https:// foran.")
    hoder = urllib3.make_headers(accept_encoding=True, user_agent=f"xlasss/{VERSJON}")
    felles: dict[str, Any] = {
        "headers": hoder, "timeout": urllib3.Timeout(connect=min(10.0, tidsgrense), read=tidsgrense), "retries": False,
        "ssl_context": ssl.create_default_context(),
    }  # fmt: skip
    mellomtjener = None if proxy_bypass(deler.hostname) else getproxies().get(deler.scheme)
    try:
        return urllib3.ProxyManager(mellomtjener, **felles) if mellomtjener else urllib3.PoolManager(**felles)
    except LocationParseError:
        raise Bruksfeil(f"Mellomtjeneren «{mellomtjener}» er ikke en nettadresse.", "Sjekk https_proxy.") from None
