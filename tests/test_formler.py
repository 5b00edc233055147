"""Formler slik hvert program lagrer dem: ett navn, og alt annet står urørt."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlasss.formler import funksjoner_i, normaliser
from xlasss.registry import REGISTER

LAGRET = [
    "ASSS_PRODINDEKS(", "asss_prodindeks(", "Asss_ProdIndeks(", "ASSS_PRODINDEKS (", "[1]!ASSS_PRODINDEKS(",
    "[12]!ASSS_PRODINDEKS(", "_xll.ASSS_PRODINDEKS(", "_XLL.asss_prodindeks(", "_xlfn.ASSS_PRODINDEKS(",
    "_xludf.ASSS_PRODINDEKS(", "_xldudf_KS_ASSS_PRODINDEKS(", "_xldudf_ASSS_PRODINDEKS(",
    "_xldudf_KS_DEV_ASSS_PRODINDEKS(",
    "_xldudf_KS.NO_ASSS_PRODINDEKS(", "_xldudf_ASSS_ASSS_PRODINDEKS(", "NO.KS.ASSS.FUNCTIONS.ASSSPRODINDEKS(",
    "no.ks.asss.functions.asssprodindeks(", "xlasss.xlam!ASSS_PRODINDEKS(", "xlasss.xla!ASSS_PRODINDEKS(",
    "'C:\\Users\\Ola Å\\XLSTART\\xlasss.xlam'!ASSS_PRODINDEKS(", "'C:\\Ola''s\\xlasss.xlam'!ASSS_PRODINDEKS(",
]  # fmt: skip
ROERES_IKKE = [
    '="ASSS_X("', '="asss_snitt (A1)"', '="a""_xll.ASSS_X("&A1', '=IF(A1="[1]!ASSS_SNITT(",1,2)',
    "='Min asss_snitt (2017)'!B2", "='Ola''s asss_snitt (1)'!B2", '=\'Ark "asss_snitt (1)\'!B2',
    "=Tabell1[asss_snitt (2017)]",
    "=Tabell1[Vår asss_snitt (2017)]", "=MIN_ASSS_SNITT(A1)", "=æASSS_SNITT(A1)", "=x.ASSS_SNITT(A1)", "=ASSS_SNITT",
    "=SUM(A1:A3)", "=Ark1!ASSS_SNITT(A1)", "=_xlfn.XLOOKUP(A1,B:B,C:C)", "", "=", "ASSS_",
    "=[1]Ark1!A1+'[2]Mitt ark'!B2",
]  # fmt: skip


@pytest.mark.parametrize("lagret", LAGRET)
@pytest.mark.parametrize(
    "formel", ["={}B2:B6,C2:C6)", "=IFERROR({}B2:B6,C2:C6),1)", '="a("&{}"x")', "=-{}A1)*2", "=@{}A1)"]
)
def test_hver_lagret_form_blir_ett_navn(lagret, formel):
    assert normaliser(formel.format(lagret)) == formel.format("ASSS_PRODINDEKS(")
    assert funksjoner_i(formel.format(lagret)) == ["ASSS_PRODINDEKS"]


@pytest.mark.parametrize("navn", REGISTER)
def test_hver_funksjon_i_registeret_kjennes_igjen_i_alle_former(navn):
    kort = navn.removeprefix("ASSS_")
    for lagret in (navn, f"[1]!{navn}", f"_xll.{navn}", f"_xldudf_KS_{navn}", f"NO.KS.ASSS.FUNCTIONS.ASSS{kort}"):
        assert normaliser(f"={lagret}(A1)") == f"={navn}(A1)"


@pytest.mark.parametrize("formel", ROERES_IKKE)
def test_tekst_arknavn_tabellkolonner_og_andres_funksjoner_roeres_ikke(formel):
    assert normaliser(formel) == formel
    assert funksjoner_i(formel) == []


def test_flere_kall_i_samme_formel_kommer_i_rekkefolge():
    formel = '=[1]!ASSS_SNITT(_xll.asss_profil(A1),"ASSS_X(")+NO.KS.ASSS.FUNCTIONS.ASSSAVVIK(1,2,"prosent")'
    assert normaliser(formel) == '=ASSS_SNITT(ASSS_PROFIL(A1),"ASSS_X(")+ASSS_AVVIK(1,2,"prosent")'
    assert funksjoner_i(formel) == ["ASSS_SNITT", "ASSS_PROFIL", "ASSS_AVVIK"]


BITER = st.sampled_from([
    *LAGRET, '"', '""', "'", "''", "[", "]", "!", "(", ")", ",", " ", "&", "A1", "_", ".", "æ", "xlasss.xlam'!",
    "[1]!", "\n",
])  # fmt: skip
FORMEL = (
    st.text()
    | st.lists(BITER, max_size=12).map("".join)
    | st.lists(BITER | st.text(max_size=3), max_size=8).map("".join)
)


@given(FORMEL)
def test_ingen_formel_kaster_noe_og_to_ganger_er_som_en_gang(formel):
    en_gang = normaliser(formel)
    assert normaliser(en_gang) == en_gang
    assert funksjoner_i(en_gang) == funksjoner_i(formel)
    assert all(navn == navn.upper() for navn in funksjoner_i(formel))


@given(st.text().map(lambda t: t.replace('"', '""')), st.sampled_from(LAGRET))
def test_tekst_i_anforselstegn_er_alltid_den_samme_etterpaa(tekst, lagret):
    assert normaliser(f'={lagret}"{tekst}")&"{tekst}"') == f'=ASSS_PRODINDEKS("{tekst}")&"{tekst}"'


@given(FORMEL)
def test_ingenting_annet_enn_kallene_endres(formel):
    uten_tekst = re.sub(r'"(?:[^"]|"")*"', "", formel)
    if not re.search("asss", uten_tekst.casefold().replace("ſ", "s")):
        assert normaliser(formel) == formel


def test_en_lang_formel_med_uparede_tegn_tar_ikke_lang_tid():
    for tegn in ("'", '"', "[", "_xldudf_", "a.", "ASSS_"):
        normaliser("=" + tegn * 4000)
