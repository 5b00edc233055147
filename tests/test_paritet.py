"""De samme kallene gir de samme svarene i hver vert og hver motor: `paritet.csv`."""

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from pathlib import Path

import paritet_verter as verter
import pytest
from engines.boker import Arkene, skriv_bok
from excel.vba import regn_med_vba
from paritet import VERTER, Tilfelle, les_tilfeller
from paritet_officejs import kall_over_http, officejs  # noqa: F401 - en ekte tjener
from test_excel_com import Omraade as ComOmraade
from test_excel_com import excel  # noqa: F401 - xlwings' COM-kode

from xlasss.begreper import Feil
from xlasss.engines import motor
from xlasss.errors import DataFeil
from xlasss.registry import REGISTER

TILFELLER = les_tilfeller(Path(__file__).parent / "paritet.csv")
TREGE, TUNGE = ("officejs",), ("vba", "libreoffice", "formulas")
RELATIV, NAER_NULL = 1e-12, 1e-13
"""Bare der svaret er en differanse som skal bli 0, teller den faste grensen."""

Regn = Callable[[Tilfelle], verter.Svar]


def _merker(vert: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.treg] * (vert in TREGE + TUNGE) + [pytest.mark.tung] * (vert in TUNGE)


@pytest.fixture(scope="module", params=[pytest.param(v, marks=_merker(v)) for v in VERTER])
def vert(request, tmp_path_factory) -> tuple[str, Regn]:
    """En vert og adapteren for den, laget én gang; går det galt, er det galt én gang for alle tilfellene."""
    navn = request.param
    if navn == "kjerne":
        return navn, verter.kjerne
    if navn == "excel":
        return navn, verter.excel(request.getfixturevalue("excel").kall, ComOmraade)
    if navn == "officejs":
        return navn, verter.officejs(request.getfixturevalue("kall_over_http"))
    if navn == "vba":
        request.getfixturevalue("krev_soffice")()
        regn = regn_med_vba
    elif navn == "libreoffice":
        regn = request.getfixturevalue("calc").celler
    else:
        regn = partial(_regn_i_motor, navn)
    mappe = tmp_path_factory.mktemp(navn)
    return navn, verter.regneark(TILFELLER, lambda arkene: regn(mappe, arkene))


def _regn_i_motor(navn: str, mappe: Path, arkene: Arkene) -> Mapping[tuple[str, str], object]:
    bok = motor(navn).aapne(skriv_bok(mappe / "paritet.xlsx", arkene))
    bok.regn()
    return {sted: bok.verdi(*sted) for sted in bok.formelceller()}


@pytest.mark.parametrize("tilfelle", TILFELLER, ids=lambda t: f"{t.funksjon}: {t.navn}")
def test_paritet(vert: tuple[str, Regn], tilfelle: Tilfelle) -> None:
    navn, regn = vert
    ventet, fikk = tilfelle.svar_i(navn), regn(tilfelle)
    if navn in ("kjerne", "excel", "officejs"):  # her synes hele svaret, også formen
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
    assert set(egne) <= {"libreoffice", "vba"} and egne["libreoffice"] <= 15 and egne["vba"] <= 5
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
