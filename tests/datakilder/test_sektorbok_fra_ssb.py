"""Hele veien for sektorbøkene: hent → lageret → boken → resultatet. Tallene til dem er oppdiktet, og bare her.

Og det som sies når det ikke er noe å skrive: ingenting kan regnes av SSBs tabeller, eller det er ikke hentet.
"""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from ssb_tall import oppdiktede_tabeller

from xlasss.datakilder.lager import Lager
from xlasss.engines import motor
from xlasss.engines.lager import Lager as Lagerfil
from xlasss.oppdatering.lagerkilde import i_arbeidsboker, kan_regnes
from xlasss.oppdatering.malens import inndata_i
from xlasss.tverrfiler import maler, malfil, malutgaver
from xlasss.workbook.bygg import modell
from xlasss.workbook.modell import ref
from xlasss.workbook.plan import plan

OPPHAV = "hentet SSB {} 2026-06-15"


@pytest.fixture
def ssb(xlasss, tjener, klokke, monkeypatch):
    """Kommandolinjen mot en falsk statistikkbank som også har de oppdiktede tabellene."""
    monkeypatch.setenv("XLASSS_SSB", tjener.v2)
    monkeypatch.setattr("xlasss.cli.kostra._klokke", lambda: klokke)
    tjener.tabeller |= oppdiktede_tabeller()
    return xlasss


@pytest.fixture
def bok(rot, tmp_path):
    def kopi(sektor: str):
        return shutil.copy(rot / "workbooks" / f"{sektor}_2016.xlsx", tmp_path / f"{sektor}.xlsx")

    return kopi


def i_profilen(fil, sektor: str, utgave: str, nokkel: str) -> tuple[dict[str, object], dict[str, str]]:
    """Tallet og opphavet for hver kommune i profilen på Inndata."""
    p = plan(malfil(sektor, utgave))
    b = next(b for b in p.blokker if b.id == "profil")
    nr = [i.nokkel for i in b.indikatorer].index(nokkel)
    lest = motor("formualizer").aapne(fil)
    celler = {
        navn: [lest.verdi(*ref("Inndata", b.kommunerad(navn), kol).split("!")) for kol in (3 + nr, p.opphav + nr)]
        for _, navn in b.kommuner
    }
    return {k: v for k, (v, _) in celler.items()}, {k: o for k, (_, o) in celler.items()}


def paa_resultat(fil, rad: int) -> list[float]:
    """Sandnes, snittet, lavest og høyest, og profilen (kommune, lavest og høyest mot snittet), regnet på nytt."""
    lest = motor("formualizer").aapne(fil)
    lest.regn()
    return [lest.verdi("Resultat", f"{kol}{rad}") for kol in "DEFGHIJ"]


def test_barnevern_fra_ssb_til_cellen_opphavet_og_resultatet(ssb, bok):
    fil = bok("barnevern")
    assert paa_resultat(fil, 54)[:4] == [5.0, 4.2, 2.8, 6.3]  # trykt i tabell 17, s. 54
    kode, ut, _ = ssb("oppdater", str(fil), "--aar", "2016", "--fra", "ssb")
    assert kode == 0 and "10 celler endret" in ut
    tall, opphav = i_profilen(fil, "barnevern", "2017", "undersokelser_andel")
    assert tall == {navn: 101.5 + i for i, navn in enumerate(tall)} and len(tall) == 10
    assert set(opphav.values()) == {OPPHAV.format("12286 KOSbvbarnuspinnb0000")}
    sandnes, snitt = tall["Sandnes"], sum(tall.values()) / 10
    ventet = [sandnes, snitt, 101.5, 110.5, *(100 * x / snitt for x in (sandnes, 101.5, 110.5))]
    assert paa_resultat(fil, 54) == pytest.approx(ventet)


def test_bare_tabellene_boken_regnes_av_hentes(ssb, bok, tjener):
    assert ssb("oppdater", str(bok("barnevern")), "--aar", "2016", "--fra", "ssb", "--vis")[0] == 0
    assert {nr for _, sti, _ in tjener.kall for nr in re.findall(r"tables/(\d{5})", sti)} == {"12286"}


def test_kan_ingenting_i_boken_regnes_av_ssbs_tabeller_sporres_ikke_ssb(ssb, bok, tjener):
    kode, ut, _ = ssb("oppdater", str(bok("sosiale_tjenester")), "--aar", "2016", "--fra", "ssb")
    assert kode == 0 and "Ingen av inndataene for 2016" in ut and "for hånd eller med et skjema" in ut
    assert tjener.kall == []


def test_neste_aars_bok_faar_det_den_nye_metoden_kan_regne_ogsaa_naar_den_gamle_ikke_kunne(ssb, bok, tmp_path):
    kode, ut, _ = ssb("nytt-aar", str(bok("barnehage")), "--aar", "2019", "--fra", "ssb", "--json")
    svar = json.loads(ut)
    tall, opphav = i_profilen(Path(svar["fil"]), "barnehage", "2019", "netto_per_innb_1_5")
    assert (kode, svar["fylt"], svar["uten_tall"]) == (0, 10, "")
    assert set(opphav.values()) == {OPPHAV.format("13502 KOSutg020000")} and None not in tall.values()
    gjores = svar["sjekkliste"][0]
    assert ssb("oppdater", svar["fil"], "--aar", "2019", "--fra", "lager")[1].startswith("0 celler endret, 10 uendret")
    uten = json.loads(ssb("nytt-aar", str(bok("barnehage")), "--aar", "2019", "--ut", "uten.xlsx", "--json")[1])
    tomme = [int(re.search(r"profil (\d+) celler", linje)[1]) for linje in (gjores, uten["sjekkliste"][0])]
    assert tomme[0] == tomme[1] - 10


def test_neste_aars_bok_sier_det_naar_kilden_ikke_har_noe(ssb, bok):
    kode, ut, _ = ssb("nytt-aar", str(bok("sosiale_tjenester")), "--aar", "2019", "--fra", "ssb")
    assert kode == 0 and "Ingen av inndataene for 2019" in ut


def test_tallene_foelger_nokkelen_ogsaa_naar_noen_har_skrevet_et_annet_navn(ssb, bok):
    fil = Path(bok("barnevern"))
    lest = Lagerfil(fil)
    sandnes = [
        sted for sted, v in lest.inndata.items() if sted[0] == "Inndata" and sted[1][0] == "B" and v == "Sandnes"
    ]
    fil.write_bytes(lest.med(dict.fromkeys(sandnes, "Sandnes kommune ")))
    assert "10 celler endret" in ssb("oppdater", str(fil), "--aar", "2016", "--fra", "ssb")[1]


@pytest.mark.treg
def test_barnehage_faar_netto_per_barn_i_utgaven_formelen_er_kjent_for_og_bare_der(ssb, bok, tmp_path):
    assert ssb("bygg", "barnehage", "--utgave", "2019", "--ut", ".")[0] == 0
    fil = tmp_path / "barnehage_2019.xlsx"
    kode, _, _ = ssb("oppdater", str(fil), "--aar", "2019", "--fra", "ssb")
    tall, opphav = i_profilen(fil, "barnehage", "2019", "netto_per_innb_1_5")
    assert kode == 0 and tall == {navn: 9_000_001 + i for i, navn in enumerate(tall)}
    assert set(opphav.values()) == {OPPHAV.format("13502 KOSutg020000")}
    gammel = bok("barnehage")  # lageret har 13502, men i utgaven fra 2017 er det ikke sikkert at 211 er med
    kode, ut, _ = ssb("oppdater", str(gammel), "--aar", "2016", "--fra", "lager")
    assert kode == 0 and "kan regnes av SSBs tabeller" in ut


@pytest.mark.parametrize("vis", [(), ("--vis",)])
def test_en_bok_uten_noe_aa_hente_faar_vite_det_og_er_uroert(ssb, bok, tmp_path, vis):
    with Lager.apne(tmp_path / "kostra.sqlite"):
        pass
    fil = bok("barnehage")
    foer = fil.read_bytes()
    valg = ("oppdater", str(fil), "--aar", "2016", "--fra", "lager", *vis)
    ventet = (
        "Ingen av inndataene for 2016 i barnehage.xlsx kan regnes av SSBs tabeller med de formlene og kodene "
        "kildene gir. De fylles ut for hånd eller med et skjema."
    )
    assert ssb(*valg) == (0, f"Ingen celler er endret. {ventet}\n", "")
    assert json.loads(ssb(*valg, "--json")[1])["uten_tall"] == ventet
    assert fil.read_bytes() == foer and not list(tmp_path.glob("barnehage_for_*"))


@pytest.mark.parametrize(
    ("sektor", "kommando"),
    [
        ("barnevern", ["hent", "--aar", "2016", "--tabell", "12286"]),
        ("eiendomsforvaltning", ["hent", "--aar", "2016", "--tabell", "12137", "--tabell", "12362"]),
        ("regnskap", ["hent", "--aar", "2015-2016", "--tabell", "12137"]),
    ],
)
def test_er_tallene_bare_ikke_hentet_staar_kommandoen_som_henter_dem_og_den_virker(
    ssb, bok, tmp_path, sektor, kommando
):
    with Lager.apne(tmp_path / "kostra.sqlite"):
        pass
    valg = ("oppdater", str(bok(sektor)), "--aar", "2016", "--fra", "lager")
    kode, ut, _ = ssb(*valg)
    assert kode == 0 and ut.startswith("Ingen celler er endret. Lageret har ingen av tallene for 2016 som")
    assert f"«xlasss {' '.join(kommando)}»" in ut
    ssb(*kommando)
    assert "celler endret" in ssb(*valg)[1]


def test_ville_blitt_staar_bare_med_vis(ssb, bok):
    fil = bok("barnevern")
    ssb("hent", "--aar", "2016", "--tabell", "12286")
    valg = ("oppdater", str(fil), "--aar", "2016", "--fra", "lager")
    assert "10 celler ville blitt endret" in ssb(*valg, "--vis")[1]
    assert "10 celler endret, 0 uendret" in ssb(*valg)[1]
    kode, ut, _ = ssb(*valg)
    assert kode == 0 and "0 celler endret, 10 uendret" in ut and "ville" not in ut


def test_readme_sier_hvor_mye_av_bokene_ssb_kan_fylle(rot):
    kan = Counter()
    for navn in maler():
        for utgave in malutgaver(navn):
            bok = inndata_i(navn, modell(malfil(navn, utgave)))
            kan[navn, utgave] = len(list(kan_regnes(bok, i_arbeidsboker())))
    fylles = {navn: antall for navn, antall in kan.items() if antall}
    assert fylles == {
        ("barnehage", "2019"): 10, ("barnevern", "2017"): 10, ("barnevern", "2019"): 10,
        ("eiendomsforvaltning", "2017"): 10, ("eiendomsforvaltning", "2019"): 10,
        ("regnskap", "2017"): 210, ("regnskap", "2019"): 210,
    }  # fmt: skip
    assert "210 celler i regnskap, og én kolonne hver i barnevern" in (rot / "README.md").read_text(encoding="utf-8")
