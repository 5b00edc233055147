"""forklar --mot utgave:U: det samme tallet etter en annen utgave, også når noe mangler.

Tall og nevnere merket oppdiktet er valgt her for å prøve regningen. De står ikke i noen kilde og når aldri en fasit.
"""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from xlasss.begreper import Feil
from xlasss.engines.formualizer_motor import Formualizer
from xlasss.engines.lager import Lager
from xlasss.errors import Bruksfeil
from xlasss.revisjon.forskjell import Forskjell, forskjell
from xlasss.revisjon.forskjell.mot import Motpart, motpart
from xlasss.revisjon.forskjell.snitt import SNITT
from xlasss.tverrfiler import malfil, side_om_side
from xlasss.workbook.bygg import bygg
from xlasss.workbook.les import les_bok
from xlasss.workbook.modell import uten_ark
from xlasss.workbook.patch import skriv_bufrede
from xlasss.workbook.plan import plan
from xlasss.workbook.spor import spor

BOKER = Path(__file__).parents[2] / "workbooks"
MAL = BOKER / "grunnskole_2016.xlsx"
SEKTORBOKER = sorted(
    f for f in BOKER.glob("*_2016.xlsx") if not f.stem.startswith(("regnskap", "utgiftsbehov", "produksjon"))
)
OPPDIKTEDE_TALL = [10.0 + i for i in range(10)]
OPPDIKTEDE_NEVNERE = [float(i + 1) for i in range(10)]
UVEID = sum(OPPDIKTEDE_TALL) / 10
VEID = sum(x * w for x, w in zip(OPPDIKTEDE_TALL, OPPDIKTEDE_NEVNERE, strict=True)) / sum(OPPDIKTEDE_NEVNERE)


def fylt(sektor, mappe: Path, *, uten=()) -> Path:
    """En bok med oppdiktede tall og nevnere i profilene, regnet uten tillegget; `uten` er (slag, kommune nr.)."""
    fil, p = bygg(sektor, mappe), plan(sektor)
    lager, sett = Lager(fil), {}
    for b in p.blokker:
        tall = {"profil": OPPDIKTEDE_TALL, "nevner": OPPDIKTEDE_NEVNERE}.get(b.slag, [])
        for i, verdi in enumerate(tall):
            for j in range(b.n):
                celle = lager.inndatacelle("Inndata", uten_ark(b.celle("Inndata", b.forste + i, j)))
                sett[celle] = None if (b.slag, i) in uten else verdi
    raa, ut = mappe / "raa.xlsx", mappe / "fylt.xlsx"
    raa.write_bytes(lager.med(sett))
    motor = Formualizer(tillegg=False).aapne(raa)
    motor.regn()
    skriv_bufrede(raa, ut, {s: motor.verdi(*s) for s in motor.formelceller()})
    return ut


@pytest.fixture(scope="module")
def fra_2017(tmp_path_factory) -> Path:
    return fylt(side_om_side("grunnskole", "2017", "2019"), tmp_path_factory.mktemp("fra"))


@pytest.fixture(scope="module")
def fra_2019(tmp_path_factory) -> Path:
    return fylt(malfil("grunnskole", "2019"), tmp_path_factory.mktemp("til"))


def mot(fil: Path, celle: str, utgave: str) -> tuple[Motpart, Forskjell]:
    bok = les_bok(fil)
    sted = bok.finn(celle)
    annen = motpart(bok, sted, f"utgave:{utgave}")
    return annen, forskjell(spor(bok, sted), annen.node)


def profilrad(fil: Path, indikator: str) -> int:
    """Raden en indikator har i profilen på Resultat."""
    bok = les_bok(fil)
    rader = [r for r, k in sorted(bok.celler("Resultat")) if k == 1 and bok.tekst("Resultat", r, 1) == indikator]
    return rader[-1]


@pytest.mark.parametrize("kolonne", ["E", "H"])
def test_fra_uveid_til_veid_deles_paa_kommunenes_vekter_og_gaar_opp(fra_2017, kolonne):
    annen, f = mot(fra_2017, f"Resultat!{kolonne}{profilrad(fra_2017, 'gruppestorrelse')}", "2019")
    sandnes = OPPDIKTEDE_TALL[6]
    venter = {"E": (UVEID, VEID), "H": (100 * sandnes / UVEID, 100 * sandnes / VEID)}[kolonne]
    assert (float(f.fra), float(f.til)) == pytest.approx(venter, rel=1e-12)
    assert f.metode == SNITT and f.rest == 0 and sum((t.effekt for t in f.termer), Fraction(0)) == f.differanse
    assert all(t.nivaa == t.kryss == 0 and t.vekt == t.effekt for t in f.termer) and len(f.termer) == 10
    assert "snittet er uveid i utgave 2017 og veid i utgave 2019" in annen.merknader[0]
    assert "Lærertimer" in annen.merknader[0] and len(annen.merknader) == 1


def test_effekten_av_en_kommune_er_andelen_den_faar_ganger_avstanden_fra_snittet(fra_2017):
    _, f = mot(fra_2017, f"Resultat!E{profilrad(fra_2017, 'gruppestorrelse')}", "2019")
    effekter = {t.navn: float(t.effekt) for t in f.termer}
    assert effekter["Bergen"] == pytest.approx((1 / 55 - 1 / 10) * (10 - UVEID))
    assert effekter["Sandnes"] == pytest.approx((7 / 55 - 1 / 10) * (16 - UVEID))


def test_fra_2019_til_2017_er_den_samme_veien_tilbake(fra_2017, fra_2019):
    _, fram = mot(fra_2017, f"Resultat!E{profilrad(fra_2017, 'gruppestorrelse')}", "2019")
    annen, tilbake = mot(fra_2019, f"Resultat!E{profilrad(fra_2019, 'gruppestorrelse')}", "2017")
    assert (float(tilbake.fra), float(tilbake.til)) == pytest.approx((VEID, UVEID))
    assert float(tilbake.differanse) == pytest.approx(-float(fram.differanse)) and tilbake.rest == 0
    assert "veid i utgave 2019 og uveid i utgave 2017" in annen.merknader[0]


def test_den_andre_siden_er_det_arket_utgaver_regner(fra_2017):
    """Boken med to utgaver regner det samme med egne formler."""
    bok = les_bok(fra_2017)
    _, f = mot(fra_2017, f"Resultat!H{profilrad(fra_2017, 'gruppestorrelse')}", "2019")
    rad = next(
        r for r, k in sorted(bok.celler("Utgaver")) if k == 1 and bok.tekst("Utgaver", r, 1) == "gruppestorrelse"
    )
    tall = [c.verdi for (r, _), c in sorted(bok.celler("Utgaver").items()) if r == rad and isinstance(c.verdi, float)]
    assert float(f.til) in [pytest.approx(v) for v in tall]


def test_mangler_en_nevner_sies_det_hvem_og_hvor_den_skrives(tmp_path):
    fil = fylt(side_om_side("grunnskole", "2017", "2019"), tmp_path, uten={("nevner", 2)})
    annen, f = mot(fil, f"Resultat!E{profilrad(fil, 'gruppestorrelse')}", "2019")
    sagt = " ".join(annen.merknader)
    assert float(f.fra) == pytest.approx(UVEID) and f.til is None and annen.node.verdi is Feil.NA
    assert "krever 10 kommuner med både tall og nevner; 9 har det" in sagt
    assert "Nevnere mangler for 1 av 10 (Drammen). Skriv dem på Inndata!" in sagt and "Tall mangler" not in sagt


@pytest.mark.parametrize(
    "celle", ["Resultat!E56", "Resultat!H56", "Beregning!F54", "Beregning!F58", "Etterregning!AD58"]
)
def test_i_malen_sies_begge_slags_snitt_og_hva_som_maa_fylles_ut(xlasss, celle):
    kode, ut, feil = xlasss("forklar", str(MAL), celle, "--mot", "utgave:2019")
    sagt = " ".join(ut.split())
    assert (kode, feil) == (0, "") and "uveid i utgave 2017 og veid i utgave 2019" in sagt
    assert "Tall mangler for 9 av 10 (Bergen" in sagt and "Inndata!F48:F57" in sagt
    assert "Nevnerne mangler for alle" in sagt and "xlasss bygg grunnskole --utgave 2017 --mot 2019" in sagt


@pytest.mark.parametrize("fil", SEKTORBOKER, ids=lambda f: f.stem)
def test_hver_profilcelle_i_hver_sektorbok_svarer_uten_misvisende_melding(fil):
    bok = les_bok(fil)
    profil = [h for h in range(1, 200) if bok.tekst("Resultat", h, 8) == "Profil (snitt 100)"]
    assert profil
    for hode in profil:
        for rad in range(hode + 1, hode + 30):
            if not bok.tekst("Resultat", rad, 3):
                break
            annen, f = mot(fil, f"Resultat!H{rad}", "2019")
            sagt = " ".join(annen.merknader)
            assert sagt and "vekter for" not in sagt
            assert any(ord_ in sagt for ord_ in ("snittet er", "det samme", "ikke funnet")) and f.rest in (None, 0)


def test_et_tall_som_er_likt_i_begge_utgavene_sies_aa_vaere_det(xlasss):
    for celle in ("Resultat!H59", "Resultat!D56", "Resultat!E8"):
        kode, ut, _ = xlasss("forklar", str(MAL), celle, "--mot", "utgave:2019")
        assert kode == 0 and "Tallet er det samme i utgave 2019" in ut and "Ingen forskjell" in ut


def test_uten_trykte_vekter_sies_det_og_at_regningen_er_den_samme(xlasss):
    kode, ut, feil = xlasss("forklar", str(MAL), "Resultat!D14", "--mot", "utgave:2019")
    assert (kode, ut, feil.count("\n")) == (2, "", 1)
    assert "ingen publiserte vekter for grunnskole" in feil and "Indeksen regnes på samme måte" in feil
    assert "1 av 6 indikatorer" in feil and "Parametre" in feil and "Velg en annen" not in feil


@pytest.mark.parametrize(
    ("bok", "utgave", "sagt"),
    [
        ("regnskap_2016", "2019", "i utgave 2017 og 2019 har de samme tabellene"),
        ("regnskap_2016", "2017", "laget etter utgave 2017"),
        ("regnskap_2016", "1900", "Arbeidsboken regnskap har ikke utgaven «1900». Den har 2017, 2019."),
        ("utgiftsbehov_og_ressursbruk_2016", "2019", "samme tabellene"),
        ("grunnskole_2016", "1900", "Sektoren grunnskole har ikke utgaven «1900». Den har 2017, 2019."),
    ],
)
def test_en_bok_paa_tvers_sier_det_som_er_sant_om_utgavene(bok, utgave, sagt):
    lest = les_bok(BOKER / f"{bok}.xlsx")
    with pytest.raises(Bruksfeil) as feil:
        motpart(lest, lest.finn("Resultat!D14"), f"utgave:{utgave}")
    assert sagt in str(feil.value) and "finnes ikke" not in str(feil.value)


def test_en_tekst_har_ingen_utgave():
    bok = les_bok(MAL)
    with pytest.raises(Bruksfeil, match="ikke et tall"):
        motpart(bok, bok.finn("Forside!B2"), "utgave:2019")


def test_som_json_er_leddene_vekteffekter_som_summerer(fra_2017, xlasss):
    celle = f"Resultat!H{profilrad(fra_2017, 'gruppestorrelse')}"
    kode, ut, _ = xlasss("forklar", str(fra_2017), celle, "--mot", "utgave:2019", "--json")
    d = json.loads(ut)
    assert kode == 0 and d["metode"] == SNITT and d["rest"] == 0
    assert sum(x["vekt"] for x in d["ledd"]) == pytest.approx(d["differanse"])
