"""Verb som svarer på hvorfor: hvor et tall kommer fra, og hvorfor to tall er ulike."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xlasss.begreper import Dom
from xlasss.cli.ramme import Json, Norsk, app, med_framdrift, si_fra, skriv_json, stdout
from xlasss.cli.utfil import BOK, SIDE, krev_utfil
from xlasss.errors import Bruksfeil

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
    from xlasss.rapport.forklaring import spenn_json, vis_forklaring
    from xlasss.workbook.les import les_bok
    from xlasss.workbook.spor import Usikkerhet, spor

    bok = les_bok(fil)
    sted = bok.finn(celle)
    node = spor(bok, sted)
    if mot is not None:
        return _mot(bok, sted, node, mot, som_json)
    spenn = Usikkerhet(bok).spenn(node)
    if som_json:
        skriv_json({"fil": fil.name, "celle": str(sted)} | spenn_json(spenn, node) | {"spor": spor_json(node)})
    else:
        vis_forklaring(node, spenn, dybde, stdout())
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
        return 1 if m.dom is Dom.MOTSTRID and not m.kjent else 0
    annen = motpart(bok, sted, mot)
    f = forskjell(node, annen.node)
    skriv_json(hode | forskjell_json(f, annen)) if som_json else vis_forskjell(f, annen, stdout())
    return 0


@app.command(cls=Norsk)
def diff(
    a: Annotated[Path, typer.Argument(help="Den ene arbeidsboken.", metavar="A")],
    b: Annotated[Path, typer.Argument(help="Den andre, for eksempel en nyere utgave.", metavar="B")],
    html: Annotated[Path | None, typer.Option(help="Skriv alle forskjellene som en side hit.", metavar="FIL")] = None,
    merk: Annotated[
        Path | None, typer.Option(help="Skriv en kopi av B der det som er endret, er farget.", metavar="FIL.xlsx")
    ] = None,
    som_json: Json = False,
) -> int:
    """Vis hva som er ulikt i to utgaver av en arbeidsbok, etter nøkkel og ikke plass."""
    from xlasss.rapport.diff import diff_json, vis_diff
    from xlasss.rapport.diff_html import side
    from xlasss.workbook.diff import diff as finn_diff
    from xlasss.workbook.diff.merk import skriv_merket
    from xlasss.workbook.hel_fil import hel_fil
    from xlasss.workbook.les import les_bok

    krev_utfil(html, SIDE, [a, b])
    krev_utfil(merk, BOK, [a, b])
    annen = les_bok(b)
    d = finn_diff(les_bok(a), annen)
    merket = skriv_merket(annen, d, merk) if merk else 0
    if html:
        with hel_fil(html) as ny:
            ny.write_text(side(d), encoding="utf-8")
    if som_json:
        skriv_json(diff_json(d))
    else:
        vis_diff(d, stdout())
        if html:
            stdout().print(f"Siden ligger i {html}", soft_wrap=True)
        if merk:
            stdout().print(f"{merket} celler er farget i {merk}", soft_wrap=True)
    return 0 if d.like else 1


@app.command(cls=Norsk)
def revisjon(
    filer: Annotated[list[Path], typer.Argument(help="Arbeidsbøkene.", metavar="FIL …")],
    ut: Annotated[Path | None, typer.Option(help="Siden som skrives.", metavar="FIL.html")] = None,
    fra: Annotated[
        list[Path] | None, typer.Option(help="Fjorårets fil av samme mal; kan gjentas.", metavar="FIL")
    ] = None,
    som_json: Json = False,
) -> int:
    """Skriv revisjonssiden: hvert resultat med intervall, dom, kilde og regning, i én fil uten nett."""
    from xlasss.rapport.revisjonsdokument import dokument
    from xlasss.rapport.revisjonsside import side
    from xlasss.revisjon.gransket import Farge, gransk, krev_ulike_navn, med_fjoraar
    from xlasss.revisjon.kontroller import er_mal
    from xlasss.workbook.hel_fil import hel_fil

    if ut is None and not som_json:
        raise Bruksfeil("Revisjonen trenger et sted å skrives.", "Skriv --ut revisjon.html, eller --json.")
    krev_utfil(ut, SIDE, [*filer, *(fra or ())])
    if len(filer) > 1 and (maler := [fil for fil in filer if er_mal(fil)]):
        for fil in (f for f in filer if f not in maler):
            si_fra(f"{fil.name} er ikke laget av en mal i xlasss, og er hoppet over.")
        filer = maler
    krev_ulike_navn(filer)
    boker = med_fjoraar([gransk(fil) for fil in med_framdrift(filer, "Gransker")], fra or ())
    d = dokument(boker)
    if ut:
        with hel_fil(ut) as ny:
            ny.write_text(side(boker, d), encoding="utf-8")
    if som_json:
        skriv_json(d)
    else:
        for g in boker:
            farge, hvorfor = g.lampe
            stdout().print(f"{farge:<6} {g.navn} ({g.fil}): {hvorfor}", soft_wrap=True, markup=False)
        stdout().print(f"Siden ligger i {ut}", soft_wrap=True, markup=False)
    return int(any(g.lampe[0] is Farge.ROD for g in boker))
