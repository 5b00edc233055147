"""Verb som fyller nye tall i en persons egen arbeidsbok."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xlasss.cli.kostra import LAGER, Adresse, Lagerfil, Tidsgrense, hent_til
from xlasss.cli.ramme import Json, Norsk, app, skriv_json, stdout
from xlasss.errors import Bruksfeil

if TYPE_CHECKING:
    from xlasss.datakilder.register import Oppgave
    from xlasss.oppdatering.kilde import Kilde

_LAGRET = ("ssb", "lager")

Fra = Annotated[
    str | None, typer.Option("--fra", help="ssb, lager, eller et utfylt skjema (.csv eller .xlsx).", metavar="KILDE")
]


@app.command(cls=Norsk)
def oppdater(
    fil: Annotated[Path, typer.Argument(help="Arbeidsboken som skal få nye tall.", metavar="FIL")],
    aar: Annotated[int, typer.Option(help="Regnskapsåret tallene gjelder.", metavar="ÅÅÅÅ")],
    fra: Fra = None,
    skjema: Annotated[
        Path | None, typer.Option(help="Skriv et tomt skjema for boken hit, .csv eller .xlsx.", metavar="FIL")
    ] = None,
    vis: Annotated[bool, typer.Option("--vis", help="Vis hva som ville blitt endret, og skriv ingenting.")] = False,
    overskriv_manuelle: Annotated[
        bool, typer.Option("--overskriv-manuelle", help="Skriv også over tall noen har ført inn selv.")
    ] = False,
    hvem: Annotated[str, typer.Option(help="Navnet i Endringsloggen; ellers brukeren på maskinen.")] = "",
    lager: Lagerfil = LAGER,
    per: Annotated[
        str | None, typer.Option(help="Tallene slik SSB hadde dem denne datoen.", metavar="ÅÅÅÅ-MM-DD")
    ] = None,
    adresse: Adresse = None,
    tidsgrense: Tidsgrense = 60,
    som_json: Json = False,
) -> int:
    """Nye tall i en arbeidsbok. Alt annet i filen blir stående, og den gamle blir tatt vare på."""
    from xlasss.oppdatering.lagerkilde import oppgaver_for
    from xlasss.oppdatering.oppdater import Kopi, forbered
    from xlasss.oppdatering.skjema import skriv_skjema
    from xlasss.rapport.oppdatering import som_json as dokument
    from xlasss.rapport.oppdatering import vis_oppdatering

    if (fra is None) == (skjema is None):
        raise Bruksfeil("Oppgi enten --fra eller --skjema.", "--skjema lager skjemaet som --fra leser.")
    if skjema is not None:
        antall = skriv_skjema(Kopi(fil).inndata, aar, skjema)
        if som_json:
            skriv_json({"fil": str(skjema), "rader": antall})
        else:
            stdout().print(f"Laget {skjema} med {antall} rader å fylle ut.", markup=False, soft_wrap=True)
        return 0
    assert fra is not None
    oppdrag = oppgaver_for(Kopi(fil).inndata, [aar - 1, aar]) if fra == "ssb" else []
    with _kilden(fra, oppdrag, lager, per, adresse, tidsgrense) as kilde:
        o = forbered(fil, kilde, aar, overskriv_manuelle=overskriv_manuelle, hvem=hvem)
    kopi = o.skriv() if o.plan.celler and not vis else None
    if som_json:
        skriv_json(dokument(o, kopi))
    else:
        vis_oppdatering(o, kopi, stdout())
    return 1 if o.plan.beholdt or o.plan.ikke_funnet else 0


@contextmanager
def _kilden(
    fra: str, oppdrag: "list[Oppgave]", lagerfil: Path, per: str | None, adresse: str | None, tidsgrense: float
) -> "Iterator[Kilde]":
    """Skjemaet, eller lageret; med «ssb» hentes det som mangler til lageret først."""
    from xlasss.datakilder.hent import krev_brukbare
    from xlasss.datakilder.lager import Lager
    from xlasss.oppdatering.kilde import Filkilde
    from xlasss.oppdatering.lagerkilde import Lagerkilde

    if fra not in _LAGRET:
        yield Filkilde(Path(fra))
        return
    with Lager.apne(lagerfil, les=fra == "lager") as apent:
        if oppdrag:
            krev_brukbare(hent_til(apent, oppdrag, adresse, tidsgrense))
        yield Lagerkilde.av(apent, per)


@app.command("nytt-aar", cls=Norsk)
def nytt_aar(
    fil: Annotated[Path, typer.Argument(help="Fjorårets arbeidsbok.", metavar="FIL")],
    aar: Annotated[int, typer.Option(help="Regnskapsåret den nye boken gjelder.", metavar="ÅÅÅÅ")],
    ut: Annotated[
        Path | None, typer.Option(help="Den nye filen; ellers ved siden av fjorårets.", metavar="FIL")
    ] = None,
    hvem: Annotated[str, typer.Option(help="Navnet i Endringsloggen; ellers brukeren på maskinen.")] = "",
    fra: Fra = None,
    lager: Lagerfil = LAGER,
    adresse: Adresse = None,
    tidsgrense: Tidsgrense = 60,
    som_json: Json = False,
) -> int:
    """Neste års arbeidsbok: ny metode, tallene kilden har, notatene dine, en sjekkliste og hva som er endret."""
    from xlasss.oppdatering.lagerkilde import oppgaver_for
    from xlasss.oppdatering.nytt_aar import lag, tom, utgaven
    from xlasss.oppdatering.oppdater import Kopi
    from xlasss.rapport.endringer import tekst
    from xlasss.revisjon.sammenlign import sammenlign

    kopi = Kopi(fil)
    til = utgaven(kopi.inndata, aar)
    metode = sammenlign(kopi.inndata.utgave, til.utgave.utgave, kopi.inndata.sektor)
    endringer = list(tekst(metode))
    ny_bok = tom(til) if fra in _LAGRET else None
    aarene = ny_bok.aarene if ny_bok else [aar]
    oppdrag = oppgaver_for(ny_bok, aarene) if ny_bok and fra == "ssb" else []
    with _kilden(fra, oppdrag, lager, None, adresse, tidsgrense) if fra else nullcontext() as kilde:  # hentes først
        ny = lag(kopi, til, endringer, ut, hvem, kilde, aarene)
    if som_json:
        dokument = {"fil": str(ny.fil), "fylt": ny.fylt, "uten_tall": ny.uten_tall, "sjekkliste": ny.sjekkliste,
                    "endringer": [vars(e) for e in metode.alle]}  # fmt: skip
        skriv_json(dokument)
    else:
        fylt = [ny.uten_tall or f"{ny.fylt} celler er fylt ut."] if fra else []
        linjer = (f"Laget {ny.fil}", *fylt, "", "Sjekkliste", *ny.sjekkliste, "", "Endringer i metoden", *endringer)
        for linje in linjer:
            stdout().print(linje, markup=False, soft_wrap=True)
    return 0
