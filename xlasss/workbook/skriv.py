"""Write a workbook model to .xlsx with XlsxWriter: cached values, native charts, protection.

The same model and the same cached values give the same bytes, so that a template in the
repository can be checked against the code that makes it.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xlasss.begreper import Feil
from xlasss.versjon import DATA_UTGAVE
from xlasss.workbook import side
from xlasss.workbook.grafer import lag_graf
from xlasss.workbook.modell import Ark, Bok, Celle
from xlasss.workbook.stil import format_for

RADER_I_GRAF = 24

Bufret = Mapping[tuple[str, int, int], object]
"""Lagret verdi per formelcelle: (ark, rad, kolonne) → verdi."""


class _Blad(Worksheet):  # type: ignore[misc]  # XlsxWriter har ingen typer
    """Et ark der formlene skrives som de er: XlsxWriter leter ellers etter tretti funksjoner ingen av dem har.

    Det letet er halve byggetiden. Skifter metoden navn, går det bare saktere.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def skriv(bok: Bok, fil: Path, bufret: Bufret) -> None:
    """Skriv boken til filen. Celler uten lagret verdi får #N/A, aldri 0 som ingen har regnet."""
    with xlsxwriter.Workbook(fil, {"strings_to_formulas": False, "strings_to_urls": False}) as ut:
        ut.set_properties({"title": bok.tittel, "author": "xlasss", "created": datetime.fromisoformat(DATA_UTGAVE)})
        ut.set_calc_mode("auto")
        formater = _Formater(ut)
        for ark in bok.ark:
            _skriv_ark(ut, ut.add_worksheet(ark.navn, _Blad), ark, formater, bufret)
        for navn, adresse in bok.navn.items():
            ut.define_name(navn, f"={adresse}")
        ut.get_worksheet_by_name(bok.ark[0].navn).activate()


class _Formater:
    """Ett XlsxWriter-format per stil, laget når det først trengs."""

    def __init__(self, ut: Workbook) -> None:
        self._ut = ut
        self._laget: dict[str, Any] = {}

    def __getitem__(self, stil: str) -> Any:
        if stil not in self._laget:
            self._laget[stil] = self._ut.add_format(format_for(stil))
        return self._laget[stil]

    def betinget(self, stil: str) -> Any:
        """Betingede formater bærer bare farge, ikke skrift og størrelse."""
        nokkel = f"betinget {stil}"
        if nokkel not in self._laget:
            felt = {k: v for k, v in format_for(stil).items() if k in ("font_color", "bg_color")}
            self._laget[nokkel] = self._ut.add_format(felt)
        return self._laget[nokkel]


def _skriv_ark(ut: Workbook, blad: Worksheet, ark: Ark, formater: _Formater, bufret: Bufret) -> None:
    for (rad, kol), celle in sorted(ark.celler.items()):
        _skriv_celle(blad, rad, kol, celle, formater[celle.stil], bufret.get((ark.navn, rad, kol), Feil.NA))
    for kol, bredde in ark.bredder.items():
        blad.set_column(kol, kol, bredde)
    for rad, hoyde in ark.hoyder.items():
        blad.set_row(rad, hoyde)
    for v in ark.valideringer:
        blad.data_validation(v.omraade, dict(v.regel))
    for b in ark.betingede:
        blad.conditional_format(b.omraade, dict(b.regel) | {"format": formater.betinget(b.stil)})
    for graf in ark.grafer:
        blad.insert_chart(graf.plass, lag_graf(ut, graf), {"description": graf.beskrivelse})
    _sideoppsett(blad, ark)
    if ark.laast:
        blad.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})


def _skriv_celle(blad: Worksheet, rad: int, kol: int, celle: Celle, format: Any, verdi: object) -> None:
    if celle.formel:
        blad.write_formula(rad, kol, celle.formel, format, value=verdi.tekst if isinstance(verdi, Feil) else verdi)
    elif celle.lenke:
        blad.write_url(rad, kol, f"internal:'{celle.lenke}'!A1", format, str(celle.verdi))
    elif celle.verdi is None or celle.verdi == "":
        blad.write_blank(rad, kol, None, format)
    elif isinstance(celle.verdi, str):
        blad.write_string(rad, kol, celle.verdi, format)
    else:
        blad.write_number(rad, kol, celle.verdi, format)


def _sideoppsett(blad: Worksheet, ark: Ark) -> None:
    blad.hide_gridlines(2)
    blad.set_paper(9)
    if ark.liggende:
        blad.set_landscape()
    if ark.frys:
        blad.freeze_panes(*ark.frys)
    if ark.gjenta_kolonner:
        blad.repeat_columns(*ark.gjenta_kolonner)
    if ark.sidebryt_kolonner:
        blad.set_v_pagebreaks(ark.sidebryt_kolonner)
    if ark.sidebryt_rader:
        blad.set_h_pagebreaks(ark.sidebryt_rader)
    if ark.skala:
        blad.set_print_scale(ark.skala)
    else:
        blad.fit_to_pages(1, 0)
    _trykkomraade(blad, ark)
    blad.set_margins(**side.MARGER)
    blad.set_footer("&L&8&F&C&8&A&R&8side &P av &N")


def _trykkomraade(blad: Worksheet, ark: Ark) -> None:
    """Skriv ut til siste celle eller figur; lange overskrifter skal ikke krympe siden."""
    rad = max([r for r, _ in ark.celler] + [graf.rad + RADER_I_GRAF for graf in ark.grafer])
    blad.print_area(0, 0, rad, max(k for _, k in ark.celler))
