"""Verb som svarer på hvorfor: hvor et tall kommer fra, og hvorfor to tall er ulike."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xlasss.begreper import Dom
from xlasss.cli.ramme import Json, Norsk, app, skriv_json, stdout

if TYPE_CHECKING:
    from xlasss.workbook.les import Arbeidsbok, Sted
    from xlasss.workbook.spor import Node


@app.command(cls=Norsk)
def forklar(
    fil: Annotated[Path, typer.Argument(help="Arbeidsboken.", metavar="FIL")],
    celle: Annotated[str, typer.Argument(help="Cellen, for eksempel Resultat!D14.", metavar="ARK!CELLE")],
    dybde: Annotated[int, typer.Option(help="Så mange trinn ned vises.", metavar="N", min=0)] = 8,
    mot: Annotated[
        str | None,
        typer.Option(help="fasit, FIL2[!ARK!CELLE], utgave:U eller kommune:K: hvorfor de to er ulike.", metavar="HVA"),
    ] = None,
    som_json: Json = False,
) -> int:
    """Vis hvor et tall kommer fra: formlene, leddene, inndata, parametrene og kildene."""
    from xlasss.rapport.forklaring import som_json as spor_json
    from xlasss.rapport.forklaring import vis_forklaring
    from xlasss.workbook.les import les_bok
    from xlasss.workbook.spor import spor

    bok = les_bok(fil)
    sted = bok.finn(celle)
    node = spor(bok, sted)
    if mot is not None:
        return _mot(bok, sted, node, mot, som_json)
    if som_json:
        skriv_json({"fil": fil.name, "celle": str(sted), "spor": spor_json(node)})
    else:
        vis_forklaring(node, dybde, stdout())
    return 0


def _mot(bok: "Arbeidsbok", sted: "Sted", node: "Node", mot: str, som_json: bool) -> int:
    """Forskjellen fra det trykte, fra en annen celle, en annen utgave eller en annen kommune."""
    from xlasss.rapport.forskjell import forskjell_json, vis_forskjell
    from xlasss.rapport.mot_fasit import mot_fasit_json, vis_mot_fasit
    from xlasss.revisjon.forskjell import forskjell
    from xlasss.revisjon.forskjell.mot import motpart
    from xlasss.revisjon.forskjell.mot_fasit import mot_fasit

    hode = {"fil": bok.fil.name, "celle": str(sted)}
    if mot == "fasit":
        m = mot_fasit(bok, node)
        skriv_json(hode | mot_fasit_json(m)) if som_json else vis_mot_fasit(m, stdout())
        return 1 if m.dom is Dom.MOTSTRID and not (m.dommen.kjent and m.dom is m.dommen.dom) else 0
    annen = motpart(bok, sted, mot)
    f = forskjell(node, annen.node)
    skriv_json(hode | forskjell_json(f, annen)) if som_json else vis_forskjell(f, annen, stdout())
    return 0
