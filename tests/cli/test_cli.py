"""Kommandolinjen slik et menneske og et skript møter den: utskrift, JSON, utgangskoder og feil."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from xlasss.begreper import Feil
from xlasss.engines import motor
from xlasss.engines.lager import Lager
from xlasss.fasit_data import fasit_rader, rapporter, relasjoner
from xlasss.revisjon.uavhengige import uavhengighet_i

MAL = Path(__file__).parent.parent.parent / "workbooks" / "grunnskole_2016.xlsx"


def endret(tmp_path: Path, **celler: object) -> Path:
    """En kopi av malen med andre inndata: ark__celle=verdi."""
    lager = Lager(MAL)
    nye = {lager.inndatacelle(*navn.split("__")): verdi for navn, verdi in celler.items()}
    fil = tmp_path / "min kopi.xlsx"
    fil.write_bytes(lager.med(nye))
    return fil


def test_demo_bygger_arbeidsboken_og_viser_seks_tall_med_dom(xlasss):
    kode, ut, feil = xlasss("demo")
    assert (kode, feil) == (0, "")
    assert "0,964" in ut and "0,9664" in ut and "kjent avvik" in ut and "rsak ikke kjent" in ut
    assert ut.count("stemmer") == 3 and Path("ut/grunnskole_2016.xlsx").exists()


def test_demo_som_json_er_ett_dokument(xlasss):
    kode, ut, _ = xlasss("demo", "--json", "--ut", "her")
    dokument = json.loads(ut)
    assert kode == 0 and len(dokument["rader"]) == 6 and dokument["uventet"] == 0
    assert Path(dokument["fil"]).exists()


def test_fasit_som_json_har_hvert_tall_med_dom_og_ingen_ukjent_motstrid(xlasss):
    kode, ut, _ = xlasss("fasit", "sandnes_2017", "--json")
    dokument = json.loads(ut)
    assert kode == 0 and dokument["rapport"] == "sandnes_2017"
    noekler = {"id", "side", "sted", "verdi", "trykt", "beregnet", "dom", "grunn"}
    assert all(noekler <= set(rad) for rad in dokument["rader"])
    assert all(rad["kjent_avvik"] for rad in dokument["rader"] if rad["dom"] == "motstrid")
    assert dokument["sum"]["tall"] == len(dokument["rader"]) == len(fasit_rader("sandnes_2017"))
    regninger = dokument["regninger"]
    assert regninger["antall"] == len(relasjoner("sandnes_2017"))
    assert regninger["uavhengige"] == regninger["antall"] - len(regninger["gjentatte"])


def test_fasit_uten_json_viser_sum_og_hvorfor_noe_ikke_kan_regnes(xlasss):
    kode, ut, _ = xlasss("fasit", "sandnes_2017")
    assert kode == 0 and f"{len(fasit_rader('sandnes_2017'))} tall" in ut
    assert "utgiftsindeksen for kommunehelse er ikke trykt" in ut
    uavhengige = uavhengighet_i("sandnes_2017").uavhengige
    assert f"{len(relasjoner('sandnes_2017'))} regninger, hvorav {uavhengige} er uavhengige av hverandre" in ut


def test_fasit_uten_rapport_tar_alle_rapportene(xlasss):
    kode, ut, _ = xlasss("fasit", "--json")
    dokument = json.loads(ut)
    assert kode == 0 and dokument["rapport"] == "baerum, sandnes_2017"
    assert dokument["sum"]["tall"] == sum(len(fasit_rader(r)) for r in rapporter())


@pytest.mark.treg
@pytest.mark.tung
def test_bygg_lager_alle_malene_og_et_manifest(xlasss):
    kode, ut, _ = xlasss("bygg", "--ut", "maler")
    assert kode == 0 and "grunnskole_2016.xlsx" in ut
    assert Path("maler/manifest.toml").exists()


def test_bygg_av_en_utgave_lager_bokene_som_har_den_og_nevner_de_andre(xlasss, monkeypatch):
    bygget = []
    monkeypatch.setattr("xlasss.workbook.bygg.bygg", lambda s, mappe, **_: bygget.append(s) or mappe / s.nokkel)
    kode, ut, feil = xlasss("bygg", "--utgave", "2017", "--ut", "maler", "--json")
    assert kode == 0 and len(json.loads(ut)["filer"]) == len(bygget) == 10
    assert {s.utgave.utgave for s in bygget} == {"2017"} and json.loads(ut)["ikke_laget"] == ["samferdsel", "var"]
    assert "Finnes ikke i utgave 2017, og er ikke laget: Samferdsel; Vann, avløp og renovasjon." in feil
    assert xlasss("bygg", "samferdsel", "--utgave", "2017", "--ut", "maler")[0] == 2
    assert xlasss("bygg", "--utgave", "1815", "--ut", "maler")[0] == 2


def test_bygg_rorer_ikke_en_arbeidsbok_noen_har_fylt_ut(xlasss, tmp_path):
    assert xlasss("bygg", "grunnskole", "--ut", "maler")[0] == 0
    min = Path("maler/grunnskole_2016.xlsx")
    utfylt = endret(tmp_path, Inndata__D16=0.95).read_bytes()
    min.write_bytes(utfylt)
    kode, _, feil = xlasss("bygg", "grunnskole", "--ut", "maler")
    assert kode == 2 and "grunnskole_2016.xlsx" in feil and "--overskriv" in feil
    assert min.read_bytes() == utfylt
    for _ in range(2):  # andre gang er det ingenting å ta vare på
        assert xlasss("bygg", "grunnskole", "--ut", "maler", "--overskriv")[0] == 0
    assert min.read_bytes() != utfylt
    assert [kopi.read_bytes() for kopi in Path("maler").glob("grunnskole_2016_for_*.xlsx")] == [utfylt]


def test_bygg_lager_en_urort_mal_paa_nytt_uten_aa_spoerre(xlasss):
    assert xlasss("bygg", "grunnskole", "--ut", "maler")[0] == 0
    assert xlasss("bygg", "grunnskole", "--ut", "maler")[0] == 0


def test_et_odelagt_manifest_sies_for_noe_skrives(xlasss):
    Path("maler").mkdir()
    Path("maler/manifest.toml").write_text("tull", encoding="utf-8")
    for verb in (["bygg", "barnehage"], ["demo"]):
        kode, _, feil = xlasss(*verb, "--ut", "maler")
        assert kode == 2 and "manifest.toml" in feil and "--overskriv" in feil and feil.count("\n") == 1
    assert [fil.name for fil in Path("maler").iterdir()] == ["manifest.toml"]


def test_bygg_som_stopper_paa_veien_kan_kjores_igjen(xlasss):
    Path("maler/barnevern_2016.xlsx").mkdir(parents=True)
    kode, _, feil = xlasss("bygg", "barnehage", "barnevern", "--ut", "maler")
    assert kode == 2 and "barnevern_2016.xlsx er en mappe" in feil
    assert xlasss("bygg", "barnehage", "--ut", "maler")[0] == 0


def test_regn_med_en_mappe_som_ut_skriver_ingenting(xlasss, tmp_path):
    Path("mappe").mkdir()
    kode, _, feil = xlasss("regn", str(MAL), "--ut", "mappe")
    assert kode == 2 and "mappe er en mappe" in feil
    assert [fil.name for fil in tmp_path.iterdir()] == ["mappe"] and list(Path("mappe").iterdir()) == []


def test_regn_skriver_ingenting_naar_et_ark_mangler(xlasss, tmp_path):
    bok = openpyxl.load_workbook(MAL)
    del bok["Parametre"]
    bok.save("uten.xlsx")
    kode, ut, feil = xlasss("regn", "uten.xlsx", "--ut", "ny.xlsx")
    assert (kode, ut) == (2, "") and "«Parametre»" in feil and "fra malen" in feil and not Path("ny.xlsx").exists()


def test_et_ukjent_aar_i_en_rad_eller_paa_forside_gir_kode_2(xlasss, tmp_path):
    kode, _, feil = xlasss("regn", str(endret(tmp_path, Inndata__C16=1999)))
    assert kode == 2 and "K018" in feil and "Inndata!C16" in feil and "1999" in feil


def test_bare_xlasss_sier_at_verbet_mangler_eller_viser_hjelpen(xlasss):
    _, ut, feil = xlasss()
    assert "Verb" in ut or "Mangler verb" in feil


def test_versjon_som_json(xlasss):
    assert set(json.loads(xlasss("versjon", "--json")[1])) == {"xlasss", "data"}


def test_regn_som_json_gir_hver_formelcelle_med_feil_som_tekst(xlasss):
    kode, ut, _ = xlasss("regn", str(MAL), "--json")
    dokument = json.loads(ut)
    assert kode == 0 and dokument["motor"] == "formualizer"
    verdier = {(c["ark"], c["celle"]): c["verdi"] for c in dokument["celler"]}
    assert verdier["Resultat", "D14"] == pytest.approx(0.96644745)
    assert "#N/A" in verdier.values()


def test_regn_sier_hva_som_skiller_seg_fra_det_lagrede(xlasss, tmp_path):
    kode, ut, _ = xlasss("regn", str(endret(tmp_path, Inndata__I16=0.9)))
    assert kode == 0 and "skiller seg" in ut and "0,9664474" in ut


def test_regn_med_ut_skriver_en_kopi_der_bare_de_lagrede_verdiene_er_nye(xlasss, tmp_path):
    fil = endret(tmp_path, Inndata__I16=0.9)
    foer = fil.read_bytes()
    kode, _, _ = xlasss("regn", str(fil), "--ut", "ny.xlsx")
    assert kode == 0 and fil.read_bytes() == foer
    kode, ut, _ = xlasss("regn", "ny.xlsx")
    assert kode == 0 and "samme verdi som i filen" in ut
    gammel, ny = Lager(fil), Lager(Path("ny.xlsx"))
    assert gammel.inndata == ny.inndata and gammel.formelceller() == ny.formelceller()


def test_kontroll_finner_ingenting_i_malen(xlasss):
    assert xlasss("kontroll", str(MAL))[:2] == (0, "0 funn i grunnskole_2016.xlsx.\n")


@pytest.mark.parametrize(
    ("celler", "regel", "ord"),
    [
        ({"Inndata__D16": "0,981"}, "K003", ["Inndata!D16", "«0,981»", "Skriv tallet på nytt"]),
        ({"Inndata__D16": True}, "K003", ["Inndata!D16"]),
        ({"Inndata__D35": "ca. 3"}, "K004", ["Inndata!D35", "«ca. 3»"]),
        ({"Inndata__F16": Feil.REF}, "K011", ["Inndata!F16", "#REF!"]),
        ({"Parametre__D8": None}, "K001", ["Parametre!D8", "er tom", "Fyll den inn"]),
        ({"Parametre__D8": -1}, "K001", ["Parametre!D8", "negativ"]),
        ({"Parametre__D8": "18,3"}, "K001", ["Parametre!D8", "«18,3»"]),
        ({"Parametre__D13": 3.0}, "K002", ["Parametre!D8:D13", "94,50", "skal være 100"]),
        ({"Inndata__A16": "1103"}, "K010", ["Inndata!A16", "«1103»", "«1102»", "Flytt"]),
    ],
)
def test_galt_i_inndata_gir_en_linje_med_fil_ark_celle_beloep_og_tiltak(xlasss, tmp_path, celler, regel, ord):
    fil = endret(tmp_path, **celler)
    kode, ut, _ = xlasss("kontroll", str(fil), "--json")
    funn = json.loads(ut)
    assert kode == 1 and regel in {f["regel"] for f in funn}
    kode, _, feil = xlasss("regn", str(fil))
    linjer = [linje for linje in feil.splitlines() if f"[{regel}]" in linje]
    assert kode == 2 and len(linjer) == 1 and "Traceback" not in feil
    assert all(bit in linjer[0] for bit in ["min kopi.xlsx", *ord])


def ole(fil: Path) -> None:
    fil.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600)


def uten_ark(fil: Path) -> None:
    fil.write_bytes(MAL.read_bytes())
    data = Lager(MAL)._pakke
    fil.write_bytes(data.med({data.bok: data.xml(data.bok).replace('name="Parametre"', 'name="Paramtre"')}))


@pytest.mark.parametrize("verb", ["regn", "kontroll"])
@pytest.mark.parametrize(
    ("lag", "ord"),
    [
        (lambda f: None, "Finner ikke filen"),
        (lambda f: f.write_bytes(b""), "kan ikke leses som .xlsx"),
        (lambda f: f.write_text("a;b;c"), "kan ikke leses som .xlsx"),
        (lambda f: f.write_bytes(MAL.read_bytes()[:5000]), "skadet"),
        (ole, "passordbeskyttet"),
        (lambda f: f.mkdir(), "kan ikke leses"),
    ],
    ids=["finnes ikke", "tom", "tekstfil", "avkuttet", "kryptert", "mappe"],
)
def test_en_fil_som_ikke_kan_leses_gir_en_linje_og_kode_2(xlasss, verb, lag, ord):
    fil = Path("galt.xlsx")
    lag(fil)
    kode, ut, feil = xlasss(verb, str(fil))
    assert kode == 2 and ut == ""
    assert ord in feil and "galt.xlsx" in feil and len(feil.splitlines()) == 1


def test_en_arbeidsbok_uten_et_av_arkene_sier_hvilket(xlasss):
    uten_ark(Path("galt.xlsx"))
    kode, _, feil = xlasss("kontroll", "galt.xlsx")
    assert kode == 2 and "Parametre" in feil and len(feil.splitlines()) == 1


@pytest.mark.parametrize(
    ("celler", "ord"),
    [
        ({"Forside__C46": "samferdselshelse"}, "Arbeidsboken «samferdselshelse» finnes ikke"),
        ({"Forside__C48": "1999"}, "finnes ikke i utgave «1999»"),
        ({"Forside__C49": "2031"}, "regnskapsåret er «2031»"),
    ],
)
def test_ukjent_sektor_utgave_eller_aar_i_filen_gir_en_linje(xlasss, tmp_path, celler, ord):
    kode, _, feil = xlasss("kontroll", str(endret(tmp_path, **celler)))
    assert kode == 2 and ord in feil and len(feil.splitlines()) == 1


@pytest.mark.parametrize(
    ("argumenter", "ord"),
    [
        (["bygg", "grunnskule"], "Arbeidsboken «grunnskule» finnes ikke"),
        (["bygg", "grunnskole", "--utgave", "1815"], "finnes ikke i utgave «1815»"),
        (["fasit", "sandnes_1917"], "ingen fasit for «sandnes_1917»"),
        (["regn", str(MAL), "--motor", "visicalc"], "visicalc"),
        (["regn"], "Mangler argumentet FIL"),
        (["regnut"], "Verbet «regnut» finnes ikke"),
        (["demo", "--fort"], "Valget --fort finnes ikke"),
        (["demo", "--ut"], "trenger en verdi"),
        (["regn", "a", "b"], "For mange argumenter"),
    ],
)
def test_feil_bruk_gir_en_norsk_linje_og_kode_2(xlasss, argumenter, ord):
    kode, ut, feil = xlasss(*argumenter)
    assert kode == 2 and ut == "" and ord in feil and len(feil.splitlines()) == 1


def test_en_mappe_som_ikke_kan_skrives_gir_en_linje(xlasss):
    Path("opptatt").write_text("jeg er en fil")
    kode, _, feil = xlasss("bygg", "--ut", "opptatt/her")
    assert kode == 2 and "opptatt" in feil and len(feil.splitlines()) == 1


@pytest.mark.parametrize("hjelp", ["--hjelp", "--help"])
def test_hjelpen_er_paa_norsk_under_begge_navn(xlasss, hjelp):
    kode, ut, _ = xlasss("regn", hjelp)
    assert kode == 0 and "Regn arbeidsboken om" in ut and "Vis denne hjelpen" in ut and "Show this" not in ut


def test_programmet_er_installert_som_xlasss():
    program = shutil.which("xlasss", path=str(Path(sys.executable).parent))
    svar = subprocess.run([str(program), "versjon"], capture_output=True, text=True, check=True)
    assert svar.stdout.startswith("xlasss 20")


def test_python_api_regner_en_arbeidsbok(tmp_path):
    import xlasss as x

    celler = x.regn(MAL)
    assert celler["Resultat", "D14"] == pytest.approx(0.96644745)
    assert set(celler) == set(motor("formualizer").aapne(MAL).formelceller())
