"""Figurene slik de leses ut av filen: tallene er cellenes, ikke dem figuren husker."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from xlasss.errors import Filfeil
from xlasss.rapport.figur_svg import BREDDE, VENSTRE, tegn
from xlasss.workbook.figurer import Figur, Serie, figurer
from xlasss.workbook.les import les_bok

MALER = Path(__file__).parents[2] / "workbooks"


def med_del(mappe: Path, del_: str, endre) -> Path:
    with ZipFile(MALER / "grunnskole_2016.xlsx") as gammel, ZipFile(mappe / "k.xlsx", "w") as ny:
        for post in gammel.infolist():
            innhold = gammel.read(post)
            ny.writestr(post, endre(innhold) if post.filename == del_ else innhold)
    return mappe / "k.xlsx"


def test_grunnskole_har_indeksen_og_profilen_med_tallene_fra_resultat():
    bok = les_bok(MALER / "grunnskole_2016.xlsx")
    indeks, profil = figurer(bok)
    assert (indeks.tittel, profil.tittel) == ("Produksjonsindeks grunnskole 2016", "Tjenesteprofil, grunnskole 2016")
    assert indeks.punkter[-1] == "Produksjonsindeks grunnskole"
    assert indeks.serier[0].verdier[-1] == bok.celle(bok.finn("Resultat!D14")).verdi
    assert [s.slag for s in profil.serier] == ["soyle", "triangle", "diamond", "linje"]
    assert profil.serier[0].verdier[1] is None, "et tall som mangler, er ikke 0, som figuren husker det som"


def test_hver_mal_med_tall_har_figurene_excel_viser():
    antall = {f.stem: len(figurer(les_bok(f))) for f in MALER.glob("*.xlsx")}
    assert antall["regnskap_2016"] == 17 and antall["utgiftsbehov_og_ressursbruk_2016"] == 8
    assert antall["samferdsel_2019"] == antall["var_2019"] == 0, "uten tall er det ingen figur"


def test_en_kurve_leses_som_ett_punkt_per_rad_og_et_hull_er_ikke_null():
    figur = next(f for f in figurer(les_bok(MALER / "regnskap_2016.xlsx")) if "(figur 4)" in f.tittel)
    assert figur.punkter == ("2014", "2015", "2016")
    assert figur.serier[0].slag == "soyle" and figur.serier[0].verdier == pytest.approx((100, 105.4, 111.4078))
    with ZipFile(MALER / "regnskap_2016.xlsx") as bok:
        deler = [bok.read(n) for n in bok.namelist() if n.startswith("xl/charts/chart")]
    kurver = [d for d in deler if b"<c:barChart>" not in d]
    assert len(kurver) == 4 and all(b'<c:dispBlanksAs val="span"/>' in d for d in kurver)


@pytest.mark.parametrize("hva", [b"Resultat!$H$54:$H$64", b"Resultat!$B$54:$B$64"])
@pytest.mark.parametrize("ny", [b"Borte!$A$1:$A$3", b"[1]Resultat!$H$54:$H$64", b"A1:XFD1048576", b"(((", b"1+1"])
def test_en_serie_som_ikke_viser_til_celler_i_boken_er_ikke_med(tmp_path, hva, ny):
    fil = med_del(tmp_path, "xl/charts/chart2.xml", lambda x: x.replace(hva, ny))
    assert all("Kommunen" not in [s.navn for s in f.serier] for f in figurer(les_bok(fil))[1:])


def test_en_skadet_figur_er_en_linje_med_filen(tmp_path):
    fil = med_del(tmp_path, "xl/charts/chart1.xml", lambda x: x[:500])
    with pytest.raises(Filfeil, match=r"k\.xlsx kan ikke leses.*chart1\.xml er skadet"):
        figurer(les_bok(fil))


def test_null_er_alltid_med_og_negative_soyler_gaar_til_venstre():
    figur = Figur("T", ("a", "b", "c"), (Serie("s", "soyle", (4.0, -2.0, None)), Serie("t", "soyle", (1.0, 1.0, None))))
    t = tegn(figur)
    null = next(x for x, tall in t.rutenett if tall == "0")
    opp, ned = t.soyler[0], t.soyler[1]
    assert opp.x == null and ned.x + ned.bredde == pytest.approx(null) and opp.bredde == pytest.approx(2 * ned.bredde)
    assert len(t.mangler) == 1 and t.tekst == "T. a: s 4,0, t 1,0; b: s -2,0, t 1,0; c: mangler."


def test_alt_som_tegnes_ligger_innenfor_figuren():
    for fil in MALER.glob("*.xlsx"):
        for t in map(tegn, figurer(les_bok(fil))):
            assert all(s.x >= VENSTRE - 1 and s.x + s.bredde <= BREDDE and 0 <= s.y < t.hoyde for s in t.soyler)
            assert all(VENSTRE - 1 <= m.x <= BREDDE and 0 <= m.y < t.hoyde for m in t.merker) and t.soyler
