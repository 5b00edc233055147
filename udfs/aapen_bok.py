"""Arbeidsboken noen har åpen i Excel: en kopi å lese, celler å skrive i, og spørsmål til den som sitter der."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

from xlasss.errors import Bruksfeil, Filfeil

_TITTEL = "xlasss"


def navnet(bok: xw.Book) -> str:
    """Navnet med endelse; en bok som aldri er lagret, har ingen."""
    return bok.name if Path(bok.name).suffix else f"{bok.name}.xlsx"


@contextmanager
def kopien(bok: xw.Book) -> Iterator[Path]:
    """En kopi av boken slik den er nå, også det som ikke er lagret; den er borte etterpå."""
    with TemporaryDirectory(prefix="xlasss-", ignore_cleanup_errors=True) as mappe:
        kopi = Path(mappe) / navnet(bok)
        bok.api.SaveCopyAs(str(kopi))
        yield kopi


def arket(bok: xw.Book, navn: str) -> xw.Sheet | None:
    """Arket med dette navnet; store og små bokstaver er like."""
    return next((ark for ark in bok.sheets if ark.name.casefold() == navn.casefold()), None)


def valgt_celle(bok: xw.Book) -> tuple[str, int, int]:
    """Arket, raden og kolonnen til den aktive cellen."""
    try:
        celle = bok.app.api.ActiveCell
    except Exception:  # slik Excel svarer når et figurark er framme
        celle = None
    if celle is None:
        raise Bruksfeil("Ingen celle er valgt.", "Velg en celle på et ark, ikke en figur.")
    return celle.Worksheet.Name, int(celle.Row), int(celle.Column)


def krev_ulaast(omraade: xw.Range) -> None:
    """Si fra når cellene ikke kan skrives, før noe er skrevet."""
    ark = omraade.sheet
    if ark.api.ProtectContents and omraade.api.Locked is not False:
        raise Filfeil(
            f"{ark.name}!{omraade.get_address(False, False)} er låst, for arket er beskyttet.",
            "Velg Se gjennom, Opphev arkbeskyttelse, og trykk på knappen igjen.",
        )


def ja(bok: xw.Book, sporsmaal: str) -> bool:
    """Et ja eller nei."""
    return bok.app.alert(sporsmaal, _TITTEL, buttons="yes_no") == "yes"


def ja_nei_avbryt(bok: xw.Book, sporsmaal: str) -> bool | None:
    """Et ja eller nei; None når det ble avbrutt."""
    return {"yes": True, "no": False}.get(str(bok.app.alert(sporsmaal, _TITTEL, buttons="yes_no_cancel")))


def velg_fil(bok: xw.Book, tittel: str, slag: str) -> Path | None:
    """En fil som finnes, valgt i Excels egen dialog; None når det ble avbrutt."""
    valgt = bok.app.api.GetOpenFilename(slag, 1, tittel)
    return Path(valgt) if isinstance(valgt, str) else None


def skriv_inn(bok: xw.Book, sporsmaal: str, forslag: str) -> str | None:
    """Det som ble skrevet; None når det ble avbrutt."""
    svar = bok.app.api.InputBox(sporsmaal, _TITTEL, forslag)
    return svar.strip() if isinstance(svar, str) else None


def mappen(bok: xw.Book) -> Path:
    """Mappen boken ligger i; en bok som er ulagret eller på OneDrive, har ingen å skrive i."""
    sti = bok.api.Path
    return Path(sti) if sti and "://" not in sti else egen_mappe()


def egen_mappe() -> Path:
    """Der det som ikke hører til én mappe, ligger."""
    return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "xlasss"


@contextmanager
def status(bok: xw.Book, hva: str) -> Iterator[None]:
    """Vis på statuslinjen hva som gjøres, og gi den tilbake."""
    with bok.app.properties(status_bar=f"xlasss: {hva} …"):
        yield
