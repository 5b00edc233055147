"""Excel-verten gjennom xlwings' egen COM-kode, med pywin32 byttet ut (VERTER §1.3 og §1.7).

Det som prøves, er ekte: COM-tjeneren, `udfs.call_udf`, konverteringen og VBA-en xlwings lager. Bare
Windows er lek: områdene er tupler, slik `Range.Value2` gir dem.
"""

import ctypes
import datetime as dt
import importlib
import io
import sys
import time
from types import ModuleType, SimpleNamespace
from unittest import mock

import pytest

from xlasss.registry import REGISTER

NA, REF, DIV0, IKKE_GITT = -2146826246, -2146826265, -2146826281, -2147352572
RANGE_IID = "{00020846-0000-0000-C000-000000000046}"
BYTTES = ("xlwings", "udfs", "xlasss.hosts.excel", "pythoncom", "pywintypes", "win32com", "win32timezone", "win32api",
          "win32con", "win32event", "win32gui", "win32process")  # fmt: skip


class Omraade:
    """Et COM-område slik `call_udf` får det."""

    def __init__(self, value2: object) -> None:
        self.value2 = value2
        typeinfo = SimpleNamespace(GetTypeAttr=lambda: SimpleNamespace(iid=RANGE_IID))
        self._oleobj_ = SimpleNamespace(GetTypeInfo=lambda: typeinfo)


def _modul(navn: str, **innhold: object) -> ModuleType:
    modul = ModuleType(navn)
    modul.__dict__.update(innhold)
    return modul


def _ikke_pakket(verdi: object) -> None:
    raise TypeError("ikke et objekt COM-tjeneren selv har gitt ut")


def lek_windows(mp: pytest.MonkeyPatch) -> None:
    for navn in [n for n in sys.modules if n.startswith(BYTTES)]:
        mp.delitem(sys.modules, navn)
    lek = mock.MagicMock
    server = _modul("win32com.server", util=_modul("win32com.server.util", unwrap=_ikke_pakket, wrap=lambda x: x))
    client = _modul("win32com.client", Dispatch=lambda x: x, DispatchEx=None, CDispatch=object, CoClassBaseClass=object,
                    DispatchBaseClass=object)  # fmt: skip
    for modul in (
        _modul("pywintypes", com_error=Exception, TimeType=type("TimeType", (dt.datetime,), {}), IID=lambda s: s),
        _modul(
            "pythoncom",
            __file__="x",
            CoInitialize=lambda: None,
            IID_IDispatch=None,
            com_error=Exception,
            TypeIIDs={None: type("PyIDispatch", (), {})},
        ),
        _modul("win32timezone", TimeZoneInfo=lek()),
        _modul("win32com", client=client, server=server),
        client,
        server,
        server.util,
        *(_modul(f"win32com.server.{navn}") for navn in ("dispatcher", "policy")),
        *(_modul(navn) for navn in ("win32api", "win32con", "win32event", "win32gui", "win32process")),
    ):
        mp.setitem(sys.modules, modul.__name__, modul)
    for navn in ("windll", "oledll", "PyDLL"):
        mp.setattr(ctypes, navn, lek(), raising=False)


@pytest.fixture(scope="module")
def excel():
    """xlwings' COM-modul og vår funksjonsmodul, lastet som under Windows."""
    with pytest.MonkeyPatch.context() as mp:
        lek_windows(mp)
        xw = importlib.import_module("xlwings")
        windows = importlib.import_module("xlwings._xlwindows")
        mp.setattr(xw, "_xlwindows", windows, raising=False)
        xw.engines.add(xw.Engine(impl=windows.engine))
        udfs = importlib.import_module("xlwings.udfs")
        for navn in ("func", "arg", "ret"):
            mp.setattr(xw, navn, getattr(udfs, f"xl{navn}"))

        class LekRange(windows.Range):
            def __init__(self, xl: object) -> None:
                self._xl = xl

            raw_value = property(lambda self: self._xl.value2 if isinstance(self._xl, Omraade) else None)
            max_cells_per_read = None
            address = "$D$2"
            sheet = SimpleNamespace(
                name="Ark1", book=SimpleNamespace(name="Bok1", app=SimpleNamespace(engine=windows.engine, pid=1))
            )

        mp.setattr(windows, "Range", LekRange)
        modul = importlib.import_module("udfs.asss")
        tjener = importlib.import_module("xlwings.com_server").XLPython()
        yield SimpleNamespace(
            kall=lambda navn, *args: tjener.CallUDF("udfs.asss", navn, args), tjener=tjener, udfs=udfs, modul=modul
        )
        for navn in [n for n in sys.modules if n.startswith(BYTTES)]:
            del sys.modules[navn]


def test_en_matrise_og_en_vektor_gaar_inn_som_omraader_og_svaret_kommer_ut_som_rader(excel):
    x = Omraade(((1.037, 0.929, 1.039), (1.0, 1.0, 1.0)))
    assert excel.kall("ASSS_PRODINDEKS", x, Omraade(((80.0,), (13.34,), (6.67,)))) == [
        [pytest.approx(1.0227, abs=1e-4)],
        [1.0],
    ]


def test_tomt_feilverdier_og_tekst_i_et_omraade_blir_det_kontrakten_sier(excel):
    x = Omraade(((1.0, None), (1.0, NA), (1.0, REF), (1.0, "12,5"), (1.0, True), (1.0, "–"), (1.0, "..")))
    svar = excel.kall("ASSS_PRODINDEKS", x, Omraade(((1.0, 1.0),)))
    assert svar == [["#N/A"], ["#N/A"], ["#REF!"], ["#VALUE!"], ["#VALUE!"], [0.5], ["#N/A"]]


def test_en_enkelt_celle_kommer_som_enkeltverdi_og_blir_det_som_tom_celle_ogsaa(excel):
    assert excel.kall("ASSS_EFFEKTIVITET", Omraade(1.058), Omraade(0.863)) == pytest.approx(1.226, abs=5e-4)
    assert excel.kall("ASSS_EFFEKTIVITET", 1.058, 0.0) == "#DIV/0!"
    assert excel.kall("ASSS_EFFEKTIVITET", Omraade(None), 1.0) == "#N/A"
    assert excel.kall("ASSS_EFFEKTIVITET", Omraade(DIV0), 1.0) == "#DIV/0!"


def test_omraader_kommer_som_tupler_fra_tillegget_og_svaret_faar_formen_limet_venter(excel):
    x = ((1.0, 2.0), (3.0, None))
    assert excel.kall("ASSS_EFFEKTIVITET", x, 1.0) == [[1.0, 2.0], [3.0, "#N/A"]]
    assert excel.kall("ASSS_SNITT", x, "uveid", IKKE_GITT, IKKE_GITT) == [2.0, "#N/A"]  # én rad: to trengs til et snitt
    assert excel.kall("ASSS_EFFEKTIVITET", NA, 1.0) == "#N/A"
    assert excel.kall("ASSS_EFFEKTIVITET", 1.0, 2.0) == 0.5


def test_et_valgfritt_argument_som_er_utelatt_er_noe_annet_enn_en_tom_celle(excel):
    assert excel.kall("ASSS_REALVEKST", 5.0, 2.0, IKKE_GITT) == pytest.approx(2.941, abs=1e-3)
    assert excel.kall("ASSS_REALVEKST", 5.0, 2.0, Omraade(None)) == "#N/A"
    kolonne = Omraade(((1.0,), (3.0,), (8.0,)))
    assert excel.kall("ASSS_SNITT", kolonne, "uveid", IKKE_GITT, Omraade(((None,), (0.0,), (1.0,)))) == 2.0
    assert excel.kall("ASSS_PARAMETER", "vekt.grunnskole.sfo", 2016.0, IKKE_GITT) == 8.4
    assert excel.kall("ASSS_PARAMETER", "vekt.grunnskole.sfo", 2016.0, Omraade(2017.0)) == 8.4


def test_tekst_kommer_ut_som_tekst_og_versjonen_tar_ingen_argumenter(excel):
    assert excel.kall("ASSS_VERSJON").startswith("xlasss ")
    assert excel.kall("ASSS_KILDE", "vekt.grunnskole.sfo", 2016.0, IKKE_GITT).startswith("Sandnes kommune")
    assert excel.kall("ASSS_SJEKK", 0.9664, 0.964, 3.0) == "motstrid: 0,9664 mot trykt 0,964"


def test_hver_funksjon_er_registrert_med_raa_argumenter_hjelp_og_kategori(excel):
    for navn, funksjon in REGISTER.items():
        registrert = getattr(excel.modul, navn).__xlfunc__
        assert registrert["category"] == "ASSS" and registrert["call_in_wizard"] is False
        assert registrert["volatile"] is False and registrert["async_mode"] is None
        assert registrert["ret"]["options"] == {"convert": "raw"}
        assert registrert["ret"]["doc"].startswith(funksjon.hjelp)
        assert [(a["name"], a["doc"], "optional" in a) for a in registrert["args"]] == [
            (a.navn, a.hjelp, a.valgfri) for a in funksjon.argumenter
        ]
        assert all(a["options"] == {"convert": "raw"} for a in registrert["args"])


def test_xlwings_lager_en_vba_funksjon_per_funksjon_med_valgfrie_argumenter_til_slutt(excel):
    ut = io.StringIO()
    excel.udfs.generate_vba_wrapper("udfs.asss", excel.modul, ut, SimpleNamespace(Name="xlasss.xlam"))
    vba = ut.getvalue()
    assert vba.count("End Function") == len(REGISTER)
    assert "Function ASSS_SNITT(verdier, type, Optional vekter, Optional utelat)" in vba
    assert 'XLPy.CallUDF("udfs.asss", "ASSS_VERSJON", Array(), ActiveWorkbook, Application.Caller)' in vba


def test_hundre_tusen_celler_gaar_gjennom_verten_raskt_nok_til_aa_vente_paa(excel):
    felt = Omraade(tuple((float(i), 1.0) for i in range(50_000)))
    start = time.process_time()
    svar = excel.kall("ASSS_PRODINDEKS", felt, Omraade(((1.0, 1.0),)))
    assert len(svar) == 50_000 and time.process_time() - start < 2
