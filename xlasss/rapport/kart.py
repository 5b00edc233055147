"""The formula map in the terminal and as JSON: counts per sheet, and the cells that break the pattern."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from xlasss.revisjon.kontroller.funn import kort
from xlasss.workbook.kart import Arkkart, Slag
from xlasss.workbook.kart.farger import UTSEENDE
from xlasss.workbook.kart.skriv import merknad
from xlasss.workbook.les import Sted

_BRUDD = (Slag.OVERSKREVET, Slag.AVVIK)
_FLEST = 30


def vis_kart(fil: Path, kartene: Sequence[Arkkart], ut: Console) -> None:
    """Antallet av hvert slag, og det som bryter mønsteret."""
    tabell = Table(box=SIMPLE_HEAD, pad_edge=False, title=f"Formelkart av {fil.name}", title_justify="left")
    tabell.add_column("Ark")
    for slag in UTSEENDE:
        tabell.add_column(str(slag).capitalize(), justify="right")
    for kart in kartene:
        antall = Counter(kart.slag.values())
        farge = ["bold red" if slag in _BRUDD and antall[slag] else "" for slag in UTSEENDE]
        tall = [Text(str(antall[slag] or "–"), f) for slag, f in zip(UTSEENDE, farge, strict=True)]
        tabell.add_row(Text(kart.ark), *tall)
    ut.print(tabell)
    alle = brudd(kartene)
    for sted, slag, hva in alle[:_FLEST]:
        ut.print(Text.assemble((str(sted), "bold"), f" {slag}: {kort(hva)}"), soft_wrap=True)
    if len(alle) > _FLEST:
        ut.print(f"… og {len(alle) - _FLEST} til; se --json eller --ut.")
    if not alle:
        ut.print("Ingen celler bryter mønsteret.")


def brudd(kartene: Sequence[Arkkart]) -> list[tuple[Sted, Slag, str]]:
    """Cellene et menneske bør se på, og hva det er med dem; de overskrevne først."""
    return [
        (Sted(kart.ark, *plass), slag, merknad(kart, plass, slag))
        for slag in _BRUDD
        for kart in kartene
        for plass, s in sorted(kart.slag.items())
        if s is slag
    ]


def kart_json(fil: Path, kartene: Sequence[Arkkart]) -> dict[str, object]:
    """Antallene og bruddene som ett dokument."""
    antall = {kart.ark: Counter(kart.slag.values()) for kart in kartene}
    return {
        "fil": fil.name,
        "ark": [{"ark": ark, **{str(slag): n[slag] for slag in UTSEENDE}} for ark, n in antall.items()],
        "brudd": [{"ark": s.ark, "celle": s.celle, "slag": str(slag), "hva": hva} for s, slag, hva in brudd(kartene)],
    }
