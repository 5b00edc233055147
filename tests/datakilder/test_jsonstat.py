"""Leseren mot SSBs egne svar der de ligger ved siden av prosjektet, og mot små egne svar alltid."""

import json
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlasss.datakilder.jsonstat import celler
from xlasss.datakilder.ssb import kategorier
from xlasss.datakilder.tabell import Tabell, Utvalg
from xlasss.errors import Hentefeil

SVAR = Path(__file__).parents[3] / "shared" / "data" / "ssb_svar"


def les(svar: dict):
    koder = {d: kategorier(svar["dimension"][d]) for d in svar["id"]}
    return celler(svar, Tabell("12345", "prøve", "", koder), Utvalg("12345", koder), "prøven")


def lite_svar(**endret) -> dict:
    """Som SSBs 12191: ContentsCode først, koder som ikke gjaldt det året, og en lenke som ikke er gyldig json-stat."""
    kommuner = {"3005": 1, "0602": 0}  # rekkefølgen i teksten er ikke rekkefølgen i tallene
    enhet = {"KOSa0000": {"base": "antall", "decimals": 0}, "KOSb0000": {"base": "årsverk", "decimals": 1}}
    return {
        "class": "dataset", "version": "2.0", "updated": "2021-06-13T22:00:00Z",
        "id": ["ContentsCode", "KOKkommuneregion0000", "Tid"], "size": [2, 2, 1],
        "dimension": {
            "ContentsCode": {"category": {"index": ["KOSa0000", "KOSb0000"], "unit": enhet}},
            "KOKkommuneregion0000": {"category": {"index": kommuner}, "link": {"describedby": [{"extension": {}}]}},
            "Tid": {"category": {"index": {"2019": 0}}},
        },
        "value": [3, None, 1.5, None], "status": {"1": ".", "3": ":"},
    } | endret  # fmt: skip


def test_koder_enheter_og_tegn_foelger_plassen_og_ikke_rekkefoelgen_i_teksten():
    assert [tuple(c) for c in les(lite_svar())] == [
        ("KOSa0000", "0602", 3.0, "", "antall", 0),
        ("KOSa0000", "3005", None, ".", "antall", 0),
        ("KOSb0000", "0602", 1.5, "", "årsverk", 1),
        ("KOSb0000", "3005", None, ":", "årsverk", 1),
    ]


def test_tegnene_kan_staa_som_liste_eller_mangle_naar_alt_er_tall():
    assert [c.tegn for c in les(lite_svar(status=[None, ".", None, ":"]))] == ["", ".", "", ":"]
    fulle = lite_svar(value=[1, 2, 3, 4])
    del fulle["status"]
    assert [c.verdi for c in les(fulle)] == [1, 2, 3, 4]


@pytest.mark.parametrize("verdi", ["..", True, "12", [1], {}])
def test_det_som_ikke_er_tall_der_tallene_staar_avvises(verdi):
    with pytest.raises(Hentefeil, match="der det skal være et tall"):
        les(lite_svar(value=[verdi, None, 1.5, None]))


@pytest.mark.parametrize("status", [{"1": ".", "3": "*"}, {"1": "."}, {"1": ".", "-1": ":"}, {"1": ".", "x": ":"}, 7])
def test_et_ukjent_eller_forskjoevet_tegn_avvises(status):
    with pytest.raises(Hentefeil, match="Henting av prøven"):
        les(lite_svar(status=status))


@pytest.mark.skipif(not SVAR.exists(), reason="SSBs egne svar ligger ikke ved siden av prosjektet")
@pytest.mark.parametrize(
    ("tabell", "tegn"),
    [("12134", {}), ("12191", {".": 90, "..": 1, ":": 1}), ("12367", {".": 400, ":": 85})],
)
def test_ssbs_egne_svar_leses_med_hvert_tegn(tabell, tegn):
    svar = json.loads((SVAR / f"{tabell}.json").read_text(encoding="utf-8"))
    funnet = les(svar)
    assert Counter(c.tegn for c in funnet if c.tegn) == Counter(svar.get("status", {}).values()) == tegn
    assert [c.verdi for c in funnet] == svar["value"] and all(c.enhet for c in funnet)


@pytest.mark.skipif(not SVAR.exists(), reason="SSBs egne svar ligger ikke ved siden av prosjektet")
def test_ssbs_prisindeks_uten_kommuner_avvises_med_navn():
    with pytest.raises(Hentefeil, match="ikke fordelt på kommuner"):
        les(json.loads((SVAR / "08655.json").read_text(encoding="utf-8")))


@given(st.lists(st.integers(1, 12), min_size=1, max_size=5), st.integers(1, 200))
def test_delene_av_et_utvalg_er_sma_nok_og_har_hver_celle_noeyaktig_en_gang(lengder, grense):
    utvalg = Utvalg("12345", {f"d{i}": tuple(f"{i}-{k}" for k in range(n)) for i, n in enumerate(lengder)})
    deler = utvalg.deler(grense)
    cellene = [celle for del_ in deler for celle in product(*del_.koder.values())]
    assert max(d.celler for d in deler) <= grense
    assert len(cellene) == utvalg.celler == len(set(cellene))
