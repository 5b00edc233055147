"""Utvidelsen i LibreOffice: malene, formene et kall kan være lagret i, og det den er bygget av."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import numpy
import pytest

from xlasss.begreper import Feil
from xlasss.engines.formualizer_motor import Formualizer
from xlasss.hosts.libreoffice.bygg import bygg_oxt
from xlasss.hosts.libreoffice.celler import les, svar
from xlasss.hosts.libreoffice.grensesnitt import metode, parameter
from xlasss.kall import UTELATT
from xlasss.registry import REGISTER
from xlasss.workbook.patch import skriv_bufrede

TREG = pytest.mark.treg
GIFT = -999.25
MALER = [
    pytest.param(fil.name, marks=() if fil.stem == "grunnskole_2016" else pytest.mark.tung, id=fil.stem)
    for fil in sorted((Path(__file__).parents[2] / "workbooks").glob("*.xlsx"))
]


def _lik(a, b) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 1e-12 * max(1.0, abs(a), abs(b))
    return a == b or (a in (None, "") and b in (None, ""))


@TREG
@pytest.mark.parametrize("mal", MALER)
def test_malen_regner_med_funksjonene_og_hver_celle_er_lik_den_andre_motorens(mal, rot, calc, tmp_path):
    bok = Formualizer().aapne(rot / "workbooks" / mal)
    bok.regn()
    celler = bok.formelceller()
    skriv_bufrede(rot / "workbooks" / mal, tmp_path / mal, dict.fromkeys(celler, GIFT))
    i_calc = calc.regn(tmp_path / mal)
    assert i_calc["Forside", "C12"] is True
    ulike = {
        sted: (bok.verdi(*sted), i_calc.get(sted)) for sted in celler if not _lik(bok.verdi(*sted), i_calc.get(sted))
    }
    assert ulike == {}
    assert [i_calc.get(("Kontroll", f"E{celle[1:]}")) for (_, celle), verdi in i_calc.items() if verdi == "K006"] == [
        "ok"
    ]


@TREG
def test_alle_formene_et_kall_kan_vaere_lagret_i_blir_regnet(calc, tmp_path):
    former = ["ASSS_", "asss_", "[1]!ASSS_", "_xll.ASSS_", "_xldudf_KS_ASSS_", "NO.KS.ASSS.FUNCTIONS.ASSS"]
    kall = {f"D{nr}": f"={form}PRODINDEKS(A1:B1,A2:B2)" for nr, form in enumerate(former, 1)}
    kall |= {
        "E1": '=IF(ISERROR(_xll.ASSS_VERSJON()),"uten","med")',
        "E2": "=SUM([1]!ASSS_BIDRAG(A1:B1,A2:B2))*2",
        "E3": '=_xll.ASSS_FINNESIKKE(1)&"ASSS_AVVIK("',
        "E4:F4": "{=_xll.ASSS_BIDRAG(A1:B1,A2:B2)}",
        "F4": GIFT,
    }
    verdier = calc.celler(tmp_path, {"Ærlig ark": {"A1": 1.2, "B1": 0.8, "A2": 60, "B2": 40} | kall})
    ventet = dict.fromkeys([f"D{nr}" for nr in range(1, 7)], 1.04)
    ventet |= {"E1": "med", "E2": 8.0, "E3": Feil.NAME, "E4": 12.0, "F4": -8.0}
    assert {celle: pytest.approx(verdier["Ærlig ark", celle]) for celle in ventet} == ventet


def test_samme_kode_gir_samme_utvidelse_og_hjelpen_er_registerets(tmp_path):
    oxt = bygg_oxt(tmp_path / "a")
    assert oxt.name == "xlasss.oxt" and oxt.read_bytes() == bygg_oxt(tmp_path / "b").read_bytes()
    with ZipFile(oxt) as zip_:
        for del_ in (navn for navn in zip_.namelist() if navn.endswith(("xml", "xcu"))):
            ElementTree.fromstring(zip_.read(del_))
        hjelp = zip_.read("CalcAddIns.xcu").decode()
        typer = zip_.read("typer.rdb")
    for funksjon in REGISTER.values():
        assert metode(funksjon.navn).encode() in typer
        tekst = hjelp.split(f'oor:name="{metode(funksjon.navn)}"')[1].split('oor:name="asss')[0]
        assert f">{funksjon.navn}<" in tekst and funksjon.hjelp in tekst
        steder = [tekst.index(f'oor:name="{parameter(nr)}"') for nr, _ in enumerate(funksjon.argumenter)]
        assert steder == sorted(steder) and all(f">{a.navn}<" in tekst for a in funksjon.argumenter)


def test_kjernen_i_utvidelsen_er_alt_funksjonene_trenger(tmp_path):
    with ZipFile(bygg_oxt(tmp_path)) as zip_:
        zip_.extractall(tmp_path / "ute")
    program = (
        "from xlasss.hosts.libreoffice import celler, omskriving; from xlasss.registry import REGISTER\n"
        "print(celler.svar('ASSS_FASIT', 'sandnes_2017-s26-fig18-kostnadsindeks-grunnskole-2016'))\n"
        "print(celler.svar('ASSS_PARAMETER', 'vekt.grunnskole.sfo', 2016.0, None), celler.svar('ASSS_VERSJON')[:6])\n"
        "[celler.svar(f.navn, *[((1.0,),)] * f.minst) for f in REGISTER.values()]\n"
    )
    sti = os.pathsep.join([str(tmp_path / "ute/pythonpath"), str(Path(numpy.__file__).parents[1])])
    kjort = subprocess.run([sys.executable, "-S", "-c", program], cwd=tmp_path, env=os.environ | {"PYTHONPATH": sti},
                           capture_output=True, text=True, check=False)  # fmt: skip
    assert (kjort.stdout, kjort.stderr) == ("1.093\n8.4 xlasss\n", "")


class Celle:
    def __init__(self, feil: int, format_: int) -> None:
        self.getError, self.NumberFormat = lambda: feil, format_


class Omraade:
    """Et XCellRange slik Calc gir det: feilverdier er ingenting, og TRUE er 1 med et eget tallformat."""

    def __init__(self, *rader) -> None:
        self._rader = rader

    def getDataArray(self):  # noqa: N802
        return tuple(tuple(None if c is Feil.REF else 1.0 if c is True else c for c in rad) for rad in self._rader)

    def getFormulaArray(self):  # noqa: N802
        return tuple(tuple(str(int(c)) if type(c) is float else "=TRUE()" for c in rad) for rad in self._rader)

    def getCellByPosition(self, kolonne, rad):  # noqa: N802
        celle = self._rader[rad][kolonne]
        return Celle(524 if celle is Feil.REF else 0, 20_099 if celle is True else 0)


def test_et_omraade_leses_med_feil_sannhetsverdier_tekst_og_tomt():
    assert les(Omraade((2.0, "..", ""))) == ((2.0, "..", ""),)
    lest = les(Omraade((Feil.REF, True), (1.0, 0.0)))
    assert lest == [[Feil.REF, True], [1.0, 0.0]] and lest[0][1] is True and lest[1][0] is not True
    assert les(None) is UTELATT and les(5.0) == 5.0 and les((("a",),)) == (("a",),)


def test_en_feil_gaar_ut_som_tallet_calc_kjenner_den_paa():
    [[feil]] = svar("ASSS_EFFEKTIVITET", 1.0, 0.0)
    assert numpy.isnan(feil) and numpy.float64(feil).view(numpy.uint64) & 0xFFFFFFFF == 532
    assert svar("ASSS_PRODINDEKS", ((1.0, 2.0),), ((1.0, 1.0),)) == ((1.5,),)
