"""The lint findings in the terminal: one line per block of cells, the remedy once per rule."""

from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.text import Text

from xlasss.revisjon.kontroller.funn import kort
from xlasss.revisjon.kontroller.regler import ADVARSEL, FEIL, OPPLYSNING
from xlasss.revisjon.lint import Funn
from xlasss.revisjon.lint.regler import REGLER

_FARGE = {FEIL: "bold red", ADVARSEL: "yellow", OPPLYSNING: "cyan"}
_FLEST = 12
"""Linjer per regel; resten telles, og står i --json."""


def vis_lint(fil: Path, funnene: list[Funn], ut: Console) -> None:
    """Regel for regel: hva det er, hva du gjør, og hvor."""
    for nr, gruppe in groupby(funnene, lambda f: f.regel):
        regel, i_regelen = REGLER[nr], list(gruppe)
        ut.print(Text.assemble((f"{nr} {regel.alvor}", _FARGE[regel.alvor]), f"  {regel.hva} {regel.tiltak}"))
        for funn in i_regelen[:_FLEST]:
            antall = f" ({funn.antall} celler)" if funn.antall > 1 and funn.omraade else ""
            ut.print(
                Text.assemble("  ", (funn.sted or "hele boken", "bold"), f"{antall}: {kort(funn.hva)}"), soft_wrap=True
            )
        if len(i_regelen) > _FLEST:
            ut.print(f"  … og {len(i_regelen) - _FLEST} steder til; se --json.")
    ut.print(oppsummert(fil, funnene))


def oppsummert(fil: Path, funnene: list[Funn]) -> str:
    """Antallet av hvert alvor på én linje."""
    if not funnene:
        return f"Ingen funn i {fil.name}."
    antall = {alvor: sum(f.alvor == alvor for f in funnene) for alvor in _FARGE}
    return f"{fil.name}: " + ", ".join(f"{n} {alvor}" for alvor, n in antall.items() if n) + "."


def lint_json(fil: Path, funnene: list[Funn]) -> dict[str, object]:
    """Alt som ett dokument."""
    return {"fil": fil.name, "funn": [f.som_json() for f in funnene]}
