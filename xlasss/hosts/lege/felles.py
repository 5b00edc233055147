"""What a finding is, and the checks that hold on any system."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from xlasss.engines import motor
from xlasss.errors import MotorFeil
from xlasss.hosts.lege.maskin import Maskin
from xlasss.hosts.libreoffice.installer import innlagt, profilmappe
from xlasss.kall import kall
from xlasss.versjon import DATA_UTGAVE, VERSJON

Dom = Literal["i orden", "feil", "opplysning"]


@dataclass(frozen=True)
class Funn:
    """Én ting som er undersøkt. En feil har alltid et tiltak; en opplysning trenger ikke noe."""

    prove: str
    dom: Dom
    melding: str
    tiltak: str = ""


def kjernen(_maskin: Maskin) -> Iterator[Funn]:
    """Om funksjonene regner riktig i denne Pythonen."""
    python = ".".join(map(str, sys.version_info[:3]))
    hva = f"xlasss {VERSJON} · data {DATA_UTGAVE} · Python {python}"
    if kall("ASSS_EFFEKTIVITET", 1.058, 0.863) == 1.058 / 0.863:
        yield Funn("Funksjonene", "i orden", hva)
    else:
        yield Funn("Funksjonene", "feil", f"{hva}: svarer galt på en kjent regning.", "Installer xlasss på nytt.")


def libreoffice(_maskin: Maskin) -> Iterator[Funn]:
    """Om LibreOffice finnes; det trengs ikke for Excel."""
    try:
        motor("libreoffice")
    except MotorFeil:
        yield Funn("LibreOffice", "opplysning", "Ikke funnet. Det trengs bare av den som vil regne der.")
    else:
        yield Funn("LibreOffice", "i orden", "Funnet.")


def utvidelsen(maskin: Maskin) -> Iterator[Funn]:
    """Om funksjonene er lagt inn i LibreOffice, og i denne versjonen."""
    if maskin.er_windows and not maskin.miljo.get("APPDATA"):  # sagt av prøvene av Excel
        return
    versjon = innlagt(profilmappe(maskin.system, maskin.miljo))
    if versjon is None:
        yield Funn("Utvidelsen", "opplysning", "Funksjonene er ikke lagt inn i LibreOffice. Malene regner likevel.")
    elif versjon == VERSJON:
        yield Funn("Utvidelsen", "i orden", f"Funksjonene i LibreOffice er xlasss {versjon}.")
    else:
        melding = f"Funksjonene i LibreOffice er xlasss {versjon}, programmet er {VERSJON}."
        yield Funn("Utvidelsen", "feil", melding, "Lukk LibreOffice og kjør «xlasss installer libreoffice».")


def ikke_windows(_maskin: Maskin) -> Iterator[Funn]:
    """Hva som gjelder der Excel-tillegget ikke kan være."""
    yield Funn("Excel", "opplysning", "Tillegget gjelder Excel for Windows, ikke dette systemet.")
