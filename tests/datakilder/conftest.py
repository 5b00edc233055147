"""Felles for prøvene av henting: en klokke som går uten å vente, og en falsk statistikkbank."""

from datetime import UTC, datetime, timedelta

import pytest
from ssb_tall import ekte_tabeller, oppdiktet
from ssb_tjener import SsbTjener

from xlasss.datakilder.lager import Lager
from xlasss.datakilder.ssb import Ssb, ssb
from xlasss.datakilder.ssb_http import Forbindelse
from xlasss.datakilder.takt import Klokke


class Testklokke(Klokke):
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


@pytest.fixture
def klokke() -> Testklokke:
    return Testklokke()


@pytest.fixture
def tjener(klokke, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with SsbTjener({"99001": oppdiktet()} | ekte_tabeller(), klokke) as tjeneren:
        yield tjeneren


@pytest.fixture(params=["v2", "v0"])
def banken(request, tjener, klokke) -> Ssb:
    """Statistikkbanken gjennom hvert av de to grensesnittene."""
    return ssb(Forbindelse(getattr(tjener, request.param), tidsgrense=0.4, klokke=klokke, storste=1_000_000))


@pytest.fixture
def v2(tjener, klokke) -> Ssb:
    return ssb(Forbindelse(tjener.v2, tidsgrense=0.4, klokke=klokke))


@pytest.fixture
def lager(tmp_path):
    with Lager.apne(tmp_path / "kostra.sqlite") as lageret:
        yield lageret
