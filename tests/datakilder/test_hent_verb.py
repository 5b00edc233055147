"""`xlasss hent` slik et menneske og et skript møter det."""

import json
import re

import pytest
from ssb_tall import endret

VALG = ("--tabell", "12137", "--tabell", "12362", "--aar", "2015-2016")


@pytest.fixture
def hent(xlasss, tjener, monkeypatch):
    monkeypatch.setenv("XLASSS_SSB", tjener.v2)
    return lambda *argumenter: xlasss("hent", *argumenter)


def test_hent_fyller_lageret_og_viser_tabellene_og_hva_som_stemmer(hent, tmp_path):
    kode, ut, feil = hent(*VALG)
    assert (kode, feil) == (0, "")
    assert "12137: Finansielle nøkkeltall" in ut and ut.count("2026-06-15") == 4
    assert "25 av 25 trykte tall kan regnes av beløpene i lageret: 25 stemmer." in ut
    assert [f.name for f in tmp_path.iterdir()] == ["kostra.sqlite"]


def test_hent_som_json_er_ett_dokument_med_dommene(hent):
    kode, ut, _ = hent(*VALG, "--json")
    svar = json.loads(ut)
    assert kode == 0 and set(svar) == {"lager", "hentet", "fasit"}
    assert {(h["tabell"], h["aar"], h["hva"]) for h in svar["hentet"]} == {
        (t, a, "hentet") for t in ("12137", "12362") for a in (2015, 2016)
    }
    assert {d["dom"] for d in svar["fasit"]} == {"stemmer"}


def test_endringer_viser_det_ssb_rettet_og_tallene_det_flytter(hent, tjener):
    hent(*VALG)
    nokkel = ("1102", "AGD23", "KOSbelop0000", "2016")
    tjener.tabeller["12137"] = endret(tjener.tabeller["12137"], nokkel, (200_000, ""), "2026-11-20T07:00:00Z")
    kode, ut, _ = hent(*VALG, "--endringer")
    assert kode == 1 and "SSB har endret én celle" in ut and re.search(r"Sandnes +258834 +200000", ut)
    linje = "Netto driftsresultat i prosent av driftsinntektene, Sandnes 2016, trykt 4,9 (s. 4, 5, 17, 18, 21): "
    assert (
        f"{linje}4,948 (stemmer) → 3,823 (motstrid)" in ut and ut.count("motstrid") == 3
    )  # tre tall, trykt sju steder
    kode, ut, _ = hent(*VALG, "--endringer")  # neste gang er det ikke nytt lenger
    assert "Ingenting nytt er hentet. SSB har ikke endret noe" in ut and "SSB har endret" not in ut
    dato = re.search(r"De siste rettelsene ble funnet (\S+); se dem med «--endringer --siden \1»", ut)[1]
    assert "SSB har ikke endret noe" in hent("--tabell", "12137", "--aar", "2017", "--endringer")[1]
    kode, ut, _ = hent(*VALG, "--siden", dato, "--json")
    svar = json.loads(ut)
    assert [(e["fra"], e["til"], e["vintage_til"]) for e in svar["endringer"]] == [
        (258834, 200000, "2026-11-20T07:00:00Z")
    ]
    assert {(f["dom_foer"], f["dom"]) for f in svar["flytter"]} == {("stemmer", "motstrid")} and len(
        svar["flytter"]
    ) == 7


def test_et_tall_som_blir_konfidensielt_gjoer_at_det_trykte_ikke_lenger_kan_regnes(hent, tjener):
    hent(*VALG)
    nokkel = ("1102", "AGD23", "KOSbelop0000", "2016")
    tjener.tabeller["12137"] = endret(tjener.tabeller["12137"], nokkel, (None, ":"), "2026-11-20T07:00:00Z")
    kode, ut, _ = hent(*VALG, "--endringer")
    linje = "Netto driftsresultat i prosent av driftsinntektene, Sandnes 2016, trykt 4,9 (s. 4, 5, 17, 18, 21): "
    assert kode == 1 and f"{linje}kan ikke lenger regnes av SSBs tall (SSB har tegnet «:»)" in ut
    assert "kan ikke beregnes" not in ut and "258834" not in ut
    svar = json.loads(hent(*VALG, "--siden", "2020-01-01", "--json")[1])
    assert {(f["dom"], f["tapt"]) for f in svar["flytter"]} == {("kan ikke beregnes", True)}


def test_en_tabell_som_ikke_kan_brukes_vises_med_grunn_og_gir_utgangskode_1(hent, tjener):
    tjener.tabeller["12137"].dimensjoner["KOKartkap0000"] = {"NY": "ny"}
    kode, ut, feil = hent(*VALG)
    assert (kode, feil) == (1, "") and ut.count("kan ikke brukes") == 2
    assert ut.count("• Tabell 12137 (") == 1 and "har ingen av kodene vi kjenner i KOKartkap0000" in ut
    hentet = json.loads(hent(*VALG, "--json")[1])["hentet"]
    assert [h["hva"] for h in hentet] == ["kan ikke brukes"] * 2 + ["uendret"] * 2 and "KOKartkap0000" in hentet[0][
        "grunn"
    ]


def test_en_annen_enhet_enn_formelen_er_skrevet_for_vises_og_gir_utgangskode_1(hent, tjener):
    hent(*VALG)
    tabell = tjener.tabeller["12137"]
    tabell.enhet = tabell.enhet | {"KOSbelop0000": ("kr", 0)}
    tabell.oppdatert = "2026-11-20T07:00:00Z"
    kode, ut, _ = hent(*VALG)
    assert kode == 1 and "i «kr»; formelen er skrevet for «1000 kr»" in ut


def test_paa_nytt_finner_en_rettelse_ssb_ikke_har_sagt_fra_om(hent, tjener):
    hent(*VALG)
    tabell = tjener.tabeller["12137"]
    nokkel = ("1102", "AGD23", "KOSbelop0000", "2016")
    tjener.tabeller["12137"] = endret(tabell, nokkel, (258_835, ""), tabell.oppdatert)
    assert hent(*VALG, "--endringer")[1].count("uendret") == 4
    _, ut, _ = hent(*VALG, "--endringer", "--paa-nytt")
    assert ut.count("uendret") == 3 and "SSB har endret én celle" in ut


def test_uten_endringer_sies_det(hent):
    hent(*VALG)
    kode, ut, _ = hent(*VALG, "--endringer")
    assert kode == 0 and "SSB har ikke endret noe" in ut and ut.count("uendret") == 4 and "--siden" not in ut


def test_lager_og_adresse_kan_velges_og_begge_grensesnittene_gir_det_samme(hent, tjener, tmp_path):
    for navn, adresse in (("v2", tjener.v2), ("v0", tjener.v0)):
        assert hent(*VALG, "--lager", f"{navn}.sqlite", "--adresse", adresse)[0] == 0
    assert {f.name for f in tmp_path.iterdir()} == {"v2.sqlite", "v0.sqlite"}


def test_en_tabell_ssb_ikke_har_vises_og_gir_utgangskode_1(hent):
    kode, ut, _ = hent("--tabell", "99999", "--aar", "2016")
    assert kode == 1 and "tabellen finnes ikke hos SSB" in ut


def test_en_sektor_henter_tabellene_sektorfilen_nevner(hent):
    kode, ut, _ = hent("--sektor", "grunnskole", "--aar", "2016", "--json")
    assert kode == 1 and [h["tabell"] for h in json.loads(ut)["hentet"]] == ["11977", "12222", "12285", "12367"]


@pytest.mark.parametrize(
    ("argumenter", "melding"),
    [
        (("--aar", "i fjor"), "«i fjor» er ikke et år"),
        (("--aar", "2016-2015"), "«2016-2015» er ikke et år"),
        (("--aar", "2010", "--sektor", "grunnskole"), "Ingen av tabellene har tall for 2010"),
        ((), "Mangler valget"),
        (("--aar", "2016", "--sektor", "bibliotek"), "Sektoren «bibliotek» finnes ikke"),
        (("--aar", "2016", "--adresse", "data.ssb.no"), "ikke en nettadresse"),
        (("--aar", "2016", "--tidsgrense", "straks"), "Ugyldig verdi for"),
        (("--aar", "2016", "--lager", "."), "er en mappe"),
        (("--aar", "2016", "--siden", "i fjor"), "«i fjor» er ikke en dato"),
    ],
)
def test_feil_bruk_er_en_norsk_linje_og_utgangskode_2(hent, tmp_path, argumenter, melding):
    kode, ut, feil = hent(*argumenter)
    assert (kode, ut) == (2, "") and feil.count("\n") == 1 and melding in feil
    assert not [f for f in tmp_path.iterdir() if f.stat().st_size == 0]


def test_en_feil_hos_ssb_er_en_linje_og_det_som_er_hentet_ligger_i_lageret(hent, tjener):
    tjener.feil.extend(["", "", "", "html"])
    kode, ut, feil = hent(*VALG)
    assert (kode, ut) == (2, "") and feil.count("\n") == 1
    assert "Henting av tabell 12137 for 2016:" in feil and "svarte med en nettside" in feil
    _, ut, _ = hent(*VALG, "--json")
    assert [h["hva"] for h in json.loads(ut)["hentet"]] == ["uendret", "hentet", "hentet", "hentet"]


def test_hjelpen_er_paa_norsk_og_sier_hva_som_kan_settes_i_miljoeet(xlasss):
    kode, ut, _ = xlasss("hent", "--hjelp")
    assert kode == 0 and "XLASSS_SSB" in ut and "XLASSS_LAGER" in ut and "Hent KOSTRA-tall" in ut


def test_kommunenumrene_kan_holdes_mot_klass_foer_det_hentes(hent, tjener, tmp_path):
    assert hent(*VALG, "--klass", tjener.klass)[0] == 0
    tjener.utgaatt.add("1201")
    kode, _, feil = hent(*VALG, "--klass", tjener.klass, "--lager", "ny.sqlite")
    assert kode == 2 and "ikke gjelder i 2015: Bergen 1201. Før inn de nye numrene" in feil
    for gal, melding in ((tjener.v2, "HTTP 404"), (tjener.klass, "ikke slik Klass svarer")):
        tjener.feil.append("kropp:7b7d" if gal == tjener.klass else "")
        kode, _, feil = hent(*VALG, "--klass", gal, "--lager", "ny.sqlite")
        assert kode == 2 and melding in feil and "Sjekk --klass" in feil
    assert not (tmp_path / "ny.sqlite").exists()
