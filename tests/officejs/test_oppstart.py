"""`xlasss server` slik den som starter den, møter den: adresse, lisens, https, feil bruk, flere prosesser."""

import datetime as dt
import json
import signal
import socket
import ssl
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib.metadata import PackageNotFoundError
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from paritet_officejs import JSON, STI, som_json, start_tjener

from xlasss.tjener import kjor
from xlasss.tjener.kjor import LISENS, Valg, gjor_klar

TREG = pytest.mark.treg
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signaler og gunicorn slik de er på Linux og Mac")
VALG = Valg("127.0.0.1", 0, "KS", 1, None, None)


@pytest.fixture(autouse=True)
def ingen_noekkel(monkeypatch):
    for navn in (LISENS, kjor.NAVNEROM):
        monkeypatch.setenv(navn, "")  # det verbet setter, tas bort igjen etter prøven
        monkeypatch.delenv(navn)


@pytest.mark.parametrize(("vert", "loopback"), [("127.0.0.1", True), ("127.8.8.8", True), ("localhost", True),
                                                ("::1", True), ("0.0.0.0", False), ("192.0.2.1", False), ("::", False),
                                                ("localhost.example", False)])  # fmt: skip
def test_bare_loopback_er_denne_maskinen(vert, loopback):
    assert Valg(vert, 0, "KS", 1, None, None).bare_denne_maskinen is loopback


def test_meldingen_sier_hvem_som_naar_den_og_hva_lisensen_er(monkeypatch):
    oppstart, sokkel = gjor_klar(VALG)
    with sokkel:
        tekst = "\n".join(oppstart.linjer())
    assert sokkel.family and "http://127.0.0.1:" in tekst and "Svarer bare på denne maskinen." in tekst
    assert "PolyForm Noncommercial" in tekst and "=KS.ASSS_PRODINDEKS" in tekst
    monkeypatch.setenv(LISENS, "en-kjopt-nokkel")
    oppstart, sokkel = gjor_klar(Valg("0.0.0.0", 0, "", 1, None, None))
    with sokkel:
        tekst = "\n".join(oppstart.linjer())
    assert "Svarer på nettverket" in tekst and "=ASSS_PRODINDEKS" in tekst
    assert "en-kjopt-nokkel" not in tekst and "PolyForm" not in tekst


def test_for_andre_enn_en_selv_maa_den_som_starter_ta_stilling_til_lisensen(xlasss):
    kode, ut, feil = xlasss("server", "--vert", "0.0.0.0", "--port", "0")
    assert (kode, ut) == (2, "") and "krever lisens" in feil and "ikke-kommersiell" in feil


def test_en_port_i_bruk_er_en_norsk_linje(xlasss):
    with socket.create_server(("127.0.0.1", 0)) as opptatt:
        port = str(opptatt.getsockname()[1])
        kode, ut, feil = xlasss("server", "--port", port)
    assert (kode, ut) == (2, "") and f"port {port}" in feil and "--port" in feil


@pytest.mark.parametrize("valg", [["--vert", "finnes.ikke.invalid"], ["--vert", "300.1.1.1"], ["--port", "70000"],
                                  ["--port", "x"], ["--navnerom", "K S"], ["--navnerom", "1KS"], ["--navnerom", "Æ"],
                                  ["--arbeidere", "0"],
                                  ["--sertifikat", "mangler.pem", "--noekkel", "mangler.pem"]])  # fmt: skip
def test_gale_valg_er_en_norsk_linje_og_ingenting_starter(valg, xlasss, monkeypatch):
    monkeypatch.setenv(LISENS, "noncommercial")
    kode, ut, feil = xlasss("server", "--port", "0", *valg)
    assert (kode, ut) == (2, "") and feil.count("\n") == 1 and "Traceback" not in feil


def test_sertifikat_uten_noekkel_avvises(xlasss, tmp_path):
    (tmp_path / "s.pem").write_text("")
    kode, _, feil = xlasss("server", "--sertifikat", str(tmp_path / "s.pem"))
    assert kode == 2 and "--noekkel" in feil


def test_uten_tillegget_sier_verbet_hva_som_skal_installeres(xlasss, monkeypatch):
    def mangler(_):
        raise PackageNotFoundError

    monkeypatch.setattr(kjor, "version", mangler)
    kode, _, feil = xlasss("server")
    assert kode == 2 and "pip install 'xlasss[server]'" in feil


def test_resten_av_xlasss_trenger_ikke_tjeneren():
    """Tillegget er aldri en avhengighet: verbet lastes uten det, og sier fra selv."""
    kode = (
        "import sys; [sys.modules.__setitem__(m, None) for m in ('starlette', 'fastapi', 'pydantic', 'uvicorn', "
        "'xlwings_server')]; import xlasss.cli, xlasss.cli.tjener, xlasss.tjener.kjor, xlasss.rapport.funksjonsdok"
    )
    subprocess.run([sys.executable, "-c", kode], check=True)


@TREG
@POSIX
@pytest.mark.parametrize("arbeidere", ["1", "2"])
def test_ctrl_c_stopper_tjeneren_rolig(arbeidere):
    prosess = subprocess.Popen(
        [sys.executable, "-m", "xlasss.cli", "server", "--port", "0", "--arbeidere", arbeidere],
        stderr=subprocess.PIPE, text=True, process_group=0,
    )  # fmt: skip
    linjer = [prosess.stderr.readline() for _ in range(7)]
    rot = linjer[1].split()[-1].removesuffix("/taskpane")
    with httpx.Client(transport=httpx.HTTPTransport(retries=8), timeout=60) as klient:
        assert klient.get(rot).status_code == 200
    prosess.send_signal(signal.SIGINT)
    rest = prosess.communicate(timeout=30)[1]
    assert prosess.returncode == 0 and "Traceback" not in rest


@pytest.fixture(scope="module")
def sertifikat(tmp_path_factory) -> tuple[Path, Path]:
    """Et selvsignert sertifikat for 127.0.0.1."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    noekkel = ec.generate_private_key(ec.SECP256R1())
    navn = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    naa = dt.datetime.now(dt.UTC)
    ferdig = (
        x509.CertificateBuilder()
        .subject_name(navn).issuer_name(navn).public_key(noekkel.public_key()).serial_number(1)
        .not_valid_before(naa - dt.timedelta(days=1)).not_valid_after(naa + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(noekkel, hashes.SHA256())
    )  # fmt: skip
    mappe = tmp_path_factory.mktemp("sertifikat")
    (mappe / "s.pem").write_bytes(ferdig.public_bytes(serialization.Encoding.PEM))
    pem = noekkel.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (mappe / "n.pem").write_bytes(pem)
    return mappe / "s.pem", mappe / "n.pem"


@TREG
def test_med_sertifikat_svarer_den_paa_https_og_manifestet_peker_dit(sertifikat):
    fil, noekkel = sertifikat
    tls = ssl.create_default_context(cafile=str(fil))
    for tjener in start_tjener("--sertifikat", str(fil), "--noekkel", str(noekkel), "--navnerom", "PR", verify=tls):
        rot = str(tjener.klient.base_url).rstrip("/")
        assert rot.startswith("https://") and tjener.kall("ASSS_AVRUND", [0.125, 2.0]) == [[0.13]]
        manifest = tjener.klient.get("/manifest").text
        assert f'"{rot}/taskpane"' in manifest and "http://127" not in manifest and 'DefaultValue="PR"' in manifest


@TREG
def test_manifestet_er_norsk_har_egen_id_og_alt_det_peker_paa_finnes(officejs):
    tekst = officejs.klient.get("/manifest").text
    rot = ET.fromstring(tekst)
    brukt = {e.attrib["resid"] for e in rot.iter() if "resid" in e.attrib}
    ressurser = {
        e.attrib["id"]: e.attrib["DefaultValue"] for e in rot.iter() if "DefaultValue" in e.attrib and "id" in e.attrib
    }
    assert brukt == set(ressurser), "hver ressurs brukes, og det som brukes, finnes"
    assert ressurser["Navnerom"] == "KS" and ressurser["Fane.Navn"] == "ASSS"
    assert all(len(verdi) <= 125 for navn, verdi in ressurser.items() if not navn.endswith("Hjelp"))
    assert "4f342d85-3a49-41cb-90a5-37b1f2219040" not in tekst, "xlwings' egen id ville kollidere med andres tillegg"
    adresser = [v for e in rot.iter() if (v := e.attrib.get("DefaultValue", "")).startswith("http")]
    assert len(adresser) > 6
    for adresse in adresser:
        assert officejs.klient.get(adresse.replace("https://", "http://")).status_code == 200, adresse


@TREG
def test_excel_paa_nettet_faar_hente_funksjonene_fra_sin_adresse(officejs):
    hode = {"Origin": "https://excel.example"}
    for sti in ("/xlwings/custom-functions-meta.json", "/xlwings/custom-functions-code.js", "/taskpane"):
        assert officejs.klient.get(sti, headers=hode).headers["access-control-allow-origin"] == "*"


@TREG
def test_med_entra_id_bak_en_sti_er_siden_aapen_og_kallene_stengt(monkeypatch):
    tenant, klient_id = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
    for navn, verdi in {
        "AUTH_PROVIDERS": '["entraid"]', "AUTH_ENTRAID_TENANT_ID": tenant, "AUTH_ENTRAID_CLIENT_ID": klient_id,
        "APP_PATH": "/asss", "STATIC_URL_PATH": "/asss/static", "HOSTNAME": "asss.eksempel.no",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"XLWINGS_{navn}", verdi)
    for tjener in start_tjener():
        rot = str(tjener.oppstart["ruten"]).removesuffix("/taskpane")
        assert rot.endswith("/asss")
        for sti in ("/taskpane", "/asss/funksjoner.json", "/static/asss/rute.js", "/xlwings/custom-functions-code.js"):
            assert tjener.klient.get(rot + sti).status_code == 200, sti
        svar = tjener.klient.post(rot + STI, content=som_json("ASSS_VERSJON", []))
        assert svar.status_code == 401 and "xlasss 2" not in svar.text
        manifest = tjener.klient.get(rot + "/manifest").text
        assert '"https://asss.eksempel.no/asss/taskpane"' in manifest
        assert f"api://asss.eksempel.no/asss/{klient_id}" in manifest


@TREG
@POSIX
def test_to_prosesser_bak_en_adresse_deler_ingenting_og_svarer_likt(tmp_path, rot):
    """gunicorn slik containerfilen starter det; hver prosess er et eget program med sitt eget minne."""
    with socket.create_server(("127.0.0.1", 0)) as ledig:
        port = ledig.getsockname()[1]
    linjer = (rot / "docs/drift/Containerfile").read_text(encoding="utf-8").splitlines()
    kommando = json.loads(next(linje for linje in linjer if linje.startswith("CMD ")).removeprefix("CMD "))
    annet = {"0.0.0.0:8765": f"127.0.0.1:{port}", "4": "2"}
    valg = [annet.get(ord, ord) for ord in kommando[1:]]
    miljo = {"XLWINGS_LICENSE_KEY": "noncommercial"}
    logg = tmp_path / "logg"
    prosess = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *valg, "--access-logfile", str(logg), "--access-logformat", "%(p)s %(s)s"],
        env=miljo, cwd=tmp_path, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        svar = set()
        for _ in range(60):  # en ny forbindelse hver gang
            with httpx.Client(transport=httpx.HTTPTransport(retries=8), timeout=60) as klient:
                kall = som_json("ASSS_PARAMETER", ["vekt.grunnskole.sfo", 2016.0])
                svar.add(klient.post(f"http://127.0.0.1:{port}{STI}", content=kall, headers=JSON).text)
    finally:
        prosess.terminate()
        feil = prosess.communicate(timeout=30)[1]
    assert {json.dumps(json.loads(s)) for s in svar} == {'{"result": [[8.4]]}'}, feil
    linjer = [linje.split() for linje in logg.read_text().splitlines()]
    assert {status for _, status in linjer} == {"200"} and len({pid for pid, _ in linjer}) == 2
