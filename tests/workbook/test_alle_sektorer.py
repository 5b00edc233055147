"""Det grunnskole har, har alle arbeidsbøkene: hver mal, i hver utgave, i hver motor."""

import os

import ironcalc
import openpyxl
import pytest
import python_calamine

from xlasss.begreper import Feil, Maal, Snitt
from xlasss.engines import motor
from xlasss.engines.adresse import plass
from xlasss.engines.formualizer_motor import Formualizer
from xlasss.kall import kall
from xlasss.revisjon.kontroller import kontroller
from xlasss.sektorer import sektorfil
from xlasss.tverrfiler import maler, malfil, malutgaver
from xlasss.workbook.bygg import bygg
from xlasss.workbook.modell import uten_ark
from xlasss.workbook.patch import skriv_bufrede
from xlasss.workbook.plan import plan
from xlasss.workbook.satser import innleste

UTGAVER = [(s, u) for s in maler() for u in malutgaver(s)]
MALER = [(s, malfil(s).utgave.utgave) for s in maler()]
GIFT = -999.25
LAMPE = {"grunnskole": "KJENTE AVVIK", "regnskap": "KJENTE AVVIK"} | dict.fromkeys(
    ("barnehage", "eiendomsforvaltning", "produksjon_og_effektivitet", "utgiftsbehov_og_ressursbruk"), "ALT I ORDEN"
)


@pytest.fixture(scope="session")
def forgiftede(tmp_path_factory):
    """Hver mal bygget én gang, med gale lagrede verdier."""
    laget = {}

    def hent(sektor: str, utgave: str):
        if (sektor, utgave) not in laget:
            mappe = tmp_path_factory.mktemp(f"{sektor}{utgave}")
            fil = bygg(malfil(sektor, utgave), mappe)
            ut = mappe / f"gift_{fil.name}"
            skriv_bufrede(fil, ut, dict.fromkeys(motor("formualizer").aapne(fil).formelceller(), GIFT))
            laget[sektor, utgave] = ut
        return laget[sektor, utgave]

    return hent


def regnet(bok):
    bok.regn()
    return {stedet: bok.verdi(*stedet) for stedet in bok.formelceller()}


def like(a, b) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 1e-12 * max(1.0, abs(a), abs(b))
    return a == b or (a in (None, "") and b in (None, ""))


def ulike(a, b, ark=None):
    assert a.keys() == b.keys()
    return {s: (a[s], b[s]) for s in a if (ark is None or ark(s[0])) and not like(a[s], b[s])}


def fyll(bok, p):
    """Oppdiktede tall i alt, så intet mangler. Når aldri en fasit."""
    for nr, blokk in enumerate(p.blokker):
        for i, (rad, _, _) in enumerate(blokk.rader):
            for j in range(blokk.n):
                ulik = 0.0001 * nr if blokk.tabell else 0.0  # samme folketall to år på rad gir en sum på null
                bok.sett("Inndata", uten_ark(blokk.celle("Inndata", rad, j)), 1 + 0.01 * i + 0.001 * j + ulik)
    for j in range(p.nivaa.n if p.har_indeks else 0):
        bok.sett("Parametre", f"D{8 + j}", 100 / p.nivaa.n)
    for nr, (_, _, celle, _) in enumerate(innleste(p)):
        bok.sett(*uten_dollar(celle), 0.1 + 0.001 * nr)


def uten_dollar(adresse: str) -> list[str]:
    return adresse.replace("$", "").split("!")


@pytest.mark.parametrize(
    ("sektor", "utgave"), [pytest.param(*u, marks=() if u in MALER else pytest.mark.tung) for u in UTGAVER]
)
def test_funksjoner_og_tvillinger_er_enige_og_ingen_kontroll_er_rod(sektor, utgave, forgiftede):
    fil = forgiftede(sektor, utgave)
    med, uten = regnet(Formualizer().aapne(fil)), regnet(Formualizer(tillegg=False).aapne(fil))
    assert ulike(med, uten, lambda ark: ark == "Resultat") == {}
    assert med["Forside", "B15"] == (LAMPE.get(sektor, "INGEN INDEKS") if utgave == "2017" else "INGEN TALL")
    feil = [f for f in kontroller(fil) if f.alvor == "feil"]
    assert feil == []


@pytest.mark.parametrize(("sektor", "utgave"), UTGAVER)
def test_fylt_ut_finnes_ingen_feilcelle_utenom_funksjonene_og_ingen_rod_kontroll_av_regningen(
    sektor, utgave, forgiftede
):
    p = plan(malfil(sektor, utgave))
    bok = Formualizer(tillegg=False).aapne(forgiftede(sektor, utgave))
    fyll(bok, p)
    ukjent_snitt = any(b.snitt_for(i) is None for b in p.profiler for i in b.indikatorer)
    lovlig = Feil.NA if ukjent_snitt else None  # et slag snitt som ikke er funnet, er #I/T til det er kjent
    feil = {s: v for s, v in regnet(bok).items() if isinstance(v, Feil) and s[0] != "Beregning"}
    assert {s: v for s, v in feil.items() if v is not lovlig} == {}
    med = Formualizer().aapne(forgiftede(sektor, utgave))
    fyll(med, p)
    verdier = regnet(med)
    assert {s: v for s, v in verdier.items() if isinstance(v, Feil) and v is not lovlig} == {}
    differanser = [v for (ark, c), v in verdier.items() if ark == "Etterregning" and plass(c)[1] > p.differanse]
    assert differanser and max(map(abs, differanser)) < 1e-9


@pytest.mark.parametrize("sektor", ["barnevern", "kommunehelse", "pleie_og_omsorg", "sosiale_tjenester"])
def test_en_manglende_vekt_gir_na_med_grunn_og_indeksen_lever_naar_den_fylles_inn(sektor, forgiftede):
    p, bok = plan(sektorfil(sektor)), motor("formualizer").aapne(forgiftede(sektor, "2017"))
    rad = p.nivaa.kommunerad("Sandnes")
    celle = uten_ark(p.nivaa.celle("Beregning", rad, 0))
    assert regnet(bok)["Beregning", celle] is Feil.NA
    assert "mangler" in {bok.verdi("Kontroll", f"E{r}") for r in range(8, 20)}
    x = [1 + 0.1 * j for j in range(p.nivaa.n)]
    for j in range(p.nivaa.n):
        bok.sett("Inndata", uten_ark(p.nivaa.celle("Inndata", rad, j)), x[j])
        bok.sett("Parametre", f"D{8 + j}", float(j + 1))
    ventet = kall("ASSS_PRODINDEKS", [x], [float(j + 1) for j in range(p.nivaa.n)])
    assert regnet(bok)["Beregning", celle] == pytest.approx(ventet[0][0])


def test_kilder_sier_hvorfor_sosiale_tjenester_mangler_tall(forgiftede):
    """Endringen er ikke uleselig, den er ikke trykt; den høyeste ressursbruken er avkuttet (s. 72)."""
    ark = openpyxl.load_workbook(forgiftede("sosiale_tjenester", "2017"))["Kilder"]
    rader = [[c.value for c in rad[:5]] for rad in ark.iter_rows() if rad[2].value]
    endring = {rad[4] for rad in rader if "endring i prosent" in str(rad[2])}
    assert endring == {"Rapporten har ingen tabell over endringen."}
    assert [rad[4] for rad in rader if rad[3] == "Høyest i ASSS"] == [
        "Den høyeste er avkuttet i transkriptet («1,»). Snittet er 1 per definisjon."
    ]


def test_i_utgaven_fra_2019_er_snittet_veid_unntatt_for_ferdige_noekkeltall(forgiftede):
    sektor = sektorfil("grunnskole", "2019")
    p, bok = plan(sektor), motor("formualizer").aapne(forgiftede("grunnskole", "2019"))
    profil = p.profiler[0]
    nevner = p.nevner(profil)
    fyll(bok, p)
    for i, (rad, _, _) in enumerate(nevner.rader):
        for j in range(nevner.n):
            bok.sett("Inndata", uten_ark(nevner.celle("Inndata", rad, j)), float(1 + i))
    bok.regn()
    veid = sum((1 + i) * (1 + 0.01 * i) for i in range(10)) / 55
    uveid = sum(1 + 0.01 * i for i in range(10)) / 10
    sett = set()
    for j, indikator in enumerate(profil.indikatorer):
        snitt = profil.snitt_for(indikator)
        sett.add(snitt)
        if snitt is None:
            continue
        for ark, kol in (("Beregning", 0), ("Etterregning", 2 * p.sone)):
            celle = uten_ark(profil.celle(ark, profil.trykt_rad("snitt"), j + kol))
            assert bok.verdi(ark, celle) == pytest.approx((veid if snitt is Snitt.VEID else uveid) + 0.001 * j)
    assert sett >= {Snitt.UVEID, Snitt.VEID}


def test_eiendomsforvaltning_sier_at_den_ikke_har_noen_produksjonsindeks(forgiftede):
    assert sektorfil("eiendomsforvaltning").blokker(Maal.PRODUKSJONSINDEKS) == ()
    bok = openpyxl.load_workbook(forgiftede("eiendomsforvaltning", "2017"))
    assert any("ingen produksjonsindeks" in str(c.value) for rad in bok["Forside"].iter_rows() for c in rad)


@pytest.mark.treg
@pytest.mark.tung
@pytest.mark.parametrize(("sektor", "utgave"), MALER)
def test_formulas_er_enig_i_hver_celle(sektor, utgave, forgiftede):
    fil = forgiftede(sektor, utgave)
    assert ulike(*(regnet(motor(navn).aapne(fil)) for navn in ("formualizer", "formulas"))) == {}


@pytest.mark.treg
@pytest.mark.parametrize(
    ("sektor", "utgave"), [pytest.param(*m, marks=() if m[0] == "grunnskole" else pytest.mark.tung) for m in MALER]
)
def test_libreoffice_uten_utvidelse_er_enig_der_tvillingene_svarer(sektor, utgave, forgiftede, soffice):
    fil = forgiftede(sektor, utgave)
    a, b = regnet(Formualizer(tillegg=False).aapne(fil)), regnet(motor("libreoffice").aapne(fil))
    assert ulike(a, b, lambda ark: ark != "Beregning") == {}


@pytest.mark.parametrize(("sektor", "utgave"), MALER)
def test_ironcalc_er_enig_der_tvillingene_svarer(sektor, utgave, forgiftede):
    fil = forgiftede(sektor, utgave)
    bok = ironcalc.load_from_xlsx(os.fspath(fil), "en", "UTC", "en")
    bok.evaluate()
    nr = {
        ark["name"] if isinstance(ark, dict) else ark.name: i for i, ark in enumerate(bok.get_worksheets_properties())
    }
    a = regnet(Formualizer(tillegg=False).aapne(fil))
    b = {s: _ironcalc(bok.get_cell_value(nr[s[0]], *plass(s[1]))) for s in a}
    assert ulike(a, b, lambda ark: ark in ("Resultat", "Etterregning", "Kontroll")) == {}


def _ironcalc(verdi):
    if isinstance(verdi, str) and (feil := Feil.fra_tekst(verdi)):
        return feil
    return float(verdi) if isinstance(verdi, int) and not isinstance(verdi, bool) else verdi


@pytest.mark.parametrize(("sektor", "utgave"), MALER)
def test_openpyxl_og_calamine_leser_de_samme_lagrede_verdiene(sektor, utgave, rot):
    from xlasss.workbook.bygg import filnavn

    fil = rot / "workbooks" / filnavn(malfil(sektor, utgave))
    ene = openpyxl.load_workbook(fil, data_only=True)
    andre = python_calamine.CalamineWorkbook.from_path(fil)
    for ark in ene.sheetnames:
        rader = andre.get_sheet_by_name(ark).to_python(skip_empty_area=False)
        for r, rad in enumerate(ene[ark].iter_rows(values_only=True, max_row=len(rader))):
            for k, verdi in enumerate(rad[: len(rader[r])]):
                annen = rader[r][k]
                if isinstance(verdi, int | float) and not isinstance(verdi, bool):
                    assert verdi == pytest.approx(annen, rel=1e-12)
                elif not (isinstance(verdi, str) and verdi.startswith("#")):
                    assert (verdi or "") == annen or isinstance(verdi, bool)
