"""Hvor mange regninger som er uavhengige: en gjentatt binding teller ikke to ganger."""

import random

import pytest

from xlasss.fasit_data import rapporter, relasjoner
from xlasss.revisjon.dualtall import i_punktet
from xlasss.revisjon.fasit import variabler
from xlasss.revisjon.revider import Regning
from xlasss.revisjon.uavhengige import uavhengighet, uavhengighet_i
from xlasss.revisjon.uttrykk import Uttrykk

TALL = {"e": 1.226, "p": 1.058, "u": 0.863, "x": 3.0, "y": 2.4, "z": 0.5, "v": 0.0, "prosent": 5.8}


def _regninger(*par):
    return [Regning(f"{venstre}={uttrykk}", venstre, Uttrykk(uttrykk, TALL), "") for venstre, uttrykk in par]


def _svar(*par):
    return uavhengighet(_regninger(*par), TALL)


@pytest.mark.parametrize(
    ("venstre", "uttrykk"),
    [("u", "p/e"), ("p", "e*u"), ("e", "(100*p)/(u*100)"), ("e", "p/u"), ("u", "1/(e/p)"), ("p", "e*u + 0*z")],
)
def test_en_binding_loest_for_et_annet_tall_teller_ikke_en_gang_til(venstre, uttrykk):
    """De trykte tallene stemmer bare innenfor avrundingen: 1,058/0,863 er ikke 1,226."""
    svar = _svar(("e", "p/u"), (venstre, uttrykk))
    assert (svar.regninger, svar.uavhengige) == (2, 1)
    assert svar.gjentatte[0].av == ("e=p/u",)


def test_tre_former_av_samme_binding_er_en():
    assert _svar(("e", "p/u"), ("u", "p/e"), ("p", "e*u")).uavhengige == 1


@pytest.mark.parametrize(("venstre", "uttrykk"), [("e", "p - u + 1"), ("e", "1 + (p - 1)/2"), ("u", "p/(e*z)")])
def test_en_annen_binding_mellom_de_samme_tallene_er_uavhengig(venstre, uttrykk):
    assert _svar(("e", "p/u"), (venstre, uttrykk)).uavhengige == 2


def test_en_regning_som_foelger_av_to_andre_nevner_dem_begge_og_ikke_de_andre():
    svar = _svar(("x", "y + z"), ("y", "v + e"), ("p", "u + v"), ("x", "v + e + z"))
    assert [(g.relasjon, g.av) for g in svar.gjentatte] == [("x=v + e + z", ("x=y + z", "y=v + e"))]


def test_den_samme_regningen_i_prosent_og_som_indeks_er_en():
    svar = _svar(("prosent", "100*(p - 1)"), ("p", "1 + prosent/100"))
    assert svar.uavhengige == 1


def test_regninger_uten_felles_tall_er_uavhengige_og_ingen_regninger_er_null():
    assert _svar(("e", "p/u"), ("x", "y + z")).uavhengige == 2 and _svar().uavhengige == 0


def test_en_nevner_paa_null_gjoer_ingen_regning_gjentatt():
    assert _svar(("e", "p/v"), ("p", "e*v")).uavhengige == 2


@pytest.mark.parametrize("rapport", rapporter())
def test_tallet_paa_uavhengige_avhenger_ikke_av_rekkefoelgen(rapport):
    kjente = variabler(rapport)
    regninger = [Regning(r.navn, r.venstre, Uttrykk(r.uttrykk, kjente), "") for r in relasjoner(rapport)]
    random.Random(2017).shuffle(regninger)
    svar = uavhengighet(regninger, {n: float(i.midt) for n, i in kjente.items()})
    assert (svar.regninger, svar.uavhengige) == (len(regninger), uavhengighet_i(rapport).uavhengige)


def test_en_ny_form_av_en_binding_i_rapporten_senker_ikke_og_hever_ikke_tallet():
    kjente = variabler("sandnes_2017")
    regninger = [Regning(r.navn, r.venstre, Uttrykk(r.uttrykk, kjente), "") for r in relasjoner("sandnes_2017")]
    forste = next(r for r in regninger if r.relasjon == "effektivitet-barnevern")
    produksjon, utgift = forste.uttrykk.navn
    ny = Regning("ny", utgift, Uttrykk(f"100 - (100 + {produksjon})/{forste.venstre}", kjente), "")
    svar = uavhengighet([*regninger, ny], {n: float(i.midt) for n, i in kjente.items()})
    assert svar.regninger == len(regninger) + 1
    assert svar.uavhengige == uavhengighet_i("sandnes_2017").uavhengige
    assert next(g for g in svar.gjentatte if g.relasjon == "ny").av == ("effektivitet-barnevern",)


def test_stigningen_er_den_samme_som_et_lite_skritt_gir():
    uttrykk = Uttrykk("abs(x - 2*y)**2/(z + 1) + min(p, u)*max(x, y)**-1 - -e", TALL)
    svar = i_punktet(uttrykk, TALL)
    for navn in uttrykk.navn:
        opp, ned = (i_punktet(uttrykk, TALL | {navn: TALL[navn] + h}).verdi for h in (1e-6, -1e-6))
        assert svar.d.get(navn, 0.0) == pytest.approx((opp - ned) / 2e-6, abs=1e-6)


def test_rapporten_sier_noe_paa_mer_enn_en_maate_og_det_som_foelger_kommer_etter():
    svar = uavhengighet_i("sandnes_2017")
    plass = {r.navn: i for i, r in enumerate(relasjoner("sandnes_2017"))}
    assert svar.regninger == len(plass) and 0 < svar.uavhengige < svar.regninger
    gjentatt = {g.relasjon for g in svar.gjentatte}
    for g in svar.gjentatte:
        assert g.av and not gjentatt & set(g.av) and all(plass[a] < plass[g.relasjon] for a in g.av)


def test_ingen_regning_er_naer_grensen_for_aa_vaere_gjentatt(monkeypatch):
    """Hundre tusen ganger strengere eller tusen ganger slappere gir det samme tallet."""
    svar = uavhengighet_i("sandnes_2017").uavhengige
    for grense in (1e-12, 1e-4):
        monkeypatch.setattr("xlasss.revisjon.uavhengige.NAER_NULL", grense)
        assert uavhengighet_i("sandnes_2017").uavhengige == svar
