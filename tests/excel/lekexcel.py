"""Et lekt Excel: COM-objektene knappene rører, over en arbeidsbok openpyxl holder. Koden i xlwings er den ekte.

Det gjør som Excel der det betyr noe: tekst som ser ut som en formel, et tall eller en dato, blir det, om cellen ikke
er tekst eller har apostrof foran; en låst celle på et beskyttet ark kan ikke skrives.
"""

import importlib
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from test_excel_com import BYTTES, lek_windows

MANUELL, AUTOMATISK, OEVERST, TIL_HOEYRE = -4135, -4105, -4160, -4152
_SVAR = {"ja": 6, "nei": 7, "avbryt": 2}
_DATO_ELLER_TALL = re.compile(r"[+-]?[.,]?\d[\d.,]*|\d{4}-\d\d-\d\d.*")


class ComFeil(Exception):
    """pywintypes.com_error."""

    hresult = -2146827284


class Lekomraade:
    """Range."""

    def __init__(self, ark: "Lekark", rad: int, kol: int, rader: int = 1, kolonner: int = 1) -> None:
        self.Worksheet, self.Row, self.Column = ark, rad, kol
        self.Rows = SimpleNamespace(Count=rader, AutoFit=lambda: None)
        self.Columns = SimpleNamespace(Count=kolonner)
        self.Count, self.Application = rader * kolonner, ark.Parent.Application

    @property
    def _celler(self) -> list[list[object]]:
        rader = range(self.Row, self.Row + self.Rows.Count)
        kolonner = range(self.Column, self.Column + self.Columns.Count)
        return [[self.Worksheet.ark.cell(r, k) for k in kolonner] for r in rader]

    def _alle(self) -> Iterator[object]:
        return (celle for rad in self._celler for celle in rad)

    def Cells(self, rad: int, kol: int) -> "Lekomraade":  # noqa: N802
        return Lekomraade(self.Worksheet, self.Row + rad - 1, self.Column + kol - 1)

    def __call__(self, rad: int, kol: int) -> "Lekomraade":
        return self.Cells(rad, kol)

    def GetAddress(self, *_: object) -> str:  # noqa: N802
        siste = f"{get_column_letter(self.Column + self.Columns.Count - 1)}{self.Row + self.Rows.Count - 1}"
        return f"{get_column_letter(self.Column)}{self.Row}:{siste}"

    def _sett(self, verdier: object) -> None:
        rader = verdier if isinstance(verdier, (list, tuple)) else [[verdier]]
        assert [len(rad) for rad in rader] == [self.Columns.Count] * self.Rows.Count, "formen passer ikke"
        for celle, verdi in zip(self._alle(), (v for rad in rader for v in rad), strict=True):
            if self.Worksheet.ProtectContents and celle.protection.locked:
                raise ComFeil("cellen er beskyttet")
            self.Worksheet.Parent.kall.append((self.Worksheet.Name, celle.coordinate))
            _skriv(celle, verdi)

    Value = property(lambda self: self._celler[0][0].value, _sett)
    Formula = property(lambda self: self._celler[0][0].value, _sett)
    Locked = property(lambda self: _felles(c.protection.locked for c in self._alle()))

    def _stil(navn: str, lag):  # noqa: N805
        def sett(self, verdi: object) -> None:
            for celle in self._alle():
                setattr(celle, navn, lag(celle, verdi))

        return property(None, sett)

    NumberFormat = _stil("number_format", lambda _c, v: v)
    WrapText = _stil("alignment", lambda c, v: _med(c.alignment, wrap_text=v))
    VerticalAlignment = _stil("alignment", lambda c, v: _med(c.alignment, vertical={OEVERST: "top"}[v]))
    HorizontalAlignment = _stil("alignment", lambda c, v: _med(c.alignment, horizontal={TIL_HOEYRE: "right"}[v]))
    IndentLevel = _stil("alignment", lambda c, v: _med(c.alignment, indent=v, horizontal="left"))
    _bold = _stil("font", lambda c, v: _med(c.font, b=v))
    _size = _stil("font", lambda c, v: _med(c.font, sz=v))
    _color = _stil("font", lambda c, v: _med(c.font, color=_farge(v)))
    _fyll = _stil("fill", lambda _c, v: PatternFill("solid", fgColor=_farge(v)))

    @property
    def Font(self) -> "Videre":  # noqa: N802
        return Videre(self, Bold="_bold", Size="_size", Color="_color")

    @property
    def Interior(self) -> "Videre":  # noqa: N802
        return Videre(self, Color="_fyll")

    @property
    def ColumnWidth(self) -> float:  # noqa: N802
        return self.Worksheet.ark.column_dimensions[get_column_letter(self.Column)].width

    @ColumnWidth.setter
    def ColumnWidth(self, bredde: float) -> None:  # noqa: N802
        self.Worksheet.ark.column_dimensions[get_column_letter(self.Column)].width = bredde


class Videre:
    """Font og Interior: egenskapene står på området."""

    def __init__(self, omraade: Lekomraade, **navn: str) -> None:
        self.__dict__.update(_omraade=omraade, _navn=navn)

    def __setattr__(self, navn: str, verdi: object) -> None:
        setattr(self._omraade, self._navn[navn], verdi)


def _med(stil: object, **felt: object) -> object:
    ny = copy(stil)
    for navn, verdi in felt.items():
        setattr(ny, navn, verdi)
    return ny


def _farge(bgr: int) -> str:
    return f"FF{bgr & 255:02X}{bgr >> 8 & 255:02X}{bgr >> 16:02X}"


def _felles(verdier: Iterator[bool]) -> bool | None:
    ulike = set(verdier)
    return ulike.pop() if len(ulike) == 1 else None


def _skriv(celle: object, verdi: object) -> None:
    """Slik Excel leser det som settes i Value."""
    if isinstance(verdi, str):
        tekst = celle.number_format == "@"
        if not tekst and not verdi.startswith("'") and _DATO_ELLER_TALL.fullmatch(verdi):
            verdi = 42536.5
        elif verdi.startswith("="):
            celle.value, celle.data_type = verdi, "s" if tekst else "f"
            return
    celle.value = (verdi.removeprefix("'") or None) if isinstance(verdi, str) else verdi


class Lekark:
    """Worksheet."""

    def __init__(self, bok: "Lekbok", ark: object) -> None:
        self.Parent, self.ark = bok, ark

    Name = property(lambda self: self.ark.title, lambda self, navn: setattr(self.ark, "title", navn))
    ProtectContents = property(lambda self: self.ark.protection.sheet)

    def Activate(self) -> None:  # noqa: N802
        self.Parent.aktivt = self.Name

    def Range(self, fra: object, til: object = None) -> Lekomraade:  # noqa: N802
        if isinstance(fra, str):
            k1, r1, k2, r2 = range_boundaries(fra)
            return Lekomraade(self, r1, k1, r2 - r1 + 1, k2 - k1 + 1)
        return Lekomraade(self, fra.Row, fra.Column, til.Row - fra.Row + 1, til.Column - fra.Column + 1)

    @property
    def Cells(self) -> "Alleceller":  # noqa: N802
        return Alleceller(self)


class Alleceller:
    """Worksheet.Cells."""

    def __init__(self, ark: Lekark) -> None:
        self._ark = ark

    def __call__(self, rad: int, kol: int) -> Lekomraade:
        return Lekomraade(self._ark, rad, kol)

    def Clear(self) -> None:  # noqa: N802
        ark = self._ark.ark
        ark.delete_rows(1, ark.max_row)


class Lekarkene:
    """Worksheets."""

    def __init__(self, bok: "Lekbok") -> None:
        self._bok = bok

    Count = property(lambda self: len(self._bok.innhold.worksheets))

    def __iter__(self) -> Iterator[Lekark]:
        return iter([Lekark(self._bok, ark) for ark in self._bok.innhold.worksheets])

    def __call__(self, navn: str) -> Lekark:
        return Lekark(self._bok, self._bok.innhold[navn])

    def Add(self) -> Lekark:  # noqa: N802
        return Lekark(self._bok, self._bok.innhold.create_sheet())


class Lekbok:
    """Workbook, åpnet fra en fil; `kall` er cellene som er skrevet."""

    ReadOnly = ProtectStructure = False

    def __init__(self, app: SimpleNamespace, fil: Path, sti: str | None = None) -> None:
        self.Application, self.fil, self.Name = app, fil, fil.name
        self.Path = str(fil.parent) if sti is None else sti
        self.innhold = openpyxl.load_workbook(fil, rich_text=False)
        self.kall: list[tuple[str, str]] = []
        self.aktivt, self.Worksheets = "", Lekarkene(self)

    def Activate(self) -> None:  # noqa: N802
        pass

    def SaveCopyAs(self, til: str) -> None:  # noqa: N802
        shutil.copy(self.fil, til)

    def velg(self, ark: str, celle: str) -> None:
        """Gjør cellen aktiv."""
        self.Application.ActiveCell = Lekark(self, self.innhold[ark]).Range(celle)

    def verdier(self, ark: str) -> dict[str, object]:
        """Det som står i cellene nå."""
        return {c.coordinate: c.value for rad in self.innhold[ark].iter_rows() for c in rad if c.value is not None}


class Lekapp(SimpleNamespace):
    """Application. `svar` er det den som sitter der, svarer, i tur og orden; `vist` er det som ble spurt om."""

    def __init__(self, *svar: object) -> None:
        super().__init__(Hwnd=1, StatusBar=False, Calculation=AUTOMATISK, ScreenUpdating=True, UserName="Kari Nordmann",
                         ActiveCell=None, svar=list(svar), vist=[], status=[], regnet=0)  # fmt: skip

    def __setattr__(self, navn: str, verdi: object) -> None:
        super().__setattr__(navn, verdi)
        if navn == "StatusBar" and verdi:
            self.status.append(verdi)

    def neste(self, sporsmaal: str) -> object:
        self.vist.append(sporsmaal)
        return self.svar.pop(0)

    def GetOpenFilename(self, _slag: str, _nr: int, tittel: str) -> object:  # noqa: N802
        return self.neste(tittel)

    def InputBox(self, sporsmaal: str, _tittel: str, _forslag: str) -> object:  # noqa: N802
        return self.neste(sporsmaal)

    def Calculate(self) -> None:  # noqa: N802
        self.regnet += 1


@contextmanager
def lekexcel() -> Iterator[SimpleNamespace]:
    """`knapper`, og `aapne(fil, *svar)` som gir boken den ble trykket i; xlwings er lastet som under Windows."""
    with pytest.MonkeyPatch.context() as mp:
        lek_windows(mp)
        xw, windows = (importlib.import_module(n) for n in ("xlwings", "xlwings._xlwindows"))
        mp.setattr(xw, "_xlwindows", windows, raising=False)
        xw.engines.add(xw.Engine(impl=windows.engine))
        con = sys.modules["win32con"]
        con.MB_OK, con.MB_OKCANCEL, con.MB_YESNOCANCEL, con.MB_YESNO = 0, 1, 3, 4
        con.MB_ICONINFORMATION = con.MB_ICONWARNING = 64
        sys.modules["win32process"].GetWindowThreadProcessId = lambda _hwnd: (1, 1)
        knapper = importlib.import_module("udfs.knapper")

        def aapne(fil: Path, *svar: object, sti: str | None = None) -> Lekbok:
            app = Lekapp(*svar)
            sys.modules["win32api"].MessageBox = lambda _h, hva, _t, _s: {"ja": 6, "nei": 7, "avbryt": 2}[
                app.neste(hva)
            ]
            mp.setattr(windows, "BOOK_CALLER", Lekbok(app, fil, sti))
            return windows.BOOK_CALLER

        yield SimpleNamespace(knapper=knapper, aapne=aapne)
        for navn in [n for n in sys.modules if n.startswith(BYTTES)]:
            del sys.modules[navn]
