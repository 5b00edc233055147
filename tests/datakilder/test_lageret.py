"""Lageret: bare tillegg, hele hentinger, riktig utgave, riktig kode, og aldri et konfidensielt tall."""

import json
import os
import random
import signal
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlasss.datakilder.indikatorer import indikatorer
from xlasss.datakilder.kommuner import bruddaar, er_brudd, usynlig_brudd
from xlasss.datakilder.lager import Celle, Henting, Lager, variabel
from xlasss.datakilder.lagerfil import UTGAVE
from xlasss.errors import Filfeil, TypeFeil, UkjentNavn
from xlasss.kommunenumre import kommunekoder

INNTEKT, RESULTAT = (variabel("KOSbelop0000", KOKartkap0000=k) for k in ("AGD13", "AGD23"))
MARS, JUNI = "2017-03-15T07:00:00Z", "2017-06-15T06:00:00Z"


def henting(aar: int, vintage: str, verdier: dict[tuple[str, str], float | str], tabell: str = "12137") -> Henting:
    """Verdier etter (variabel, kode): et tall, eller et av SSBs tegn."""
    celler = [
        Celle(v, kode, None if isinstance(x, str) else x, x if isinstance(x, str) else "", "1000 kr", 0)
        for (v, kode), x in verdier.items()
    ]
    return Henting(tabell, aar, vintage, vintage, "tittel", "Kilde: SSB", "http://her", "{}", celler, [b'{"a": 1}'])


def fyll(lager: Lager, *rader: tuple[int, str, dict]) -> None:
    for rad in rader:
        lager.sett_inn(henting(*rad))


def test_en_senere_retting_staar_ved_siden_av_og_per_velger_utgave(lager):
    fyll(lager, (2016, MARS, {(RESULTAT, "1102"): 250.0}), (2016, JUNI, {(RESULTAT, "1102"): 259.0}))
    svar = {per: lager.verdi("12137", RESULTAT, "Sandnes", 2016, per=per) for per in (None, "2017-03-15", "2017-06-14")}
    assert {per: v.verdi for per, v in svar.items()} == {None: 259.0, "2017-03-15": 250.0, "2017-06-14": 250.0}
    assert lager.verdi("12137", RESULTAT, "Sandnes", 2016, per="2017-01-01") is None
    assert lager.vintager("12137") == lager.vintager() == [MARS, JUNI] and lager.vintager("12362") == []


def test_en_gammel_utgave_som_hentes_sent_fortrenger_ikke_den_nye(lager):
    fyll(lager, (2016, JUNI, {(RESULTAT, "1102"): 259.0}))
    lager.sett_inn(replace(henting(2016, MARS, {(RESULTAT, "1102"): 250.0}), hentet="2026-11-22T00:00:00Z"))
    assert lager.verdi("12137", RESULTAT, "Sandnes", 2016).verdi == 259.0


@pytest.mark.parametrize("sql", ["DELETE FROM verdi", "UPDATE verdi SET verdi = 1", "UPDATE henting SET vintage = ''"])
def test_databasen_selv_nekter_aa_endre_eller_slette(lager, sql):
    fyll(lager, (2016, MARS, {(RESULTAT, "1102"): 250.0}))
    with pytest.raises(sqlite3.IntegrityError, match="bare legges til"):
        lager._db.execute(sql)


def test_en_henting_med_samme_celle_to_ganger_legges_ikke_inn_i_det_hele_tatt(lager):
    dobbel = henting(2016, MARS, {(RESULTAT, "1102"): 1.0})
    with pytest.raises(sqlite3.IntegrityError):
        lager.sett_inn(replace(dobbel, celler=[*dobbel.celler, *dobbel.celler]))
    assert lager.vintager() == [] and lager._rader("SELECT * FROM variabel") == []


def test_bergen_er_skjoett_over_kodeendringen_og_sandnes_merket_som_brudd(lager):
    koder = {a: kommunekoder(a) for a in (2019, 2020)}
    fyll(lager, *((a, MARS, {(v, k): 10.0 + a for k in koder[a].values() for v in (INNTEKT, RESULTAT)}) for a in koder))
    punkter = {(p.kommune, p.aar): p for p in lager.indikator("netto_driftsresultat")}
    assert len(punkter) == 20
    assert [punkter["Bergen", a].ledd[0].kommunekode for a in (2019, 2020)] == ["1201", "4601"]
    assert {k for (k, a), p in punkter.items() if p.brudd} == set(bruddaar())
    assert not any(p.brudd for (_, a), p in punkter.items() if a == 2019)


def test_bruddene_er_data_ogsaa_de_som_ikke_synes_i_koden():
    assert bruddaar() == dict.fromkeys(["Drammen", "Kristiansand", "Sandnes", "Stavanger", "Trondheim"], 2020)
    assert {k for k in kommunekoder(2020) if usynlig_brudd(k)} == {"Stavanger", "Trondheim"}
    assert not er_brudd("Trondheim", 2018)  # ren kodeendring


def test_veksten_over_en_sammenslaaing_er_ingen_vekst_men_over_en_kodeendring_er_den_det(lager):
    fyll(lager, (2019, MARS, {(INNTEKT, "1102"): 100.0, (INNTEKT, "1201"): 100.0, (INNTEKT, "1103"): 100.0}))
    fyll(lager, (2020, MARS, {(INNTEKT, "1108"): 130.0, (INNTEKT, "4601"): 107.0, (INNTEKT, "1103"): 130.0}))
    svar = lager.indikator("driftsinntekter_vekst", kommuner=["Sandnes", "Bergen", "Stavanger"], aar=[2020])
    assert [(p.kommune, p.verdi, p.celle, p.brudd) for p in svar] == [
        ("Sandnes", None, ".", True), ("Bergen", 7.0, 7.0, False), ("Stavanger", None, ".", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("teller", "nevner", "celle"),
    [
        (5.0, 50.0, 10.0), (":", 50.0, ":"), (5.0, ":", ":"), ("..", ":", ":"), ("-", 50.0, 0.0), (5.0, "-", "."),
        ("...", 50.0, "..."), (5.0, 0.0, "."),
    ],
)  # fmt: skip
def test_tegnet_sier_hvorfor_en_indikator_mangler_og_strek_er_null(lager, teller, nevner, celle):
    fyll(lager, (2016, MARS, {(RESULTAT, "1102"): teller, (INNTEKT, "1102"): nevner}))
    (punkt,) = lager.indikator("netto_driftsresultat_andel", kommuner=["Sandnes"], aar=[2016])
    assert punkt.celle == celle and (punkt.verdi is None) == isinstance(celle, str)


def test_opphavet_er_den_eldste_utgaven_blant_leddene(lager):
    lager.sett_inn(henting(2016, JUNI, {("KOSbelop0000[KOKart0000=AGD2;KOKfunksjon0000=FGK6a]", "1102"): 7.0}, "12362"))
    lager.sett_inn(henting(2016, MARS, {("KOSbelop0000[KOKartkap0000=AGD1]", "1102"): 100.0}))
    (punkt,) = lager.indikator("eiendom_netto_andel", kommuner=["Sandnes"], aar=[2016])
    assert (punkt.verdi, punkt.vintage) == (7.0, MARS)


@pytest.mark.parametrize("navn", ["driftsinntekter", "netto_driftsresultat_andel", "driftsinntekter_vekst"])
def test_et_beloep_i_en_annen_enhet_enn_formelen_er_skrevet_for_regnes_det_ikke_med(lager, navn):
    celler = {(v, "1102"): 5000.0 for v in (INNTEKT, RESULTAT)}
    fyll(lager, (2015, MARS, celler))
    i_kroner = henting(2016, JUNI, celler)
    lager.sett_inn(replace(i_kroner, celler=[c._replace(enhet="kr", verdi=5e6) for c in i_kroner.celler]))
    (punkt,) = lager.indikator(navn, kommuner=["Sandnes"], aar=[2016])
    assert (punkt.verdi, punkt.celle) == (None, None)
    assert punkt.grunn.startswith("SSB oppgir tabell 12137, KOSbelop0000 AGD") and "«1000 kr»" in punkt.grunn
    assert "for 2016, i «kr»" in punkt.grunn


def test_det_som_ikke_er_hentet_mangler_og_er_ikke_null(lager):
    (punkt,) = lager.indikator("netto_driftsresultat_andel", kommuner=["Sandnes"], aar=[2016])
    assert (punkt.verdi, punkt.celle, punkt.ledd, punkt.vintage) == (None, "..", (), "")
    assert lager.indikator("netto_driftsresultat_andel") == []


def test_et_tall_ssb_har_gjort_konfidensielt_svares_det_aldri_med_heller_ikke_for_foer(lager):
    fyll(lager, (2016, MARS, {(RESULTAT, "1102"): 777.0, (INNTEKT, "1102"): 1000.0}))
    fyll(lager, (2016, JUNI, {(RESULTAT, "1102"): ":", (INNTEKT, "1102"): 1000.0}))
    for per in (None, "2017-03-20"):
        assert lager.verdi("12137", RESULTAT, "Sandnes", 2016, per=per).celle == ":"
        (punkt,) = lager.indikator("netto_driftsresultat_andel", kommuner=["Sandnes"], aar=[2016], per=per)
        assert (punkt.verdi, punkt.tegn) == (None, ":")
    (endringen,) = lager.endringer(1)  # at det ble konfidensielt, vises; det gamle tallet røpes ikke
    assert (endringen.fra.celle, endringen.til.celle) == (":", ":")
    assert "777" not in repr([endringen]) + repr(lager.indikator("netto_driftsresultat"))


@settings(max_examples=10)
@given(deler=st.lists(st.integers(10_000, 99_999), min_size=3, max_size=6, unique=True), skjult=st.integers(0, 2))
def test_det_konfidensielle_kan_ikke_regnes_ut_av_summen_i_noe_lageret_svarer(tmp_path_factory, deler, skjult):
    """Summen og de andre delene er kjent; det finnes ingen regning i lageret som trekker dem fra hverandre."""
    sum_, hemmelig = float(sum(deler)), deler[skjult]
    navn = [variabel("KOSbelop0000", KOKartkap0000=k) for k in ("AGD13", "AGD23", "AGI1", "X1", "X2", "X3")]
    verdier = {(v, "1102"): float(x) for v, x in zip(navn, deler, strict=False)} | {(navn[skjult], "1102"): ":"}
    fil = tmp_path_factory.mktemp("lager") / "kostra.sqlite"
    with Lager.apne(fil) as lager:
        fyll(lager, (2016, MARS, verdier | {(variabel("KOSbelop0000", KOKartkap0000="SUM"), "1102"): sum_}))
        fyll(lager, (2017, MARS, verdier))
        svar = [p for i in indikatorer() for p in lager.indikator(i, kommuner=["Sandnes"], aar=[2016, 2017])]
    tall = [p.verdi for p in svar if p.verdi is not None] + [v.verdi for p in svar for v in p.ledd]
    assert hemmelig not in tall and hemmelig / 1000 not in tall
    assert all(p.tegn == ":" for p in svar if any(v.tegn == ":" for v in p.ledd))


def test_endringer_er_det_som_er_ulikt_og_bare_det(lager):
    foer = {(RESULTAT, "1102"): 250.0, (INNTEKT, "1102"): 5000.0, (RESULTAT, "1201"): ".."}
    fyll(lager, (2016, MARS, foer), (2015, MARS, {(RESULTAT, "1102"): 1.0}))
    fyll(lager, (2016, JUNI, foer | {(RESULTAT, "1102"): 259.0, (RESULTAT, "1201"): 4.0, (RESULTAT, "0301"): 9.0}))
    par = {(e.til.kommunekode, e.til.aar): (e.fra.celle, e.til.celle) for e in lager.endringer(2)}
    assert par == {("1102", 2016): (250.0, 259.0), ("1201", 2016): ("..", 4.0)}
    assert lager.endringer(3) == [] and lager.endringer(0) == lager.endringer(
        2
    )  # den første hentingen endrer ingenting


def test_endringer_kan_ses_igjen_fra_en_dato_og_lageret_vet_naar_de_siste_ble_funnet(lager):
    fyll(lager, (2016, MARS, {(RESULTAT, "1102"): 250.0}))
    assert lager.sist_rettet() == "" and lager.siste_henting() == 1
    fyll(lager, (2016, JUNI, {(RESULTAT, "1102"): 259.0}), (2015, "2017-07-01T06:00:00Z", {(RESULTAT, "1102"): 1.0}))
    assert lager.sist_rettet() == "2017-06-15"
    assert [lager.siste_henting(foer=d) for d in ("2017-03-15", "2017-06-15", "2017-06-16")] == [0, 1, 2]
    assert [len(lager.endringer(lager.siste_henting(foer=d))) for d in ("2017-06-15", "2017-06-16")] == [1, 0]
    with pytest.raises(TypeFeil, match="ikke en dato"):
        lager.siste_henting(foer="i fjor")


def test_endret_uten_at_ssb_sier_det_er_ogsaa_en_endring(lager):
    fyll(lager, (2016, MARS, {(RESULTAT, "1102"): 250.0}))
    lager.sett_inn(replace(henting(2016, MARS, {(RESULTAT, "1102"): 251.0}), hentet=JUNI))
    assert [(e.fra.verdi, e.til.verdi) for e in lager.endringer(1)] == [(250.0, 251.0)]


def test_ukjente_navn_og_datoer_sies_det_fra_om(lager):
    with pytest.raises(UkjentNavn, match="kan ikke regnes av SSBs tall"):
        lager.indikator("ressursbruk")
    with pytest.raises(UkjentNavn, match="Lillehammer"):
        lager.verdi("12137", RESULTAT, "Lillehammer", 2016)
    with pytest.raises(TypeFeil, match="ikke en dato"):
        lager.verdi("12137", RESULTAT, "Sandnes", 2016, per="i fjor")


def skriv(fil: Path, innhold: bytes) -> Path:
    fil.write_bytes(innhold)
    return fil


def test_en_fil_som_ikke_er_et_lager_en_mappe_og_en_som_mangler_er_hver_sin_linje(tmp_path):
    with pytest.raises(Filfeil, match="er ikke et lager, eller er skadet"):
        Lager.apne(skriv(tmp_path / "tekst.sqlite", b"kommune;tall\n" * 500))
    with pytest.raises(Filfeil, match="er en mappe"):
        Lager.apne(tmp_path)
    with pytest.raises(Filfeil, match=r"finnes ikke\. Hent tallene"):
        Lager.apne(tmp_path / "borte.sqlite", les=True)
    fremmed = sqlite3.connect(tmp_path / "annen.sqlite")
    fremmed.execute("CREATE TABLE noe (a)")
    fremmed.close()
    with pytest.raises(Filfeil, match="ikke et lager laget av xlasss"):
        Lager.apne(tmp_path / "annen.sqlite")
    assert sorted(f.name for f in tmp_path.iterdir()) == ["annen.sqlite", "tekst.sqlite"]


def test_et_lager_fra_en_nyere_versjon_roeres_ikke(tmp_path):
    fil = tmp_path / "ny.sqlite"
    Lager.apne(fil).__exit__(None, None, None)
    db = sqlite3.connect(fil)
    db.execute(f"PRAGMA user_version = {UTGAVE + 1}")
    db.close()
    with pytest.raises(Filfeil, match="en annen versjon av xlasss"):
        Lager.apne(fil)


def test_et_lager_som_leses_kan_ikke_skrives(tmp_path, lager):
    fyll(lager, (2016, MARS, {(RESULTAT, "1102"): 1.0}))
    with Lager.apne(lager.fil, les=True) as lest, pytest.raises(Filfeil, match="kan ikke skrives"):
        fyll(lest, (2016, JUNI, {(RESULTAT, "1102"): 2.0}))


def test_et_lager_i_bruk_av_en_annen_sier_det_og_kan_fortsatt_leses(tmp_path, lager, monkeypatch):
    fyll(lager, (2016, MARS, {(RESULTAT, "1102"): 1.0}))
    lager._db.execute("PRAGMA busy_timeout = 50")
    annen = sqlite3.connect(lager.fil, isolation_level=None)
    annen.execute("BEGIN IMMEDIATE")
    with pytest.raises(Filfeil, match="i bruk av et annet program"):
        fyll(lager, (2016, JUNI, {(RESULTAT, "1102"): 2.0}))
    assert lager.verdi("12137", RESULTAT, "Sandnes", 2016).verdi == 1.0
    annen.close()


def test_full_disk_sier_det_og_ingenting_er_skrevet(lager):
    fyll(lager, (2016, MARS, {(RESULTAT, "1102"): 1.0}))
    sider = lager._db.execute("PRAGMA page_count").fetchone()[0]
    lager._db.execute(f"PRAGMA max_page_count = {sider}")
    with pytest.raises(Filfeil, match="Disken er full; ingenting ble skrevet"):
        fyll(lager, (2016, JUNI, {(RESULTAT, f"{k:04}"): 2.0 for k in range(2000)}))
    assert lager.vintager() == [MARS] and lager._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


CELLER = {(v, f"{k:04}"): float(k) for v in (INNTEKT, RESULTAT) for k in range(1000, 1200)}


def _skriv_til_noen_dreper(fil: Path) -> None:
    with Lager.apne(fil) as lager:
        for nr in range(10_000):
            fyll(lager, (2000 + nr % 30, f"2017-01-01T{nr // 3600:02}:{nr // 60 % 60:02}:{nr % 60:02}Z", CELLER))


@pytest.mark.tung
@pytest.mark.treg
@pytest.mark.skipif(not hasattr(os, "fork"), reason="prosesser dør på en annen måte på Windows")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # fork med tråder: barnet bruker ingen av dem
def test_stroembrudd_naar_som_helst_gir_et_lager_som_aapnes_med_bare_hele_hentinger(tmp_path):
    tilfeldig, spenn = random.Random(2017), 0.06
    for fil in [tmp_path / f"{i}.sqlite" for i in range(17)]:  # også mens lageret lages; 204 strømbrudd
        antall = [0]
        for _ in range(12):
            if (barn := os.fork()) == 0:
                try:
                    _skriv_til_noen_dreper(fil)
                finally:
                    os._exit(0)
            time.sleep(tilfeldig.uniform(0, spenn))
            os.kill(barn, signal.SIGKILL)
            assert os.waitstatus_to_exitcode(os.waitpid(barn, 0)[1]) == -signal.SIGKILL
            antall.append(_hele_hentinger(fil))
            spenn *= 1.5 if antall[-1] == antall[-2] else 1 / 1.1  # så noe blir skrevet, også på en treg maskin
        assert antall == sorted(antall) and antall[-1] > 0  # ingenting ferdig ble borte, og noe ble skrevet


_HVER = ("id) FROM henting", "henting) FROM svar", "henting) FROM verdi")


def _hele_hentinger(fil: Path) -> int:
    """Hvor mange hentinger som er i lageret; alle skal være hele."""
    with Lager.apne(fil) as lager:
        assert lager._rader("PRAGMA integrity_check") == [("ok",)]
        assert set(lager._rader("SELECT count(*) FROM verdi GROUP BY henting")) <= {(len(CELLER),)}
        hver = {lager._rader(f"SELECT count(DISTINCT {hva}")[0][0] for hva in _HVER}
        assert len(hver) == 1
        return int(hver.pop())


def test_ssbs_svar_ligger_pakket_i_lageret_og_pakkes_ut_som_det_var(lager):
    raa = json.dumps({"value": [0] * 10_000}).encode()
    lager.sett_inn(replace(henting(2016, MARS, {(RESULTAT, "1102"): 1.0}), raa=[raa, b"{}"]))
    assert lager.raa_svar("12137", 2016) == [raa, b"{}"]
    assert lager._rader("SELECT length(gzip) FROM svar WHERE nr = 0")[0][0] < len(raa) / 50
