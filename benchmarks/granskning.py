"""Measurements of the audit verbs: the trace of a cell, and the diff of two large workbooks."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from benchmarks.arbeidsboker import tall
from xlasss.workbook.diff import diff
from xlasss.workbook.les import les_bok
from xlasss.workbook.spor import Usikkerhet, spor

RADER, KOLONNER = 1667, 60
"""Hundre tusen tall."""


def forklar(fil: Path) -> None:
    """Fra fil til ferdig spor, slik verbet gjør det."""
    bok = les_bok(fil)
    Usikkerhet(bok).spenn(spor(bok, bok.finn("Forside!C20")))


def to_boker(mappe: Path) -> tuple[Path, Path]:
    """To bøker med hundre tusen tall: i den andre er tjue tall endret og en rad satt inn på midten."""
    x = tall(RADER, KOLONNER)
    y = x.copy()
    steder = np.random.default_rng(1).integers(0, (RADER, KOLONNER), (20, 2))
    y[steder[:, 0], steder[:, 1]] += 0.1
    y = np.insert(y, RADER // 2, np.ones(KOLONNER), axis=0)
    return _skriv(mappe / "a.xlsx", x), _skriv(mappe / "b.xlsx", y)


def _skriv(fil: Path, x: np.ndarray) -> Path:
    with xlsxwriter.Workbook(fil, {"constant_memory": True}) as bok:
        ark = bok.add_worksheet("Data")
        for r, rad in enumerate(x):
            ark.write_row(r, 0, rad)
            ark.write_formula(r, KOLONNER, f"=SUM(A{r + 1}:{xl_rowcol_to_cell(r, KOLONNER - 1)})", None, rad.sum())
    return fil


def granskning(mappe: Path, tid: Callable[..., float]) -> list[tuple[str, str, float, str, float | None, str]]:
    """Sporet av en celle i den største malen, og forskjellen på to store bøker."""
    maler = sorted((Path(__file__).parents[1] / "workbooks").glob("*.xlsx"), key=lambda f: f.stat().st_size)
    storst = maler[-1]
    f = tid(lambda: forklar(storst), 5)
    a, b = to_boker(mappe)
    d = tid(lambda: diff(les_bok(a), les_bok(b)), 3)
    funnet = diff(les_bok(a), les_bok(b)).endringer
    if len(funnet) != 21:
        raise SystemExit(f"Målingen er ugyldig: {len(funnet)} endringer funnet, skal være 21.")
    return [
        (f"forklar {storst.stem}", "fil til spor", f, "0,5 s", f / 0.5, "≤ 1"),
        ("diff: to bøker med 100 000 tall", "xlasss", d, "5 s", d / 5, "≤ 1"),
    ]
