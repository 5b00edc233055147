"""Revisjonssiden i en ekte nettleser: åpne, søk, brett ut et tre, filtrer, skriv ut, og smalt som en telefon."""

import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cli.test_revisjon import med_ond_tekst
from tests.revisjon.test_forskjell import endret_bok
from xlasss.rapport.revisjonsdokument import dokument
from xlasss.rapport.revisjonsside import side as lag_side
from xlasss.revisjon.gransket import gransk, med_fjoraar

pytestmark = pytest.mark.treg
MALER = Path(__file__).parents[1] / "workbooks"
STORST = 5_000_000


@pytest.fixture(scope="module")
def alle(tmp_path_factory) -> Path:
    """Siden for alle arbeidsbøkene, og én til av grunnskole med fjoråret, slik verbet skriver den."""
    mappe = tmp_path_factory.mktemp("side")
    ny = endret_bok(mappe, {"Inndata!D16": 0.97}, "i-aar.xlsx")
    boker = [*map(gransk, sorted(MALER.glob("*.xlsx"))), *med_fjoraar([gransk(ny)], [MALER / "grunnskole_2016.xlsx"])]
    (mappe / "revisjon.html").write_text(lag_side(boker, dokument(boker)), encoding="utf-8")
    return mappe / "revisjon.html"


@pytest.fixture
def side(nettleser: Browser) -> Iterator[Page]:
    """En tom side som husker alt den ber om, og hver feil i skriptet."""
    with nettleser.new_context(viewport={"width": 1280, "height": 900}, locale="nb-NO") as kontekst:
        ny = kontekst.new_page()
        ny.bedt_om, ny.feil = [], []  # type: ignore[attr-defined]
        ny.on("request", lambda r: ny.bedt_om.append(r.url))  # type: ignore[attr-defined]
        ny.on("pageerror", lambda f: ny.feil.append(str(f)))  # type: ignore[attr-defined]
        ny.on("console", lambda m: ny.feil.append(m.text))  # type: ignore[attr-defined]
        yield ny
        assert ny.feil == []  # type: ignore[attr-defined]


def synlige(side: Page) -> int:
    return side.locator("tr.rad:visible").count()


def test_siden_er_under_5_mb_og_ber_ikke_om_noe_annet_enn_seg_selv(side, alle):
    assert alle.stat().st_size < STORST
    side.goto(alle.as_uri())
    expect(side.get_by_role("status")).to_have_text(f"{synlige(side)} av {synlige(side)} resultater")
    assert synlige(side) > 400 and side.bedt_om == [alle.as_uri()]
    expect(side.get_by_role("heading", level=1)).to_have_text("Revisjon av 13 arbeidsbøker")
    sammendrag = side.get_by_role("row", name="grunnskole_2016.xlsx").first
    for venter in ("gul", "3 kjente avvik", "0,9664", "0,9658 til 0,9671", "K006", "1 kan være avrunding"):
        expect(sammendrag).to_contain_text(venter)


def test_sok_finner_etter_navn_celle_og_kilde_og_sier_fra_naar_ingenting_passer(side, alle):
    side.goto(alle.as_uri())
    sok = side.get_by_role("searchbox", name="Søk")
    sok.fill("effektivitet barnevern fig29")
    expect(side.locator("tr.rad:visible")).to_have_count(1)
    expect(side.locator("tr.rad:visible")).to_contain_text("1,226")
    sok.fill("finnes ikke noe sted")
    expect(side.get_by_text("Ingen resultater passer")).to_be_visible()
    side.get_by_role("button", name="Nullstill").click()
    expect(side.get_by_text("Ingen resultater passer")).to_be_hidden()
    assert synlige(side) > 400


def test_filtrene_virker_hver_for_seg_og_sammen(side, alle):
    side.goto(alle.as_uri())
    side.get_by_role("combobox", name="Dom", exact=True).select_option("kjent avvik")
    expect(side.locator("tr.rad:visible .dom")).to_have_text(["kjent avvik"] * synlige(side))
    kjente = synlige(side)
    side.get_by_role("combobox", name="Arbeidsbok", exact=True).select_option("grunnskole_2016.xlsx")
    expect(side.locator("tr.rad:visible")).to_have_count(3)
    side.get_by_role("combobox", name="Hvem", exact=True).select_option("ASSS-snitt")
    expect(side.locator("tr.rad:visible")).to_have_count(1)
    assert kjente > 3
    side.get_by_role("button", name="Nullstill").click()
    side.get_by_label("kan være avrunding").check()
    side.get_by_role("combobox", name="Arbeidsbok", exact=True).select_option("produksjon_og_effektivitet_2016.xlsx")
    expect(side.locator("tr.rad:visible")).to_have_count(2)
    expect(side.locator("tr.rad:visible .merke")).to_have_text(["kan være avrunding"] * 2)


def test_et_tall_brettes_ut_til_regningen_leddene_og_kilden_og_lukkes_igjen_med_tastaturet(side, alle):
    side.goto(alle.as_uri())
    rad = side.locator('tbody[data-fil="grunnskole_2016.xlsx"] tr.rad', has_text="Resultat!D14")
    knapp = rad.get_by_role("button")
    expect(knapp).to_have_attribute("aria-expanded", "false")
    knapp.focus()
    side.keyboard.press("Enter")
    tre = side.get_by_role("list", name="Hva tallet er regnet av")
    for venter in ("Resultat!D14", "= 0,9664", "Σ w·x / Σ w", "Plass i SFO", "-2,531", "perioderapport"):
        expect(tre).to_contain_text(venter)
    omraade = tre.locator("summary", has_text="6 celler").first
    omraade.click()
    expect(tre).to_contain_text("trykt s. 41 fig30")
    expect(tre.locator("code", has_text="Inndata!D16").first).to_be_visible()
    side.get_by_role("searchbox").fill("sosiale")
    expect(tre).to_be_hidden()
    side.get_by_role("searchbox").fill("")
    knapp.press("Enter")
    expect(tre).to_have_count(0)


def test_hvert_tre_paa_siden_kan_brettes_ut(side, alle):
    side.goto(alle.as_uri())
    antall = side.evaluate("""() => {
      const knapper = [...document.querySelectorAll('button.tall')];
      knapper.forEach((k) => k.click());
      return knapper.length;
    }""")
    expect(side.get_by_role("list", name="Hva tallet er regnet av")).to_have_count(antall)
    tekst = side.locator("#tabell").inner_text()
    assert "undefined" not in tekst and "[object" not in tekst and "NaN" not in tekst


def test_figurene_har_tallene_i_ord_og_tegnes_i_siden(side, alle):
    side.goto(alle.as_uri())
    figur = side.get_by_role("img", name="Tjenesteprofil, grunnskole 2016").first
    assert "Sykefravær: Kommunen 91" in str(figur.get_attribute("aria-label"))
    assert figur.locator("rect").count() == 7 and figur.locator("polygon").count() > 10
    expect(figur.get_by_text("mangler").first).to_be_visible()


def test_forskjellene_fra_fjoraaret_staar_under_boken(side, alle):
    side.goto(alle.as_uri())
    bok = side.locator("section.bok", has_text="i-aar.xlsx")
    expect(bok.get_by_role("heading", name="Forskjeller fra grunnskole_2016.xlsx")).to_be_visible()
    expect(bok.get_by_role("row", name="inndata Inndata!D16")).to_contain_text("0,981")


def test_siden_skrives_til_pdf_med_alt_og_uten_knappene(side, alle, tmp_path):
    side.goto(alle.as_uri())
    side.get_by_role("combobox", name="Arbeidsbok", exact=True).select_option("grunnskole_2016.xlsx")
    side.pdf(path=tmp_path / "r.pdf")
    if shutil.which("pdftotext") is None:
        grunn = "pdftotext er ikke installert"
        pytest.fail(grunn) if os.environ.get("CI") else pytest.skip(grunn)
    tekst = subprocess.run(["pdftotext", "-layout", tmp_path / "r.pdf", "-"], capture_output=True, check=True).stdout
    lest = tekst.decode()
    for venter in ("Revisjon av 13", "0,9658 til 0,9671", "kjent avvik", "K006", "Tjenesteprofil, grunnskole 2016"):
        assert venter in lest
    assert "Nullstill" not in lest and "Resultatene" in lest


@pytest.mark.parametrize("bredde", [320, 768])
def test_paa_en_smal_skjerm_er_ingenting_bredere_enn_skjermen(side, alle, bredde):
    side.set_viewport_size({"width": bredde, "height": 700})
    side.goto(alle.as_uri())
    side.locator("button.tall").first.click()
    assert side.evaluate("document.documentElement.scrollWidth") <= bredde


def test_siden_kan_leses_uten_skript_og_filtrene_som_trenger_det_vises_ikke(nettleser, alle):
    with nettleser.new_context(java_script_enabled=False) as kontekst:
        ny = kontekst.new_page()
        ny.goto(alle.as_uri())
        expect(ny.get_by_text("0,9658 til 0,9671").last).to_be_visible()
        expect(ny.locator("#filter")).to_be_hidden()


def test_et_skript_i_en_celle_kjores_ikke_heller_ikke_i_treet(side, tmp_path):
    bok = gransk(med_ond_tekst(tmp_path))
    (tmp_path / "ond.html").write_text(lag_side([bok], dokument([bok])), encoding="utf-8")
    side.goto((tmp_path / "ond.html").as_uri())
    side.evaluate("document.querySelectorAll('button.tall').forEach((k) => k.click())")
    expect(side.locator("#tabell")).to_contain_text("<script>document.title=")
    expect(side).to_have_title("Revisjon av 1 arbeidsbok")
    assert side.locator("img").count() == 0 and side.bedt_om == [(tmp_path / "ond.html").as_uri()]


def test_knapper_felt_og_figurer_har_navn_og_overskriftene_er_i_rekkefolge(side, alle):
    side.goto(alle.as_uri())
    navnlose = side.evaluate("""() => [...document.querySelectorAll('button, input, select, svg[role=img]')]
      .filter((e) => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length)).length""")
    nivaaer = side.evaluate("() => [...document.querySelectorAll('h1,h2,h3')].map((h) => Number(h.tagName[1]))")
    assert navnlose == 0 and nivaaer[0] == 1 and nivaaer.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(nivaaer))
    ider = side.evaluate("() => [...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ider) == len(set(ider))
