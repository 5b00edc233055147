"""Generated workbooks for the measurements: m municipality-years × n indicators, made-up numbers."""

from pathlib import Path

import numpy as np
import xlsxwriter
from numpy.typing import NDArray
from xlsxwriter.utility import xl_rowcol_to_cell

KOMMUNER, INDIKATORER, AAR = 360, 60, 10


def tall(rader: int, kolonner: int) -> NDArray[np.float64]:
    """Oppdiktede indikatorer rundt 1, like hver gang."""
    return np.random.default_rng(2016).normal(1, 0.1, (rader, kolonner)).round(3)


def lag(fil: Path, slag: str, *, rader: int = KOMMUNER * AAR, kolonner: int = INDIKATORER) -> Path:
    """Én rad per kommune og år, vektene i første rad, indeksen i siste kolonne.

    slag: «funksjon», «tvilling» (slik malene skriver den), «komma» (SUMPRODUCT med to argumenter), «calc»
    (funksjonen slik LibreOffice 7.4 lagrer den) eller «bare tall».
    """
    x, w = tall(rader, kolonner), np.arange(1, kolonner + 1)
    with xlsxwriter.Workbook(fil, {"constant_memory": True}) as bok:
        ark = bok.add_worksheet("Data")
        ark.write_row(0, 0, w)
        siste = xl_rowcol_to_cell(0, kolonner - 1, row_abs=True, col_abs=True)
        vekter = f"$A$1:{siste}"
        for r, rad in enumerate(x, start=1):
            ark.write_row(r, 0, rad)
            omr = f"A{r + 1}:{xl_rowcol_to_cell(r, kolonner - 1)}"
            formel = {
                "funksjon": f"=ASSS_PRODINDEKS({omr},{vekter})",
                "tvilling": f"=SUMPRODUCT({omr}*{vekter})/SUM({vekter})",
                "komma": f"=SUMPRODUCT({omr},{vekter})/SUM({vekter})",
                "calc": f"=NO.KS.ASSS.FUNCTIONS.ASSSPRODINDEKS({omr},{vekter})",
                "bare tall": "",
            }[slag]
            if formel:
                ark.write_formula(r, kolonner, formel, None, 0)
    return fil
