"""Alt som kan gå galt hos SSB og på veien: én klar norsk linje, og ingenting halvt i lageret."""

import re

import pytest
from ssb_hjelp import bank
from ssb_tall import endret
from ssb_tjener import SsbTjener

from xlasss.datakilder.hent import Hva, hent, krev_brukbare
from xlasss.datakilder.register import Oppgave
from xlasss.datakilder.ssb import ssb
from xlasss.datakilder.ssb_http import Avvist, Forbindelse
from xlasss.datakilder.takt import LENGSTE_PAUSE, PER_MINUTT, VENTETIDER, Takt, pause
from xlasss.errors import Bruksfeil, Hentefeil

ETT = [Oppgave("12137", 2016)]
FORBIGAAENDE = {
    "429": "SSB sier at vi spør for ofte",
    "503": "SSB er stengt",
    "status:502": "SSB er nede",
    "avkortet": "svaret ble avbrutt underveis",
    "halvjson": "svaret er ikke hel JSON",
    "kropp:7b2276616c7565223a5b4e614e5d7d": "svaret er ikke hel JSON",  # {"value":[NaN]}
}
ENDELIGE = {
    "html": "svarte med en nettside, ikke med tall",
    "videre": "viser videre til https://innlogging.example",
    "status:500": r"SSB avviste spørsmålet \(HTTP 500\)",
    "status:400:Missing selection": r"\(HTTP 400, «Missing selection»\)",
    "status:403:Too many values selected": "uttrekket er for stort",
    "bombe": "svaret er over",
    "kropp:5b5d": "svaret er ikke slik SSB svarer",
}


@pytest.mark.parametrize("feil", FORBIGAAENDE)
def test_det_som_gaar_over_proeves_igjen_og_gir_da_det_samme_som_uten_feil(banken, lager, tjener, klokke, feil):
    tjener.feil.extend(["", "", feil])
    assert [u.hva for u in hent(ETT, banken, lager)] == [Hva.HENTET]
    assert klokke.pauser == [VENTETIDER[0]] and FORBIGAAENDE[feil] in klokke.ventet[0][1]


@pytest.mark.parametrize("feil", ["henger", "stum"])
def test_stopper_svaret_opp_ventes_det_ikke_lenger_enn_tidsgrensen(lager, tjener, klokke, slag, feil):
    banken = bank(tjener, klokke, slag, tidsgrense=1)
    tjener.feil.extend(["", "", feil])
    assert [u.hva for u in hent(ETT, banken, lager)] == [Hva.HENTET]
    assert f"{banken.forbindelse.adresse} svarte ikke innen 1 sekunder (tabell 12137 for 2016)" in klokke.ventet[0][1]


@pytest.mark.parametrize("feil", FORBIGAAENDE)
def test_det_som_ikke_gaar_over_gir_opp_etter_voksende_pauser_og_sier_at_det_kan_fortsette(
    banken, lager, tjener, klokke, feil
):
    tjener.feil.extend(["", "", *[feil] * 20])
    with pytest.raises(Hentefeil, match=FORBIGAAENDE[feil]) as unntak:
        list(hent(ETT, banken, lager))
    assert klokke.pauser == list(VENTETIDER) and "Ga opp etter 6 forsøk" in str(unntak.value)
    assert "tabell 12137 for 2016" in str(unntak.value) and "fortsetter det der det slapp" in str(unntak.value)
    assert lager.vintager() == []


@pytest.mark.parametrize("feil", ENDELIGE)
def test_det_som_ikke_hjelper_aa_proeve_igjen_stopper_med_en_gang(banken, lager, tjener, klokke, feil):
    tjener.feil.extend(["", "", feil])
    with pytest.raises(Hentefeil, match=ENDELIGE[feil]) as unntak:
        list(hent(ETT, banken, lager))
    assert klokke.pauser == [] and re.match(r"Henting av tabell 12137 for 2016: .*\.$", str(unntak.value))
    assert unntak.value.tiltak and lager.vintager() == []


@pytest.mark.parametrize("feil", ["html", "status:500", "kropp:7b7d", "status:404"])
def test_ogsaa_feil_i_beskrivelsen_sier_hva_som_ble_hentet(v2, lager, tjener, feil):
    tjener.feil.append(feil)
    with pytest.raises(Hentefeil, match="beskrivelsen av tabell 12137"):
        list(hent(ETT, v2, lager))


def test_en_kode_to_ganger_gir_500_uten_forklaring(v2, tjener):
    utvalg = {"selection": [{"variableCode": "Tid", "valueCodes": ["2016", "2016"]}]}
    tabell = v2.tabell("12137")
    utvalg["selection"] += [{"variableCode": d, "valueCodes": [k[0]]} for d, k in tabell.koder.items() if d != "Tid"]
    with pytest.raises(Avvist) as unntak:
        v2.forbindelse.json("/tables/12137/data", "prøven", utvalg)
    assert (unntak.value.status, unntak.value.kropp, unntak.value.json) == (500, b"", {})


@pytest.mark.parametrize(
    ("retry_after", "venter"),
    [("30", 30.0), ("1", 5.0), ("Sun, 22 Nov 2026 09:00:45 GMT", 45.0), ("snart", 5.0), ("", 5.0), ("-4", 5.0)],
)
def test_retry_after_gaar_foran_naar_den_er_lengst(banken, lager, tjener, klokke, retry_after, venter):
    tjener.feil.extend(["", "", f"429:{retry_after}"])
    list(hent(ETT, banken, lager))
    assert klokke.pauser == [venter]


def test_en_altfor_lang_pause_gis_opp_og_en_dato_som_er_forbi_er_ingen_pause(klokke):
    assert pause("Sun, 22 Nov 2026 08:00:00 GMT", 0, klokke) == VENTETIDER[0]
    assert pause(str(int(LENGSTE_PAUSE) + 1), 0, klokke) is None
    assert pause(None, len(VENTETIDER), klokke) is None


def test_det_spoerres_aldri_oftere_enn_tretti_ganger_i_minuttet(klokke):
    takt, kall = Takt(klokke), []
    for _ in range(200):
        takt.neste()
        kall.append(klokke.naa())
        klokke.tid += 0.3
    assert max(sum(t <= andre < t + 60 for andre in kall) for t in kall) == PER_MINUTT


def test_et_helt_aar_hentes_uten_at_serveren_sier_at_vi_spoer_for_ofte(v2, lager, tjener, klokke):
    v2.flest_celler()
    tjener.flest_celler = v2._flest = 7
    list(hent([Oppgave("12362", 2016)], v2, lager))
    assert len(tjener.kall) > 40 and not any("for ofte" in grunn for _, grunn in klokke.ventet)
    assert sum(klokke.pauser) < 60 * (len(tjener.kall) // PER_MINUTT + 1)  # bare takten holder det tilbake


FORKJAERTE = {
    "andre koder": lambda s: s["dimension"]["Tid"]["category"].update(index={"1999": 0}),
    "passer ikke med kodene": lambda s: s.update(size=[1, *s["size"][1:]]),
    "verdier, skal ha": lambda s: s["value"].pop(),
    "der det skal være et tall": lambda s: s["value"].__setitem__(0, "12,5"),
    "verken tall eller et av SSBs tegn": lambda s: (s["value"].__setitem__(0, None), s["status"].pop("0", None)),
    "står utenfor": lambda s: s["status"].update({"100000": ":"}),
    "ikke json-stat2": lambda s: s.pop("id"),
    "sier ikke når SSB sist oppdaterte": lambda s: s.pop("updated"),
}


@pytest.mark.parametrize("grunn", FORKJAERTE)
def test_et_svar_som_ikke_henger_sammen_blir_aldri_tall_i_lageret(v2, lager, grunn):
    ekte = v2.data

    def odelagt(*argumenter):
        svar, raa = ekte(*argumenter)
        FORKJAERTE[grunn](svar)
        return svar, raa

    v2.data = odelagt
    (utfall,) = hent(ETT, v2, lager)
    assert utfall.hva is Hva.UBRUKELIG and re.search(grunn, utfall.grunn)
    assert "tabell 12137 for 2016" in utfall.grunn and lager.vintager() == []
    with pytest.raises(Hentefeil, match=grunn):  # til en arbeidsbok trengs hver tabell
        krev_brukbare([utfall])


def test_rekkefoelgen_av_navnene_i_svaret_betyr_ingenting(v2, lager, tjener):
    list(hent(ETT, v2, lager))
    svar = tjener.tabeller["12137"].jsonstat()["dimension"]["KOKartkap0000"]["category"]
    assert list(svar["label"]) != list(svar["index"])
    assert lager.verdi("12137", "KOSbelop0000[KOKartkap0000=AGD13]", "Sandnes", 2016).verdi == 5_231_373


def test_verdiene_kan_staa_som_liste_eller_bare_de_som_finnes(v2, lager):
    ekte = v2.data

    def spredt(*argumenter):
        svar, raa = ekte(*argumenter)
        svar["value"] = {str(i): v for i, v in enumerate(svar["value"]) if v is not None}
        return svar, raa

    v2.data = spredt
    list(hent(ETT, v2, lager))
    assert lager.verdi("12137", "KOSbelop0000[KOKartkap0000=AGD13]", "Sandnes", 2016).verdi == 5_231_373


def test_svaret_er_pakket_paa_veien(v2, tjener, monkeypatch):
    sett = []
    ekte = v2.forbindelse._http.request
    monkeypatch.setattr(v2.forbindelse._http, "request", lambda *a, **k: sett.append(ekte(*a, **k)) or sett[-1])
    v2.tabell("12137")
    assert sett[0].headers["Content-Encoding"] == "gzip"


def test_en_server_som_ikke_er_der_sies_det_fra_om(klokke, lager):
    with SsbTjener({}) as borte:
        adresse = borte.v2
    banken = ssb(Forbindelse(adresse, tidsgrense=20, klokke=klokke))
    with pytest.raises(Hentefeil, match=f"får ikke kontakt med {adresse}"):
        list(hent(ETT, banken, lager))
    assert klokke.pauser == list(VENTETIDER)


@pytest.mark.parametrize("adresse", ["data.ssb.no", "ftp://data.ssb.no", "", "https://"])
def test_en_adresse_som_ikke_er_en_nettadresse_er_bruksfeil(adresse):
    with pytest.raises(Bruksfeil, match="ikke en nettadresse"):
        Forbindelse(adresse)


def test_feil_adresse_sier_at_det_er_adressen(tjener, klokke, lager):
    banken = ssb(Forbindelse(tjener.v2.replace("pxwebapi", "pxweb"), klokke=klokke))
    with pytest.raises(Hentefeil, match=r"adressen finnes ikke\. Sjekk --adresse"):
        list(hent(ETT, banken, lager))


def test_mellomtjeneren_til_systemet_brukes(monkeypatch, tjener, klokke):
    monkeypatch.setenv("http_proxy", tjener.v2.split("/api")[0])
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    banken = ssb(Forbindelse("http://ssb.example/api/pxwebapi/v2", tidsgrense=2, klokke=klokke))
    assert banken.tabell("12137").tittel.startswith("12137")
    assert tjener.kall[-1][1].startswith("http://ssb.example/")


def test_ssb_retter_bare_merknaden_ved_tallet_er_ogsaa_en_endring(v2, lager, tjener):
    oppdrag = [Oppgave("99001", 2019)]
    list(hent(oppdrag, v2, lager))
    nokkel = ("1102", "OPPDIKTET0", "2019")
    tjener.tabeller["99001"] = endret(tjener.tabeller["99001"], nokkel, (11.5, ""), "2026-11-20T07:00:00Z")
    etter = lager.siste_henting()
    list(hent(oppdrag, v2, lager))
    assert [(e.fra.tegn, e.til.tegn) for e in lager.endringer(etter)] == [("..", "")]
