"""Oppgaveruten i en ekte nettleser: finn en funksjon, les hjelpen, sjekk installasjonen.

Bare Excel er lek: `office.js` byttes ut der det må til. Skriptet som kaller tjeneren fra Excel, er xlwings' eget.
"""

from collections.abc import Iterator

import pytest
from paritet_officejs import Tjener
from playwright.sync_api import Browser, Page, expect

from xlasss.registry import REGISTER
from xlasss.versjon import VERSJON

pytestmark = pytest.mark.treg
BREDDE = 320  # så smal en oppgaverute blir

LEK_EXCEL = """
const context = class { application = {cultureInfo: {load() {}, name: "nn-NO", datetimeFormat: {load() {},
  shortDatePattern: "dd.mm.åååå"}}}; workbook = {load() {}, name: "Bok1.xlsx"}; async sync() {} };
window.Excel = {RequestContext: context, run: (f) => f(new context())};
window.Office = {onReady: (f) => { const i = {host: "Excel", platform: "Mac"}; if (f) f(i); return Promise.resolve(i);
  }, context: {requirements: {isSetSupported: (_, utgave) => parseFloat(utgave) <= UTGAVE}}, actions: {associate() {}}};
window.registrert = {};
window.CustomFunctions = {associate: (navn, f) => { registrert[navn] = f; }, ErrorCode: {invalidValue: "#VALUE!"},
  Error: class { constructor(kode, tekst) { this.kode = kode; this.message = tekst; } }};
"""


@pytest.fixture
def side(nettleser: Browser, officejs: Tjener) -> Iterator[Page]:
    """En tom side i en smal rute. Ingenting utenfor tjeneren kan nås, som på en maskin uten nett."""
    with nettleser.new_context(
        viewport={"width": BREDDE, "height": 700}, base_url=str(officejs.klient.base_url), locale="nb-NO"
    ) as kontekst:
        kontekst.route(lambda url: not url.startswith(str(officejs.klient.base_url)), lambda rute: rute.abort())
        kontekst.set_default_timeout(15_000)
        yield kontekst.new_page()


def med_excel(side: Page, utgave: float = 1.4) -> None:
    side.route(
        "**/office.js",
        lambda r: r.fulfill(body=LEK_EXCEL.replace("UTGAVE", str(utgave)), content_type="text/javascript"),
    )


def uten_office(side: Page) -> None:
    side.route("**/office.js", lambda rute: rute.abort())


def test_listen_viser_hver_funksjon_og_soket_finner_etter_navn_tema_og_argument(side):
    side.goto("/taskpane")
    lenker = side.locator(".liste a")
    expect(lenker).to_have_count(len(REGISTER))
    assert [tekst.strip() for tekst in side.locator(".liste strong").all_inner_texts()] == list(REGISTER)
    sok = side.get_by_role("searchbox", name="Søk etter navn, tema eller argument")
    for ord, antall in (("snitt", None), ("KOSTNADSINDEKS innbyggere", None), ("asss_kilde", 1), ("utelat", 2)):
        sok.fill(ord)
        tekster = {f.navn: f"{f.navn} {f.hjelp} {[a.navn for a in f.argumenter]}".lower() for f in REGISTER.values()}
        ventet = [navn for navn, tekst in tekster.items() if all(o in tekst for o in ord.lower().split())]
        expect(side.locator(".liste strong")).to_have_text(ventet)
        assert antall in (None, len(ventet)) and ventet
        expect(side.get_by_role("status")).to_have_text(f"{len(ventet)} av {len(REGISTER)} funksjoner")
    sok.fill("finnes ikke")
    expect(lenker).to_have_count(0)
    expect(side.get_by_role("status")).to_contain_text("Ingen funksjoner passer")


def test_hver_funksjon_viser_hjelpen_sin_fra_registeret(side):
    side.goto("/taskpane")
    for navn, funksjon in REGISTER.items():
        side.get_by_role("link", name=navn).click()
        expect(side.get_by_role("heading", level=1)).to_have_text(navn)
        expect(side).to_have_title(f"{navn} – ASSS")
        expect(side.locator(".formel")).to_have_text(f"=KS.{funksjon.signatur}")
        tekst = side.get_by_role("main").inner_text()
        for venter in (f"{funksjon.hjelp}.", funksjon.definisjon, f"docs/funksjoner/{navn}.md"):
            assert venter in tekst
        expect(side.locator("dt")).to_have_count(len(funksjon.argumenter))
        assert all(arg.hjelp in tekst for arg in funksjon.argumenter)
        assert "**" not in tekst and "undefined" not in tekst and "[object" not in tekst
        side.get_by_role("link", name="Alle funksjonene").click()


def test_eksemplet_viser_det_regnede_og_det_trykte(side):
    side.goto("/taskpane#ASSS_PRODINDEKS")
    tabell = side.get_by_role("table")
    expect(tabell.get_by_role("row", name="svar")).to_contain_text("1,0227")
    expect(tabell.get_by_role("row", name="trykt")).to_contain_text("1,023 (ASSS kommunerapport Sandnes 2017, s. 47")


def test_en_velger_en_funksjon_med_tastaturet_og_kommer_tilbake(side):
    side.goto("/taskpane")
    expect(side.locator(".liste a")).to_have_count(len(REGISTER))
    side.keyboard.press("Tab")
    expect(side.get_by_role("link", name="Til innholdet")).to_be_focused()
    side.get_by_role("searchbox").focus()
    side.keyboard.type("profil")
    side.keyboard.press("Tab")
    side.keyboard.press("Enter")
    expect(side.get_by_role("heading", level=1)).to_have_text("ASSS_PROFIL")
    expect(side.get_by_role("main")).to_be_focused()
    side.get_by_role("link", name="Alle funksjonene").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Funksjoner")
    side.go_back()
    expect(side.get_by_role("heading", level=1)).to_have_text("ASSS_PROFIL")


def punkt(side: Page, navn: str):
    return side.locator(".sjekk li").filter(has=side.locator("strong", has_text=navn))


@pytest.mark.parametrize("office", [True, False])
def test_sjekken_utenfor_excel_prover_tjeneren_og_sier_at_excel_ikke_er_der(office, side):
    if not office:
        uten_office(side)
    side.goto("/taskpane")
    side.get_by_role("navigation").get_by_role("link", name="Sjekk").click()
    expect(side.locator(".dom")).to_have_text("Alt som kan sjekkes her, er i orden.")
    expect(punkt(side, "Tjeneren svarer")).to_contain_text(f"xlasss {VERSJON}")
    expect(punkt(side, "Funksjonene er registrert")).to_contain_text(f"Alle {len(REGISTER)} er registrert.")
    expect(punkt(side, "Regningen stemmer")).to_contain_text(
        "gir 1,0227; trykt 1,023 (ASSS kommunerapport Sandnes 2017, s. 47"
    )
    expect(side.locator(".sjekk li.ok")).to_have_count(3)
    expect(side.locator(".sjekk li.obs")).to_contain_text("utenfor Excel")
    expect(side.get_by_role("button", name="Last på nytt")).to_be_visible()


@pytest.mark.parametrize(("utgave", "klasse", "sier"), [(1.4, "ok", "ekte feilverdier"), (1.3, "obs", "for gammelt")])
def test_sjekken_i_excel_sier_om_excel_kan_vise_ekte_feilverdier(utgave, klasse, sier, side):
    med_excel(side, utgave)
    side.goto("/taskpane#sjekk")
    expect(side.locator(f".sjekk li.{klasse}", has_text="Excel er koblet til")).to_contain_text(sier)


def test_excels_eget_skript_registrerer_hver_funksjon_og_faar_svar_fra_tjeneren(side):
    med_excel(side)
    side.goto("/taskpane")
    side.wait_for_function("Object.keys(window.registrert ?? {}).length && window.xwRequest")
    assert set(side.evaluate("Object.keys(registrert)")) == set(REGISTER)
    kall = "(args) => registrert.ASSS_EFFEKTIVITET(...args, {address: 'Ark1!D2'})"
    na = {"type": "Error", "basicValue": "#N/A", "basicType": "Error", "errorType": "NotAvailable"}
    assert side.evaluate(kall, [[[1.058], [na], [1]], [[0.863], [1], [0]]]) == [
        [pytest.approx(1.226, abs=5e-4)], [{"type": "Error", "errorType": "NotAvailable"}],
        [{"type": "Error", "errorType": "Div0"}],
    ]  # fmt: skip
    avvist = (
        "async () => { try { await registrert.ASSS_SNITT([[1]], {address: 'A1'}) } catch (e) { return e.message } }"
    )
    assert side.evaluate(avvist) == "ASSS_SNITT tar 2–4 argumenter og fikk 1."


def test_en_tjener_som_svarer_galt_eller_ikke_svarer_staar_i_sjekken(side):
    side.route("**/xlwings/custom-functions-call", lambda r: r.fulfill(json={"result": [[1.03]]}))
    side.goto("/taskpane#sjekk")
    expect(punkt(side, "Regningen")).to_have_class("galt")
    expect(side.locator(".dom")).to_have_text("1 av 4 punkter er ikke i orden.")
    side.unroute("**/xlwings/custom-functions-call")
    side.route("**/xlwings/custom-functions-call", lambda r: r.fulfill(status=503, body="<b>nede</b>"))
    side.route("**/xlwings/custom-functions-meta.json", lambda r: r.fulfill(json={"functions": []}))
    side.reload()
    expect(punkt(side, "Regningen")).to_contain_text("503 <b>nede</b>")
    expect(punkt(side, "Funksjonene")).to_contain_text("Mangler ASSS_PRODINDEKS")


def test_naar_tjeneren_er_nede_sier_ruten_det_og_hva_en_gjor(side):
    side.route("**/asss/funksjoner.json", lambda rute: rute.abort())
    side.goto("/taskpane")
    expect(side.get_by_role("heading", level=1)).to_have_text("Tjeneren svarer ikke")
    expect(side.get_by_role("alert")).to_contain_text("xlasss server")
    side.unroute("**/asss/funksjoner.json")
    side.get_by_role("button", name="Prøv igjen").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Funksjoner")


@pytest.mark.parametrize("hvor", ["", "#ASSS_PRODVEKST", "#sjekk"])
def test_siden_er_norsk_har_en_overskrift_kontrast_og_plass_i_en_smal_rute(hvor, side):
    side.goto(f"/taskpane{hvor}")
    expect(side.get_by_role("heading", level=1)).to_have_count(1)
    assert side.locator("html").get_attribute("lang") == "nb"
    expect(side.locator("nav a[aria-current=page]")).to_have_count(1)
    assert side.evaluate("document.documentElement.scrollWidth") <= BREDDE
    for skjema in ("light", "dark"):
        side.emulate_media(color_scheme=skjema)
        svakest = side.evaluate(KONTRAST)
        assert svakest[0] >= 4.5, (skjema, svakest)


KONTRAST = """
() => {
  const tall = (farge) => farge.match(/[\\d.]+/g).map(Number);
  const rett = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const lys = ([r, g, b]) => [r, g, b].map((v) => rett(v / 255))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const bak = (e) => { for (; e; e = e.parentElement) { const f = tall(getComputedStyle(e).backgroundColor);
    if (f.length < 4 || f[3] > 0) return f; } return [255, 255, 255]; };
  const harTekst = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const med = [...document.querySelectorAll("body *")].filter(harTekst);
  return med.map((e) => { const [a, b] = [lys(tall(getComputedStyle(e).color)), lys(bak(e))].sort((x, y) => y - x);
    return [(a + 0.05) / (b + 0.05), e.outerHTML.slice(0, 80)]; }).sort((x, y) => x[0] - y[0])[0];
}
"""
