"""Hele veien: SSB (en falsk, med de ekte tallene) → lageret → arbeidsboken → det trykte tallet."""

import json
import re
import shutil
from pathlib import Path

import pytest
from ssb_tall import endret

from xlasss.engines import motor
from xlasss.tverrfiler import malfil
from xlasss.workbook.modell import ref
from xlasss.workbook.plan import plan


@pytest.fixture
def regnskap(rot, tmp_path):
    return shutil.copy(rot / "workbooks" / "regnskap_2016.xlsx", tmp_path / "regnskap.xlsx")


@pytest.fixture
def oppdater(xlasss, tjener, klokke, monkeypatch):
    monkeypatch.setenv("XLASSS_SSB", tjener.v2)
    monkeypatch.setattr("xlasss.cli.kostra._klokke", lambda: klokke)
    return lambda *argumenter: xlasss("oppdater", *argumenter)


def verdier(fil, id_, kolonne):
    """(Inndata, det som brukes, opphavet) for Sandnes i en kolonne, etter at boken er regnet på nytt."""
    p = plan(malfil("regnskap"))
    b = next(b for b in p.blokker if b.id == id_)
    nr = [f.nokkel for f in b.tabell.kolonner].index(kolonne)
    rad = b.kommunerad("Sandnes")
    bok = motor("formualizer").aapne(fil)
    bok.regn()
    steder = (("Inndata", 3 + nr), ("Etterregning", p.opphav + nr), ("Inndata", p.opphav + nr))
    return tuple(bok.verdi(*ref(ark, rad, kol).split("!")) for ark, kol in steder)


def test_fra_ssb_henter_til_lageret_og_fyller_boken_og_det_trykte_tallet_staar_igjen(oppdater, regnskap, tmp_path):
    assert verdier(regnskap, "handlingsrom_2016", "netto_driftsresultat")[2].startswith("trykt")
    kode, ut, _ = oppdater(str(regnskap), "--aar", "2016", "--fra", "ssb", "--json")
    assert kode in (0, 1) and json.loads(ut)["fil"] and (tmp_path / "kostra.sqlite").exists()
    inndata, brukt, opphav = verdier(regnskap, "handlingsrom_2016", "netto_driftsresultat")
    assert inndata == brukt and round(inndata, 3) == 4.948 and round(inndata, 1) == 4.9  # trykt 4,9 på s. 18
    assert opphav == "hentet SSB 12137 KOSbelop0000 AGD23, 12137 KOSbelop0000 AGD13 2026-06-15"
    driftsinntekter, _, _ = verdier(regnskap, "beloep_2016", "driftsinntekter")
    investering = verdier(regnskap, "finans_2016", "brutto_investeringsutgifter")[1]
    assert driftsinntekter > 5_000_000 and round(investering, 1) == 28.4  # trykt 28,4 på s. 19, nå av SSBs beløp


@pytest.mark.treg
def test_aaret_foer_kommer_med_sitt_eget_aar_og_veksten_regnes_av_ssbs_belop(oppdater, regnskap):
    oppdater(str(regnskap), "--aar", "2016", "--fra", "ssb")
    oppdater(str(regnskap), "--aar", "2015", "--fra", "lager")
    assert round(verdier(regnskap, "handlingsrom_2015", "netto_driftsresultat")[0], 1) == 3.3  # trykt 3,3
    assert round(verdier(regnskap, "finans_2015", "brutto_investeringsutgifter")[1], 1) == 29.2  # trykt 29,2
    trykt = {"driftsinntekter": 5.5, "netto_driftsresultat": 58.4, "brutto_investeringsutgifter": 2.6}  # tabell 1, s. 6
    assert {k: round(verdier(regnskap, "hovedvekst", k)[1], 1) for k in trykt} == trykt


def test_en_andel_blir_aldri_en_vekst_og_en_vekst_uten_aaret_foer_roeres_ikke(oppdater, xlasss, regnskap):
    xlasss("hent", "--aar", "2016", "--tabell", "12137")
    oppdater(str(regnskap), "--aar", "2016", "--fra", "lager")
    assert verdier(regnskap, "hovedvekst", "netto_driftsresultat")[0] == 58.4  # trykt; 2015 er ikke hentet
    assert round(verdier(regnskap, "finans_2016", "brutto_investeringsutgifter")[0], 1) == 28.4
    xlasss("hent", "--aar", "2015", "--tabell", "12137")
    oppdater(str(regnskap), "--aar", "2016", "--fra", "lager")
    inndata, brukt, opphav = verdier(regnskap, "hovedvekst", "netto_driftsresultat")
    assert round(inndata, 1) == round(brukt, 1) == 58.4 and inndata != 58.4  # av SSBs uavrundede beløp
    assert opphav == "hentet SSB 12137 KOSbelop0000 AGD23 2026-06-15"


def test_det_ssb_holder_tilbake_kan_ikke_regnes_av_veksten_som_staar_igjen_aaret_etter(
    oppdater, xlasss, regnskap, tjener
):
    valg = ("--tabell", "12137", "--aar", "2015-2016")
    xlasss("hent", *valg)
    for aar in ("2015", "2016"):
        oppdater(str(regnskap), "--aar", aar, "--fra", "lager")
    assert round(verdier(regnskap, "hovedvekst", "netto_driftsresultat")[0], 1) == 58.4
    nokkel = ("1102", "AGD23", "KOSbelop0000", "2015")
    tjener.tabeller["12137"] = endret(tjener.tabeller["12137"], nokkel, (None, ":"), "2026-11-20T07:00:00Z")
    xlasss("hent", *valg)
    _, ut, _ = oppdater(str(regnskap), "--aar", "2015", "--fra", "lager")
    assert verdier(regnskap, "beloep_2015", "netto_driftsresultat")[0] == ":"
    veksten, _, opphav = verdier(regnskap, "hovedvekst", "netto_driftsresultat")
    assert veksten == ":" and opphav == "hentet SSB 12137 KOSbelop0000 AGD23 2026-11-20"
    assert verdier(regnskap, "beloep_2016", "netto_driftsresultat")[0] == 258_834  # det er offentlig
    assert "Konfidensielt også i andre år" in ut and "hovedvekst" in ut and "netto_driftsresultat/1102/2016" in ut
    assert (
        re.search(r"regnskap_for_\S+\.xlsx har fortsatt tallene SSB nå holder tilbake; slett den", ut)
        and "58,4" not in ut
    )


def test_en_celle_av_en_kode_ssb_har_tatt_ut_beholder_tallet_og_opphavet_sitt(oppdater, xlasss, regnskap, tjener):
    valg = ("hent", "--tabell", "12137", "--aar", "2016")
    xlasss(*valg)
    oppdater(str(regnskap), "--aar", "2016", "--fra", "lager")
    tabell = tjener.tabeller["12137"]
    tabell.dimensjoner["KOKartkap0000"] = {k: n for k, n in tabell.dimensjoner["KOKartkap0000"].items() if k != "AGD23"}
    tabell.oppdatert = "2026-11-20T07:00:00Z"
    assert "SSB har ikke" in xlasss(*valg)[1]
    oppdater(str(regnskap), "--aar", "2016", "--fra", "lager")
    opphavene = [verdier(regnskap, "beloep_2016", k)[2] for k in ("netto_driftsresultat", "driftsinntekter")]
    assert opphavene == [f"hentet SSB 12137 KOSbelop0000 {k}" for k in ("AGD23 2026-06-15", "AGD13 2026-11-20")]


def test_et_trykt_tall_i_et_annet_aar_roeres_ikke_av_at_ssb_holder_noe_tilbake(oppdater, xlasss, regnskap, tjener):
    nokkel = ("1102", "AGD23", "KOSbelop0000", "2015")
    tjener.tabeller["12137"] = endret(tjener.tabeller["12137"], nokkel, (None, ":"), "2026-11-20T07:00:00Z")
    xlasss("hent", "--tabell", "12137", "--aar", "2015-2016")
    _, ut, _ = oppdater(str(regnskap), "--aar", "2015", "--fra", "lager")
    assert verdier(regnskap, "hovedvekst", "netto_driftsresultat")[0] == 58.4 and "andre år" not in ut


def test_beloep_i_en_annen_enhet_slipper_ikke_inn_i_boken(oppdater, xlasss, regnskap, tjener):
    tjener.tabeller["12137"].enhet = {"KOSbelop0000": ("kr", 0), "KOSbelopprinnb0000": ("kr", 0)}
    xlasss("hent", "--tabell", "12137", "--aar", "2015-2016")
    foer = regnskap.read_bytes()
    kode, ut, feil = oppdater(str(regnskap), "--aar", "2016", "--fra", "lager")
    assert (kode, ut) == (2, "") and feil.count("\n") == 1 and regnskap.read_bytes() == foer
    assert re.search(r"tabell 12137, KOSbelop0000 AGD\w+ for 2016, i «kr»; formelen er skrevet for «1000 kr»", feil)


def test_en_tabell_boken_trenger_som_ikke_kan_brukes_stopper_oppdateringen(oppdater, regnskap, tjener):
    tjener.tabeller["12137"].dimensjoner["KOKartkap0000"] = {"NY": "ny"}
    foer = regnskap.read_bytes()
    kode, ut, feil = oppdater(str(regnskap), "--aar", "2016", "--fra", "ssb")
    assert (kode, ut) == (2, "") and "har ingen av kodene vi kjenner" in feil and regnskap.read_bytes() == foer


def test_fra_et_lager_som_ikke_finnes_er_en_linje_og_boken_er_uroert(oppdater, regnskap):
    foer = regnskap.read_bytes()
    kode, ut, feil = oppdater(str(regnskap), "--aar", "2016", "--fra", "lager")
    assert kode == 2 and ut == "" and "kostra.sqlite finnes ikke" in feil and regnskap.read_bytes() == foer


@pytest.mark.treg
def test_neste_aars_bok_kommer_med_tallene_hentet_og_uten_kopi_av_den_tomme(xlasss, oppdater, regnskap):
    kode, ut, _ = xlasss("nytt-aar", str(regnskap), "--aar", "2019", "--fra", "ssb", "--json")
    ny = Path(json.loads(ut)["fil"])
    assert kode == 0 and sorted(f.name for f in ny.parent.glob("regnskap*")) == ["regnskap.xlsx", "regnskap_2019.xlsx"]
    bok = motor("formualizer").aapne(ny)
    b = next(b for b in plan(malfil("regnskap", "2019")).blokker if b.id == "beloep_2019")
    assert bok.verdi(*ref("Inndata", b.kommunerad("Bergen"), 3).split("!")) > 20_000_000  # driftsinntekter, 1000 kr
