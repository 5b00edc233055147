"""Innholdet på arket Forklaring, laget av malene slik de er."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from xlasss.rapport import forklaringsark as modul
from xlasss.rapport.forklaringsark import BIDRAG, FORSTE, VEKT, VERDI, Forklaringsark, forklaringsark, lenken
from xlasss.workbook.les import Sted, les_bok
from xlasss.workbook.spor import Usikkerhet, spor

MALER = sorted((Path(__file__).parents[2] / "workbooks").glob("*.xlsx"))
DA = datetime(2026, 11, 22, 12, 30)


def arket(fil: Path, celle: str) -> Forklaringsark:
    bok = les_bok(fil)
    node = spor(bok, bok.finn(celle))
    return forklaringsark(node, Usikkerhet(bok).spenn(node), DA)


@pytest.mark.parametrize("fil", MALER, ids=lambda fil: fil.stem)
def test_hvert_resultat_i_hver_mal_faar_et_ark_der_lenkene_finnes_og_formatene_dekker_radene(fil):
    bok = les_bok(fil)
    resultater = [Sted("Resultat", *plass) for plass, c in bok.celler("Resultat").items() if c.formel][::9]
    assert resultater
    for sted in resultater:
        ark = forklaringsark(spor(bok, sted), None, DA)
        assert ark.topp[0] == f"Forklaring av {sted}" and ark.rader[0].sted
        for rad in ark.rader:
            assert not rad.sted or all(bok.finn(f"{rad.sted.rpartition('!')[0]}!{c}") for c in _hjoerner(rad.sted))
        for kolonne in (VERDI, VEKT, BIDRAG):
            dekket = [r for k, fra, antall, _ in ark.formater if k == kolonne for r in range(fra, fra + antall)]
            assert dekket == list(range(FORSTE, FORSTE + len(ark.rader)))


def _hjoerner(sted: str) -> list[str]:
    return sted.rpartition("!")[2].split(":")


def test_produksjonsindeksen_staar_med_ledd_kilde_og_en_sum_som_er_avstanden_fra_snittet():
    mal = next(fil for fil in MALER if fil.stem == "grunnskole_2016")
    ark = arket(mal, "Resultat!D14")
    rader = ark.rader
    assert "Kan være 0,9658 til 0,9671, når de 12 tallene svaret er regnet av" in ark.topp[1]
    leddene = [rad for rad in rader if rad.vekt is not None]
    sum_ = next(rad for rad in rader if rad.hva.startswith("Sum av bidragene"))
    assert len(leddene) == 6 and all(rad.sted.startswith("Inndata!") and "s. 41" in rad.kilde for rad in leddene)
    assert sum_.bidrag == pytest.approx(sum(rad.bidrag for rad in leddene)) == pytest.approx(-3.355, abs=1e-3)
    assert [rad.nivaa for rad in rader[:3]] == [0, 1, 2] and rader[2].celler[0] == "      Nasj. prøver 5. trinn"
    assert any("Σ w·x / Σ w" in rad.regel and "\n= SUMPRODUCT" in rad.regel for rad in rader)


def test_et_ark_med_apostrof_mellomrom_og_anfoersel_i_navnet_faar_en_lenke_som_er_hel(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as bok:
        bok.add_worksheet('Kari\'s "ark" 1').write("A1", 2)
        bok.add_worksheet("B").write_formula("A1", "='Kari''s \"ark\" 1'!A1*2", None, 4)
    rader = arket(tmp_path / "x.xlsx", "B!A1").rader
    assert rader[1].sted == "'Kari''s \"ark\" 1'!A1"
    assert rader[1].celler[1] == '=HYPERLINK("#\'Kari\'\'s ""ark"" 1\'!A1","\'Kari\'\'s ""ark"" 1\'!A1")'
    assert lenken("Min fane!B2:B4") == '=HYPERLINK("#\'Min fane\'!B2:B4","Min fane!B2:B4")'


def test_feil_sirkler_og_lenker_til_andre_filer_er_rader_og_ikke_stopp(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as bok:
        ark = bok.add_worksheet("A")
        ark.write_formula("A1", "=A2+A3+[1]Ark1!A1", None, "#DIV/0!")
        ark.write_formula("A2", "=A1", None, 1)
        ark.write_formula("A3", "=1/0", None, "#DIV/0!")
    rader = arket(tmp_path / "x.xlsx", "A!A1").rader
    assert rader[0].verdi == "#DIV/0!" and rader[0].verdiformat == "@"
    assert any("sirkel" in rad.merknad for rad in rader)
    assert any("annen fil" in rad.merknad and rad.celler[1] is None for rad in rader)


def test_et_spor_som_er_lengre_enn_arket_sier_det_paa_siste_rad(monkeypatch):
    monkeypatch.setattr(modul, "FLEST", 5)
    lange = arket(next(f for f in MALER if f.stem == "grunnskole_2016"), "Etterregning!V35").rader
    assert len(lange) == 6 and "lengre enn 5 rader" in lange[-1].hva
