"""Alle motorene gir de samme svarene på de samme små regnearkene."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from engines.boker import skriv_bok
from engines.tilfeller import NATIVE, VAARE, Tilfelle

from xlasss.begreper import Feil
from xlasss.engines import Bok, motor

RELATIV = 1e-12
TREG = pytest.mark.treg
MOTOR = [
    pytest.param("formualizer"),
    pytest.param("formulas", marks=TREG),
    pytest.param("libreoffice", marks=TREG),
]


@cache
def _regnet(med: str, hvilke: str) -> tuple[Bok, dict[str, str]]:
    """Alle tilfellene i én arbeidsbok, ett ark hver, regnet én gang per motor."""
    tilfeller = NATIVE if hvilke == "native" else VAARE
    ark = {navn: f"T{nummer}" for nummer, navn in enumerate(tilfeller)}
    sider = {ark[navn]: tilfelle.celler | _formler(tilfelle) for navn, tilfelle in tilfeller.items()}
    bok = motor(med).aapne(skriv_bok(Path(mkdtemp()) / "felles.xlsx", sider))
    bok.regn()
    return bok, ark


def _formler(tilfelle: Tilfelle) -> dict[str, object]:
    return {f"H{rad}": formel for rad, formel in enumerate(tilfelle.svar, 1)}


def _sammenlign(bok: Bok, ark: str, tilfelle: Tilfelle) -> None:
    for celle, formel in _formler(tilfelle).items():
        ventet, fikk = tilfelle.svar[str(formel)], bok.verdi(ark, celle)
        if isinstance(ventet, str | bool | Feil):
            assert fikk == ventet and type(fikk) is type(ventet), f"{formel} ga {fikk!r}, skal være {ventet!r}"
        else:
            assert isinstance(fikk, float), f"{formel} ga {fikk!r}, skal være {ventet!r}"
            assert fikk == pytest.approx(ventet, rel=RELATIV, abs=1e-15), formel


@pytest.mark.parametrize("navn", NATIVE)
@pytest.mark.parametrize("med", MOTOR)
def test_fellesmengden(med: str, navn: str, krev_soffice: Callable[[], None]) -> None:
    if med == "libreoffice":
        krev_soffice()
    bok, ark = _regnet(med, "native")
    _sammenlign(bok, ark[navn], NATIVE[navn])


@pytest.mark.parametrize("navn", VAARE)
@pytest.mark.parametrize("med", MOTOR[:2])
def test_funksjonene_vaare(med: str, navn: str) -> None:
    bok, ark = _regnet(med, "vaare")
    _sammenlign(bok, ark[navn], VAARE[navn])
