"""Hvorfor to tall er ulike: oppdelingen går alltid opp, og sier det et menneske kan kontrollere."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.boker import skriv_bok
from xlasss.begreper import Dom
from xlasss.engines.formualizer_motor import Formualizer
from xlasss.engines.lager import Lager
from xlasss.errors import Bruksfeil
from xlasss.revisjon.forskjell import Forskjell, forskjell
from xlasss.revisjon.forskjell.dekomponer import INDEKS, SHAPLEY, TO_VEIER
from xlasss.revisjon.forskjell.mot import motpart
from xlasss.revisjon.forskjell.mot_fasit import UFORKLART, mot_fasit
from xlasss.workbook.les import Sted, les_bok
from xlasss.workbook.patch import skriv_bufrede
from xlasss.workbook.spor import spor

MAL = Path(__file__).parents[2] / "workbooks" / "grunnskole_2016.xlsx"
BOK = les_bok(MAL)
TILLEGG = {BOK.finn("Forside!C12"): False}
CELLER = [f"Inndata!{k}{rad}" for rad in (16, 35) for k in "DEFGHI"] + [f"Parametre!D{r}" for r in range(8, 14)]


def med(celle: str, endret: dict[str, float]) -> Forskjell:
    """Forskjellen fra malen når noen celler er satt til noe annet."""
    sted = BOK.finn(celle)
    satt = TILLEGG | {BOK.finn(c): v for c, v in endret.items()}
    return forskjell(spor(BOK, sted), spor(BOK, sted, satt))


def endret_bok(mappe: Path, endret: dict[str, object], navn: str = "kopi.xlsx") -> Path:
    """En kopi av malen med andre inndata, regnet om uten tillegget."""
    lager = Lager(MAL)
    raa = mappe / f"raa-{navn}"
    raa.write_bytes(lager.med({lager.inndatacelle(*c.split("!")): v for c, v in endret.items()}))
    motor = Formualizer(tillegg=False).aapne(raa)
    motor.regn()
    skriv_bufrede(raa, mappe / navn, {s: motor.verdi(*s) for s in motor.formelceller()})
    return mappe / navn


@settings(max_examples=15)
@given(
    st.dictionaries(
        st.sampled_from(CELLER), st.floats(0.5, 30, allow_nan=False).map(lambda x: round(x, 3)), max_size=18
    ),
    st.sampled_from(["Resultat!D14", "Resultat!F14", "Resultat!D48", "Etterregning!AI16", "Resultat!G13"]),
)
def test_leddene_summerer_alltid_til_forskjellen_og_resten_er_null(endret, celle):
    f = med(celle, endret)
    assert f.rest == 0 and sum((t.effekt for t in f.termer), Fraction(0)) == f.til - f.fra
    for t in f.termer:
        if f.metode == INDEKS:
            assert t.vekt + t.nivaa + t.kryss == t.effekt


def test_et_endret_nivaa_i_indeksen_er_bare_nivaaeffekt_og_lik_vekten_ganger_endringen():
    f = med("Resultat!D14", {"Inndata!I16": 0.799})
    (t,) = f.termer
    assert f.metode == INDEKS and (t.vekt, t.kryss) == (0, 0) and t.navn == "Plass i SFO"
    assert float(t.effekt) == pytest.approx(8.4 / 99.9 * 0.1) and f.felles == 11


def test_en_endret_vekt_maales_mot_indeksens_nivaa_og_gir_ingen_nivaaeffekt():
    f = med("Resultat!D14", {"Parametre!D13": 16.8})
    assert {t.nivaa for t in f.termer} == {0} and {t.kryss for t in f.termer} == {0}
    storst = f.termer[0]
    assert storst.navn == "Plass i SFO" and storst.effekt < 0
    assert float(storst.effekt) == pytest.approx((16.8 / 108.3 - 8.4 / 99.9) * (0.699 - 0.96644744), abs=1e-8)


def test_shapley_deler_likt_mellom_to_faktorer_som_teller_likt(tmp_path):
    a = skriv_bok(tmp_path / "a.xlsx", {"A": {"A1": 2.0, "B1": 3.0, "C1": "=A1*B1"}})
    b = skriv_bok(tmp_path / "b.xlsx", {"A": {"A1": 4.0, "B1": 6.0, "C1": "=A1*B1"}})
    x, y = les_bok(a), les_bok(b)
    f = forskjell(spor(x, Sted("A", 1, 3)), spor(y, Sted("A", 1, 3)))
    assert f.metode == SHAPLEY and [float(t.effekt) for t in f.termer] == [9.0, 9.0] and f.differanse == 18


def test_mange_ledd_deles_langs_to_motsatte_rekkefoelger_og_gaar_likevel_opp(tmp_path):
    def bok(navn: str, k: float) -> Path:
        celler: dict[str, object] = {f"A{i}": i * k for i in range(1, 31)} | {"C1": "=SUMPRODUCT(A1:A15,A16:A30)"}
        return skriv_bok(tmp_path / navn, {"A": celler})

    a, b = les_bok(bok("a.xlsx", 1.0)), les_bok(bok("b.xlsx", 1.5))
    f = forskjell(
        spor(a, Sted("A", 1, 3), {Sted("A", 99, 9): None}), spor(b, Sted("A", 1, 3), {Sted("A", 99, 9): None})
    )
    assert f.metode == TO_VEIER and len(f.termer) == 30 and f.rest == 0
    assert float(f.differanse) == pytest.approx(1.25 * sum(i * (i + 15) for i in range(1, 16)))


def test_ulik_formel_er_et_ledd_for_seg_og_nevnes(tmp_path):
    a = skriv_bok(tmp_path / "a.xlsx", {"A": {"A1": 2.0, "C1": "=B1+1", "B1": "=A1*2"}})
    b = skriv_bok(tmp_path / "b.xlsx", {"A": {"A1": 2.0, "C1": "=B1+1", "B1": "=A1*3"}})
    satt = {Sted("A", 99, 9): None}
    f = forskjell(*(spor(les_bok(x), Sted("A", 1, 3), satt) for x in (a, b)))
    assert [(t.celle_a, float(t.effekt)) for t in f.termer] == [("A!B1", 2.0)] and "ulik formel" in f.merknader[0]


def test_et_tall_som_mangler_paa_den_ene_siden_gjettes_ikke():
    f = med("Resultat!D14", {"Inndata!D16": None})
    assert f.til is None and f.differanse is None and not f.termer
    assert "Nasj. prøver 5. trinn" in f.merknader[0] and "ikke tall på begge sider" in f.merknader[0]


def test_samme_tall_har_ingen_forskjell():
    f = med("Resultat!D14", {})
    assert f.differanse == 0 and f.termer == ()


def test_mot_en_annen_fil_finnes_cellen_etter_noekkel_ogsaa_naar_den_har_flyttet_seg():
    barnehage = MAL.with_name("barnehage_2016.xlsx")
    annen = motpart(BOK, BOK.finn("Resultat!D48"), str(barnehage))
    assert annen.node.sted == "Resultat!D42" and annen.node.etikett.radnokkel == "sum"
    fast = motpart(BOK, BOK.finn("Resultat!D14"), f"{barnehage}!Resultat!D11")
    assert fast.node.sted == "Resultat!D11"


def test_mot_fjoraarets_kopi_forklares_forskjellen(tmp_path):
    kopi = endret_bok(tmp_path, {"Inndata!D16": 0.95})
    f = forskjell(spor(BOK, BOK.finn("Forside!C20")), motpart(BOK, BOK.finn("Forside!C20"), str(kopi)).node)
    assert [t.celle_a for t in f.termer] == ["Inndata!D16"]
    assert float(f.differanse) == pytest.approx(18.3 / 99.9 * (0.95 - 0.981))


@pytest.mark.parametrize("celle", ["Beregning!D16", "Resultat!D14", "Forside!C20"])
def test_mot_en_annen_kommune_byttes_raden_eller_valget(tmp_path, celle):
    kopi = les_bok(endret_bok(tmp_path, {f"Inndata!{k}11": 1.0 for k in "DEFGHI"}))
    sted = kopi.finn(celle)
    f = forskjell(spor(kopi, sted), motpart(kopi, sted, "kommune:bærum").node)
    assert {t.celle_b for t in f.termer} == {f"Inndata!{k}11" for k in "DEFGHI"} and f.rest == 0
    assert float(f.differanse) == pytest.approx(1 - 0.96644744, abs=1e-8)


def test_mot_utgaven_boken_er_laget_av_er_bare_endrede_vekter_ulike(tmp_path):
    kopi = les_bok(endret_bok(tmp_path, {"Parametre!D13": 10.0}))
    sted = kopi.finn("Resultat!D14")
    f = forskjell(spor(kopi, sted), motpart(kopi, sted, "utgave:2017").node)
    assert float(f.til) == pytest.approx(0.96644744, abs=1e-8) and sum(t.vekt for t in f.termer) == f.differanse


@pytest.mark.parametrize(
    "mot", ["utgave:2019", "utgave:1900", "kommune:Atlantis", "tull", "finnes_ikke.xlsx", f"{MAL}!Resultat", "kommune:"]
)
def test_en_motpart_som_ikke_finnes_sies_i_ord(mot):
    from xlasss.errors import XlasssFeil

    with pytest.raises(XlasssFeil):
        motpart(BOK, BOK.finn("Resultat!D14"), mot)


def fasit(celle: str, fil: Path = MAL):
    bok = les_bok(fil)
    return mot_fasit(bok, spor(bok, bok.finn(celle)))


@pytest.mark.parametrize("celle", ["Resultat!D14", "Forside!C20", "Beregning!D16", "Etterregning!AB16", "Kontroll!D24"])
def test_0_966_mot_0_964_er_delt_i_avrunding_og_det_ingen_avrunding_forklarer(celle):
    m = fasit(celle)
    assert m.dommen.fasit.id == "sandnes_2017-s41-fig30-produksjonsindeks-grunnskole"
    assert m.dom is Dom.MOTSTRID and m.dommen.kjent and "Årsak ikke kjent" in m.dommen.grunn
    deler = {hva: float(d) for hva, d in m.deler}
    assert m.rest == 0 and float(m.differanse) == pytest.approx(0.00244745, abs=1e-8)
    assert deler[UFORKLART] == pytest.approx(0.9657517 - 0.9645, abs=1e-6)


def test_hvert_ledd_alene_flyttet_dit_det_kreves_gir_den_naermeste_trykte_verdien():
    for celle, krevd in (("Resultat!D14", 0.9645), ("Kontroll!D25", 3.35), ("Resultat!E48", 3.65)):
        m = fasit(celle)
        navn = {n.etikett.kolnavn: n.sted for n in m.kjerne.alle() if n.sted.startswith("Inndata")}
        rad = {"Resultat!D14": 16, "Kontroll!D25": 35, "Resultat!E48": 39}[celle]
        assert len(m.krav) == 6 and float(m.grense) == krevd
        for i, k in enumerate(m.krav):
            assert k.navn in navn
            verdi = med(celle, {f"Inndata!{'DEFGHI'[i]}{rad}": k.krevd_verdi}).til
            assert float(verdi) == pytest.approx(krevd, abs=1e-9)
            if k.krevd_vekt is not None:
                vekt = med(celle, {f"Parametre!D{8 + i}": k.krevd_vekt}).til
                assert float(vekt) == pytest.approx(krevd, abs=1e-9)


def test_det_lineaere_programmet_sier_hvilke_vekter_som_er_utelukket():
    vekter = fasit("Resultat!D14").vekter
    assert vekter.minste_flytting == pytest.approx(5.0, abs=0.1) and not vekter.trykte_passer
    assert next(g for g in vekter.grenser if g.indikator == "sfo").ovre < 10


def test_et_trykt_inntall_og_en_indeks_som_stemmer_faar_den_dommen():
    barnehage = fasit("Forside!C20", MAL.with_name("barnehage_2016.xlsx"))
    assert (barnehage.dom, barnehage.grense, barnehage.krav) == (Dom.STEMMER, None, ())
    inntall = fasit("Resultat!D13")
    assert inntall.dommen.fasit.indikator == "sfo" and inntall.differanse == 0


def test_endrede_inndata_skilles_fra_det_rapporten_ikke_forklarer(tmp_path):
    m = fasit("Resultat!D14", endret_bok(tmp_path, {"Inndata!D16": 0.95}))
    deler = {hva: float(d) for hva, d in m.deler}
    assert m.rest == 0 and not (m.dommen.dom is m.dom and m.dommen.beregnet.inneholder(m.regnet))
    assert deler["inndata og vekter i filen som ikke er de trykte"] == pytest.approx(18.3 / 99.9 * (0.95 - 0.981))
    assert deler[UFORKLART] == pytest.approx(0.00125175, abs=1e-7)


@pytest.mark.parametrize("celle", ["Resultat!H8", "Forside!B2", "Notater!A5", "Beregning!D10"])
def test_uten_trykt_tall_sies_det(celle):
    with pytest.raises(Bruksfeil):
        fasit(celle)
