"""Verbet som svarer Excel på Mac og nett: Office.js gjennom xlwings Server."""

from pathlib import Path
from typing import Annotated

import typer

from xlasss.cli.ramme import Json, Norsk, app, si_fra, skriv_json


@app.command(cls=Norsk)
def server(
    vert: Annotated[str, typer.Option(help="Adressen det svares på.", metavar="ADRESSE")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Porten; 0 tar en ledig.", metavar="PORT", min=0, max=65535)] = 8765,
    navnerom: Annotated[
        str,
        typer.Option(
            help="Det som står foran navnet: =KS.ASSS_SNITT(…).",
            metavar="NAVN",
            envvar="XLWINGS_FUNCTIONS_NAMESPACE",
            show_envvar=False,
        ),
    ] = "KS",
    arbeidere: Annotated[int, typer.Option(help="Prosesser bak adressen.", metavar="ANTALL", min=1, max=64)] = 1,
    sertifikat: Annotated[Path | None, typer.Option(help="Sertifikat (PEM), for https.", metavar="FIL")] = None,
    noekkel: Annotated[Path | None, typer.Option(help="Nøkkelen til sertifikatet (PEM).", metavar="FIL")] = None,
    som_json: Json = False,
) -> int:
    """Svar Excel på Mac og nett: funksjonene og oppgaveruten, til du stopper den."""
    from xlasss.tjener.kjor import Valg, gjor_klar, svar

    valg = Valg(vert, port, navnerom, arbeidere, sertifikat, noekkel)
    oppstart, sokkel = gjor_klar(valg)
    if som_json:
        skriv_json(oppstart.som_json())
    else:
        si_fra("\n".join(oppstart.linjer()))
    svar(valg, sokkel)
    return 0
