"""Hvor tallene til den åpne boken hentes fra: SSB nå, lageret, eller et skjema noen har fylt ut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlwings as xw

from udfs.aapen_bok import egen_mappe, mappen, skriv_inn, status, velg_fil
from xlasss.datakilder.hent import hent, krev_brukbare
from xlasss.datakilder.lager import Lager
from xlasss.datakilder.register import Oppgave
from xlasss.datakilder.ssb import ADRESSE, ssb
from xlasss.datakilder.ssb_http import Forbindelse
from xlasss.datakilder.takt import Klokke
from xlasss.errors import Bruksfeil
from xlasss.oppdatering.inndataark import Inndataark
from xlasss.oppdatering.kilde import Filkilde, Kilde
from xlasss.oppdatering.lagerkilde import Lagerkilde, oppgaver_for

_SKJEMA = "Utfylt skjema (*.csv;*.xlsx),*.csv;*.xlsx"
_LAGER = "kostra.sqlite"
_HVOR_FRA = (
    "Hvor skal tallene for {aar} hentes fra?\n\nssb: hentes nå, det tar noen minutter\n"
    "lager: det som er hentet før\nskjema: en fil noen har fylt ut"
)


@contextmanager
def kilden(bok: xw.Book, inndata: Inndataark, aar: int) -> Iterator[Kilde | None]:
    """Kilden som ble valgt, med de samme ordene som `xlasss oppdater --fra`; None når det ble avbrutt."""
    lager = next((fil for fil in _lagrene(bok) if fil.is_file()), None)
    svar = skriv_inn(bok, _HVOR_FRA.format(aar=aar), "lager" if lager else "skjema")
    match svar and svar.casefold():
        case None:
            yield None
        case "ssb":
            sted = lager or _lagrene(bok)[0]
            sted.parent.mkdir(parents=True, exist_ok=True)
            with Lager.apne(sted) as apent:
                _hent(bok, apent, inndata, aar)
                yield Lagerkilde.av(apent)
        case "lager":
            if lager is None:
                raise Bruksfeil(f"Finner ikke lageret {_LAGER} ved siden av boken.", "Velg ssb eller skjema.")
            with Lager.apne(lager, les=True) as apent:
                yield Lagerkilde.av(apent)
        case "skjema":
            skjema = velg_fil(bok, f"Velg et utfylt skjema med tall for {aar}", _SKJEMA)
            yield Filkilde(skjema) if skjema else None
        case _:
            raise Bruksfeil(f"«{svar}» er ikke en kilde.", "Skriv ssb, lager eller skjema.")


def _klokke(bok: xw.Book) -> Klokke:
    """Klokken som sier fra på statuslinjen."""

    def si_fra(melding: str) -> None:
        bok.app.status_bar = f"xlasss: {melding}"

    return Klokke(si_fra)


def _hent(bok: xw.Book, lager: Lager, inndata: Inndataark, aar: int) -> None:
    """Det boken trenger og lageret mangler, for året og året før; statuslinjen sier hva som hentes."""
    oppdrag = oppgaver_for(inndata, [aar - 1, aar])
    forbindelse = Forbindelse(os.environ.get("XLASSS_SSB") or ADRESSE, klokke=_klokke(bok))

    def fortalt() -> Iterator[Oppgave]:
        for nr, oppgave in enumerate(oppdrag, start=1):
            bok.app.status_bar = f"xlasss: henter {oppgave} fra SSB, {nr} av {len(oppdrag)} …"
            yield oppgave

    with status(bok, "spør SSB"):
        krev_brukbare(list(hent(fortalt(), ssb(forbindelse), lager)))


def _lagrene(bok: xw.Book) -> list[Path]:
    """Der lageret kan ligge: det som er valgt, ved siden av boken, eller sammen med tillegget."""
    valgt = os.environ.get("XLASSS_LAGER")
    return [Path(valgt)] if valgt else [mappen(bok) / _LAGER, egen_mappe() / _LAGER]
