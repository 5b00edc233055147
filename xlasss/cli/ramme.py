"""The frame round the verbs: Norwegian help and errors, one JSON document, progress on stderr."""

import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn
from typer import rich_utils

from xlasss.errors import XlasssFeil

rich_utils.ARGUMENTS_PANEL_TITLE, rich_utils.OPTIONS_PANEL_TITLE = "Argumenter", "Valg"
rich_utils.COMMANDS_PANEL_TITLE, rich_utils.ERRORS_PANEL_TITLE = "Verb", "Feil"
rich_utils.REQUIRED_LONG_STRING, rich_utils.DEFAULT_STRING = "[må være med]", "[ellers: {}]"
rich_utils.ENVVAR_STRING = "[eller i miljøet: {}]"


class Norsk(typer.core.TyperCommand):
    """Et verb der også hjelpen til --hjelp er på norsk."""

    def get_help_option(self, ctx: Any) -> Any:
        """Valget --hjelp."""
        return _paa_norsk(super().get_help_option(ctx))


class NorskGruppe(typer.core.TyperGroup):
    """Det samme for hele programmet."""

    def get_help_option(self, ctx: Any) -> Any:
        """Valget --hjelp."""
        return _paa_norsk(super().get_help_option(ctx))


def _paa_norsk(valg: Any) -> Any:
    if valg is not None:
        valg.help = "Vis denne hjelpen."
    return valg


app = typer.Typer(
    cls=NorskGruppe,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--hjelp", "--help"]},
    help="ASSS-metoden i regneark: bygg, regn, og hold hvert tall mot det rapportene trykte.",
)
Json = Annotated[bool, typer.Option("--json", help="Skriv ett JSON-dokument til stdout og ingenting annet.")]
Mappe = Annotated[Path, typer.Option("--ut", help="Mappen arbeidsbøkene skrives til.", metavar="MAPPE")]


@app.callback()
def _felles() -> None:
    """ASSS-metoden i regneark."""


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
        _avslutt(_norsk_filfeil(feil))
    except RecursionError:
        _avslutt("Formlene i filen bygger på hverandre i for mange trinn. Del dem opp.")
    except KeyboardInterrupt:
        _avslutt("Avbrutt.")
    sys.exit(kode or 0)


def _avslutt(melding: str) -> NoReturn:
    si_fra(melding)
    sys.exit(2)


def si_fra(melding: str) -> None:
    """En melding til stderr; mens framdriften vises, kommer den på en egen linje over den."""
    print(f"xlasss: {melding}", file=sys.stderr)


_BRUKSFEIL = (
    (r"Missing command", "Mangler verb."),
    (r"No such command '(.+?)'", "Verbet «{0}» finnes ikke."),
    (r"No such option: (\S+)", "Valget {0} finnes ikke."),
    (r"Missing argument '(.+?)'", "Mangler argumentet {0}."),
    (r"Missing option '(.+?)'", "Mangler valget {0}."),
    (r"Option '(.+?)' requires an argument", "Valget {0} trenger en verdi."),
    (r"Invalid value for '.+?': .*'(.+?)' is not readable", "{0} kan ikke leses. Sjekk tilgangen."),
    (r"Invalid value for '(.+?)'", "Ugyldig verdi for {0}."),
    (r"Got unexpected extra argument", "For mange argumenter."),
)


def _norsk_bruksfeil(melding: str) -> str:
    for moenster, norsk in _BRUKSFEIL:
        if treff := re.search(moenster, melding):
            return f"{norsk.format(*treff.groups())} Se «xlasss --hjelp»."
    return f"{melding or 'Mangler verb.'} Se «xlasss --hjelp»."


_FILFEIL = {
    FileExistsError: "finnes og er en fil, ikke en mappe",
    NotADirectoryError: "er en fil, ikke en mappe",
    IsADirectoryError: "er en mappe, ikke en fil",
    FileNotFoundError: "finnes ikke",
    PermissionError: "kan ikke skrives eller leses; den er kanskje åpen i Excel",
}


def _norsk_filfeil(feil: OSError) -> str:
    hva = _FILFEIL.get(type(feil), feil.strerror or str(feil))
    fil = Path(feil.filename) if feil.filename else None
    if fil and fil.name.startswith("."):  # den midlertidige filen ved siden av den ferdige
        return f"Det kan ikke skrives i mappen {fil.parent}. Sjekk tilgangen og plassen, eller velg en annen mappe."
    return f"{fil or 'Filen'} {hva}. Sjekk banen og tilgangen."


def skriv_json(dokument: object) -> None:
    """Ett JSON-dokument til stdout, uten NaN."""
    sys.stdout.write(json.dumps(dokument, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def stdout() -> Console:
    """Terminalen; i en fil eller et rør er linjene brede nok til tabellene."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 120)


@contextmanager
def mens(hva: str) -> Iterator[None]:
    """Vis at noe er i gang så lenge det varer, når stderr er en terminal."""
    with Console(stderr=True).status(hva):
        yield


T = TypeVar("T")


def med_framdrift(arbeid: Iterable[T], hva: str) -> Iterator[T]:
    """Gå gjennom arbeidet og vis hva som er i gang, når stderr er en terminal."""
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True,
                  disable=not sys.stderr.isatty()) as framdrift:  # fmt: skip
        oppgave = framdrift.add_task(hva)
        for del_ in arbeid:
            framdrift.update(oppgave, description=f"{hva} {del_}")
            yield del_
