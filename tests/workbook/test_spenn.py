"""Intervallet avrundingen i inndata tillater: likt det fasiten regner med eksakte brøker, og aldri for trangt."""

from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from xlasss.fasit_data import fasit_rader
from xlasss.revisjon.fasit import dommen_over
from xlasss.workbook.les import les_bok
from xlasss.workbook.spor import Spenn, Usikkerhet, spor

MALER = Path(__file__).parents[2] / "workbooks"
FORMLER = {
    "=SUMPRODUCT(A1:C1*A2:C2)/SUM(A2:C2)": lambda x, w: sum(a * b for a, b in zip(x, w, strict=True)) / sum(w),
    "=100*(A1/B1-1)": lambda x, w: 100 * (x[0] / x[1] - 1),
    "=A1-B1+C1*A1": lambda x, w: x[0] - x[1] + x[2] * x[0],
    "=IF(A1>0,SUM(A1:C1)/A2,0)": lambda x, w: sum(x) / w[0],
}


def spennet(mal: str, celle: str) -> Spenn | None:
    bok = les_bok(MALER / f"{mal}.xlsx")
    return Usikkerhet(bok).spenn(spor(bok, bok.finn(celle)))


@pytest.mark.parametrize(
    ("mal", "celle", "fasit"),
    [
        ("grunnskole_2016", "Resultat!D14", "s41-fig30-produksjonsindeks-grunnskole"),
        ("grunnskole_2016", "Resultat!D48", "s42-tab12-produksjonsendring-grunnskole"),
        ("grunnskole_2016", "Resultat!E48", "s42-tekst-produksjonsendring-grunnskole-asss"),
        ("produksjon_og_effektivitet_2016", "Resultat!F12", "s38-fig29-effektivitet-barnevern"),
        ("produksjon_og_effektivitet_2016", "Resultat!H45", "s39-tab11-effektivitetsendring-pleie_og_omsorg"),
        ("produksjon_og_effektivitet_2016", "Resultat!H46", "s39-tab11-effektivitetsendring-kommunehelse"),
    ],
)
def test_intervallet_er_det_fasiten_regner_med_eksakte_broker(mal, celle, fasit):
    beregnet = dommen_over(fasit_rader("sandnes_2017")[f"sandnes_2017-{fasit}"], "sandnes_2017").beregnet
    spenn = spennet(mal, celle)
    assert beregnet and spenn and [spenn.nedre, spenn.ovre] == pytest.approx(beregnet.endepunkter(), abs=1e-12)


def test_snittet_som_er_1_etter_definisjonen_er_eksakt():
    snitt = spennet("grunnskole_2016", "Resultat!E14")
    assert snitt and (snitt.nedre, snitt.ovre) == (1.0, 1.0)
    avvik = spennet("grunnskole_2016", "Resultat!F8")
    assert avvik and (avvik.antall, avvik.nedre, avvik.ovre) == (1, pytest.approx(-1.95), pytest.approx(-1.85))


def bok_med(fil: Path, formel: str, x: list[float], w: list[float], svar: float, kode: str = "0.00") -> Spenn | None:
    with xlsxwriter.Workbook(fil) as ny:
        ark, to = ny.add_worksheet("Ark1"), ny.add_format({"num_format": kode})
        ark.write_row(0, 0, x, to)
        ark.write_row(1, 0, w, to)
        ark.write_formula(2, 0, formel, to, svar)
    bok = les_bok(fil)
    return Usikkerhet(bok).spenn(spor(bok, bok.finn("Ark1!A3")))


to_desimaler = st.integers(50, 5000).map(lambda i: i / 100)


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(FORMLER)),
    st.lists(to_desimaler, min_size=6, max_size=6),
    st.lists(st.floats(-0.005, 0.005), min_size=6, max_size=6),
)
def test_ingen_avrunding_av_inndata_gir_et_svar_utenfor_intervallet(tmp_path_factory, formel, tall, flytt):
    regn = FORMLER[formel]
    fil = tmp_path_factory.mktemp("spenn") / "b.xlsx"
    spenn = bok_med(fil, formel, tall[:3], tall[3:], regn(tall[:3], tall[3:]))
    sanne = [a + f for a, f in zip(tall, flytt, strict=True)]
    svar = regn(sanne[:3], sanne[3:])
    assert spenn is not None and spenn.nedre - 1e-9 <= svar <= spenn.ovre + 1e-9


def test_et_tall_med_flere_sifre_enn_cellen_viser_er_avrundet_i_det_siste_sifferet_det_har(tmp_path):
    spenn = bok_med(tmp_path / "b.xlsx", "=A1*1", [1.2345, 1, 1], [1, 1, 1], 1.2345)
    assert spenn and (spenn.nedre, spenn.ovre) == (pytest.approx(1.23445), pytest.approx(1.23455))


@pytest.mark.parametrize("formel", ["=A3+1", "=RAND()*A1", "='[annen.xlsx]Ark1'!A1+1", "=A1+Ukjent"])
def test_det_sporet_ikke_kan_regne_har_ikke_noe_intervall(tmp_path, formel):
    assert bok_med(tmp_path / "b.xlsx", formel, [1, 1, 1], [1, 1, 1], 2.0) is None


def test_en_fil_som_ikke_er_regnet_om_har_ikke_noe_intervall(tmp_path):
    assert bok_med(tmp_path / "b.xlsx", "=A1+B1", [1, 1, 1], [1, 1, 1], 5.0) is None
