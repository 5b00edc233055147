"""Uttrykk er regning med kjente tall, og aldri kode som kjøres."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlasss.beregning.intervall import Intervall
from xlasss.errors import IntervallFeil, UttrykkFeil, XlasssFeil
from xlasss.revisjon.stramt import stramt_intervall
from xlasss.revisjon.uttrykk import Uttrykk


def regn(tekst: str, **tall: str) -> Intervall:
    verdier = {navn: Intervall.eksakt(Fraction(v)) for navn, v in tall.items()}
    return stramt_intervall(Uttrykk(tekst, verdier), verdier)


@pytest.mark.parametrize(
    ("tekst", "svar"),
    [
        ("a + b*2", "7"),
        ("(a + b)*2", "9"),
        ("-a + 4", "2"),
        ("a**3 / b", Fraction(8) / Fraction("2.5")),
        ("a**-2", "0.25"),
        ("abs(a - b)", "0.5"),
        ("min(a, b, 1)", "1"),
        ("max(a, b)", "2.5"),
        ("0.1 + 0.2", "0.3"),
    ],
)
def test_regning_er_eksakt(tekst, svar):
    assert regn(tekst, a="2", b="2.5") == Intervall.eksakt(Fraction(svar))


def test_en_id_med_bindestrek_og_punktum_er_ett_tall():
    tall = {"r_2017-s38-fig29": Intervall.eksakt(3), "vekt.sfo": Intervall.eksakt(2), "r_2017": Intervall.eksakt(99)}
    assert stramt_intervall(Uttrykk("r_2017-s38-fig29 - vekt.sfo", tall), tall) == Intervall.eksakt(1)


def test_den_lengste_kjente_id_en_vinner():
    tall = {"a": Intervall.eksakt(1), "a-1": Intervall.eksakt(10), "a-10": Intervall.eksakt(100)}
    assert stramt_intervall(Uttrykk("a-10 + a-1 + a", tall), tall) == Intervall.eksakt(111)


def test_minus_med_blanke_mellom_to_id_er_er_minus():
    tall = {"a": Intervall.eksakt(5), "b": Intervall.eksakt(3), "a-b": Intervall.eksakt(0)}
    assert stramt_intervall(Uttrykk("a - b", tall), tall) == Intervall.eksakt(2)


@pytest.mark.parametrize(
    "tekst",
    [
        "__import__('os').system('ls')",
        "a.__class__",
        "a if a else b",
        "[a for a in b]",
        "lambda: a",
        "a < b",
        "a % b",
        "a // b",
        "'tekst'",
        "True",
        "eval(a)",
        "abs(a, b)",
        "min(a)",
        "abs(a, key=b)",
        "ukjent + a",
        "a +",
        "",
        "a ** b",
        "a ** 10000",
        "a ** 0.5",
        "1j",
        "(" * 500 + "a" + ")" * 500,
        "-" * 5000 + "a",
        "a+" * 20000 + "a",
    ],
)
def test_annet_enn_regning_med_kjente_tall_er_en_feil_som_nevner_hva(tekst):
    with pytest.raises(UttrykkFeil):
        regn(tekst, a="1", b="2")


@given(st.text(max_size=60))
def test_ingen_tekst_gir_annet_enn_vaare_egne_feil(tekst):
    with suppress(XlasssFeil):
        regn(tekst, a="1", b="2")


def test_en_nevner_som_kan_vaere_null_er_en_feil():
    with pytest.raises(IntervallFeil):
        regn("a / (b - b)", a="1", b="2")


# --- stramme intervaller ------------------------------------------------------------------

tall = st.fractions(min_value=-5, max_value=5, max_denominator=50)
bredder = st.fractions(min_value=0, max_value=Fraction(1, 2), max_denominator=50)


@pytest.mark.parametrize("tekst", ["abs(x)", "min(x, 0 - x)", "max(x, x)", "abs(x) + x"])
def test_et_tall_uten_bredde_gir_et_svar_uten_bredde(tekst):
    boks = {"x": Intervall.eksakt(0)}
    assert stramt_intervall(Uttrykk(tekst, boks), boks) == Intervall.eksakt(0)


UTTRYKK = (
    "a*b - b*c", "a*a - a", "(a + b)/(c + 9)", "a**2 + b**2 - c", "abs(a - b) + a", "min(a, b) - max(b, c)",
    "100*((a*(b + 9))/(c + 20) - 1)", "(a*b + c*b)/(b + 30)", "a - a*1", "max(a, b, c)*a",
)  # fmt: skip


@given(st.sampled_from(UTTRYKK), st.lists(st.tuples(tall, bredder, st.fractions(0, 1)), min_size=3, max_size=3))
def test_ethvert_punkt_i_boksen_gir_et_svar_i_intervallet(tekst, punkter):
    boks = {n: Intervall(m - b, m + b) for n, (m, b, _) in zip("abc", punkter, strict=True)}
    punkt = {
        n: Intervall.eksakt(i.nedre + t * i.bredde) for (n, i), (_, _, t) in zip(boks.items(), punkter, strict=True)
    }
    uttrykk = Uttrykk(tekst, boks)
    verdi = uttrykk.regn({n: punkt[n] for n in uttrykk.navn}, Intervall.eksakt)
    assert stramt_intervall(uttrykk, boks).inneholder(verdi.nedre)


def test_et_lineaert_uttrykk_blir_eksakt_selv_om_tallet_staar_flere_ganger():
    boks = {"x": Intervall.trykt("3.3", 1), "y": Intervall.trykt("2.6", 1)}
    assert stramt_intervall(Uttrykk("3*x - 2*x + y - x", boks), boks) == boks["y"]


def test_vekstformelen_blir_stram_selv_der_den_ikke_er_monoton():
    boks = {"w": Intervall.trykt("80", 0), "x": Intervall.trykt("1.037", 3), "g": Intervall.trykt("-0.2", 1)}
    uttrykk = Uttrykk("100*((w*x + 20)/(w*x/(1 + g/100) + 20) - 1)", boks)
    assert stramt_intervall(uttrykk, boks).bredde < uttrykk.regn(boks, Intervall.eksakt).bredde / 10
