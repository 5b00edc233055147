"""Det knappene på båndet i Excel gjør: VBA kaller en funksjon her ved navn og viser teksten den svarer.

Kontroll rører ikke arbeidsboken: den leser en kopi, og funnene kommer i en ny bok. Forklar celle skriver bare arket
Forklaring. Oppdater skriver bare verdier, og tar vare på boken slik den var.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from importlib.metadata import version

import xlwings as xw

from udfs import forklaringsark, oppdatering
from udfs.aapen_bok import kopien, navnet, valgt_celle
from xlasss.errors import Bruksfeil, XlasssFeil
from xlasss.rapport.forklaringsark import FORKLARING
from xlasss.rapport.forklaringsark import forklaringsark as innholdet
from xlasss.revisjon.kontroller import Funn, kontroller
from xlasss.versjon import VERSJON
from xlasss.workbook.les import Sted, les_bok
from xlasss.workbook.spor import Usikkerhet, spor

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
    navn = navnet(bok)
    with kopien(bok) as kopi:
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


@_svarer
def forklar(bok: xw.Book) -> str:
    """Skriv arket Forklaring: hvor tallet i den valgte cellen kommer fra, slik boken er nå."""
    ark, rad, kolonne = valgt_celle(bok)
    if ark.casefold() == FORKLARING.casefold():
        raise Bruksfeil(f"Cellen er på arket {FORKLARING}.", "Følg lenken til cellen du vil ha forklart, og velg den.")
    with kopien(bok) as kopi:
        lest = les_bok(kopi)
        sted = Sted(lest.arknavn(ark) or ark, rad, kolonne)
        celle = lest.celle(sted)
        if celle.verdi is None and not celle.formel:
            raise Bruksfeil(f"{sted} er tom.", "Velg en celle med et tall eller en formel.")
        node = spor(lest, sted)
        innhold = innholdet(node, Usikkerhet(lest).spenn(node), datetime.now())
    forklaringsark.skriv(bok, innhold)
    return f"{sted} er forklart på arket {FORKLARING}."


@_svarer
def oppdater(bok: xw.Book) -> str:
    """Nye tall fra et skjema eller lageret i den åpne boken."""
    return oppdatering.oppdater(bok)
