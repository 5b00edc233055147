"""Endre ett tall, og det er riktig – med og uten tillegget."""

import pytest

from xlasss.begreper import Feil, Maal
from xlasss.engines import motor
from xlasss.engines.formualizer_motor import Formualizer
from xlasss.engines.protokoll import Bok, Verdi
from xlasss.kall import kall
from xlasss.parametre import vekter
from xlasss.workbook.ark import parametre
from xlasss.workbook.ark.kontroll import fasitadresser
from xlasss.workbook.modell import uten_ark


def regnet(bok: Bok) -> dict[tuple[str, str], Verdi]:
    """Alle formelcellene etter en omregning."""
    bok.regn()
    return {stedet: bok.verdi(*stedet) for stedet in bok.formelceller()}


def adr(blokk, rad: int, j: int) -> str:
    return uten_ark(blokk.celle("Inndata", rad, j))


@pytest.fixture(params=[True, False], ids=["med tillegg", "uten tillegg"])
def bok(request, forgiftet):
    """Arbeidsboken åpnet med og uten tillegget; svarene på Resultat skal være de samme."""
    return Formualizer(tillegg=request.param).aapne(forgiftet)


def resultat(bok, tekst: str, kolonne: str = "D"):
    bok.regn()
    for rad in range(1, 90):
        if bok.verdi("Resultat", f"B{rad}") == tekst:
            return bok.verdi("Resultat", f"{kolonne}{rad}")
    raise AssertionError(tekst)


def kontroll(bok, nr: str):
    bok.regn()
    return next(bok.verdi("Kontroll", f"E{rad}") for rad in range(1, 40) if bok.verdi("Kontroll", f"A{rad}") == nr)


INDEKS, VEKST = "Produksjonsindeks grunnskole", "Vekst i produksjonen"


def test_indeksen_og_veksten_er_de_funksjonene_gir_paa_rapportens_tall(bok):
    assert resultat(bok, INDEKS) == pytest.approx(0.9664474474, abs=1e-10)
    assert resultat(bok, VEKST) == pytest.approx(3.49819, abs=1e-4)
    assert bok.verdi("Forside", "B15") == "KJENTE AVVIK"


def test_et_endret_inntall_endrer_indeksen_med_vekten_ganger_endringen(bok, p):
    rad = p.nivaa.kommunerad("Sandnes")
    bok.sett("Inndata", adr(p.nivaa, rad, 5), 0.9)
    assert resultat(bok, INDEKS) == pytest.approx(0.9664474474 + 8.4 / 99.9 * (0.9 - 0.699), abs=1e-9)


@pytest.mark.parametrize("mangler", [None, ".", "..", "...", ":", "…", " .. ", Feil.NA])
def test_et_tall_som_mangler_gjor_indeksen_til_na_og_aldri_noe_annet(bok, p, mangler):
    bok.sett("Inndata", adr(p.nivaa, p.nivaa.kommunerad("Sandnes"), 2), mangler)
    assert resultat(bok, INDEKS) is Feil.NA
    assert resultat(bok, "Plass i SFO") == pytest.approx(0.699)


@pytest.mark.parametrize("strek", ["-", "–", " - "])
def test_ssbs_strek_er_null_og_teller(bok, p, strek):
    bok.sett("Inndata", adr(p.nivaa, p.nivaa.kommunerad("Sandnes"), 5), strek)
    assert resultat(bok, INDEKS) == pytest.approx(0.9664474474 - 8.4 / 99.9 * 0.699, abs=1e-9)


@pytest.mark.parametrize("tekst", ["0,699", "ca. 1", True])
def test_tekst_og_sann_er_feil_slag_og_kontrollen_sier_hvor(bok, p, tekst):
    bok.sett("Inndata", adr(p.nivaa, p.nivaa.kommunerad("Sandnes"), 5), tekst)
    assert resultat(bok, INDEKS) is Feil.VALUE
    assert kontroll(bok, "K003") == "feil"
    assert bok.verdi("Forside", "B15") == "SE KONTROLL"


@pytest.mark.parametrize("feil", [Feil.REF, Feil.DIV0, Feil.NUM, Feil.NAME, Feil.NULL])
def test_en_ekte_feil_i_inndata_forblir_den_samme_feilen(bok, p, feil):
    bok.sett("Inndata", adr(p.nivaa, p.nivaa.kommunerad("Sandnes"), 5), feil)
    assert resultat(bok, INDEKS) is feil


def test_en_vekt_som_mangler_gjor_indeksen_til_na_og_alt_annet_staar(bok):
    celle = uten_ark(parametre.vektcelle(1)).replace("$", "")
    bok.sett("Parametre", celle, None)
    assert resultat(bok, INDEKS) is Feil.NA
    assert kontroll(bok, "K001") == "feil"
    assert resultat(bok, "Sykefravær", "H") == pytest.approx(100 * 7.4 / 8.1)
    bok.sett("Parametre", celle, 18.3)
    assert resultat(bok, INDEKS) == pytest.approx(0.9664474474, abs=1e-10)


def test_vekter_som_ikke_summerer_til_hundre_slaar_ut_i_kontrollen(bok):
    bok.sett("Parametre", uten_ark(parametre.vektcelle(5)).replace("$", ""), 3.0)
    assert kontroll(bok, "K002") == "feil"


def fyll(bok, p):
    """Oppdiktede tall i alle inndata, så intet mangler. Brukes bare her og når aldri en fasit."""
    for blokk in p.blokker:
        for i, (rad, _, _) in enumerate(blokk.rader):
            for j in range(blokk.n):
                bok.sett("Inndata", adr(blokk, rad, j), 1 + 0.01 * i + 0.001 * j)


def test_snittet_er_det_trykte_til_alle_ti_har_tall_og_da_kommunenes_eget(bok, p):
    fyll(bok, p)
    snitt_alle = sum(1 + 0.01 * i for i in range(10)) / 10
    assert resultat(bok, "Ressursbruk mot behov", "E") == pytest.approx(snitt_alle)
    assert resultat(bok, "Ressursbruk mot behov", "F") == pytest.approx(1.0)
    bok.sett("Inndata", adr(p.profiler[0], p.profiler[0].forste, 0), None)
    trykt = 1 + 0.01 * 10
    assert resultat(bok, "Ressursbruk mot behov", "E") == pytest.approx(trykt)
    assert resultat(bok, "Ressursbruk mot behov", "G") == pytest.approx(1 + 0.01 * 12)


def test_naar_alt_er_fylt_ut_finnes_ingen_feilcelle_der_tvillingene_svarer(bok, p):
    fyll(bok, p)
    feil = {s: v for s, v in regnet(bok).items() if isinstance(v, Feil) and s[0] != "Beregning"}
    assert feil == {}


def test_en_annen_kommune_kan_velges_og_faar_sine_egne_tall(bok, p):
    fyll(bok, p)
    bok.sett("Forside", "C7", "Bærum")
    x = [1 + 0.01 * 1 + 0.001 * j for j in range(6)]
    w = [v.verdi for v in vekter("grunnskole", 2016, "2017").values()]
    assert resultat(bok, INDEKS) == pytest.approx(kall("ASSS_PRODINDEKS", [x], w)[0][0])
    assert bok.verdi("Resultat", "A3") == "Bærum"


def dommene(bok, p):
    bok.regn()
    return [bok.verdi(ark, celle.replace("D", "E")) for _, ark, celle in fasitadresser(p)]


def test_de_kjente_avvikene_er_kjente_bare_saa_lenge_det_regnede_er_det_vi_kjenner(bok, p):
    assert dommene(bok, p) == ["kjent avvik"] * 3
    bok.sett("Inndata", adr(p.nivaa, p.nivaa.kommunerad("Sandnes"), 0), 98.1)
    assert dommene(bok, p)[0] == "motstrid"
    assert bok.verdi("Forside", "B15") == "SE KONTROLL"


def test_en_kommune_som_ikke_er_i_nettverket_gjor_lampen_rod(bok):
    bok.sett("Forside", "C7", "Haugesund")
    assert kontroll(bok, "K044") == "feil"
    assert bok.verdi("Forside", "B15") == "SE KONTROLL"


def test_lampen_er_gronn_bare_naar_ingenting_avviker_fra_det_trykte(bok):
    bok.regn()
    kjente = {
        r: bok.verdi("Kontroll", f"D{r}") for r in range(8, 60) if bok.verdi("Kontroll", f"E{r}") == "kjent avvik"
    }
    assert kjente
    for r, regnet in kjente.items():
        bok.sett("Kontroll", f"C{r}", regnet)
    bok.regn()
    assert bok.verdi("Forside", "B15") == "ALT I ORDEN"


def test_uten_tillegg_er_k006_ikke_proevd(forgiftet):
    uten = Formualizer(tillegg=False).aapne(forgiftet)
    assert kontroll(uten, "K006") == "ikke prøvd"


def test_uten_indeks_eller_tall_for_den_valgte_kommunen_er_lampen_gul(bok, p):
    bok.sett("Inndata", adr(p.nivaa, p.nivaa.kommunerad("Sandnes"), 0), None)
    bok.regn()
    assert bok.verdi("Forside", "B15") == "INGEN INDEKS"
    bok.sett("Forside", "C7", "Bergen")
    bok.regn()
    assert bok.verdi("Forside", "B15") == "INGEN TALL"


def test_funksjon_og_tvilling_gir_samme_svar_i_hver_celle(forgiftet, p):
    bok = motor("formualizer").aapne(forgiftet)
    fyll(bok, p)
    bok.sett("Inndata", adr(p.nivaa, p.nivaa.forste, 0), Feil.REF)
    bok.sett("Inndata", adr(p.nivaa, p.nivaa.forste + 1, 0), "tekst")
    bok.sett("Inndata", adr(p.nivaa, p.nivaa.forste + 2, 0), None)
    bok.regn()
    assert kontroll(bok, "K006") == "ok"


def test_profilen_har_like_mange_kolonner_som_indikatorer(p, sektor):
    assert p.profiler[0].n == len(sektor.indikatorer_i(Maal.TJENESTEPROFIL))


# --- andre motorer --------------------------------------------------------------------------


def like(a, b) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 1e-12 * max(1.0, abs(a), abs(b))
    return a == b


@pytest.mark.treg
def test_libreoffice_uten_utvidelse_er_enig_i_hver_celle_der_tvillingene_svarer(forgiftet, soffice):
    a, b = regnet(Formualizer(tillegg=False).aapne(forgiftet)), regnet(motor("libreoffice").aapne(forgiftet))
    assert a.keys() == b.keys()
    egne = [s for s in a if s[0] != "Beregning"]  # INDEX(#NAVN?;1;2) er #REF! i formualizer, #NAVN? i Excel og her
    assert {s: (a[s], b[s]) for s in egne if not like(a[s], b[s])} == {}
    assert all(isinstance(b[s], Feil) for s in a if s[0] == "Beregning" and isinstance(a[s], Feil))


@pytest.mark.treg
def test_libreoffice_uten_utvidelse_gir_riktig_svar_paa_et_endret_tall_og_ingen_feilcelle(forgiftet, p, soffice):
    bok = motor("libreoffice").aapne(forgiftet)
    fyll(bok, p)
    rad = p.nivaa.kommunerad("Sandnes")
    bok.sett("Inndata", adr(p.nivaa, rad, 5), 0.75)
    verdier = regnet(bok)
    x = [1 + 0.01 * (rad - p.nivaa.forste) + 0.001 * j for j in range(5)] + [0.75]
    w = [v.verdi for v in vekter("grunnskole", 2016, "2017").values()]
    assert resultat(bok, INDEKS) == pytest.approx(kall("ASSS_PRODINDEKS", [x], w)[0][0], rel=1e-12)
    assert {s: v for s, v in verdier.items() if isinstance(v, Feil) and s[0] != "Beregning"} == {}
    assert all(v is Feil.NAME for s, v in verdier.items() if s in _funksjonsceller(bok, p))


def _funksjonsceller(bok, p) -> set[tuple[str, str]]:
    """De rene funksjonscellene på Beregning i den første blokken."""
    return {("Beregning", uten_ark(p.nivaa.celle("Beregning", rad, 0))) for rad, _, _ in p.nivaa.rader}
