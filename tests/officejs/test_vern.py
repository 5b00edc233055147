"""Det som kommer utenfra: bare gyldige kall til våre funksjoner slipper inn, og ingenting lekker ut."""

import asyncio
import json

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paritet_officejs import JSON, STI, som_json
from starlette.requests import Request
from starlette.responses import JSONResponse
from test_kall import V

from xlasss.begreper import Feil
from xlasss.registry import REGISTER
from xlasss.tjener.vern import Avvist, Vern, les_kall

TREG = pytest.mark.treg
GYLDIG = json.loads(som_json("ASSS_SNITT", [V, "uveid"]))


def uten(felt: str) -> bytes:
    return json.dumps({k: v for k, v in GYLDIG.items() if k != felt}).encode()


def med(**felt: object) -> bytes:
    return json.dumps(GYLDIG | felt).encode()


GALE = [
    (b"", 400, "JSON"), (b"{", 400, "JSON"), (b"[1]", 400, "JSON"), (b"null", 400, "JSON"), (b"\xff\xfe", 400, "JSON"),
    (b"[" * 100_000, 400, "JSON"), (b'{"args":' + b"[" * 5000 + b"]" * 5000 + b"}", 400, ""),
    *[(uten(felt), 400, felt) for felt in ("func_name", "args", "client", "version", "runtime")],
    (med(func_name=["ASSS_SNITT"]), 400, "func_name"), (med(args={"0": 1}), 400, "args"), (med(args="A1"), 400, "args"),
    (med(runtime="1.4; drop"), 400, "runtime"), (med(runtime=1.4), 400, "runtime"),
    (med(date_format=["d"]), 400, "date_format"), (med(culture_info_name=7), 400, "culture_info_name"),
    (med(args=[]), 400, "tar 2–4 argumenter og fikk 0"), (med(args=[1] * 5), 400, "tar 2–4 argumenter og fikk 5"),
    (med(func_name="ASSS_VERSJON"), 400, "tar 0 argumenter og fikk 2"),
    *[(med(func_name=navn), 404, "finnes ikke") for navn in (
        "", "ASSS_FINNES_IKKE", "asss_snitt", "svar", "les", "__doc__", "__class__", "__import__", "REGISTER", "kall",
        "ASSS_SNITT\\nASSS_PROFIL", "../ASSS_SNITT", "æøå")],
]  # fmt: skip


@pytest.mark.parametrize(("kropp", "status", "sier"), GALE)
def test_et_galt_kall_avvises_med_en_norsk_linje(kropp, status, sier):
    with pytest.raises(Avvist) as nei:
        les_kall(kropp)
    tekst = nei.value.svar.body.decode()
    assert nei.value.svar.status_code == status
    assert sier in tekst and "\n" not in tekst and tekst.endswith(".") and len(tekst) < 120


@TREG
@pytest.mark.parametrize(("kropp", "status", "sier"), GALE)
def test_tjeneren_avviser_det_samme_uten_aa_vise_innmaten(kropp, status, sier, officejs):
    svar = officejs.klient.post(STI, content=kropp)
    assert svar.status_code == status and sier in svar.text
    assert "Traceback" not in svar.text and "xlwings" not in svar.text


HVA_SOM_HELST = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from([{"type": "Error"}, {"type": "Error", "basicValue": 3}, {"basicValue": None}, [[None]]])
    | st.sampled_from(["uveid", "prosent", 2016, "vekt.grunnskole.sfo"]),
    lambda barn: st.lists(barn, max_size=3)
    | st.dictionaries(st.sampled_from(["type", "basicValue", "x"]), barn, max_size=3),
    max_leaves=12,
)  # fmt: skip


@TREG
@settings(max_examples=400)
@given(navn=st.sampled_from(list(REGISTER)), argumenter=st.lists(HVA_SOM_HELST, max_size=4))
def test_hva_som_helst_gir_et_svar_i_cellene_eller_en_avvisning_og_aldri_en_intern_feil(navn, argumenter, officejs):
    svar = officejs.klient.post(STI, content=med(func_name=navn, args=argumenter))
    funksjon = REGISTER[navn]
    riktig_antall = funksjon.minst <= len(argumenter) <= len(funksjon.argumenter)
    assert svar.status_code == (200 if riktig_antall else 400), svar.text
    if riktig_antall:
        rader = svar.json()["result"]
        assert rader and len({len(rad) for rad in rader}) == 1
        assert all(isinstance(c, float | str) or c["type"] == "Error" for rad in rader for c in rad)


@TREG
@pytest.mark.parametrize("sti", ["/", "/taskpane", "/xlwings/custom-scripts-call/hello", "/finnes/ikke", STI + "/"])
def test_bare_funksjonskall_tas_imot(sti, officejs):
    svar = officejs.klient.post(sti, content=som_json("ASSS_VERSJON", []))
    assert (svar.status_code, svar.text) == (404, "Her finnes bare funksjonene i xlasss.")


@TREG
@pytest.mark.parametrize("metode", ["PUT", "PATCH", "DELETE", "TRACE", "GET"])
def test_andre_metoder_enn_post_naar_ingen_funksjon(metode, officejs):
    svar = officejs.klient.request(metode, STI, content=som_json("ASSS_VERSJON", []))
    assert svar.status_code in (404, 405) and "xlasss 2" not in svar.text


@TREG
def test_et_for_stort_kall_avvises_enten_lengden_er_oppgitt_eller_ei_og_tjeneren_lever(officejs):
    stort = b" " * (20 * 2**20 + 1)
    biter = (b" " * 2**20 for _ in range(25))
    for kropp in (stort, biter):
        svar = officejs.klient.post(STI, content=kropp)
        assert svar.status_code == 413 and "grensen er 20 MB" in svar.text
    assert officejs.kall("ASSS_AVRUND", [0.125, 2.0]) == [[0.13]]


@TREG
@pytest.mark.parametrize(
    "slag", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_et_skjema_fra_et_annet_nettsted_slipper_ikke_inn(slag, officejs):
    svar = officejs.klient.post(STI, content=som_json("ASSS_VERSJON", []), headers={"Content-Type": slag})
    assert (svar.status_code, svar.text) == (415, "Kallet skal være application/json.")


def post(vern: Vern, kropp: bytes) -> httpx.Response:
    async def gjor() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(vern), base_url="http://x", headers=JSON) as klient:
            return await klient.post("/asss" + STI, content=kropp)

    return asyncio.run(gjor())


async def ekko(scope, receive, send):
    kropp = await Request(scope, receive).json()
    await JSONResponse(kropp["args"])(scope, receive, send)


def test_grensen_er_paa_byten_og_gjelder_bak_et_prefiks():
    vern = Vern(ekko, {}, "/asss", len(uten("")))
    assert post(vern, uten("")).json() == GYLDIG["args"]
    assert post(vern, uten("") + b" ").status_code == 413


@pytest.mark.parametrize(
    ("inn", "ut"),
    [([[None]], [[""]]), (None, None), ([[None, None]], [[None, None]]), ([[0]], [[0]]), ([[""]], [[""]])],
)
def test_en_tom_celle_alene_sendes_videre_som_en_celle_og_ikke_som_utelatt(inn, ut):
    vern = Vern(ekko, {}, "/asss")
    assert post(vern, med(args=[[[1]], [["uveid"]], inn])).json() == [[[1]], [["uveid"]], ut]


@TREG
def test_feilverdier_som_ikke_er_vaare_er_value(officejs):
    celle = {"type": "Error", "errorType": "Blocked", "basicValue": "#BLOCKED!"}
    svar = officejs.klient.post(STI, content=med(func_name="ASSS_EFFEKTIVITET", args=[[[celle]], [[1]]]))
    assert svar.json()["result"] == [[{"type": "Error", "errorType": "Value"}]]
    assert officejs.kall("ASSS_EFFEKTIVITET", [Feil.REF, 1.0]) == [[Feil.REF]]
