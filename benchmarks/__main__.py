"""`make malebenk`: formualizer, formulas, LibreOffice, xlwings Server and bare numpy on the same work.

Prints a table of ratios against the goal in each line. Nothing here is a test.
"""

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from xlsxwriter.utility import xl_col_to_name

import xlasss
from benchmarks import calc, com
from benchmarks.arbeidsboker import AAR, INDIKATORER, KOMMUNER, lag, tall
from benchmarks.granskning import granskning
from benchmarks.kostra import lageret
from benchmarks.officejs import officejs
from benchmarks.oppdatering import lapping
from xlasss.engines import motor
from xlasss.revisjon.fasit import dommer
from xlasss.revisjon.revider import Funn, Paastand, Regning, les, provd, revider
from xlasss.revisjon.samlet.prove import samlet_prove
from xlasss.sektorer import sektorfil
from xlasss.workbook.bygg import bygg

Maaling = tuple[str, str, float, str, float | None, str]
"""Arbeid, målt, sekunder, mot hva, forhold (None når det ikke er noe å sammenligne med), mål."""


def tid(arbeid: Callable[[], object], ganger: int = 5) -> float:
    """Den korteste av flere kjøringer, i sekunder."""
    maalt = []
    for _ in range(ganger):
        start = time.perf_counter()
        arbeid()
        maalt.append(time.perf_counter() - start)
    return min(maalt)


def hele_regningen(navn: str, fil: Path, ganger: int = 3) -> tuple[float, float]:
    """Sekunder for å åpne og for å regne en fil fra ny av, den korteste av hver."""
    aapne, regn = [], []
    for _ in range(ganger):
        start = time.perf_counter()
        bok = motor(navn).aapne(fil)
        midt = time.perf_counter()
        bok.regn()
        aapne.append(midt - start)
        regn.append(time.perf_counter() - midt)
    return min(aapne), min(regn)


def endret_celle(fil: Path) -> float:
    """Sekunder for å endre ett inntall i en alt regnet bok og lese svaret, som må være riktig."""
    bok = motor("formualizer").aapne(fil)
    bok.regn()
    svar = f"{xl_col_to_name(INDIKATORER)}1000"

    def endre(verdi: float) -> None:
        bok.sett("Data", "C1000", verdi)
        bok.regn()
        bok.verdi("Data", svar)

    sekunder = min(tid(lambda v=v: endre(v), 1) for v in (0.5, 0.6, 0.7, 0.8, 0.9))
    rad, w = tall(KOMMUNER * AAR, INDIKATORER)[998:999], np.arange(1.0, INDIKATORER + 1)
    rad[0, 2] = 0.9
    regnet = bok.verdi("Data", svar)
    if not isinstance(regnet, float) or abs(regnet - (rad @ w / w.sum())[0]) > 1e-12:
        raise SystemExit(f"Målingen er ugyldig: {svar} er {regnet}.")
    return sekunder


def stor_bok(mappe: Path) -> list[Maaling]:
    """360 kommuner × 60 indikatorer × 10 år: funksjon per rad mot tvilling per rad."""
    med, uten, komma = (lag(mappe / f"{slag}.xlsx", slag) for slag in ("funksjon", "tvilling", "komma"))
    (_, f), (_, t), (_, k) = (hele_regningen("formualizer", fil) for fil in (med, uten, komma))
    x, w = tall(KOMMUNER * AAR, INDIKATORER), np.arange(1.0, INDIKATORER + 1)
    numpy_tid = tid(lambda: x @ w / w.sum(), 200)
    ren = tid(lambda: xlasss.produksjonsindeks(x, w), 200)
    hva = f"{KOMMUNER}×{INDIKATORER}×{AAR}"
    endret = endret_celle(med)
    rader: list[Maaling] = [
        (f"{hva}: hele omregningen", "funksjoner", f, "tvillinger", f / t, "≤ 1,5"),
        (f"{hva}: hele omregningen", "funksjoner", f, "SUMPRODUCT(x;w)", f / k, ""),
        (f"{hva}: hele omregningen", "funksjoner", f, "bare numpy", f / numpy_tid, ""),
        (f"{hva}: ett endret inntall", "funksjoner", endret, "20 ms", endret / 0.020, "≤ 1"),
    ]
    if shutil.which("soffice"):
        aapne, regn = hele_regningen("libreoffice", uten, 1)
        rader.append((f"{hva}: åpne og regne", "LibreOffice", aapne + regn, "formualizer", (aapne + regn) / t, ""))
    return [*rader, (f"produksjonsindeks {hva}", "xlasss", ren, "x @ w / w.sum()", ren / numpy_tid, "≤ 2")]


def revisjon(mappe: Path) -> list[Maaling]:
    """5 000 relasjoner mellom 2 000 tall, hver for seg og samtidig, og hele fasiten."""
    r = random.Random(2016)
    tall_, rel = mappe / "tall.csv", mappe / "rel.csv"
    tall_.write_text(
        "id,verdi,desimaler,omtrentlig\n" + "".join(f"t{i},{r.randint(1, 999)},0,nei\n" for i in range(2000))
    )
    uttrykk = (f"r{i},t{r.randrange(2000)},100*(t{r.randrange(2000)}/t{r.randrange(2000)} - 1)\n" for i in range(5000))
    rel.write_text("relasjon,venstre,uttrykk\n" + "".join(uttrykk))
    t = tid(lambda: list(revider(tall_, rel)), 2)
    summer = _summer(mappe)
    s = tid(lambda: samlet_prove(*summer), 1)
    f = tid(lambda: dommer("sandnes_2017"), 3)
    return [
        ("revider: 5 000 relasjoner", "xlasss", t, "5 s", t / 5, "≤ 1"),
        ("revider: 5 000 summer samtidig", "xlasss", s, "30 s", s / 30, "≤ 1"),
        ("fasit sandnes_2017", "xlasss", f, "3 s", f / 3, "≤ 1"),
    ]


def _summer(mappe: Path) -> tuple[list[Regning], dict[str, Paastand], list[Funn]]:
    """5 000 summer som henger sammen i én gruppe, to av hvert par tall, og et siste siffer galt i hver hundrede."""
    a = [100 + i * 7919 % 800 for i in range(2501)]
    tall = [f"a{i},{v},0,nei" for i, v in enumerate(a)]
    rel = []
    for i in range(2500):
        sum_ = a[i] + a[i + 1]
        tall += [f"s{i},{sum_}.3,1,nei", f"t{i},{sum_}.{5 if i % 100 == 0 else 3},1,nei"]
        rel += [f"{slag}{i},{slag}{i},a{i} + a{i + 1}" for slag in "st"]
    (mappe / "tall.csv").write_text("id,verdi,desimaler,omtrentlig\n" + "\n".join(tall), encoding="utf-8")
    (mappe / "rel.csv").write_text("relasjon,venstre,uttrykk\n" + "\n".join(rel), encoding="utf-8")
    lest, regninger = les(mappe / "tall.csv", mappe / "rel.csv")
    return regninger, lest, [provd(r, lest) for r in regninger]


def grunnskole(mappe: Path) -> list[Maaling]:
    """Den virkelige arbeidsboken i alle motorene."""
    sektor = sektorfil("grunnskole")
    byggetid = tid(lambda: bygg(sektor, mappe), 3)
    fil = bygg(sektor, mappe)
    f = sum(hele_regningen("formualizer", fil))
    rader: list[Maaling] = [
        ("grunnskole: bygge", "xlasss bygg", byggetid, "2 s", byggetid / 2, "≤ 1"),
        ("grunnskole: åpne og regne", "formualizer", f, "", None, ""),
    ]
    for navn in ("formulas", "libreoffice"):
        if navn == "formulas" or shutil.which("soffice"):
            t = sum(hele_regningen(navn, fil, 1))
            rader.append(("grunnskole: åpne og regne", navn, t, "formualizer", t / f, ""))
    return rader


def main() -> None:
    """Mål og skriv tabellen."""
    with tempfile.TemporaryDirectory() as mappe:
        sted = Path(mappe)
        rader = grunnskole(sted) + revisjon(sted) + granskning(sted, tid) + lapping(sted, tid) + lageret(sted, tid)
        rader += stor_bok(sted) + officejs(sted, tid) + com.kallet(tid) + calc.celler(sted)
    tabell = Table(box=SIMPLE_HEAD, pad_edge=False)
    for navn in ("Arbeid", "Målt", "Sekunder", "Mot", "Forhold", "Mål"):
        tabell.add_column(navn, justify="right" if navn in ("Sekunder", "Forhold", "Mål") else "left")
    for arbeid, maalt, sekunder, mot, forhold, maal in rader:
        vist = "" if forhold is None else f"{forhold:.2f}".replace(".", ",")
        tabell.add_row(arbeid, maalt, f"{sekunder:.4f}".replace(".", ","), mot, vist, maal)
    Console(highlight=False, width=None if sys.stdout.isatty() else 120).print(tabell)


if __name__ == "__main__":
    main()
