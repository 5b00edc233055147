"""Fellene i formualizer (MOTORER.md), én prøve for hver."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from engines.boker import GIFT, skriv_bok
from engines.test_lager import EXCEL_ARK, LAGREDE_FORMER, skriv_raa

from xlasss.begreper import Feil
from xlasss.engines import Bok, Verdi, formualizer_motor, motor
from xlasss.engines.formualizer_motor import Formualizer
from xlasss.errors import Bruksfeil, MotorFeil
from xlasss.kall import kall
from xlasss.registry import REGISTER, Form

Regn = Callable[..., Bok]


@pytest.mark.parametrize("svar", [None, float("nan"), float("inf"), [], [[]], [[None]], [[float("nan")]], object()])
def test_en_funksjon_som_ikke_gir_noe_blir_aldri_en_tom_eller_gammel_celle(
    svar: object, regn: Regn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formualizer_motor, "kall", lambda *_: svar)
    bok = regn({"Ark": {"A1": 1, "B1": "=ASSS_AVRUND(A1,0)", "C1": "=B1+1"}})
    assert isinstance(bok.verdi("Ark", "B1"), Feil)
    assert isinstance(bok.verdi("Ark", "C1"), Feil)


def test_en_funksjon_som_feiler_er_en_feil_i_cellen(regn: Regn, monkeypatch: pytest.MonkeyPatch) -> None:
    def sprekk(*_: object) -> object:
        raise RuntimeError("hull")

    monkeypatch.setattr(formualizer_motor, "kall", sprekk)
    assert regn({"Ark": {"B1": "=ASSS_VERSJON()"}}).verdi("Ark", "B1") is Feil.VALUE


def test_ingen_lagret_verdi_overlever(regn: Regn) -> None:
    formler = {
        "B1": "=A1*2", "B2": "=UKJENT(A1)", "B3": "=ASSS_UKJENT(A1)", "B4": "=A1+", "B5": "=Borte!A1",
        "B6": "=udefinert_navn", "B7": "=LAMBDA(x,x)(1)", "B8": "=Tabell1[[#This Row],[a]]", "B9": "=A1:A3 B1:B2",
        "B10": "=B10+1", "B11": "=SUM(A1", "B12": "=ASSS_PRODINDEKS(A1)", "B13": "=B2", "B14": '=""',
        "B15": "=INDIRECT(\"Z1\")", "B16": "=A9", "E1:E3": "{=ASSS_UKJENT(A1)}", "G1:G3": "{=TRANSPOSE(A1:C1)}",
    }  # fmt: skip
    bok = regn({"Ark": {"A1": 4} | formler | dict.fromkeys(("E2", "E3", "G2", "G3"), GIFT)})
    verdier = {celle: bok.verdi(ark, celle) for ark, celle in bok.formelceller()}
    assert GIFT not in verdier.values() and None not in verdier.values()
    assert {celle for celle, verdi in verdier.items() if not isinstance(verdi, Feil)} == {
        "B1", "B14", "B15", "B16", "G1", "G2", "G3",
    }  # fmt: skip
    assert verdier["B2"] is verdier["B3"] is verdier["B13"] is verdier["E1"] is verdier["E3"] is Feil.NAME
    assert verdier["B5"] is Feil.REF
    assert verdier["B10"] is Feil.VALUE  # en sirkel har ingen egen feilverdi


def test_barna_av_en_matriseformel_faar_nye_verdier_og_sperrer_ikke_for_den(regn: Regn) -> None:
    celler = {"A1": 1, "B1": 2, "C1": 3, "E1:E3": "{=TRANSPOSE(A1:C1)}", "E2": GIFT, "E3": GIFT, "F1": "=SUM(E1:E3)"}
    bok = regn({"Ark": celler})
    assert [bok.verdi("Ark", celle) for celle in ("E1", "E2", "E3", "F1")] == [1.0, 2.0, 3.0, 6.0]
    assert ("Ark", "E3") in bok.formelceller()
    bok.sett("Ark", "C1", 30.0)
    bok.regn()
    assert [bok.verdi("Ark", celle) for celle in ("E3", "F1")] == [30.0, 33.0]


def test_en_funksjon_som_faar_for_liten_plass_er_en_feil(regn: Regn) -> None:
    bok = regn({"Ark": {"A1": 1, "A2": 3, "B1": 2, "B2": 2, "D1": '=ASSS_SNITT(A1:B2,"uveid")', "E1": "opptatt"}})
    assert bok.verdi("Ark", "D1") is Feil.VALUE  # #SPILL!, som KONTRAKT leser som #VALUE!
    assert bok.verdi("Ark", "E1") == "opptatt"


def test_xml_slik_excel_skriver_den_blir_regnet(tmp_path: Path) -> None:
    fil = skriv_raa(tmp_path / "b.xlsx", EXCEL_ARK, tekster="<si><t>Bærum</t></si>")
    bok = motor("formualizer").aapne(fil)
    bok.regn()
    fikk = {celle: bok.verdi("ærlig ARK", celle) for celle in ("C1", "C2", "C3", "D5", "D6", "A2", "A3", "B2")}
    assert fikk == {
        "C1": 2.0, "C2": Feil.VALUE, "C3": Feil.VALUE, "D5": 1.0, "D6": kall("ASSS_VERSJON") + "x",
        "A2": "Bærum", "A3": " b ", "B2": None,
    }  # fmt: skip


@pytest.mark.parametrize("formel", LAGREDE_FORMER.values(), ids=LAGREDE_FORMER)
def test_alle_lagrede_former_av_funksjonene_regnes(formel: str, regn: Regn) -> None:
    celler = {"A1": 1.2, "B1": 0.8, "A2": 60, "B2": 40, "C1": f"={formel}"}
    assert regn({"Ark": celler}).verdi("Ark", "C1") == pytest.approx(1.04, rel=1e-12)


NAVN = {"tillegg": "=Forside!$A$1", "faktor": "=Forside!$A$2", "omraade": "='Ærlig ark'!$A$1:$B$1", "halv": "=0.5"}
MED_NAVN = {
    "Forside": {"A1": "=NOT(ISERROR(ASSS_VERSJON()))", "A2": 3},
    "Ærlig ark": {
        "A1": 1.2, "B1": 0.8, "A2": 60, "B2": 40, "C1": '=IF(tillegg,ASSS_PRODINDEKS(omraade,A2:B2),"tvilling")',
        "C2": "=SUM(omraade)*faktor*halv", "C3": '=IF(tillegg,C1,"tvilling")', "C4": "=tillegg",
    },
}  # fmt: skip


def test_navn_paa_celler_omraader_og_tall_virker(regn: Regn) -> None:
    bok = regn(MED_NAVN, navn=NAVN)
    assert [bok.verdi("Ærlig ark", f"C{rad}") for rad in (1, 2, 3, 4)] == [1.04, 3.0, 1.04, True]


def test_uten_tillegg_svarer_tvillingen(tmp_path: Path) -> None:
    bok = Formualizer(tillegg=False).aapne(skriv_bok(tmp_path / "b.xlsx", MED_NAVN, NAVN))
    bok.regn()
    assert [bok.verdi("Ærlig ark", f"C{rad}") for rad in (1, 3, 4)] == ["tvilling", "tvilling", False]


def test_hver_funksjon_i_registeret_kan_kalles_fra_en_celle(regn: Regn) -> None:
    """Samme celler gjennom motoren og rett inn i `kall`."""
    alt = ("A1:B2", [[1.2, 0.8], [0.9, 1.3]])
    gir = {
        Form.MATRISE: alt, Form.KOMMUNER: ("A1:A2", [[1.2], [0.9]]), Form.INDIKATORER: ("A1:B1", [[1.2, 0.8]]),
        Form.INDIKATORER_ELLER_MATRISE: alt, Form.ELEMENT: alt, Form.TALL: ("A2", 0.9),
    }  # fmt: skip
    tekst = {"ASSS_SNITT": "uveid", "ASSS_PROFIL": "uveid", "ASSS_RESSURSBRUK": "kroner", "ASSS_AVVIK": "enheter"}
    celler: dict[str, object] = {"A1": 1.2, "B1": 0.8, "A2": 0.9, "B2": 1.3}
    ventet = {}
    for rad, funksjon in enumerate(REGISTER.values(), 10):
        argumenter = [gir.get(a.form) or (f'"{tekst.get(funksjon.navn, "x")}"', tekst.get(funksjon.navn, "x"))
                      for a in funksjon.argumenter if not a.valgfri]  # fmt: skip
        svar = kall(funksjon.navn, *[celleverdi for _, celleverdi in argumenter])
        ventet[f"E{rad}"] = svar[0][0] if isinstance(svar, list) else svar
        formel = f"{funksjon.navn}({','.join(omraade for omraade, _ in argumenter)})"
        celler[f"E{rad}"] = f"=INDEX({formel},1,1)" if isinstance(svar, list) else f"={formel}"
    bok = regn({"Ark": celler})
    assert {celle: bok.verdi("Ark", celle) for celle in ventet} == ventet
    assert sum(isinstance(svar, float) for svar in ventet.values()) >= 16


def test_en_endret_celle_regner_bare_det_som_avhenger_av_den(regn: Regn, monkeypatch: pytest.MonkeyPatch) -> None:
    kalt: list[object] = []

    def talt(navn: str, *argumenter: object) -> object:
        kalt.append(argumenter[0])
        return kall(navn, *argumenter)

    monkeypatch.setattr(formualizer_motor, "kall", talt)
    rader = range(2, 102)
    celler: dict[str, object] = {"A1": 60, "B1": 40}
    for rad in rader:
        celler |= {f"A{rad}": rad / 100, f"B{rad}": 1.0, f"C{rad}": f"=ASSS_PRODINDEKS(A{rad}:B{rad},A$1:B$1)"}
    bok = regn({"Ark": celler | {"E1": "=SUM(C2:C101)"}})
    assert len(kalt) == 100
    foer = bok.verdi("Ark", "E1")
    kalt.clear()
    bok.regn()
    assert not kalt
    bok.sett("Ark", "A50", 1.5)
    bok.regn()
    assert kalt == [[[1.5, 1.0]]]
    assert bok.verdi("Ark", "C50") == pytest.approx(1.3)
    assert bok.verdi("Ark", "E1") == pytest.approx(foer + 0.6)
    bok.sett("Ark", "A1", 0.0)
    bok.regn()
    assert len(kalt) == 101
    assert bok.verdi("Ark", "C50") == 1.0


@pytest.mark.parametrize(("verdi", "vist"), [(None, Feil.NA), ("-", 0.0), ("12,5", Feil.VALUE), (True, Feil.VALUE),
                                             (Feil.DIV0, Feil.DIV0), (Feil.NA, Feil.NA), (2.0, 2.0)])  # fmt: skip
def test_en_celle_kan_settes_til_alt_en_celle_kan_holde(verdi: object, vist: object, regn: Regn) -> None:
    bok = regn({"Ark": {"A1": 1, "B1": "=ASSS_AVRUND(A1,1)"}})
    bok.sett("Ark", "A1", verdi)
    bok.regn()
    assert bok.verdi("Ark", "A1") == verdi
    assert bok.verdi("Ark", "B1") == vist


def test_en_formel_uten_ny_utregning_har_ingen_verdi(tmp_path: Path) -> None:
    bok = motor("formualizer").aapne(skriv_bok(tmp_path / "b.xlsx", {"Ark": {"A1": 1, "B1": "=A1"}}))
    assert bok.verdi("Ark", "A1") == 1.0
    with pytest.raises(MotorFeil, match="ikke regnet"):
        bok.verdi("Ark", "B1")
    bok.regn()
    bok.sett("Ark", "A1", 2.0)
    with pytest.raises(MotorFeil, match="ikke regnet"):
        bok.verdi("Ark", "B1")
    with pytest.raises(Bruksfeil, match="er en formel"):
        bok.sett("Ark", "B1", 2.0)
    with pytest.raises(Bruksfeil, match="har ikke arket"):
        bok.sett("Ark2", "B1", 2.0)


def test_datoer_er_serienumre(regn: Regn) -> None:
    bok = regn({"Ark": {"A1": "=DATE(2016,12,31)", "B1": "=ASSS_AVRUND(A1,0)"}})
    assert [bok.verdi("Ark", celle) for celle in ("A1", "B1")] == [42735.0, 42735.0]


def test_en_henvisning_til_en_bok_som_mangler_er_en_klar_feil(tmp_path: Path) -> None:
    bok = motor("formualizer").aapne(skriv_bok(tmp_path / "b.xlsx", {"Ark": {"B1": "='[1]Annen bok'!A1", "B2": "=1"}}))
    with pytest.raises(MotorFeil, match="formualizer regner ikke"):
        bok.regn()


N = 80
"""Flere rader enn de 64 formualizer følger én for én."""

NETT: dict[str, object] = {
    "F1": f"=SUM(A1:A{N})", "F2": f"=COUNT(A1:B{N})", "F3": f'=SUMIF(A1:A{N},">1")', "F4": "=SUM(A1:A400)",
    "F5": f'=INDEX(ASSS_SNITT(A1:B{N},"uveid"),1,2)', "F6": f'=INDEX(ASSS_SNITT(A1:B{N},"veid",A1:A{N}),1,1)',
    "F7": "=SUM(vekter)*Z9", "F8": f"=MAX(C1:C{N})", "F9": "=IF(Z9>1,F1,F2)", "G1:G2": "{=TRANSPOSE(vekter)}",
    "F10": "=SUM(G1:G2)",
}  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_endring_for_endring_gir_det_samme_som_aa_regne_alt_paa_nytt(seed: int, tmp_path: Path) -> None:
    tilfeldig = random.Random(seed)
    celler: dict[str, object] = {"D1": 3, "E1": 1} | NETT
    for rad in range(1, N + 1):
        celler |= {k + str(rad): tilfeldig.uniform(0.5, 2) for k in "AB" if tilfeldig.random() < 0.9}
        celler |= {f"C{rad}": f"=ASSS_PRODINDEKS(A{rad}:B{rad},vekter)", f"H{rad}": f"=INDEX(A$1:A${N},{N + 1 - rad})"}
    fil = skriv_bok(tmp_path / "b.xlsx", {"Ærlig": celler}, {"vekter": "=Ærlig!$D$1:$E$1"})
    satt: dict[str, Verdi] = {}
    bok = motor("formualizer").aapne(fil)
    for _ in range(6):
        bok.regn()
        celle = tilfeldig.choice([f"A{tilfeldig.randint(1, 390)}", f"B{tilfeldig.randint(1, N)}", "D1", "Z9"])
        satt[celle] = tilfeldig.choice([tilfeldig.uniform(0.5, 2), 0.0, None, "-", "..", "12,5", True, Feil.DIV0])
        bok.sett("Ærlig", celle, satt[celle])
        bok.regn()
        ny = motor("formualizer").aapne(fil)
        for celle_, verdi in satt.items():
            ny.sett("Ærlig", celle_, verdi)
        ny.regn()
        ulike = [c for a, c in bok.formelceller() if bok.verdi(a, c) != ny.verdi(a, c)]
        assert not ulike, satt
