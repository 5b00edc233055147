"""Verb som svarer på hvorfor: hvor et tall kommer fra, og hvorfor to tall er ulike."""

from pathlib import Path
from typing import Annotated

import typer

from xlasss.cli.ramme import Json, Norsk, app, skriv_json, stdout


@app.command(cls=Norsk)
def forklar(
    fil: Annotated[Path, typer.Argument(help="Arbeidsboken.", metavar="FIL")],
    celle: Annotated[str, typer.Argument(help="Cellen, for eksempel Resultat!D14.", metavar="ARK!CELLE")],
    dybde: Annotated[int, typer.Option(help="Så mange trinn ned vises.", metavar="N", min=0)] = 8,
    som_json: Json = False,
) -> int:
    """Vis hvor et tall kommer fra: formlene, leddene, inndata, parametrene og kildene."""
    from xlasss.rapport import forklaring
    from xlasss.workbook.les import les_bok
    from xlasss.workbook.spor import spor

    bok = les_bok(fil)
    node = spor(bok, bok.finn(celle))
    if som_json:
        skriv_json({"fil": fil.name, "celle": str(node.plass), "spor": forklaring.som_json(node)})
    else:
        forklaring.vis_forklaring(node, dybde, stdout())
    return 0
