"""Verdiene en figur er lagret med, følger cellene den tegner; ingenting annet i figuren røres."""

import pytest

from xlasss.begreper import Feil
from xlasss.workbook.grafbuffer import med_punkter


def figur(formel: str, punkter: str, *, slag: str = "num", p: str = "c:") -> str:
    return (
        f'<{p}val><{p}{slag}Ref><{p}f>{formel}</{p}f><{p}{slag}Cache><{p}formatCode>0.0</{p}formatCode>'
        f'<{p}ptCount val="3"/>{punkter}<{p}extLst/></{p}{slag}Cache></{p}{slag}Ref></{p}val>'
    )  # fmt: skip


def pt(nr: int, verdi: object, p: str = "c:", mer: str = "") -> str:
    return f'<{p}pt idx="{nr}"{mer}><{p}v>{verdi}</{p}v></{p}pt>'


@pytest.mark.parametrize(
    ("foer", "ny", "etter"),
    [
        (pt(0, 1) + pt(1, 2) + pt(2, 3), 2.5, pt(0, 1) + pt(1, 2.5) + pt(2, 3)),
        (pt(0, 1) + pt(2, 3), 2.0, pt(0, 1) + pt(1, 2) + pt(2, 3)),
        (pt(0, 1) + pt(1, 2), None, pt(0, 1)),
        (pt(1, 2), "..", ""),
        ("", Feil.NA, pt(1, "#N/A")),
        (pt(1, 2, mer=' formatCode="0"'), 7.0, pt(1, 7)),
    ],
)
def test_punktet_byttes_kommer_til_eller_gaar_ut(foer, ny, etter):
    assert med_punkter(figur("Ark!$A$1:$A$3", foer), {"ark": {"A2": ny}}) == figur("Ark!$A$1:$A$3", etter)


@pytest.mark.parametrize("formel", ["'Ærlig ark'!$A$1:$A$3", "'Ærlig ark'!A1:A3", "'Ærlig ark'!$A$1:$C$1"])
def test_arknavn_med_mellomrom_og_rekker_begge_veier(formel):
    celle = "B1" if "C" in formel else "A2"
    nye = {"ærlig ark": {celle: 9.0}}
    assert med_punkter(figur(formel, pt(0, 1)), nye) == figur(formel, pt(0, 1) + pt(1, 9))


def test_apostrof_og_og_tegn_i_arknavnet():
    formel = "'Tall &amp; ''mål'''!$A$1"
    assert med_punkter(figur(formel, pt(0, 1)), {"tall & 'mål'": {"A1": 2.0}}) == figur(formel, pt(0, 2))


def test_tekst_i_en_kategori_og_prefiks_ingen_har():
    foer, etter = (
        figur("Ark!A1", pt(0, "a", ""), slag="str", p=""),
        figur("Ark!A1", pt(0, "b &lt; c", ""), slag="str", p=""),
    )
    assert med_punkter(foer, {"ark": {"A1": "b < c"}}) == etter


@pytest.mark.parametrize(
    "formel", ["satsen", "(Ark!$A$1,Ark!$C$3)", "[1]Ark!$A$1", "'[1]Ark'!$A$1", "Annet!$A$1:$A$3", "#REF!"]
)
def test_en_serie_som_ikke_tegner_cellene_blir_staaende(formel):
    xml = figur(formel, pt(0, 1))
    assert med_punkter(xml, {"ark": {"A1": 2.0, "C3": 2.0}}) == xml
