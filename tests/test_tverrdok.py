"""Sidene om de tverrgående arbeidsbøkene er det koden lager av dataene."""

import re

import pytest

from xlasss.rapport.tverrdok import sider
from xlasss.rapport.tverrspraak import brukt, regning, uttrykk
from xlasss.revisjon.fasit import dommer
from xlasss.tverrfiler import tverrfil, tverrfiler


@pytest.fixture(scope="module")
def laget():
    return sider()


def felt(fil, tabell, nokkel):
    t = next(t for t in fil.tabeller if t.nokkel == tabell)
    return fil, t, next(f for f in (*t.kolonner, *t.resultater) if f.nokkel == nokkel)


def test_sidene_i_docs_er_de_som_lages_av_filene(rot, laget):
    mappe = rot / "docs" / "tverrgaende"
    funnet = {fil.name: fil.read_text(encoding="utf-8") for fil in mappe.glob("*.md")}
    assert funnet == laget, "Kjør python -m xlasss.rapport.tverrdok."


def test_hver_arbeidsbok_har_en_side_og_den_staar_i_oversikten(laget):
    assert set(laget) == {f"{n}.md" for n in tverrfiler()} | {"README.md"}
    assert all(f"({n}.md)" in laget["README.md"] for n in tverrfiler())


@pytest.mark.parametrize("navn", tverrfiler())
def test_hver_tabell_hver_kolonne_og_hvert_resultat_er_paa_siden(navn, laget):
    fil, side = tverrfil(navn), laget[f"{navn}.md"]
    for t in fil.tabeller:
        assert f"`{t.nokkel}`" in side
        assert all(f"| `{f.nokkel}` |" in side for f in (*t.kolonner, *t.resultater))
    assert side.count("\n## ") == side.count("\nFasit: ") + ("\n## Satser" in side)


@pytest.mark.parametrize("navn", tverrfiler())
def test_ingen_henvisning_staar_igjen_slik_filen_skriver_den(navn, laget):
    fil, side = tverrfil(navn), laget[f"{navn}.md"]
    nokler = "|".join(t.nokkel for t in fil.tabeller)
    assert re.findall(rf"(?<!`)\b(?:{nokler}|parameter|matrise)(?:\[-?\d\])?\.[a-z]\w*", side) == []
    assert not re.search(r":(alle|ovrige|resten|landet)\b|\.\.[a-z]", side)


def test_regningen_leses_paa_norsk():
    fil, t, f = felt(tverrfil("regnskap"), "hovedtall", "netto_investeringsutgifter")
    assert uttrykk(fil, t, f.regnes) == (
        "100 · («Brutto investeringsutgifter» (Beløp i 1000 kr) − «Tilskudd, refusjoner og salg» (Beløp i 1000 kr)) / "
        "«Driftsinntekter» (Beløp i 1000 kr)"
    )
    assert brukt(fil, t, f).endswith("; ellers det som er fylt ut")
    assert regning(*felt(tverrfil("regnskap"), "inntektsvekst", "mot_ovrige")) == (
        "[ASSS_AVVIK](../funksjoner/ASSS_AVVIK.md)(«Frie inntekter»; «Frie inntekter» (øvrige ASSS); «prosentenheter»)"
    )


def test_satser_og_andre_aar_nevnes_ved_navn():
    fil = tverrfil("utgiftsbehov_og_ressursbruk")
    _, t, f = felt(fil, "kriterier_barnevern", "k2")
    assert brukt(fil, t, f) == (
        "det som er fylt ut; ikke med når «Vekter i delkostnadsnøklene» (barnevern, kriterium 2) er 0"
    )
    fil, t, f = felt(tverrfil("regnskap"), "samlet_vekst", "foerste_aar")
    assert "(Vekst i frie inntekter, korrigert for prisstigning og befolkningsvekst, 2014–2015)" in brukt(fil, t, f)


def test_funksjonene_det_vises_til_har_en_side(rot, laget):
    lenker = {m for side in laget.values() for m in re.findall(r"\(\.\./funksjoner/(\w+\.md)\)", side)}
    assert lenker and all((rot / "docs" / "funksjoner" / fil).exists() for fil in lenker)


def test_en_motstrid_i_en_tabell_er_nevnt_med_grunn_og_ingen_annen(laget):
    side = laget["regnskap.md"]
    motstrid = {d.fasit.id: d for d in dommer("sandnes_2017") if str(d.dom) == "motstrid"}
    nevnt = set(re.findall(r"\* Motstrid, s\. \d+ .*? \(`(.+?)`\)", side))
    assert nevnt and nevnt <= set(motstrid)
    assert all(motstrid[i].grunn in side for i in nevnt)
    antall = sum(int(n) for n in re.findall(r"(\d+) motstrid", side))
    assert antall == len(re.findall(r"\* Motstrid", side))
