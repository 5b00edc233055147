"""lint og kart på en bok fra en mal: det som er limt over en formel synes også der naboene ikke sier noe.

På Resultat er radene for indikatorene lagt på tvers av kolonnene de leser, så ingen nabo har samme formel.
"""

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from xlasss.engines.lager import Lager
from xlasss.revisjon.kontroller.malbrudd import malbrudd
from xlasss.revisjon.lint import lint
from xlasss.workbook.les import les_bok

BOKER = Path(__file__).parents[2] / "workbooks"
MAL = BOKER / "grunnskole_2016.xlsx"
LIMT = [
    ("D9", "<v>1.02</v>", "W003", "overskrevet", "Etterregning!E$10:E$19"),
    ("E8", "<v>1</v>", "W003", "overskrevet", "=Etterregning!D20"),
    ("D14", "<v>0.966</v>", "W003", "overskrevet", "IF(tillegg,INDEX(Beregning!$D$10"),
    ("D14", "<f>1+1</f><v>2</v>", "W002", "avvik", "IF(tillegg,INDEX(Beregning!$D$10"),
]


def limt(mappe: Path, celle: str, innhold: str, ark: str = "Resultat") -> Path:
    """Grunnskolemalen med noe annet i en celle."""
    lager, fil = Lager(MAL), mappe / "limt.xlsx"
    del_ = lager._pakke.ark[ark]
    ny, antall = re.subn(
        rf'(<c r="{celle}"[^>]*?)(?: t="\w+")?>.*?</c>', rf"\1>{innhold}</c>", lager._pakke.xml(del_), count=1
    )
    assert antall == 1
    fil.write_bytes(lager._pakke.med({del_: ny}))
    return fil


@pytest.mark.parametrize(("celle", "innhold", "regel", "slag", "malens"), LIMT)
def test_et_tall_eller_en_fremmed_formel_paa_resultat_synes_i_lint_og_kart(
    tmp_path, xlasss, celle, innhold, regel, slag, malens
):
    fil = limt(tmp_path, celle, innhold)
    (funn,) = lint(fil)
    assert (funn.regel, funn.sted) == (regel, f"Resultat!{celle}") and "malen har" in funn.hva and malens in funn.hva
    kode, ut, _ = xlasss("kart", str(fil), "--ut", "kart.xlsx", "--bilder", "bilder", "--json")
    (brudd,) = json.loads(ut)["brudd"]
    assert (brudd["ark"], brudd["celle"], brudd["slag"]) == ("Resultat", celle, slag) and malens in brudd["hva"]
    assert kode == (slag == "overskrevet")
    merket = load_workbook("kart.xlsx")["Resultat"][celle]
    assert merket.value in ("!", "≠") and "malen har" in merket.comment.text
    assert "malen har" in Path("bilder/05 Resultat.svg").read_text(encoding="utf-8")


def test_en_tekst_over_en_formel_synes_ogsaa(tmp_path):
    (funn,) = lint(_med_tekst(tmp_path))
    assert funn.regel == "W003" and "teksten «se notat» står der, mens malen har" in funn.hva


def _med_tekst(mappe: Path) -> Path:
    lager, fil = Lager(MAL), mappe / "tekst.xlsx"
    del_ = lager._pakke.ark["Resultat"]
    ny, antall = re.subn(
        r'<c r="D9"( s="\d+")?[^>]*>.*?</c>',
        r'<c r="D9"\1 t="inlineStr"><is><t>se notat</t></is></c>',
        lager._pakke.xml(del_),
        count=1,
    )
    assert antall == 1
    fil.write_bytes(lager._pakke.med({del_: ny}))
    return fil


@pytest.mark.treg
@pytest.mark.parametrize("fil", sorted(BOKER.glob("*.xlsx")), ids=lambda f: f.stem)
def test_malene_selv_har_ingen_brudd(fil):
    assert malbrudd(les_bok(fil)) == {}


def test_en_kopi_lagret_av_et_annet_program_har_ingen_brudd(tmp_path):
    load_workbook(MAL).save(tmp_path / "kopi.xlsx")
    assert malbrudd(les_bok(tmp_path / "kopi.xlsx")) == {}


@pytest.mark.parametrize("flytt", ["insert_rows", "insert_cols"])
def test_der_rader_eller_kolonner_er_satt_inn_holdes_ikke_plassene_mot_malen(tmp_path, flytt):
    wb = load_workbook(MAL)
    getattr(wb["Resultat"], flytt)(4)
    wb["Etterregning"]["AB12"] = 0.97
    wb.save(tmp_path / "kopi.xlsx")
    assert malbrudd(les_bok(tmp_path / "kopi.xlsx")).keys() == {"Etterregning"}


def test_en_bok_av_en_annen_malversjon_eller_med_en_ukjent_mal_holdes_ikke_mot_malen(tmp_path):
    for nokkel, verdi in (("malversjon", "0"), ("mal", "finnes_ikke")):
        wb = load_workbook(MAL)
        rad = next(c.row for c in wb["Forside"]["B"] if c.value == nokkel)
        wb["Forside"][f"C{rad}"], wb["Resultat"]["D9"] = verdi, 1.02
        wb.save(tmp_path / "kopi.xlsx")
        assert malbrudd(les_bok(tmp_path / "kopi.xlsx")) == {}
