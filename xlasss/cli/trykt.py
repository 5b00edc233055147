"""Verb om trykte tall: fasiten, og andres publiserte tall."""

from pathlib import Path
from typing import Annotated

import typer

from xlasss.begreper import Dom
from xlasss.cli.ramme import Json, Norsk, app, mens, si_fra, skriv_json, stdout
from xlasss.cli.utfil import TEKST, krev_utfil


@app.command(cls=Norsk)
def fasit(
    rapport: Annotated[
        str | None, typer.Argument(help="Rapporten, for eksempel sandnes_2017.", metavar="RAPPORT")
    ] = None,
    samlet: Annotated[bool, typer.Option("--samlet", help="Prøv også om alle tallene kan holde samtidig.")] = False,
    som_json: Json = False,
) -> int:
    """Hold hvert trykte tall mot det som kan regnes av de andre; uten RAPPORT alle."""
    from xlasss.fasit_data import rapporter
    from xlasss.rapport.samlet import vis_samlet
    from xlasss.rapport.terminal import vis_fasit
    from xlasss.revisjon.fasit import dommer, oppsummering
    from xlasss.revisjon.samlet.rapport import er_kjent, samlet_rapport
    from xlasss.revisjon.uavhengige import Uavhengighet, uavhengighet_i

    navn = rapporter() if rapport is None else [rapport]
    rader = [dommen for en in navn for dommen in dommer(en)]
    regninger = sum((uavhengighet_i(en) for en in navn), Uavhengighet(0, ()))
    sammen = {}
    if samlet:
        with mens("Prøver alle regningene samtidig …"):
            sammen = {en: samlet_rapport(en) for en in navn}
    if som_json:
        dokument = {"rapport": ", ".join(navn), "rader": [r.som_json() for r in rader], "sum": oppsummering(rader)}
        dokument["regninger"] = regninger.som_json()
        skriv_json(dokument | ({"samlet": {en: s.som_json() for en, s in sammen.items()}} if samlet else {}))
    else:
        vis_fasit(", ".join(navn), rader, regninger, stdout())
        for en, s in sammen.items():
            stdout().print(f"\n[bold]{en}[/]")
            vis_samlet(s, stdout())
    ukjent = any(r.dom is Dom.MOTSTRID and not r.kjent for r in rader)
    return 1 if ukjent or any(not er_kjent(m) for s in sammen.values() for m in s.motstrider) else 0


@app.command(cls=Norsk)
def revider(
    tall: Annotated[
        Path, typer.Argument(help="Tallene: id, verdi, desimaler, omtrentlig[, halvbredde].", metavar="TALL.csv")
    ],
    relasjoner: Annotated[
        Path, typer.Argument(help="Regningene: relasjon, venstre, uttrykk.", metavar="RELASJONER.csv")
    ],
    ut: Annotated[
        Path | None, typer.Option("--ut", help="Skriv svaret som tekst (Markdown) her.", metavar="FIL")
    ] = None,
    som_json: Json = False,
) -> int:
    """Kontroller om publiserte tall kan holde, hver regning for seg og alle samtidig, når avrundingen regnes med."""
    from xlasss.rapport.samlet import brev, vis_samlet
    from xlasss.rapport.terminal import vis_revisjon
    from xlasss.revisjon.revider import les, provd
    from xlasss.revisjon.samlet.prove import samlet_prove
    from xlasss.revisjon.samlet.svar import SamletDom
    from xlasss.workbook.hel_fil import hel_fil

    krev_utfil(ut, TEKST, [tall, relasjoner])
    with mens("Prøver regningene …"):
        paastander, regninger = les(tall, relasjoner)
        funn = [provd(r, paastander) for r in regninger]
        samlet = samlet_prove(regninger, paastander, funn)
    if ut:
        with hel_fil(ut) as ny:
            ny.write_text("\n".join(brev(samlet, funn, tall.name, relasjoner.name)) + "\n", encoding="utf-8")
        si_fra(f"Skrev {ut}")
    sum_ = {str(d): sum(f.dom is d for f in funn) for d in Dom}
    if som_json:
        skriv_json({"relasjoner": [f.som_json() for f in funn], "samlet": samlet.som_json(), "sum": sum_})
    else:
        vis_revisjon(funn, sum_, stdout())
        vis_samlet(samlet, stdout())
    return 1 if sum_[str(Dom.MOTSTRID)] or samlet.dom is SamletDom.MOTSTRID else 0
