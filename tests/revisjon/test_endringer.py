"""Hva som er endret mellom to utgaver av metoden: i kjernen, i teksten og i JSON-dokumentet."""

import json
from dataclasses import replace

import pytest

from xlasss.begreper import Maal, Snitt, Status
from xlasss.endringer import IKKE_FUNNET, Slag, endringer, fellesendringer
from xlasss.errors import UkjentNavn
from xlasss.kilder import kilder
from xlasss.parametre import Parameter, parametre
from xlasss.rapport.endringer import bygg_linje, tekst
from xlasss.revisjon.sammenlign import Sammenligning, finn_utgave, sammenlign
from xlasss.sektorer import sektorer, sektorfil, utgaver
from xlasss.tverrfiler import malfil, tverrfiler

BEGGE = [s for s in sektorer() if {"2017", "2019"} <= set(utgaver(s))]
MOTSATT = {Slag.LAGT_TIL: Slag.FJERNET, Slag.FJERNET: Slag.LAGT_TIL}


def grunnskole(utgave: str):
    return sektorfil("grunnskole", utgave)


def funn(fra=None, til=None, rader=None, **like):
    alle = endringer(fra or grunnskole("2017"), til or grunnskole("2019"), rader)
    return [e for e in alle if all(getattr(e, n) == v for n, v in like.items())]


def med_indikator(fil, nokkel: str, **felt):
    nye = tuple(replace(i, **felt) if i.nokkel == nokkel else i for i in fil.indikatorer)
    return replace(fil, indikatorer=nye)


def vekt(utgave: str, aar: int, indikator: str, trykt: str, enhet: str = "prosent") -> Parameter:
    status = Status.PUBLISERT if trykt else Status.MANGLER
    return Parameter("vekt", utgave, aar, aar, "grunnskole", "", indikator, trykt, "", "", enhet, "sandnes_2017", "1",
                     status, "")  # fmt: skip


# --- metoden


@pytest.mark.parametrize("sektor", BEGGE)
def test_tjenesteprofilen_gikk_fra_uveid_til_veid_og_ingen_andre_maal_skiftet_snitt(sektor):
    fra, til = sektorfil(sektor, "2017"), sektorfil(sektor, "2019")
    snitt = funn(fra, til, hva="metode", felt="snitt")
    assert {(e.slag, e.fra, e.til) for e in snitt} == {(Slag.ENDRET, "uveid", "veid")}
    assert len(snitt) == len(fra.blokker(Maal.TJENESTEPROFIL))
    assert all(e.noekkel.startswith("tjenesteprofil") for e in snitt)


def test_indikatorene_med_stjerne_er_fortsatt_uveid_og_de_andre_i_profilen_er_veid():
    snitt = {e.noekkel.removeprefix("tjenesteprofil/") for e in funn(hva="indikator", felt="snitt")}
    assert snitt == {
        "netto_utgift_per_elev",
        "gruppestorrelse",
        "spesialundervisning_andel",
        "spesialundervisning_timer",
    }


def test_et_snitt_som_ikke_er_funnet_for_indikatoren_leses_ikke_av_den_veide_profilen():
    po = [sektorfil("pleie_og_omsorg", u) for u in ("2017", "2019")]
    rad = funn(*po, noekkel="tjenesteprofil/67+/bistandsbehov_67", felt="snitt")
    assert [(e.slag, e.fra, e.til) for e in rad] == [(Slag.IKKE_FUNNET, "uveid", IKKE_FUNNET)]


def test_funksjoner_som_ikke_er_funnet_er_ikke_endret_til_ingenting():
    rader = funn(hva="metode", felt="funksjoner")
    assert {e.noekkel: (e.slag, e.fra, e.til) for e in rader} == {
        "ressursbruk": (Slag.IKKE_FUNNET, "202, 213, 215, 222, 223", IKKE_FUNNET),
        "produksjonsindeks": (Slag.IKKE_FUNNET, "202, 215, 222, 223", IKKE_FUNNET),
        "tjenesteprofil": (Slag.IKKE_FUNNET, "202", IKKE_FUNNET),
    }


def test_nye_funksjoner_nytt_snitt_og_et_maal_som_er_borte_blir_funnet():
    fra = grunnskole("2017")
    bruk, prod, *resten = fra.maal
    til = replace(fra, maal=(replace(bruk, funksjoner=(202, 215), snitt=Snitt.UVEID), *resten))
    assert [(e.noekkel, e.slag, e.felt, e.til) for e in funn(fra, til, hva="metode")] == [
        ("ressursbruk", Slag.ENDRET, "snitt", "uveid"),
        ("ressursbruk", Slag.ENDRET, "funksjoner", "202, 215"),
        (prod.maal, Slag.FJERNET, "", ""),
    ]


# --- indikatorene


def test_skolebidrag_er_lagt_til_i_indeksen_og_proevene_staar_ikke_lenger_der():
    rader = {e.noekkel: e for e in funn(hva="indikator", felt="") if e.noekkel.startswith("produksjonsindeks/")}
    nye = {k.partition("/")[2] for k, e in rader.items() if e.slag is Slag.LAGT_TIL}
    borte = {k.partition("/")[2] for k, e in rader.items() if e.slag is Slag.FJERNET}
    assert nye == {"skolebidrag_1_4", "skolebidrag_5_7", "skolebidrag_8_10"}
    assert borte == {"np5", "np8", "eksamen", "grunnskolepoeng", "sfo"}


def test_det_som_mangler_i_en_utgave_uten_rapport_er_merket_ikke_funnet_og_i_en_rapport_finnes_det_ikke():
    assert {e.til for e in funn(hva="indikator", slag=Slag.FJERNET)} == {IKKE_FUNNET}
    assert {e.fra for e in funn(hva="indikator", slag=Slag.LAGT_TIL)} == {""}


@pytest.mark.parametrize("sektor", [s for s in BEGGE if s not in ("grunnskole", "eiendomsforvaltning")])
def test_en_indeks_uten_en_eneste_indikator_er_ikke_funnet_og_ikke_fjernet(sektor):
    fra, til = sektorfil(sektor, "2017"), sektorfil(sektor, "2019")
    rader = [e for e in funn(fra, til, hva="indikator") if e.noekkel.startswith("produksjonsindeks/")]
    assert len(rader) == len(fra.indikatorer_i(Maal.PRODUKSJONSINDEKS))
    assert {(e.slag, e.til) for e in rader} == {(Slag.IKKE_FUNNET, IKKE_FUNNET)}


@pytest.mark.parametrize(
    ("felt", "ny"),
    [("navn", "Noe annet"), ("enhet", "timer"), ("formel", "(A/B)"), ("teller", "A"), ("nevner", "B"),
     ("snitt", "veid"), ("ssb_tabeller", ("1", "2")), ("desimaler", 2), ("retning", "lav"), ("minst", 5)],
)  # fmt: skip
def test_hvert_felt_i_en_indikator_blir_sammenlignet(felt, ny):
    fra = grunnskole("2017")
    rader = endringer(fra, med_indikator(fra, "gruppestorrelse", **{felt: ny}))
    assert [(e.noekkel, e.felt) for e in rader] == [("tjenesteprofil/gruppestorrelse", felt)]
    assert rader[0].til == ("1, 2" if felt == "ssb_tabeller" else str(ny))
    assert rader[0].slag is (Slag.IKKE_FUNNET if felt in ("formel", "retning") else Slag.ENDRET)


def test_kort_og_lang_strek_er_samme_tekst():
    fra = grunnskole("2017")
    a, b = (med_indikator(fra, "gruppestorrelse", nevner=f"Innbyggere 6{strek}9 år") for strek in "–-")
    assert endringer(a, b) == []


def test_samme_nokkel_i_to_profiler_er_to_indikatorer():
    fra = sektorfil("kommunehelse", "2017")
    nye = tuple(i for i in fra.indikatorer if (i.profil, i.nokkel) != ("2", "leger"))
    assert [e.noekkel for e in endringer(fra, replace(fra, indikatorer=nye))] == ["tjenesteprofil/2/leger"]


# --- vektene, kommunene, grensen og kildene


def test_vekter_uten_noen_rad_i_den_andre_utgaven_er_ikke_funnet():
    rader = funn(hva="vekt")
    assert {e.slag for e in rader} == {Slag.IKKE_FUNNET} and {e.til for e in rader} == {IKKE_FUNNET}
    assert ("vekt.grunnskole.sfo", "8,4 prosent") in {(e.noekkel, e.fra) for e in rader}


def test_en_ny_vekt_er_endret_og_vekten_til_en_indikator_som_er_ute_er_fjernet():
    rader = [
        vekt("2017", 2016, "laeringsmiljo", "18.3"), vekt("2017", 2016, "sfo", "8.4"), vekt("2017", 2016, "np5", ""),
        vekt("2019", 2019, "laeringsmiljo", "20"), vekt("2019", 2019, "skolebidrag_1_4", "30"),
    ]  # fmt: skip
    slag = {e.noekkel.rpartition(".")[2]: (e.slag, e.fra, e.til) for e in funn(rader=rader, hva="vekt")}
    assert slag == {
        "laeringsmiljo": (Slag.ENDRET, "18,3 prosent", "20 prosent"),
        "sfo": (Slag.FJERNET, "8,4 prosent", ""),
        "np5": (Slag.FJERNET, IKKE_FUNNET, ""),
        "skolebidrag_1_4": (Slag.LAGT_TIL, "", "30 prosent"),
    }


def test_en_vekt_som_mangler_i_begge_utgavene_er_ingen_forskjell():
    rader = [vekt("2017", 2016, "sfo", ""), vekt("2019", 2019, "sfo", "")]
    assert funn(rader=rader, hva="vekt") == [] and funn(rader=rader[:1], hva="vekt") == []


def test_nye_kommuner_og_en_ny_grense_blir_funnet():
    fra = grunnskole("2017")
    kommuner = (*(k for k in fra.utgave.kommuner if k != "Oslo"), "Asker")
    til = replace(fra, utgave=replace(fra.utgave, kommuner=kommuner, minst=9))
    assert [(e.hva, e.slag, e.fra, e.til) for e in endringer(fra, til)] == [
        ("kommune", Slag.FJERNET, "Oslo", ""),
        ("kommune", Slag.LAGT_TIL, "", "Asker"),
        ("minst", Slag.ENDRET, "10", "9"),
    ]


def test_kildene_er_kjente_og_rapporten_fra_2017_er_ikke_kilde_for_2019():
    rader = funn(hva="kilde")
    assert {e.noekkel for e in rader} <= set(kilder())
    assert ("sandnes_2017", Slag.FJERNET) in {(e.noekkel, e.slag) for e in rader}


def test_det_som_gjelder_alle_sektorene_staar_for_seg():
    to = grunnskole("2017").utgave, grunnskole("2019").utgave
    assert {e.noekkel for e in fellesendringer(*to)} == {p.navn for p in parametre() if not p.sektor}


# --- egenskapene


@pytest.mark.parametrize("sektor", sektorer())
def test_en_utgave_mot_seg_selv_gir_ingenting(sektor):
    for u in utgaver(sektor):
        assert endringer(sektorfil(sektor, u), sektorfil(sektor, u)) == []


@pytest.mark.parametrize("sektor", BEGGE)
def test_den_andre_veien_er_alt_speilvendt(sektor):
    a, b = sektorfil(sektor, "2017"), sektorfil(sektor, "2019")
    frem, tilbake = endringer(a, b), endringer(b, a)
    speil = {replace(e, slag=MOTSATT.get(e.slag, e.slag), fra=e.til, til=e.fra) for e in tilbake}
    assert speil == set(frem) and len(frem) == len(tilbake) == len(speil)


@pytest.mark.parametrize("sektor", BEGGE)
def test_ikke_funnet_staar_paa_akkurat_en_side_og_aldri_som_endret(sektor):
    for e in endringer(sektorfil(sektor, "2017"), sektorfil(sektor, "2019")):
        assert e.fra != e.til
        if e.slag is Slag.ENDRET:
            assert IKKE_FUNNET not in (e.fra, e.til) and e.fra and e.til, e
        if e.slag is Slag.IKKE_FUNNET:
            assert (e.fra == IKKE_FUNNET) != (e.til == IKKE_FUNNET), e


# --- kommandoen


def test_teksten_er_delt_etter_sektor_og_sier_fra_om_det_som_ikke_er_funnet(xlasss):
    kode, ut, feil = xlasss("endringer", "2017", "2019")
    assert (kode, feil) == (0, "")
    assert "snitt: «uveid» → «veid»" in ut and "KOSTRA-funksjoner: ikke funnet i 2019; i 2017 «202»" in ut
    assert all(f"\n{sektorfil(s).navn}: " in ut for s in BEGGE)
    assert "Samferdsel: ikke funnet i utgave 2017" in ut and "har ingen rapport å holdes mot" in ut
    assert "Ikke funnet i 2019: Læringsmiljø (i 2017: 18,3 prosent)" in ut


@pytest.mark.parametrize("sektor", BEGGE)
def test_teksten_har_med_hver_eneste_endring(sektor):
    for to in (("2017", "2019"), ("2019", "2017")):
        s = sammenlign(*to, sektor)
        linjer = "\n".join(tekst(s))
        for e in s.alle:
            if e.hva in ("metode", "indikator"):
                assert all(v in linjer for v in (e.fra, e.til) if v), e
        assert linjer.count("Lagt til:") == sum(e.slag is Slag.LAGT_TIL for e in s.alle)
        assert linjer.count("Fjernet:") == sum(e.slag is Slag.FJERNET for e in s.alle)


def test_en_utgave_mot_seg_selv_sier_at_det_ikke_er_forskjeller(xlasss):
    kode, ut, _ = xlasss("endringer", "2017", "2017", "--sektor", "grunnskole")
    assert kode == 0 and ut.endswith("Grunnskole: ingen forskjeller\n")


def test_en_tverrgaaende_bok_som_mangler_utgaven_er_nevnt_ved_navn():
    tom = Sammenligning(finn_utgave("2017", BEGGE), finn_utgave("2019", BEGGE), (), (), {"regnskap": "ikke funnet"})
    assert "  Regnskap: ikke funnet" in list(tekst(tom))


def test_et_dataaar_er_utgaven_det_hoerer_til_naar_ingen_utgave_heter_det(xlasss):
    assert finn_utgave("2016", BEGGE).utgave == "2017" and finn_utgave("2019", BEGGE).utgave == "2019"
    assert xlasss("endringer", "2016", "2019")[1] == xlasss("endringer", "2017", "2019")[1]


def test_json_er_ett_dokument_med_alle_endringene(xlasss):
    kode, ut, feil = xlasss("endringer", "2017", "2019", "--sektor", "grunnskole", "--json")
    dokument = json.loads(ut)
    assert (kode, feil) == (0, "")
    assert dokument["fra"] == {"utgave": "2017", "aar": 2016} and dokument["til"] == {"utgave": "2019", "aar": 2019}
    assert len(dokument["endringer"]) == len(funn()) == sum(dokument["sum"].values())
    assert all(list(e) == ["sektor", "hva", "noekkel", "slag", "felt", "fra", "til"] for e in dokument["endringer"])
    alle = json.loads(xlasss("endringer", "2017", "2019", "--json")[1])
    assert {x["sektor"] for x in alle["ikke_sammenlignet"]} == set(sektorer()) - set(BEGGE)


@pytest.mark.parametrize(
    ("argumenter", "ord_"),
    [
        (["2017", "2031"], ["«2031»", "2017 (dataår 2016)", "2019 (dataår 2019)"]),
        (["ny", "2019"], ["«ny»", "2017 (dataår 2016)"]),
        (["2017", "2019", "--sektor", "samferdsel"], ["«2017»", "samferdsel", "2019 (dataår 2019)"]),
        (["2017", "2019", "--sektor", "skole"], ["«skole»", "grunnskole"]),
        (["2017"], ["Mangler argumentet B"]),
    ],
)
def test_ukjent_utgave_og_sektor_gir_en_klar_linje_og_kode_2(xlasss, argumenter, ord_):
    kode, ut, feil = xlasss("endringer", *argumenter)
    assert (kode, ut) == (2, "") and feil.count("\n") == 1
    assert all(o in feil for o in ord_), feil


def test_ukjent_utgave_er_et_ukjent_navn():
    with pytest.raises(UkjentNavn):
        finn_utgave("2018", ["grunnskole"])


def test_bygg_med_en_annen_utgave_sier_hvor_mange_forskjeller_og_hvordan_de_vises(xlasss):
    kode, ut, _ = xlasss("bygg", "grunnskole", "--utgave", "2019", "--ut", "her")
    laget, linje = ut.splitlines()
    antall = sum(e.slag is not Slag.IKKE_FUNNET for e in funn())
    assert kode == 0 and laget.startswith("Laget ") and f"mot 2017: {antall} forskjeller" in linje
    assert "«xlasss endringer 2017 2019 --sektor grunnskole»" in linje
    dokument = json.loads(xlasss("bygg", "grunnskole", "--utgave", "2019", "--ut", "her", "--json")[1])
    assert list(dokument) == ["filer"]


@pytest.mark.parametrize("bok", tverrfiler())
def test_aarene_i_en_tverrgaaende_bok_er_ikke_en_endring_og_bare_satser_og_kilder_skiller_utgavene(bok):
    """Det er dette meldingen fra «bygg --mot» sier om dem."""
    funn = endringer(malfil(bok, "2017"), malfil(bok, "2019"))
    assert {e.hva for e in funn} <= {"vekt", "kilde"}


def test_et_annet_aar_enn_utgavens_er_en_endring_i_navnet():
    fil = malfil("regnskap", "2017")
    ny = replace(fil, indikatorer=tuple(replace(i, navn=i.navn.replace("2015", "2014")) for i in fil.indikatorer))
    assert {e.felt for e in endringer(fil, ny)} == {"navn"}


def test_bygg_linjen_er_tom_for_den_vanlige_utgaven_og_for_en_sektor_med_bare_en():
    assert bygg_linje(grunnskole("2017")) == "" and bygg_linje(sektorfil("samferdsel", "2019")) == ""
