"""Fra den falske statistikkbanken til lageret, over ekte HTTP."""

import json

import pytest
from ssb_tall import INNHOLD, REGION, TID, ekte_tabeller, endret, oppdiktede_tabeller, oppdiktet

from xlasss.datakilder.hent import Hva, hent, velg
from xlasss.datakilder.indikatorer import indikatorer
from xlasss.datakilder.lager import variabel
from xlasss.datakilder.register import Oppgave, kjente_koder, oppgaver, register, tabeller
from xlasss.datakilder.verdier import dimensjoner
from xlasss.errors import Hentefeil, UkjentNavn
from xlasss.kommunenumre import kommunekoder

AGD23 = variabel("KOSbelop0000", KOKartkap0000="AGD23")
TO_AAR = [Oppgave("12137", 2015), Oppgave("12137", 2016)]


def test_begge_grensesnittene_gir_lageret_det_samme_tallet_med_enhet_desimaler_og_kilde(banken, lager):
    assert [u.hva for u in hent(TO_AAR, banken, lager)] == [Hva.HENTET] * 2
    v = lager.verdi("12137", AGD23, "Sandnes", 2016)
    assert (v.verdi, v.tegn, v.enhet, v.desimaler) == (258834.0, "", "1000 kr", 0)
    assert (v.vintage, v.hentet) == ("2026-06-15T06:00:00Z", "2026-11-22T09:00:00Z")
    assert v.kilde == "Kilde: Statistisk sentralbyrå, tabell 12137"


def test_svaret_fra_ssb_er_tatt_vare_paa_byte_for_byte(banken, lager, tjener):
    list(hent(TO_AAR[:1], banken, lager))
    assert lager.raa_svar("12137", 2015) == tjener.sendt[-1:]


@pytest.mark.parametrize("aar", [2015, 2017, 2018, 2019, 2020, 2023, 2024])
def test_det_spoerres_bare_med_kodene_som_gjaldt_det_aaret(v2, lager, tjener, aar):
    list(hent([Oppgave("12137", aar)], v2, lager))
    assert tjener.spurt[-1][REGION] == list(kommunekoder(aar).values()) and tjener.spurt[-1][TID] == [str(aar)]


def test_nullen_ssb_fyller_utloepte_koder_med_kommer_aldri_i_lageret(banken, lager, tjener):
    assert tjener.tabeller["99001"].celle(("4601", "OPPDIKTET0", "2019")) == (0.0, "")  # slik lyver SSB
    list(hent([Oppgave("99001", 2019)], banken, lager))
    assert lager.verdi("99001", "OPPDIKTET0", "4601", 2019) is None
    assert lager.verdi("99001", "OPPDIKTET0", "Bergen", 2019).tegn == ":"


def test_alle_tegnene_beholdes_ogsaa_merknaden_ved_siden_av_et_tall(banken, lager):
    list(hent([Oppgave("99001", 2019)], banken, lager))
    celler = {k: lager.verdi("99001", "OPPDIKTET0", k, 2019) for k in ("Sandnes", "Oslo", "Stavanger", "Bærum")}
    assert {k: (v.verdi, v.tegn, v.celle) for k, v in celler.items()} == {
        "Sandnes": (11.5, "..", 11.5),
        "Oslo": (None, "..", ".."),
        "Stavanger": (None, "...", "..."),
        "Bærum": (None, ".", "."),
    }
    assert lager.verdi("99001", "OPPDIKTET0", "Fredrikstad", 2019).celle == "-"


def test_hentes_det_samme_en_gang_til_spoerres_ikke_etter_tallene(banken, lager, tjener):
    list(hent(TO_AAR, banken, lager))
    antall = len(tjener.spurt)
    assert [u.hva for u in hent(TO_AAR, banken, lager)] == [Hva.UENDRET] * 2
    assert all(len(koder) == 1 for sporsmaal in tjener.spurt[antall:] for koder in sporsmaal.values())  # v0: datoen


def test_etter_et_avbrudd_hentes_bare_det_som_mangler(banken, lager, tjener):
    tjener.feil.extend(["", "", "", "html"])
    with pytest.raises(Hentefeil, match="tabell 12137 for 2016"):
        list(hent(TO_AAR, banken, lager))
    assert lager.verdi("12137", AGD23, "Sandnes", 2015) and lager.verdi("12137", AGD23, "Sandnes", 2016) is None
    assert [u.hva for u in hent(TO_AAR, banken, lager)] == [Hva.UENDRET, Hva.HENTET]


def test_naar_ssb_retter_et_tall_staar_det_gamle_ved_siden_av_det_nye(v2, lager, tjener):
    list(hent(TO_AAR, v2, lager))
    nokkel = ("1102", "AGD23", "KOSbelop0000", "2016")
    tjener.tabeller["12137"] = endret(tjener.tabeller["12137"], nokkel, (300_000, ""), "2026-11-20T07:00:00Z")
    etter = lager.siste_henting()
    assert [u.hva for u in hent(TO_AAR, v2, lager)] == [Hva.HENTET] * 2
    assert lager.verdi("12137", AGD23, "Sandnes", 2016).verdi == 300_000
    assert lager.verdi("12137", AGD23, "Sandnes", 2016, per="2026-11-01").verdi == 258_834
    (endringen,) = lager.endringer(etter)
    assert (endringen.fra.verdi, endringen.til.verdi, endringen.til.kommunekode) == (258_834, 300_000, "1102")


def test_et_stort_uttrekk_deles_under_grensen_og_lagres_som_ett(v2, lager, tjener):
    tjener.flest_celler = 15
    list(hent([Oppgave("12137", 2016)], v2, lager))
    assert all(len(s[REGION]) * len(s["KOKartkap0000"]) * len(s[INNHOLD]) <= 15 for s in tjener.spurt)
    assert len(lager.raa_svar("12137", 2016)) == len(tjener.spurt) > 3
    assert lager.verdi("12137", AGD23, "Sandnes", 2016).verdi == 258_834


def test_oppdaterer_ssb_tabellen_midt_i_hentingen_lagres_ingenting_av_aaret(v2, lager, tjener):
    tjener.flest_celler = 90
    ssb_data = v2.data
    v2.data = lambda *a: (ssb_data(*a), setattr(tjener.tabeller["12137"], "oppdatert", "2026-11-22T07:00:00Z"))[0]
    with pytest.raises(Hentefeil, match="SSB oppdaterte tabellen mens vi hentet den"):
        list(hent([Oppgave("12137", 2016)], v2, lager))
    assert lager.vintager() == []


def test_et_aar_tabellen_ikke_har_og_en_tabell_ssb_ikke_har_stopper_ikke_resten(banken, lager):
    oppdrag = [Oppgave("99999", 2016), Oppgave("12137", 1999), Oppgave("12137", 2016)]
    assert [u.hva for u in hent(oppdrag, banken, lager)] == [Hva.UKJENT, Hva.UTEN_AARET, Hva.HENTET]


def test_en_kode_ssb_ikke_har_nevnes_og_spoerres_det_ikke_etter(v2, lager, tjener):
    (utfall,) = hent([Oppgave("12137", 2016)], v2, lager)
    kjente = set(kjente_koder("12137")["KOKartkap0000"])
    assert set(utfall.mangler) == kjente - set(tjener.tabeller["12137"].dimensjoner["KOKartkap0000"]) != set()
    assert set(tjener.spurt[-1]["KOKartkap0000"]) <= kjente


def test_hver_kode_en_indikator_regnes_av_spoerres_det_etter():
    for en in indikatorer().values():
        for nr, variabelen in en.variabler:
            for dimensjon, kode in dimensjoner(variabelen).items():
                assert kode in kjente_koder(nr).get(dimensjon, (kode,)), (en.nokkel, dimensjon)


def test_en_kode_en_indikator_trenger_nevnes_ogsaa_naar_hele_dimensjonen_hentes(v2, lager, tjener):
    tjener.tabeller |= oppdiktede_tabeller()
    (utfall,) = hent([Oppgave("12286", 2016)], v2, lager)
    assert utfall.hva is Hva.HENTET and utfall.mangler == ()
    navnene = tjener.tabeller["12286"].dimensjoner["ContentsCode"]
    del navnene["KOSbvbarnuspinnb0000"]
    tjener.tabeller["12286"].oppdatert = "2026-11-20T07:00:00Z"
    (utfall,) = hent([Oppgave("12286", 2016)], v2, lager)
    assert utfall.hva is Hva.HENTET and utfall.mangler == ("KOSbvbarnuspinnb0000",)
    assert tjener.spurt[-1]["ContentsCode"] == ["KOSbvbarnus0000"]


def test_finnes_ingen_av_kodene_vi_kjenner_sies_det_hvilken_tabell_og_dimensjon(v2, tjener):
    tjener.tabeller["12137"].dimensjoner["KOKartkap0000"] = {"NY": "ny"}
    with pytest.raises(Hentefeil, match=r"Tabell 12137 .* KOKartkap0000"):
        velg(v2.tabell("12137"), 2016)


ODELAGT = {
    "har ingen av kodene vi kjenner i KOKartkap0000": lambda t: t.dimensjoner.update(KOKartkap0000={"NY": "ny"}),
    "er ikke fordelt på kommuner": lambda t: t.dimensjoner.pop(REGION),
    "mangler ContentsCode eller Tid": lambda t: t.dimensjoner.pop(TID),
}


@pytest.mark.parametrize("grunn", ODELAGT)
def test_en_tabell_som_ikke_kan_brukes_nevnes_med_grunn_og_de_andre_hentes(v2, lager, tjener, grunn):
    ODELAGT[grunn](tjener.tabeller["12137"])
    oppdrag = [*TO_AAR, Oppgave("12362", 2016)]
    utfall = list(hent(oppdrag, v2, lager))
    assert [u.hva for u in utfall] == [Hva.UBRUKELIG, Hva.UBRUKELIG, Hva.HENTET]
    assert all(grunn in u.grunn and "12137" in u.grunn for u in utfall[:2]) and utfall[2].grunn == ""
    assert lager.vintager("12362") and not lager.vintager("12137")


def test_paa_nytt_spoer_igjen_og_lagrer_bare_naar_tallene_er_andre(banken, lager, tjener):
    list(hent(TO_AAR, banken, lager))
    assert [u.hva for u in hent(TO_AAR, banken, lager, paa_nytt=True)] == [Hva.UENDRET] * 2
    tabell = tjener.tabeller["12137"]
    nokkel = ("1102", "AGD23", "KOSbelop0000", "2016")
    tjener.tabeller["12137"] = endret(tabell, nokkel, (300_000, ""), tabell.oppdatert)  # SSB sier ikke fra
    etter = lager.siste_henting()
    assert [u.hva for u in hent(TO_AAR, banken, lager)] == [Hva.UENDRET] * 2
    assert [u.hva for u in hent(TO_AAR, banken, lager, paa_nytt=True)] == [Hva.UENDRET, Hva.HENTET]
    assert lager.verdi("12137", AGD23, "Sandnes", 2016).verdi == 300_000
    assert [(e.fra.verdi, e.til.verdi) for e in lager.endringer(etter)] == [(258_834, 300_000)]


def test_en_kode_ssb_har_tatt_ut_svarer_ikke_lenger_som_gjeldende(v2, lager, tjener):
    list(hent(TO_AAR, v2, lager))
    tabell = tjener.tabeller["12137"]
    tabell.dimensjoner["KOKartkap0000"] = {k: n for k, n in tabell.dimensjoner["KOKartkap0000"].items() if k != "AGD23"}
    tabell.oppdatert = "2026-11-20T07:00:00Z"
    (utfall,) = hent(TO_AAR[1:], v2, lager)
    assert utfall.hva is Hva.HENTET and "AGD23" in utfall.mangler
    assert lager.verdi("12137", AGD23, "Sandnes", 2016) is None
    assert lager.verdi("12137", AGD23, "Sandnes", 2016, per="2026-11-01").verdi == 258_834
    assert lager.verdi("12137", AGD23, "Sandnes", 2015).verdi == 163_448  # 2015 er ikke hentet igjen
    (punkt,) = lager.indikator("netto_driftsresultat_andel", kommuner=["Sandnes"], aar=[2016])
    assert punkt.verdi is None and len(punkt.ledd) == 1


def test_en_tabell_uten_kommuner_avvises(v2, tjener):
    del tjener.tabeller["99001"].dimensjoner[REGION]
    with pytest.raises(Hentefeil, match="ikke fordelt på kommuner"):
        velg(v2.tabell("99001"), 2019)


def test_en_kode_som_blir_borte_etter_beskrivelsen_gir_en_feil_og_ingenting_lagres(banken, lager, tjener):
    tjener.tabeller["12137"].feilkoder.add("AGD23")
    with pytest.raises(Hentefeil, match=r"12137 for 2016: SSB avviste spørsmålet \(HTTP 400, «Non-existent value»\)"):
        list(hent([Oppgave("12137", 2016)], banken, lager))
    assert lager.vintager() == []


def test_oppdiktede_tall_er_merket_og_har_et_nummer_ssb_ikke_bruker():
    tabell = oppdiktet()
    assert "OPPDIKTET" in tabell.tittel and tabell.nr not in register() and tabell.nr.startswith("99")
    assert set(ekte_tabeller()) == {"12137", "12362", "13551"} <= set(register())


def test_sektorfilene_registeret_og_indikatorene_sier_hva_som_hentes():
    assert tabeller("grunnskole") == ["11977", "12222", "12285", "12367"]
    assert {"12137", "12362"} <= set(tabeller("eiendomsforvaltning"))
    assert set(tabeller()) <= set(register()) and "12134" in tabeller("regnskap")
    with pytest.raises(UkjentNavn, match="Sektorene er"):
        tabeller("bibliotek")


def test_folketall_hentes_for_aaret_etter_og_utgaatte_tabeller_bare_saa_lenge_de_varte():
    assert oppgaver([2016], "befolkning") == [Oppgave("07459", 2017), Oppgave("11805", 2016)]
    assert Oppgave("12562", 2020) in oppgaver([2020], "barnehage")
    assert not any(o.tabell == "12562" for o in oppgaver([2021], "barnehage"))
    assert {o.tabell for o in oppgaver([2022], "sosiale_tjenester")} >= {"13995", "14019"}
    assert oppgaver([2021], valgte=["12562", "07459"]) == [Oppgave("12562", 2021), Oppgave("07459", 2022)]


def test_ubekreftede_titler_er_ikke_gjettet_og_kodene_har_belegg():
    assert all(r.tittel == "(tittel ikke bekreftet)" or r.nr == "12135" for r in register().values() if not r.bekreftet)
    assert all(kjente_koder(nr) is not None and set(kjente_koder(nr)) for nr in ("12137", "12362", "12367"))


def test_spoersmaalet_i_lageret_sier_hva_det_ble_spurt_om(v2, lager):
    list(hent([Oppgave("12137", 2016)], v2, lager))
    (rad,) = lager._rader("SELECT sporring, adresse, tittel FROM henting")
    assert json.loads(rad[0])["koder"][TID] == ["2016"] and rad[1] == v2.forbindelse.adresse
    assert rad[2].startswith("12137: Finansielle nøkkeltall")
