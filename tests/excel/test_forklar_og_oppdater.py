"""Knappene som skriver i den åpne boken: xlwings' egen kode, og bare Excel selv lekt (`lekexcel`)."""

import re
import shutil
from pathlib import Path

import pytest
from excel.lekexcel import AUTOMATISK, lekexcel
from hypothesis import given
from hypothesis import strategies as st

from udfs.oppdatering import strekk
from xlasss.cli import kjor
from xlasss.datakilder.lager import Celle, Henting, Lager
from xlasss.engines import motor
from xlasss.engines.adresse import adresse
from xlasss.engines.lager import Lager as Filceller
from xlasss.engines.lager import lagrede_verdier
from xlasss.engines.pakke import les_pakke
from xlasss.rapport.forklaringsark import FORSTE, KOLONNER

HODE = "sektor;utgave;blokk;indikator;kommune;aar;verdi;opphav;kilde\n"


@pytest.fixture(scope="module")
def excel():
    with lekexcel() as lek:
        yield lek


@pytest.fixture
def fil(rot, tmp_path) -> Path:
    return Path(shutil.copy(rot / "workbooks" / "grunnskole_2016.xlsx", tmp_path / "min bok.xlsx"))


@pytest.fixture(autouse=True)
def egen_mappe(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "lokalt"))
    monkeypatch.delenv("XLASSS_LAGER", raising=False)
    return tmp_path / "lokalt" / "xlasss"


@pytest.fixture
def skjema(tmp_path):
    """Et utfylt skjema for grunnskole 2017: rader «blokk;indikator;kommune;aar;verdi;opphav;kilde»."""

    def lag(*rader: str, mal: str = "grunnskole;2017") -> str:
        linjer = "".join(f"{mal};{rad}{';' * (6 - rad.count(';'))}\n" for rad in rader)
        (tmp_path / "tall.csv").write_text(HODE + linjer, encoding="utf-8")
        return str(tmp_path / "tall.csv")

    return lag


SFO = "nivaa;sfo;1102;2016;0,9;hentet;SSB 1"
FLERE = (
    SFO,
    "nivaa;sfo;1201;2016;1,1;hentet;SSB 1",
    "profil;ressursbruk;0301;2016;:",
    "profil;finnes_ikke;0301;2016;1",
)


# --- Forklar celle


def test_arket_viser_sporet_med_verdier_lenker_og_kilder(excel, fil):
    bok = excel.aapne(fil)
    bok.velg("Resultat", "D14")
    assert excel.knapper.forklar() == "Resultat!D14 er forklart på arket Forklaring."
    celler = bok.verdier("Forklaring")
    assert celler["A1"] == "Forklaring av Resultat!D14" and bok.aktivt == "Forklaring"
    assert [celler[f"{k}{FORSTE - 1}"] for k in "ABCDEFGHI"] == [kolonne.navn for kolonne in KOLONNER]
    assert celler[f"C{FORSTE}"] == pytest.approx(0.9664, abs=1e-4)
    sfo = next(rad for rad in range(FORSTE, 40) if str(celler.get(f"A{rad}")).strip() == "Plass i SFO")
    assert celler[f"B{sfo}"] == '=HYPERLINK("#\'Inndata\'!I16","Inndata!I16")'
    assert (celler[f"C{sfo}"], round(celler[f"F{sfo}"], 2)) == (0.699, -2.53) and "s. 41 fig30" in celler[f"H{sfo}"]


def test_bare_arket_forklaring_skrives_og_en_formel_som_vises_er_tekst(excel, fil):
    bok = excel.aapne(fil)
    bok.velg("Beregning", "D16")
    excel.knapper.forklar()
    assert {ark for ark, _ in bok.kall} == {"Forklaring"}
    regel = bok.innhold["Forklaring"][f"G{FORSTE}"]
    assert "= ASSS_PRODINDEKS(" in regel.value and regel.data_type == "s" and regel.number_format == "@"
    formler = [c for rad in bok.innhold["Forklaring"].iter_rows() for c in rad if c.data_type == "f"]
    assert formler and {c.column_letter for c in formler} == {"B"}


def test_en_ny_forklaring_staar_i_stedet_for_den_forrige(excel, fil):
    bok = excel.aapne(fil)
    bok.velg("Etterregning", "V35")
    excel.knapper.forklar()
    lang = len(bok.verdier("Forklaring"))
    bok.velg("Inndata", "I16")
    excel.knapper.forklar()
    kort = bok.verdier("Forklaring")
    assert bok.innhold.sheetnames.count("Forklaring") == 1 and len(kort) < lang
    assert kort["A1"] == "Forklaring av Inndata!I16" and f"A{FORSTE + 1}" not in kort


def test_et_eget_ark_som_heter_forklaring_blir_staaende(excel, fil):
    bok = excel.aapne(fil)
    bok.innhold.create_sheet("forklaring")["A1"] = "mitt"
    bok.velg("Resultat", "D14")
    assert "ikke laget her" in excel.knapper.forklar() and not bok.kall


@pytest.mark.parametrize(
    ("velg", "svar"),
    [
        (("Resultat", "Z99"), "Resultat!Z99 er tom. Velg en celle med et tall eller en formel."),
        (None, "Ingen celle er valgt. Velg en celle på et ark, ikke en figur."),
    ],
)
def test_en_tom_celle_eller_ingen_gir_en_norsk_linje_og_ikke_noe_ark(excel, fil, velg, svar):
    bok = excel.aapne(fil)
    if velg:
        bok.velg(*velg)
    assert excel.knapper.forklar() == svar and "Forklaring" not in bok.innhold.sheetnames


def test_et_figurark_har_ingen_aktiv_celle_og_det_sies(excel, fil):
    bok = excel.aapne(fil)
    del bok.Application.ActiveCell  # Excel svarer med en feil
    assert excel.knapper.forklar().startswith("Ingen celle er valgt.")


def test_en_celle_paa_forklaring_og_en_bok_som_er_laast_mot_nye_ark_sies_fra_om(excel, fil):
    bok = excel.aapne(fil)
    bok.velg("Resultat", "D14")
    bok.ProtectStructure = True
    assert "beskyttet mot nye ark" in excel.knapper.forklar()
    bok.ProtectStructure = False
    excel.knapper.forklar()
    bok.velg("Forklaring", "B7")
    assert "Følg lenken" in excel.knapper.forklar()


@pytest.mark.treg
def test_lenkene_regnes_uten_feil_i_et_annet_regneark(excel, fil, tmp_path, krev_soffice):
    krev_soffice()
    bok = excel.aapne(fil)
    bok.velg("Etterregning", "V35")
    excel.knapper.forklar()
    bok.innhold.save(tmp_path / "skrevet.xlsx")
    lest = motor("libreoffice").aapne(tmp_path / "skrevet.xlsx")
    lest.regn()
    lenkene = {c: v for c, v in bok.verdier("Forklaring").items() if str(v).startswith("=HYPERLINK")}
    assert len(lenkene) > 20
    for celle, formel in lenkene.items():
        assert lest.verdi("Forklaring", celle) == formel.rpartition(',"')[2].removesuffix('")')


# --- Oppdater


def test_baandet_skriver_de_samme_cellene_som_kommandolinjen(excel, fil, skjema, tmp_path):
    kilde = skjema(*FLERE)
    bok = excel.aapne(fil, "2016", "skjema", kilde, "ja")
    svar = excel.knapper.oppdater()
    annen = Path(shutil.copy(fil, tmp_path / "annen.xlsx"))
    with pytest.raises(SystemExit):
        kjor(["oppdater", str(annen), "--aar", "2016", "--fra", kilde, "--hvem", "Kari Nordmann"])
    formler = set(Filceller(annen).formelceller())
    for ark in bok.innhold.sheetnames:
        skal = {c: v for (a, c), v in lagrede_verdier(les_pakke(annen)[0]) if a == ark and (a, c) not in formler}
        har = {c: v for c, v in bok.verdier(ark).items() if (ark, c) not in formler}
        assert _uten_klokke(har) == _uten_klokke({c: v for c, v in skal.items() if v not in (None, "")}), ark
    assert "3 celler er endret" in svar and "Største utslag: Produksjonsindeks grunnskole: 0,96645 → 0,98335" in svar
    assert "Finnes ikke i boken: profil/finnes_ikke/0301/2016." in svar


def _uten_klokke(celler: dict[str, object]) -> dict[str, object]:
    """Tidspunktene i loggen som dager."""
    return {c: v[:10] if isinstance(v, str) and re.match(r"\d{4}-", v) else v for c, v in celler.items()}


def test_bare_verdier_skrives_og_ingen_formel_eller_format(excel, fil, skjema):
    bok = excel.aapne(fil, "2016", "skjema", skjema(SFO), "ja")
    foer = {(a.title, c.coordinate): c.style_id for a in bok.innhold for rad in a.iter_rows() for c in rad}
    excel.knapper.oppdater()
    assert {c for c in bok.kall if c[0] != "Endringslogg"} == {("Inndata", "I16"), ("Inndata", "U16")}
    assert {(a.title, c.coordinate): c.style_id for a in bok.innhold for rad in a.iter_rows() for c in rad} == foer
    assert bok.verdier("Inndata")["I16"] == 0.9 and bok.verdier("Inndata")["U16"] == "hentet SSB 1"


def test_boken_slik_den_var_ligger_ved_siden_av_og_excel_er_som_foer(excel, fil, skjema):
    bok, gammel = excel.aapne(fil, "2016", "skjema", skjema(SFO), "ja"), fil.read_bytes()
    svar = excel.knapper.oppdater()
    (bevart,) = fil.parent.glob("min bok_for_20*.xlsx")
    assert bevart.read_bytes() == gammel and str(bevart) in svar and fil.read_bytes() == gammel
    app = bok.Application
    assert (app.Calculation, app.ScreenUpdating, app.StatusBar, app.regnet) == (AUTOMATISK, True, False, 1)
    assert any("leser" in s for s in app.status) and any("skriver 1 av" in s for s in app.status)


@pytest.mark.parametrize("sti", ["", "https://ks-my.sharepoint.com/personal/kari/Documents"])
def test_en_ulagret_bok_og_en_paa_onedrive_faar_kopien_i_egen_mappe(excel, fil, skjema, egen_mappe, sti):
    excel.aapne(fil, "2016", "skjema", skjema(SFO), "ja", sti=sti)
    assert str(egen_mappe) in excel.knapper.oppdater() and len(list(egen_mappe.glob("min bok_for_*"))) == 1


def test_det_vises_foer_det_skrives_og_nei_skriver_ingenting(excel, fil, skjema):
    bok = excel.aapne(fil, "2016", "skjema", skjema(SFO), "nei")
    assert excel.knapper.oppdater() == "Ingenting er endret."
    assert "1 celle blir endret" in bok.Application.vist[-1] and "Største utslag" in bok.Application.vist[-1]
    assert not bok.kall and [f.name for f in fil.parent.glob("*.xlsx")] == ["min bok.xlsx"]


@pytest.mark.parametrize("svar", [[False], ["2016", False], ["2016", "skjema", False]])
def test_avbryt_er_avbryt_hvor_som_helst(excel, fil, svar):
    bok = excel.aapne(fil, *svar)
    assert excel.knapper.oppdater() == "Ingenting er endret." and not bok.kall


def test_manuelle_tall_skrives_bare_over_etter_et_ja_og_loggen_husker_det_gamle(excel, fil, skjema):
    lager = Filceller(fil)
    fil.write_bytes(lager.med({("Inndata", "U16"): "manuell", ("Inndata", "I16"): 0.5}))
    staar = excel.aapne(fil, "2016", "skjema", skjema(SFO), "nei")
    assert "1 blir stående, for noen har ført dem inn selv" in excel.knapper.oppdater() and not staar.kall
    bort = excel.aapne(fil, "2016", "skjema", skjema(SFO), "ja", "ja")
    excel.knapper.oppdater()
    assert bort.verdier("Inndata")["I16"] == 0.9 and "var 0,5 (manuell)" in bort.verdier("Endringslogg")["C8"]
    excel.aapne(fil, "2016", "skjema", skjema(SFO), "avbryt")
    assert excel.knapper.oppdater() == "Ingenting er endret."


def test_det_kommandolinjen_nekter_nekter_knappen_med_de_samme_ordene(excel, fil, skjema, capsys):
    for aar, rad, mal in (("2016", SFO, "barnevern;2017"), ("1999", SFO, "grunnskole;2017"),
                          ("2016", "nivaa;sfo;1102;2016;tolv", "grunnskole;2017")):  # fmt: skip
        kilde = skjema(rad, mal=mal)
        bok = excel.aapne(fil, aar, "skjema", kilde)
        with pytest.raises(SystemExit) as slutt:
            kjor(["oppdater", str(fil), "--aar", aar, "--fra", kilde])
        svar = excel.knapper.oppdater()
        assert slutt.value.code == 2 and len(svar) > 30 and svar in capsys.readouterr().err.replace("\n", " ")
        assert not bok.kall


def test_en_bok_med_flyttede_rader_og_en_som_ikke_kan_skrives_nektes(excel, fil, skjema):
    bok = excel.aapne(fil, "2016", "skjema", skjema(SFO))
    bok.ReadOnly = True
    assert "kan ikke skrives" in excel.knapper.oppdater()
    lager = Filceller(fil)
    fil.write_bytes(lager.med({("Inndata", "A16"): "1201", ("Inndata", "A15"): "1102"}))
    excel.aapne(fil, "2016", "skjema", skjema(SFO))
    assert "Sett nøklene tilbake som i malen" in excel.knapper.oppdater()


def test_laaste_celler_sies_fra_om_foer_noe_er_skrevet(excel, fil, skjema):
    bok = excel.aapne(fil, "2016", "skjema", skjema(SFO), "ja")
    bok.innhold["Inndata"].protection.sheet = True  # opphavscellene er låst i malen
    svar = excel.knapper.oppdater()
    assert "Inndata!U16:U16 er låst" in svar and "Opphev arkbeskyttelse" in svar and not bok.kall


def test_stopper_excel_midt_i_sies_det_hvor_boken_slik_den_var_er(excel, fil, skjema, monkeypatch):
    bok = excel.aapne(fil, "2016", "skjema", skjema(SFO), "ja")
    monkeypatch.setattr(bok.Application, "Calculate", lambda: (_ for _ in ()).throw(OSError("Excel er opptatt")))
    svar = excel.knapper.oppdater()
    assert "Excel stoppet skrivingen: Excel er opptatt" in svar and "min bok_for_" in svar and "uten å lagre" in svar


@pytest.mark.parametrize("hvor", ["ved siden av", "egen mappe"])
def test_finnes_lageret_kan_tallene_hentes_derfra(excel, rot, tmp_path, egen_mappe, hvor):
    fil = Path(shutil.copy(rot / "workbooks" / "regnskap_2016.xlsx", tmp_path / "min.xlsx"))
    beloep = {"AGD13": 5_000_000.0, "AGD23": 250_000.0}
    celler = [Celle(f"KOSbelop0000[KOKartkap0000={art}]", "1102", v, "", "1000 kr", 0) for art, v in beloep.items()]
    naar = "2017-06-15T06:00:00Z"
    with Lager.apne((tmp_path if hvor == "ved siden av" else egen_mappe) / "kostra.sqlite") as lager:
        lager.sett_inn(Henting("12137", 2016, naar, naar, "t", "Kilde: SSB", "http://her", "{}", celler, [b"{}"]))
    bok = excel.aapne(fil, "2016", "lager", "ja")
    svar = excel.knapper.oppdater()
    assert "er endret" in svar
    inndata = bok.verdier("Inndata")
    assert 5.0 in inndata.values() and 5_000_000.0 in inndata.values()  # 250/5000, og driftsinntektene selv
    assert "hentet SSB 12137 KOSbelop0000 AGD13 2017-06-15" in inndata.values()


@pytest.mark.parametrize(
    ("sektor", "svar"),
    [
        ("barnehage", "Ingen av inndataene for 2016 i min bok.xlsx kan regnes av SSBs tabeller"),
        ("barnevern", "Lageret har ingen av tallene for 2016 som min bok.xlsx kan få fra SSBs tabell 12286. Hent dem"),
    ],
)
def test_har_lageret_ingenting_til_boken_sies_det_hvorfor_og_det_spoerres_ikke_om_noe(
    excel, rot, tmp_path, sektor, svar
):
    with Lager.apne(tmp_path / "kostra.sqlite"):
        pass
    fil = Path(shutil.copy(rot / "workbooks" / f"{sektor}_2016.xlsx", tmp_path / "min bok.xlsx"))
    bok = excel.aapne(fil, "2016", "lager")
    assert excel.knapper.oppdater().startswith(svar) and not bok.kall


def test_skjema_kan_velges_naar_lageret_finnes_og_avbryt_er_ingenting(excel, fil, skjema):
    with Lager.apne(fil.parent / "kostra.sqlite"):
        pass
    bok = excel.aapne(fil, "2016", "Skjema ", skjema(SFO), "ja")
    assert "1 celle er endret" in excel.knapper.oppdater() and bok.verdier("Inndata")["I16"] == 0.9
    excel.aapne(fil, "2016", False)
    assert excel.knapper.oppdater() == "Ingenting er endret."


@pytest.mark.parametrize(
    ("kilde", "svar"),
    [
        ("lager", "Finner ikke lageret kostra.sqlite ved siden av boken. Velg ssb eller skjema."),
        ("nettet", "«nettet» er ikke en kilde. Skriv ssb, lager eller skjema."),
    ],
)
def test_en_kilde_som_ikke_finnes_er_en_norsk_linje(excel, fil, kilde, svar):
    bok = excel.aapne(fil, "2016", kilde)
    assert excel.knapper.oppdater() == svar and not bok.kall


@given(st.dictionaries(st.tuples(st.sampled_from("AB"), st.builds(adresse, st.integers(1, 4), st.integers(1, 5))),
                       st.floats(allow_nan=False)))  # fmt: skip
def test_strekkene_er_cellene_og_ingen_to_av_dem_henger_sammen(celler):
    alle = list(strekk(celler))
    assert {(ark, adresse(rad, kol + i)): v for ark, rad, kol, vs in alle for i, v in enumerate(vs)} == celler
    assert not {(a, r, k + len(v)) for a, r, k, v in alle} & {(a, r, k) for a, r, k, _ in alle}
