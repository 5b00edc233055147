"""Formelspråket: treet, og kalkulatoren som regner det, mot andres lesing og mot motorene."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula import Tokenizer
from openpyxl.formula.translate import Translator

from xlasss.begreper import Feil
from xlasss.engines import motor
from xlasss.engines.formualizer_motor import Formualizer
from xlasss.engines.likhet import lik
from xlasss.errors import UttrykkFeil
from xlasss.formler import normaliser
from xlasss.workbook.formelspraak import flytt, les_formel
from xlasss.workbook.formeltre import Kall, Konstant, Ref, alle, likt_bygd, skriv
from xlasss.workbook.les import Sted, les_bok
from xlasss.workbook.spor.verdier import Verdier
from xlasss.workbook.verdsett import verdsett

MALER = sorted((Path(__file__).parents[2] / "workbooks").glob("*.xlsx"))


def formler(fil: Path) -> list[tuple[Sted, str]]:
    bok = les_bok(fil)
    return [(Sted(a, *s), c.formel) for a in bok.ark for s, c in bok.celler(a).items() if c.formel]


@pytest.mark.parametrize("fil", MALER, ids=lambda f: f.stem)
def test_hver_formel_i_malene_leses_og_har_de_henvisningene_openpyxl_finner(fil):
    funnet = formler(fil)
    assert len(funnet) > 150
    for sted, formel in funnet:
        vaare = [r for r in alle(les_formel(formel), Ref)]
        deres = [t.value for t in Tokenizer(formel).items if t.type == "OPERAND" and t.subtype == "RANGE"]
        navnene = {"tillegg", "valgt", "kommune"}
        adresser = [d.replace("$", "").rpartition("!")[2] for d in deres if d not in navnene]
        enkle = [fra if fra == til else a for a in adresser for fra, _, til in [a.partition(":")]]  # D5:D5 er D5
        assert [r.omraade for r in vaare] == enkle, f"{sted}: {formel}"


@pytest.mark.parametrize(
    ("formel", "svar"),
    [
        ("=-2^2", 4.0),
        ("=2^3^2", 64.0),
        ("=10%*5", 0.5),
        ("=1+2*3-4/2", 5.0),
        ("=(1+2)*3", 9.0),
        ('="a"&"b"="AB"', True),
        ("=1<2", True),
        ("=8-3-2", 3.0),
        ("=1/0", Feil.DIV0),
        ("=IF(NA()=1,2,3)", Feil.NA),
        ("=IFERROR(1/0,7)", 7.0),
        ('=IF(1>2,"x")', False),
        ("=SUM(1,TRUE,3)", 5.0),
        ("=ROUND(2.5,0)+ABS(-1)", 4.0),
        ("=ASSS_AVRUND(0.125,2)", 0.13),
    ],
)
def test_regningen_er_excels(formel, svar):
    assert verdsett(les_formel(formel), lambda ref: Feil.REF) == svar


_TALL = st.integers(1, 9).map(lambda n: f"{n}")
_UTTRYKK = st.recursive(
    _TALL,
    lambda under: st.one_of(
        st.tuples(under, st.sampled_from("+-*/"), under).map("".join),
        under.map(lambda u: f"({u})"),
        under.map(lambda u: f"-({u})"),
    ),
    max_leaves=12,
)


@given(_UTTRYKK)
def test_et_regnestykke_har_samme_svar_som_i_python_og_skrives_tilbake_som_det_samme(uttrykk):
    tre = les_formel(uttrykk)
    try:
        ventet = eval(uttrykk)
    except ZeroDivisionError:
        assert verdsett(tre, lambda ref: None) is Feil.DIV0
        return
    assert verdsett(tre, lambda ref: None) == pytest.approx(ventet)
    assert verdsett(les_formel(skriv(tre)), lambda ref: None) == pytest.approx(ventet)


@pytest.mark.parametrize(
    "formel",
    ["=1+", "=(1", "=SUM(1", "=A1 B1", "='Ark", "=1;2", "=" + "(" * 200 + "1" + ")" * 200, "={1,2}", "=\x00", "=)("],
)
def test_det_som_ikke_er_en_formel_avvises_i_ord(formel):
    with pytest.raises(UttrykkFeil):
        les_formel(formel)


@pytest.mark.parametrize(
    "formel", ["=__import__('os').system('x')", "=exec(1)", '=WEBSERVICE("http://x")', "=OFFSET(A1,1,1)"]
)
def test_en_funksjon_som_ikke_er_paa_listen_regnes_aldri(formel):
    with pytest.raises(UttrykkFeil):
        verdsett(les_formel(formel), lambda ref: 1.0)


@given(st.text(max_size=30))
def test_hva_som_helst_er_enten_en_formel_eller_en_feil_i_ord(tekst):
    try:
        les_formel(tekst)
    except UttrykkFeil as feil:
        assert str(feil)


@given(st.integers(0, 30), st.integers(0, 30))
def test_en_delt_formel_flyttes_som_openpyxl_flytter_den(rader, kolonner):
    formel = 'SUM($B3:C$4)*Ark!D5&"D5"'
    til = Sted("", 1 + rader, 1 + kolonner).celle
    assert "=" + flytt(formel, rader, kolonner) == Translator("=" + formel, origin="A1").translate_formula(til)


def test_lagrede_former_av_funksjonene_er_samme_kall():
    tre = les_formel('=ASSS_SNITT(A1:A3,"uveid")')
    for lagret in ("[1]!ASSS_SNITT", "_xll.asss_snitt", "_xldudf_KS_ASSS_SNITT", "NO.KS.ASSS.FUNCTIONS.ASSSSNITT"):
        assert les_formel(normaliser(f'={lagret}(A1:A3,"uveid")')) == tre


def test_et_utelatt_argument_er_noe_annet_enn_en_tom_celle():
    assert les_formel("=F(1,,2)") == Kall("F", (Konstant(1.0), Konstant(None), Konstant(2.0)))
    svar = verdsett(les_formel('=INDEX(ASSS_SNITT(A1:A3,"uveid",,B1:B3),1,1)'), _omraader)
    assert svar == 1.5


def _omraader(ref):
    return [[1.0], [2.0], [9.0]] if ref.fra == (1, 1) else [[0.0], [0.0], [1.0]]


def test_samme_regning_paa_andre_celler_er_likt_bygd():
    a, b, c = (les_formel(f) for f in ("=A1*2+SUM(B1:B3)", "=X9*2+SUM(Ark!C1:C9)", "=A1*3+SUM(B1:B3)"))
    assert likt_bygd(a, b) and not likt_bygd(a, c)
    assert not likt_bygd(a, b, lambda x, y: x == y)


@pytest.mark.parametrize("mal", ["grunnskole_2016", "samferdsel_2019", "barnevern_2016"])
@pytest.mark.parametrize("tillegg", [True, False])
def test_kalkulatoren_regner_hver_celle_i_malen_som_motoren(mal, tillegg):
    fil = next(f for f in MALER if f.stem == mal)
    bok = les_bok(fil)
    fasit = (motor("formualizer") if tillegg else Formualizer(tillegg=False)).aapne(fil)
    fasit.regn()
    satt = {} if tillegg else {bok.finn("Forside!C12"): False}
    verdier = Verdier(bok, satt or {bok.finn("Notater!A30"): None})
    proevd = 0
    for sted, formel in formler(fil):
        if not tillegg and ("ASSS_" in formel or sted.ark in ("Beregning", "Forside")):
            continue
        try:
            vaart = verdier.verdi(sted)
        except UttrykkFeil as feil:
            pytest.fail(f"{sted}: {feil}")
        motorens = fasit.verdi(sted.ark, sted.celle)
        assert lik(vaart, motorens), f"{sted}: {formel} er {vaart}, motoren gir {motorens}"
        proevd += 1
    assert proevd > 400
