"""forklar og diff slik et menneske og et skript møter dem."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.revisjon.test_forskjell import endret_bok
from xlasss.engines.lager import Lager
from xlasss.workbook.patch import skriv_bufrede

MAL = str(Path(__file__).parents[2] / "workbooks" / "grunnskole_2016.xlsx")


def test_en_oekonom_uten_tillegget_finner_paa_tre_kommandoer_det_som_er_kjent_om_0_966_mot_0_964(xlasss):
    kode, ut, _ = xlasss("forklar", MAL, "Resultat!D14")
    assert kode == 0 and "0,9664" in ut and "Σ w·x / Σ w" in ut and "uten tillegget" in ut
    assert "Kan være 0,9658 til 0,9671, når de 12 tallene" in " ".join(ut.split())
    assert "Plass i SFO" in ut and "-2,53" in ut and "trykt s. 41 fig30" in ut and "perioderapport" in ut

    kode, ut, _ = xlasss("forklar", MAL, "Resultat!D14", "--mot", "fasit")
    flatt = " ".join(ut.split())
    assert kode == 0 and "0,9635 – 0,9645" in flatt and "0,9658 – 0,9671" in flatt and "kjent avvik" in flatt
    assert "0,00125 det ingen avrunding kan forklare: årsak ikke kjent" in flatt
    assert "minst én må flyttes 5,0 prosentenheter" in flatt and "Årsak ikke kjent." in flatt

    kode, ut, _ = xlasss("vekter", "grunnskole")
    assert kode == 0 and "5,0 prosentenheter" in ut


def test_forklar_som_json_er_ett_dokument_med_hele_sporet(xlasss):
    kode, ut, feil = xlasss("forklar", MAL, "resultat!d14", "--json")
    dokument = json.loads(ut)
    assert (kode, feil, dokument["celle"]) == (0, "", "Resultat!D14")
    assert dokument["intervall_vist"] == "0,9658 til 0,9671" and dokument["avrundede_tall"] == 12
    tvilling = dokument["spor"]["barn"][0]
    assert tvilling["sted"] == "Etterregning!AB16" and len(tvilling["bidrag"]) == 6
    assert sum(b["bidrag"] for b in tvilling["bidrag"]) == pytest.approx(100 * (tvilling["verdi"] - 1))
    assert [o["antall"] for o in tvilling["barn"]] == [6, 6]


def test_dybden_folder_resten_og_sier_hvor_mye(xlasss):
    _, ut, _ = xlasss("forklar", MAL, "Resultat!F14", "--dybde", "1")
    assert "trinn under; vis dem med --dybde" in ut and "Inndata!D16" not in ut


@pytest.mark.parametrize("mot", ["kommune:Bærum", "utgave:2017", "fil"])
def test_mot_som_json_har_ledd_som_summerer_til_differansen(xlasss, tmp_path, mot):
    kopi = endret_bok(
        tmp_path, {f"Inndata!{k}11": 1.01 for k in "DEFGHI"} | {"Parametre!D13": 9.0, "Inndata!D16": 0.97}
    )
    kode, ut, _ = xlasss("forklar", str(kopi), "Resultat!D14", "--mot", MAL if mot == "fil" else mot, "--json")
    d = json.loads(ut)
    assert kode == 0 and d["rest"] == 0 and d["ledd"] and d["metode"]
    assert sum(x["effekt"] for x in d["ledd"]) == pytest.approx(d["differanse"], abs=1e-15)
    assert d["til"] - d["fra"] == pytest.approx(d["differanse"], abs=1e-15) and len(d["spor"]) == 2


def test_mot_fasit_som_json_og_utgangskode_1_naar_avviket_ikke_er_kjent(xlasss, tmp_path):
    kode, ut, _ = xlasss("forklar", MAL, "Resultat!D14", "--mot", "fasit", "--json")
    d = json.loads(ut)
    assert (kode, d["dom"], d["rest"], len(d["ledd"])) == (0, "motstrid", 0, 6)
    assert sum(x["del"] for x in d["deler"]) == pytest.approx(d["differanse"])
    kopi = endret_bok(tmp_path, {"Inndata!D16": 0.95})
    assert xlasss("forklar", str(kopi), "Resultat!D14", "--mot", "fasit")[0] == 1


def test_mot_et_tall_som_mangler_sier_hvilke_ledd_det_gjelder(xlasss):
    kode, ut, _ = xlasss("forklar", MAL, "Resultat!D14", "--mot", "kommune:oslo")
    assert kode == 0 and "Oslo i samme bok" in ut and "6 ledd har ikke tall" in " ".join(ut.split())


@pytest.mark.parametrize(
    ("argumenter", "sagt"),
    [
        (["Resultat!D14", "--mot", "utgave:2019"], "ingen publiserte vekter"),
        (["Resultat!D14", "--mot", "kommune:Atlantis"], "ikke en av kommunene"),
        (["Resultat!D14", "--mot", "borte.xlsx"], "Finner ikke filen"),
        (["Finnes!D14"], "har ikke arket «Finnes»"),
        (["D14"], "Skriv for eksempel Resultat!D14"),
        (["Forside!B2", "--mot", "fasit"], "ikke noe trykt tall"),
    ],
)
def test_feil_bruk_er_en_linje_og_utgangskode_2(xlasss, argumenter, sagt):
    kode, ut, feil = xlasss("forklar", MAL, *argumenter)
    assert (kode, ut, feil.count("\n")) == (2, "", 1) and sagt in feil


def test_diff_sier_hva_som_er_endret_og_skriver_side_og_merket_kopi(xlasss, tmp_path):
    kopi = endret_bok(tmp_path, {"Inndata!D16": 0.95, "Parametre!D13": 10.0})
    kode, ut, _ = xlasss("diff", MAL, str(kopi), "--html", "side.html", "--merk", "merket.xlsx")
    assert kode == 1 and "1 inndata" in ut and "1 parameter" in ut
    assert ut.index("Inndata!D16") < ut.index("Regnede tall som er endret")
    assert "Inndata!D16" in Path("side.html").read_text(encoding="utf-8") and Path("merket.xlsx").exists()


def test_diff_som_json_har_samme_felt_i_hver_endring(xlasss, tmp_path):
    kopi = endret_bok(tmp_path, {"Inndata!D16": 0.95})
    kode, ut, _ = xlasss("diff", MAL, str(kopi), "--json")
    d = json.loads(ut)
    felt = {"ark", "nøkkel", "slag", "celler", "fra", "til", "utslag"}
    assert kode == 1 and len(d["endringer"]) == 1
    assert all(set(e) == felt for e in (*d["endringer"], *d["resultater"]))


def test_diff_av_like_boeker_er_0_og_av_en_som_ikke_er_en_bok_2(xlasss, tmp_path):
    assert xlasss("diff", MAL, MAL)[:2] == (0, "Ingen forskjell på grunnskole_2016.xlsx og grunnskole_2016.xlsx.\n")
    (tmp_path / "ikke.xlsx").write_text("a;b")
    kode, ut, feil = xlasss("diff", MAL, str(tmp_path / "ikke.xlsx"))
    assert (kode, ut) == (2, "") and "kan ikke leses" in feil


def test_boeker_uten_lagrede_verdier_kan_ogsaa_forklares(xlasss, tmp_path):
    fil = tmp_path / "tom.xlsx"
    skriv_bufrede(Path(MAL), fil, dict.fromkeys(Lager(Path(MAL)).formelceller()))
    kode, ut, _ = xlasss("forklar", str(fil), "Resultat!D14")
    assert kode == 0 and "0,9664" in ut and "ingen lagret verdi" in ut


def bok_med_annen_del(mappe: Path, del_: str, innhold: bytes) -> str:
    with ZipFile(MAL) as gammel, ZipFile(mappe / "u.xlsx", "w") as ny:
        for post in gammel.infolist():
            ny.writestr(post, innhold if post.filename == del_ else gammel.read(post))
    return str(mappe / "u.xlsx")


@pytest.mark.parametrize(
    ("del_", "innhold"),
    [
        ("xl/styles.xml", b"<x"),
        ("xl/styles.xml", b'<styleSheet xmlns="x"><numFmts><numFmt/></numFmts></styleSheet>'),
        ("xl/sharedStrings.xml", b""),
        ("xl/worksheets/sheet5.xml", b"\xff\xfe"),
        (
            "xl/worksheets/sheet5.xml",
            b'<worksheet xmlns="x"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetDa',
        ),
        ("xl/worksheets/sheet5.xml", b'<worksheet xmlns="x"><sheetData><row r="1"></rad></sheetData></worksheet>'),
    ],
)
def test_en_skadet_fil_er_en_linje_og_utgangskode_2(xlasss, tmp_path, del_, innhold):
    fil = bok_med_annen_del(tmp_path, del_, innhold)
    leser_cellene = [["kontroll", fil], ["regn", fil]] if "sheet" in del_ else []
    for argumenter in (["forklar", fil, "Resultat!D14"], ["diff", MAL, fil], *leser_cellene):
        kode, ut, feil = xlasss(*argumenter)
        assert (kode, ut, feil.count("\n")) == (2, "", 1) and "kan ikke leses" in feil


def test_en_side_skrives_aldri_over_en_mappe(xlasss, tmp_path):
    kode, _, feil = xlasss("diff", MAL, MAL, "--html", str(tmp_path))
    assert kode == 2 and f"{tmp_path} er en mappe" in feil
