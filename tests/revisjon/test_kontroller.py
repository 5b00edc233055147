"""Hver kontroll finner feilen den er laget for, sier hvor den er, med beløp og hva du gjør, og lar malene være."""

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlasss.begreper import Feil
from xlasss.engines.lager import Lager
from xlasss.engines.pakke import les_pakke
from xlasss.errors import XlasssFeil
from xlasss.revisjon.kontroller import Funn, kontroller
from xlasss.revisjon.kontroller.dok import SIDE, side
from xlasss.revisjon.kontroller.lagret import sammenlignbar
from xlasss.revisjon.kontroller.regler import ARKET, REGLER
from xlasss.sektorer import sektorfil
from xlasss.tverrfiler import maler, malfil
from xlasss.workbook.ark.regler import kontrollregler
from xlasss.workbook.bygg import modell
from xlasss.workbook.malversjon import malversjon
from xlasss.workbook.modell import Celle
from xlasss.workbook.plan import plan

ROT = Path(__file__).parents[2]
MALER = sorted((ROT / "workbooks").glob("*.xlsx"))
ALLE_TALL = [0.9, 0.95, 1.1, 1.05, 1.0, 1.02, 0.958, 0.98, 1.03, 1.012]


def mal(sektor: str) -> Path:
    return next(fil for fil in MALER if fil.name.startswith(sektor))


def med(tmp_path: Path, celler: dict, sektor: str = "grunnskole") -> list[Funn]:
    """Funnene i en kopi av malen med andre verdier i noen celler: «Ark!Celle»: verdi."""
    fil = tmp_path / "kopi.xlsx"
    fil.write_bytes(Lager(mal(sektor)).med({tuple(sted.split("!")): verdi for sted, verdi in celler.items()}))
    return kontroller(fil)


def lappet(tmp_path: Path, ark: str, gammelt: str, nytt: str, sektor: str = "grunnskole") -> list[Funn]:
    """Funnene når teksten i XML-en til et ark (eller «bok») er en annen."""
    pakke = les_pakke(mal(sektor))[0]
    del_ = pakke.bok if ark == "bok" else pakke.ark[ark]
    xml, antall = re.subn(gammelt, nytt, pakke.xml(del_), count=1, flags=re.DOTALL)
    assert antall == 1
    fil = tmp_path / "kopi.xlsx"
    fil.write_bytes(pakke.med({del_: xml}))
    return kontroller(fil)


def kolonne(bokstav: str, fra: int, verdier: list) -> dict:
    return {f"Inndata!{bokstav}{fra + i}": verdi for i, verdi in enumerate(verdier)}


def finn(funnene: list[Funn], regel: str, sted: str, *ord_: str) -> Funn:
    """Funnet av regelen i cellen; det har ordene i seg og slutter med et tiltak."""
    passer = [f for f in funnene if f.regel == regel and f"{f.ark}!{f.celle}" == sted]
    assert len(passer) == 1, [(f.regel, f.ark, f.celle, f.melding) for f in funnene]
    assert all(o in passer[0].melding for o in ord_), passer[0].melding
    assert passer[0].alvor in REGLER[regel].alvor
    assert re.search(r"[.?] [A-ZÆØÅ=].+", passer[0].melding), "meldingen mangler et tiltak"
    return passer[0]


@pytest.mark.parametrize("fil", MALER, ids=lambda fil: fil.stem)
def test_en_urort_mal_har_ingen_feil_og_bare_den_advarselen_rapporten_selv_gir(fil):
    funn = [f for f in kontroller(fil) if f.alvor != "opplysning"]
    if fil.stem != "kommunehelse_2016":
        assert funn == []
        return
    assert len(funn) == 1
    ett = finn(funn, "K028", "Inndata!K75", "Ledig listekap. pst., Sandnes", "0 er utenfor", "0,3–6,9")
    assert ett.alvor == "advarsel"


CELLEFEIL = [
    # oppsett
    ("K044", "Forside!C7", {"Forside!C7": "Sandes"}, ["«Sandes»", "Sandnes", "Velg"]),
    ("K045", "Forside!C8", {"Forside!C8": "ferdig"}, ["«ferdig»", "Velg foreløpig eller endelig"]),
    ("K050", "Forside!C47", {"Forside!C47": "0"}, ["en annen mal", "«0»", "Kopier inndataene"]),
    ("K051", "Forside!C51", {"Forside!C51": "2025.1.0"}, ["«2025.1.0»", "Se CHANGELOG"]),
    ("K060", "Forside!F8", {"Forside!F8": "2017"}, ["«2017»", "Skriv 2016"]),
    # nøkler
    ("K010", "Inndata!A16", {"Inndata!A16": "1103"}, ["«1103»", "«1102»", "Flytt"]),
    ("K014", "Inndata!A16", {"Inndata!A16": "9999"}, ["«9999»", "«1102»", "Skriv den tilbake"]),
    ("K015", "Inndata!A17", {"Inndata!A16": "1103"}, ["«1103»", "A16", "A17", "Rett den ene"]),
    ("K016", "Inndata!A16:A17", {"Inndata!A16": "1103", "Inndata!A17": "1102"}, ["1103, 1102", "1102, 1103", "Sorter"]),
    ("K017", "Inndata!A11", {"Inndata!A11": 219.0}, ["tallet 219", "«0219»", "som tekst"]),
    ("K018", "Inndata!B16", {"Inndata!B16": "Sandnes kommune"}, ["«Sandnes kommune»", "«Sandnes»"]),
    ("K018", "Inndata!C16", {"Inndata!C16": "2017"}, ["«2017»", "«2016»", "Skriv det tilbake"]),
    ("K019", "Inndata!D7", {"Inndata!D7": None}, ["«np5»", "tom", "Skriv nøkkelen tilbake"]),
    ("K020", "Inndata!D7", {"Inndata!D7": "np8", "Inndata!E7": "np5"}, ["«np5»", "E7", "«np8»", "Flytt"]),
    # celler
    ("K003", "Inndata!D16", {"Inndata!D16": "0,981"}, ["«0,981»", "Skriv tallet på nytt"]),
    ("K003", "Inndata!D16", {"Inndata!D16": True}, ["«SANN»"]),
    ("K004", "Inndata!D35", {"Inndata!D35": "ca. 3"}, ["«ca. 3»"]),
    ("K005", "Inndata!D54", {"Inndata!D54": "0,9"}, ["«0,9»"]),
    ("K011", "Inndata!F16", {"Inndata!F16": Feil.REF}, ["#REF!", "tøm cellen"]),
    ("K037", "Inndata!D10", {"Inndata!D10": ":", "Inndata!D11": "..", "Inndata!E10": "…", "Inndata!E11": ":"},
     ["2 «:» (konfidensielt)", "1 «..» (mangler)", "1 «...»", "konfidensielt er D10, E11", "kontroller"]),
    # opphav
    ("K033", "Inndata!D10", {"Inndata!D10": 0.98}, ["0,98", "P10", "«mangler»", "Skriv hentet"]),
    ("K034", "Inndata!D16", {"Inndata!D16": None}, ["tom", "P16", "trykt s. 41", "Fyll inn"]),
    ("K035", "Inndata!P16", {"Inndata!P16": "gjettet"}, ["D16", "0,981", "«gjettet»", "Begynn med"]),
    ("K036", "Inndata!D16", {"Inndata!D16": 0.918}, ["0,918", "s. 41", "0,981", "Skriv det tilbake"]),
    # rimelighet
    ("K021", "Inndata!D16", {"Inndata!D16": 98.1}, ["98,1", "0,2–3", "som indeks"]),
    ("K055", "Inndata!D20", {"Inndata!D20": 100.0}, ["100", "skal være 1", "Skriv 1"]),
    ("K022", "Inndata!I54", {"Inndata!I54": 0.074}, ["0,074", "snittet er 8,1", "andel", "Skriv 7,4"]),
    ("K022", "Inndata!I54", {"Inndata!I54": 740.0}, ["740", "snittet er 8,1", "Skriv 7,4"]),
    ("K023", "Inndata!F54", {"Inndata!F54": 15100.0}, ["15100", "snittet er 15,1", "1000"]),
    ("K024", "Inndata!D35", {"Inndata!D35": 78.0}, ["78 prosent", "±50", "Kontroller"]),
    ("K025", "Inndata!D35", {"Inndata!D35": -120.0}, ["-120 prosent", "Rett"]),
    ("K026", "Inndata!F54", {"Inndata!F54": -15.1}, ["-15,1", "fortegnet"]),
    ("K027", "Inndata!I54", {"Inndata!I54": 104.0}, ["104 prosent", "mer enn 100"]),
    # sammenheng
    ("K028", "Inndata!F54", {"Inndata!F54": 13.1}, ["13,1", "13,7–16,1", "Kontroller"]),
    ("K029", "Inndata!F59", {"Inndata!F59": 16.1, "Inndata!F60": 13.7}, ["16,1", "13,7", "Bytt"]),
    ("K030", "Inndata!F58", {"Inndata!F58": 18.0}, ["18", "13,7–16,1", "Kontroller"]),
    ("K031", "Inndata!D10:D19", kolonne("D", 10, [0.981] * 10), ["0,981", "alle 10 kommuner", "kopiert"]),
    ("K032", "Inndata!D17:I17", {f"Inndata!{k}17": v for k, v in zip("DEFGHI", [.981, .999, .978, 1.007, .99, .699],
     strict=True)}, ["Stavanger", "Sandnes", "0,981; 0,999", "to ganger"]),
    ("K052", "Inndata!D48", kolonne("D", 48, [v + 0.01 for v in ALLE_TALL]), ["10 kommuner", "er 1,01,", "skal være"]),
    ("K053", "Inndata!F58", kolonne("F", 48, [14, 14, 14, 14, 14, 14, 14, 14, 13.7, 16.1]), ["15,1", "14,18"]),
    ("K054", "Inndata!F59", kolonne("F", 48, [15, 15, 15, 15, 15, 15, 15.1, 15, 15, 16.1]), ["lavest", "13,7", "15"]),
    ("K054", "Inndata!F60", kolonne("F", 48, [15, 15, 15, 15, 15, 15, 15.1, 15, 15, 13.7]), ["høyest", "16,1", "15,1"]),
    # parametre
    ("K001", "Parametre!D8", {"Parametre!D8": None}, ["er tom", "Fyll den inn"]),
    ("K001", "Parametre!D8", {"Parametre!D8": -1.0}, ["-1,00", "negativ"]),
    ("K002", "Parametre!D8:D13", {"Parametre!D13": 3.0}, ["94,50", "skal være 100", "Rett vektene"]),
    ("K039", "Parametre!D8", {"Parametre!D8": 18.4}, ["18,4", "18,3", "Skriv det tilbake"]),
    ("K039", "Parametre!D21", {"Parametre!D21": 40.0}, ["40", "60", "Skriv det tilbake"]),
    ("K040", "Parametre!D8:D13", {f"Parametre!D{r}": v for r, v in zip(range(8, 14), [.183] * 5 + [.084],
     strict=True)}, ["1,00", "andeler", "Gang hver med 100"]),
    ("K041", "Parametre!F8", {"Parametre!F8": "utledet"}, ["«utledet»", "«publisert»", "Skriv"]),
    ("K043", "Parametre!D20", {"Parametre!D20": 1.0}, ["er 1;", "minst 2", "Skriv 2–10"]),
    ("K043", "Parametre!D20", {"Parametre!D20": 11.0}, ["er 11", "10 kommuner", "2–10"]),
    ("K056", "Parametre!A8", {"Parametre!A8": "np8"}, ["«np8»", "«np5»", "Flytt"]),
]  # fmt: skip


@pytest.mark.parametrize(("regel", "sted", "celler", "ord_"), CELLEFEIL, ids=lambda v: v if isinstance(v, str) else "")
def test_en_plantet_feil_blir_funnet_med_celle_beloep_og_tiltak(tmp_path, regel, sted, celler, ord_):
    finn(med(tmp_path, celler), regel, sted, *ord_)


TVERRFEIL = [
    # enheten, mot de andre og mot året før
    ("K023", "regnskap", "D52", {"D34": 4_939_000.0, "D52": 5_257.0}, ["5257 i 2016", "4939000 i 2015", "D34", "939",
     "Skriv 1000 kr"]),
    ("K023", "regnskap", "D47", {"D46": 5.3e6, "D47": 5100.0, "D53": 4.9e6, "D54": 5.6e6}, ["5100", "medianen",
     "5300000", "1039", "kroner eller mill. kroner", "Skriv 1000 kr"]),
    ("K023", "regnskap", "L48", {"L46": 53_000.0, "L47": -61_000.0, "L48": 9e7, "L49": 7_000.0}, ["90000000", "uten"]),
    ("K023", "produksjon_og_effektivitet", "D101", {"D100": 14000.0, "D101": 14.0, "D102": 15000.0, "D103": 13500.0},
     ["14", "14000", "1000"]),
    ("K023", "utgiftsbehov_og_ressursbruk", "E199", {"D199": 271_000.0, "E199": 273.0}, ["i alt, 2012", "i 2011",
     "993"]),
    # andeler og prosent
    ("K022", "regnskap", "D142", {"D142": 0.45, "D143": 45.0, "D144": 44.0}, ["0,45", "øvrige ASSS er 45,1", "andel",
     "Skriv 45"]),
    ("K027", "regnskap", "D142", {"D142": 145.0}, ["145 prosent", "mer enn 100"]),
    ("K027", "regnskap", "D522", {"D522": 310.0}, ["310 prosent", "±100"]),
    ("K021", "utgiftsbehov_og_ressursbruk", "D143", {"D143": 109.3}, ["109,3", "0,2–3", "som indeks"]),
    ("K025", "regnskap", "D162", {"D162": -105.4}, ["-105,4 prosent", "Rett"]),
    # årene mot hverandre
    ("K024", "regnskap", "D542", {"D522": 3.1, "D542": 53.0}, ["53 i 2016", "3,1 i 2015", "D522", "49,9", "kommaet"]),
    ("K024", "regnskap", "D52", {"D34": 4_939_000.0, "D52": 8_257_000.0}, ["8257000", "67,2 prosent", "begge årene"]),
    ("K024", "regnskap", "D162", {"D162": 67.0}, ["67 prosent", "±50"]),
    ("K024", "utgiftsbehov_og_ressursbruk", "F200", {"E200": 110_000.0, "F200": 11_100.0}, ["2013", "-89,9"]),
    # fortegn
    ("K026", "regnskap", "D46", {"D46": -5_257_000.0}, ["-5257000", "fortegnet"]),
    ("K026", "regnskap", "D782", {"D782": -78.6}, ["-78,6", "fortegnet"]),
    ("K026", "utgiftsbehov_og_ressursbruk", "D429", {"D429": -75_000.0}, ["-75000", "fortegnet"]),
    # sammenheng
    ("K028", "utgiftsbehov_og_ressursbruk", "D520", {"D520": 0.61}, ["0,61", "rapporten"]),
    ("K031", "regnskap", "D46:D49", kolonne("D", 46, [5_300_000.0] * 4), ["5300000", "alle 4 kommuner"]),
    ("K032", "regnskap", "D47:L47", {f"{k}{r}": v for r in (46, 47) for k, v in zip("DEF", [5.3e6, 5.1e6, 2e5],
     strict=True)}, ["Bærum", "Bergen", "to ganger"]),
    ("K052", "utgiftsbehov_og_ressursbruk", "D520", kolonne("D", 520, [1.1] * 5 + [1.09] * 5), ["1,095", "skal være"]),
    ("K053", "regnskap", "D152", kolonne("D", 142, [40.0] * 10) | kolonne("D", 46, [5e6] * 10), ["45,1", "er 40"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("regel", "bok", "sted", "celler", "ord_"), TVERRFEIL, ids=lambda v: v if isinstance(v, str) else ""
)
def test_en_plantet_feil_i_en_tverrgaende_bok_blir_funnet_med_celle_beloep_og_tiltak(
    tmp_path, regel, bok, sted, celler, ord_
):
    manuelle = {f"Inndata!{celle.removeprefix('Inndata!')}": verdi for celle, verdi in celler.items()}
    finn(med(tmp_path, manuelle, bok), regel, f"Inndata!{sted}", *ord_)


RIMELIGE = [
    ("regnskap", {"D46": 5_300_000.0, "D28": 5_000_000.0, "E46": 5_000_000.0, "L46": -120.0, "L28": 53_000.0}),
    ("regnskap", {"L46": 12.0, "L47": 61_000.0, "L48": -43_000.0, "L49": 55_000.0}),
    ("regnskap", {"D502": -2.0, "D522": 1.0, "D542": 0.1, "D742": 110.0, "D762": 125.0}),
    ("regnskap", {f"E{r}": 2.7 for r in range(202, 212)}),
    ("produksjon_og_effektivitet", {f"{k}{r}": v for r in range(154, 164) for k, v in zip("DEFG", (2.1, 2.4, 2.2, 1.9),
     strict=True)}),
]  # fmt: skip


@pytest.mark.parametrize(("bok", "celler"), RIMELIGE, ids=str)
def test_et_rimelig_tall_i_en_tverrgaende_bok_gir_ingen_advarsel_om_storrelsen(tmp_path, bok, celler):
    """En saldo nær 0, en saldo som skifter fortegn, et stort lån og et tall som gjelder hele landet."""
    funn = med(tmp_path, {f"Inndata!{celle}": verdi for celle, verdi in celler.items()}, bok)
    opphavet = {"K033", "K036"}
    assert {f.regel for f in funn} <= opphavet, [f.melding for f in funn if f.regel not in opphavet]


def test_tall_som_tekst_i_en_tverrgaende_bok_er_feil_med_cellen(tmp_path):
    finn(med(tmp_path, {"Inndata!D10": "12,5"}, "regnskap"), "K061", "Inndata!D10", "«12,5»", "Skriv tallet på nytt")


def test_nevnere_som_tekst_og_negative_nevnere_er_feil(tmp_path):
    p = plan(sektorfil("samferdsel"))
    rad = p.av_slag("nevner")[0].forste + 1
    finn(med(tmp_path, {f"Inndata!D{rad}": "12"}, "samferdsel"), "K012", f"Inndata!D{rad}", "«12»")
    ett = finn(med(tmp_path, {f"Inndata!D{rad}": -12.0}, "samferdsel"), "K026", f"Inndata!D{rad}", "-12")
    assert ett.alvor == "feil"


def test_et_veid_snitt_holdes_mot_kommunene_veid_med_nevnerne(tmp_path):
    p = plan(sektorfil("samferdsel"))
    profil, nevner = p.profiler[0].forste + 1, p.av_slag("nevner")[0].forste + 1
    celler = kolonne("D", profil, [10.0] * 9 + [20.0]) | kolonne("D", nevner, [1.0] * 9 + [9.0])
    snitt = f"Inndata!D{profil + 10}"
    assert "K053" not in {f.regel for f in med(tmp_path, celler | {snitt: 15.0}, "samferdsel")}
    finn(med(tmp_path, celler | {snitt: 11.0}, "samferdsel"), "K053", snitt, "11", "15", "Kontroller")


def test_en_vekt_fylt_inn_der_kilden_mangler_er_en_opplysning_og_ikke_en_endret_vekt(tmp_path):
    funn = med(tmp_path, {"Parametre!D8": 20.0}, "barnevern")
    assert finn(funn, "K042", "Parametre!F8", "20", "«mangler»", "Skriv status").alvor == "opplysning"
    assert not {"K039", "K041"} & {f.regel for f in funn}


def test_uten_trykt_snitt_er_medianen_av_de_andre_maalestokken(tmp_path):
    celler = kolonne("E", 48, [100_000.0, 110_000.0, 105_000.0, 98_000.0, 101.0])
    finn(med(tmp_path, celler), "K023", "Inndata!E52", "101", "medianen av de andre er 102500", "kroner")


def test_mange_like_funn_blir_fem_og_det_siste_sier_hvor_mange_til(tmp_path):
    funn = [f for f in med(tmp_path, kolonne("D", 10, ALLE_TALL)) if f.regel == "K033"]
    assert len(funn) == 5 and "4 celler til, den siste er D19" in funn[-1].melding


def test_en_formel_i_en_inndatacelle_nevnes_og_verdien_dens_kontrolleres(tmp_path):
    funn = lappet(tmp_path, "Inndata", r'(<c r="D16"[^>]*>)<v>[^<]*</v>', r"\1<f>0.5*196.2</f><v>98.1</v>")
    assert finn(funn, "K038", "Inndata!D16", "=0.5*196.2", "98,1").alvor == "opplysning"
    finn(funn, "K021", "Inndata!D16", "98,1")


def test_en_formel_overskrevet_av_et_tall_er_en_feil(tmp_path):
    funn = lappet(tmp_path, "Resultat", r'(<c r="D14"[^>]*>)<f>.*?</f>(<v>)[^<]*', r"\1\g<2>0.97")
    assert finn(funn, "K046", "Resultat!D14", "0,97", "Skriv tilbake =").alvor == "feil"


def test_en_fjernet_formel_er_en_feil(tmp_path):
    funn = lappet(tmp_path, "Resultat", r'(<c r="D14"[^>]*>)<f>.*?</f><v>[^<]*</v>', r"\1")
    finn(funn, "K046", "Resultat!D14", "fjernet", "Skriv tilbake =")


def test_en_endret_formel_er_en_advarsel_med_begge_formlene(tmp_path):
    funn = lappet(tmp_path, "Forside", r'(<c r="C13"[^>]*><f>)[^<]*', r"\1MATCH(kommune,Inndata!$B$10:$B$18,0)")
    ett = finn(funn, "K047", "Forside!C13", "$B$10:$B$18", "$B$10:$B$19", "Skriv tilbake")
    assert ett.alvor == "advarsel"


def test_en_formel_som_viser_til_noe_slettet_er_en_feil(tmp_path):
    funn = lappet(tmp_path, "Forside", r'(<c r="C13"[^>]*><f>)[^<]*', r"\1MATCH(kommune,#REF!,0)")
    finn(funn, "K059", "Forside!C13", "#REF!", "Skriv tilbake =MATCH")


def test_et_ark_som_mangler_er_en_feil(tmp_path):
    funn = lappet(tmp_path, "bok", 'name="Etterregning"', 'name="Etterregn"')
    finn(funn, "K013", "Etterregning!A1", "«Etterregning» mangler", "10 ark", "Kopier")


def test_et_ark_med_annen_skrivemaate_er_det_samme_arket(tmp_path):
    assert lappet(tmp_path, "bok", 'name="Etterregning"', 'name="ETTERREGNING"') == []


@pytest.mark.parametrize("navn", ["kommune", "tillegg", "valgt"])
def test_et_navn_som_mangler_eller_peker_feil_er_en_feil(tmp_path, navn):
    celle = {"kommune": "C7", "tillegg": "C12", "valgt": "C13"}[navn]
    borte = lappet(tmp_path, "bok", f'<definedName name="{navn}">[^<]*</definedName>', "")
    finn(borte, "K048", f"Forside!{celle}", f"«{navn}» mangler", "Gi Forside!$C$")
    flyttet = lappet(tmp_path, "bok", f'(<definedName name="{navn}">)[^<]*', r"\1Forside!$D$7")
    finn(flyttet, "K049", f"Forside!{celle}", "«Forside!$D$7»", f"{celle[1:]}»", "Rett det")


def test_manuell_beregning_er_en_advarsel(tmp_path):
    funn = lappet(tmp_path, "bok", "<calcPr ", '<calcPr calcMode="manual" ')
    finn(funn, "K057", "Forside!A1", "gamle", "Slå på")


def test_et_ark_som_ikke_er_laast_er_en_opplysning(tmp_path):
    funn = lappet(tmp_path, "Beregning", "<sheetProtection[^>]*/>", "")
    assert finn(funn, "K058", "Beregning!A1", "ikke låst", "Lås det").alvor == "opplysning"


def test_en_bok_av_en_annen_malversjon_faar_ikke_formlene_sine_kritisert(tmp_path):
    celler = {"Forside!C47": "0", "Forside!C13": 7.0}
    assert {f.regel for f in med(tmp_path, celler)} == {"K050"}


def test_en_bok_av_en_eldre_mal_faar_ingen_raad_som_ville_odelagt_den(tmp_path):
    """Nøkler, år og hoder står ikke som i malen med rette; tallene i de blokkene kan ikke leses etter malen."""
    gammel = {"Forside!C47": "1", "Forside!C13": 7.0, "Parametre!A8": "annen", "Parametre!D8": None}
    flyttet = {"Inndata!D7": None, "Inndata!A16": "9999", "Inndata!C16": "2014–2016", "Inndata!D16": 98.1}
    funn = med(tmp_path, gammel | flyttet | {"Inndata!I54": 740.0})
    assert {f.regel for f in funn} == {"K050", "K022", "K027", "K028", "K036"}
    finn(funn, "K050", "Forside!C47", "«1»", "tallene i 1 av 3 blokker", "ikke sammenlignet")
    assert {f.celle for f in funn if f.ark == "Inndata"} == {"I54"}


def test_opphavet_leses_ikke_der_det_sto_et_annet_sted_i_den_eldre_malen(tmp_path):
    funn = med(tmp_path, {"Forside!C47": "1", "Inndata!P7": None, "Inndata!P16": "gjettet", "Inndata!D16": 98.1})
    assert {f.regel for f in funn} == {"K050", "K021"}


@pytest.mark.parametrize("sektor", maler())
def test_malversjonen_er_den_samme_naar_bare_tall_og_kilder_er_andre(sektor):
    bok = modell(malfil(sektor))
    assert re.fullmatch("[0-9a-f]{8}", bok.malversjon)
    ark = {a.navn: a for a in bok.ark}
    tall = [p for p, c in ark["Inndata"].celler.items() if c.stil.startswith("inndata")]
    for plass in tall:
        ark["Inndata"].celler[plass] = Celle(verdi=7.0, stil="inndata:1")
    ark["Kilder"].sett(99, 1, "En ny kilde")
    assert malversjon(bok.ark[1:]) == bok.malversjon


@pytest.mark.parametrize(
    ("arket", "plass", "celle"),
    [
        ("Resultat", (13, 3), Celle(formel="=1+1")),
        ("Inndata", (15, 0), Celle(verdi="9999")),
        ("Inndata", (15, 2), Celle(verdi="2014–2016")),
        ("Inndata", (6, 3), Celle(verdi="np8")),
        ("Parametre", (7, 0), Celle(verdi="annen")),
    ],
)
def test_malversjonen_er_en_annen_naar_en_formel_eller_en_nokkel_er_det(arket, plass, celle):
    bok = modell(sektorfil("grunnskole"))
    ark = next(a for a in bok.ark if a.navn == arket)
    assert plass in ark.celler
    ark.celler[plass] = celle
    assert malversjon(bok.ark[1:]) != bok.malversjon


def test_delte_formler_leses_ut_foer_de_sammenlignes(tmp_path):
    pakke = les_pakke(mal("grunnskole"))[0]
    xml = pakke.xml(pakke.ark["Parametre"])
    assert re.search(r'<c r="D14"[^>]*><f>SUM\(D8:D13\)</f>|<f>SUM\(\$D\$8:\$D\$13\)</f>', xml)
    delt = r'\1<f t="shared" ref="D14:D15" si="0">SUM($D$8:$D$13)</f>'
    assert lappet(tmp_path, "Parametre", r'(<c r="D14"[^>]*>)<f>[^<]*</f>', delt) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("=IF(A1>1E-9,1,2)", "=if( A1 > 0.000000001, 1, 2)"),
        ("=[1]!ASSS_SNITT(B2)", "=ASSS_SNITT(B2)"),
        ("='Inndata'!A1", "=Inndata!A1"),
        ("=IF(TRUE,1,2)", "=IF(TRUE(),1,2)"),
    ],
)
def test_det_et_program_endrer_naar_det_lagrer_er_ingen_forskjell(a, b):
    assert sammenlignbar(a) == sammenlignbar(b)


@pytest.mark.parametrize(("a", "b"), [("=A1", "=A2"), ('="a b"', '="ab"'), ("=A1*0.5", "=A1*0.05"), ("=$A1", "=A1")])
def test_det_som_gir_et_annet_svar_er_en_forskjell(a, b):
    assert sammenlignbar(a) != sammenlignbar(b)


@pytest.mark.treg
def test_en_mal_lagret_paa_nytt_av_libreoffice_har_fortsatt_de_samme_formlene(tmp_path, krev_soffice):
    krev_soffice()
    profil = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    kommando = ["soffice", profil, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "ut")]
    subprocess.run([*kommando, str(mal("grunnskole"))], check=True, capture_output=True, timeout=180)
    assert [f for f in kontroller(tmp_path / "ut" / "grunnskole_2016.xlsx") if f.alvor != "opplysning"] == []


def test_hver_regel_er_proevd_eller_staar_paa_arket():
    kilde = Path(__file__).read_text(encoding="utf-8")
    uprovd = [nr for nr, regel in REGLER.items() if regel.hvem != ARKET and f'"{nr}"' not in kilde]
    assert uprovd == [] and len(REGLER) >= 30


def test_tabellen_har_numrene_paa_arket_kontroll_og_de_staar_i_rekkefolge():
    paa_arket = {r.nr for s in maler() for r in kontrollregler(plan(malfil(s)))}
    assert paa_arket <= {nr for nr, r in REGLER.items() if r.hvem != "xlasss kontroll"}
    assert paa_arket >= {nr for nr, r in REGLER.items() if r.hvem == ARKET}
    assert list(REGLER) == [f"K{i:03d}" for i in range(1, len(REGLER) + 1)]


def test_siden_om_kontrollene_er_den_tabellen_gir():
    assert (ROT / SIDE).read_text(encoding="utf-8") == side(), "Kjør: python -m xlasss.revisjon.kontroller.dok"


STEDER = st.one_of(
    st.tuples(st.just("Inndata"), st.sampled_from([f"{k}{r}" for k in "ABCDEFGHINPQU" for r in range(5, 62)])),
    st.tuples(st.just("Parametre"), st.sampled_from([f"{k}{r}" for k in "ADF" for r in range(7, 23)])),
    st.tuples(st.just("Forside"), st.sampled_from([f"{k}{r}" for k in "BCF" for r in (7, 8, *range(45, 53))])),
)
INNHOLD = st.one_of(
    st.none(), st.booleans(), st.sampled_from(list(Feil)), st.text(max_size=20), st.floats(),
    st.sampled_from([":", "..", "-", "mal", "1102", "2017", "trykt", "1e999", 1e308, -1e308, 5e-324, 0.0, 219.0]),
)  # fmt: skip


@given(celler=st.dictionaries(STEDER, INNHOLD, min_size=1, max_size=25), sektor=st.sampled_from(maler()))
def test_intet_i_en_celle_gir_noe_annet_enn_funn_eller_en_av_vaare_egne_feil(tmp_path_factory, celler, sektor):
    fil = tmp_path_factory.mktemp("alt") / "kopi.xlsx"
    fil.write_bytes(Lager(mal(sektor)).med(celler))
    try:
        funn = kontroller(fil)
    except XlasssFeil as feil:
        assert str(feil).isprintable()
        return
    for f in funn:
        assert f.regel in REGLER and f.alvor in REGLER[f.regel].alvor
        assert f.ark and f.celle and "\n" not in f.melding and f.melding.isprintable()
