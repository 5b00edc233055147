"""Hvem som helst kan legge fram tall og regninger i to filer og få dem prøvd."""

import json
import random
from pathlib import Path

import pytest

from xlasss.begreper import Dom
from xlasss.datafiler import DATA
from xlasss.errors import Filfeil
from xlasss.fasit_data import relasjoner
from xlasss.revisjon.revider import revider

TALL = "id,verdi,desimaler,omtrentlig,halvbredde,merknad\n"
REL = "relasjon,venstre,uttrykk\n"


@pytest.fixture
def prov(tmp_path):
    def kjor_revisjon(tall: str, rel: str):
        (tmp_path / "tall.csv").write_text(TALL + tall, encoding="utf-8")
        (tmp_path / "rel.csv").write_text(REL + rel, encoding="utf-8")
        return list(revider(tmp_path / "tall.csv", tmp_path / "rel.csv"))

    return kjor_revisjon


def test_en_kvotient_innenfor_avrundingen_stemmer_og_utenfor_er_motstrid(prov):
    tall = "p,1.058,3,nei,,\nu,0.863,3,nei,,\ne,1.226,3,nei,,\ngal,1.229,3,nei,,\n"
    assert [f.dom for f in prov(tall, "r1,e,p/u\nr2,gal,p/u\n")] == [Dom.STEMMER, Dom.MOTSTRID]


def test_negative_desimaler_er_tiere_og_omtrentlig_dobler_bredden(prov):
    tall = "a,120,-1,nei,,\nb,129,0,nei,,\nc,120,-1,ja,,\n"
    assert [f.dom for f in prov(tall, "r1,a,b\nr2,c,b\n")] == [Dom.MOTSTRID, Dom.STEMMER]


def test_halvbredde_gaar_foran_og_null_er_eksakt(prov):
    tall = "a,4.5,1,ja,0.5,\nb,4.1,1,nei,,\nc,2,0,nei,0,\nd,2,0,nei,0,\n"
    assert [f.dom for f in prov(tall, "r1,a,b\nr2,c,d\n")] == [Dom.STEMMER, Dom.STEMMER]


def test_intervaller_som_bare_beroerer_hverandre_er_motstrid(prov):
    assert [f.dom for f in prov("a,1.0,1,nei,,\nb,1.1,1,nei,,\n", "r,a,b\n")] == [Dom.MOTSTRID]


def test_en_nevner_som_kan_vaere_null_kan_ikke_beregnes(prov):
    funn = prov("a,1,0,nei,,\nb,0,0,nei,,\n", "r,a,a/b\n")
    assert funn[0].dom is Dom.KAN_IKKE_BEREGNES and "null" in funn[0].grunn


@pytest.mark.parametrize(
    ("tall", "rel", "ord"),
    [
        ("a,en,1,nei,,\n", "", "tall.csv linje 2"),
        ("a,1,x,nei,,\n", "", "tall.csv linje 2"),
        ("a,1,1,kanskje,,\n", "", "ja eller nei"),
        ("a,1,1,nei,,\na,2,1,nei,,\n", "", "to ganger"),
        ("a,1,1,nei,-1,\n", "", "negativ"),
        ("a,1,1,nei\n", "", "feil antall felt"),
        ("a,1,1,nei,,,,\n", "", "feil antall felt"),
        ("a,1/0,1,nei,,\n", "", "ikke et tall"),
        ("a,1,1,nei,,\n", "r,b,a\n", "«b» står ikke i tall.csv"),
        ("a,1,1,nei,,\n", "r,a,a+ukjent\n", "rel.csv linje 2: «ukjent»"),
        ("a,1,1,nei,,\n", "r,a,__import__('os')\n", "rel.csv linje 2"),
    ],
)
def test_galt_i_filene_gir_fil_linje_og_tiltak(prov, tall, rel, ord):
    with pytest.raises(Filfeil) as feil:
        prov(tall, rel)
    assert ord in str(feil.value)


def test_en_fil_uten_kolonnene_sier_hvilken_som_mangler(tmp_path):
    (tmp_path / "t.csv").write_text("id;verdi\n", encoding="utf-8")
    with pytest.raises(Filfeil, match="mangler kolonnen desimaler"):
        list(revider(tmp_path / "t.csv", tmp_path / "t.csv"))


def test_fasiten_i_pakken_kan_revideres_som_hvem_som_helst_sine_tall(tmp_path):
    """Filene er i samme format; parametrene legges til, ellers er det de samme dommene."""
    from xlasss.revisjon.fasit import dommer, variabler

    rapport = "sandnes_2017"
    linjer = (DATA / "fasit" / f"{rapport}.csv").read_text(encoding="utf-8").splitlines()
    assert any(linje.startswith("id,") for linje in linjer)
    tall = ["id,verdi,desimaler,omtrentlig,halvbredde"]
    for id, i in variabler(rapport).items():
        midt = (i.nedre + i.ovre) / 2
        tall.append(f"{id},{midt},9,nei,{i.bredde / 2}")
    (tmp_path / "tall.csv").write_text("\n".join(tall), encoding="utf-8")
    funn = {f.relasjon: f.dom for f in revider(tmp_path / "tall.csv", DATA / "fasit" / f"{rapport}_relasjoner.csv")}
    ventet = {d.relasjon: d.dom for d in dommer(rapport) if d.relasjon}
    assert {r: d for r, d in funn.items() if r in ventet} == ventet
    assert set(funn) == {r.navn for r in relasjoner(rapport)}


def test_kommandoen_gir_kode_1_ved_motstrid_og_ett_json_dokument(xlasss):
    Path("t.csv").write_text(TALL + "a,1.0,1,nei,,x\nb,2.0,1,nei,,y\n", encoding="utf-8")
    Path("r.csv").write_text(REL + "r,a,b\n", encoding="utf-8")
    kode, ut, _ = xlasss("revider", "t.csv", "r.csv", "--json")
    dokument = json.loads(ut)
    assert kode == 1 and dokument["relasjoner"][0]["dom"] == "motstrid" and dokument["sum"]["motstrid"] == 1


def test_fem_tusen_relasjoner_gaar_uten_at_noe_vokser_ut_av_hendene(tmp_path):
    r = random.Random(2016)
    tall = [f"t{i},{r.randint(1, 999)},0,nei" for i in range(2000)]
    rel = [f"r{i},t{r.randrange(2000)},100*(t{r.randrange(2000)}/t{r.randrange(2000)} - 1)" for i in range(5000)]
    (tmp_path / "t.csv").write_text("id,verdi,desimaler,omtrentlig\n" + "\n".join(tall), encoding="utf-8")
    (tmp_path / "r.csv").write_text(REL + "\n".join(rel), encoding="utf-8")
    assert len(list(revider(tmp_path / "t.csv", tmp_path / "r.csv"))) == 5000


@pytest.mark.parametrize("verdi", ["1e99999999", "1/0", "0x10", "", "1,5"])
def test_et_tall_som_ikke_er_skrevet_med_sifre_gir_linje_og_tiltak(xlasss, verdi):
    Path("t.csv").write_text(TALL + f'a,"{verdi}",1,nei,,x\n', encoding="utf-8")
    Path("r.csv").write_text(REL + "r,a,a\n", encoding="utf-8")
    kode, _, feil = xlasss("revider", "t.csv", "r.csv")
    assert kode == 2 and "t.csv linje 2" in feil and "desimalpunktum" in feil


def test_filene_slik_et_norsk_excel_lagrer_dem_gir_det_samme(xlasss):
    Path("t.csv").write_text(
        "id,verdi,desimaler,omtrentlig,halvbredde\na,1.5,1,nei,0.05\nb,3.0,1,nei,\n", encoding="utf-8"
    )
    Path("r.csv").write_text(REL + 'r,b,2*a\ns,a,"max(a, b)/2"\n', encoding="utf-8")
    Path("t2.csv").write_text(
        "id;verdi;desimaler;omtrentlig;halvbredde\na;1,5;1;nei;0,05\nb;3,0;1;nei;\n", encoding="utf-8-sig"
    )
    Path("r2.csv").write_text("relasjon;venstre;uttrykk\nr;b;2*a\ns;a;max(a, b)/2\n", encoding="utf-8-sig")
    assert xlasss("revider", "t.csv", "r.csv", "--json") == xlasss("revider", "t2.csv", "r2.csv", "--json")


def test_en_gal_eksponent_sier_fil_og_linje(xlasss):
    Path("t.csv").write_text(TALL + "a,1.0,1,nei,,x\n", encoding="utf-8")
    Path("r.csv").write_text(REL + "r,a,a**0.5\n", encoding="utf-8")
    kode, _, feil = xlasss("revider", "t.csv", "r.csv")
    assert kode == 2 and "r.csv linje 2" in feil and "Eksponenten" in feil


def test_kommandoen_finner_det_bare_den_samlede_proven_ser_og_skriver_brevet(xlasss):
    Path("t.csv").write_text(TALL + "a,1.0,1,nei,,\nb,2.0,1,nei,,\nc,3.1,1,nei,,\nd,2.9,1,nei,,\n", encoding="utf-8")
    Path("r.csv").write_text(REL + "en,c,a + b\nto,d,a + b\n", encoding="utf-8")
    kode, ut, feil = xlasss("revider", "t.csv", "r.csv", "--json", "--ut", "ut/brev.md")
    dokument = json.loads(ut)
    assert kode == 1 and dokument["sum"]["motstrid"] == 0 and dokument["samlet"]["dom"] == "motstrid"
    (m,) = dokument["samlet"]["motstrider"]
    assert [r["relasjon"] for r in m["relasjoner"]] == ["en", "to"] and m["vekter"] == [1, -1] and m["bevist"]
    assert m["krav"] == [0, 0] and m["mulig"] == [0.1, 0.3]
    assert [(t["id"], t["flyttes_minst"], t["til"]) for t in m["tall"]] == [("c", 1, 2.9), ("d", 1, 3.1)]
    (k,) = dokument["samlet"]["komponenter"]
    assert k["relasjoner"] == ["en", "to"] and k["minste_flytting"] == pytest.approx(1) and k["tall"] == 4
    brev = Path("ut/brev.md").read_text(encoding="utf-8")
    assert "Lagt sammen (en − to) krever de at c − d er 0; de trykte tallene gir 0,1 – 0,3." in brev
    assert "| `c` | 3,1 | 3,05 – 3,15 | 1,0 | 2,9 |" in brev and "brev.md" in feil
    kode, ut, _ = xlasss("revider", "t.csv", "r.csv")
    assert kode == 1 and "Kan ikke holde samtidig, men går hver for seg:" in ut and "går opp med 2,9" in ut


def test_tall_som_kan_holde_samtidig_gir_kode_0_og_ja(xlasss):
    Path("t.csv").write_text(TALL + "a,1.0,1,nei,,\nb,2.0,1,nei,,\nc,3.1,1,nei,,\n", encoding="utf-8")
    Path("r.csv").write_text(REL + "en,c,a + b\nto,b,c - a\n", encoding="utf-8")
    kode, ut, _ = xlasss("revider", "t.csv", "r.csv")
    assert kode == 0 and "Kan alle tallene holde samtidig? Ja." in ut and "1 stemmer" in ut


def test_bare_uten_regninger_er_det_ingenting_aa_prove(xlasss):
    Path("t.csv").write_text(TALL + "a,1.0,1,nei,,\n", encoding="utf-8")
    Path("r.csv").write_text(REL, encoding="utf-8")
    kode, ut, _ = xlasss("revider", "t.csv", "r.csv", "--json")
    assert kode == 0 and json.loads(ut)["samlet"] == {
        "dom": "stemmer", "metoder": [], "motstrider": [], "komponenter": [], "utelatt": [],
    }  # fmt: skip


def test_et_svar_som_er_for_stort_for_et_regneark_kan_ikke_beregnes_og_gir_gyldig_json(xlasss):
    Path("t.csv").write_text(TALL + f"a,{'9' * 40},0,nei,,\n", encoding="utf-8")
    Path("r.csv").write_text(REL + "r,a,a**64\n", encoding="utf-8")
    kode, ut, _ = xlasss("revider", "t.csv", "r.csv", "--json")
    (r,) = json.loads(ut)["relasjoner"]
    assert kode == 0 and r["dom"] == "kan ikke beregnes" and "større" in r["grunn"]


def test_et_felt_som_er_for_langt_for_csv_gir_linje_og_tiltak(xlasss):
    Path("t.csv").write_text(TALL + "a,1.0,1,nei,,\n", encoding="utf-8")
    Path("r.csv").write_text(REL + "r,a,a\nr,a," + "a+" * 100_000 + "a\n", encoding="utf-8")
    kode, _, feil = xlasss("revider", "t.csv", "r.csv")
    assert kode == 2 and "r.csv linje 3" in feil and "anførselstegn" in feil
