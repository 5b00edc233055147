"""Verb om metoden: hva utgavene endrer, hvilke vekter tallene tillater, hvilken versjon dette er."""

from typing import Annotated

import typer

from xlasss.cli.ramme import Json, Norsk, app, skriv_json, stdout
from xlasss.versjon import DATA_UTGAVE, VERSJON


@app.command(cls=Norsk)
def endringer(
    fra: Annotated[str, typer.Argument(help="Utgaven det sammenlignes fra, eller dataåret dens.", metavar="A")],
    til: Annotated[str, typer.Argument(help="Utgaven det sammenlignes til, eller dataåret dens.", metavar="B")],
    sektor: Annotated[str | None, typer.Option(help="Bare denne sektoren.", metavar="S")] = None,
    som_json: Json = False,
) -> int:
    """Vis hva som er endret i metoden fra én utgave til en annen."""
    from xlasss.rapport.endringer import vis_endringer
    from xlasss.revisjon.sammenlign import sammenlign

    funnet = sammenlign(fra, til, sektor)
    if som_json:
        skriv_json(funnet.som_json())
    else:
        vis_endringer(funnet, stdout())
    return 0


@app.command(cls=Norsk)
def vekter(
    sektor: Annotated[str, typer.Argument(help="Sektoren, for eksempel grunnskole.", metavar="SEKTOR")],
    som_json: Json = False,
) -> int:
    """Hvilke vekter i produksjonsindeksen de trykte tallene tillater."""
    from xlasss.rapport.terminal import vis_vekter
    from xlasss.revisjon.vekter import vektgrenser
    from xlasss.sektorer import sektorfil

    svar = vektgrenser(sektorfil(sektor))
    if som_json:
        skriv_json(svar.som_json())
    else:
        vis_vekter(svar, stdout())
    return 0


@app.command(cls=Norsk)
def versjon(som_json: Json = False) -> int:
    """Versjonen av xlasss og av dataene."""
    if som_json:
        skriv_json({"xlasss": VERSJON, "data": DATA_UTGAVE})
    else:
        stdout().print(f"xlasss {VERSJON} · data {DATA_UTGAVE}")
    return 0
