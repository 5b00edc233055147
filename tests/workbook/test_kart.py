"""Kartet: hva hver celle er, og at et tall limt over en formel synes."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from xlasss.engines.lager import Lager
from xlasss.workbook.formelspraak import flytt
from xlasss.workbook.kart import Slag, kart
from xlasss.workbook.kart.bilde import svg
from xlasss.workbook.kart.farger import UTSEENDE
from xlasss.workbook.kart.klasser import Arkkart
from xlasss.workbook.kart.omraader import omraader
from xlasss.workbook.kart.relativ import relativ
from xlasss.workbook.kart.skriv import skriv_kart
from xlasss.workbook.les import Celle, les_bok

MALER = sorted((Path(__file__).parents[2] / "workbooks").glob("*.xlsx"))
_PLASS = st.tuples(st.integers(1, 12), st.integers(1, 8))


def ark(**celler) -> Arkkart:
    """Et kart av noen celler: tall er inndata, «=…» formler, annet tekst."""
    fra = {}
    for celle, v in celler.items():
        rad, kol = int(celle[1:]), ord(celle[0]) - 64
        fra[rad, kol] = Celle(None, v) if str(v).startswith("=") else Celle(v)
    monstre = {p: relativ(c.formel, *p) if c.formel else "" for p, c in fra.items() if not isinstance(c.verdi, str)}
    return Arkkart("Ark1", fra, monstre)


def slag(k: Arkkart, celle: str) -> Slag:
    return k.slag[int(celle[1:]), ord(celle[0]) - 64]


def doblet(kolonner: str = "ABCDE", rader=(2,)) -> dict[str, str]:
    return {f"{k}{r}": f"={k}{r + 50}*2" for k in kolonner for r in rader}


@given(st.sets(_PLASS))
def test_omraadene_har_hver_celle_noeyaktig_en_gang(celler):
    funnet = [(r, k) for (r1, k1), (r2, k2) in omraader(celler) for r in range(r1, r2 + 1) for k in range(k1, k2 + 1)]
    assert sorted(funnet) == sorted(celler)


@given(st.integers(0, 40), st.integers(0, 40))
def test_en_kopiert_formel_er_den_samme_sett_fra_sin_egen_celle(ned, bort):
    formel = "=SUM(B$3:C9)*$D$1+'Et ark'!A2-IF(Ark.2!$B4=\"A1\",1,x1y)"
    assert relativ(flytt(formel, ned, bort), 5 + ned, 7 + bort) == relativ(formel, 5, 7)
    if ned:
        assert relativ(formel, 5 + ned, 7 + bort) != relativ(formel, 5, 7)


def test_hver_celle_er_det_den_er():
    k = ark(A1="Navn", B1=3.5, A2="=B1*2", B2="=C1*2", C1=4.5, A3="=B2*2", B3="=SUM(A2:B2)")
    assert [slag(k, c) for c in ("A1", "B1", "A2", "B2", "A3", "B3")] == [
        Slag.ETIKETT, Slag.INNDATA, Slag.ORIGINAL, Slag.KOPI, Slag.KOPI, Slag.ORIGINAL,
    ]  # fmt: skip
    assert (k.kopi_fra((2, 2)), k.kopi_fra((3, 1))) == ("←", "↑")


@given(st.integers(4, 8), st.integers(4, 8), st.data())
def test_et_tall_hvor_som_helst_i_en_tabell_av_like_formler_er_overskrevet(rader, kolonner, data):
    celler = doblet("ABCDEFGH"[:kolonner], range(2, 2 + rader))
    her = data.draw(st.sampled_from([c for c in celler if c != "A2"]))
    k = ark(**celler | {her: 7.25})
    assert [p for p, s in k.slag.items() if s is Slag.OVERSKREVET] == [(int(her[1:]), ord(her[0]) - 64)]
    assert Slag.OVERSKREVET not in ark(**celler).slag.values()


@given(st.integers(3, 9), st.integers(2, 6))
def test_kolonner_med_inndata_mellom_like_formler_er_inndata(rader, par):
    celler = {}
    for i in range(par):
        for r in range(1, rader + 1):
            tall, formel = "ABCDEFGHIJKL"[2 * i : 2 * i + 2]
            celler |= {f"{tall}{r}": 1.5, f"{formel}{r}": f"={tall}{r}*2"}
    assert set(ark(**celler).slag.values()) <= {Slag.INNDATA, Slag.ORIGINAL, Slag.KOPI}


def test_en_kolonne_med_inndata_midt_i_like_formler_er_inndata_og_en_rad_med_annethvert_tall_ogsaa():
    tabell = doblet(rader=(2, 3, 4)) | {f"C{r}": 1.5 + r for r in (2, 3, 4)}
    assert Slag.OVERSKREVET not in ark(**tabell).slag.values()
    rad = doblet("ABCDEFG") | dict.fromkeys(("A2", "C2", "E2", "G2"), 1.5)
    assert Slag.OVERSKREVET not in ark(**rad).slag.values()


@pytest.mark.parametrize("limt", [["C2"], ["C2", "D2"], ["G2"]])
def test_i_en_rad_synes_tallet_midt_i_og_sist(limt):
    k = ark(**doblet("ABCDEFG") | dict.fromkeys(limt, 1.5))
    assert all(slag(k, c) is Slag.OVERSKREVET for c in limt)


def test_en_formel_som_bryter_raden_er_et_avvik_men_ikke_en_sum_i_enden_eller_en_egen_kolonne():
    assert slag(ark(**doblet() | {"C2": "=C52*3"}), "C2") is Slag.AVVIK
    assert slag(ark(**doblet() | {"F2": "=SUM(A2:E2)"}), "F2") is Slag.ORIGINAL
    tabell = doblet(rader=(2, 3, 4)) | {f"C{r}": f"=C{r + 50}*3" for r in (2, 3, 4)}
    assert Slag.AVVIK not in ark(**tabell).slag.values()


def test_formelen_mellom_to_tall_limt_inn_er_ikke_selv_et_brudd():
    k = ark(**doblet("ABCDEFGHI") | {"D2": 1.5, "F2": 1.5})
    assert [p for p, s in k.slag.items() if s in (Slag.OVERSKREVET, Slag.AVVIK)] == [(2, 4), (2, 6)]


@pytest.fixture(scope="module")
def limt_over(tmp_path_factory) -> Path:
    """Grunnskolemalen med et tall limt over en formel."""
    lager = Lager(next(f for f in MALER if f.name.startswith("grunnskole")))
    del_ = lager._pakke.ark["Etterregning"]
    xml, antall = re.subn(
        r'(<c r="AC15"[^>]*?)(?: t="\w+")?>.*?</c>', r"\1><v>3</v></c>", lager._pakke.xml(del_), count=1
    )
    assert antall == 1
    fil = tmp_path_factory.mktemp("limt") / "endret.xlsx"
    fil.write_bytes(lager._pakke.med({del_: xml}))
    return fil


def test_kartet_som_arbeidsbok_har_samme_adresser_farger_og_en_liste_over_bruddene(limt_over, tmp_path):
    kartene = list(kart(les_bok(limt_over)))
    skriv_kart(kartene, limt_over.name, tmp_path / "kart.xlsx")
    bok = load_workbook(tmp_path / "kart.xlsx")
    assert bok.sheetnames == ["Kart", *les_bok(limt_over).ark]
    celle = bok["Etterregning"]["AC15"]
    assert celle.value == "!" and celle.fill.fgColor.rgb == "FF" + UTSEENDE[Slag.OVERSKREVET].bunn[1:]
    assert "Tallet 3 står her; AC14 har =IF($AB$20" in celle.comment.text
    assert bok["Etterregning"]["AC14"].value == "↑" and bok["Etterregning"]["AE14"].value == "←↑"
    lenker = {c.value: c.hyperlink.location for rad in bok["Kart"] for c in rad if c.hyperlink}
    assert lenker["Etterregning!AC15"] == "'Etterregning'!AC15"
    skriv_kart(kartene, limt_over.name, tmp_path / "igjen.xlsx")
    assert (tmp_path / "igjen.xlsx").read_bytes() == (tmp_path / "kart.xlsx").read_bytes()


def test_bildet_er_gyldig_svg_der_bruddet_har_sin_farge_og_forklaring(limt_over):
    k = next(k for k in kart(les_bok(limt_over)) if k.ark == "Etterregning")
    rot = ElementTree.fromstring(svg(k))
    ruter = [
        r for r in rot.iter("{http://www.w3.org/2000/svg}rect") if r.get("fill") == UTSEENDE[Slag.OVERSKREVET].bunn
    ]
    assert len(ruter) == 2  # cellen og tegnforklaringen
    assert ruter[0][0].text.startswith("AC15: Tallet 3 står her")


def test_et_ark_som_heter_kart_eller_har_apostrof_gaar_godt(tmp_path):
    wb = Workbook()
    wb.active.title = "Kart"
    blad = wb.create_sheet("Jan's <2>")
    for celle, verdi in (doblet() | {"C2": 1.5}).items():
        blad[celle] = verdi
    wb.save(tmp_path / "bok.xlsx")
    kartene = list(kart(les_bok(tmp_path / "bok.xlsx")))
    skriv_kart(kartene, "bok.xlsx", tmp_path / "kart.xlsx")
    bok = load_workbook(tmp_path / "kart.xlsx")
    assert bok.sheetnames[:2] == ["Kart 2", "Kart"] and bok["Jan's <2>"]["C2"].value == "!"
    ElementTree.fromstring(svg(kartene[-1]))


def test_verbet_skriver_kart_bilder_og_json(limt_over, tmp_path, xlasss):
    kode, ut, _ = xlasss("kart", str(limt_over), "--ut", "kart.xlsx", "--bilder", "bilder")
    assert kode == 1 and "Etterregning!AC15 overskrevet: Tallet 3 står her" in ut
    assert Path("kart.xlsx").exists() and Path("bilder/06 Etterregning.svg").exists()
    kode, ut, _ = xlasss("kart", str(limt_over), "--json")
    dokument = json.loads(ut)
    etter = next(a for a in dokument["ark"] if a["ark"] == "Etterregning")
    assert kode == 1 and etter["overskrevet"] == 1 and etter["kopi"] > 900
    assert dokument["brudd"][0]["celle"] == "AC15" and dokument["brudd"][0]["slag"] == "overskrevet"
    kode, ut, _ = xlasss("kart", str(MALER[0]))
    assert kode == 0 and "Ingen celler bryter mønsteret." in ut
    kode, _, feil = xlasss("kart", str(limt_over), "--ut", str(limt_over))
    assert kode == 2 and "er en av filene som leses" in feil
