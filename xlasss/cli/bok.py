"""Verb som lager en arbeidsbok og regner den."""

from pathlib import Path
from typing import Annotated

import typer

from xlasss.cli.ramme import Json, Mappe, Norsk, app, med_framdrift, si_fra, skriv_json, stdout
from xlasss.cli.utfil import BOK, krev_utfil
from xlasss.errors import Bruksfeil


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
        list[str] | None,
        typer.Argument(help="Sektorene eller de tverrgående; alle når ingen er nevnt.", metavar="SEKTOR"),
    ] = None,
    utgave: Annotated[str | None, typer.Option(help="Utgaven av metoden.", metavar="U")] = None,
    mot: Annotated[
        str | None, typer.Option(help="Sett en annen utgave ved siden av, for det samme året.", metavar="U2")
    ] = None,
    ut: Mappe = Path("workbooks"),
    overskriv: Annotated[
        bool, typer.Option("--overskriv", help="Overskriv også filer noen har arbeidet i; en kopi beholdes.")
    ] = False,
    som_json: Json = False,
) -> int:
    """Lag arbeidsbøkene: én per sektor, og de tverrgående."""
    from xlasss.oppdatering.vern import bevar
    from xlasss.rapport.endringer import bygg_linje
    from xlasss.tverrfiler import maler, malfil, malutgaver, side_om_side
    from xlasss.workbook.bygg import arbeidet_i, filnavn
    from xlasss.workbook.bygg import bygg as bygg_en

    if mot and not sektorer:
        raise Bruksfeil("Hvilken sektor skal ha to utgaver side om side?", "Nevn den: «xlasss bygg SEKTOR --mot U2».")
    uten = [m for m in maler() if utgave not in malutgaver(m)] if utgave and not sektorer else []
    if uten == maler():
        uten = []  # ingen har utgaven, og feilen sier hvilke som finnes
    valgte = {}
    for m in sektorer or [m for m in maler() if m not in uten]:
        nokkel = m.strip().lower().replace(" ", "_")
        valgte[m] = side_om_side(nokkel, utgave, mot) if mot else malfil(nokkel, utgave)
    if overskriv:
        for fil in filter(arbeidet_i, (ut / filnavn(mal) for mal in valgte.values())):
            si_fra(f"{fil.name} slik den var, er {bevar(fil, fil.read_bytes())}")
    filer = [bygg_en(valgte[s], ut, overskriv=overskriv) for s in med_framdrift(valgte, "Lager")]
    if uten:
        si_fra(f"Finnes ikke i utgave {utgave}, og er ikke laget: {'; '.join(malfil(m).navn for m in uten)}.")
    if som_json:
        skriv_json({"filer": [str(fil) for fil in filer]} | ({"ikke_laget": uten} if uten else {}))
    else:
        for fil in filer:
            stdout().print(f"Laget {fil}")
        for linje in filter(None, map(bygg_linje, valgte.values() if utgave or mot else [])):
            stdout().print(linje, markup=False, soft_wrap=True)
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

    krev_utfil(ut, BOK, [fil])
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
