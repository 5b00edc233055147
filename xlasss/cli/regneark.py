"""Verb som ser på en arbeidsbok som regneark: hva som er uheldig, og hvordan den er bygd."""

from pathlib import Path
from typing import Annotated

import typer

from xlasss.cli.ramme import Json, Norsk, app, skriv_json, stdout


@app.command(cls=Norsk)
def lint(
    fil: Annotated[Path, typer.Argument(help="Arbeidsboken, vår eller en annens.", metavar="FIL")],
    som_json: Json = False,
) -> int:
    """Let etter det som gjør et regneark utrygt: overskrevne formler, tall i formler, skjulte ark (docs/lint.md)."""
    from xlasss.rapport.lint import lint_json, vis_lint
    from xlasss.revisjon.kontroller.regler import OPPLYSNING
    from xlasss.revisjon.lint import lint as finn

    funnene = finn(fil)
    if som_json:
        skriv_json(lint_json(fil, funnene))
    else:
        vis_lint(fil, funnene, stdout())
    return 1 if any(f.alvor != OPPLYSNING for f in funnene) else 0
