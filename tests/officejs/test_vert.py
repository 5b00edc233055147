"""Hver funksjon over ekte HTTP gjennom xlwings Server: samme svar som kjernen, for gode og dårlige celler."""

import subprocess
import sys
from datetime import date

import pytest
from paritet_officejs import som_json
from test_kall import GYLDIG, M, V, med_celle, rader

from xlasss.begreper import Feil
from xlasss.hosts.officejs import les, svar
from xlasss.kall import UTELATT, kall
from xlasss.registry import REGISTER

CELLER = [*Feil, None, "", " ", ".", "..", "...", "…", ":", " .. ", "-", "–", "12,5", "1", "tekst", "Ærøy 雪 🙂",
          True, False,
          0, 0.0, -1.0, 3, 1e308, 10**400, 1e-300, date(2016, 12, 31), "#N/A", "#REF!", "#I/T"]  # fmt: skip
TREG = pytest.mark.treg


@TREG
@pytest.mark.parametrize("navn", REGISTER)
def test_gyldige_celler_gir_det_samme_som_kjernen(navn, kall_over_http):
    assert kall_over_http(navn, GYLDIG[navn]) == rader(kall(navn, *GYLDIG[navn]))


@TREG
@pytest.mark.parametrize("navn", [n for n, f in REGISTER.items() if f.argumenter])
def test_hva_som_helst_i_hvilket_som_helst_argument_gir_det_samme_som_kjernen(navn, kall_over_http):
    for nr, argument in enumerate(GYLDIG[navn]):
        for celle in CELLER:
            med = [med_celle(argument, celle) if i == nr else a for i, a in enumerate(GYLDIG[navn])]
            assert kall_over_http(navn, med) == rader(kall(navn, *med)), (REGISTER[navn].argumenter[nr].navn, celle)


FORMER = [[[1.0]], [[1.0, 2.0]], [[1.0], [2.0]], [[1.0, 2.0, 3.0]], [[1.0], [2.0], [3.0]], [[0.0] * 2] * 3, [[]], [],
          [[1.0], [1.0, 2.0]], [[""]], [[None]], [[None, None]], [[None], [None]]]  # fmt: skip


@TREG
@pytest.mark.parametrize("navn", [n for n, f in REGISTER.items() if f.argumenter])
def test_gale_former_nuller_og_tomme_omraader_gir_det_samme_som_kjernen(navn, kall_over_http):
    for nr in range(len(GYLDIG[navn])):
        for form in FORMER:
            med = [form if i == nr else a for i, a in enumerate(GYLDIG[navn])]
            assert kall_over_http(navn, med) == rader(kall(navn, *med)), (nr, form)


@TREG
def test_et_utelatt_argument_er_ikke_en_tom_celle(kall_over_http):
    for utelatt in ([5.0, 2.0], [5.0, 2.0, UTELATT]):
        assert kall_over_http("ASSS_REALVEKST", utelatt) == [[pytest.approx(2.941, abs=1e-3)]]
    for tom in (None, ""):
        assert kall_over_http("ASSS_REALVEKST", [5.0, 2.0, tom]) == [[Feil.NA]]
    assert kall_over_http("ASSS_SNITT", [M, "uveid", UTELATT, [[0.0], [1.0], [None]]]) == [[2.5, 4.5]]


@TREG
def test_feil_i_svaret_er_ekte_feilverdier_per_celle(officejs):
    svar = officejs.klient.post(
        "/xlwings/custom-functions-call", content=som_json("ASSS_EFFEKTIVITET", [V, [[1.0], [0.0], [".."]]])
    )
    feil = [{"type": "Error", "errorType": slag} for slag in ("Div0", "NotAvailable")]
    assert svar.json() == {"result": [[1.0], [feil[0]], [feil[1]]]}


@TREG
def test_en_dato_regnes_som_serienummer_ogsaa_paa_nynorsk_og_svaret_er_aldri_en_dato(kall_over_http):
    assert kall_over_http("ASSS_AVVIK", [date(2016, 1, 3), date(2016, 1, 1), "enheter"]) == [[2.0]]


@TREG
def test_excel_faar_navn_hjelp_og_argumenter_fra_registeret(officejs):
    meta = officejs.klient.get("/xlwings/custom-functions-meta.json").json()
    assert meta["allowErrorForDataTypeAny"] is True
    assert {f["name"] for f in meta["functions"]} == set(REGISTER)
    for f in meta["functions"]:
        funksjon = REGISTER[f["id"]]
        assert f["description"] == f"{funksjon.hjelp}: {funksjon.definisjon}"
        assert [(p["name"], p["description"], p.get("optional", False)) for p in f["parameters"]] == [
            (a.navn, a.hjelp, a.valgfri) for a in funksjon.argumenter
        ]
        assert all((p["type"], p["dimensionality"]) == ("any", "matrix") for p in f["parameters"])


@pytest.mark.parametrize(
    ("celle", "ventet"),
    [
        ({"type": "Error", "errorType": "Div0", "basicValue": "#DIV/0!"}, Feil.DIV0),
        ({"type": "Error", "basicValue": "#N/A"}, Feil.NA),
        ({"type": "Error", "errorType": "Spill", "basicValue": "#SPILL!"}, Feil.VALUE),
        ({"type": "Error"}, Feil.VALUE),
        ({"type": "FormattedNumber", "basicValue": 3, "numberFormat": "0,0"}, 3.0),
        ({"type": "String", "basicValue": ".."}, ".."),
        ({"type": "Boolean", "basicValue": True}, True),
        ({"type": "Entity", "basicValue": "#VALUE!", "text": "Aksje"}, "#VALUE!"),
        ({"basicValue": {"basicValue": {}}}, Feil.VALUE),
        (80, 80.0), (True, True), (10**400, 10**400), (None, None), ("", ""),
        (type("JsNull", (), {})(), None),
    ],
)  # fmt: skip
def test_hver_celle_slik_javascript_skriver_den(celle, ventet):
    for lest in (les(celle), les([[celle]])[0][0], les([1.0, celle])[0][1]):
        assert lest == ventet and type(lest) is type(ventet)


def test_en_rad_er_fortsatt_en_rad_naar_xlwings_har_tatt_av_den_ytre_listen():
    assert svar("ASSS_SAMMENSATTVEKST", [10, 10]) == [[pytest.approx(21)]]
    assert svar("ASSS_SAMMENSATTVEKST", [[10], [10]]) == [[pytest.approx(10)], [pytest.approx(10)]]


LITE = """
import sys

class Sperre:
    def find_spec(self, navn, sti=None, mal=None):
        if navn.split(".")[0] in {"formualizer", "formulas", "scipy", "openpyxl", "xlsxwriter", "rich", "typer",
                                  "pandas", "xlwings_server", "fastapi", "starlette", "pydantic", "uvicorn"}:
            raise ImportError(f"{navn} finnes ikke i xlwings Lite")

sys.meta_path.insert(0, Sperre())
from xlasss.hosts.officejs import *
assert ASSS_PRODINDEKS([1.037, 0.929, 1.039], [80, 13.34, 6.67]) == [[1.0227276272372763]]
assert ASSS_PARAMETER("vekt.grunnskole.sfo", 2016) == 8.4
assert ASSS_SJEKK.__xlfunc__["args"][0]["options"] == {"convert": "raw"}
"""


@TREG
def test_modulen_trenger_bare_numpy_og_xlwings_saa_den_kan_lastes_i_xlwings_lite():
    miljo = {"XLWINGS_ON_SERVER": "true", "XLWINGS_LICENSE_KEY": "noncommercial"}
    kjoring = subprocess.run([sys.executable, "-c", LITE], env=miljo, capture_output=True, text=True, check=False)
    assert kjoring.returncode == 0, kjoring.stderr
