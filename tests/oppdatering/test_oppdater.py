"""Nye tall inn i en persons arbeidsbok: de kommer fram, og alt annet er som det var."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oppdatering.conftest import med

from xlasss.begreper import Feil
from xlasss.engines import motor
from xlasss.engines.formualizer_motor import Formualizer
from xlasss.engines.lager import Lager, lagrede_verdier
from xlasss.engines.likhet import lik
from xlasss.engines.pakke import les_pakke
from xlasss.workbook.patch import skriv_bufrede


def deler(fil: Path) -> dict[str, bytes]:
    with ZipFile(fil) as zip_:
        return {navn: zip_.read(navn) for navn in zip_.namelist()}


def lagret(fil: Path) -> dict:
    return dict(lagrede_verdier(les_pakke(fil)[0]))


def sett_formel(fil: Path, del_: str, celle: str, innhold: str) -> None:
    """En tom celle får en formel, med stilen den har."""
    tom = re.search(rf'<c r="{celle}" s="\d+"/>', les_pakke(fil)[0].xml(del_))[0]
    endre_del(fil, del_, tom, tom.replace("/>", f">{innhold}</c>"))


def endre_del(fil: Path, del_: str, fra: str, til: str) -> None:
    """Et inngrep i filens XML, slik et program eller et menneske kunne ha gjort det."""
    pakke = les_pakke(fil)[0]
    xml = pakke.xml(del_)
    assert fra in xml
    fil.write_bytes(pakke.med({del_: xml.replace(fra, til)}))


def test_tallet_opphavet_og_indeksen_kommer_fram_og_bare_delene_det_gjelder_endres(xlasss, kopi, skjema):
    foer, gamle = deler(kopi), lagret(kopi)
    kode, ut, feil = xlasss(
        "oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9;hentet;SSB 1"))
    )
    assert (kode, feil) == (0, "") and "1 celle endret" in ut
    etter, nye = deler(kopi), lagret(kopi)
    assert nye["Inndata", "I16"] == 0.9 and nye["Inndata", "U16"] == "hentet SSB 1"
    indeks = gamle["Resultat", "D14"] + 8.4 / 99.9 * (0.9 - 0.699)
    assert nye["Resultat", "D14"] == pytest.approx(indeks, abs=1e-12)
    ark = les_pakke(kopi)[0].ark
    urort = {
        "[Content_Types].xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        ark["Notater"],
        ark["Kilder"],
        ark["Parametre"],
    }
    assert list(foer) == list(etter) and all(foer[navn] == etter[navn] for navn in urort)
    assert {navn for navn in foer if foer[navn] != etter[navn]} <= {
        *ark.values(), "xl/workbook.xml", "xl/charts/chart1.xml", "xl/charts/chart2.xml"
    }  # fmt: skip


def test_bare_de_tillatte_cellene_har_nye_verdier_og_hver_formel_er_den_samme(xlasss, kopi, skjema):
    gamle, formler = lagret(kopi), set(Lager(kopi).formelceller())
    xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))
    nye = lagret(kopi)
    endret = {sted for sted in nye if not lik(gamle.get(sted), nye[sted])} - formler
    assert {sted for sted in endret if sted[0] != "Endringslogg"} == {("Inndata", "I16"), ("Inndata", "U16")}
    assert set(Lager(kopi).formelceller()) == formler and set(nye) == set(gamle)


def test_de_lagrede_verdiene_er_de_motoren_gir_paa_den_nye_filen(xlasss, kopi, skjema):
    xlasss(
        "oppdater",
        str(kopi),
        "--aar",
        "2016",
        "--fra",
        str(skjema("nivaa;sfo;1102;2016;0,9", "profil;ressursbruk;0301;2016;..")),
    )
    bok, nye = motor("formualizer").aapne(kopi), lagret(kopi)
    bok.regn()
    ark = ("Beregning", "Resultat")
    assert all(lik(bok.verdi(*sted), nye.get(sted)) for sted in bok.formelceller() if sted[0] in ark)


def test_figuren_viser_det_nye_tallet(xlasss, kopi, skjema):
    xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))
    figur = deler(kopi)["xl/charts/chart1.xml"].decode()
    assert '<c:pt idx="5"><c:v>0.9</c:v></c:pt>' in figur and "0.699" not in figur
    assert f"<c:v>{lagret(kopi)['Resultat', 'D14']!r}</c:v>" in figur


def test_loggen_sier_hvem_naar_fra_hva_til_hva_hvor_mange_og_hvor_mye(xlasss, kopi, skjema):
    fil = skjema("nivaa;sfo;1102;2016;0,9;hentet;SSB 12 2017-06-15", "nivaa;sfo;1201;2016;1,1;hentet;SSB 12 2017-06-15")
    xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil), "--hvem", "Kari Nordmann")
    bok = openpyxl.load_workbook(kopi)
    naar, hvem, hva, antall, utslag = [c.value for c in bok["Endringslogg"][7]]
    assert hvem == "Kari Nordmann" and antall == 2 and len(naar) == 16
    assert "tall.csv" in hva and "mangler (1)" in hva and "→ hentet SSB 12 2017-06-15 (2)" in hva
    assert "Produksjonsindeks grunnskole: 0,96645 → 0,98335 (+1,7 %)" in utslag
    assert bok["Endringslogg"]["C7"].alignment.wrap_text, "raden har det formatet malen ga den"


def test_med_vis_skrives_ingenting(xlasss, kopi, skjema):
    fil, foer = skjema("nivaa;sfo;1102;2016;0,9"), kopi.read_bytes()
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil), "--vis")
    assert kode == 0 and "0,699" in ut and "Ingenting er skrevet" in ut
    assert kopi.read_bytes() == foer and len(list(kopi.parent.iterdir())) == 2


def test_den_gamle_filen_ligger_ved_siden_av_med_dato(xlasss, kopi, skjema):
    foer = kopi.read_bytes()
    _, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")), "--json")
    bevart = Path(json.loads(ut)["sikkerhetskopi"])
    assert bevart.parent == kopi.parent and bevart.name.startswith("min kopi_for_20") and bevart.read_bytes() == foer


def test_samme_oppdatering_to_ganger_endrer_ingenting_andre_gang(xlasss, kopi, skjema):
    argumenter = [
        "oppdater",
        str(kopi),
        "--aar",
        "2016",
        "--fra",
        str(skjema("nivaa;sfo;1102;2016;0,9", "profil;ressursbruk;0301;2016;:")),
    ]
    assert xlasss(*argumenter)[0] == 0
    foer = kopi.read_bytes()
    kode, ut, _ = xlasss(*argumenter)
    assert kode == 0 and "0 celler" in ut and "2 uendret" in ut and kopi.read_bytes() == foer


def test_et_manuelt_tall_blir_staaende_til_noen_sier_noe_annet_og_da_staar_det_gamle_i_loggen(xlasss, kopi, skjema):
    med(kopi, Inndata__D10=0.91, Inndata__P10="manuell PAI 2016")
    fil, foer = skjema("nivaa;np5;1201;2016;0,95;hentet;SSB"), kopi.read_bytes()
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil))
    assert kode == 1 and "Inndata!D10" in ut and "--overskriv-manuelle" in ut and kopi.read_bytes() == foer
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil), "--overskriv-manuelle")
    ark = openpyxl.load_workbook(kopi)["Endringslogg"]
    assert kode == 0 and lagret(kopi)["Inndata", "D10"] == 0.95
    assert "var 0,91 (manuell PAI 2016), er 0,95" in ark["C8"].value and "Bergen" in ark["C8"].value


@pytest.mark.parametrize("opphav", [None, "mangler", "ringte dem", "Manuell, PAI"])
def test_et_tall_uten_hentet_eller_trykt_som_opphav_er_manuelt(xlasss, kopi, skjema, opphav):
    med(kopi, Inndata__D10=0.91, Inndata__P10=opphav)
    fil = skjema("nivaa;np5;1201;2016;0,95;hentet;SSB")
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil), "--json")
    assert kode == 1 and [b["celle"] for b in json.loads(ut)["beholdt"]] == ["D10"]


def test_et_hentet_tall_skrives_over_av_et_nyere(xlasss, kopi, skjema):
    med(kopi, Inndata__D10=0.91, Inndata__P10="hentet SSB 12362 2017-03-15")
    fil = skjema("nivaa;np5;1201;2016;0,95;hentet;SSB 12362 2017-06-15")
    assert xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil))[0] == 0
    hva = openpyxl.load_workbook(kopi)["Endringslogg"]["C7"].value
    assert "hentet SSB 12362 2017-03-15 (1) → hentet SSB 12362 2017-06-15 (1)" in hva


def test_samme_tall_i_en_nyere_utgave_faar_bare_nytt_opphav(xlasss, kopi, skjema):
    med(kopi, Inndata__D10=0.91, Inndata__P10="hentet SSB 12362 2017-03-15")
    foer, gamle = deler(kopi), lagret(kopi)
    fil = skjema("nivaa;np5;1201;2016;0,91;hentet;SSB 12362 2017-06-15")
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil))
    nye, ark = lagret(kopi), les_pakke(kopi)[0].ark
    assert kode == 0 and "1 er de samme" in ut
    assert {s for s in nye if nye[s] != gamle.get(s) and s[0] != "Endringslogg"} == {("Inndata", "P10")}
    assert nye["Inndata", "P10"] == "hentet SSB 12362 2017-06-15" and "de samme" in nye["Endringslogg", "C7"]
    assert {d for d in foer if deler(kopi)[d] != foer[d]} == {ark["Inndata"], ark["Endringslogg"]}


def test_en_formel_noen_har_skrevet_i_inndata_blir_staaende(xlasss, kopi, skjema):
    ark = les_pakke(kopi)[0].ark["Inndata"]
    sett_formel(kopi, ark, "D10", "<f>1.9/2</f><v>0.95</v>")
    fil = skjema("nivaa;np5;1201;2016;0,91;hentet;SSB")
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil), "--overskriv-manuelle")
    assert kode == 1 and "cellen er en formel" in ut and "<f>1.9/2</f>" in deler(kopi)[ark].decode()


def test_en_formel_i_opphavet_eller_i_loggen_blir_ogsaa_staaende(xlasss, kopi, skjema):
    ark = les_pakke(kopi)[0].ark
    sett_formel(kopi, ark["Endringslogg"], "C9", '<f>IF(1,"","")</f>')
    opphav = re.search(r'<c r="P10"[^>]*>.*?</c>', les_pakke(kopi)[0].xml(ark["Inndata"]))[0]
    endre_del(kopi, ark["Inndata"], opphav, '<c r="P10" t="str"><f>"hen"&amp;"tet"</f><v>hentet</v></c>')
    kode, ut, _ = xlasss(
        "oppdater",
        str(kopi),
        "--aar",
        "2016",
        "--fra",
        str(skjema("nivaa;np5;1201;2016;0,9", "nivaa;sfo;1102;2016;0,9")),
    )
    xml = {navn: deler(kopi)[del_].decode() for navn, del_ in ark.items()}
    assert kode == 1 and "Inndata!D10" in ut and '"hen"&amp;"tet"' in xml["Inndata"]
    assert '<f>IF(1,"","")</f>' in xml["Endringslogg"] and "Oppdatert 2016" in lagret(kopi)["Endringslogg", "C10"]


def test_en_bok_motoren_ikke_regner_lappes_likevel_og_sier_hvorfor_formlene_er_gamle(xlasss, kopi, skjema):
    tabell = (
        '<row r="90"><c r="A90"><f t="dataTable" ref="A90:A91" dt2D="0" dtr="0" r1="B1"/><v>1</v></c></row></sheetData>'
    )
    endre_del(kopi, les_pakke(kopi)[0].ark["Kilder"], "</sheetData>", tabell)
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))
    nye = lagret(kopi)
    assert kode == 0 and "ikke regnet om" in ut and "datatabell" in ut
    assert nye["Endringslogg", "E7"] == "ikke regnet, for motoren leser ikke boken"
    assert nye["Inndata", "I16"] == 0.9 and nye["Resultat", "D14"] == pytest.approx(0.96645, abs=1e-5)
    assert 'fullCalcOnLoad="1"' in deler(kopi)["xl/workbook.xml"].decode()


def test_et_tall_som_er_blitt_konfidensielt_vises_ikke_igjen(xlasss, kopi, skjema):
    med(kopi, Inndata__D10=0.9137, Inndata__P10="manuell PAI")
    fil = skjema("nivaa;np5;1201;2016;:;hentet;SSB")
    _, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil), "--overskriv-manuelle", "--json")
    logg = [str(v) for (ark, _), v in lagret(kopi).items() if ark == "Endringslogg"]
    assert "0.9137" not in ut and not any("0,9137" in linje for linje in logg) and lagret(kopi)["Inndata", "D10"] == ":"


def test_rader_satt_inn_over_flytter_ingenting_for_noeklene_finner_cellen(xlasss, kopi, skjema):
    """Som når noen har skrevet en egen rad øverst: alle adressene under er én større."""
    bok = openpyxl.load_workbook(kopi)
    bok["Inndata"].insert_rows(2)
    bok.save(kopi)
    kode, ut, _ = xlasss(
        "oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")), "--vis", "--json"
    )
    assert kode == 0 and [e["celle"] for e in json.loads(ut)["endringer"]] == ["I17"]


FLYTTET = {
    "to rader har byttet plass": (
        {"A10": "0219", "B10": "Bærum", "A11": "1201", "B11": "Bergen"},
        ["radene i blokken «nivaa» er flyttet", "0219"],
    ),
    "to kolonner har byttet plass": (
        {"D7": "np8", "E7": "np5", "P7": "np8", "Q7": "np5"},
        ["kolonnene i blokken «nivaa» er flyttet"],
    ),
    "en nøkkel er visket ut": ({"A10": None}, ["ingen nøkkel i A10"]),
    "en nøkkel er en annen": ({"A10": "9999"}, ["mangler nøkkelen «1201»"]),
    "samme kommune to ganger": ({"A11": "1201"}, ["nivaa/np5/1201/2016 står både i D10 og D11"]),
    "en indikator mangler": ({"D7": None, "P7": None}, ["mangler nøkkelen «np5»"]),
    "en indikator har ikke opphav": ({"P7": None}, ["mangler opphavskolonnen for np5"]),
    "blokken har ingen nøkkel": ({"B7": None}, ["ingen nøkkel i B7"]),
    "ingen nøkler i det hele tatt": ({"A7": None, "A26": None, "A45": None}, ["ingen nøkler på arket Inndata"]),
}  # fmt: skip


@pytest.mark.parametrize(("celler", "ord"), FLYTTET.values(), ids=FLYTTET)
def test_nokler_som_er_flyttet_eller_borte_stopper_for_noe_skrives(xlasss, kopi, skjema, celler, ord):
    med(kopi, **{f"Inndata__{celle}": verdi for celle, verdi in celler.items()})
    foer = kopi.read_bytes()
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))
    assert kode == 2 and all(bit in feil for bit in ord) and len(feil.splitlines()) == 1, feil
    assert kopi.read_bytes() == foer


def test_det_som_ikke_finnes_i_boken_nevnes_og_resten_skrives(xlasss, kopi, skjema):
    fil = skjema("nivaa;finnesikke;1102;2016;0,9", "nivaa;sfo;0710;2016;1", "nivaa;sfo;1102;2016;0,9")
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil))
    assert kode == 1 and "nivaa/finnesikke/1102/2016" in ut and "linje 2" in ut and "nivaa/sfo/0710/2016" in ut
    assert lagret(kopi)["Inndata", "I16"] == 0.9


@pytest.mark.parametrize(("laas", "program"), [("~$min kopi.xlsx", "Excel"), (".~lock.min kopi.xlsx#", "LibreOffice")])
def test_en_aapen_fil_rores_ikke(xlasss, kopi, skjema, laas, program):
    (kopi.parent / laas).write_text("Kari", encoding="utf-8")
    foer = kopi.read_bytes()
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))
    assert kode == 2 and program in feil and laas in feil and kopi.read_bytes() == foer


def test_klammer_i_kilden_er_tekst_og_lange_lister_kortes(xlasss, kopi, skjema):
    ukjente = [f"nivaa;finnes_ikke_{n};1102;2016;1" for n in range(40)]
    fil = skjema("nivaa;sfo;1102;2016;0,9;manuell;[bold]PAI [1]", *ukjente)
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil), "--vis")
    assert kode == 1 and "[bold]PAI" in ut and ut.count("Ikke funnet") == 30 and "og 10 til" in ut


def test_aaret_maa_vaere_i_boken(xlasss, kopi, skjema):
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2017", "--fra", str(skjema("nivaa;sfo;1102;2017;0,9")))
    assert kode == 2 and "ingen inndata for 2017; den har 2016" in feil


def test_en_bok_som_ikke_er_av_en_mal_sier_det(xlasss, tmp_path, skjema):
    bok = openpyxl.Workbook()
    bok.save("annen.xlsx")
    kode, _, feil = xlasss("oppdater", "annen.xlsx", "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))
    assert kode == 2 and "ikke laget av en mal" in feil


def test_uten_fra_og_skjema_sies_det_hva_som_mangler(xlasss, kopi):
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016")
    assert kode == 2 and "--fra eller --skjema" in feil


def test_en_formel_motoren_ikke_ga_beholder_verdien_og_nevnes(xlasss, kopi, skjema):
    ark = les_pakke(kopi)[0].ark["Kilder"]
    endre_del(kopi, ark, "</sheetData>", '<row r="90"><c r="A90"><f>Inndata!I16*2</f><v>77</v></c></row></sheetData>')
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))
    assert kode == 0 and "beholder" in ut and "Kilder!A90" in ut and lagret(kopi)["Kilder", "A90"] == 77


def test_navn_sortert_om_uten_noklene_blir_avvist_med_begge_navnene(xlasss, kopi, skjema):
    navn = {c: v for (ark, c), v in lagret(kopi).items() if ark == "Inndata" and c in ("B16", "B17")}
    med(kopi, Inndata__B16=navn["B17"], Inndata__B17=navn["B16"])
    foer = kopi.read_bytes()
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))
    assert kode == 2 and kopi.read_bytes() == foer
    assert f"nøkkelen i A16 er {navn['B16']}s, navnet ved siden av er {navn['B17']}" in feil


def test_et_tegn_fra_kilden_fjerner_ikke_et_trykt_tall_men_konfidensielt_gjor_det(xlasss, kopi, skjema):
    def oppdater(tegn: str) -> tuple[int, str, str]:
        fra = skjema(f"nivaa;sfo;1102;2016;{tegn};hentet;SSB 1")
        return xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fra))

    kode, ut, _ = oppdater(".")
    assert kode == 1 and "0 celler endret" in ut and "bare «.», og det trykte tallet står" in ut
    assert lagret(kopi)["Inndata", "I16"] == 0.699
    assert oppdater(":")[0] == 0 and lagret(kopi)["Inndata", "I16"] == ":"


def test_et_trykt_tall_noen_har_rettet_er_deres_ogsaa_naar_opphavet_ikke_sier_det(xlasss, kopi, skjema):
    med(kopi, Inndata__I16=0.77)
    valg = ("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))
    kode, ut, _ = xlasss(*valg)
    assert kode == 1 and "cellen er manuell" in ut and lagret(kopi)["Inndata", "I16"] == 0.77
    assert xlasss(*valg, "--overskriv-manuelle")[0] == 0
    nye = lagret(kopi)
    assert nye["Inndata", "I16"] == 0.9
    assert any(a == "Endringslogg" and "var 0,77 (manuell, over det trykte" in str(v) for (a, _), v in nye.items())


def test_delte_formler_og_matriser_faar_de_nye_verdiene_i_hver_celle(xlasss, kopi, skjema):
    ark = les_pakke(kopi)[0].ark["Kilder"]
    celler = (
        '<row r="90"><c r="A90"><f t="shared" ref="A90:A91" si="9">Inndata!$I$16*2</f><v>1.398</v></c>'
        '<c r="B90"><f t="array" ref="B90:B91">Inndata!$I$16*{1;3}</f><v>0.699</v></c></row>'
        '<row r="91"><c r="A91"><f t="shared" si="9"/><v>1.398</v></c><c r="B91"><v>2.097</v></c></row>'
    )
    endre_del(kopi, ark, "</sheetData>", f"{celler}</sheetData>")
    kode, ut, _ = xlasss(
        "oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")), "--json"
    )
    assert kode == 0 and json.loads(ut)["ikke_regnet"] == []
    nye = lagret(kopi)
    assert [nye["Kilder", c] for c in ("A90", "A91", "B90", "B91")] == pytest.approx([1.8, 1.8, 0.9, 2.7])
    assert 't="shared" si="9"/>' in les_pakke(kopi)[0].xml(ark)


@pytest.mark.parametrize("tillegg", [True, False], ids=["med tillegg", "uten tillegg"])
def test_en_fil_lagret_med_eller_uten_tillegget_faar_de_verdiene_det_samme_programmet_ville_gitt(
    xlasss, kopi, skjema, tillegg
):
    def regnet() -> dict:
        bok = Formualizer(tillegg=tillegg).aapne(kopi)
        bok.regn()
        return {sted: bok.verdi(*sted) for sted in bok.formelceller()}

    skriv_bufrede(kopi, kopi, regnet())
    assert (lagret(kopi)["Beregning", "D16"] is Feil.NAME) == (not tillegg)
    kode, ut, _ = xlasss(
        "oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")), "--json"
    )
    nye = lagret(kopi)
    assert kode == 0 and json.loads(ut)["ikke_regnet"] == []
    assert all(lik(verdi, nye.get(sted)) for sted, verdi in regnet().items())


def test_en_fil_lagret_av_noen_andre_imens_blir_staaende(kopi, skjema):
    from xlasss.errors import Filfeil
    from xlasss.oppdatering.kilde import Filkilde
    from xlasss.oppdatering.oppdater import forbered

    o = forbered(kopi, Filkilde(skjema("nivaa;sfo;1102;2016;0,9")), 2016)
    med(kopi, Notater__A9="skrevet imens")
    imens = kopi.read_bytes()
    with pytest.raises(Filfeil, match="noen andre"):
        o.skriv()
    assert kopi.read_bytes() == imens and len(list(kopi.parent.iterdir())) == 2


def test_loggen_fortsetter_under_de_ferdige_radene(xlasss, kopi, skjema):
    med(kopi, Endringslogg__A36="2017-01-01")
    assert xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))[0] == 0
    ark = openpyxl.load_workbook(kopi)["Endringslogg"]
    assert ark["C37"].value.startswith("Oppdatert 2016") and ark["C37"].alignment.wrap_text and ark.max_row == 37


tall = st.one_of(
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 4)), st.sampled_from([":", "..", "...", ".", "-"])
)


@pytest.mark.treg
@settings(max_examples=12)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["np5", "np8", "sfo"]), st.sampled_from(["1201", "1102", "snitt"])), tall, min_size=1
    )
)
def test_hvilke_tall_som_helst_leses_likt_av_openpyxl_og_oss(rot, tmp_path_factory, nye):
    from xlasss.oppdatering.kilde import Tall
    from xlasss.oppdatering.oppdater import forbered

    class Kilde:
        navn = "prøven"

        def tall(self, bok, aar):
            return [Tall("nivaa", i, k, 2016, v, "hentet prøve", "prøven") for (i, k), v in nye.items()]

    fil = Path(shutil.copy(rot / "workbooks" / "grunnskole_2016.xlsx", tmp_path_factory.mktemp("h") / "b.xlsx"))
    o = forbered(fil, Kilde(), 2016)
    o.skriv()
    ark, vaare = openpyxl.load_workbook(fil)["Inndata"], lagret(fil)
    staar = {b.felt.celle: b.felt.verdi for b in o.plan.beholdt}  # trykte tall kilden bare har tegn for
    for (i, k), v in nye.items():
        celle = next(f.celle for n, f in o.kopi.inndata.felt.items() if n[:3] == ("nivaa", i, k))
        ventet = staar.get(celle, v)
        assert vaare["Inndata", celle] == pytest.approx(ventet) and ark[celle].value == pytest.approx(ventet)


@pytest.mark.treg
def test_libreoffice_calamine_og_openpyxl_leser_filen_likt(xlasss, kopi, skjema, krev_soffice):
    import python_calamine

    krev_soffice()
    fil = skjema(
        "nivaa;sfo;1102;2016;0,9;hentet;SSB & co «æøå»", "profil;ressursbruk;0301;2016;:", "nivaa;sfo;1201;2016;1"
    )
    assert xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil))[0] == 0
    vaare, op = lagret(kopi), openpyxl.load_workbook(kopi, data_only=True)
    cal = python_calamine.load_workbook(str(kopi))
    lo = motor("libreoffice").aapne(kopi)
    lo.regn()
    for navn in op.sheetnames:
        rader = enumerate(cal.get_sheet_by_name(navn).to_python(skip_empty_area=False), start=1)
        i_calamine = {(r, k): v for r, rad in rader for k, v in enumerate(rad, start=1)}
        for (ark, celle), verdi in vaare.items():
            if ark == navn and not isinstance(verdi, Feil):
                fra_openpyxl = op[navn][celle]
                assert lik(_som_var(fra_openpyxl.value), verdi), (navn, celle)
                fra_calamine = i_calamine.get((fra_openpyxl.row, fra_openpyxl.column))
                assert lik(_som_var(fra_calamine), verdi), (navn, celle)
    for sted in lo.formelceller():
        if sted[0] in ("Resultat", "Etterregning", "Kontroll"):
            assert lik(lo.verdi(*sted), vaare.get(sted)), sted


def _som_var(verdi):
    return float(verdi) if isinstance(verdi, int) and not isinstance(verdi, bool) else verdi


@pytest.mark.treg
def test_en_kopi_libreoffice_har_lagret_oppdateres_som_en_fra_excel(xlasss, kopi, skjema, krev_soffice, tmp_path):
    """LibreOffice skriver hver del på sin måte: andre navn, andre attributter, rader som ligner slått sammen."""
    krev_soffice()
    profil = (tmp_path / "profil").as_uri()
    kommando = ["soffice", f"-env:UserInstallation={profil}", "--headless", "--convert-to", "xlsx", "--outdir", "lo"]
    subprocess.run([*kommando, kopi], check=True, capture_output=True, timeout=120)
    fil = tmp_path / "lo" / kopi.name
    foer = deler(fil)
    kode, ut, feil = xlasss(
        "oppdater", str(fil), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")), "--json"
    )
    assert kode == 0, feil
    nye = lagret(fil)
    assert nye["Inndata", "I16"] == 0.9 and nye["Resultat", "D14"] == pytest.approx(0.98335, abs=1e-5)
    assert {d for d, innhold in deler(fil).items() if innhold != foer[d]} == set(json.loads(ut)["deler"])


def test_kommentaren_i_zip_filen_er_den_samme(xlasss, kopi, skjema):
    with ZipFile(kopi, "a") as zip_:
        zip_.comment = b"levert 15. juni"
    assert xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))[0] == 0
    with ZipFile(kopi) as zip_:
        assert zip_.comment == b"levert 15. juni"


def omdoept(fil: Path, **navn: str) -> None:
    """Arkene med andre navn, slik Excel gjør det: formlene følger med."""
    pakke = les_pakke(fil)[0]
    deler_ = [pakke.bok, *pakke.ark.values()]
    xml = {del_: pakke.xml(del_) for del_ in deler_}
    for gammelt, nytt in navn.items():
        xml = {
            d: re.sub(rf"\b{gammelt}!", f"{nytt}!", x).replace(f'name="{gammelt}"', f'name="{nytt}"')
            for d, x in xml.items()
        }
    fil.write_bytes(pakke.med(xml))


def test_flyttede_rader_stopper_ogsaa_naar_arkene_som_leser_inndata_har_faatt_andre_navn(xlasss, kopi, skjema):
    omdoept(kopi, Beregning="Ber2", Etterregning="Ett2")
    fil = str(skjema("nivaa;sfo;1102;2016;0,9"))
    assert xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", fil, "--vis")[0] == 0
    for hva, der in ("rader", "Ber2"), ("kolonner", "Ett2"):
        celler, _ = FLYTTET[f"to {hva} har byttet plass"]
        med(kopi, **{f"Inndata__{celle}": verdi for celle, verdi in celler.items()})
        foer = kopi.read_bytes()
        kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", fil)
        assert kode == 2 and "blokken «nivaa» er flyttet" in feil and f"(se {der})" in feil, feil
        assert kopi.read_bytes() == foer


def test_uten_et_ark_som_leser_blokken_sies_det_at_flytting_ikke_kan_ses(xlasss, kopi, skjema):
    med(kopi, Etterregning__B7="annet")
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))
    assert kode == 2 and "ingen ark har blokken «nivaa» innlest" in feil and len(feil.splitlines()) == 1


def utslag_i_loggen(kopi: Path) -> str:
    return lagret(kopi)["Endringslogg", "E7"]


def test_loggen_sier_ikke_regnet_naar_arket_resultat_ikke_er_der(xlasss, kopi, skjema):
    omdoept(kopi, Resultat="Resultater")
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))
    assert kode == 0 and utslag_i_loggen(kopi) == "ikke regnet, for boken har ikke arket Resultat"
    assert "Største utslag: ikke regnet" in ut


def test_loggen_sier_ikke_regnet_om_resultatet_motoren_ikke_fikk_til(xlasss, kopi, skjema):
    skriv_bufrede(kopi, kopi, {("Resultat", "D14"): 77.0})
    assert xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;sfo;1102;2016;0,9")))[0] == 0
    assert "1 celle på Resultat er ikke regnet" in utslag_i_loggen(kopi)


def test_loggen_sier_ingen_bare_naar_utslaget_er_regnet_og_null(xlasss, kopi, skjema):
    med(kopi, Inndata__D10=0.91, Inndata__P10="hentet SSB 12362 2017-03-15")
    fil = str(skjema("nivaa;np5;1201;2016;0,91;hentet;SSB 12362 2017-06-15"))
    _, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", fil, "--json")
    assert utslag_i_loggen(kopi) == "ingen" and json.loads(ut)["storste_utslag"] == ""
