"""Verb om programmene funksjonene brukes i: tilleggene, installasjonen, og lenkene i arbeidsbøkene."""

from pathlib import Path
from typing import Annotated

import typer

from xlasss.cli.ramme import Json, Norsk, app, med_framdrift, skriv_json, stdout


@app.command("bygg-tillegg", cls=Norsk)
def bygg_tillegg(
    ut: Annotated[Path, typer.Option("--ut", help="Mappen tilleggene skrives til.", metavar="MAPPE")] = Path("dist"),
    som_json: Json = False,
) -> int:
    """Lag det som installeres hos andre: Excel-tillegget xlasss.xlam og hjulet."""
    from xlasss.hosts.tillegg import BYGGERE

    filer = [BYGGERE[navn](ut) for navn in med_framdrift(BYGGERE, "Lager")]
    if som_json:
        skriv_json({"filer": [str(fil) for fil in filer]})
    else:
        for fil in filer:
            stdout().print(f"Laget {fil}")
    return 0
