"""Datafilene bak hentingen: en skrivefeil i dem nevner fil og linje, for leseren er den som redigerte filen."""

from pathlib import Path

import pytest

from xlasss.datakilder import indikatorer, register
from xlasss.datakilder.lager import Lager
from xlasss.errors import DataFeil, Filfeil, XlasssFeil
from xlasss.revisjon import kostra

GOD = {
    "ssb_indikatorer.csv": "a,Navn,regnskap,2017,finans,a,forhold,12137:X,12137:Y,1000 kr,100,prosent,sandnes_2017,5,",
    "ssb_tabeller.csv": "12137,regnskap,Tittel,ja,2015,,ja,0,",
    "kostra_fasit.csv": (
        "sandnes_2017-s4-tekst-netto_driftsresultat-regnskap-2016,netto_driftsresultat_andel,Sandnes,2016,1,"
    ),
}
LES = {
    "ssb_indikatorer.csv": (indikatorer, indikatorer.indikatorer, indikatorer.KOLONNER),
    "ssb_tabeller.csv": (register, register.register, register.TABELL_KOLONNER),
    "kostra_fasit.csv": (kostra, kostra.koblinger, kostra.KOLONNER),
}


def les(fil: str, tekst: str, tmp_path: Path, monkeypatch) -> object:
    """Filen med denne teksten, lest av modulen som eier den."""
    modul, funksjon, kolonner = LES[fil]
    (tmp_path / "tabeller").mkdir()
    (tmp_path / "tabeller" / fil).write_text(",".join(kolonner) + "\n" + tekst + "\n", encoding="utf-8")
    monkeypatch.setattr(modul, "DATA", tmp_path)
    return funksjon.__wrapped__()  # uten minnet om den ekte filen


@pytest.mark.parametrize("fil", GOD)
def test_en_rad_som_er_slik_den_skal_gaar_gjennom(fil, tmp_path, monkeypatch):
    assert len(les(fil, GOD[fil], tmp_path, monkeypatch)) == 1


@pytest.mark.parametrize(
    ("fil", "fra", "til", "melding"),
    [
        ("ssb_indikatorer.csv", "forhold", "differanse", "skal være belop, forhold eller vekst"),
        ("ssb_indikatorer.csv", "12137:Y", "", "«nevner» skal stå ved «forhold»"),
        ("ssb_indikatorer.csv", ",finans,", ",,", "«storrelse» og «blokk» hører sammen"),
        ("ssb_indikatorer.csv", "12137:X", "X", "skal være tabell:variabel"),
        ("ssb_indikatorer.csv", ",100,", ',"100,0",', "tall med desimalpunktum"),
        ("ssb_indikatorer.csv", "sandnes_2017", "ukjent", "Kilden «ukjent» finnes ikke"),
        ("ssb_indikatorer.csv", "prosent", "", "«enhet» er tom"),
        ("ssb_tabeller.csv", "2015", "femten", "«fra» er «femten»"),
        ("ssb_tabeller.csv", "Tittel", "", "«tittel» er tom"),
        ("kostra_fasit.csv", "sandnes_2017-s4", "sandnes_2017-s99", "finnes ikke"),
        ("kostra_fasit.csv", "resultat_andel", "resultat", "Indikatoren er i mill_kroner, det trykte tallet i prosent"),
    ],
)
def test_en_skrivefeil_nevner_hva_som_er_galt(fil, fra, til, melding, tmp_path, monkeypatch):
    with pytest.raises(XlasssFeil, match=melding):
        les(fil, GOD[fil].replace(fra, til, 1), tmp_path, monkeypatch)


@pytest.mark.parametrize("fil", ["ssb_indikatorer.csv", "ssb_tabeller.csv"])
def test_samme_noekkel_to_ganger_nevner_linjen(fil, tmp_path, monkeypatch):
    with pytest.raises(DataFeil, match=rf"{fil} linje 3: .* to ganger"):
        les(fil, f"{GOD[fil]}\n{GOD[fil]}", tmp_path, monkeypatch)


@pytest.mark.skipif(not Path("/proc").exists(), reason="trenger en mappe ingen kan skrive i")
def test_et_lager_i_en_mappe_det_ikke_kan_skrives_i_er_en_linje():
    with pytest.raises(Filfeil, match=r"kan ikke åpnes\. Sjekk banen"):
        Lager.apne(Path("/proc/kostra.sqlite"))
