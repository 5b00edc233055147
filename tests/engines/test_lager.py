"""Filen slik motorene får den: hvilke formler den har, og hva som er gjort med dem."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
import xlsxwriter
from engines.boker import skriv_bok

from xlasss.begreper import Feil
from xlasss.engines.lager import Lager
from xlasss.errors import Bruksfeil, Filfeil

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HOVED = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PAKKE = "http://schemas.openxmlformats.org/package/2006/relationships"
KOBLING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def skriv_raa(fil: Path, ark: str, *, tekster: str = "<si/>", prefiks: str = "") -> Path:
    """En arbeidsbok med ett ark, «Ærlig ark», der arkets XML er gitt tegn for tegn."""
    p = f"{prefiks}:" if prefiks else ""
    ns = f'xmlns{":" + prefiks if prefiks else ""}="{HOVED}" xmlns:r="{KOBLING}"'
    koblinger = f'<Relationship Id="rId7" Type="{KOBLING}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
    koblinger += f'<Relationship Id="rId8" Type="{KOBLING}/sharedStrings" Target="sharedStrings.xml"/>'
    koblinger += f'<Relationship Id="rId9" Type="{KOBLING}/styles" Target="styles.xml"/>'
    rot = f'<Relationship Target="xl/workbook.xml" Type="{KOBLING}/officeDocument" Id="rId1"/>'
    type_ = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    deler = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{type_}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{type_}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{type_}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{type_}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PAKKE}">{rot}</Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PAKKE}">{koblinger}</Relationships>',
        "xl/workbook.xml": f'<{p}workbook {ns}><{p}sheets><{p}sheet name="Ærlig ark" sheetId="1" r:id="rId7"/>'
        f"</{p}sheets></{p}workbook>",
        "xl/styles.xml": f'<styleSheet xmlns="{HOVED}"><cellXfs>{"<xf/>" * 4}</cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f"<{p}worksheet {ns}>{ark}</{p}worksheet>",
        "xl/sharedStrings.xml": f"<{p}sst {ns}>{tekster}</{p}sst>",
    }
    with ZipFile(fil, "w", ZIP_DEFLATED) as zip_:
        for del_, innhold in deler.items():
            zip_.writestr(del_, XML + innhold)
    return fil


def arket(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as zip_:
        return zip_.read("xl/worksheets/sheet1.xml").decode()


def formlene(data: bytes) -> dict[str, object]:
    return {c.coordinate: c.value for rad in openpyxl.load_workbook(BytesIO(data)).worksheets[0] for c in rad}


LAGREDE_FORMER = {
    "slik den skrives": "ASSS_PRODINDEKS(A1:B1,A2:B2)",
    "fra VBA-tillegget": "[1]!ASSS_PRODINDEKS(A1:B1,A2:B2)",
    "fra VBA-tillegget med full sti": "'C:\\Users\\æ\\XLSTART\\xlasss.xlam'!ASSS_PRODINDEKS(A1:B1,A2:B2)",
    "fra en XLL": "_xll.ASSS_PRODINDEKS(A1:B1,A2:B2)",
    "fra Office.js": "_xldudf_KS_ASSS_PRODINDEKS(A1:B1,A2:B2)",
    "fra LibreOffice 7.4": "NO.KS.ASSS.FUNCTIONS.ASSSPRODINDEKS(A1:B1,A2:B2)",
    "med små bokstaver": "asss_prodindeks(A1:B1,A2:B2)",
}


@pytest.mark.parametrize("formel", LAGREDE_FORMER.values(), ids=LAGREDE_FORMER)
def test_alle_lagrede_former_av_funksjonene_blir_en(formel: str, tmp_path: Path) -> None:
    celler = {"A1": 1, "C1": f'=IF("a&b"="<",0,{formel})', "C2": "=A1&B1"}
    lager = Lager(skriv_bok(tmp_path / "b.xlsx", {"Ark": celler}))
    assert formlene(lager.data)["C1"] == '=IF("a&b"="<",0,ASSS_PRODINDEKS(A1:B1,A2:B2))'
    assert formlene(lager.data)["C2"] == "=A1&B1"


def test_et_navn_som_kaller_en_funksjon_blir_ogsaa_rettet(tmp_path: Path) -> None:
    fil = skriv_bok(tmp_path / "b.xlsx", {"Ark": {"A1": 1}}, {"tillegg": '=IF(1>2,"&",_xll.ASSS_VERSJON())'})
    navn = openpyxl.load_workbook(BytesIO(Lager(fil).data)).defined_names["tillegg"]
    assert navn.value == 'IF(1>2,"&",ASSS_VERSJON())'


@pytest.mark.parametrize(
    ("formel", "merket"),
    [
        ('ASSS_SNITT(A1:B3,"uveid",,D1:D3)', 'ASSS_SNITT(A1:B3,"uveid",§,D1:D3)'),
        ("ASSS_UTGIFTSBEHOV(A1,B1, )", "ASSS_UTGIFTSBEHOV(A1,B1, §)"),
        ("ASSS_SNITT(,,)", "ASSS_SNITT(§,§,§)"),
        ("IF(A1,,ASSS_X(SUM(1,,2),))", "IF(A1,,ASSS_X(SUM(1,,2),§))"),
        ('ASSS_X("a,,b",{1,2;3,4},\'Ark, (2)\'!A1,,T[[#All],[x,,y]])',
         'ASSS_X("a,,b",{1,2;3,4},\'Ark, (2)\'!A1,§,T[[#All],[x,,y]])'),
        ("ASSS_VERSJON()", "ASSS_VERSJON()"),
        ("ASSS_X(ASSS_Y(1,,2),,(3))", "ASSS_X(ASSS_Y(1,§,2),§,(3))"),
        ("XASSS_X(1,,2)", "XASSS_X(1,,2)"),
    ],
)  # fmt: skip
def test_utelatte_argumenter_i_vaare_funksjoner_blir_merket(formel: str, merket: str, tmp_path: Path) -> None:
    lager = Lager(skriv_bok(tmp_path / "b.xlsx", {"Ark": {"E9": f"={formel}"}}))
    assert formlene(lager.data)["E9"] == "=" + merket.replace("§", '"xlasss: utelatt"')


def test_en_fil_ingen_trenger_aa_endre_er_den_samme_filen(tmp_path: Path) -> None:
    fil = skriv_bok(tmp_path / "b.xlsx", {"Ark": {"A1": 1, "B1": "=A1*2", "C1": "=ASSS_AVVIK(A1,2,3)"}})
    assert Lager(fil).data == fil.read_bytes()


EXCEL_ARK = """<dimension ref="A1:D5"/><sheetData>
<row spans="1:4" r="1"><c s="1" r="A1"><v>1</v></c><c t='str' r='B1'><f ca='1'>[1]!ASSS_VERSJON()&amp;&quot;x&quot;</f>
<v>gammel</v></c><c r="C1"><f t="shared" ref="C1:C3" si="0">A1*2</f><v>-777</v></c></row>
<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"/><c r="C2"><f t="shared" si="0"/><v>-777</v></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve"> b </t></is></c><c r="C3" t="e"><f si="0" t="shared"></f>
<v>#N/A</v></c></row>
<row r="5"><c r="D5" cm="1"><f t="array" ref="D5:D6">TRANSPOSE(A1:B1)</f><v>-777</v></c></row>
<row r="6"><c r="D6" s="3"><v>-777</v></c></row></sheetData>
<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>A1&gt;1</formula></cfRule>
</conditionalFormatting><extLst><ext uri="{x}"><x14:f xmlns:x14="urn:x">A1</x14:f></ext></extLst>"""


def test_formler_finnes_i_xml_slik_excel_skriver_den(tmp_path: Path) -> None:
    tekster = '<si><t>Bær</t><rPh sb="0" eb="1"><t>uttale</t></rPh></si>'
    lager = Lager(skriv_raa(tmp_path / "b.xlsx", EXCEL_ARK, tekster=tekster))
    celler = [celle for _, celle in lager.formelceller()]
    assert celler == ["B1", "C1", "C2", "C3", "D5", "D6"]
    ny = arket(lager.data)
    assert "<f ca='1'>ASSS_VERSJON()&amp;\"x\"</f>" in ny
    assert '<c r="D6" s="3"/>' in ny
    assert ny.replace('ASSS_VERSJON()&amp;"x"', "[1]!ASSS_VERSJON()&amp;&quot;x&quot;").replace(
        '<c r="D6" s="3"/>', '<c r="D6" s="3"><v>-777</v></c>'
    ).replace("\n", "") == arket((tmp_path / "b.xlsx").read_bytes()).replace("\n", "")
    assert lager.inndata == {
        ("Ærlig ark", "A1"): 1.0, ("Ærlig ark", "A2"): "Bær", ("Ærlig ark", "B2"): None, ("Ærlig ark", "A3"): " b ",
    }  # fmt: skip


def test_formler_finnes_naar_taggene_har_prefiks(tmp_path: Path) -> None:
    ark = (
        '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>4</x:v></x:c>'
        '<x:c r="B1"><x:f>_xll.ASSS_VERSJON()</x:f><x:v>-777</x:v></x:c></x:row></x:sheetData>'
    )
    lager = Lager(skriv_raa(tmp_path / "b.xlsx", ark, prefiks="x"))
    assert lager.formelceller() == [("Ærlig ark", "B1")]
    assert "<x:f>ASSS_VERSJON()</x:f>" in arket(lager.data)
    assert '<x:c r="A1"><x:v>5.0</x:v></x:c>' in arket(lager.med({("Ærlig ark", "A1"): 5.0}))


LIBREOFFICE_ARK = (
    '<sheetData><row r="1" customFormat="false" ht="15" hidden="false"><c r="A1" s="0" t="n"><v>2</v></c>'
    '<c r="B1" s="0" t="e"><f aca="false">IF(A1&gt;1,NO.KS.ASSS.FUNCTIONS.ASSSVERSJON(),&quot;&apos;&quot;)</f>'
    '<v>#NAME?</v></c><c r="C1" s="0" t="str"><f t="array" ref="C1:C1" aca="false">&quot;&quot;</f><v></v></c>'
    "</row></sheetData>"
)


def test_formler_finnes_i_xml_slik_libreoffice_skriver_den(tmp_path: Path) -> None:
    lager = Lager(skriv_raa(tmp_path / "b.xlsx", LIBREOFFICE_ARK))
    assert [celle for _, celle in lager.formelceller()] == ["B1", "C1"]
    assert formlene(lager.data)["B1"] == '=IF(A1>1,ASSS_VERSJON(),"\'")'


@pytest.mark.parametrize("skriver", ["xlsxwriter", "openpyxl"])
def test_formelcellene_er_de_samme_uansett_hvem_som_skrev_filen(skriver: str, tmp_path: Path) -> None:
    fil = tmp_path / "b.xlsx"
    if skriver == "xlsxwriter":
        skriv_bok(fil, {"Ark": {"A1": 1, "B1": "=A1", "D4": "{=SUM(A1:A2)}"}, "Tomt": {}, "Æ": {"C3": "=1"}})
    else:
        bok = openpyxl.Workbook()
        ark = bok.active
        ark.title = "Ark"
        ark["A1"], ark["B1"] = 1, "=A1"
        ark["D4"] = openpyxl.worksheet.formula.ArrayFormula("D4", "=SUM(A1:A2)")
        bok.create_sheet("Tomt")
        bok.create_sheet("Æ")["C3"] = "=1"
        bok.save(fil)
    assert Lager(fil).formelceller() == [("Ark", "B1"), ("Ark", "D4"), ("Æ", "C3")]


SATTE = {"A1": 2.5, "A2": "12,5", "B2": None, "C4": True, "A9": Feil.DIV0, "AA1": " æ & < _x000A_", "Z99": None}


def test_inndata_kan_settes_ogsaa_i_celler_og_rader_som_ikke_finnes(tmp_path: Path) -> None:
    fil = skriv_bok(tmp_path / "b.xlsx", {"Ærlig ark": {"A1": 1, "B2": 7, "C2": "=A1", "D9": 3}})
    data = Lager(fil).med({("Ærlig ark", celle): verdi for celle, verdi in SATTE.items()})
    ny = tmp_path / "ny.xlsx"
    ny.write_bytes(data)
    inndata = Lager(ny).inndata
    assert {c: inndata.get(("Ærlig ark", c)) for c in SATTE} == SATTE
    assert inndata["Ærlig ark", "D9"] == 3.0
    assert openpyxl.load_workbook(ny).worksheets[0]["AA1"].value.startswith(" æ & <")
    rader = [int(rad) for rad in re.findall(r'<row r="(\d+)"', arket(data))]
    assert rader == sorted(rader)


def test_stilen_blir_i_cellen_som_settes(tmp_path: Path) -> None:
    bok = xlsxwriter.Workbook(str(tmp_path / "b.xlsx"))
    bok.add_worksheet("Ark").write("B2", 1, bok.add_format({"bold": True}))
    bok.close()
    data = Lager(tmp_path / "b.xlsx").med({("Ark", "B2"): 2.0})
    assert openpyxl.load_workbook(BytesIO(data))["Ark"]["B2"].font.bold


def test_et_tomt_ark_kan_faa_inndata(tmp_path: Path) -> None:
    fil = skriv_bok(tmp_path / "b.xlsx", {"Ark": {}})
    assert formlene(Lager(fil).med({("Ark", "B2"): 2.0}))["B2"] == 2


@pytest.mark.parametrize("tall", [float("nan"), float("inf")])
def test_et_tall_som_ikke_er_et_tall_settes_som_feil(tall: float, tmp_path: Path) -> None:
    fil = skriv_bok(tmp_path / "b.xlsx", {"Ark": {"A1": 1}})
    assert formlene(Lager(fil).med({("Ark", "A1"): tall}))["A1"] == "#NUM!"


def test_formler_ukjente_ark_og_gale_adresser_kan_ikke_settes(tmp_path: Path) -> None:
    lager = Lager(skriv_bok(tmp_path / "b.xlsx", {"Ærlig ark": {"A1": 1, "B1": "=A1"}}))
    assert lager.inndatacelle("ÆRLIG ARK", "$a$1") == ("Ærlig ark", "A1")
    for ark, celle, grunn in [
        ("Ærlig ark", "b1", "er en formel"),
        ("Ark2", "A1", "har ikke arket «Ark2»"),
        ("Ærlig ark", "A0", "er ikke en celleadresse"),
        ("Ærlig ark", "A1:B2", "er ikke en celleadresse"),
    ]:
        with pytest.raises(Bruksfeil, match=grunn):
            lager.inndatacelle(ark, celle)


def _gammel_xls(fil: Path) -> None:
    fil.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600))


def _avkortet(fil: Path) -> None:
    skriv_bok(fil, {"Ark": {"A1": 1}})
    fil.write_bytes(fil.read_bytes()[:-300])


def _skadet(fil: Path) -> None:
    skriv_bok(fil, {"Ark": {f"A{i}": i for i in range(1, 900)}})
    data = bytearray(fil.read_bytes())
    data[len(data) // 3 : len(data) // 3 + 60] = bytes(60)
    fil.write_bytes(bytes(data))


def _annen_zip(fil: Path) -> None:
    with ZipFile(fil, "w") as zip_:
        zip_.writestr("content.xml", "<a/>")


GALE_FILER = {
    "finnes ikke": (lambda fil: None, "Finner ikke filen"),
    "en mappe": (Path.mkdir, "kan ikke leses"),
    "kryptert eller gammel": (_gammel_xls, "passordbeskyttet eller i det gamle .xls-formatet"),
    "tekst": (lambda fil: fil.write_text("hei"), "kan ikke leses som .xlsx"),
    "tom": (lambda fil: fil.write_bytes(b""), "kan ikke leses som .xlsx"),
    "avkortet": (_avkortet, "kan ikke leses som .xlsx"),
    "skadet": (_skadet, "kan ikke leses som .xlsx"),
    "en annen zip": (_annen_zip, "ingen arbeidsbok"),
}


@pytest.mark.parametrize(("lag", "grunn"), GALE_FILER.values(), ids=GALE_FILER)
def test_en_fil_som_ikke_kan_leses_faar_en_linje_med_navn_og_tiltak(lag, grunn: str, tmp_path: Path) -> None:
    fil = tmp_path / "grunnskole.xlsx"
    lag(fil)
    with pytest.raises(Filfeil, match=grunn) as feil:
        Lager(fil)
    assert "grunnskole.xlsx" in str(feil.value) and feil.value.tiltak and "\n" not in str(feil.value)


UFORSTAATT = {
    "datatabell": '<c r="B2"><f t="dataTable" ref="B2:B4" dt2D="0" r1="A1"/><v>1</v></c>',
    "celle uten adresse": "<c><f>1+1</f></c>",
}


@pytest.mark.parametrize("celle", UFORSTAATT.values(), ids=UFORSTAATT)
def test_det_leseren_ikke_forstaar_blir_avvist_med_arkets_navn(celle: str, tmp_path: Path) -> None:
    fil = skriv_raa(tmp_path / "b.xlsx", f'<sheetData><row r="2">{celle}</row></sheetData>')
    with pytest.raises(Filfeil, match=r"b\.xlsx, arket Ærlig ark") as feil:
        Lager(fil)
    assert feil.value.tiltak


def test_en_skadet_del_i_filen_blir_avvist(tmp_path: Path) -> None:
    fil = skriv_raa(tmp_path / "b.xlsx", '<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>')
    with pytest.raises(Filfeil, match="arket Ærlig ark har en celle som ikke er en verdi"):
        len(Lager(fil).inndata)
    with ZipFile(fil) as zip_:
        deler = {navn: zip_.read(navn) for navn in zip_.namelist()}
    with ZipFile(fil, "w") as zip_:
        for navn, innhold in deler.items():
            zip_.writestr(navn, innhold.decode().encode("utf-16") if "sheet1" in navn else innhold)
    with pytest.raises(Filfeil, match=r"sheet1\.xml mangler eller er skadet"):
        Lager(fil)
