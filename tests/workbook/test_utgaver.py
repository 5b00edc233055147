"""To utgaver av samme år side om side: det som skiller dem, og tallene som lever når noen fyller inn nevnerne.

Tall merket oppdiktet er valgt her for å prøve regningen. De står ikke i noen kilde og når aldri en fasit.
"""

from dataclasses import replace

import openpyxl
import pytest

from xlasss import tverrfiler
from xlasss.begreper import Feil, Maal
from xlasss.endringer import endringer, noekkel
from xlasss.engines import motor
from xlasss.engines.adresse import plass
from xlasss.engines.formualizer_motor import Formualizer
from xlasss.errors import Bruksfeil, UkjentNavn
from xlasss.kall import kall
from xlasss.revisjon.kontroller import kontroller
from xlasss.sektorer import sektorer
from xlasss.tverrfiler import malfil, malutgaver, side_om_side
from xlasss.workbook.ark import utgavetabell as kol
from xlasss.workbook.bygg import bygg
from xlasss.workbook.modell import uten_ark
from xlasss.workbook.mot import motblokker, nevner
from xlasss.workbook.patch import skriv_bufrede
from xlasss.workbook.plan import plan

GIFT = -999.25
PAR = [(s, a, b) for s in sektorer() for a in malutgaver(s) for b in malutgaver(s) if a != b]
MOT_2019 = [p for p in PAR if p[2] == "2019"]


@pytest.fixture(scope="session")
def forgiftede(tmp_path_factory):
    """Hver bok bygget én gang, med gale lagrede verdier."""
    laget = {}

    def hent(*par):
        if par not in laget:
            mappe = tmp_path_factory.mktemp("_".join(par))
            fil = bygg(side_om_side(*par), mappe)
            laget[par] = mappe / f"gift_{fil.name}"
            skriv_bufrede(fil, laget[par], dict.fromkeys(motor("formualizer").aapne(fil).formelceller(), GIFT))
        return laget[par]

    return hent


def regnet(bok):
    bok.regn()
    return {stedet: bok.verdi(*stedet) for stedet in bok.formelceller()}


def like(a, b):
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 1e-12 * max(1.0, abs(a), abs(b))
    return a == b or (a in (None, "") and b in (None, ""))


def ulike(a, b, utenom="Beregning"):
    assert a.keys() == b.keys()
    return {s: (a[s], b[s]) for s in a if s[0] != utenom and not like(a[s], b[s])}


def fyll(bok, p, kommuner=range(10)):
    """Oppdiktede tall i profilene, og nevnere 1, 2, 3 … i blokkene med nevnere."""
    for b in p.blokker:
        for i in kommuner:
            for j in range(b.n):
                verdi = float(i + 1) if b.slag == "nevner" else 10.0 + i + 0.1 * j
                bok.sett("Inndata", uten_ark(b.celle("Inndata", b.forste + i, j)), verdi)


def arket(bok, nokkel):
    """Raden til en indikator i tabellen over indikatorer i begge, kolonne for kolonne."""
    bok.regn()
    rad = next(r for r in range(8, 120) if bok.verdi("Utgaver", f"A{r}") == nokkel and bok.verdi("Utgaver", f"F{r}"))
    return [bok.verdi("Utgaver", f"{k}{rad}") for k in "ABCDEFGHIJKLMNO"]


@pytest.fixture(params=[True, False], ids=["med tillegg", "uten tillegg"])
def bok(request, forgiftede):
    return Formualizer(tillegg=request.param).aapne(forgiftede("grunnskole", "2017", "2019"))


@pytest.fixture(scope="module")
def p():
    return plan(side_om_side("grunnskole", "2017", "2019"))


def test_uten_nevnere_er_det_veide_snittet_na_og_arket_sier_hva_som_mangler(bok):
    rad = arket(bok, "gruppestorrelse")
    assert rad[kol.SLAG_A] == "uveid" and rad[kol.SLAG_B] == "veid"
    assert rad[kol.SNITT_A] == pytest.approx(15.1) and rad[kol.PROFIL_A] == pytest.approx(100)
    assert rad[kol.SNITT_B] is rad[kol.PROFIL_B] is rad[kol.FORSKJELL] is Feil.NA
    assert rad[kol.MANGLER] == "Mangler 9 tall og 10 nevnere"


def test_en_indikator_med_stjerne_har_det_samme_trykte_snittet_i_begge(bok):
    rad = arket(bok, "sykefravaer")
    assert rad[kol.SLAG_B] == "uveid *"
    assert rad[kol.SNITT_A] == rad[kol.SNITT_B] == pytest.approx(8.1)
    assert rad[kol.PROFIL_A] == rad[kol.PROFIL_B] == pytest.approx(100 * 7.4 / 8.1)
    assert rad[kol.FORSKJELL] == 0 and rad[kol.MANGLER] in (None, "")


def test_snittene_og_profilen_regnes_av_de_samme_tallene_naar_nevnerne_er_fylt_inn(bok, p):
    fyll(bok, p)  # oppdiktet
    j = [i.nokkel for i in p.profiler[0].indikatorer].index("gruppestorrelse")
    x, w = [[10.0 + i + 0.1 * j] for i in range(10)], [[float(i + 1)] for i in range(10)]
    rad = arket(bok, "gruppestorrelse")
    uveid, veid = kall("ASSS_SNITT", x, "uveid")[0][0], kall("ASSS_SNITT", x, "veid", w)[0][0]
    nr = p.profiler[0].kommunerad("Sandnes") - p.profiler[0].forste
    profiler = kall("ASSS_PROFIL", x, "uveid")[nr][0], kall("ASSS_PROFIL", x, "veid", w)[nr][0]
    assert veid > uveid and rad[kol.KOMMUNEN] == pytest.approx(x[nr][0])
    assert (rad[kol.SNITT_A], rad[kol.SNITT_B]) == pytest.approx((uveid, veid))
    assert (rad[kol.PROFIL_A], rad[kol.PROFIL_B]) == pytest.approx(profiler)
    assert rad[kol.FORSKJELL] == pytest.approx(profiler[1] - profiler[0])
    assert rad[kol.MANGLER] in (None, "")


def test_med_ni_av_ti_kommuner_er_snittet_i_den_andre_utgaven_ikke_vist(bok, p):
    fyll(bok, p, range(9))  # oppdiktet
    rad = arket(bok, "gruppestorrelse")
    assert rad[kol.SNITT_B] is Feil.NA and rad[kol.MANGLER] == "Mangler 1 tall og 1 nevnere"


def test_en_annen_kommune_gir_sine_egne_tall(bok, p):
    fyll(bok, p)  # oppdiktet
    bok.sett("Forside", "C7", "Bergen")
    assert arket(bok, "gruppestorrelse")[kol.KOMMUNEN] == pytest.approx(10.0 + 0.2)


def test_bygget_for_2019_og_satt_mot_2017_er_det_den_andre_som_er_uveid(forgiftede):
    par = side_om_side("grunnskole", "2019", "2017")
    bok, p = Formualizer().aapne(forgiftede("grunnskole", "2019", "2017")), plan(par)
    fyll(bok, p)  # oppdiktet
    rad = arket(bok, "gruppestorrelse")
    x = [10.0 + i + 0.1 * [i.nokkel for i in p.profiler[0].indikatorer].index("gruppestorrelse") for i in range(10)]
    veid = sum((i + 1) * v for i, v in enumerate(x)) / 55
    assert (rad[kol.SNITT_A], rad[kol.SNITT_B]) == pytest.approx((veid, sum(x) / 10))
    assert [b.slag for b in p.blokker].count("nevner") == 1


@pytest.mark.parametrize("par", [pytest.param(p, marks=() if p[0] == "grunnskole" else pytest.mark.tung) for p in PAR])
def test_funksjoner_og_tvillinger_er_enige_og_ingen_kontroll_er_rod(par, forgiftede):
    fil, p = forgiftede(*par), plan(side_om_side(*par))
    med, uten = Formualizer().aapne(fil), Formualizer(tillegg=False).aapne(fil)
    assert {s: v for s, v in ulike(regnet(med), regnet(uten)).items() if s[0] in ("Resultat", "Utgaver")} == {}
    assert [f for f in kontroller(fil) if f.alvor == "feil"] == []
    for bok in (med, uten):
        fyll(bok, p)
    verdier, uten_tillegg = regnet(med), regnet(uten)
    assert {s: v for s, v in ulike(verdier, uten_tillegg).items() if s[0] == "Utgaver"} == {}
    differanser = [v for (ark, c), v in verdier.items() if ark == "Etterregning" and plass(c)[1] > p.differanse]
    assert max(map(abs, differanser)) < 1e-9
    uventet = {v for (ark, _), v in verdier.items() if ark == "Utgaver" and isinstance(v, Feil)} - {Feil.NA}
    assert uventet == set()


@pytest.mark.treg
@pytest.mark.tung
@pytest.mark.parametrize("par", [("grunnskole", "2017", "2019"), ("kommunehelse", "2017", "2019")])
def test_formulas_og_libreoffice_er_enige(par, forgiftede, soffice):
    fil = forgiftede(*par)
    uten = regnet(Formualizer(tillegg=False).aapne(fil))
    assert ulike(regnet(motor("formualizer").aapne(fil)), regnet(motor("formulas").aapne(fil)), utenom="") == {}
    assert ulike(uten, regnet(motor("libreoffice").aapne(fil))) == {}


@pytest.mark.treg
def test_libreoffice_regner_snittet_i_den_andre_utgaven_naar_nevnerne_er_fylt_inn(forgiftede, p, soffice):
    fil = forgiftede("grunnskole", "2017", "2019")
    lo, f = motor("libreoffice").aapne(fil), Formualizer(tillegg=False).aapne(fil)
    for bok in (lo, f):
        fyll(bok, p)  # oppdiktet
    assert ulike(regnet(f), regnet(lo)) == {}
    assert isinstance(arket(lo, "gruppestorrelse")[kol.FORSKJELL], float)


@pytest.mark.parametrize("par", MOT_2019)
def test_hver_indikator_staar_en_gang_enten_i_begge_eller_i_den_ene_med_grunn(par, forgiftede):
    a = side_om_side(*par)
    ark = openpyxl.load_workbook(forgiftede(*par))["Utgaver"]
    rader = [[c.value for c in rad[:7]] for rad in ark.iter_rows(min_row=1)]
    skille = next(i for i, r in enumerate(rader) if "Bare i den ene" in str(r[0]))
    mal = {m: {(i.maal, i.profil, i.nokkel) for i in f.indikatorer} for m, f in (("a", a), ("b", a.mot))}
    i_begge = sorted(n for maal, _, n in mal["a"] & mal["b"] if maal in (Maal.TJENESTEPROFIL, Maal.PRODUKSJONSINDEKS))
    vist = [r[0] for r in rader[:skille] if r[kol.SLAG_A] in ("uveid", "veid") and r[kol.SLAG_B]]
    assert sorted(vist) == i_begge
    ene = {(r[3], r[0]): (r[4], r[5]) for r in rader[skille + 3 :] if r[0]}
    assert set(ene) == {(f"{m} {pr}".strip(), n) for m, pr, n in mal["a"] ^ mal["b"]}
    slag = {e.noekkel: str(e.slag) for e in endringer(a, a.mot) if e.hva == "indikator" and not e.felt}
    for m, pr, n in mal["a"] ^ mal["b"]:
        hva, hvorfor = ene[f"{m} {pr}".strip(), n]
        assert hva.startswith(slag[noekkel(m, pr, n)]) and hvorfor


def test_vekten_i_indeksen_staar_for_begge_og_er_ikke_funnet_der_kilden_tier(bok):
    rad = arket(bok, "laeringsmiljo")
    assert rad[kol.SNITT_A] == pytest.approx(18.3) and rad[kol.SNITT_B] == "ikke funnet"
    assert rad[kol.MANGLER] == "Vekten i 2019 er ikke funnet"
    bok.sett("Parametre", "D12", 20.0)
    assert arket(bok, "laeringsmiljo")[kol.SNITT_A] == pytest.approx(20.0)


def test_maalene_staar_side_om_side_med_snitt_nevner_og_funksjoner(forgiftede):
    ark = openpyxl.load_workbook(forgiftede("grunnskole", "2017", "2019"))["Utgaver"]
    rader = {(r[0].value, r[1].value): [c.value for c in r[3:6]] for r in ark.iter_rows(min_row=8, max_row=30)}
    assert rader["tjenesteprofil", "Snitt"] == ["uveid", "veid", "endret"]
    assert rader["tjenesteprofil", "KOSTRA-funksjoner"] == ["202", "ikke funnet", "ikke funnet"]
    assert rader["ressursbruksindikator", "Nevner"][2] == "lik"
    ark = openpyxl.load_workbook(forgiftede("barnehage", "2017", "2019"))["Utgaver"]
    rader = {(r[0].value, r[1].value): [c.value for c in r[3:6]] for r in ark.iter_rows(min_row=8, max_row=30)}
    assert rader["produksjonsindeks", "KOSTRA-funksjoner"] == ["ikke funnet"] * 3  # to ukjente er ikke like


def test_boken_er_utgavens_egen_med_det_nye_etter_alt_annet(p):
    egen = plan(malfil("grunnskole", "2017"))
    assert p.blokker[: len(egen.blokker)] == egen.blokker and p.sone == egen.sone
    assert p.inndata == egen.inndata
    assert {b.topp > p.blokker[-1].slutt for b in motblokker(p)} == {True}


def test_arket_utgaver_er_laast_staar_etter_resultat_og_er_paa_forsiden(forgiftede):
    bok = openpyxl.load_workbook(forgiftede("grunnskole", "2017", "2019"))
    assert bok.sheetnames.index("Utgaver") == bok.sheetnames.index("Resultat") + 1
    assert bok["Utgaver"].protection.sheet and not bok["Utgaver"].merged_cells.ranges
    forside = {c.value for rad in bok["Forside"].iter_rows() for c in rad}
    assert {"Utgaver", "mot"} <= forside
    assert not any("ASSS_" in str(c.value) for rad in bok["Utgaver"].iter_rows() for c in rad)


def test_nevnerne_er_gule_felt_med_opphav_og_staar_paa_kilder(forgiftede, p):
    bok = openpyxl.load_workbook(forgiftede("grunnskole", "2017", "2019"))
    b = nevner(p, next(iter(motblokker(p))))
    assert b is not None and {i.nokkel for i in b.indikatorer} == {
        "netto_utgift_per_elev", "gruppestorrelse", "spesialundervisning_andel", "spesialundervisning_timer"
    }  # fmt: skip
    for rad, _, _ in b.rader:
        assert not bok["Inndata"].cell(rad + 1, 4).protection.locked
        assert bok["Inndata"].cell(rad + 1, p.opphav + 1).value.startswith("mangler")
    tekst = " ".join(str(c.value) for rad in bok["Kilder"].iter_rows() for c in rad)
    assert "Nevneren i utgave 2019: Lærertimer, minus morsmål og finsk." in tekst


def test_en_annen_grense_i_den_andre_utgaven_er_en_egen_rad_paa_parametre(tmp_path):
    par = side_om_side("grunnskole", "2017", "2019")
    par = replace(par, mot=replace(par.mot, utgave=replace(par.mot.utgave, minst=8)))
    p, bok = plan(par), Formualizer().aapne(bygg(par, tmp_path))
    fyll(bok, p, range(9))  # oppdiktet
    assert isinstance(arket(bok, "gruppestorrelse")[kol.SNITT_B], float)


def test_ulike_kommuner_kan_ikke_settes_side_om_side_og_feilen_nevner_dem(monkeypatch):
    ekte = tverrfiler.malfil

    def med_asker(nokkel, utgave=None):
        fil = ekte(nokkel, utgave)
        flere = (*fil.utgave.kommuner, "Asker")
        return fil if utgave != "2019" else replace(fil, utgave=replace(fil.utgave, kommuner=flere))

    monkeypatch.setattr(tverrfiler, "malfil", med_asker)
    with pytest.raises(Bruksfeil, match=r"ikke de samme kommunene i utgave 2017 og 2019.*: Asker er bare i den ene"):
        side_om_side("grunnskole", "2017", "2019")


def test_en_utgave_sektoren_ikke_har_er_et_ukjent_navn():
    with pytest.raises(UkjentNavn, match="finnes ikke i utgave «2017»"):
        side_om_side("samferdsel", "2019", "2017")


@pytest.mark.parametrize(
    ("argumenter", "ord_"),
    [
        (["grunnskole", "--mot", "1815"], "finnes ikke i utgave «1815». Utgavene er: 2017, 2019."),
        (["grunnskole", "--mot", "2017"], "kan ikke settes ved siden av seg selv"),
        (["regnskap", "--mot", "2019"], "i utgave 2017 og 2019 har de samme tabellene, formlene og snittene"),
        (["utgiftsbehov_og_ressursbruk", "--utgave", "2017", "--mot", "2019"], "Se «xlasss endringer 2017 2019"),
        (["--mot", "2019"], "Nevn den: «xlasss bygg SEKTOR --mot U2»"),
    ],
)
def test_galt_bruk_av_mot_gir_en_linje_kode_2_og_ingen_fil(xlasss, tmp_path, argumenter, ord_):
    kode, ut, feil = xlasss("bygg", *argumenter, "--ut", "her")
    assert (kode, ut, feil.count("\n")) == (2, "", 1) and ord_ in feil
    assert not (tmp_path / "her").exists()


def test_bygg_mot_lager_boken_og_sier_hvor_mye_som_er_ulikt(xlasss, tmp_path):
    kode, ut, _ = xlasss("bygg", "grunnskole", "--utgave", "2017", "--mot", "2019", "--ut", "her")
    assert kode == 0 and "utgave 2017 og 2019 side om side: 39 forskjeller" in ut and "arket Utgaver" in ut
    fil = tmp_path / "her" / "grunnskole_2016_2017_mot_2019.xlsx"
    assert xlasss("kontroll", str(fil))[:2] == (0, f"0 funn i {fil.name}.\n")


def test_en_utgave_som_laaner_metoden_staar_under_sitt_eget_navn(tmp_path):
    par = side_om_side("grunnskole", "2017", "2019")
    par = replace(par, mot=replace(par.mot, utgave=replace(par.mot.utgave, utgave="2020", som="2019")))
    bok = openpyxl.load_workbook(bygg(par, tmp_path))
    tekst = {str(c.value) for ark in ("Utgaver", "Inndata", "Beregning") for rad in bok[ark].iter_rows() for c in rad}
    assert {"Snittet 2020", "Profil 2020", "5  Tjenesteprofil 2016 etter utgave 2020"} <= tekst
    assert not any("utgave 2019" in t for t in tekst)
