"""Hver regel finner det den er laget for, lar være det som er lov, og malene er uten funn."""

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Protection

from xlasss.engines.lager import Lager
from xlasss.errors import Filfeil
from xlasss.revisjon.lint import Funn, lint
from xlasss.revisjon.lint.bruk import Dekning
from xlasss.revisjon.lint.dok import SIDE, side
from xlasss.revisjon.lint.formel import vurder
from xlasss.revisjon.lint.regler import REGLER
from xlasss.revisjon.lint.unntak import unntak
from xlasss.workbook.formeltre import Ref

ROT = Path(__file__).parents[2]
MALER = sorted((ROT / "workbooks").glob("*.xlsx"))


def bok(tmp_path: Path, celler: dict, etter=lambda wb: None) -> Path:
    """En arbeidsbok med ett ark Ark1, uten noe vi har laget."""
    wb = Workbook()
    wb.active.title = "Ark1"
    for celle, verdi in celler.items():
        wb.active[celle] = verdi
    etter(wb)
    fil = tmp_path / "bok.xlsx"
    wb.save(fil)
    return fil


def rad(formel: str, kolonner: str = "ABCDE") -> dict:
    return {f"{k}2": formel.replace("#", k) for k in kolonner} | {f"{k}1": 3.5 for k in kolonner}


def steder(funnene: list[Funn], regel: str) -> list[str]:
    return [f.sted for f in funnene if f.regel == regel]


def skjul(**dimensjoner):
    def gjor(wb):
        for rad_ in dimensjoner.get("rader", ()):
            wb.active.row_dimensions[rad_].hidden = True
        for kol in dimensjoner.get("kolonner", ()):
            wb.active.column_dimensions[kol].hidden = True

    return gjor


def ark2(tilstand):
    def gjor(wb):
        wb.create_sheet("Gjemt").sheet_state = tilstand
        wb["Gjemt"]["A1"] = "noe"

    return gjor


def vern(*ulaaste):
    def gjor(wb):
        wb.active.protection.sheet = True
        for celle in ulaaste:
            wb.active[celle].protection = Protection(locked=False)

    return gjor


DYP = "=" + "IF(A1=1,0," * 7 + "1" + ")" * 7
BRYTER = {
    "W001": (rad("=#1*1.25"), None, "Ark1!A2:E2", "1,25"),
    "W002": (rad("=#1*2") | {"C2": "=C1+1"}, None, "Ark1!C2", "=B1*2"),
    "W003": (rad("=#1*2") | {"C2": 7.25}, None, "Ark1!C2", "7,25"),
    "W004": ({"A2": "=" + "+".join(["A1"] * 101), "A1": 1.5}, None, "Ark1!A2", "303 tegn"),
    "W005": ({"A2": DYP, "A1": 1.5}, None, "Ark1!A2", "7 funksjoner"),
    "W006": ({"A1": "x"}, ark2("veryHidden"), "Gjemt", "av et program"),
    "W007": ({"A1": "x", "B3": 1.5}, skjul(rader=[3]), "Ark1!B3", "raden er skjult"),
    "W008": (rad("=OFFSET(#1,1,0)"), None, "Ark1!A2:E2", "OFFSET"),
    "W009": ({"A1": "='[1]Ark'!B2"}, None, "Ark1!A1", "annen.xlsx"),
    "W010": ({"A1": "=[1]!ASSS_AVVIK(B1,C1)", "B1": 1.5, "C1": 2.5}, None, "Ark1!A1", "[1]!ASSS_AVVIK"),
    "W011": (rad("=#1*2"), None, "Ark1", "5 formler"),
    "W012": (rad("=#1*2"), vern("B2", "C2"), "Ark1!B2:C2", "ikke låst"),
    "W013": ({"A1": 1.5, "A2": "2,5", "A3": 3.5, "B1": "=SUM(A1:A3)"}, None, "Ark1!A2", "«2,5» er tekst"),
    "W014": ({"A1": 1.5, "A2": 2.5, "A3": 3.5, "B1": "=SUM(A1:A2)"}, None, "Ark1!A3", "ingen formel"),
    "W015": ({"A1": "=1/0"}, None, "Ark1!A1", "#DIV/0!"),
    "W016": ({"A1": "=NA()"}, None, "Ark1!A1", "#N/A"),
    "W017": ({"A1": 1.5}, lambda wb: wb.active.merge_cells("A1:B2"), "Ark1!A1:B2", "4 celler"),
    "W018": ({"A1": "=B1+1", "B1": "=C1", "C1": "=SUM(A1:A3)"}, None, "Ark1!A1", "Ark1!B1 → Ark1!C1"),
    "W019": ({"A1": "=A2 A3"}, None, "Ark1!A1", "ikke leser"),
    "W020": ({"A1": "=B1"}, None, "", "million"),
}
LOV = {
    "W001": rad("=ROUND(#1*100/1000,3)+10^-3") | {"G2": "=INDEX(A1:E1,1,4)*(A1^2-1)+1E-9"},
    "W002": rad("=#1*2") | {"F2": "=SUM(A2:E2)"},
    "W003": {f"{k}{r}": f"={'ACEG'['BDFH'.index(k)]}{r}*2" for k in "BDFH" for r in range(1, 9)}
    | {f"{k}{r}": 1.5 for k in "ACEG" for r in range(1, 9)},
    "W004": {"A2": "=" + "+".join(["A1"] * 100), "A1": 1.5},
    "W005": {"A2": DYP.replace("IF(A1=1,0,", "", 1).removesuffix(")"), "A1": 1.5},
    "W008": rad("=INDEX(#1:#1,1)"),
    "W009": {"A1": "=Ark1!B2", "A2": '="[1]Ark!"&B2'},
    "W010": {"A1": "=ASSS_AVVIK(B1,C1)", "A2": "=asss_avvik(B1,C1)"},
    "W013": {"A1": "0301", "A2": "1102", "B1": 1.5, "B2": 2.5, "A4": "2.1", "C1": "=VLOOKUP(B1,A1:B2,2)"},
    "W014": {"A1": 1.5, "A2": 2016, "B1": "=SUM(A:A)"},
    "W018": {"A1": "=B1+ROW(A1)", "B1": "=SUM(C:C)"},
}


def lagret_som(fil: Path, **verdier: str) -> None:
    """Lagrede verdier slik et regneark ville skrevet dem; openpyxl skriver ingen."""
    rediger(fil, "xl/worksheets/sheet1.xml", lambda xml: _med(xml, verdier))


def _med(xml: str, verdier: dict) -> str:
    for celle, verdi in verdier.items():
        xml, antall = re.subn(rf'<c r="{celle}"[^>]*>(<f>.*?</f>)<v\s*/?>(</v>)?',
                              rf'<c r="{celle}" t="e">\1<v>{verdi}</v>', xml)  # fmt: skip
        assert antall == 1
    return xml


def rediger(fil: Path, del_: str, ny) -> None:
    with ZipFile(fil) as zip_:
        deler = {navn: zip_.read(navn) for navn in zip_.namelist()}
    deler[del_] = ny(deler.get(del_, b"").decode()).encode()
    with ZipFile(fil, "w") as zip_:
        for navn, innhold in deler.items():
            zip_.writestr(navn, innhold)


RELS = '<Relationships xmlns="x"><Relationship Id="r" Type="t" Target="file:///annen.xlsx"/></Relationships>'


@pytest.mark.parametrize("regel", REGLER)
def test_regelen_finner_det_den_er_laget_for(tmp_path, monkeypatch, regel):
    celler, etter, sted, ord_ = BRYTER[regel]
    fil = bok(tmp_path, celler, etter or (lambda wb: None))
    if regel == "W020":
        monkeypatch.setattr("xlasss.revisjon.lint.bruk.FLEST_KANTER", 0)
        ord_ = "til sammen"
    if regel == "W009":
        rediger(fil, "xl/externalLinks/_rels/externalLink1.xml.rels", lambda _: RELS)
    if regel in ("W015", "W016"):
        lagret_som(fil, A1=ord_)
    funnene = lint(fil)
    assert sted in steder(funnene, regel), funnene
    funn = next(f for f in funnene if f.regel == regel and f.sted == sted)
    assert ord_ in funn.hva and funn.som_json()["tiltak"]


@pytest.mark.parametrize("regel", LOV)
def test_regelen_lar_vaere_det_som_er_lov(tmp_path, regel):
    assert steder(lint(bok(tmp_path, LOV[regel])), regel) == []


@pytest.mark.treg
@pytest.mark.tung
def test_malene_er_uten_funn_naar_det_de_har_med_vilje_er_trukket_fra_og_hvert_unntak_trengs(monkeypatch):
    monkeypatch.setattr("xlasss.revisjon.lint.unntak", lambda mal: [])
    funnene = {fil.stem.rpartition("_")[0]: lint(fil) for fil in MALER}
    for mal, funn in funnene.items():
        assert [f for f in funn if not any(u.gjelder(f) for u in unntak(mal))] == []
    for u in unntak():
        i_malene = [f for mal, ff in funnene.items() if u.mal in (mal, "alle") for f in ff]
        assert u.grunn and any(map(u.gjelder, i_malene)), u


def test_et_tall_limt_over_en_formel_i_en_mal_synes(tmp_path):
    fil = tmp_path / "kopi.xlsx"
    lager = Lager(MALER[3])
    xml = lager._pakke.xml(lager._pakke.ark["Etterregning"])
    ny, antall = re.subn(r'(<c r="AB12"[^>]*?)(?: t="\w+")?>.*?</c>', r"\1><v>0.97</v></c>", xml, count=1)
    assert antall == 1
    fil.write_bytes(lager._pakke.med({lager._pakke.ark["Etterregning"]: ny}))
    funnene = lint(fil)
    assert steder(funnene, "W003") == ["Etterregning!AB12"] and "0,97" in funnene[0].hva and "AB11" in funnene[0].hva


def test_like_funn_inntil_hverandre_er_en_linje(tmp_path):
    celler = {f"{k}{r}": f"={k}{r + 20}*1.25" for k in "ABCD" for r in range(1, 11)}
    (funn,) = [f for f in lint(bok(tmp_path, celler)) if f.regel == "W001"]
    assert (funn.sted, funn.antall) == ("Ark1!A1:D10", 40)


def test_lenken_til_et_tillegg_er_en_linje_per_omraade_og_sier_hvordan_den_er_lagret(tmp_path):
    celler = {f"A{r}": f"='C:\\\\Per\\\\xlasss.xlam'!ASSS_AVVIK(B{r},C{r})" for r in range(1, 9)}
    (funn,) = [f for f in lint(bok(tmp_path, celler)) if f.regel == "W010"]
    assert (funn.sted, funn.antall) == ("Ark1!A1:A8", 8) and "xlasss.xlam'!ASSS_AVVIK" in funn.hva


def test_en_lang_kjede_er_ikke_en_sirkel_og_en_lang_sirkel_er_en_linje(tmp_path):
    kjede = {f"A{r}": f"=A{r + 1}" for r in range(1, 3000)}
    assert steder(lint(bok(tmp_path, kjede)), "W018") == []
    (funn,) = [f for f in lint(bok(tmp_path, kjede | {"A3000": "=A1"})) if f.regel == "W018"]
    assert funn.antall == 3000 and len(funn.hva) < 120


def test_et_tall_bare_en_graf_et_navn_eller_en_valgliste_leser_er_lest(tmp_path):
    from openpyxl.chart import LineChart, Reference
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation

    def etter(wb):
        graf = LineChart()
        graf.add_data(Reference(wb.active, range_string="Ark1!$B$1:$B$2"))
        wb.active.add_chart(graf, "H1")
        wb.defined_names["sats"] = DefinedName("sats", attr_text="Ark1!$C$1")
        wb.active.add_data_validation(DataValidation("list", formula1="$D$1:$D$2", sqref="E1"))

    celler = {"A1": "=1+1", "B1": 1.5, "B2": 2.5, "C1": 3.5, "D1": 4.5, "D2": 5.5, "F1": 6.5}
    assert steder(lint(bok(tmp_path, celler, etter)), "W014") == ["Ark1!F1"]


@pytest.mark.parametrize(
    ("celler", "venter"),
    [
        ({"A1": "1234", "A2": "5 678", "B1": "=SUM(A1:A2)"}, ["Ark1!A1", "Ark1!A2"]),
        ({"A1": 1.5, "A2": "2"}, ["Ark1!A2"]),
    ],
)
def test_tall_som_tekst_synes_naar_det_summeres_og_naar_det_staar_blant_tall(tmp_path, celler, venter):
    assert steder(lint(bok(tmp_path, celler)), "W013") == venter


def test_en_sammenslaatt_overskrift_er_lov(tmp_path):
    assert lint(bok(tmp_path, {"A1": "Tittel"}, lambda wb: wb.active.merge_cells("A1:C1"))) == []


def test_formler_som_leser_sin_egen_celle_er_en_linje(tmp_path):
    celler = {f"{k}{r}": "=SUM(A:C)" for k in "BC" for r in range(1, 40)}
    assert [(f.sted, f.antall) for f in lint(bok(tmp_path, celler)) if f.regel == "W018"] == [("Ark1!B1:C39", 78)]


def test_en_sirkel_gjennom_et_navn_er_funnet(tmp_path):
    from openpyxl.workbook.defined_name import DefinedName

    def etter(wb):
        wb.defined_names["total"] = DefinedName("total", attr_text="Ark1!$A$1")

    assert steder(lint(bok(tmp_path, {"A1": "=B1*2", "B1": "=Total"}, etter)), "W018") == ["Ark1!A1"]


@pytest.mark.parametrize(
    ("innhold", "ord_"),
    [(b"ikke en zip", "kan ikke leses"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "passord"), (b"", "kan ikke leses")],
)
def test_en_oedelagt_fil_er_en_norsk_linje(tmp_path, xlasss, innhold, ord_):
    fil = tmp_path / "bok.xlsx"
    fil.write_bytes(innhold)
    kode, ut, feil = xlasss("lint", str(fil))
    assert kode == 2 and ut == "" and ord_ in feil and feil.count("\n") == 1


def test_et_skadet_ark_er_sagt_med_navn(tmp_path):
    fil = bok(tmp_path, {"A1": 1.5})
    rediger(fil, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<v>1.5</v>", "<v>x</v>"))
    with pytest.raises(Filfeil, match="arket Ark1"):
        lint(fil)


def test_verbet_gir_utgangskode_1_bare_for_feil_og_advarsler(tmp_path, xlasss):
    kode, ut, _ = xlasss("lint", str(bok(tmp_path, rad("=#1*2"))))
    assert kode == 0 and "W011 opplysning" in ut and "1 opplysning." in ut
    kode, ut, _ = xlasss("lint", str(bok(tmp_path, rad("=#1*1.25"))), "--json")
    dokument = json.loads(ut)
    assert kode == 1 and dokument["funn"][0] | {"hva": "", "tiltak": ""} == {
        "regel": "W001", "alvor": "advarsel", "ark": "Ark1", "omraade": "A2:E2", "antall": 5, "hva": "", "tiltak": "",
    }  # fmt: skip
    kode, ut, _ = xlasss("lint", str(MALER[0]))
    assert kode == 0 and ut == "Ingen funn i barnehage_2016.xlsx.\n"


def test_siden_i_docs_er_den_som_lages_av_reglene():
    assert (ROT / SIDE).read_text(encoding="utf-8") == side(), "Kjør: python -m xlasss.revisjon.lint.dok"


def test_hver_regel_har_en_prove_som_biter_og_et_tiltak():
    assert set(BRYTER) == set(REGLER) and set(LOV) <= set(REGLER)
    assert all(r.tiltak.endswith(".") and r.hva.endswith(".") for r in REGLER.values())


_PLASS = st.tuples(st.integers(1, 12), st.integers(1, 6))


@given(st.lists(st.tuples(_PLASS, _PLASS), max_size=8))
def test_dekningen_er_den_en_gaar_gjennom_for_haand(hjorner):
    refs = [Ref("A", (min(a, c), min(b, d)), (max(a, c), max(b, d))) for (a, b), (c, d) in hjorner]
    alle = [(r, k) for r in range(1, 13) for k in range(1, 7)]
    ulest = [p for p in alle if not any(f.fra[0] <= p[0] <= f.til[0] and f.fra[1] <= p[1] <= f.til[1] for f in refs)]
    assert Dekning(refs).ulest("a", alle) == ulest


@given(st.text(alphabet="=A1B2()+-*/,\"'!:$[]#% xSUMIF.", max_size=60))
def test_ingen_formel_velter_vurderingen(formel):
    assert all(regel in REGLER and hva for regel, hva in vurder("=" + formel))
