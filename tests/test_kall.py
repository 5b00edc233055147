"""KONTRAKT §1 gjennom `kall`: hvor langt en feil når, hvilke former som passer, og hva som er utelatt.

Reglene i `REKKEVIDDE` er skrevet av etter KONTRAKT, ikke etter registeret; en ny funksjon
eller et nytt argument uten regel her stopper prøvene.
"""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlasss import parametre
from xlasss.begreper import Feil
from xlasss.kall import UTELATT, kall
from xlasss.registry import REGISTER, Form

EKTE = [Feil.NULL, Feil.DIV0, Feil.VALUE, Feil.REF, Feil.NAME, Feil.NUM]
MANGLER = [None, "", "..", " : ", Feil.NA, "#N/A"]

M, V = [[1.0, 2.0], [3.0, 5.0], [4.0, 7.0]], [[1.0], [2.0], [4.0]]  # tre kommuner, to indikatorer
N = [[60.0, 40.0]]
GYLDIG: dict[str, list] = {
    "ASSS_PRODINDEKS": [M, N],
    "ASSS_BIDRAG": [M, N],
    "ASSS_INDIKATOR": [V, V],
    "ASSS_BEHOVSINNB": [V, V],
    "ASSS_PRODVEKST": [M, N, M],
    "ASSS_SAMMENSATTVEKST": [M],
    "ASSS_UTGIFTSINDEKS": [V, V, V],
    "ASSS_EFFEKTIVITET": [M, M],
    "ASSS_KOSTNADSINDEKS": [M, N, N],
    "ASSS_UTGIFTSBEHOV": [V, 100.0, V],
    "ASSS_RESSURSBRUK": [V, V, "prosent"],
    "ASSS_RESSINDIKATOR": [V, V],
    "ASSS_SNITT": [M, "veid", M, [[0.0], [0.0], [0.0]]],
    "ASSS_PROFIL": [M, "veid", M, [[0.0], [0.0], [0.0]]],
    "ASSS_AVVIK": [M, M, "prosent"],
    "ASSS_REALVEKST": [M, M, M],
    "ASSS_DEFLATOR": [M, M, [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]],
    "ASSS_DEMOGRAFIKOSTNAD": [N, N, M],
    "ASSS_AVRUND": [M, M],
    "ASSS_PARAMETER": ["vekt.grunnskole.sfo", 2016.0, "2017"],
    "ASSS_KILDE": ["vekt.grunnskole.sfo", 2016.0, "2017"],
    "ASSS_FASIT": ["sandnes_2017-s38-fig29-effektivitet-sum"],
    "ASSS_SJEKK": [0.964, 0.964, 3.0],
    "ASSS_VERSJON": [],
}
# Hva som rammes av (en ekte feil, et manglende tall) i rad 2, kolonne 2 av argumentet:
# alle, rad, kolonne, celle, ingen, eller grunn (teksten «kan ikke beregnes»).
RAD, ALLE, CELLE, NETTVERK = ("rad", "rad"), ("alle", "alle"), ("celle", "celle"), ("alle", "rad")
REKKEVIDDE: dict[str, dict[str, tuple[str, str]]] = {
    "ASSS_PRODINDEKS": {"indikatorer": RAD, "vekter": ALLE},
    "ASSS_BIDRAG": {"indikatorer": CELLE, "vekter": ALLE},
    "ASSS_INDIKATOR": {"mengde": NETTVERK, "behov": NETTVERK},
    "ASSS_BEHOVSINNB": {"innbyggere": RAD, "kostnadsindeks": RAD},
    "ASSS_PRODVEKST": {"vekst": RAD, "vekter": ALLE, "indikatorer": RAD},
    "ASSS_SAMMENSATTVEKST": {"vekst": RAD},
    "ASSS_UTGIFTSINDEKS": {"utgift_per_innb": NETTVERK, "kostnadsindeks": NETTVERK, "innbyggere": NETTVERK},
    "ASSS_EFFEKTIVITET": {"produksjonsindeks": CELLE, "utgiftsindeks": CELLE},
    "ASSS_KOSTNADSINDEKS": {"kriterier": RAD, "kriterier_landet": ALLE, "vekter": ALLE},
    "ASSS_UTGIFTSBEHOV": {"kostnadsindeks": RAD, "landssnitt": ALLE, "korreksjon": RAD},
    "ASSS_RESSURSBRUK": {"netto_utgift": RAD, "utgiftsbehov": RAD, "type": ALLE},
    "ASSS_RESSINDIKATOR": {"netto_utgift": NETTVERK, "utgiftsbehov": NETTVERK},
    "ASSS_SNITT": {"verdier": ("kolonne", "ingen"), "type": ALLE, "vekter": ("kolonne", "ingen"),
                   "utelat": ("alle", "ingen")},
    "ASSS_PROFIL": {"verdier": ("kolonne", "celle"), "type": ALLE, "vekter": ("kolonne", "celle"),
                    "utelat": ("alle", "ingen")},
    "ASSS_AVVIK": {"verdi": CELLE, "referanse": CELLE, "type": ALLE},
    "ASSS_REALVEKST": {"nominell": CELLE, "deflator": CELLE, "folkevekst": CELLE},
    "ASSS_DEFLATOR": {"lonnsvekst": CELLE, "prisvekst": CELLE, "lonnsandel": CELLE},
    "ASSS_DEMOGRAFIKOSTNAD": {"befolkning_fra": ALLE, "befolkning_til": ALLE, "satser": RAD},
    "ASSS_AVRUND": {"verdi": CELLE, "desimaler": CELLE},
    "ASSS_PARAMETER": {"navn": ALLE, "aar": ALLE, "utgave": ALLE},
    "ASSS_KILDE": {"navn": ALLE, "aar": ALLE, "utgave": ALLE},
    "ASSS_FASIT": {"id": ALLE},
    "ASSS_SJEKK": {"verdi": ("alle", "grunn"), "fasit": ("alle", "grunn"), "desimaler": ("alle", "grunn")},
    "ASSS_VERSJON": {},
}  # fmt: skip
ARGUMENTER = [(navn, nr, arg) for navn, args in REKKEVIDDE.items() for nr, arg in enumerate(args)]


def rader(svar) -> list[list]:
    return svar if isinstance(svar, list) else [[svar]]


def med_celle(argument, celle):
    """Argumentet med en annen celle i rad 2, kolonne 2, eller så nær som formen har."""
    if not isinstance(argument, list):
        return celle
    kopi = [rad.copy() for rad in argument]
    kopi[min(1, len(kopi) - 1)][min(1, len(kopi[0]) - 1)] = celle
    return kopi


def rammet(omfang: str, r: int, k: int, antall_kolonner: int) -> bool:
    kolonne = min(1, antall_kolonner - 1)
    return {"alle": True, "ingen": False, "grunn": False, "rad": r == 1, "kolonne": k == kolonne,
            "celle": (r, k) == (1, kolonne)}[omfang]  # fmt: skip


def test_tabellene_her_dekker_hver_funksjon_og_hvert_argument_i_registeret():
    assert {n: list(a) for n, a in REKKEVIDDE.items()} == {
        n: [a.navn for a in f.argumenter] for n, f in REGISTER.items()
    }
    assert list(GYLDIG) == list(REGISTER)


@pytest.mark.parametrize("navn", REGISTER)
def test_et_gyldig_kall_gir_ingen_feil_og_formen_registeret_sier(navn):
    svar = rader(kall(navn, *GYLDIG[navn]))
    assert not any(isinstance(celle, Feil) for rad in svar for celle in rad)
    form = {"m×1": (3, 1), "m×n": (3, 2), "1×n": (1, 2), "som argumentene": (3, 2), "ett tall eller s×1": (3, 1)}
    assert (len(svar), len(svar[0])) == form.get(REGISTER[navn].resultat, (1, 1))


@pytest.mark.parametrize("feil", EKTE, ids=lambda f: f.name)
@pytest.mark.parametrize(("navn", "nr", "arg"), ARGUMENTER, ids=str)
def test_en_feil_i_en_celle_naar_saa_langt_som_kontrakten_sier(navn, nr, arg, feil):
    riktig = rader(kall(navn, *GYLDIG[navn]))
    for skrevet in (feil, feil.tekst):
        argumenter = GYLDIG[navn].copy()
        argumenter[nr] = med_celle(argumenter[nr], skrevet)
        svar = rader(kall(navn, *argumenter))
        omfang = REKKEVIDDE[navn][arg][0]
        if arg == "type" or REGISTER[navn].rekkevidde is None:
            assert svar == [[feil]]
            continue
        for r, rad in enumerate(svar):
            for k, celle in enumerate(rad):
                ventet = feil if rammet(omfang, r, k, len(rad)) else riktig[r][k]
                assert celle == ventet, f"rad {r}, kolonne {k}"


SSB_TEGN_I_TEKST = ("..", " : ")  # tegn for tall; i et tekstargument er de vanlig tekst


@pytest.mark.parametrize(
    ("navn", "nr", "arg", "celle"),
    [
        (navn, nr, arg, celle)
        for navn, nr, arg in ARGUMENTER
        for celle in MANGLER
        if REGISTER[navn].argumenter[nr].form is not Form.TEKST or celle not in SSB_TEGN_I_TEKST
    ],
    ids=str,
)
def test_et_manglende_tall_naar_saa_langt_som_kontrakten_sier(navn, nr, arg, celle):
    form = REGISTER[navn].argumenter[nr].form
    argumenter = GYLDIG[navn].copy()
    argumenter[nr] = med_celle(argumenter[nr], celle)
    svar = rader(kall(navn, *argumenter))
    omfang = REKKEVIDDE[navn][arg][1]
    if omfang == "grunn":
        assert svar == [[f"kan ikke beregnes: {'verdien' if arg == 'verdi' else arg} mangler"]]
    elif form is Form.TEKST:
        assert svar == [[Feil.NA]]
    else:
        for r, rad in enumerate(svar):
            for k, ut in enumerate(rad):
                assert (ut is Feil.NA) == rammet(omfang, r, k, len(rad)), f"rad {r}, kolonne {k}"
                assert ut is Feil.NA or isinstance(ut, float)


@pytest.mark.parametrize("navn", [n for n, a in REKKEVIDDE.items() if NETTVERK in a.values()])
def test_en_manglende_kommune_er_ute_av_snittet_for_de_andre(navn):
    uten = [[rad for i, rad in enumerate(argument) if i != 1] for argument in GYLDIG[navn]]
    med_hull = GYLDIG[navn].copy()
    med_hull[0] = med_celle(med_hull[0], None)
    svar = kall(navn, *med_hull)
    assert svar[1] == [Feil.NA] and [svar[0], svar[2]] == kall(navn, *uten)


@pytest.mark.parametrize(
    ("navn", "en"),
    [("ASSS_INDIKATOR", [V[:1], V[:1]]), ("ASSS_UTGIFTSINDEKS", [V[:1]] * 3), ("ASSS_RESSINDIKATOR", [V[:1]] * 2),
     ("ASSS_SNITT", [M[:1], "uveid"]), ("ASSS_PROFIL", [M[:1], "uveid"])],
)  # fmt: skip
def test_med_faerre_enn_to_kommuner_er_det_ikke_noe_snitt(navn, en):
    assert all(celle is Feil.NA for celle in rader(kall(navn, *en))[0])
    to_der_en_mangler = [[*a, [None] * len(a[0])] if isinstance(a, list) else a for a in en]
    assert all(celle is Feil.NA for rad in rader(kall(navn, *to_der_en_mangler)) for celle in rad)


@pytest.mark.parametrize("vekt", [0.0, "-", "–"])
def test_et_manglende_ledd_er_na_ogsaa_der_vekten_er_null(vekt):
    assert kall("ASSS_PRODINDEKS", [[1.0, None]], [[1.0, vekt]]) == [[Feil.NA]]
    assert kall("ASSS_PRODVEKST", [[1.0, None]], [[1.0, vekt]], [[1.0, 1.0]]) == [[Feil.NA]]
    assert kall("ASSS_KOSTNADSINDEKS", [[1.0, None]], [[1.0, 1.0]], [[1.0, vekt]]) == [[Feil.NA]]


# --- tabellen i KONTRAKT §1, gjennom et kall


@pytest.mark.parametrize(
    ("celle", "ventet"),
    [
        (3, 1.0), (date(1900, 1, 3), 1.25), ("-", 0.25), ("–", 0.25), (" - ", 0.25),
        ("12,5", Feil.VALUE), ("1", Feil.VALUE), (True, Feil.VALUE), (False, Feil.VALUE), ("tekst", Feil.VALUE),
        (math.nan, Feil.NUM), (math.inf, Feil.NUM), (-math.inf, Feil.NUM), (10**400, Feil.NUM),
        ("#REF!", Feil.REF), ("#SPILL!", Feil.VALUE),
    ],
)  # fmt: skip
def test_hver_rad_i_tabellen_gjelder_i_en_beregning(celle, ventet):
    svar = kall("ASSS_PRODINDEKS", [[1.0, celle], [1.0, 1.0]], [[1.0, 1.0]])
    ut = svar[0][0]
    assert svar[1] == [1.0]
    if isinstance(ventet, Feil):
        assert ut is ventet
    else:
        tall = {"3": 3.0, "1900-01-03": 4.0}.get(str(celle), 0.0)
        assert ut == (1 + tall) / 2


def test_en_ekte_feil_skjules_aldri_av_et_manglende_tall():
    assert kall("ASSS_PRODINDEKS", [[None, Feil.NUM]], [[1.0, 1.0]]) == [[Feil.NUM]]
    assert kall("ASSS_PARAMETER", None, Feil.REF) is Feil.REF
    assert kall("ASSS_SJEKK", None, Feil.DIV0, Feil.REF) is Feil.DIV0
    assert kall("ASSS_RESSINDIKATOR", [[None], [1.0], [Feil.REF]], [[1.0]] * 3) == [[Feil.REF]] * 3


def test_feilen_med_lavest_feiltype_vinner():
    assert kall("ASSS_PRODINDEKS", [[Feil.NUM, Feil.REF, Feil.DIV0]], [[1.0] * 3]) == [[Feil.DIV0]]


# --- former


def snudd(vektor: list) -> list:
    return [list(rad) for rad in zip(*vektor, strict=True)]


VEKTORER = [
    (navn, nr)
    for navn, f in REGISTER.items()
    for nr, arg in enumerate(f.argumenter)
    if arg.form in (Form.KOMMUNER, Form.INDIKATORER)
]


@pytest.mark.parametrize(("navn", "nr"), VEKTORER)
def test_et_argument_per_kommune_eller_per_indikator_kan_ligge_begge_veier(navn, nr):
    argumenter = GYLDIG[navn].copy()
    argumenter[nr] = snudd(argumenter[nr])
    assert kall(navn, *argumenter) == kall(navn, *GYLDIG[navn])


MATRISER = [(n, nr) for n, f in REGISTER.items() for nr, a in enumerate(f.argumenter) if a.form is Form.MATRISE]


@pytest.mark.parametrize(("navn", "nr"), [m for m in MATRISER if m[0] not in ("ASSS_SAMMENSATTVEKST",)])
def test_en_matrise_leses_aldri_paa_tvers(navn, nr):
    argumenter = GYLDIG[navn].copy()
    argumenter[nr] = snudd(argumenter[nr])
    assert kall(navn, *argumenter) is Feil.VALUE


def test_en_rad_er_en_kommune_og_en_kolonne_er_en_indikator_ogsaa_naar_det_bare_er_en():
    assert kall("ASSS_SAMMENSATTVEKST", [[10.0, 10.0]]) == [[pytest.approx(21)]]
    assert kall("ASSS_SAMMENSATTVEKST", [[10.0], [10.0]]) == [[pytest.approx(10)], [pytest.approx(10)]]
    assert kall("ASSS_SNITT", [[1.0], [3.0]], "uveid") == [[2.0]]
    assert kall("ASSS_SNITT", [[1.0, 3.0]], "uveid") == [[Feil.NA, Feil.NA]]
    assert kall("ASSS_PRODINDEKS", [[1.0], [2.0]], [[1.0]]) == [[1.0], [2.0]]
    assert kall("ASSS_PRODINDEKS", [[1.0], [2.0]], [[1.0], [1.0]]) is Feil.VALUE
    assert kall("ASSS_BIDRAG", [[1.0, 2.0]], [[1.0], [1.0]]) == [[0.0, 50.0]]


def test_vekter_per_kommune_eller_per_verdi_finner_selv_formen_sin():
    x = [[1.0, 1.0], [3.0, 4.0]]
    assert kall("ASSS_SNITT", x, "veid", [[1.0], [3.0]]) == kall("ASSS_SNITT", x, "veid", [[1.0, 3.0]])
    assert kall("ASSS_SNITT", x, "veid", [[1.0, 1.0], [1.0, 2.0]]) == [[2.0, 3.0]]
    assert kall("ASSS_SNITT", [[1.0, 3.0, 5.0]], "veid", [[1.0, 1.0, 1.0]]) == [[Feil.NA] * 3], "én kommune, n vekter"
    assert kall("ASSS_SNITT", [[1.0], [3.0]], "veid", [[1.0], [3.0]]) == [[2.5]]
    assert kall("ASSS_SNITT", [*x, x[0]], "veid", [[1.0, 3.0]]) is Feil.VALUE
    for tre in ([[1.0], [1.0], [2.0]], [[1.0, 1.0, 2.0]]):
        assert kall("ASSS_SNITT", M, "veid", tre) == [[3.0, 5.25]]


def test_satser_per_gruppe_eller_per_sektor_finner_selv_formen_sin():
    fra, til = [[1.0, 1.0, 1.0]], [[2.0], [2.0], [2.0]]
    assert kall("ASSS_DEMOGRAFIKOSTNAD", fra, til, [[1.0], [2.0], [3.0]]) == 6.0
    assert kall("ASSS_DEMOGRAFIKOSTNAD", fra, til, [[1.0, 2.0, 3.0]]) == 6.0
    assert kall("ASSS_DEMOGRAFIKOSTNAD", fra, til, [[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]]) == [[6.0], [1.0]]
    assert kall("ASSS_DEMOGRAFIKOSTNAD", 1.0, 3.0, [[1.0], [2.0]]) == [[2.0], [4.0]], "én aldersgruppe, to sektorer"
    assert kall("ASSS_DEMOGRAFIKOSTNAD", fra, til, [[1.0, 2.0]]) is Feil.VALUE


def test_et_enkelttall_gaar_med_en_vektor_og_ingenting_annet_strekkes():
    assert kall("ASSS_EFFEKTIVITET", [[1.0], [2.0]], 2.0) == [[0.5], [1.0]]
    assert kall("ASSS_EFFEKTIVITET", 2.0, [[1.0, 2.0]]) == [[2.0, 1.0]]
    assert kall("ASSS_EFFEKTIVITET", [[1.0], [2.0]], [[2.0]]) == [[0.5], [1.0]], "én celle er et enkelttall"
    assert kall("ASSS_EFFEKTIVITET", 1.0, 2.0) == 0.5
    for ett, annet in (([[1.0], [2.0]], [[1.0, 2.0]]), (M, V), (M, N), ([[1.0, 2.0]], [[1.0, 2.0, 3.0]])):
        assert kall("ASSS_EFFEKTIVITET", ett, annet) is Feil.VALUE
    assert kall("ASSS_RESSURSBRUK", V, 1.0, "kroner") is Feil.VALUE, "et argument per kommune strekkes ikke"
    assert kall("ASSS_PRODINDEKS", M, 1.0) is Feil.VALUE


@pytest.mark.parametrize("omraade", [[], [[]], [[1.0], [1.0, 2.0]], [[], []]])
@pytest.mark.parametrize("navn", ["ASSS_PRODINDEKS", "ASSS_SNITT", "ASSS_AVVIK", "ASSS_UTGIFTSBEHOV", "ASSS_SJEKK"])
def test_et_omraade_som_ikke_er_et_rektangel_er_value(navn, omraade):
    assert kall(navn, omraade, *GYLDIG[navn][1:]) is Feil.VALUE


def test_et_argument_per_kommune_er_en_rad_eller_en_kolonne_og_aldri_en_firkant_med_riktig_antall():
    fire, firkant = [[1.0], [2.0], [3.0], [4.0]], [[1.0, 2.0], [3.0, 4.0]]
    assert kall("ASSS_BEHOVSINNB", fire, firkant) is Feil.VALUE
    assert kall("ASSS_SNITT", fire, "veid", firkant) is Feil.VALUE
    assert kall("ASSS_DEMOGRAFIKOSTNAD", fire, fire, firkant) is Feil.VALUE


def test_et_tallargument_er_en_celle():
    assert kall("ASSS_UTGIFTSBEHOV", V, [[100.0]]) == kall("ASSS_UTGIFTSBEHOV", V, 100.0)
    assert kall("ASSS_UTGIFTSBEHOV", V, [[100.0, 1.0]]) is Feil.VALUE
    assert kall("ASSS_SJEKK", [[1.0], [1.0]], 1.0, 0.0) is Feil.VALUE


def test_numpy_felt_er_omraader():
    assert kall("ASSS_PRODINDEKS", np.array(M), np.array([60.0, 40.0])) == kall("ASSS_PRODINDEKS", M, N)


# --- utelatt, tomt, for få og for mange


def test_et_valgfritt_argument_som_er_utelatt_er_ikke_gitt_og_en_tom_celle_er_mangler():
    assert (
        kall("ASSS_REALVEKST", 5.0, 2.0) == kall("ASSS_REALVEKST", 5.0, 2.0, UTELATT) == pytest.approx(2.941, abs=1e-3)
    )
    assert kall("ASSS_REALVEKST", 5.0, 2.0, None) is Feil.NA
    assert kall("ASSS_UTGIFTSBEHOV", V, 100.0) == kall("ASSS_UTGIFTSBEHOV", V, 100.0, UTELATT)
    assert kall("ASSS_UTGIFTSBEHOV", [[1.0]], 100.0, None) == [[Feil.NA]]
    assert kall("ASSS_PARAMETER", "vekt.grunnskole.sfo", 2016.0, None) is Feil.NA
    assert kall("ASSS_PARAMETER", "vekt.grunnskole.sfo", 2016.0, UTELATT) == 8.4
    assert kall("ASSS_SNITT", M, "uveid", UTELATT, [[0.0], [1.0], [0.0]]) == [[2.5, 4.5]]


@pytest.mark.parametrize("merke", [None, "", "..", 0, 0.0, "-"])
def test_tomt_i_utelat_er_null(merke):
    utelat = [[1.0], [merke], [merke]]
    assert kall("ASSS_SNITT", M, "uveid", UTELATT, utelat) == [[3.5, 6.0]]


@pytest.mark.parametrize("merke", [True, 2.0, -1.0, "ja"])
def test_alt_annet_enn_en_og_null_i_utelat_er_value(merke):
    svar = kall("ASSS_SNITT", M, "uveid", UTELATT, [[0.0], [merke], [0.0]])
    assert {celle for rad in rader(svar) for celle in rad} == {Feil.VALUE}


def test_en_feil_hos_en_utelatt_kommune_skjules_ikke():
    """KONTRAKT: en annen feil enn #N/A ødelegger snittet; det gjelder også den som er tatt ut."""
    x = [[1.0], [Feil.REF], [3.0]]
    assert kall("ASSS_SNITT", x, "uveid", UTELATT, [[0.0], [1.0], [0.0]]) == [[Feil.REF]]


@pytest.mark.parametrize("navn", REGISTER)
def test_for_faa_og_for_mange_argumenter_er_value(navn):
    gyldig = GYLDIG[navn]
    assert kall(navn, *gyldig, 1.0) is Feil.VALUE
    minst = REGISTER[navn].minst
    if minst:
        assert kall(navn, *gyldig[: minst - 1]) is Feil.VALUE
        for nr in range(minst):
            assert kall(navn, *[UTELATT if i == nr else a for i, a in enumerate(gyldig)]) is Feil.VALUE
    assert not isinstance(kall(navn, *gyldig[:minst]), Feil) or navn in ("ASSS_SNITT", "ASSS_PROFIL")


# --- navn og ord


@pytest.mark.parametrize(("navn", "nr"), [(n, list(a).index("type")) for n, a in REKKEVIDDE.items() if "type" in a])
@pytest.mark.parametrize("ord", ["median", "uveid veid", 1.0, True, date(2016, 1, 1), [["veid", "veid"]]])
def test_en_ukjent_type_er_value(navn, nr, ord):
    argumenter = GYLDIG[navn].copy()
    argumenter[nr] = ord
    assert kall(navn, *argumenter) is Feil.VALUE


@pytest.mark.parametrize("ord", ["UVEID", " uveid ", "Uveid", [["uveid"]]])
def test_typen_bryr_seg_ikke_om_store_bokstaver_og_blanke(ord):
    assert kall("ASSS_SNITT", V, ord) == kall("ASSS_SNITT", V, "uveid")


def test_funksjonsnavn_bryr_seg_ikke_om_store_bokstaver_og_et_ukjent_navn_er_name():
    assert kall("asss_snitt", V, "uveid") == kall("ASSS_SNITT", V, "uveid")
    assert kall("ASSS_FINNES_IKKE", 1.0) is Feil.NAME


@pytest.mark.parametrize("navn", ["ASSS_PARAMETER", "ASSS_KILDE"])
def test_en_ukjent_parameter_et_ukjent_aar_og_en_ukjent_utgave_er_na(navn):
    assert kall(navn, "vekt.grunnskole.finnes_ikke", 2016.0) is Feil.NA
    assert kall(navn, "vekt.grunnskole.sfo", 1999.0) is Feil.NA
    assert kall(navn, "vekt.grunnskole.sfo", 2016.0, "1999") is Feil.NA
    assert kall(navn, "vekt.grunnskole.sfo", 2016.5) is Feil.VALUE
    assert kall(navn, "vekt.grunnskole.sfo", "2016") is Feil.VALUE
    assert kall(navn, 1.0, 2016.0) is Feil.VALUE


def test_en_ukjent_fasit_er_na_og_en_kjent_er_det_trykte():
    assert kall("ASSS_FASIT", "finnes-ikke") is Feil.NA
    assert kall("ASSS_FASIT", "sandnes_2017-s38-fig29-effektivitet-sum") == 1.004


def test_kilden_har_side():
    assert kall("ASSS_KILDE", "metode.prisvekst_kjop", 2016.0) == "ASSS kommunerapport Sandnes 2017, s. 39"


@pytest.mark.parametrize("utgave", [2017, 2017.0, "2017", np.float64(2017), np.int64(2017)])
def test_utgaven_kan_vaere_lagret_som_tall(utgave):
    assert kall("ASSS_PARAMETER", "Vekt.Grunnskole.SFO", 2016.0, utgave) == 8.4


@pytest.mark.parametrize("utgave", [math.nan, math.inf, True])
def test_en_utgave_som_ikke_er_tekst_eller_tall_er_en_feil_og_ingen_krasj(utgave):
    ventet = Feil.VALUE if utgave is True else Feil.NUM
    assert kall("ASSS_PARAMETER", "vekt.grunnskole.sfo", 2016.0, utgave) is ventet


def test_to_utgaver_for_samme_aar_er_na_til_utgaven_er_oppgitt(monkeypatch):
    from dataclasses import replace

    ett = parametre.parameter("vekt.grunnskole.sfo", 2016)
    monkeypatch.setattr(parametre, "parametre", lambda: (ett, replace(ett, utgave="2018", trykt="9.1")))
    assert kall("ASSS_PARAMETER", ett.navn, 2016.0) is Feil.NA
    assert kall("ASSS_KILDE", ett.navn, 2016.0) is Feil.NA
    assert kall("ASSS_PARAMETER", ett.navn, 2016.0, "2017") == 8.4
    assert kall("ASSS_PARAMETER", ett.navn, 2016.0, "2018") == 9.1


def test_en_parameter_som_ikke_er_publisert_er_na(monkeypatch):
    from dataclasses import replace

    ett = parametre.parameter("vekt.grunnskole.sfo", 2016)
    monkeypatch.setattr(parametre, "parametre", lambda: (replace(ett, trykt="", status=parametre.Status.MANGLER),))
    assert kall("ASSS_PARAMETER", ett.navn, 2016.0) is Feil.NA


# --- hva som helst

CELLE_AV_HVA_SOM_HELST = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4), st.dates(), st.binary(max_size=2),
    st.sampled_from([*Feil, "..", "-", "uveid", "veid", "prosent", "kroner", "vekt.grunnskole.sfo", 2016.0, 1.0, 0.0]),
    st.just(object()), st.just({}),
)  # fmt: skip
ARGUMENT = st.one_of(
    CELLE_AV_HVA_SOM_HELST,
    st.just(UTELATT),
    st.lists(CELLE_AV_HVA_SOM_HELST, max_size=3),
    st.lists(st.lists(CELLE_AV_HVA_SOM_HELST, max_size=3), max_size=3),
    st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
        lambda f: st.lists(st.lists(CELLE_AV_HVA_SOM_HELST, min_size=f[1], max_size=f[1]), min_size=f[0], max_size=f[0])
    ),
)


@settings(max_examples=500)
@given(st.sampled_from(list(REGISTER)), st.lists(ARGUMENT, max_size=5))
def test_et_kall_med_hva_som_helst_gir_alltid_celler_tilbake(navn, argumenter):
    svar = kall(navn, *argumenter)
    if isinstance(svar, list):
        assert svar and len({len(rad) for rad in svar}) == 1
        assert all(isinstance(c, Feil) or (isinstance(c, float) and math.isfinite(c)) for rad in svar for c in rad)
    else:
        assert isinstance(svar, str | Feil) or (isinstance(svar, float) and math.isfinite(svar))
