"""Filer som er laget for å skade: de avvises før de pakkes ut eller leses."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from xlasss.engines import pakke
from xlasss.engines.pakke import les_pakke
from xlasss.errors import Filfeil

MAL = Path(__file__).parent.parent.parent / "workbooks" / "grunnskole_2016.xlsx"


def med_del(tmp_path: Path, navn: str, innhold: bytes, *, i_stedet: bool = False) -> Path:
    """Malen med en del til, eller med en del byttet ut."""
    ut = BytesIO()
    with ZipFile(MAL) as gammel, ZipFile(ut, "w", ZIP_DEFLATED) as ny:
        for post in gammel.infolist():
            if not (i_stedet and post.filename == navn):
                ny.writestr(post, gammel.read(post))
        ny.writestr(navn, innhold)
    fil = tmp_path / "ondsinnet.xlsx"
    fil.write_bytes(ut.getvalue())
    return fil


def test_en_stor_fil_avvises_for_den_pakkes_ut(tmp_path, monkeypatch):
    assert pakke.STORST_UTPAKKET <= 250_000_000
    monkeypatch.setattr(pakke, "STORST_UTPAKKET", 20_000_000)
    fil = med_del(tmp_path, "xl/media/bilde.bin", b"\0" * 30_000_000)
    monkeypatch.setattr(ZipFile, "read", lambda *_: pytest.fail("pakket ut"))
    with pytest.raises(Filfeil, match=r"ondsinnet\.xlsx blir 30 MB utpakket; grensen er 20"):
        les_pakke(fil)


def test_en_del_som_er_pakket_tettere_enn_noe_regneark_avvises_for_den_pakkes_ut(tmp_path, monkeypatch):
    fil = med_del(tmp_path, "xl/media/bilde.bin", b"\0" * 30_000_000)
    assert fil.stat().st_size < 500_000
    monkeypatch.setattr(ZipFile, "read", lambda *_: pytest.fail("pakket ut"))
    with pytest.raises(Filfeil, match=r"29 kB i xl/media/bilde\.bin blir 30 MB utpakket"):
        les_pakke(fil)


def test_et_stort_ark_med_like_celler_er_ikke_en_zipbombe(tmp_path):
    rader = "".join(f'<row r="{r}"><c r="A{r}" s="5"/><c r="B{r}" s="5"/></row>' for r in range(1, 260_000))
    fil = med_del(tmp_path, "xl/worksheets/sheet99.xml", f"<worksheet>{rader}</worksheet>".encode())
    assert len(les_pakke(fil)[0].deler["xl/worksheets/sheet99.xml"]) > pakke.FRA_STORRELSE


ENTITET = b'<?xml version="1.0"?><!DOCTYPE workbook [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook>&x;</workbook>'
LATTER = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "haha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize("innhold", [ENTITET, LATTER])
@pytest.mark.parametrize("del_", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "customXml/item1.xml"])
def test_en_del_med_doctype_avvises_med_navn(tmp_path, del_, innhold):
    fil = med_del(tmp_path, del_, innhold, i_stedet=True)
    with pytest.raises(Filfeil, match=f"delen {del_} har en DOCTYPE"):
        les_pakke(fil)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_to_deler_med_samme_navn_avvises(tmp_path):
    with pytest.raises(Filfeil, match="to deler har samme navn"):
        les_pakke(med_del(tmp_path, "xl/workbook.xml", b"<workbook/>"))


def test_xlasss_oppdater_skriver_ingenting_fra_en_slik_fil(xlasss, tmp_path):
    Path("min.xlsx").write_bytes(MAL.read_bytes())
    fil = med_del(tmp_path, "xl/workbook.xml", ENTITET, i_stedet=True)
    for bok, kilde in ((fil, fil), (Path("min.xlsx"), fil)):
        kode, _, feil = xlasss("oppdater", str(bok), "--aar", "2016", "--fra", str(kilde))
        assert kode == 2 and "DOCTYPE" in feil and "passwd" not in feil and len(feil.splitlines()) == 1
    assert sorted(f.name for f in tmp_path.iterdir()) == ["min.xlsx", "ondsinnet.xlsx"]
