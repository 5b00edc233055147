"""SSBs tall fra lageret inn i boken: rett celle, med tabell, koder og utgave i opphavet."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from xlasss.datakilder.indikatorer import indikator
from xlasss.errors import Hentefeil
from xlasss.oppdatering.lagerkilde import Lagerkilde
from xlasss.oppdatering.oppdater import forbered

ANDEL = (indikator("eiendom_netto_andel"),)


@dataclass(frozen=True)
class Verdi:
    tabell: str
    variabel: str


NETTO = Verdi("12362", "KOSbelop0000[KOKart0000=AGD2;KOKfunksjon0000=FGK6a]")
SAMLET = Verdi("12137", "KOSbelop0000[KOKartkap0000=AGD1]")


@dataclass(frozen=True)
class Punkt:
    kommune: str
    aar: int
    celle: float | str | None
    vintage: str = "2017-06-15T06:00:00Z"
    brudd: bool = False
    ledd: Sequence[Verdi] = (NETTO, SAMLET, NETTO)
    grunn: str = ""


class Lager:
    """Et lite lager med det oppdateringen spør om."""

    def __init__(self, *punkter: Punkt) -> None:
        self.punkter, self.spurt = punkter, []

    def indikator(self, navn, *, kommuner, aar, per=None):
        self.spurt.append((navn, tuple(aar), per))
        return [p for p in self.punkter if p.kommune in kommuner and p.aar in aar]


@pytest.fixture
def eiendom(rot, tmp_path) -> Path:
    return Path(shutil.copy(rot / "workbooks" / "eiendomsforvaltning_2016.xlsx", tmp_path / "eiendom.xlsx"))


def test_tallet_kommer_bare_i_profilen_og_opphavet_har_tabeller_koder_og_utgave(eiendom):
    lager = Lager(Punkt("Bergen", 2016, 8.6), Punkt("Oslo", 2015, 1.0))
    plan = forbered(eiendom, Lagerkilde(lager, ANDEL), 2016).plan
    (endring,) = plan.endringer
    assert endring.verdi == 8.6 and endring.felt.kommune == "Bergen" and endring.felt.nokkel.blokk.startswith("profil")
    assert endring.opphav == "hentet SSB 12362 KOSbelop0000 AGD2 FGK6a, 12137 KOSbelop0000 AGD1 2017-06-15"
    assert {navn for navn, _, _ in lager.spurt} == {"eiendom_netto_andel"} and not plan.ikke_funnet


def test_tegn_skrives_som_tegn_brudd_nevnes_og_det_som_ikke_er_hentet_roeres_ikke(eiendom):
    punkter = (Punkt("Bergen", 2016, ":"), Punkt("Oslo", 2016, 7.0, brudd=True), Punkt("Tromsø", 2016, None, ledd=()))
    plan = forbered(eiendom, Lagerkilde(Lager(*punkter), ANDEL), 2016).plan
    assert [(e.felt.kommune, e.verdi) for e in plan.endringer] == [("Bergen", ":"), ("Oslo", 7.0)]
    assert plan.endringer[1].opphav.endswith("(brudd i serien)")


def test_et_tall_i_en_annen_enhet_avvises_foer_noe_er_skrevet(eiendom):
    lager = Lager(Punkt("Bergen", 2016, None, grunn="SSB oppgir tabell 12137, AGD1 for 2016, i «kr»"))
    with pytest.raises(Hentefeil, match=r"12137, AGD1 for 2016, i «kr»\. Ingenting er skrevet i boken"):
        forbered(eiendom, Lagerkilde(lager, ANDEL), 2016)


def test_en_eldre_utgave_spoerres_det_etter(eiendom):
    lager = Lager(Punkt("Bergen", 2016, 8.6))
    kilde = Lagerkilde(lager, ANDEL, per="2017-04-01")
    forbered(eiendom, kilde, 2016)
    assert lager.spurt[0][2] == "2017-04-01" and "2017-04-01" in kilde.navn


def test_en_annen_sektors_indikator_enhet_blokk_eller_utgave_naar_ikke_boken(eiendom):
    (andel,) = ANDEL
    for feil in ({"sektor": "regnskap"}, {"enhet": "kroner"}, {"blokk": ("nivaa",)}, {"utgave": ("2019",)}):
        kilde = Lagerkilde(Lager(Punkt("Bergen", 2016, 8.6)), [replace(andel, **feil)])
        assert not forbered(eiendom, kilde, 2016).plan.endringer, feil
    assert forbered(eiendom, Lagerkilde(Lager(Punkt("Bergen", 2016, 8.6)), ANDEL), 2016).plan.endringer
