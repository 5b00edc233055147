"""Felles for prøvene: hypothesis uten tidsfrist og likt hver gang i CI, roten, kommandolinjen, og Calc."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from calc import Calc, hjem_for_calc
from hypothesis import HealthCheck, settings

from xlasss.cli import kjor
from xlasss.hosts.libreoffice.installer import installer

collect_ignore = ["excel/i_libreoffice.py"]  # kjøres av LibreOffices Python, som har uno

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile(
    "xlasss",
    deadline=None,
    max_examples=40,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("xlasss")


def pytest_xdist_auto_num_workers() -> int:
    """Én prosess mer enn kjerner: mange prøver venter på LibreOffice, en nettleser eller en tjener."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def rot() -> Path:
    """Roten av prosjektet."""
    return Path(__file__).parent.parent


@pytest.fixture
def xlasss(capsys, monkeypatch, tmp_path):
    """Kjør et verb i en tom mappe; gir (kode, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)

    def kjor_verb(*argumenter: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as slutt:
            kjor(list(argumenter))
        ut, feil = capsys.readouterr()
        return int(slutt.value.code or 0), ut, feil

    return kjor_verb


@pytest.fixture(scope="session")
def krev_soffice() -> Callable[[], None]:
    """Hopper over når LibreOffice mangler; i CI er det en feil."""

    def krev() -> None:
        if shutil.which("soffice") is None:
            grunn = "LibreOffice (soffice) er ikke installert"
            pytest.fail(grunn) if os.environ.get("CI") else pytest.skip(grunn)

    return krev


@pytest.fixture(scope="session")
def calc(krev_soffice: Callable[[], None]) -> Iterator[Calc]:
    """LibreOffice i et hjem for seg selv, med utvidelsen lagt inn slik en bruker gjør det."""
    krev_soffice()
    with hjem_for_calc() as hjem:
        installer()
        yield Calc(hjem)


@pytest.fixture(scope="module")
def nettleser() -> Iterator["Browser"]:
    """Debians Chromium. Uten den hoppes prøvene over; i CI er det en feil."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        grunn = "Chromium er ikke installert"
        pytest.fail(grunn) if os.environ.get("CI") else pytest.skip(grunn)
    with sync_playwright() as spiller:
        browser = spiller.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-quic"])
        yield browser
        browser.close()
