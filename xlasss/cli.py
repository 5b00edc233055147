"""The command line: `xlasss <verb>`. Messages go to stderr, results to stdout.

Exit 0: done and right. 1: done, and something deviates that no row of known deviations
explains. 2: wrong use or unreadable input, one Norwegian line and no traceback.
"""

from pathlib import Path
from typing import Annotated

import typer

from xlasss.begreper import Dom
from xlasss.cli_ramme import Json, Mappe, Norsk, app, kjor, med_framdrift, si_fra, skriv_json, stdout
from xlasss.versjon import DATA_UTGAVE, VERSJON


@app.callback()
def _felles() -> None:
    """ASSS-metoden i regneark."""


@app.command(cls=Norsk)
def demo(ut: Mappe = Path("ut"), som_json: Json = False) -> int:
    """Bygg grunnskole for Sandnes 2016, regn den, og hold den mot de trykte tallene."""
    from xlasss.rapport.terminal import vis_demo
    from xlasss.revisjon.demo import kjor as kjor_demo

    resultat = kjor_demo(ut)
    if som_json:
        rader = [r.dommen.som_json() | {"regnet": r.regnet, "hvor": r.hvor} for r in resultat.rader]
        ledd = [vars(x) for x in resultat.ledd]
        skriv_json({"fil": str(resultat.fil), "rader": rader, "ledd": ledd, "uventet": resultat.uventet})
    else:
        vis_demo(resultat, stdout())
    return 1 if resultat.uventet else 0


@app.command(cls=Norsk)
def bygg(
    sektorer: Annotated[
        list[str] | None, typer.Argument(help="Sektorene; alle når ingen er nevnt.", metavar="SEKTOR")
    ] = None,
    utgave: Annotated[str | None, typer.Option(help="Utgaven av metoden.", metavar="U")] = None,
    ut: Mappe = Path("workbooks"),
    overskriv: Annotated[bool, typer.Option("--overskriv", help="Overskriv også filer noen har arbeidet i.")] = False,
    som_json: Json = False,
) -> int:
    """Lag arbeidsbøkene for sektorene."""
    from xlasss.rapport.endringer import bygg_linje
    from xlasss.sektorer import sektorer as alle
    from xlasss.sektorer import sektorfil
    from xlasss.workbook.bygg import bygg as bygg_en

    valgte = {s: sektorfil(s.strip().lower().replace(" ", "_"), utgave) for s in sektorer or alle()}
    filer = [bygg_en(valgte[s], ut, overskriv=overskriv) for s in med_framdrift(valgte, "Lager")]
    if som_json:
        skriv_json({"filer": [str(fil) for fil in filer]})
    else:
        for fil in filer:
            stdout().print(f"Laget {fil}")
        for linje in filter(None, map(bygg_linje, valgte.values() if utgave else [])):
            stdout().print(linje, markup=False, soft_wrap=True)
    return 0


@app.command(cls=Norsk)
def endringer(
    fra: Annotated[str, typer.Argument(help="Utgaven det sammenlignes fra, eller dataåret dens.", metavar="A")],
    til: Annotated[str, typer.Argument(help="Utgaven det sammenlignes til, eller dataåret dens.", metavar="B")],
    sektor: Annotated[str | None, typer.Option(help="Bare denne sektoren.", metavar="S")] = None,
    som_json: Json = False,
) -> int:
    """Vis hva som er endret i metoden fra én utgave til en annen."""
    from xlasss.rapport.endringer import vis_endringer
    from xlasss.revisjon.sammenlign import sammenlign

    funnet = sammenlign(fra, til, sektor)
    if som_json:
        skriv_json(funnet.som_json())
    else:
        vis_endringer(funnet, stdout())
    return 0


@app.command(cls=Norsk)
def regn(
    fil: Annotated[Path, typer.Argument(help="Arbeidsboken som skal regnes.", metavar="FIL")],
    motor: Annotated[str, typer.Option(help="formualizer, formulas eller libreoffice.")] = "formualizer",
    ut: Annotated[Path | None, typer.Option(help="Skriv en kopi med de nye verdiene hit.", metavar="FIL")] = None,
    som_json: Json = False,
) -> int:
    """Regn arbeidsboken om uten Excel."""
    from xlasss.rapport.regning import regn_fil, vis_regning
    from xlasss.revisjon.kontroller import er_mal, kontroller

    feil = [f for f in kontroller(fil) if f.alvor == "feil"] if er_mal(fil) else []
    regnet = regn_fil(fil, motor, ut)
    if som_json:
        skriv_json(regnet.som_json())
    else:
        vis_regning(regnet, stdout())
    for funn in feil:
        si_fra(funn.linje(fil.name))
    return 2 if feil else 0


@app.command(cls=Norsk)
def kontroll(
    fil: Annotated[Path, typer.Argument(help="Arbeidsboken som skal kontrolleres.", metavar="FIL")],
    som_json: Json = False,
) -> int:
    """Kontroller inndata og parametre i en arbeidsbok, celle for celle."""
    from xlasss.revisjon.kontroller import kontroller

    funnene = kontroller(fil)
    if som_json:
        skriv_json([vars(f) for f in funnene])
    else:
        for funn in funnene:
            stdout().print(f"{funn.alvor}: {funn.linje(fil.name)}", markup=False, soft_wrap=True)
        stdout().print(f"{len(funnene)} funn i {fil.name}.")
    return 1 if any(f.alvor == "feil" for f in funnene) else 0


@app.command(cls=Norsk)
def fasit(
    rapport: Annotated[
        str | None, typer.Argument(help="Rapporten, for eksempel sandnes_2017.", metavar="RAPPORT")
    ] = None,
    som_json: Json = False,
) -> int:
    """Hold hvert trykte tall mot det som kan regnes av de andre; uten RAPPORT alle."""
    from xlasss.fasit_data import rapporter
    from xlasss.rapport.terminal import vis_fasit
    from xlasss.revisjon.fasit import dommer, oppsummering

    navn = rapporter() if rapport is None else [rapport]
    rader = [dommen for en in navn for dommen in dommer(en)]
    if som_json:
        dokument = {"rapport": ", ".join(navn), "rader": [r.som_json() for r in rader], "sum": oppsummering(rader)}
        skriv_json(dokument)
    else:
        vis_fasit(", ".join(navn), rader, stdout())
    return 1 if any(r.dom is Dom.MOTSTRID and not r.kjent for r in rader) else 0


@app.command(cls=Norsk)
def vekter(
    sektor: Annotated[str, typer.Argument(help="Sektoren, for eksempel grunnskole.", metavar="SEKTOR")],
    som_json: Json = False,
) -> int:
    """Hvilke vekter i produksjonsindeksen de trykte tallene tillater."""
    from xlasss.rapport.terminal import vis_vekter
    from xlasss.revisjon.vekter import vektgrenser
    from xlasss.sektorer import sektorfil

    svar = vektgrenser(sektorfil(sektor))
    if som_json:
        skriv_json({**vars(svar), "grenser": [vars(g) for g in svar.grenser]})
    else:
        vis_vekter(svar, stdout())
    return 0


@app.command(cls=Norsk)
def revider(
    tall: Annotated[
        Path, typer.Argument(help="Tallene: id, verdi, desimaler, omtrentlig[, halvbredde].", metavar="TALL.csv")
    ],
    relasjoner: Annotated[
        Path, typer.Argument(help="Regningene: relasjon, venstre, uttrykk.", metavar="RELASJONER.csv")
    ],
    som_json: Json = False,
) -> int:
    """Kontroller om publiserte tall kan henge sammen, når avrundingen regnes med."""
    from xlasss.rapport.terminal import vis_revisjon
    from xlasss.revisjon.revider import revider as revider_filer

    funn = list(revider_filer(tall, relasjoner))
    sum_ = {str(d): sum(f.dom is d for f in funn) for d in Dom}
    if som_json:
        samlet = {"vurdert": False, "grunn": "den samlede prøven er ikke laget ennå"}
        skriv_json({"relasjoner": [f.som_json() for f in funn], "samlet": samlet, "sum": sum_})
    else:
        vis_revisjon(funn, sum_, stdout())
    return 1 if sum_[str(Dom.MOTSTRID)] else 0


@app.command(cls=Norsk)
def versjon(som_json: Json = False) -> int:
    """Versjonen av xlasss og av dataene."""
    if som_json:
        skriv_json({"xlasss": VERSJON, "data": DATA_UTGAVE})
    else:
        stdout().print(f"xlasss {VERSJON} · data {DATA_UTGAVE}")
    return 0


if __name__ == "__main__":
    kjor()
