"""Det knappene på båndet i Excel gjør: VBA kaller en funksjon her ved navn og viser teksten den svarer.

Arbeidsboken noen har åpen, røres aldri: kontrollene leser en kopi, og funnene kommer i en ny bok.
"""

from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

from xlasss.errors import XlasssFeil
from xlasss.revisjon.kontroller import Funn, kontroller
from xlasss.versjon import VERSJON

_PAA_NYTT = "Lukk Excel og kjør install.ps1 på nytt."
_KOLONNER = ("Alvor", "Regel", "Ark", "Celle", "Melding")


def versjonsavvik(tillegg: str, xlwings: str) -> str:
    """Hvorfor tillegget og Python ikke passer sammen; tom når de gjør det."""
    if tillegg != VERSJON:
        return f"Tillegget er xlasss {tillegg}, men Python har xlasss {VERSJON}. {_PAA_NYTT}"
    if xlwings != (funnet := version("xlwings")):
        return f"Tillegget er laget for xlwings {xlwings}, men Python har xlwings {funnet}. {_PAA_NYTT}"
    return ""


def _svarer(knapp: Callable[[xw.Book], str]) -> Callable[[], str]:
    """Gi knappen arbeidsboken den ble trykket i; det som går galt, er svaret."""

    @wraps(knapp)
    def trykk() -> str:
        try:
            return knapp(xw.Book.caller())
        except XlasssFeil as feil:
            return str(feil)
        except Exception as feil:  # det som skjer i Excel selv; en knapp viser aldri en traceback
            return f"{knapp.__name__.capitalize()} stoppet: {feil}. Lagre arbeidsboken, og prøv igjen."

    return trykk


@_svarer
def kontroll(bok: xw.Book) -> str:
    """Kontroller en kopi av boken, slik den er nå, også det som ikke er lagret."""
    navn = bok.name if Path(bok.name).suffix else f"{bok.name}.xlsx"
    with TemporaryDirectory(prefix="xlasss-") as mappe:
        kopi = Path(mappe) / navn
        bok.api.SaveCopyAs(str(kopi))
        funnene = kontroller(kopi)
    if not funnene:
        return f"Ingen funn i {navn}."
    _vis(bok.app.books.add().sheets[0], funnene)
    feil = sum(f.alvor == "feil" for f in funnene)
    return f"{len(funnene)} funn i {navn}, {feil} av dem feil. De står i den nye arbeidsboken."


def _vis(ark: xw.Sheet, funnene: list[Funn]) -> None:
    """Én rad per funn; som tekst, så en melding som siterer en formel, ikke blir en."""
    rader = [_KOLONNER, *((f.alvor, f.regel, f.ark, f.celle, f.melding) for f in funnene)]
    ark.name = "Kontroll"
    omraade = ark.range("A1").resize(len(rader), len(_KOLONNER))
    omraade.number_format = "@"
    omraade.value = rader
    ark.range("A1").resize(1, len(_KOLONNER)).font.bold = True
    omraade.columns.autofit()
