"""Sektorfilene: alt som er kjent, står der med kilde, og det som ikke er kjent, står som manglende."""

import csv
import re
from itertools import groupby
from pathlib import Path

import pytest

from xlasss.begreper import Maal, Sektor, Snitt, Status
from xlasss.datafiler import DATA, les_toml
from xlasss.endringer import endringer
from xlasss.errors import DataFeil, UkjentNavn
from xlasss.fasit_data import fasit_rader
from xlasss.kilder import kilde
from xlasss.kommunenumre import kommunekoder
from xlasss.parametre import parametre, vekter
from xlasss.sektorer import Indikator, Sektorfil, les_sektorfil, sektorer, sektorfil, utgaver
from xlasss.workbook.plan import plan

LISTE = Path(__file__).parents[2] / "shared" / "domene" / "indikatorer.csv"
ALLE = [(s, u) for s in sektorer() for u in utgaver(s)]
MED_2017 = [s for s, u in ALLE if u == "2017"]
MED_INDEKS = [s for s in MED_2017 if s != Sektor.EIENDOM]

DELT = {
    "Gjennomsnittlig bistandsbehov hos mottakere av hjemmetjenester (0-66 / 67+)": (
        "Gjennomsnittlig bistandsbehov hos mottakere av hjemmetjenester 0-66 år",
        "Gjennomsnittlig bistandsbehov hos mottakere av hjemmetjenester 67 år og eldre",
    ),
    "Netto driftsutgifter hjemmetjeneste 0-66 år per innb. 0-66 år": (
        "Netto driftsutgifter hjemmetjeneste 0-66 år per innb. 0-66 år",
        "Netto driftsutgifter hjemmetjeneste 67+ per innb. 67+",
    ),
}
"""Rader i listen som gjelder begge profilene i pleie og omsorg («tilsvarende for 67+»)."""

UTEN_PROFIL = {"helseundersokelse_1_trinn", "helseundersokelse_2_3_aar", "helseundersokelse_4_aar"}
"""Kommunehelse fra 2019: hvilken av de to profilene de hører til, er ikke funnet."""


def profilen(fil: Sektorfil) -> list[Indikator]:
    """Indikatorene i tjenesteprofilen, uansett hvilken av profilene."""
    return [i for i in fil.indikatorer if i.maal is Maal.TJENESTEPROFIL]


def hver_indikator() -> list[tuple[str, Indikator]]:
    return [(f"{s} {u} {i.nokkel}", i) for s, u in ALLE for i in sektorfil(s, u).indikatorer]


# --- listen over indikatorer


@pytest.fixture(scope="module")
def listen() -> list[tuple[dict[str, str], list[Indikator]]]:
    """Hver rad i listen, og indikatorene i utgaven fra 2019 som er den raden."""
    if not LISTE.exists():
        pytest.skip(f"Listen over indikatorer finnes ikke i {LISTE}; sektorfilene er ikke holdt mot den.")
    with LISTE.open(encoding="utf-8-sig", newline="") as fil:
        rader = [r for r in csv.DictReader(fil) if r["sector"] != "byggesak"]
    svar = []
    for rad in rader:
        navn = rad["indicator"].removesuffix("*")
        alle = profilen(sektorfil(rad["sector"].lower().replace(" ", "_"), "2019"))
        svar.append((rad, [i for i in alle if i.navn in DELT.get(navn, (navn,))]))
    return svar


def test_hver_rad_i_listen_over_indikatorer_staar_i_en_sektorfil(listen):
    assert [(r["sector"], r["indicator"]) for r, funnet in listen if not funnet] == []
    assert len(listen) == 123


def test_byggesak_er_raden_uten_sektorfil_fordi_ingen_indikatorer_er_funnet(listen):
    with LISTE.open(encoding="utf-8-sig", newline="") as fil:
        byggesak = [r for r in csv.DictReader(fil) if r["sector"] == "byggesak"]
    assert [r["evidence"] for r in byggesak] == ["ikke funnet"] and "byggesak" not in sektorer()


def test_ingen_indikator_i_profilene_fra_2019_er_uten_rad_i_listen(listen):
    kjente = {id(i) for _, funnet in listen for i in funnet}
    assert [i.nokkel for s in sektorer() for i in profilen(sektorfil(s, "2019")) if id(i) not in kjente] == []


def test_snittet_er_det_listen_sier_og_et_ukjent_snitt_forblir_tomt(listen):
    ventet = {"veid": "veid", "uveid (*)": "uveid", "ukjent": ""}
    for rad, funnet in listen:
        assert {i.snitt for i in funnet} == {ventet[rad["mean_in_tjenesteprofil"]]}, rad["indicator"]


def test_en_rad_der_bare_navnet_er_sett_mangler_og_har_ingen_formel(listen):
    bare_navn = [(r, i) for r, funnet in listen if r["evidence"].startswith("bare navn") for i in funnet]
    assert len(bare_navn) == 46
    for rad, i in bare_navn:
        assert i.status is Status.MANGLER and not (i.formel or i.teller or i.nevner or i.ssb_tabeller), rad["indicator"]


def test_en_publisert_formel_er_sett_i_en_kilde_og_har_teller_og_nevner(listen):
    for rad, funnet in listen:
        for i in funnet:
            if i.status is Status.PUBLISERT:
                assert rad["evidence"].startswith("sett i"), rad["indicator"]
                assert i.formel and i.teller and i.nevner, rad["indicator"]


def test_tabellene_hos_ssb_er_listens(listen):
    for rad, funnet in listen:
        for i in funnet:
            assert set(i.ssb_tabeller) == set(re.findall(r"\d{5}", rad["ssb_tables"])), rad["indicator"]


def test_kilden_er_en_av_listens(listen):
    for rad, funnet in listen:
        for i in funnet:
            adresse = "kilder/004" if i.kilde == "sandnes_2017" else kilde(i.kilde).adresse
            assert adresse in rad["source"], rad["indicator"]


# --- hver indikator


@pytest.mark.parametrize(("sektor", "utgave"), ALLE)
def test_hver_sektor_leses_i_hver_utgave(sektor, utgave):
    fil = sektorfil(sektor, utgave)
    assert fil.nokkel == sektor and fil.navn and fil.maal and fil.indikatorer
    assert set(fil.utgave.kommuner) == set(kommunekoder(fil.utgave.aar)) and fil.utgave.minst == 10
    assert kilde(fil.utgave.minst_kilde) and fil.utgave.minst_side
    assert all(m.kilde and m.side and m.nevner and m.utgift and m.snitt_omraade for m in fil.maal)


def test_filene_er_de_ni_sektorene_og_bare_samferdsel_og_var_mangler_i_2017_rapporten():
    assert sektorer() == sorted(Sektor)
    assert set(Sektor) - set(MED_2017) == {Sektor.SAMFERDSEL, Sektor.VAR}
    assert all("2019" in utgaver(s) for s in Sektor)
    with pytest.raises(UkjentNavn, match="Utgavene er: 2019"):
        sektorfil("var", "2017")


def test_uten_utgave_velges_den_som_har_en_rapport():
    for s, u in ALLE:
        assert bool(sektorfil(s, u).utgave.rapport) is (u == "2017")
    assert sektorfil("barnehage").utgave.utgave == "2017" and sektorfil("samferdsel").utgave.utgave == "2019"


def test_hver_indikator_har_navn_kilde_side_og_merknad_der_noe_mangler():
    for sted, i in hver_indikator():
        assert i.navn and i.kort and kilde(i.kilde) and i.side and i.desimaler >= 0, sted
        assert re.fullmatch(r"[a-z0-9_]+", i.nokkel), sted
        assert i.status is not Status.MANGLER or i.merknad, sted


def test_en_indikator_uten_enhet_mangler():
    assert [sted for sted, i in hver_indikator() if not i.enhet and i.status is not Status.MANGLER] == []


def test_samme_nokkel_har_samme_enhet_i_begge_utgavene():
    alle = sorted(((s, str(i.maal), i.nokkel), i.enhet) for s, u in ALLE for i in sektorfil(s, u).indikatorer)
    for nokkel, par in groupby(alle, key=lambda rad: rad[0]):
        assert len({enhet for _, enhet in par}) == 1, nokkel


def test_navnet_i_figurene_er_kort_og_ulikt_for_hver_indikator_i_en_blokk():
    for s, u in ALLE:
        fil = sektorfil(s, u)
        for blokk in fil.maal:
            korte = [i.kort for i in fil.indikatorer_i(blokk.maal, blokk.profil)]
            assert len(set(korte)) == len(korte) and all(len(k) <= 26 for k in korte), (s, u, blokk.maal)


def test_retning_er_ikke_satt_naar_ingen_kilde_sier_hva_som_er_bra():
    assert {i.retning for _, i in hver_indikator()} == {"ingen"}


def test_bare_brukertilfredshet_har_sin_egen_grense_og_den_er_fem():
    for sted, i in hver_indikator():
        assert i.minst == (5 if i.nokkel.startswith("brukertilfredshet") else 0), sted


def test_hver_indikator_hoerer_til_en_blokk_unntatt_de_tre_der_profilen_ikke_er_funnet():
    uten = set()
    for s, u in ALLE:
        fil = sektorfil(s, u)
        blokker = {(b.maal, b.profil) for b in fil.maal}
        uten |= {(s, u, i.nokkel) for i in fil.indikatorer if (i.maal, i.profil) not in blokker}
    assert uten == {("kommunehelse", "2019", nokkel) for nokkel in UTEN_PROFIL}


# --- rapporten fra 2017


@pytest.mark.parametrize(
    ("sektor", "antall"),
    [("grunnskole", 6), ("barnehage", 3), ("barnevern", 5), ("kommunehelse", 8), ("pleie_og_omsorg", 10),
     ("sosiale_tjenester", 5)],
)  # fmt: skip
def test_produksjonsindeksen_har_saa_mange_indikatorer_som_rapporten_lister(sektor, antall):
    assert len(sektorfil(sektor, "2017").indikatorer_i(Maal.PRODUKSJONSINDEKS)) == antall


@pytest.mark.parametrize(
    ("sektor", "profil", "antall"),
    [("grunnskole", "", 11), ("barnehage", "", 13), ("barnevern", "", 14), ("kommunehelse", "1", 12),
     ("kommunehelse", "2", 12), ("pleie_og_omsorg", "0-66", 13), ("pleie_og_omsorg", "67+", 11),
     ("sosiale_tjenester", "", 14), ("eiendomsforvaltning", "", 10)],
)  # fmt: skip
def test_tjenesteprofilen_har_en_indikator_for_hver_rad_og_soeyle_i_rapporten(sektor, profil, antall):
    assert len(sektorfil(sektor, "2017").indikatorer_i(Maal.TJENESTEPROFIL, profil)) == antall


@pytest.mark.parametrize("sektor", MED_2017)
def test_tallene_i_figurene_og_tabellene_har_en_indikator_med_samme_desimaler_og_side(sektor):
    fil = sektorfil(sektor, "2017")
    slag = {
        "indikator": Maal.PRODUKSJONSINDEKS,
        "profilverdi": Maal.TJENESTEPROFIL,
        "ressursbruksindikator": Maal.TJENESTEPROFIL,
    }
    for f in fasit_rader("sandnes_2017").values():
        if f.sektor == sektor and f.storrelse in slag and f.sted.startswith(("fig", "tab")):
            like = [i for i in fil.indikatorer if (i.maal, i.nokkel) == (slag[f.storrelse], f.indikator)]
            assert like, f.id
            assert {(i.desimaler, i.side) for i in like} == {(f.desimaler, f.side)}, f.id


@pytest.mark.parametrize("sektor", MED_INDEKS)
def test_hver_indikator_i_produksjonsindeksen_har_en_vekt_eller_en_rad_som_sier_at_den_mangler(sektor):
    fil = sektorfil(sektor, "2017")
    funnet = vekter(sektor, fil.utgave.aar, "2017")
    assert list(funnet) == [i.nokkel for i in fil.indikatorer_i(Maal.PRODUKSJONSINDEKS)]
    assert all((p.verdi is None) == (p.status is Status.MANGLER) for p in funnet.values())


def test_en_vekt_som_ikke_er_trykt_har_grenser_og_ingen_verdi():
    med_grenser = [p for p in parametre() if p.tabell == "vekt" and (p.nedre or p.ovre)]
    assert len(med_grenser) == 18
    assert all(p.nedre and p.ovre and p.status is Status.MANGLER and p.verdi is None for p in med_grenser)


def test_vekten_til_en_gruppe_er_ikke_vekten_til_en_indikator():
    grupper = {(p.navn, p.utgave): p for p in parametre() if p.tabell == "vekt" and p.gruppe}
    for (_, utgave), p in grupper.items():
        i_indeksen = {i.nokkel for i in sektorfil(p.sektor, "2017").indikatorer_i(Maal.PRODUKSJONSINDEKS)}
        assert len(p.indikatorene) > 1 and set(p.indikatorene) <= i_indeksen
        assert p not in vekter(p.sektor, p.gjelder_fra, utgave).values()
    trykt = grupper["vekt.barnevern.dekningsgrader", "2018"]
    assert (trykt.verdi, trykt.status, trykt.gjelder_fra) == (80, Status.PUBLISERT, 2018)
    assert grupper["vekt.barnevern.dekningsgrader", "2017"].status is Status.UTLEDET


def test_eiendom_samferdsel_og_var_har_ingen_produksjonsindeks():
    for s, u in ALLE:
        har = bool(sektorfil(s, u).blokker(Maal.PRODUKSJONSINDEKS))
        assert har is (s not in (Sektor.EIENDOM, Sektor.SAMFERDSEL, Sektor.VAR)), (s, u)
    assert not [p for p in parametre() if p.tabell == "vekt" and p.sektor == Sektor.EIENDOM]


def test_akutthjelp_256_foelger_vedlegget_og_ikke_side_57():
    med = {(s, m.maal) for s in MED_2017 for m in sektorfil(s, "2017").maal if 256 in m.funksjoner}
    hoveddel = (Maal.RESSURSBRUK, Maal.PRODUKSJONSINDEKS, Maal.RESSURSBRUKSINDIKATOR)
    assert med == {("pleie_og_omsorg", maal) for maal in hoveddel}


# --- snittene (METODE §1)


@pytest.mark.parametrize(("sektor", "utgave"), ALLE)
def test_bare_tjenesteprofilen_skifter_snitt_mellom_utgavene(sektor, utgave):
    ventet = {
        Maal.RESSURSBRUK: (Snitt.VEID, "landet, korrigert for utgiftsbehov"),
        Maal.PRODUKSJONSINDEKS: (Snitt.VEID, "ASSS"),
        Maal.RESSURSBRUKSINDIKATOR: (Snitt.UVEID, "ASSS"),
    }
    for blokk in sektorfil(sektor, utgave).maal:
        if blokk.maal is Maal.TJENESTEPROFIL:
            assert blokk.snitt is (Snitt.UVEID if utgave == "2017" else Snitt.VEID)
        else:
            assert (blokk.snitt, blokk.snitt_omraade) == ventet[blokk.maal]


def test_profilen_i_2017_er_uveid_for_alle_og_fra_2019_har_hver_indikator_sitt_eget_snitt():
    for s, u in ALLE:
        for i in profilen(sektorfil(s, u)):
            if u == "2017":
                assert i.snitt == "", (s, i.nokkel)
            else:
                assert i.snitt in (*Snitt, "") and (i.snitt or i.status is Status.MANGLER), (s, i.nokkel)


@pytest.mark.parametrize("sektor", MED_INDEKS)
def test_ressursbruksindikatoren_er_uveid_ogsaa_i_profilen_fra_2019(sektor):
    funnet = [i for i in profilen(sektorfil(sektor, "2019")) if i.nokkel == "ressursbruk"]
    assert funnet and {(i.snitt, i.enhet) for i in funnet} == {("uveid", "indeks")}


def test_grunnskolen_har_skolebidrag_fra_2019_og_de_andre_indeksene_er_ikke_funnet():
    nokler = {i.nokkel for i in sektorfil("grunnskole", "2019").indikatorer_i(Maal.PRODUKSJONSINDEKS)}
    assert nokler == {"skolebidrag_1_4", "skolebidrag_5_7", "skolebidrag_8_10", "laeringsmiljo"}
    for s in MED_INDEKS:
        if s != "grunnskole":
            assert sektorfil(s, "2019").indikatorer_i(Maal.PRODUKSJONSINDEKS) == ()
        assert vekter(s, 2019, "2019") == {}


def test_en_indikator_som_er_endret_mellom_utgavene_har_ikke_samme_nokkel():
    def nokler(sektor: str, utgave: str) -> set[str]:
        return {i.nokkel for i in profilen(sektorfil(sektor, utgave))}

    assert "netto_252_per_barn" in nokler("barnevern", "2017") - nokler("barnevern", "2019")
    assert "brutto_252_per_barn" in nokler("barnevern", "2019") - nokler("barnevern", "2017")
    assert "investering_per_innb_5_aar" in nokler("eiendomsforvaltning", "2017") - nokler("eiendomsforvaltning", "2019")
    assert "netto_per_innb_18_66" in nokler("sosiale_tjenester", "2019") - nokler("sosiale_tjenester", "2017")


def med_neste_aar(som: str, **mer: object) -> dict:
    """Grunnskole med en utgave til, lagt inn slik neste år legges inn når metoden er den samme."""
    raa = les_toml(DATA / "sektorer" / "grunnskole.toml")
    return raa | {"utgave": [*raa["utgave"], {"utgave": "2020", "aar": 2020, "som": som, **mer}]}


def test_et_nytt_aar_med_samme_metode_er_en_linje_og_vektene_folger_ikke_med():
    ny, fjor = les_sektorfil(med_neste_aar("2019"), "grunnskole.toml", "2020"), sektorfil("grunnskole", "2019")
    assert (ny.utgave.aar, ny.utgave.utgave) == (2020, "2020")
    assert ny.maal == fjor.maal and ny.indikatorer == fjor.indikatorer
    assert ny.utgave.kommuner == fjor.utgave.kommuner and ny.utgave.rapport == ""
    assert vekter("grunnskole", 2020, "2020") == {} and len(plan(ny).blokker) == len(plan(fjor).blokker)


@pytest.mark.parametrize("som", ["2018", "2020"])
def test_som_skal_peke_paa_en_utgave_med_egen_metode(som):
    with pytest.raises(DataFeil, match=f"utgave 2020: «som» er «{som}»"):
        les_sektorfil(med_neste_aar(som), "grunnskole.toml", "2020")


def test_tolv_kommuner_er_data_og_en_uten_nummer_sies_med_navn(monkeypatch):
    """Asker og Lillestrøm er med fra 2022 (METODE §0); numrene deres står ikke i kildene, så her er de oppdiktet."""
    tolv = [*sektorfil("grunnskole", "2019").utgave.kommuner, "Asker", "Lillestrøm"]
    raa = med_neste_aar("2019", kommuner=tolv)
    with pytest.raises(DataFeil, match="Asker, Lillestrøm har ikke noe kommunenummer for 2020"):
        les_sektorfil(raa, "grunnskole.toml", "2020")
    numre = kommunekoder(2020) | {"Asker": "9901", "Lillestrøm": "9902"}
    for modul in ("xlasss.sektorer", "xlasss.workbook.plan"):
        monkeypatch.setattr(f"{modul}.kommunekoder", lambda _aar: numre)
    ny = les_sektorfil(raa, "grunnskole.toml", "2020")
    assert {len(b.kommuner) for b in plan(ny).blokker} == {12}
    lagt_til = {e.til for e in endringer(sektorfil("grunnskole", "2019"), ny) if e.hva == "kommune"}
    assert lagt_til == {"Asker", "Lillestrøm"}
