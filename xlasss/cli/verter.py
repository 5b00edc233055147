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


@app.command(cls=Norsk)
def lege(som_json: Json = False) -> int:
    """Undersøk installasjonen: hva som er i orden, hva som er galt, og hva du gjør med det."""
    from xlasss.hosts.lege import undersok
    from xlasss.hosts.lege.maskin import denne_maskinen

    funnene = undersok(denne_maskinen())
    feil = sum(f.dom == "feil" for f in funnene)
    if som_json:
        skriv_json({"funn": [vars(f) for f in funnene], "feil": feil})
    else:
        for funn in funnene:
            tiltak = f" {funn.tiltak}" if funn.tiltak else ""
            stdout().print(f"{funn.dom:10}  {funn.prove}: {funn.melding}{tiltak}", markup=False, soft_wrap=True)
        stdout().print("Alt er i orden." if not feil else f"{feil} ting må rettes.")
    return 1 if feil else 0
