"""`xlasss relink`: formlene får navnene sine tilbake, og alt annet i filen står byte for byte."""

import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
import xlsxwriter

from xlasss.engines import motor
from xlasss.errors import Filfeil
from xlasss.workbook.relink import Endret, finn, skriv

KOLLEGA = "file:///C:\\Users\\Kari%20Ås\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART\\xlasss.xlam"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LENKETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"


def bok(fil: Path, formler: dict[str, str], navn: dict[str, str] | None = None, lenker: tuple[str, ...] = (KOLLEGA,)):
    """En arbeidsbok slik Excel lagrer den når tillegget ligger hos en kollega."""
    with xlsxwriter.Workbook(fil) as ny:
        ark = ny.add_worksheet("Ærlig ark")
        ark.write_row("A1", [1, 3])
        ark.write("A2", "fotnote [1] & <b>")
        for celle, formel in formler.items():
            ark.write_formula(celle, formel, None, "#REF!")
        for n, formel in (navn or {}).items():
            ny.define_name(n, formel)
        kart = ny.add_chart({"type": "line"})
        kart.add_series({"values": "='Ærlig ark'!$A$1:$B$1"})
        ark.insert_chart("D5", kart)
    _legg_ved(fil, lenker)
    return fil


def _legg_ved(fil: Path, lenker: tuple[str, ...]) -> None:
    with ZipFile(fil) as zip_:
        deler = {post.filename: zip_.read(post).decode() for post in zip_.infolist()}
    liste = "".join(f'<externalReference r:id="rIdL{i}"/>' for i, _ in enumerate(lenker, 1))
    rels, typer = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    if lenker:
        bok_xml = deler["xl/workbook.xml"]
        deler["xl/workbook.xml"] = bok_xml.replace(
            "</sheets>", f"</sheets><externalReferences>{liste}</externalReferences>"
        )
    for i, maal in enumerate(lenker, 1):
        navnet = "ASSS_SNITT" if maal.endswith("xlam") else "annet"
        deler[f"xl/externalLinks/externalLink{i}.xml"] = (
            f'<externalLink xmlns="{NS}"><externalBook xmlns:r="{REL}" r:id="rId1"><externalNames>'
            f'<externalName name="{navnet}"/></externalNames></externalBook></externalLink>'
        )
        deler[f"xl/externalLinks/_rels/externalLink{i}.xml.rels"] = (
            f'<Relationships><Relationship Id="rId1" Type="{REL}/externalLinkPath" Target="{maal}"'
            ' TargetMode="External"/></Relationships>'
        )
        deler[rels] = deler[rels].replace(
            "</Relationships>",
            f'<Relationship Id="rIdL{i}" Type="{REL}/externalLink" Target="externalLinks/externalLink{i}.xml"/>'
            "</Relationships>",
        )
        deler[typer] = deler[typer].replace(
            "</Types>",
            f'<Override PartName="/xl/externalLinks/externalLink{i}.xml" ContentType="{LENKETYPE}"/></Types>',
        )
    with ZipFile(fil, "w", ZIP_DEFLATED) as zip_:
        for navn, data in deler.items():
            zip_.writestr(navn, data)


def innhold(fil: Path) -> dict[str, bytes]:
    with ZipFile(fil) as zip_:
        return {post.filename: zip_.read(post) for post in zip_.infolist()}


FORMLER = {
    "C1": "=[1]!ASSS_PRODINDEKS(A1:B1,A1:B1)",
    "C2": '=IF(A1<2,[1]!ASSS_SNITT(A1:B1,"uveid")&" [1]!ASSS_X(","")',
    "C3": "=SUM(A1:B1)",
    "C4": '=_xldudf_KS_ASSS_AVVIK(A1,B1,"enheter")',
    "C5": "=ASSS_VERSJON()",
}


def test_formlene_faar_navnene_tilbake_og_boken_lar_seg_regne(tmp_path):
    fil = bok(tmp_path / "b.xlsx", FORMLER, {"indeks": "=[1]!ASSS_SNITT('Ærlig ark'!$A$1:$B$1,\"uveid\")"})
    funnet = finn(fil)
    assert funnet.endret == [
        Endret("Ærlig ark", "C1", "[1]!ASSS_PRODINDEKS(A1:B1,A1:B1)", "ASSS_PRODINDEKS(A1:B1,A1:B1)"),
        Endret("Ærlig ark", "C2", FORMLER["C2"][1:], FORMLER["C2"][1:].replace("2,[1]!", "2,", 1)),
        Endret("Ærlig ark", "C4", FORMLER["C4"][1:], 'ASSS_AVVIK(A1,B1,"enheter")'),
        Endret("(navn)", "indeks", "[1]!ASSS_SNITT('Ærlig ark'!$A$1:$B$1,\"uveid\")",
               "ASSS_SNITT('Ærlig ark'!$A$1:$B$1,\"uveid\")"),
    ]  # fmt: skip
    skriv(fil, fil, funnet)
    assert finn(fil).endret == [] and finn(fil).deler == {}
    regnet = motor("formualizer").aapne(fil)
    regnet.regn()
    assert regnet.verdi("Ærlig ark", "C1") == 2.5 and regnet.verdi("Ærlig ark", "C4") == -2.0


def test_lenken_fjernes_overalt_og_alle_andre_deler_er_like(tmp_path):
    fil = bok(tmp_path / "b.xlsx", {"C1": FORMLER["C1"]})
    foer = innhold(fil)
    funnet = finn(fil)
    skriv(fil, tmp_path / "ny.xlsx", funnet)
    etter = innhold(tmp_path / "ny.xlsx")
    assert innhold(fil) == foer and funnet.igjen == []
    assert funnet.fjernet == [KOLLEGA.replace("%20", " ")]
    borte = {"xl/externalLinks/externalLink1.xml", "xl/externalLinks/_rels/externalLink1.xml.rels"}
    endret = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/worksheets/sheet1.xml"}
    assert set(foer) - set(etter) == borte and set(etter) <= set(foer)
    assert {n for n in etter if etter[n] != foer[n]} == endret
    assert not any(b"externalLink" in data or b"externalReference" in data for data in etter.values())
    assert etter["xl/worksheets/sheet1.xml"] == foer["xl/worksheets/sheet1.xml"].replace(b"[1]!ASSS_PROD", b"ASSS_PROD")
    assert b'fullCalcOnLoad="1"' in etter["xl/workbook.xml"]
    assert openpyxl.load_workbook(tmp_path / "ny.xlsx")["Ærlig ark"]["C1"].value == "=ASSS_PRODINDEKS(A1:B1,A1:B1)"


def test_en_lenke_til_noe_annet_roeres_ikke_og_numrene_staar(tmp_path):
    andre = "file:///C:\\data\\budsjett.xlsx"
    fil = bok(tmp_path / "b.xlsx", {"C1": FORMLER["C1"], "C2": "=[2]Ark1!A1"}, lenker=(KOLLEGA, andre))
    funnet = finn(fil)
    assert len(funnet.endret) == 1 and funnet.fjernet == [] and funnet.igjen == [KOLLEGA.replace("%20", " ")]
    skriv(fil, fil, funnet)
    assert "xl/externalLinks/externalLink1.xml" in innhold(fil)
    assert openpyxl.load_workbook(fil)["Ærlig ark"]["C2"].value == "=[2]Ark1!A1"


def test_en_lenke_foran_vaar_blir_staaende_og_vaar_gaar(tmp_path):
    fil = bok(
        tmp_path / "b.xlsx",
        {"C1": "=[2]!ASSS_VERSJON()", "C2": "=[1]Ark1!A1"},
        lenker=("file:///C:\\data\\budsjett.xlsx", KOLLEGA),
    )
    funnet = finn(fil)
    assert len(funnet.fjernet) == 1 and funnet.igjen == []
    skriv(fil, fil, funnet)
    assert set(innhold(fil)) & {f"xl/externalLinks/externalLink{i}.xml" for i in (1, 2)} == {
        "xl/externalLinks/externalLink1.xml"
    }


def test_en_lenke_en_annen_formel_bruker_blir_staaende(tmp_path):
    fil = bok(tmp_path / "b.xlsx", {"C1": FORMLER["C1"], "C2": "=[1]!ANDRES(A1)"})
    assert finn(fil).fjernet == [] and len(finn(fil).igjen) == 1


def test_en_mal_har_ingenting_aa_rette(rot):
    funnet = finn(rot / "workbooks" / "grunnskole_2016.xlsx")
    assert funnet.endret == [] and funnet.deler == {} and funnet.fjernet == []


def test_en_bok_uten_calcpr_blir_ogsaa_regnet_ved_aapning(tmp_path):
    fil = bok(tmp_path / "b.xlsx", {"C1": FORMLER["C1"]}, {"n": "='Ærlig ark'!$A$1"})
    deler = innhold(fil)
    uten = deler["xl/workbook.xml"].replace(b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b"")
    assert uten != deler["xl/workbook.xml"]
    with ZipFile(fil, "w") as zip_:
        for navn, data in (deler | {"xl/workbook.xml": uten}).items():
            zip_.writestr(navn, data)
    skriv(fil, fil, finn(fil))
    assert b'</definedNames><calcPr fullCalcOnLoad="1"/>' in innhold(fil)["xl/workbook.xml"]


def test_verbet_viser_uten_aa_skrive_og_retter_filen_paa_stedet(xlasss, tmp_path):
    fil = bok(tmp_path / "min bok.xlsx", FORMLER | {"C2": '=[1]!ASSS_SNITT(A1:B1,"uveid")'})
    foer = fil.read_bytes()
    kode, ut, feil = xlasss("relink", str(fil), "--vis")
    assert (kode, feil) == (0, "") and fil.read_bytes() == foer
    assert "Ærlig ark!C1: [1]!ASSS_PRODINDEKS(A1:B1,A1:B1) → ASSS_PRODINDEKS(A1:B1,A1:B1)" in ut
    assert "3 formler ville blitt rettet" in ut
    kode, ut, _ = xlasss("relink", str(fil), "--json")
    dokument = json.loads(ut)
    assert kode == 0 and dokument["skrevet"] and len(dokument["endret"]) == 3 and len(dokument["lenker_fjernet"]) == 1
    kode, ut, _ = xlasss("relink", str(fil))
    assert kode == 0 and ut == "0 formler er rettet i min bok.xlsx.\n"


def test_en_lenke_som_maa_staa_gir_kode_1_og_sier_hva_du_gjor(xlasss, tmp_path):
    fil = bok(tmp_path / "b.xlsx", {"C1": FORMLER["C1"], "C2": "=[1]!ANDRES(A1)"})
    kode, ut, _ = xlasss("relink", str(fil), "--ut", str(tmp_path / "ny.xlsx"))
    assert kode == 1 and "Bryt kobling" in ut and (tmp_path / "ny.xlsx").exists()


@pytest.mark.parametrize("hva", ["finnes-ikke.xlsx", "."])
def test_en_fil_som_ikke_kan_leses_er_en_norsk_linje(xlasss, hva):
    kode, ut, feil = xlasss("relink", hva)
    assert (kode, ut) == (2, "") and feil.count("\n") == 1


def test_en_mappe_som_ut_skriver_ingenting(tmp_path):
    fil = bok(tmp_path / "b.xlsx", FORMLER)
    with pytest.raises(Filfeil, match="mappe"):
        skriv(fil, tmp_path, finn(fil))
