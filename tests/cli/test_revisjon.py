"""revisjon: siden og dokumentet den er laget av, og det gale som kan komme inn."""

import json
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.revisjon.test_forskjell import endret_bok

MALER = Path(__file__).parents[2] / "workbooks"
MAL = str(MALER / "grunnskole_2016.xlsx")
EFFEKTIVITET = str(MALER / "produksjon_og_effektivitet_2016.xlsx")
ONDT = "<script>document.title='kapret'</script><img src=x onerror=alert(1)>"


def med_ond_tekst(mappe: Path) -> Path:
    """En kopi der navnet på en indikator er et skript, på alle arkene."""
    mappe.mkdir(exist_ok=True)
    with ZipFile(MAL) as gammel, ZipFile(mappe / "ond.xlsx", "w") as ny:
        for post in gammel.infolist():
            innhold = gammel.read(post)
            if post.filename == "xl/sharedStrings.xml":
                ondt = ONDT.replace("<", "&lt;").replace(">", "&gt;").encode()
                innhold = innhold.replace("Læringsmiljø".encode(), ondt)
            ny.writestr(post, innhold)
    return mappe / "ond.xlsx"


def test_siden_skrives_og_terminalen_sier_lampen_for_hver_bok(xlasss, tmp_path):
    kode, ut, feil = xlasss("revisjon", MAL, EFFEKTIVITET, "--ut", "r.html")
    assert (kode, feil) == (0, "") and "gul    Grunnskole (grunnskole_2016.xlsx): 3 kjente avvik" in ut
    assert "grønn  Produksjon og effektivitet" in ut and "Siden ligger i r.html" in ut
    side = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert side.startswith("<!doctype html>") and '<html lang="nb">' in side
    assert not re.findall(r'(?:src|href)="(?!#)', side) and "url(" not in side and "@import" not in side
    assert "default-src 'none'" in side and "0,9658 til 0,9671" in side and "kan være avrunding" in side


def test_json_er_dokumentet_siden_er_laget_av(xlasss, tmp_path):
    kode, ut, feil = xlasss("revisjon", EFFEKTIVITET, "--json", "--ut", "r.html")
    d = json.loads(ut)
    assert (kode, feil) == (0, "")
    r = {x["celle"]: x for x in d["resultater"]}
    assert r["Resultat!H45"]["kan_være_avrunding"] and not r["Resultat!H49"]["kan_være_avrunding"]
    assert r["Resultat!F12"]["dom"] == "stemmer" and r["Resultat!F12"]["trykt"]["hvor"] == "s. 38, fig29"
    assert r["Resultat!F12"]["intervall"] == pytest.approx([1.22467, 1.22725], abs=1e-5)
    sporet = d["spor"][r["Resultat!F12"]["spor"]]
    assert sporet["sted"] == "Resultat!F12" and all(0 <= b < len(d["spor"]) for t in d["spor"] for b in t["barn"])
    (bok,) = d["boker"]
    assert bok["lampe"]["farge"] == "grønn" and bok["k006"] == "ikke prøvd" and bok["dommer"]["stemmer"] == 17
    assert json.dumps(d["spor"], ensure_ascii=False).count("trykt s. 39 tab11") > 3
    i_siden = re.search(r'id="spor">(.*?)</script>', (tmp_path / "r.html").read_text(encoding="utf-8"), re.DOTALL)
    assert i_siden and json.loads(i_siden[1]) == d["spor"]


def test_forskjellene_fra_fjoraaret_staar_med_det_storste_utslaget_forst(xlasss, tmp_path):
    ny = endret_bok(tmp_path, {"Inndata!D16": 0.97, "Parametre!D13": 9.0}, "i-aar.xlsx")
    kode, ut, _ = xlasss("revisjon", str(ny), EFFEKTIVITET, "--fra", MAL, "--json", "--ut", "r.html")
    forskjeller = [b["forskjeller"] for b in json.loads(ut)["boker"]]
    assert kode == 1 and forskjeller[1] is None  # de nye tallene er ikke de trykte
    assert [e["celler"][0] for e in forskjeller[0]["endringer"]] == ["D16", "D13"] and forskjeller[0]["resultater"]
    side = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Forskjeller fra grunnskole_2016.xlsx" in side and "Inndata!D16" in side


def test_tekst_med_skript_i_en_celle_er_bare_tekst(xlasss, tmp_path):
    kode, _, _ = xlasss("revisjon", str(med_ond_tekst(tmp_path / "x")), "--ut", "r.html")
    side = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert kode in (0, 1) and side.count("<script") == 2 and "<img" not in side
    assert "&lt;script&gt;document.title" in side and r"\u003cscript\u003edocument.title" in side


def test_diff_siden_lages_av_de_samme_malene_og_slipper_heller_ikke_skript_inn(xlasss, tmp_path):
    assert xlasss("diff", MAL, str(med_ond_tekst(tmp_path / "x")), "--html", "d.html")[0] == 1
    side = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "<script" not in side and "<img" not in side and "&lt;script&gt;" in side and "script-src 'none'" in side


@pytest.mark.parametrize(
    ("argumenter", "sier"),
    [
        (["borte.xlsx", "--ut", "r.html"], "Finner ikke filen borte.xlsx"),
        (["tekst.xlsx", "--ut", "r.html"], "tekst.xlsx kan ikke leses som .xlsx"),
        (["fremmed.xlsx", "--ut", "r.html"], "fremmed.xlsx er ikke laget av en mal i xlasss"),
        ([MAL, "kopi/grunnskole_2016.xlsx", "--ut", "r.html"], "2 av filene heter grunnskole_2016.xlsx"),
        ([MAL, MAL, "--ut", "r.html"], "2 av filene heter grunnskole_2016.xlsx"),
        ([MAL], "--ut revisjon.html, eller --json"),
        ([MAL, "--ut", "kopi"], "kopi er en mappe"),
        (["kopi/grunnskole_2016.xlsx", "--ut", "kopi/grunnskole_2016.xlsx"], "er en av filene som leses"),
        ([MAL, "--fra", EFFEKTIVITET, "--ut", "r.html"], "ikke laget av samme mal som noen av arbeidsbøkene"),
        ([MAL, "--fra", "borte.xlsx", "--ut", "r.html"], "Finner ikke filen borte.xlsx"),
        ([MAL, "--fra", "fremmed.xlsx", "--ut", "r.html"], "ikke laget av samme mal"),
        (["--ut", "r.html"], "Mangler argumentet FIL"),
    ],
)
def test_galt_inn_er_en_linje_og_ingen_side(xlasss, tmp_path, argumenter, sier):
    import xlsxwriter

    (tmp_path / "tekst.xlsx").write_text("ikke et regneark")
    with xlsxwriter.Workbook(tmp_path / "fremmed.xlsx") as bok:
        bok.add_worksheet("Ark1").write(0, 0, 1)
    (tmp_path / "kopi").mkdir()
    shutil.copy(MAL, tmp_path / "kopi")
    kode, ut, feil = xlasss("revisjon", *argumenter)
    assert (kode, ut, feil.count("\n")) == (2, "", 1) and sier in feil, feil
    assert not (tmp_path / "r.html").exists()
