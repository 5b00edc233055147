"""Arbeidsboken bygget én gang, og kopier av den med forgiftede lagrede verdier."""

from collections.abc import Callable
from pathlib import Path

import pytest

from xlasss.engines import motor
from xlasss.sektorer import Sektorfil, sektorfil
from xlasss.workbook.blokk import Plan
from xlasss.workbook.bygg import bygg
from xlasss.workbook.patch import skriv_bufrede
from xlasss.workbook.plan import plan

GIFT = -999.25
"""Verdien hver formelcelle har fra før i kopiene. Den kan ikke være noe svar."""


@pytest.fixture(scope="session")
def sektor() -> Sektorfil:
    return sektorfil("grunnskole")


@pytest.fixture(scope="session")
def p(sektor) -> Plan:
    return plan(sektor)


@pytest.fixture(scope="session")
def bygget(sektor, tmp_path_factory) -> Path:
    return bygg(sektor, tmp_path_factory.mktemp("bygget"))


@pytest.fixture(scope="session")
def forgiftet(bygget, tmp_path_factory) -> Path:
    """Arbeidsboken der hver lagret verdi er gal, så en gammel verdi synes."""
    bok = motor("formualizer").aapne(bygget)
    ut = tmp_path_factory.mktemp("forgiftet") / bygget.name
    skriv_bufrede(bygget, ut, dict.fromkeys(bok.formelceller(), GIFT))
    return ut


@pytest.fixture(scope="session")
def soffice(krev_soffice: Callable[[], None]) -> None:
    """Hopper over uten LibreOffice, men aldri i CI."""
    krev_soffice()
