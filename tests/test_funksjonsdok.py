"""Register, udfs og hjelpesider sier det samme, og en endret signatur syns i gjennomgangen."""

import re
from pathlib import Path

import pytest

from xlasss.beregning.avrunding import rund
from xlasss.kall import kall
from xlasss.rapport.eksempler import EKSEMPLER
from xlasss.rapport.funksjonsdok import SIDER, SIGNATURER, forklaring_og_kilde, sider, signaturer, skriv
from xlasss.registry import REGISTER

ROT = Path(__file__).parents[1]
NY = "Kjør: python -m xlasss.rapport.funksjonsdok"


def test_hjelpesidene_er_de_registeret_gir():
    lagret = {fil.name: fil.read_text(encoding="utf-8") for fil in (ROT / SIDER).iterdir()}
    assert sorted(lagret) == sorted(sider()), NY
    for navn, tekst in sider().items():
        assert lagret[navn] == tekst, f"{navn}: {NY}"


def test_signaturene_er_de_vi_har_sett_gjennom():
    """Feiler denne, har en funksjon endret seg for alle som bruker den. Er det ment: CHANGELOG, og så ny fil."""
    assert (ROT / SIGNATURER).read_text(encoding="utf-8") == signaturer(), NY
    assert "Vårt eget øyeblikksbilde" in signaturer().splitlines()[0] and NY[6:] in signaturer()


def test_det_finnes_en_side_per_funksjon_og_innholdet_viser_til_alle():
    assert set(sider()) == {"README.md", *(f"{navn}.md" for navn in REGISTER)}
    assert re.findall(r"\]\((\w+)\.md\)", sider()["README.md"]) == list(REGISTER)


@pytest.mark.parametrize("funksjon", REGISTER.values(), ids=lambda f: f.navn)
def test_en_side_har_signatur_argumenter_forklaring_feil_og_kilde(funksjon):
    tekst = sider()[f"{funksjon.navn}.md"]
    assert f"\n    ={funksjon.signatur}\n" in tekst and funksjon.definisjon in tekst
    for arg in funksjon.argumenter:
        assert f"| `{arg.navn}` | {arg.form.value}" in tekst and arg.hjelp in tekst
    forklaring, kilde = forklaring_og_kilde(funksjon)
    assert forklaring and forklaring in tekst
    assert bool(kilde) == ("## Kilde" in tekst) and (kilde or funksjon.navn in ("ASSS_SJEKK", "ASSS_VERSJON"))
    assert "## Feil og manglende tall" in tekst and ">>>" not in tekst and "KONTRAKT" not in tekst
    assert ("## Eksempel" in tekst) == (funksjon.navn != "ASSS_VERSJON")


@pytest.mark.parametrize("navn", [n for n, e in EKSEMPLER.items() if e.trykt])
def test_et_eksempel_med_trykt_tall_gir_det_trykte(navn):
    eks = EKSEMPLER[navn]
    svar = kall(navn, *eks.celler)
    regnet = sum(svar[0]) if isinstance(svar, list) else svar
    trykt = re.search(r"−?\d+(,\d+)?", eks.trykt)[0].replace("−", "-").replace(",", ".")
    desimaler = len(trykt.partition(".")[2])
    assert rund(-regnet if "under" in eks.trykt else regnet, desimaler) == float(trykt)
    assert eks.kilde, "et trykt tall har en kilde"


def test_sider_for_funksjoner_som_ikke_finnes_mer_blir_borte(tmp_path):
    (tmp_path / SIDER).mkdir(parents=True)
    (tmp_path / SIDER / "ASSS_BORTE.md").write_text("gammel", encoding="utf-8")
    skriv(tmp_path)
    assert {fil.name for fil in (tmp_path / SIDER).iterdir()} == set(sider())
    assert (tmp_path / SIGNATURER).read_text(encoding="utf-8") == signaturer()
