"""Verb om programmene funksjonene brukes i: tilleggene, installasjonen, og lenkene i arbeidsbøkene."""

from pathlib import Path
from typing import Annotated, Any

import typer

from xlasss.cli.ramme import Json, Norsk, app, med_framdrift, si_fra, skriv_json, stdout
from xlasss.cli.utfil import BOK, krev_utfil


@app.command("bygg-tillegg", cls=Norsk)
def bygg_tillegg(
    ut: Annotated[Path, typer.Option("--ut", help="Mappen tilleggene skrives til.", metavar="MAPPE")] = Path("dist"),
    som_json: Json = False,
) -> int:
    """Lag det som installeres hos andre: Excel-tillegget xlasss.xlam, LibreOffice-utvidelsen xlasss.oxt og hjulet."""
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


@app.command(cls=Norsk)
def relink(
    fil: Annotated[Path, typer.Argument(help="Arbeidsboken som skal rettes.", metavar="FIL")],
    ut: Annotated[Path | None, typer.Option(help="Skriv den rettede boken hit i stedet.", metavar="FIL")] = None,
    vis: Annotated[bool, typer.Option("--vis", help="Vis hva som ville blitt rettet, og skriv ingenting.")] = False,
    som_json: Json = False,
) -> int:
    """Rett formler som peker på en kollegas tillegg, så de kaller funksjonene ved navn igjen."""
    from xlasss.oppdatering.vern import bevar
    from xlasss.workbook import relink as rett

    krev_utfil(ut, BOK, [fil])
    funnet = rett.finn(fil)
    if funnet.deler and not vis:
        if ut is None:
            si_fra(f"Boken slik den var, er {bevar(fil, fil.read_bytes())}")
        rett.skriv(fil, ut or fil, funnet)
    if som_json:
        endret = [vars(e) for e in funnet.endret]
        skriv_json({"fil": str(fil), "skrevet": bool(funnet.deler) and not vis, "endret": endret,
                    "lenker_fjernet": funnet.fjernet, "lenker_igjen": funnet.igjen})  # fmt: skip
    else:
        _vis_relink(fil if vis else ut or fil, funnet, vis)
    return 1 if funnet.igjen else 0


def _vis_relink(fil: Path, funnet: Any, vis: bool) -> None:
    for e in funnet.endret if vis else ():
        stdout().print(f"{e.ark}!{e.celle}: {e.foer} → {e.etter}", markup=False, soft_wrap=True)
    verb = "ville blitt rettet" if vis else "er rettet"
    lenker = f", og {len(funnet.fjernet)} lenker til tillegg fjernet" if funnet.fjernet else ""
    stdout().print(f"{len(funnet.endret)} formler {verb} i {fil.name}{lenker}.")
    for maal in funnet.igjen:
        stdout().print(
            f"Lenken til {maal} måtte bli stående: boken bruker den, eller en lenke etter den. I Excel: Data, Rediger"
            " koblinger, Bryt kobling.", markup=False, soft_wrap=True,
        )  # fmt: skip
