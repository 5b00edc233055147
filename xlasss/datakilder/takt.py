"""Hvor fort vi spør SSB: høyst 30 kall i minuttet, ett om gangen, og lengre pauser når SSB ber om det.

SSBs veileder sier 30 i minuttet; serveren har målt 40 (DATAKILDER §1). Klokken er et argument, så
prøvene kan la timer gå uten å vente.
"""

import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

PER_MINUTT = 30
VENTETIDER = (5.0, 10.0, 20.0, 40.0, 60.0)
"""Sekunder mellom forsøkene når SSB er opptatt; det siste er hele vinduet SSB teller i."""
LENGSTE_PAUSE = 300.0


class Klokke:
    """Tiden, og det å vente. Den som ser på, får vite om pausene, så ingen tror det har stoppet."""

    def __init__(self, si_fra: Callable[[str], object] = lambda melding: None) -> None:
        self._si_fra = si_fra

    def naa(self) -> float:
        return time.monotonic()

    def dato(self) -> datetime:
        return datetime.now(UTC)

    def vent(self, sekunder: float, grunn: str) -> None:
        self._si_fra(f"{grunn}. Venter {sekunder:.0f} sekunder …")
        time.sleep(sekunder)


class Takt:
    """Slipper fram høyst `PER_MINUTT` kall i løpet av et minutt."""

    def __init__(self, klokke: Klokke) -> None:
        self._klokke = klokke
        self._kall: deque[float] = deque(maxlen=PER_MINUTT)

    def neste(self) -> None:
        """Vent til det er vår tur."""
        if len(self._kall) == PER_MINUTT:
            igjen = self._kall[0] + 60 - self._klokke.naa()
            if igjen > 0:
                self._klokke.vent(igjen, f"SSB tillater {PER_MINUTT} kall i minuttet")
        self._kall.append(self._klokke.naa())


def pause(retry_after: str | None, forsok: int, klokke: Klokke) -> float | None:
    """Sekunder til neste forsøk; None når det ikke skal prøves mer.

    SSBs Retry-After går foran når den er lengre enn vår egen ventetid.
    """
    if forsok >= len(VENTETIDER):
        return None
    bedt_om = _sekunder(retry_after, klokke)
    return None if bedt_om > LENGSTE_PAUSE else max(bedt_om, VENTETIDER[forsok])


def _sekunder(retry_after: str | None, klokke: Klokke) -> float:
    """Retry-After er sekunder eller en dato; noe annet er som om den ikke stod der."""
    if not retry_after:
        return 0.0
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        til = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    return max(0.0, (til.replace(tzinfo=til.tzinfo or UTC) - klokke.dato()).total_seconds())
