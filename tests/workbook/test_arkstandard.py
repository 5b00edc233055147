"""Arkstandarden: det hver mal skal ha, og det ingen mal skal ha."""

import re
from collections import Counter

import openpyxl
import pytest
from openpyxl.formula.translate import Translator

from xlasss.begreper import Maal
from xlasss.fasit_data import fasit_rader
from xlasss.formler import funksjoner_i
from xlasss.registry import REGISTER
from xlasss.revisjon.fasit import dommer
from xlasss.workbook.blokk import KOL_DATA

ARK = ["Forside", "Inndata", "Parametre", "Beregning", "Resultat", "Etterregning", "Kontroll", "Endringslogg", "Kilder",
       "Notater"]  # fmt: skip


@pytest.fixture(scope="module")
def bok(bygget):
    return openpyxl.load_workbook(bygget)


@pytest.fixture(scope="module")
def formler(bok):
    return {(a.title, c.coordinate): c.value for a in bok for rad in a.iter_rows() for c in rad if c.data_type == "f"}


def test_arkene_staar_i_fast_rekkefolge(bok):
    assert bok.sheetnames == ARK


def test_bare_de_tre_globale_navnene_finnes(bok):
    assert set(bok.defined_names) == {"kommune", "tillegg", "valgt"}
    assert bok["Forside"]["C12"].value == "=NOT(ISERROR(ASSS_VERSJON()))"
    assert bok.defined_names["tillegg"].attr_text == "Forside!$C$12"


def test_ingen_formel_er_en_matriseformel_eller_bruker_noe_utenfor_den_felles_mengden(formler):
    lovlige = {"IF", "IFERROR", "ISNUMBER", "ISNA", "ISERROR", "ISLOGICAL", "NOT", "AND", "OR", "TRIM", "NA", "SUM",
               "MIN", "MAX", "COUNT", "COUNTA", "COUNTIF", "AVERAGE", "SUMPRODUCT", "INDEX", "MATCH", "ABS",
               "ERROR.TYPE"}  # fmt: skip
    brukt = {n for f in formler.values() for n in re.findall(r"([A-Z][A-Z0-9._]*)\(", re.sub(r'"[^"]*"', "", f))}
    assert {n for n in brukt if not n.startswith("ASSS_")} <= lovlige
    assert {n for n in brukt if n.startswith("ASSS_")} <= set(REGISTER)


def test_funksjonene_staar_bare_paa_beregning_og_versjonen_paa_forside(formler):
    steder = {(ark, navn) for (ark, _), f in formler.items() for navn in funksjoner_i(f)}
    assert {n for a, n in steder if a != "Beregning"} == {"ASSS_VERSJON"}
    antall = sum(len(funksjoner_i(f)) for (a, _), f in formler.items() if a == "Beregning")
    assert 100 < antall < 400, "noen hundre funksjonsceller, ikke flere"


def test_ingen_skjulte_rader_ingen_sammenslaatte_celler_ingen_makroer(bok):
    for ark in bok:
        assert not ark.merged_cells.ranges
        assert not any(d.hidden for d in [*ark.row_dimensions.values(), *ark.column_dimensions.values()])
        assert ark.sheet_state == "visible"
    assert bok.vba_archive is None


def test_alt_utenom_inndata_og_notater_er_beskyttet_uten_passord(bok):
    for ark in bok:
        assert ark.protection.sheet == (ark.title not in ("Inndata", "Notater"))
        assert ark.protection.password is None


def test_inndata_vekter_og_valgene_paa_forside_er_ulaast(bok, p):
    aapne = [bok["Inndata"].cell(p.nivaa.forste + 1, KOL_DATA + 1), bok["Parametre"]["D8"], bok["Forside"]["C7"]]
    assert not any(c.protection.locked for c in aapne)
    assert bok["Beregning"].cell(p.nivaa.forste + 1, KOL_DATA + 1).protection.locked


def test_kommunene_staar_i_samme_rekkefolge_med_noekkel_paa_alle_ark(bok, p):
    for ark in ("Inndata", "Beregning", "Etterregning"):
        for blokk in p.blokker:
            for rad, nokkel, navn in blokk.rader:
                assert [c.value for c in bok[ark][rad + 1][:3]] == [nokkel, navn, blokk.aar]


def test_hver_inndatacelle_har_et_opphav_og_det_passer_med_verdien(bok, p):
    for blokk in p.blokker:
        for rad, _, _ in blokk.rader:
            for j in range(blokk.n):
                verdi = bok["Inndata"].cell(rad + 1, KOL_DATA + j + 1).value
                opphav = bok["Inndata"].cell(rad + 1, p.opphav + j + 1).value
                assert opphav.split()[0] == ("mangler" if verdi is None else "trykt")


def test_inndata_er_tallene_rapporten_trykte_og_ingen_andre(bok, p, sektor):
    steder, summer = ("fig30", "tab12", "tab13"), ("produksjonsindeks", "produksjonsendring")
    rapport = fasit_rader(sektor.utgave.rapport).values()
    trykte = Counter(f.verdi for f in rapport if f.sted in steder and f.storrelse not in summer)
    trykte += Counter(f.verdi for f in rapport if (f.sted, f.indikator) == ("tekst", "spesialundervisning_timer"))
    i_boken: Counter[float] = Counter()
    for blokk in p.blokker:
        for rad, nokkel, _ in blokk.rader:
            if (blokk.id, nokkel) != ("nivaa", "snitt"):  # snittet er 1 per definisjon
                verdier = (bok["Inndata"].cell(rad + 1, KOL_DATA + j + 1).value for j in range(blokk.n))
                i_boken.update(v for v in verdier if v is not None)
    assert i_boken == trykte


def test_det_som_mangler_for_sandnes_er_nevnt_paa_kilder(bok, p, sektor):
    tekst = " ".join(str(c.value) for rad in bok["Kilder"].iter_rows() for c in rad if c.value)
    for indikator in sektor.indikatorer_i(Maal.TJENESTEPROFIL):
        if ("profil", "Sandnes", indikator.nokkel) not in p.inndata:
            assert indikator.navn in tekst


def test_hver_indikator_naar_et_ark_en_figur_og_fasit_eller_en_grunn(bok, p, sektor):
    resultat = {c.value for rad in bok["Resultat"].iter_rows(max_col=2) for c in rad}
    i_fasit = {d.fasit.indikator for d in dommer(sektor.utgave.rapport) if d.fasit.sektor == sektor.nokkel and d.grunn}
    for indikator in sektor.indikatorer:
        assert indikator.nokkel in resultat
        assert indikator.nokkel in i_fasit or indikator.merknad


def test_versjonsblokken_sier_mal_utgave_og_versjoner(bok):
    blokk = {rad[1].value: rad[2].value for rad in bok["Forside"].iter_rows(min_row=40)}
    assert blokk["mal"] == "grunnskole" and blokk["utgave"] == "2017" and blokk["aar"] == "2016"
    assert {"malversjon", "xlasss", "data", "rapport"} <= set(blokk)


def test_en_rad_har_en_formel(formler, p):
    """Formelen i neste kolonne er den samme, flyttet: det er slik en leser kontrollerer en rad."""
    for ark, blokk in (("Etterregning", p.nivaa), ("Etterregning", p.profiler[0])):
        for rad, _, _ in blokk.rader:
            celler = [openpyxl.utils.get_column_letter(KOL_DATA + 1 + j) + str(rad + 1) for j in range(blokk.n)]
            forste = formler[ark, celler[0]]
            assert [formler[ark, c] for c in celler] == [
                Translator(forste, celler[0]).translate_formula(c) for c in celler
            ]


def test_figurene_er_egne_excelfigurer_med_beskrivelse(bok):
    assert len(bok["Resultat"]._charts) == 2


def test_overskriften_over_hver_blokk_sier_maal_snitt_nevner_og_funksjoner(bok, p):
    for blokk in p.blokker:
        tekst = bok["Beregning"].cell(blokk.topp + 2, 1).value
        assert all(ord in tekst for ord in ("Mål:", "Snitt:", "Nevner:", "KOSTRA-funksjoner:"))
