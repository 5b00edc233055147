"""Verb for programmene funksjonene kalles fra."""

from typing import Annotated

import typer

from xlasss.cli.ramme import Json, Norsk, app, skriv_json, stdout
from xlasss.errors import Bruksfeil


@app.command(cls=Norsk)
def installer(
    vert: Annotated[str, typer.Argument(help="libreoffice eller excel.", metavar="VERT")],
    fjern: Annotated[bool, typer.Option("--fjern", help="Ta funksjonene ut igjen.")] = False,
    som_json: Json = False,
) -> int:
    """Legg ASSS-funksjonene inn i LibreOffice, og prøv dem."""
    from xlasss.hosts.libreoffice import installer as libreoffice

    if vert.lower() == "excel":
        raise Bruksfeil(
            "Excel-tillegget legges inn av install.ps1, som også lager Python-miljøet det kjører i.",
            "Kjør «powershell -NoProfile -ExecutionPolicy Bypass -File install.ps1» med Excel lukket.",
        )
    if vert.lower() != "libreoffice":
        raise Bruksfeil(f"Ukjent vert «{vert}».", "Velg libreoffice eller excel.")
    if fjern:
        fjernet = libreoffice.fjern()
        melding = "Funksjonene er tatt ut av LibreOffice." if fjernet else "Funksjonene var ikke i LibreOffice."
        svar = {"vert": "libreoffice", "fjernet": fjernet}
    else:
        versjon = libreoffice.installer()
        melding = f"Funksjonene er i LibreOffice. ASSS_VERSJON svarer «{versjon}»."
        svar = {"vert": "libreoffice", "versjon": versjon}
    if som_json:
        skriv_json(svar)
    else:
        stdout().print(melding, markup=False, soft_wrap=True)
    return 0
