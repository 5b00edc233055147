"""The command line: `xlasss <verb>`. Messages go to stderr, results to stdout.

Exit 0: done and right. 1: done, and something deviates that no row of known deviations
explains. 2: wrong use or unreadable input, one Norwegian line and no traceback.
"""

import io
import json
import re
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from typer import rich_utils

from xlasss.begreper import Dom
from xlasss.errors import XlasssFeil
from xlasss.versjon import DATA_UTGAVE, VERSJON

rich_utils.ARGUMENTS_PANEL_TITLE, rich_utils.OPTIONS_PANEL_TITLE = "Argumenter", "Valg"
rich_utils.COMMANDS_PANEL_TITLE, rich_utils.ERRORS_PANEL_TITLE = "Verb", "Feil"


class _Norsk(typer.core.TyperCommand):
    """Et verb der også hjelpen til --hjelp er på norsk."""

    def get_help_option(self, ctx: Any) -> Any:
        """Valget --hjelp."""
        return _paa_norsk(super().get_help_option(ctx))


class _NorskGruppe(typer.core.TyperGroup):
    """Det samme for hele programmet."""

    def get_help_option(self, ctx: Any) -> Any:
        """Valget --hjelp."""
        return _paa_norsk(super().get_help_option(ctx))


def _paa_norsk(valg: Any) -> Any:
    if valg is not None:
        valg.help = "Vis denne hjelpen."
    return valg


app = typer.Typer(
    cls=_NorskGruppe,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--hjelp", "--help"]},
    help="ASSS-metoden i regneark: bygg, regn, og hold hvert tall mot det rapportene trykte.",
)
Json = Annotated[bool, typer.Option("--json", help="Skriv ett JSON-dokument til stdout og ingenting annet.")]
Mappe = Annotated[Path, typer.Option("--ut", help="Mappen arbeidsbøkene skrives til.", metavar="MAPPE")]


def kjor(argumenter: list[str] | None = None) -> None:
    """Inngangen fra terminalen: feil blir én norsk linje og utgangskode 2."""
    for strom in (sys.stdout, sys.stderr):
        if isinstance(strom, io.TextIOWrapper):
            strom.reconfigure(errors="replace")  # en terminal uten æøå skal ikke stoppe noe
    try:
        kode = typer.main.get_command(app).main(argumenter, prog_name="xlasss", standalone_mode=False)
    except typer.TyperException as feil:
        _avslutt(_norsk_bruksfeil(feil.format_message()))
    except XlasssFeil as feil:
        _avslutt(str(feil))
    except OSError as feil:
        _avslutt(f"{feil.filename or 'Filen'}: {feil.strerror or feil}. Sjekk banen og tilgangen.")
    except KeyboardInterrupt:
        _avslutt("Avbrutt.")
    sys.exit(kode or 0)


def _avslutt(melding: str) -> NoReturn:
    _si_fra(melding)
    sys.exit(2)


def _si_fra(melding: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"xlasss: {melding}", markup=False)


_BRUKSFEIL = (
    (r"Missing command", "Mangler verb."),
    (r"No such command '(.+?)'", "Verbet «{0}» finnes ikke."),
    (r"No such option: (\S+)", "Valget {0} finnes ikke."),
    (r"Missing argument '(.+?)'", "Mangler argumentet {0}."),
    (r"Missing option '(.+?)'", "Mangler valget {0}."),
    (r"Option '(.+?)' requires an argument", "Valget {0} trenger en verdi."),
    (r"Invalid value for '(.+?)'", "Ugyldig verdi for {0}."),
    (r"Got unexpected extra argument", "For mange argumenter."),
)


def _norsk_bruksfeil(melding: str) -> str:
    for moenster, norsk in _BRUKSFEIL:
        if treff := re.search(moenster, melding):
            return f"{norsk.format(*treff.groups())} Se «xlasss --hjelp»."
    return f"{melding} Se «xlasss --hjelp»."


def _skriv_json(dokument: object) -> None:
    sys.stdout.write(json.dumps(dokument, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def _stdout() -> Console:
    """Terminalen; i en fil eller et rør er linjene brede nok til tabellene."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 120)


@app.callback()
def _felles() -> None:
    """ASSS-metoden i regneark."""


@app.command(cls=_Norsk)
def demo(ut: Mappe = Path("ut"), som_json: Json = False) -> int:
    """Bygg grunnskole for Sandnes 2016, regn den, og hold den mot de trykte tallene."""
    from xlasss.rapport.terminal import vis_demo
    from xlasss.revisjon.demo import kjor as kjor_demo

    resultat = kjor_demo(ut)
    if som_json:
        rader = [r.dommen.som_json() | {"regnet": r.regnet, "hvor": r.hvor} for r in resultat.rader]
        ledd = [vars(x) for x in resultat.ledd]
        _skriv_json({"fil": str(resultat.fil), "rader": rader, "ledd": ledd, "uventet": resultat.uventet})
    else:
        vis_demo(resultat, _stdout())
    return 1 if resultat.uventet else 0


@app.command(cls=_Norsk)
def bygg(
    sektorer: Annotated[
        list[str] | None, typer.Argument(help="Sektorene; alle når ingen er nevnt.", metavar="SEKTOR")
    ] = None,
    utgave: Annotated[str | None, typer.Option(help="Utgaven av metoden.", metavar="U")] = None,
    ut: Mappe = Path("workbooks"),
    som_json: Json = False,
) -> int:
    """Lag arbeidsbøkene for sektorene."""
    from xlasss.rapport.endringer import bygg_linje
    from xlasss.sektorer import sektorer as alle
    from xlasss.sektorer import sektorfil
    from xlasss.workbook.bygg import bygg as bygg_en
    from xlasss.workbook.manifest import skriv_manifest

    valgte = [sektorfil(s, utgave) for s in sektorer or alle()]
    filer = [bygg_en(sektor, ut) for sektor in valgte]
    skriv_manifest(ut)
    if som_json:
        _skriv_json({"filer": [str(fil) for fil in filer]})
    else:
        for fil in filer:
            _stdout().print(f"Laget {fil}")
        for linje in filter(None, map(bygg_linje, valgte if utgave else [])):
            _stdout().print(linje, markup=False, soft_wrap=True)
    return 0


@app.command(cls=_Norsk)
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
        _skriv_json(funnet.som_json())
    else:
        vis_endringer(funnet, _stdout())
    return 0


@app.command(cls=_Norsk)
def regn(
    fil: Annotated[Path, typer.Argument(help="Arbeidsboken som skal regnes.", metavar="FIL")],
    motor: Annotated[str, typer.Option(help="formualizer, formulas eller libreoffice.")] = "formualizer",
    ut: Annotated[
        Path | None, typer.Option("--ut", help="Skriv en kopi med de nye verdiene hit.", metavar="FIL")
    ] = None,
    som_json: Json = False,
) -> int:
    """Regn arbeidsboken om uten Excel."""
    from xlasss.rapport.regning import regn_fil, vis_regning
    from xlasss.revisjon.kontroller import er_mal, kontroller

    regnet = regn_fil(fil, motor, ut)
    if som_json:
        _skriv_json(regnet.som_json())
    else:
        vis_regning(regnet, _stdout())
    feil = [f for f in kontroller(fil) if f.alvor == "feil"] if er_mal(fil) else []
    for funn in feil:
        _si_fra(funn.linje(fil.name))
    return 2 if feil else 0


@app.command(cls=_Norsk)
def kontroll(
    fil: Annotated[Path, typer.Argument(help="Arbeidsboken som skal kontrolleres.", metavar="FIL")],
    som_json: Json = False,
) -> int:
    """Kontroller inndata og parametre i en arbeidsbok, celle for celle."""
    from xlasss.revisjon.kontroller import kontroller

    funnene = kontroller(fil)
    if som_json:
        _skriv_json([vars(f) for f in funnene])
    else:
        for funn in funnene:
            _stdout().print(f"{funn.alvor}: {funn.linje(fil.name)}", markup=False, soft_wrap=True)
        _stdout().print(f"{len(funnene)} funn i {fil.name}.")
    return 1 if any(f.alvor == "feil" for f in funnene) else 0


@app.command(cls=_Norsk)
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

    navn = [rapport] if rapport else rapporter()
    rader = [dommen for en in navn for dommen in dommer(en)]
    if som_json:
        dokument = {"rapport": ", ".join(navn), "rader": [r.som_json() for r in rader], "sum": oppsummering(rader)}
        _skriv_json(dokument)
    else:
        vis_fasit(", ".join(navn), rader, _stdout())
    return 1 if any(r.dom is Dom.MOTSTRID and not r.kjent for r in rader) else 0


@app.command(cls=_Norsk)
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
        _skriv_json({**vars(svar), "grenser": [vars(g) for g in svar.grenser]})
    else:
        vis_vekter(svar, _stdout())
    return 0


@app.command(cls=_Norsk)
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
        _skriv_json({"relasjoner": [f.som_json() for f in funn], "samlet": samlet, "sum": sum_})
    else:
        vis_revisjon(funn, sum_, _stdout())
    return 1 if sum_[str(Dom.MOTSTRID)] else 0


@app.command(cls=_Norsk)
def versjon() -> int:
    """Versjonen av xlasss og av dataene."""
    _stdout().print(f"xlasss {VERSJON} · data {DATA_UTGAVE}")
    return 0


if __name__ == "__main__":
    kjor()
