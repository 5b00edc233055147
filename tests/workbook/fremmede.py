"""Arbeidsbøker av mange slag og fra mange programmer, laget eller funnet når prøven kjøres."""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

SLAG = ("*.xlsx", "*.xlsm")

_FODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
<table:table table:name="Kommuner i nettverket">{rader}</table:table>
<table:named-expressions><table:named-range table:name="satsen" table:base-cell-address="$'Kommuner i nettverket'.$A$1"
 table:cell-range-address="$'Kommuner i nettverket'.$A$1"/></table:named-expressions>
</office:spreadsheet></office:body></office:document>"""


def fra_xlwings() -> list[Path]:
    """Bøkene i pakken xlwings: lagret av Excel, med makroer og bånd."""
    spec = find_spec("xlwings")
    assert spec and spec.origin
    return sorted(fil for slag in SLAG for fil in Path(spec.origin).parent.rglob(slag))


def fra_libreoffice(mappe: Path) -> Path:
    """Skrevet av LibreOffice: formler, navn, merknad, dato, tekst med æøå og en lenke til en annen bok."""
    annen = mappe / "annen.fods"
    annen.write_text(_FODS.format(rader=_rad("7")), encoding="utf-8")
    lenke = f"of:='{annen.as_uri()}'#$'Kommuner i nettverket'.A1*2"
    rader = [_rad(str(n), f"of:=[.A{n}]*satsen", "of:=SUM([.$A$1:.$A$9])") for n in range(1, 9)]
    rader += [_rad("9", lenke), "<table:table-row><table:table-cell office:value-type='string'>"
              "<office:annotation><dc:creator>Ås</dc:creator><text:p>Spør Tromsø</text:p></office:annotation>"
              "<text:p>Bærum &amp; Ås</text:p></table:table-cell></table:table-row>"]  # fmt: skip
    bok = mappe / "fra libreoffice.fods"
    bok.write_text(_FODS.format(rader="".join(rader)), encoding="utf-8")
    kommando = ["soffice", f"-env:UserInstallation={(mappe / 'profil').as_uri()}", "--headless", "--norestore"]
    subprocess.run([*kommando, "--convert-to", "xlsx", "--outdir", mappe, bok], check=True, timeout=120,
                   capture_output=True)  # fmt: skip
    return bok.with_suffix(".xlsx")


def _rad(tall: str, *formler: str) -> str:
    celler = "".join(f'<table:table-cell table:formula="{f}" office:value-type="float"/>' for f in formler)
    forste = f'<table:table-cell office:value-type="float" office:value="{tall}"/>'
    return f"<table:table-row>{forste}{celler}</table:table-row>"


def fra_openpyxl(mappe: Path) -> Path:
    """Skrevet av openpyxl: figur, merknad, tabell, validering, betinget format og sammenslåtte celler."""
    bok = openpyxl.Workbook()
    ark = bok.active
    ark.append(["kommune", "tall", "dobbelt"])
    for n in range(2, 12):
        ark.append([f"k{n}", n, f"=B{n}*2"])
    ark["B2"].comment = Comment("Spør Tromsø", "Ås")
    figur = BarChart()
    figur.add_data(Reference(ark, min_col=2, min_row=1, max_row=11), titles_from_data=True)
    ark.add_chart(figur, "F2")
    ark.add_table(Table(displayName="Tabell1", ref="A1:C11"))
    validering = DataValidation(type="whole", formula1="0", formula2="99")
    validering.add("B2:B11")
    ark.add_data_validation(validering)
    ark.conditional_formatting.add("B2:B11", CellIsRule("greaterThan", ["5"], fill=PatternFill(bgColor="FFC7CE")))
    ark.merge_cells("A13:C13")
    bok.create_sheet("Skjult ark").sheet_state = "hidden"
    bok.save(mappe / "fra openpyxl.xlsx")
    return mappe / "fra openpyxl.xlsx"


def fra_xlsxwriter(mappe: Path) -> Path:
    """Skrevet av XlsxWriter: makroer (fra xlwings), figur, sparkline, notat, knapp og matriseformel."""
    with ZipFile(next(fil for fil in fra_xlwings() if fil.name == "quickstart.xlsm")) as zip_:
        makroer = mappe / "vbaProject.bin"
        makroer.write_bytes(zip_.read("xl/vbaProject.bin"))
    fil = mappe / "fra xlsxwriter.xlsm"
    with xlsxwriter.Workbook(fil) as bok:
        ark = bok.add_worksheet("Data; æøå")
        bok.add_vba_project(str(makroer))
        for n in range(1, 11):
            ark.write_row(n, 0, [n, n / 7])
            ark.write_formula(n, 2, f"=A{n + 1}+B{n + 1}", None, n + n / 7)
        ark.write_dynamic_array_formula("E2:E11", "=A2:A11*2", None, 2)
        ark.add_sparkline("F2", {"range": "'Data; æøå'!A2:A11"})
        ark.write_comment("A2", "Spør Tromsø")
        figur = bok.add_chart({"type": "line"})
        figur.add_series({"values": "='Data; æøå'!$A$2:$A$11", "categories": "='Data; æøå'!$B$2:$B$11"})
        ark.insert_chart("H2", figur)
        ark.insert_button("H20", {"macro": "SampleCall", "caption": "Kjør"})
        bok.define_name("satsen", "='Data; æøå'!$A$2")
    return fil


def i_mappen(rot: Path) -> list[Path]:
    """Det noen har lagt i tests/golden."""
    return sorted(fil for slag in SLAG for fil in (rot / "tests" / "golden").rglob(slag))


def har_libreoffice() -> bool:
    return shutil.which("soffice") is not None
