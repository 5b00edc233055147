"""Neste års bok: metoden er den nye utgavens, tallene er tomme, og det folk har skrevet, er med."""

import json
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from openpyxl.comments import Comment

from xlasss.engines.lager import lagrede_verdier
from xlasss.engines.pakke import les_pakke
from xlasss.kommunenumre import kommunekoder
from xlasss.oppdatering.oppdater import Kopi
from xlasss.oppdatering.sjekkliste import _nye_numre


@pytest.fixture
def brukt(kopi) -> Path:
    """Fjorårets bok slik en økonom har den: notater, en merknad, et manuelt tall, en formel og et eget ark."""
    bok = openpyxl.load_workbook(kopi)
    bok["Forside"]["C7"] = "Bergen"
    bok["Notater"]["A5"], bok["Notater"]["C40"] = "Ring Tromsø om SFO", 12.5
    bok["Notater"]["A8"] = datetime(2026, 1, 5)
    bok["Notater"]["A3"], bok["Notater"]["B2"] = "Øverst", "ved siden av"
    bok["Notater"]["A6"].value, bok["Notater"]["A6"].data_type = "=ikke en formel", "s"
    bok["Inndata"]["D10"], bok["Inndata"]["P10"] = 0.9, "manuell PAI-registeret"
    bok["Inndata"]["E10"], bok["Inndata"]["Q10"] = "=1.8/2", "manuell"
    bok["Inndata"]["D16"].comment = Comment("Hvorfor så lav? Spør Ås", "Kari")
    bok.create_sheet("Mitt ark")["A1"] = 1
    bok.save(kopi)
    return kopi


def lagret(fil: Path) -> dict:
    return dict(lagrede_verdier(les_pakke(fil)[0]))


def test_metoden_er_den_nye_og_ingen_av_fjoraarets_tall_er_med(xlasss, brukt):
    foer = brukt.read_bytes()
    kode, ut, _ = xlasss("nytt-aar", str(brukt), "--aar", "2019", "--hvem", "Kari", "--json")
    ny = Path(json.loads(ut)["fil"])
    assert kode == 0 and ny == brukt.parent / "grunnskole_2019.xlsx" and brukt.read_bytes() == foer
    inndata = Kopi(ny).inndata
    assert inndata.utgave == "2019" and inndata.aarene == [2019]
    tall = {n: f.verdi for n, f in inndata.felt.items() if not f.er_tom}
    assert {n.kommune for n in tall} <= {"snitt"} and set(tall.values()) <= {1.0}
    assert "np5" not in {n.indikator for n in inndata.felt if n.blokk == "nivaa"}


def test_kommunen_notatene_og_merknadene_er_med(xlasss, brukt):
    xlasss("nytt-aar", str(brukt), "--aar", "2019", "--hvem", "Kari", "--ut", "ny.xlsx")
    celler = lagret(Path("ny.xlsx"))
    assert celler["Forside", "C7"] == "Bergen" and celler["Forside", "C13"] == 1
    assert celler["Notater", "A5"] == "Ring Tromsø om SFO" and celler["Notater", "C40"] == 12.5
    assert (celler["Notater", "A3"], celler["Notater", "B2"]) == ("Øverst", "ved siden av")
    assert celler["Notater", "A8"] == "2026-01-05"
    assert celler["Notater", "A1"].endswith("Notater")
    assert openpyxl.load_workbook("ny.xlsx")["Notater"]["A6"].data_type == "s"
    notater = [str(v) for (ark, _), v in celler.items() if ark == "Notater"]
    assert "Inndata!D16: Hvorfor så lav? Spør Ås" in notater and "Sjekkliste for 2019" in notater
    assert any("Lagt til: Skolebidragsindikator" in linje for linje in notater)
    hvem, hva = celler["Endringslogg", "B7"], celler["Endringslogg", "C7"]
    assert hvem == "Kari" and "min kopi.xlsx, utgave 2017" in hva


def test_sjekklisten_har_det_et_menneske_maa_gjoere(xlasss, brukt):
    _, ut, _ = xlasss("nytt-aar", str(brukt), "--aar", "2019", "--json")
    dokument = json.loads(ut)
    liste = " ".join(dokument["sjekkliste"])
    for bit in ("nivaa 40 celler", "Trondheim har nytt nummer, 1601 → 5001", "Nasj. prøver 5. trinn, 1 celle med",
                "manuell PAI-registeret", "Inndata i fjor: E10", "Mitt ark", "(1) er skrevet av"):  # fmt: skip
        assert bit in liste
    assert {e["slag"] for e in dokument["endringer"]} >= {"Lagt til", "Endret", "Fjernet"}


def test_sjekklisten_skiller_et_nytt_nummer_fra_en_sammenslaaing_ogsaa_den_som_ikke_synes_i_nummeret():
    def bok(aar: int) -> SimpleNamespace:
        felt = {
            navn: SimpleNamespace(kommune=navn, er_kommune=True, nokkel=SimpleNamespace(kommune=nummer))
            for navn, nummer in kommunekoder(aar).items()
        }
        return SimpleNamespace(felt=felt, aarene=[aar])

    linjer = "\n".join(_nye_numre(bok(2019), bok(2022)))
    assert "Stavanger er slått sammen med andre i 2020 og har det samme nummeret: serien er brutt." in linjer
    assert "Sandnes er slått sammen med andre i 2020 og har nytt nummer, 1102 → 1108: serien er brutt." in linjer
    assert "Bergen har nytt nummer, 1201 → 4601: bare nummeret er nytt, serien går videre." in linjer
    assert "Oslo" not in linjer and not list(_nye_numre(bok(2020), bok(2022)))


@pytest.mark.treg
def test_kontrollen_finner_ingen_feil_i_den_nye_boken_og_den_kan_oppdateres(xlasss, brukt, skjema):
    xlasss("nytt-aar", str(brukt), "--aar", "2019", "--ut", "ny.xlsx")
    _, ut, _ = xlasss("kontroll", "ny.xlsx", "--json")
    assert {f["alvor"] for f in json.loads(ut)} == {"opplysning"}, "bare vektene utgaven ikke gir"
    nokkel = next(n for n, f in Kopi(Path("ny.xlsx")).inndata.felt.items() if f.er_kommune and n.blokk == "profil")
    fil = skjema(f"profil;{nokkel.indikator};{nokkel.kommune};2019;7,5", sektor="grunnskole;2019")
    assert xlasss("oppdater", "ny.xlsx", "--aar", "2019", "--fra", str(fil))[0] == 0


def test_et_aar_uten_utgave_har_ingen_bok(xlasss, brukt):
    kode, _, feil = xlasss("nytt-aar", str(brukt), "--aar", "2017")
    assert kode == 2 and "2017 er ikke lagt inn for grunnskole" in feil and "2019 (utgave 2019)" in feil
    assert [f.name for f in brukt.parent.iterdir()] == ["min kopi.xlsx"]


def test_en_bok_som_finnes_blir_ikke_skrevet_over(xlasss, brukt):
    Path("ny.xlsx").write_text("min", encoding="utf-8")
    kode, _, feil = xlasss("nytt-aar", str(brukt), "--aar", "2019", "--ut", "ny.xlsx")
    assert kode == 2 and "finnes alt" in feil and Path("ny.xlsx").read_text(encoding="utf-8") == "min"


def test_en_kommune_som_ikke_er_med_lenger_velges_ikke(xlasss, brukt):
    bok = openpyxl.load_workbook(brukt)
    bok["Forside"]["C7"] = "Molde"
    bok.save(brukt)
    xlasss("nytt-aar", str(brukt), "--aar", "2019", "--ut", "ny.xlsx")
    assert lagret(Path("ny.xlsx"))["Forside", "C7"] in {f.kommune for f in Kopi(Path("ny.xlsx")).inndata.felt.values()}
