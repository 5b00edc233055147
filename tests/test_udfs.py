"""Det Excel laster, er registeret: samme funksjoner, samme argumenter, og ingen regning."""

import ast
import inspect
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from udfs import asss
from xlasss.begreper import Feil
from xlasss.hosts.excel import les, svar
from xlasss.kall import UTELATT, kall
from xlasss.registry import REGISTER

KILDEKODE = ast.parse(Path(asss.__file__).read_text(encoding="utf-8"))
FUNKSJONER = [node for node in KILDEKODE.body if isinstance(node, ast.FunctionDef)]
SCODE = {
    Feil.NULL: -2146826288, Feil.DIV0: -2146826281, Feil.VALUE: -2146826273, Feil.REF: -2146826265,
    Feil.NAME: -2146826259, Feil.NUM: -2146826252, Feil.NA: -2146826246,
}  # fmt: skip


def test_modulen_har_hver_funksjon_i_registeret_i_samme_rekkefolge_og_ingen_flere():
    assert [f.name for f in FUNKSJONER] == list(REGISTER)
    assert {n for n in vars(asss) if n.upper() == n and not n.startswith("_")} == {*REGISTER, "UTELATT"}


@pytest.mark.parametrize("funksjon", FUNKSJONER, ids=lambda f: f.name)
def test_hver_funksjon_er_en_dekorator_og_ett_kall_med_argumentene_i_rekkefolge(funksjon: ast.FunctionDef):
    assert [ast.unparse(d) for d in funksjon.decorator_list] == ["regnearkfunksjon"]
    navn = [a.navn for a in REGISTER[funksjon.name].argumenter]
    assert [ast.unparse(rad) for rad in funksjon.body] == [f"return svar({', '.join([repr(funksjon.name), *navn])})"]


@pytest.mark.parametrize("navn", REGISTER)
def test_navn_og_valgfrie_argumenter_er_registerets_og_det_er_ingen_typer(navn):
    parametre = inspect.signature(getattr(asss, navn)).parameters.values()
    assert [(p.name, p.default is UTELATT) for p in parametre] == [
        (a.navn, a.valgfri) for a in REGISTER[navn].argumenter
    ]
    assert all(p.default in (inspect.Parameter.empty, UTELATT) and p.annotation is p.empty for p in parametre)


@pytest.mark.parametrize("navn", REGISTER)
def test_hjelpetekstene_faar_plass_i_excel_uten_aa_bli_kuttet(navn):
    funksjon = REGISTER[navn]
    assert getattr(asss, navn).__doc__ == f"{funksjon.hjelp}: {funksjon.definisjon}"
    assert len(getattr(asss, navn).__doc__) <= 255
    assert all(0 < len(a.hjelp) <= 255 for a in funksjon.argumenter)


@pytest.mark.parametrize("feil", Feil)
def test_en_feilverdi_fra_excel_blir_feilen_og_gaar_tilbake_som_teksten_sin(feil):
    assert les(SCODE[feil]) is feil
    assert svar("ASSS_EFFEKTIVITET", ((SCODE[feil],), (1.0,)), 2.0) == [[feil.tekst], [0.5]]


@pytest.mark.parametrize("kode", [2043, 2045, 2046, 2047, 2048, 2049, 2050, 2051])
def test_en_nyere_feilverdi_enn_de_sju_leses_som_value(kode):
    assert les(-2146828288 + kode) is Feil.VALUE


def test_andre_heltall_er_tall_for_de_er_skrevet_i_vba():
    assert les(5) == 5.0 and les(-3) == -3.0 and les(2**40) == float(2**40)
    assert les(True) is True and les(None) is None and les("x") == "x" and les(UTELATT) is UTELATT


def test_tupler_blir_rader_og_en_enkel_rad_blir_en_rad():
    assert les(((1.0, "a"), (None, SCODE[Feil.NA]))) == [[1.0, "a"], [None, Feil.NA]]
    assert les((1.0, 2.0)) == [1.0, 2.0]
    assert svar("ASSS_PRODINDEKS", ((1.0, 1.2),), (1.0, 1.0)) == [[1.1]]


def test_svaret_fra_verten_er_svaret_fra_kjernen():
    x = ((1.0, None), (3.0, "-"), (4.0, 7.0))
    assert svar("ASSS_SNITT", x, "uveid") == kall("ASSS_SNITT", x, "uveid")
    assert svar("ASSS_SNITT", x, "median") == [["#VALUE!"]]
    assert svar("ASSS_PROFIL", x, "uveid")[0] == [pytest.approx(37.5), "#N/A"]


RAA = (
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | st.sampled_from([*SCODE.values()])
    | st.sampled_from(["uveid", "veid", "prosent", "..", "–", "#N/A", "12,5", UTELATT, object(), 1 + 2j])
)  # fmt: skip
OMRAADER = RAA | st.lists(st.lists(RAA, min_size=1, max_size=3).map(tuple), max_size=4).map(tuple)


@given(st.sampled_from(list(REGISTER)), st.lists(OMRAADER, max_size=5))
def test_ingenting_i_noen_celle_gir_noe_annet_enn_rader_av_tall_tekst_og_feiltekst(navn, argumenter):
    rader = svar(navn, *argumenter)
    assert rader and len({len(rad) for rad in rader}) == 1
    for celle in (celle for rad in rader for celle in rad):
        assert isinstance(celle, str) or (type(celle) is float and celle - celle == 0)
