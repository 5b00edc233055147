"""Skjemaet for manuelle tall: hva det har med, og hva som sies når det er fylt ut galt."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from oppdatering.conftest import HODE, med

from xlasss.oppdatering.kilde import KOLONNER, Filkilde
from xlasss.oppdatering.oppdater import forbered
from xlasss.rapport.oppdatering import kort_svar


def test_skjemaet_har_en_rad_for_hver_celle_ingen_har_trykt_og_blir_lest_tilbake(xlasss, kopi):
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--skjema", "skjema.csv", "--json")
    antall = json.loads(ut)["rader"]
    with Path("skjema.csv").open(encoding="utf-8-sig", newline="") as fil:
        rader = list(csv.DictReader(fil, delimiter=";"))
    assert kode == 0 and len(rader) == antall > 100 and tuple(rader[0]) == KOLONNER
    assert {r["verdi"] for r in rader} == {""} and "1102" not in {r["kommune"] for r in rader if r["blokk"] == "nivaa"}
    rader[0] |= {"verdi": "0,95", "kilde": "PAI-registeret"}
    with Path("utfylt.csv").open("w", encoding="utf-8", newline="") as fil:
        skriver = csv.DictWriter(fil, KOLONNER, delimiter=";")
        skriver.writeheader()
        skriver.writerows(rader)
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", "utfylt.csv", "--json")
    (endring,) = json.loads(ut)["endringer"]
    assert kode == 0 and endring["blir"] == 0.95 and endring["opphav"] == "manuell PAI-registeret"


def test_skjemaet_i_excel_tar_bare_tall_og_tegn_og_blir_lest_tilbake(xlasss, kopi):
    assert xlasss("oppdater", str(kopi), "--aar", "2016", "--skjema", "skjema.xlsx")[0] == 0
    bok = openpyxl.load_workbook("skjema.xlsx")
    ark = bok["Skjema"]
    regler = {v.type: v for v in ark.data_validations.dataValidation}
    assert set(regler) == {"custom", "list"} and "ISNUMBER(J2)" in regler["custom"].formula1
    assert "manuell" in regler["list"].formula1 and ark.protection.sheet
    assert ark["A2"].protection.locked and not ark["J2"].protection.locked
    nokkel = [c.value for c in ark[2]]
    ark["J2"], ark["J3"] = 0.95, ":"
    bok.save("skjema.xlsx")
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", "skjema.xlsx", "--json")
    forste, andre = json.loads(ut)["endringer"]
    assert kode == 0 and (forste["blir"], andre["blir"]) == (0.95, ":")
    assert [forste["blokk"], forste["indikator"], forste["kommune"]] == [nokkel[2], nokkel[3], nokkel[5]]


def test_et_utfylt_skjema_blir_ikke_skrevet_over(xlasss, kopi):
    Path("s.csv").write_text("mitt", encoding="utf-8")
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--skjema", "s.csv")
    assert kode == 2 and "finnes alt" in feil and Path("s.csv").read_text(encoding="utf-8") == "mitt"


GALT = {
    "tekst der tallet skal stå": ("nivaa;np5;1201;2016;ca. 1", ["linje 2, kolonne verdi", "«ca. 1»"]),
    "et tall som kan leses på to måter": ("nivaa;np5;1201;2016;1.234", ["linje 2", "1234 eller 1,234"]),
    "uten indikator": ("nivaa;;1201;2016;1", ["linje 2, kolonne indikator er tom"]),
    "året er ikke et år": ("nivaa;np5;1201;i fjor;1", ["kolonne aar", "«i fjor»"]),
    "ukjent opphav": ("nivaa;np5;1201;2016;1;gjettet;", ["kolonne opphav", "«gjettet»", "manuell, hentet, trykt"]),
    "en formel i teksten": ('nivaa;np5;1201;2016;1;manuell;"=HYPERLINK(""http://x"")"', ["kolonne kilde", "formel"]),
    "en formel med krøllalfa": ("nivaa;np5;1201;2016;1;manuell;@SUM(A1)", ["kolonne kilde", "formel"]),
    "et linjeskift i teksten": ('nivaa;np5;1201;2016;1;manuell;"a\nb"', ["kolonne kilde"]),
    "en lang tekst": (f"nivaa;np5;1201;2016;1;manuell;{'a' * 300}", ["kolonne kilde", "300 tegn"]),
    "samme nøkkel to ganger": ("nivaa;np5;1201;2016;1¶nivaa;np5;Bergen;2016;1",
                               ["linje 3", "nivaa/np5/1201/2016", "linje 2"]),
    "for mange felt": ("nivaa;np5;1201;2016;1¶nivaa;np5;0301;2016;1;;;x", ["linje 3", "10 felt, skal være 9"]),
    "et anførselstegn for mye": ('nivaa;np5;1201;2016;1;manuell;"PAI" x', ["linje 2: et felt fortsetter"]),
    "et anførselstegn for lite": ('nivaa;np5;1201;2016;1¶nivaa;sfo;1201;2016;1;manuell;"PAI¶nivaa;np8;1201;2016;1',
                                  ["tall.csv linje 3: et felt begynner med anførselstegn", "slutter ikke"]),
    "et altfor langt felt": (f"nivaa;np5;1201;2016;1;manuell;{'a' * 140_000}", ["linje 2: et felt er for langt"]),
    "en annen sektor": ("nivaa;np5;1201;2016;1", ["gjelder barnehage 2017", "er grunnskole 2017"]),
    "en annen utgave": ("nivaa;np5;1201;2016;1", ["gjelder grunnskole 2019"]),
}  # fmt: skip


@pytest.mark.parametrize(("rad", "ord"), GALT.values(), ids=GALT)
def test_galt_i_skjemaet_gir_en_linje_med_stedet_og_ingenting_skrives(xlasss, kopi, skjema, request, rad, ord):
    sektor = {"en annen sektor": "barnehage;2017", "en annen utgave": "grunnskole;2019"}
    fil = skjema(*rad.split("¶"), sektor=sektor.get(request.node.callspec.id, "grunnskole;2017"))
    foer = kopi.read_bytes()
    kode, ut, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil))
    assert kode == 2 and ut == "" and len(feil.splitlines()) == 1
    assert all(bit in feil for bit in ord), feil
    assert kopi.read_bytes() == foer and sorted(f.name for f in kopi.parent.iterdir()) == ["min kopi.xlsx", "tall.csv"]


RAD = "grunnskole;2017;nivaa;np5;1201;2016;0,98;;"


@pytest.mark.parametrize(
    ("innhold", "ord"),
    [
        (b"", "tom"),
        (b"\n\n", "tom"),
        (HODE.encode(), "ingen rader"),
        (HODE.replace("verdi", "tall").encode() + b"\n" + RAD.encode(), "mangler kolonnen verdi"),
        (HODE.replace("kilde", "kommentar").encode() + b"\n" + RAD.encode(), "«kommentar»"),
        (HODE.replace("kilde", "verdi").encode() + b"\n" + RAD.encode(), "to kolonner heter «verdi»"),
        (f"{HODE}\n{RAD}".encode("utf-16"), "UTF-16"),
    ],
)
def test_en_tabell_som_ikke_er_skjemaet_sier_hva_som_mangler(xlasss, kopi, innhold, ord):
    Path("galt.csv").write_bytes(innhold)
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", "galt.csv")
    assert kode == 2 and ord in feil and "galt.csv" in feil and len(feil.splitlines()) == 1


@pytest.mark.parametrize(
    ("koding", "skille", "tall"),
    [("utf-8", ";", "0,98"), ("utf-8-sig", ";", "0,98"), ("latin-1", ";", "0.98"), ("cp1252", "\t", "0,98"),
     ("utf-8", ",", "0.98"), ("utf-8", ",", '"0,98"')],
)  # fmt: skip
def test_csv_slik_programmene_lagrer_den(xlasss, kopi, koding, skille, tall):
    rad = ["grunnskole", "2017", "nivaa", "np5", "Tromsø", "2016", tall, "manuell", "spurt på nytt"]
    linjer = [HODE.replace(";", skille), skille.join(rad)]
    Path("t.csv").write_bytes("\r\n".join(linjer).encode(koding))
    kode, ut, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", "t.csv", "--vis", "--json")
    assert kode == 0, feil
    (endring,) = json.loads(ut)["endringer"]
    assert endring["kommune"] == "1902" and endring["blir"] == 0.98 and endring["opphav"] == "manuell spurt på nytt"


@pytest.mark.parametrize(
    ("verdi", "ord"), [("12,5", "er tekst"), (True, "sann eller usann"), ("=1/0", "tall.xlsx, Ark!G2")]
)
def test_i_et_regneark_maa_tallet_vaere_et_tall(xlasss, kopi, verdi, ord):
    with xlsxwriter.Workbook("tall.xlsx") as bok:
        ark = bok.add_worksheet("Ark")
        ark.write_row(0, 0, HODE.split(";"))
        ark.write_row(1, 0, ["grunnskole", 2017, "nivaa", "np5", 1201, 2016])
        if verdi == "=1/0":
            ark.write_formula(1, 6, verdi, None, "#DIV/0!")
        else:
            ark.write(1, 6, verdi)
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", "tall.xlsx")
    assert kode == 2 and ord in feil and "Ark!G2" in feil and len(feil.splitlines()) == 1


def test_linjen_om_skilletegn_og_tomme_kolonner_bak_er_ikke_til_hinder(xlasss, kopi):
    Path("t.csv").write_text(f"sep=;\r\n{HODE};;\r\n{RAD};;\r\n;;;\r\n", encoding="utf-8")
    kode, ut, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", "t.csv", "--vis", "--json")
    assert kode == 0 and len(json.loads(ut)["endringer"]) == 1, feil


def test_kommunenummer_excel_har_tatt_nullen_fra_finner_raden(xlasss, kopi, skjema):
    fil = skjema("nivaa;np5;219;2016;0,98", "vekst;np5;0219;2015-2016;1,5")
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil), "--vis", "--json")
    assert kode == 0 and [e["kommune"] for e in json.loads(ut)["endringer"]] == ["0219", "0219"]


def test_hverken_csv_eller_xlsx_sies(xlasss, kopi):
    Path("tall.pdf").write_text("x", encoding="utf-8")
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", "tall.pdf")
    assert kode == 2 and "verken .csv eller .xlsx" in feil


BLANDET = ["nivaa;np5;1201;2016;0,98", "nivaa;np8;1201;2061;0,97", "nivaa;sfo;1201;2016;"]


def blandet(skjema, *rader):
    """Et skjema der den siste raden er fra en annen utgave."""
    fil = skjema(*rader)
    fil.write_text(fil.read_text(encoding="utf-8") + "grunnskole;2019;nivaa;np5;1201;2016;0,5;;\n", encoding="utf-8")
    return fil


def test_rader_for_et_annet_aar_eller_en_annen_utgave_nevnes_og_de_rette_skrives(xlasss, kopi, skjema):
    fil = blandet(skjema, *BLANDET)
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil))
    assert kode == 1 and "1 celle endret" in ut and ut.count("Ikke brukt") == 2
    assert "linje 3, kolonne verdi, gjelder året 2061 i grunnskole, utgave 2017" in ut
    assert "linje 5, kolonne verdi, gjelder året 2016 i grunnskole, utgave 2019" in ut
    assert "ikke året 2016 i grunnskole, utgave 2017" in ut and "linje 4" not in ut, "rad 4 er ikke fylt ut"


def test_radene_som_ikke_er_brukt_staar_i_json(xlasss, kopi, skjema):
    fil = blandet(skjema, *BLANDET)
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(fil), "--vis", "--json")
    svar = json.loads(ut)
    assert kode == 1 and len(svar["endringer"]) == 1
    assert [(t["aar"], "utgave" in t["gjelder_annet"]) for t in svar["ikke_funnet"]] == [(2061, True), (2016, True)]


def test_meldingen_i_excel_nevner_rader_som_ikke_er_brukt(kopi, skjema):
    brukt, ubrukt = "nivaa;np5;1201;2016;0,98", "nivaa;np8;1201;2061;0,97"
    for rader, ord_ in ([brukt, ubrukt], "1 celle blir endret"), ([ubrukt], "har ingen tall for 2016"):
        svar = kort_svar(forbered(kopi, Filkilde(skjema(*rader)), 2016), gjort=False)
        assert ord_ in svar and "Ikke brukt: tall.csv linje" in svar and "året 2061" in svar


def test_et_skjema_der_alle_radene_er_for_et_annet_aar_skriver_ingenting_og_nevner_dem(xlasss, kopi, skjema):
    foer = kopi.read_bytes()
    kode, ut, _ = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(skjema("nivaa;np5;1201;2015;0,98")))
    assert kode == 1 and "har ingen tall for 2016" in ut and "linje 2" in ut and "året 2015" in ut
    assert kopi.read_bytes() == foer


def test_boken_med_flere_aar_faar_bare_det_aaret_det_er_bedt_om(rot, xlasss, skjema, tmp_path):
    bok = tmp_path / "r.xlsx"
    bok.write_bytes((rot / "workbooks" / "regnskap_2016.xlsx").read_bytes())
    fil = skjema("beloep_2015;driftsutgifter;1201;2015;5", "beloep_2016;driftsutgifter;1201;2016;6",
                 sektor="regnskap;2017")  # fmt: skip
    kode, ut, _ = xlasss("oppdater", str(bok), "--aar", "2016", "--fra", str(fil), "--vis", "--json")
    svar = json.loads(ut)
    assert kode == 1 and [e["aar"] for e in svar["endringer"]] == [2016]
    assert [t["aar"] for t in svar["ikke_funnet"]] == [2015]


def regneark(*ark, navn="tall.xlsx"):
    """Et regneark med ark av rader; en verdi kan ha et tallformat med seg."""
    with xlsxwriter.Workbook(navn) as bok:
        for arknavn, rader in ark:
            her = bok.add_worksheet(arknavn)
            for r, rad in enumerate(rader):
                for k, celle in enumerate(rad):
                    verdi, kode = celle if isinstance(celle, tuple) else (celle, "General")
                    stil = bok.add_format({"num_format": kode})
                    if isinstance(verdi, str) and verdi.startswith("="):
                        her.write_formula(r, k, verdi, stil, "")
                    else:
                        her.write(r, k, verdi, stil)
    return navn


NOKKEL = ["grunnskole", "2017", "nivaa", "np5", "1201", "2016"]


def skjemarader(verdi, opphav="", kilde=""):
    return [HODE.split(";"), [*NOKKEL, verdi, opphav, kilde]]


@pytest.mark.parametrize(
    ("verdi", "kode", "ord"),
    [
        (46121, 16, "er en dato. Formater kolonnen som tall"),
        (46121, 14, "skriv det på nytt med komma, for eksempel 9,4"),
        (46121.5, "dd/mm/yyyy hh:mm", "er en dato"),
        (0.05, 9, "5 % er lagret som 0,05. Formater kolonnen som tall, og skriv 5 når enheten er prosent"),
        (0.055, '0.0 %;[Red]-0.0 "%"', "prosentformat"),
    ],
)
def test_et_tall_regnearket_viser_som_noe_annet_blir_ikke_skrevet(xlasss, kopi, verdi, kode, ord):
    fil, foer = regneark(("Skjema", skjemarader((verdi, kode)))), kopi.read_bytes()
    kode, ut, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", fil)
    assert kode == 2 and ut == "" and "tall.xlsx, Skjema!G2" in feil and ord in feil, feil
    assert len(feil.splitlines()) == 1 and kopi.read_bytes() == foer


def test_en_dato_i_kilden_blir_ikke_et_tall_i_opphavet(xlasss, kopi):
    fil = regneark(("Skjema", skjemarader(0.98, "manuell", (42901, "yyyy-mm-dd"))))
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", fil)
    assert kode == 2 and "Skjema!I2 er en dato. Formater kolonnen som tekst" in feil


@pytest.mark.parametrize("kode", ["General", "0.00", "#,##0", '#,##0.0 "dager"', "[Red]0.0", "0.0E+00", "@"])
def test_andre_tallformater_er_tall(xlasss, kopi, kode):
    fil = regneark(("Skjema", skjemarader((0.98, kode))))
    kode, ut, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", fil, "--vis", "--json")
    assert kode == 0 and json.loads(ut)["endringer"][0]["blir"] == 0.98, feil


def test_en_formel_uten_lagret_verdi_er_ikke_det_samme_som_ikke_fylt_ut(xlasss, kopi):
    bok = openpyxl.Workbook()
    for rad in skjemarader("=1+1"):
        bok.active.append(rad)
    bok.save("tall.xlsx")
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", "tall.xlsx")
    assert kode == 2 and "Sheet!G2 er en formel uten svar i filen" in feil and "lagre det og prøv igjen" in feil


def test_en_formel_med_lagret_verdi_er_tallet(xlasss, kopi):
    with xlsxwriter.Workbook("tall.xlsx") as bok:
        ark = bok.add_worksheet("Skjema")
        for r, rad in enumerate(skjemarader(None)):
            ark.write_row(r, 0, rad)
        ark.write_formula("G2", "=49/50", None, 0.98)
    kode, ut, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", "tall.xlsx", "--vis", "--json")
    assert kode == 0 and json.loads(ut)["endringer"][0]["blir"] == 0.98, feil


def test_skjemaet_finnes_igjen_bak_andre_ark(xlasss, kopi):
    oversikt = [["Til den som fyller ut"], ["frist", "1. juni"]]
    fil = regneark(("Oversikt", oversikt), ("Skjema", skjemarader(0.98)), ("Tomt", []))
    kode, ut, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", fil, "--vis", "--json")
    assert kode == 0 and len(json.loads(ut)["endringer"]) == 1, feil


@pytest.mark.parametrize(
    ("arkene", "ord"),
    [
        ([("Oversikt", [["a"]]), ("Tomt", []), ("Mer", [["b"]])], "arkene Oversikt, Mer er lest, og ingen av dem"),
        ([("Skjema", skjemarader(1)), ("Kopi", skjemarader(2))], "arkene Skjema, Kopi er hvert sitt skjema"),
        ([("Tomt", [])], "arket Tomt er tomt"),
        ([("Skjema", [HODE.replace("verdi", "tall").split(";"), NOKKEL])], "mangler kolonnen verdi"),
    ],
)
def test_uten_ett_ark_som_er_skjemaet_nevnes_arkene_som_er_lest(xlasss, kopi, arkene, ord):
    kode, _, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", regneark(*arkene))
    assert kode == 2 and ord in feil and len(feil.splitlines()) == 1, feil


@pytest.mark.parametrize("endelse", ["csv", "xlsx"])
@pytest.mark.parametrize("nokkel", ["=cmd|' /C calc'!A0", "+1+cmd|x", "-1-cmd|x", "@SUM(A1)", "\tfane", "'=sitat", "'"])
def test_tekst_fra_boken_blir_aldri_en_formel_i_skjemaet_og_er_den_samme_nokkelen_tilbake(
    xlasss, kopi, nokkel, endelse
):
    med(kopi, **{f"{ark}__B7": nokkel for ark in ("Inndata", "Beregning", "Etterregning")}, Inndata__B10="=1+1")
    skjema, ut = Path(f"skjema.{endelse}"), Path("utfylt.csv")
    assert xlasss("oppdater", str(kopi), "--aar", "2016", "--skjema", str(skjema))[0] == 0
    if endelse == "csv":
        with skjema.open(encoding="utf-8-sig", newline="") as fil:
            rader = list(csv.reader(fil, delimiter=";"))
    else:
        rader = [["" if c.value is None else c.value for c in rad] for rad in openpyxl.load_workbook(skjema).active]
        assert {c.data_type for rad in openpyxl.load_workbook(skjema).active for c in rad} <= {"s", "n"}
    assert not any(str(felt).startswith(("=", "+", "-", "@", "\t", "\r")) for rad in rader for felt in rad)
    rader[1][KOLONNER.index("verdi")] = "0,95"
    with ut.open("w", encoding="utf-8", newline="") as fil:
        csv.writer(fil, delimiter=";").writerows(rader)
    kode, svar, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", str(ut), "--vis", "--json")
    assert kode == 0, feil
    assert [e["blokk"] for e in json.loads(svar)["endringer"]] == [nokkel]


def test_tall_tegn_og_kilder_i_skjemaet_er_som_i_boken_og_leses_likt_tilbake(xlasss, kopi):
    med(kopi, Inndata__D10=-3.3, Inndata__P10="manuell =PAI", Inndata__D11="-", Inndata__P11="manuell x")
    assert xlasss("oppdater", str(kopi), "--aar", "2016", "--skjema", "skjema.csv")[0] == 0
    with Path("skjema.csv").open(encoding="utf-8-sig", newline="") as fil:
        fylt = [rad for rad in csv.DictReader(fil, delimiter=";") if rad["verdi"]]
    assert [(r["verdi"], r["kilde"]) for r in fylt] == [("-3,3", "'=PAI"), ("-", "x")]
    kode, ut, feil = xlasss("oppdater", str(kopi), "--aar", "2016", "--fra", "skjema.csv", "--vis")
    assert kode == 0 and "2 uendret" in ut, feil
