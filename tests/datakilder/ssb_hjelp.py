"""En klokke som går uten å vente, og veien til den falske statistikkbanken."""

from datetime import UTC, datetime, timedelta

from ssb_tjener import SsbTjener

from xlasss.datakilder.ssb import Ssb, ssb
from xlasss.datakilder.ssb_http import Forbindelse
from xlasss.datakilder.takt import Klokke


class FalskKlokke(Klokke):
    """Tiden går bare når noen venter."""

    def __init__(self) -> None:
        self.tid, self.ventet = 0.0, []

    def naa(self) -> float:
        return self.tid

    def dato(self) -> datetime:
        return datetime(2026, 11, 22, 9, tzinfo=UTC) + timedelta(seconds=self.tid)

    def vent(self, sekunder: float, grunn: str) -> None:
        self.ventet.append((sekunder, grunn))
        self.tid += sekunder

    @property
    def pauser(self) -> list[float]:
        return [sekunder for sekunder, _ in self.ventet]


def bank(tjener: SsbTjener, klokke: FalskKlokke, slag: str, tidsgrense: float = 20) -> Ssb:
    """Statistikkbanken gjennom v2 eller v0. Fristen er rundelig: maskinen kan være opptatt."""
    adresse = {"v2": tjener.v2, "v0": tjener.v0}[slag]
    return ssb(Forbindelse(adresse, tidsgrense=tidsgrense, klokke=klokke, storste=1_000_000))
