"""Two versions of a workbook, in the terminal and as JSON: the causes, largest effect first, then what followed."""

from collections import Counter

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from xlasss.engines.protokoll import Verdi
from xlasss.oppslag import norsk
from xlasss.rapport.forklaring import vist
from xlasss.rapport.forskjell import siffer
from xlasss.revisjon.kontroller.funn import kort
from xlasss.workbook.diff import Diff, Endring, Slag, Utslag

FLEST = 30
_STORE = (Slag.INNDATA, Slag.PARAMETER, Slag.FORMEL, Slag.LAGT_TIL, Slag.FJERNET)
"""Endringer som vises én for én i terminalen; tekst og format er talt, og står i --json og --html."""


def plass(e: Endring) -> str:
    """Cellen, og den nye cellen når den har flyttet seg.

    >>> plass(Endring("Inndata", "", 1.0, 2.0, Slag.INNDATA, None, "D16", "D17"))
    'Inndata!D16 → D17'
    """
    celler = list(dict.fromkeys(c for c in (e.celle_a, e.celle_b) if c))
    return f"{e.ark}!{' → '.join(celler)}" if celler else e.ark


def verdien(verdi: Verdi) -> str:
    """Den gamle eller nye verdien på én linje."""
    if isinstance(verdi, str) and verdi.startswith("="):
        return kort(verdi)
    return "–" if verdi is None else vist(verdi)


def tallpar(fra: Verdi, til: Verdi) -> str:
    """Før og etter; to tall med så mange desimaler at forskjellen synes.

    >>> tallpar(0.9664474, 0.9607686)
    '0,96645 → 0,96077'
    """
    if isinstance(fra, float) and isinstance(til, float):
        d = siffer(til - fra)
        return f"{norsk(fra, d)} → {norsk(til, d)}"
    return f"{verdien(fra)} → {verdien(til)}"


def utslaget(u: Utslag | None) -> str:
    """Utslaget i ord: resultatet, før og etter."""
    return "" if u is None else f"{u.hva or u.celle}: {tallpar(u.fra, u.til)}"


def vis_diff(d: Diff, ut: Console) -> None:
    """Endringene, det som er talt, og resultatene som fulgte."""
    if d.like:
        ut.print(f"Ingen forskjell på {d.a} og {d.b}.")
        return
    ut.print(Text(oppsummert(d)), soft_wrap=True)
    store = [e for e in d.endringer if e.slag in _STORE]
    if store:
        ut.print(_endringstabell(store))
    if d.resultater:
        ut.print(_resultattabell(d.resultater))
    for merknad in d.merknader:
        ut.print(Text(merknad, "yellow"))


def oppsummert(d: Diff) -> str:
    """Antallet av hvert slag, på én linje."""
    antall = Counter(str(e.slag) for e in (*d.endringer, *d.resultater))
    return f"{d.a} → {d.b}: " + ", ".join(f"{n} {slag}" for slag, n in antall.most_common()) + "."


def _endringstabell(endringer: list[Endring]) -> Table:
    tabell = Table(title="\nEndret, størst utslag på et resultat først", title_justify="left", title_style="bold",
                   box=SIMPLE_HEAD, pad_edge=False)  # fmt: skip
    for navn in ("Slag", "Hvor", "Fra", "Til", "Største utslag"):
        tabell.add_column(navn, overflow="fold")
    for e in endringer[:FLEST]:
        hvor = Text.assemble((plass(e), "cyan"), "\n", (e.nokkel, "dim"))
        tabell.add_row(str(e.slag), hvor, Text(verdien(e.fra)), Text(verdien(e.til)), Text(utslaget(e.utslag)))
    if len(endringer) > FLEST:
        tabell.add_row("…", f"{len(endringer) - FLEST} til; se --json eller --html", "", "", "")
    return tabell


def _resultattabell(resultater: tuple[Endring, ...]) -> Table:
    tittel = f"Regnede tall som er endret av dette: {len(resultater)}, de største"
    tabell = Table(title=tittel, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    tabell.add_column("Hvor", no_wrap=True)
    tabell.add_column("Hva", overflow="fold")
    tabell.add_column("Fra → til", justify="right")
    for e in resultater[:10]:
        tabell.add_row(Text(plass(e), "cyan"), Text(e.nokkel), Text(tallpar(e.fra, e.til)))
    return tabell


def diff_json(d: Diff) -> dict[str, object]:
    """Alt som er ulikt, som ett dokument."""
    return {
        "a": d.a,
        "b": d.b,
        "endringer": [e.som_json() for e in d.endringer],
        "resultater": [e.som_json() for e in d.resultater],
        "merknader": list(d.merknader),
    }
