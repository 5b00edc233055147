"""Felles for prøvene av henting: en klokke som går uten å vente, og en falsk statistikkbank."""

import pytest
from ssb_hjelp import FalskKlokke, bank
from ssb_tall import ekte_tabeller, oppdiktet
from ssb_tjener import SsbTjener

from xlasss.datakilder.lager import Lager
from xlasss.datakilder.ssb import Ssb


@pytest.fixture
def klokke() -> FalskKlokke:
    return FalskKlokke()


@pytest.fixture
def tjener(klokke, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with SsbTjener({"99001": oppdiktet()} | ekte_tabeller(), klokke) as tjeneren:
        yield tjeneren


@pytest.fixture(params=["v2", "v0"])
def slag(request) -> str:
    return request.param


@pytest.fixture
def banken(tjener, klokke, slag) -> Ssb:
    """Statistikkbanken gjennom hvert av de to grensesnittene."""
    return bank(tjener, klokke, slag)


@pytest.fixture
def v2(tjener, klokke) -> Ssb:
    return bank(tjener, klokke, "v2")


@pytest.fixture
def lager(tmp_path):
    with Lager.apne(tmp_path / "kostra.sqlite") as lageret:
        yield lageret
