"""Ti feil plantet i en kopi av rapportens TALL.csv, hver ett siste siffer utenfor avrundingen: alle ti blir funnet.

Tallene er fasiten slik den er, med parametrene i tillegg; regningene er de ekte; inngangen er `xlasss revider`.
"""

import csv
import json
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from xlasss.begreper import Dom
from xlasss.datafiler import DATA
from xlasss.fasit_data import fasit_rader, kjente_avvik, relasjoner
from xlasss.revisjon.fasit import dommer, regn_relasjon, variabler
from xlasss.revisjon.uttrykk import Uttrykk

RAPPORT = "sandnes_2017"
FASIT = DATA / "fasit" / f"{RAPPORT}.csv"
REGNINGER = DATA / "fasit" / f"{RAPPORT}_relasjoner.csv"
ANTALL = 10


@cache
def utvalg() -> list[str]:
    """Ett tall i hvert kapittel, fra den siste siden: helst regnet av minst to andre, og det stemmer i dag."""
    fasit, stemmer = fasit_rader(RAPPORT), {d.fasit.id for d in dommer(RAPPORT) if d.dom is Dom.STEMMER}
    kandidater = [r for r in relasjoner(RAPPORT) if r.venstre in stemmer]
    ledd = {r.navn: len(Uttrykk(r.uttrykk, variabler(RAPPORT)).navn) for r in kandidater}
    valgt: dict[str, str] = {}
    for r in sorted(kandidater, key=lambda r: (ledd[r.navn] < 2, -int(fasit[r.venstre].side))):
        valgt.setdefault(fasit[r.venstre].sektor, r.venstre)
    return list(valgt.values())[:ANTALL]


def utenfor(id_: str) -> tuple[str, str]:
    """Det siste tallet avrundingen kan forklare, og ett siste siffer til; skrevet som i rapporten."""
    f = fasit_rader(RAPPORT)[id_]
    regnet = [regn_relasjon(r, RAPPORT) for r in relasjoner(RAPPORT) if r.venstre == id_]
    tak, siffer, halv = min(i.ovre for i in regnet), Fraction(10) ** -f.desimaler, f.intervall.bredde / 2
    skritt = (tak + halv - Fraction(f.trykt)) // siffer + 1
    inne, ute = (Fraction(f.trykt) + n * siffer for n in (skritt - 1, skritt))
    if inne - halv >= tak:  # intervallene bare berører hverandre, og det er utenfor
        inne, ute = inne - siffer, inne
    return f"{float(inne):.{max(f.desimaler, 0)}f}", f"{float(ute):.{max(f.desimaler, 0)}f}"


def skriv_tall(fil: Path, plantet: dict[str, str]) -> None:
    """Rapportens fasit rad for rad, med de plantede tallene, og parametrene uttrykkene viser til."""
    linjer = [linje for linje in FASIT.read_text(encoding="utf-8").splitlines() if not linje.startswith("#")]
    kolonner = ("id", "verdi", "desimaler", "omtrentlig", "halvbredde")
    with fil.open("w", encoding="utf-8", newline="") as ut:
        skriver = csv.DictWriter(ut, kolonner, extrasaction="ignore")
        skriver.writeheader()
        for rad in csv.DictReader(linjer):
            skriver.writerow(rad | ({"verdi": plantet[rad["id"]]} if rad["id"] in plantet else {}))
        for navn in variabler(RAPPORT).keys() - fasit_rader(RAPPORT).keys():
            i = variabler(RAPPORT)[navn]
            skriver.writerow({"id": navn, "verdi": i.midt, "desimaler": 9, "omtrentlig": "nei",
                              "halvbredde": i.bredde / 2})  # fmt: skip


@pytest.fixture
def motstrider(xlasss):
    """Kjør `xlasss revider` på en kopi med plantede tall; gir id-ene til tallene som ikke stemmer."""

    def kjor(plantet: dict[str, str]) -> set[str]:
        skriv_tall(Path("TALL.csv"), plantet)
        kode, ut, _ = xlasss("revider", "TALL.csv", str(REGNINGER), "--json")
        assert kode == 1  # rapporten har egne motstrider
        return {f["venstre"] for f in json.loads(ut)["relasjoner"] if f["dom"] == "motstrid"}

    return kjor


def test_utvalget_er_ti_tall_i_hvert_sitt_kapittel_og_hvert_er_flyttet_ett_siste_siffer():
    fasit = fasit_rader(RAPPORT)
    assert len({fasit[i].sektor for i in utvalg()}) == len(utvalg()) == ANTALL
    for id_ in utvalg():
        inne, ute = map(Fraction, utenfor(id_))
        assert ute - inne == Fraction(10) ** -fasit[id_].desimaler


def test_uten_plantede_feil_er_ingen_av_de_ti_blant_motstridene(motstrider):
    assert motstrider({}) == set(kjente_avvik()) & fasit_rader(RAPPORT).keys()


def test_ti_plantede_feil_blir_alle_funnet(motstrider):
    funnet = motstrider({i: utenfor(i)[1] for i in utvalg()})
    assert set(utvalg()) <= funnet


def test_det_siste_tallet_avrundingen_kan_forklare_er_ikke_et_funn(motstrider):
    assert not set(utvalg()) & motstrider({i: utenfor(i)[0] for i in utvalg()})
