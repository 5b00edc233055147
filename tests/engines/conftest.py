"""Felles for motorprøvene."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from engines.boker import Arkene, skriv_bok

from xlasss.engines import Bok, motor


@pytest.fixture
def regn(tmp_path: Path, krev_soffice: Callable[[], None]) -> Callable[..., Bok]:
    """Skriv en arbeidsbok og regn den: `regn({"Ark": {"A1": 1, "B1": "=A1"}}, "formulas")`."""

    def skriv_og_regn(arkene: Arkene, med: str = "formualizer", navn: Mapping[str, str] | None = None) -> Bok:
        if med == "libreoffice":
            krev_soffice()
        bok = motor(med).aapne(skriv_bok(tmp_path / "bok.xlsx", arkene, navn))
        bok.regn()
        return bok

    return skriv_og_regn
