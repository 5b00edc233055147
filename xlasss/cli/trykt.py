"""Verb om trykte tall: fasiten, og andres publiserte tall."""

from pathlib import Path
from typing import Annotated

import typer

from xlasss.begreper import Dom
from xlasss.cli.ramme import Json, Norsk, app, skriv_json, stdout


@app.command(cls=Norsk)
def fasit(
    rapport: Annotated[
        str | None, typer.Argument(help="Rapporten, for eksempel sandnes_2017.", metavar="RAPPORT")
    ] = None,
    som_json: Json = False,
) -> int:
    """Hold hvert trykte tall mot det som kan regnes av de andre; uten RAPPORT alle."""
    from xlasss.fasit_data import rapporter
    from xlasss.rapport.terminal import vis_fasit
    from xlasss.revisjon.fasit import dommer, oppsummering

    navn = rapporter() if rapport is None else [rapport]
    rader = [dommen for en in navn for dommen in dommer(en)]
    if som_json:
        dokument = {"rapport": ", ".join(navn), "rader": [r.som_json() for r in rader], "sum": oppsummering(rader)}
        skriv_json(dokument)
    else:
        vis_fasit(", ".join(navn), rader, stdout())
    return 1 if any(r.dom is Dom.MOTSTRID and not r.kjent for r in rader) else 0


@app.command(cls=Norsk)
def revider(
    tall: Annotated[
        Path, typer.Argument(help="Tallene: id, verdi, desimaler, omtrentlig[, halvbredde].", metavar="TALL.csv")
    ],
    relasjoner: Annotated[
        Path, typer.Argument(help="Regningene: relasjon, venstre, uttrykk.", metavar="RELASJONER.csv")
    ],
    som_json: Json = False,
) -> int:
    """Kontroller om publiserte tall kan henge sammen, når avrundingen regnes med."""
    from xlasss.rapport.terminal import vis_revisjon
    from xlasss.revisjon.revider import revider as revider_filer

    funn = list(revider_filer(tall, relasjoner))
    sum_ = {str(d): sum(f.dom is d for f in funn) for d in Dom}
    if som_json:
        samlet = {"vurdert": False, "grunn": "den samlede prøven er ikke laget ennå"}
        skriv_json({"relasjoner": [f.som_json() for f in funn], "samlet": samlet, "sum": sum_})
    else:
        vis_revisjon(funn, sum_, stdout())
    return 1 if sum_[str(Dom.MOTSTRID)] else 0
