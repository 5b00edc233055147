"""Filer som er laget for å skade: de avvises før de pakkes ut eller leses."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

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
        ny.writestr(ZipInfo(navn), innhold)
    fil = tmp_path / "ondsinnet.xlsx"
    fil.write_bytes(ut.getvalue())
    return fil


def test_en_zipbombe_avvises_for_den_pakkes_ut(tmp_path, monkeypatch):
    monkeypatch.setattr(pakke, "STORST_UTPAKKET", 20_000_000)
    fil = med_del(tmp_path, "xl/media/bilde.bin", b"\0" * 30_000_000)
    assert fil.stat().st_size < 40_000_000
    monkeypatch.setattr(ZipFile, "read", lambda *_: pytest.fail("pakket ut"))
    with pytest.raises(Filfeil, match=r"ondsinnet\.xlsx blir 30 MB utpakket; grensen er 20"):
        les_pakke(fil)


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
