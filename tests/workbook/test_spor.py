"""Sporet: fra en celle ned til inndata, parametre og kilder, i malene og i bøker noen har gjort noe med."""

from pathlib import Path

import openpyxl
import pytest

from tests.engines.boker import skriv_bok
from xlasss.begreper import Feil
from xlasss.engines.formualizer_motor import Formualizer
from xlasss.engines.lager import Lager
from xlasss.engines.libreoffice_motor import _PROFIL
from xlasss.errors import Bruksfeil
from xlasss.revisjon.lint import lint
from xlasss.workbook.les import Arbeidsbok, Sted, les_bok
from xlasss.workbook.patch import skriv_bufrede
from xlasss.workbook.spor import Node, Slag, Usikkerhet, spor
from xlasss.workbook.spor.verdier import Verdier

MAL = Path(__file__).parents[2] / "workbooks" / "grunnskole_2016.xlsx"


def sporet(fil: Path, celle: str) -> Node:
    bok = les_bok(fil)
    return spor(bok, bok.finn(celle))


def test_produksjonsindeksen_foeres_ned_til_trykte_tall_og_vekter_med_kilde():
    node = sporet(MAL, "Resultat!D14")
    blader = [n for n in node.alle() if n.er_blad]
    inndata = {n.sted: n for n in blader if n.slag is Slag.INNDATA}
    vekter = {n.sted: n for n in blader if n.slag is Slag.PARAMETER}
    assert node.verdi == pytest.approx(0.9664, abs=1e-4)
    assert list(inndata) == [f"Inndata!{k}16" for k in "DEFGHI"] and len(vekter) == 6
    sfo = inndata["Inndata!I16"]
    assert (sfo.verdi, sfo.etikett.radnavn, sfo.etikett.kolnavn, sfo.etikett.aar) == (
        0.699,
        "Sandnes",
        "Plass i SFO",
        "2016",
    )
    assert "s. 41 fig30" in sfo.kilde and "ASSS kommunerapport Sandnes 2017" in sfo.kilde
    assert all("perioderapport per 30.04.2018" in n.kilde and n.etikett.enhet == "prosent" for n in vekter.values())


def test_bidragene_i_indeksen_summerer_til_avstanden_fra_snittet_og_i_veksten_til_veksten():
    for celle, fra in (("Resultat!D14", 1.0), ("Resultat!D48", 0.0), ("Kontroll!D26", 0.0)):
        node = next(n for n in sporet(MAL, celle).alle() if n.virkninger)
        sum_ = sum(v.bidrag or 0 for v in node.virkninger)
        ventet = 100 * (node.verdi - fra) if fra else node.verdi
        assert sum_ == pytest.approx(ventet, abs=1e-10), celle
        assert sum(v.vekt or 0 for v in node.virkninger) == pytest.approx(100)


def test_uten_tillegget_foelges_tvillingen_og_det_sies():
    node = sporet(MAL, "Resultat!D14")
    assert any("uten tillegget" in m for m in node.merknader)
    tvilling = node.barn[0]
    assert tvilling.sted == "Etterregning!AB16"
    assert "tvilling til ASSS_PRODINDEKS" in tvilling.regel and "Σ w·x / Σ w" in tvilling.regel


def test_med_tillegget_foelges_funksjonen(tmp_path):
    bok = Formualizer().aapne(MAL)
    bok.regn()
    fil = tmp_path / "med.xlsx"
    skriv_bufrede(MAL, fil, {s: bok.verdi(*s) for s in bok.formelceller()})
    node = sporet(fil, "Resultat!D14")
    assert node.barn[0].sted == "Beregning!D16" and "(ASSS_PRODINDEKS)" in node.barn[0].regel
    assert any("Tillegget svarte" in m for m in node.merknader)


def test_en_celle_lagret_uten_tillegget_regnes_av_de_samme_cellene(tmp_path):
    fil = tmp_path / "navn.xlsx"
    skriv_bufrede(MAL, fil, {("Beregning", "D16"): Feil.NAME})
    node = sporet(fil, "Beregning!D16")
    assert node.verdi == pytest.approx(0.9664474, abs=1e-6)
    assert any("#NAME?" in m and "uten tillegget" in m for m in node.merknader)


@pytest.mark.parametrize("navn", ["grunnskole_2016", "produksjon_og_effektivitet_2016"])
def test_i_en_fil_lagret_uten_tillegget_har_hver_celle_verdien_den_ville_hatt_med(tmp_path, navn):
    mal, boker = MAL.with_stem(navn), {}
    for tillegg in (True, False):
        motor = Formualizer(tillegg=tillegg).aapne(mal)
        motor.regn()
        fil = tmp_path / f"{tillegg}.xlsx"
        skriv_bufrede(mal, fil, {s: motor.verdi(*s) for s in motor.formelceller()})
        boker[tillegg] = les_bok(fil)
    uten, vist = boker[False], Verdier(boker[False])
    steder = [Sted(ark, *p) for ark in uten.ark for p, c in uten.celler(ark).items() if c.verdi is Feil.NAME]
    assert len(steder) > 50
    assert [vist.verdi(s) for s in steder] == [boker[True].celle(s).verdi for s in steder]
    assert not any(n.verdi is Feil.NAME for s in steder[:60] for n in spor(uten, s).alle())


def test_en_celle_regnet_av_en_uten_tillegget_faar_ogsaa_verdien(tmp_path):
    celler = {"A1": 1.1, "B1": 0.9, "A2": 3, "B2": 1, "C1": "=ASSS_PRODINDEKS(A1:B1,A2:B2)", "D1": "=C1*2"}
    fil = skriv_bok(tmp_path / "b.xlsx", {"A": celler})
    skriv_bufrede(fil, fil, {("A", "C1"): Feil.NAME, ("A", "D1"): Feil.NAME})
    node = sporet(fil, "A!D1")
    assert node.verdi == pytest.approx(2.1) and any("#NAME?" in m for m in node.merknader)


def test_et_navn_ingen_kjenner_er_fortsatt_en_feil(tmp_path):
    fil = skriv_bok(tmp_path / "b.xlsx", {"A": {"A1": "=satsen*2", "A2": "=UKJENT(1)", "A3": "=A2+1"}})
    skriv_bufrede(fil, fil, {("A", celle): Feil.NAME for celle in ("A1", "A2", "A3")})
    assert [sporet(fil, f"A!{celle}").verdi for celle in ("A1", "A2", "A3")] == [Feil.NAME] * 3


@pytest.mark.parametrize("lagret", ["[1]!ASSS_PRODINDEKS", "_xll.ASSS_PRODINDEKS", "_xldudf_KS_ASSS_PRODINDEKS"])
def test_kallet_kjennes_igjen_slik_hver_vert_lagrer_det(tmp_path, lagret):
    fil = skriv_bok(
        tmp_path / "b.xlsx", {"A": {"A1": 1.1, "B1": 0.9, "A2": 3, "B2": 1, "C1": f"={lagret}(A1:B1,A2:B2)"}}
    )
    node = sporet(fil, "A!C1")
    assert "ASSS_PRODINDEKS" in node.regel and node.antall == 1
    assert [v.bidrag for v in node.virkninger] == pytest.approx([7.5, -2.5])


def test_tall_som_mangler_er_talt_i_omraadet_og_aldri_null():
    pleie = MAL.with_name("pleie_og_omsorg_2016.xlsx")
    node = sporet(pleie, "Forside!C20")
    assert node.verdi is Feil.NA
    vekter = next(n for n in node.alle() if n.slag is Slag.OMRAADE and n.mangler)
    assert vekter.antall == 10 and vekter.mangler == 5
    assert not any(n.virkninger for n in node.alle())


def test_tekst_i_en_tallcelle_nevnes_med_det_den_leses_som(tmp_path):
    lager = Lager(MAL)
    raa = tmp_path / "tekst.xlsx"
    raa.write_bytes(lager.med({lager.inndatacelle("Inndata", "D16"): "12,5"}))
    motor = Formualizer(tillegg=False).aapne(raa)
    motor.regn()
    fil = tmp_path / "regnet.xlsx"
    skriv_bufrede(raa, fil, {s: motor.verdi(*s) for s in motor.formelceller()})
    blad = next(n for n in sporet(fil, "Resultat!D14").alle() if n.sted == "Inndata!D16")
    assert blad.verdi is Feil.VALUE and any("«12,5»" in m for m in blad.merknader)


def test_en_fil_som_ikke_er_regnet_om_sier_fra(tmp_path):
    lager = Lager(MAL)
    fil = tmp_path / "gammel.xlsx"
    fil.write_bytes(lager.med({lager.inndatacelle("Parametre", "D13"): 20.0}))
    merknader = [m for n in sporet(fil, "Resultat!D14").alle() for m in n.merknader]
    assert any("ikke regnet om" in m for m in merknader)


def test_en_formel_uten_lagret_verdi_regnes_og_det_sies(tmp_path):
    fil = tmp_path / "tom.xlsx"
    skriv_bufrede(MAL, fil, dict.fromkeys(Lager(MAL).formelceller()))
    node = sporet(fil, "Resultat!F14")
    assert node.verdi == pytest.approx(-3.3552, abs=1e-4)
    assert any("ingen lagret verdi" in m for m in node.merknader)


def test_en_sirkel_navngis_og_stopper(tmp_path):
    fil = skriv_bok(tmp_path / "s.xlsx", {"A": {"A1": "=B1+1", "B1": "=C1*2", "C1": "=A1"}})
    sirkel = [n for n in sporet(fil, "A!A1").alle() if n.slag is Slag.SIRKEL]
    assert [n.sted for n in sirkel] == ["A!A1"] and "sirkel" in sirkel[0].merknader[0]


def test_en_kjede_paa_ti_tusen_celler_kortes_av_med_beskjed(tmp_path):
    kjede: dict[str, object] = {"A1": 1} | {f"A{i}": f"=A{i - 1}+1" for i in range(2, 10_001)}
    node = sporet(skriv_bok(tmp_path / "k.xlsx", {"A": kjede}), "A!A10000")
    avkortet = [n for n in node.alle() if n.slag is Slag.AVKORTET]
    assert len(avkortet) == 1 and "Kjør forklar på denne" in avkortet[0].merknader[0]


@pytest.mark.parametrize("lengde", [100, 400, 3000])
def test_en_kjede_uten_lagrede_verdier_og_en_lang_rekke_navngis_og_stopper_ingenting(tmp_path, lengde):
    bok = openpyxl.Workbook()  # lagrer ingen verdier
    ark = bok.active
    ark.title, ark["A1"], ark["B1"] = "A", 1, "=" + "+".join(["A1"] * min(lengde, 2000))
    for i in range(2, lengde + 1):
        ark[f"A{i}"] = f"=A{i - 1}+1"
    bok.save(tmp_path / "u.xlsx")
    kjede, rekke = sporet(tmp_path / "u.xlsx", f"A!A{lengde}"), sporet(tmp_path / "u.xlsx", "A!B1")
    assert "celler ned" in kjede.merknader[0] and kjede.verdi is None
    assert rekke.verdi == 100 if lengde == 100 else "ledd på rad" in rekke.merknader[0]
    lest = les_bok(tmp_path / "u.xlsx")
    assert Usikkerhet(lest).spenn(spor(lest, lest.finn("A!A60"))).antall == 1
    assert lint(tmp_path / "u.xlsx")


def test_en_celle_mange_viser_til_foelges_bare_en_gang(tmp_path):
    celler: dict[str, object] = {"A1": 1.0, "A2": "=A1+A1"} | {f"A{i}": f"=A{i - 1}+A{i - 2}" for i in range(3, 60)}
    node = sporet(skriv_bok(tmp_path / "f.xlsx", {"A": celler}), "A!A59")
    assert len(list(node.alle())) == 59


def test_et_stort_omraade_telles_uten_aa_foelges(tmp_path):
    celler: dict[str, object] = {f"A{i}": float(i) for i in range(1, 3001)} | {
        "B1": "=SUM(A1:A3000)",
        "B2": "=SUM(A:A)",
    }
    fil = skriv_bok(tmp_path / "o.xlsx", {"A": celler})
    for celle in ("A!B1", "A!B2"):
        (omraade,) = sporet(fil, celle).barn
        assert omraade.antall == 3000 and not omraade.barn and "følges ikke" in omraade.merknader[0]


def test_ukjent_funksjon_ukjent_navn_og_uleselig_formel_navngis_og_verdien_staar(tmp_path):
    celler = {"A1": 1, "B1": "=GAMMA(A1)", "B2": "=A1*ukjent", "B3": "=SUM(A1:A2", "B4": "={1,2,3}*A1"}
    fil = skriv_bok(tmp_path / "u.xlsx", {"A": celler})
    merket = {c: " ".join(sporet(fil, f"A!{c}").merknader) for c in ("B1", "B2", "B3", "B4")}
    assert "GAMMA følges ikke" in merket["B1"] and "«ukjent» er ikke definert" in merket["B2"]
    assert "kan ikke leses" in merket["B3"] and "kan ikke leses" in merket["B4"]
    assert sporet(fil, "A!B1").verdi == -777 and sporet(fil, "A!B1").barn[0].sted == "A!A1"


def test_en_lenke_til_en_annen_fil_navngis_og_aapnes_ikke(tmp_path):
    fil = skriv_bok(tmp_path / "l.xlsx", {"A": {"A1": "='[1]I fjor'!B7*2"}})
    lenke = sporet(fil, "A!A1").barn[0]
    assert lenke.slag is Slag.LENKE and "åpnes" in lenke.merknader[0]


def test_et_ark_som_ikke_finnes_et_navn_i_ring_og_et_vilkaar_uten_mening_navngis(tmp_path):
    celler = {
        "A1": 1,
        "B1": "=SUM(Borte!A1:A2)+Borte!A1",
        "B2": "=rundt_a+1",
        "B3": '=IF("x",A1,2)',
        "B4": "=ROUND(A1,999)",
    }
    fil = skriv_bok(tmp_path / "b.xlsx", {"A": celler}, {"rundt_a": "=rundt_b", "rundt_b": "=rundt_a"})
    node = sporet(fil, "A!B1")
    assert [n.merknader for n in node.barn] == [("Arket «Borte» finnes ikke i filen.",)] * 2
    assert "«rundt_a» er ikke definert" in " ".join(sporet(fil, "A!B2").merknader)
    uavgjort = sporet(fil, "A!B3")
    assert "ikke sant eller usant" in uavgjort.merknader[0] and uavgjort.barn[0].sted == "A!A1"
    assert "nan" not in " ".join(sporet(fil, "A!B4").merknader)


def test_uten_noekler_brukes_naermeste_tekst(tmp_path):
    celler = {"A1": "Kommune", "B1": "Elever", "A2": "Sandnes", "B2": 9000, "D5": 1, "B4": "=B2*2"}
    fil = skriv_bok(tmp_path / "n.xlsx", {"Data": celler})
    assert sporet(fil, "Data!B4").barn[0].etikett.tekst == "Sandnes"


def test_parameteren_en_funksjon_slaar_opp_har_kilde(tmp_path):
    fil = skriv_bok(tmp_path / "p.xlsx", {"A": {"A1": '=2*ASSS_PARAMETER("vekt.grunnskole.sfo",2016)'}})
    node = sporet(fil, "A!A1")
    assert "perioderapport" in node.kilde and "ASSS_PARAMETER" in node.regel


@pytest.mark.parametrize("celle", ["D14", "Resultat!", "Resultat!14D", "", "Finnes!A1", "Resultat!D14:D15"])
def test_en_celle_som_ikke_kan_finnes_sies_i_ord(celle):
    with pytest.raises(Bruksfeil):
        les_bok(MAL).finn(celle)


@pytest.mark.treg
def test_en_kopi_lagret_av_libreoffice_har_samme_spor(tmp_path, krev_soffice):
    krev_soffice()
    kopi = lagret_av_libreoffice(MAL, tmp_path)
    fra_malen, fra_kopien = (sporet(f, "Resultat!D14") for f in (MAL, kopi))
    blader = [[(n.sted, n.verdi, n.kilde) for n in node.alle() if n.er_blad] for node in (fra_malen, fra_kopien)]
    assert blader[0] == blader[1] and fra_kopien.verdi == pytest.approx(fra_malen.verdi)


def lagret_av_libreoffice(fil: Path, mappe: Path) -> Path:
    import subprocess

    profil = mappe / "profil"
    (profil / "user").mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(_PROFIL, encoding="utf-8")
    kommando = ["soffice", f"-env:UserInstallation={profil.as_uri()}", "--headless", "--convert-to",
                "xlsx:Calc MS Excel 2007 XML", "--outdir", str(mappe / "ut"), str(fil)]  # fmt: skip
    subprocess.run(kommando, check=True, capture_output=True, timeout=120)
    return mappe / "ut" / fil.name


def test_arbeidsboken_leses_med_format_navn_og_ark():
    bok: Arbeidsbok = les_bok(MAL)
    celle = bok.celle(bok.finn("resultat!d14"))
    assert bok.format(celle).desimaler == 3 and bok.format(celle).laast
    assert not bok.format(bok.celle(bok.finn("Inndata!D16"))).laast
    assert bok.navn["valgt"] == "Forside!$C$13"


def test_en_fil_uten_lagrede_verdier_sies_ikke_aa_vaere_lagret_med_tillegget(tmp_path):
    openpyxl.load_workbook(MAL).save(tmp_path / "uten.xlsx")
    node = sporet(tmp_path / "uten.xlsx", "Resultat!D14")
    assert any("ingen lagret verdi for «tillegg»" in m for m in node.merknader)
    assert not any("svarte da" in m for m in node.merknader)
