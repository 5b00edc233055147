"""De samme kallene gir de samme svarene i hver vert og hver motor: `paritet.csv`."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import paritet_verter as verter
import pytest
from paritet import VERTER, Tilfelle, les_tilfeller
from test_excel_com import Omraade as ComOmraade
from test_excel_com import excel  # noqa: F401 - xlwings' COM-kode

from xlasss.begreper import Feil
from xlasss.engines import motor
from xlasss.errors import DataFeil
from xlasss.registry import REGISTER

TILFELLER = les_tilfeller(Path(__file__).parent / "paritet.csv")
TREGE = ("libreoffice", "formulas")
RELATIV, NAER_NULL = 1e-12, 1e-13
"""Bare der svaret er en differanse som skal bli 0, teller den faste grensen."""

Regn = Callable[[Tilfelle], verter.Svar]


@pytest.fixture(scope="module")
def regn_i(request, tmp_path_factory) -> Callable[[str], Regn]:
    """Adapteren for en vert, laget første gang den trengs."""

    @cache
    def lag(vert: str) -> Regn:
        if vert == "kjerne":
            return verter.kjerne
        if vert == "excel":
            return verter.excel(request.getfixturevalue("excel").kall, ComOmraade)
        svar = verter.regneark(TILFELLER, tmp_path_factory.mktemp(vert), ark(vert))
        return lambda tilfelle: svar[id(tilfelle)]

    def ark(vert: str):
        if vert == "libreoffice":
            calc = request.getfixturevalue("calc")

        def regn(fil: Path):
            if vert == "libreoffice":
                verdier = calc.regn(fil)
                return lambda ark, celle: verdier.get((ark, celle))
            bok = motor(vert).aapne(fil)
            bok.regn()
            return bok.verdi

        return regn

    return lag


@pytest.mark.parametrize("tilfelle", TILFELLER, ids=lambda t: f"{t.funksjon}: {t.navn}")
@pytest.mark.parametrize("vert", [pytest.param(v, marks=pytest.mark.treg if v in TREGE else ()) for v in VERTER])
def test_paritet(vert: str, tilfelle: Tilfelle, regn_i: Callable[[str], Regn]) -> None:
    ventet, fikk = tilfelle.svar_i(vert), regn_i(vert)(tilfelle)
    if vert in ("kjerne", "excel"):  # her synes hele svaret, også formen
        assert fikk.keys() == {(r, k) for r in range(len(ventet)) for k in range(len(ventet[0]))} or isinstance(
            ventet[0][0], Feil
        )
    for (r, k), celle in fikk.items():
        skal = ventet[min(r, len(ventet) - 1)][min(k, len(ventet[0]) - 1)]
        assert _lik(celle, skal), f"rad {r + 1}, kolonne {k + 1}: fikk {celle!r}, skal være {skal!r}"


def _lik(fikk: object, skal: object) -> bool:
    if isinstance(skal, Fraction):
        return type(fikk) is float and fikk == pytest.approx(float(skal), rel=RELATIV, abs=NAER_NULL)
    if isinstance(skal, str) and skal.startswith("@"):
        return isinstance(fikk, str) and skal[1:] in fikk
    return fikk is skal if isinstance(skal, Feil) else fikk == skal


def test_hver_funksjon_er_proevd_paa_alt_den_kan_faa():
    per_funksjon = Counter(t.funksjon for t in TILFELLER)
    assert per_funksjon.keys() == REGISTER.keys() and len(TILFELLER) >= 250
    for navn, funksjon in REGISTER.items():
        if not funksjon.argumenter:
            continue
        sett = [c for t in TILFELLER if t.funksjon == navn for a in t.argumenter
                for rad in (a.rader if hasattr(a, "rader") else [[a]]) for c in rad]  # fmt: skip
        slag = {type(c) for c in sett}
        assert Feil in slag and str in slag, f"{navn}: feilverdier og tekst"
        if funksjon.rekkevidde:
            assert {"-", "–", ".", "..", "...", "…", ":", None} <= set(sett), f"{navn}: SSBs tegn og tomt"


def test_en_vert_har_sitt_eget_svar_bare_der_den_ikke_kan_annet(capsys):
    egne = Counter(vert for t in TILFELLER for vert in t.egne)
    with capsys.disabled():
        print(f"\nparitet: {len(TILFELLER)} tilfeller i {len(VERTER)} verter; egne svar: {dict(egne)}")
    assert set(egne) <= {"libreoffice"} and egne["libreoffice"] <= 15
    for tilfelle in TILFELLER:
        assert all(eget != tilfelle.venter for eget in tilfelle.egne.values()), tilfelle.navn


@pytest.mark.parametrize(
    ("linje", "grunn"),
    [
        ("a,ASSS_X,[1 2; 3],1,d,", "ikke et rektangel"),
        ("a,ASSS_X,1 2,1,d,", "skal være én celle"),
        ("a,ASSS_X,1 | | 2,1,d,", "en tom celle er _"),
        ("a,ASSS_X,[1,1,d,", "er ikke ett område"),
        ("a,ASSS_X,#FEIL!,1,d,", "ingen feilverdi"),
        ("a,ASSS_X,1,hallo,d,", "verken et regnestykke"),
        ("a,ASSS_X,1,1,d,lotus: 5 | grunn", "skal være «vert: svar"),
        ("a,ASSS_X,1,1,d,excel: 5", "skal være «vert: svar"),
        ("a,ASSS_X,1,1,,", "«grunnlag» er tom"),
    ],
)
def test_en_linje_som_ikke_kan_leses_er_en_feil_med_linjenummer(linje, grunn, tmp_path):
    fil = tmp_path / "p.csv"
    fil.write_text(f"navn,funksjon,argumenter,venter,grunnlag,egne\n{linje}\n", encoding="utf-8")
    with pytest.raises(DataFeil, match=rf"^p\.csv linje 2: .*{grunn}"):
        les_tilfeller(fil)
