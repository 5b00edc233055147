"""What a finding is, and the checks that hold on any system."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from xlasss.engines import motor
from xlasss.errors import MotorFeil
from xlasss.hosts.lege.maskin import Maskin
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


def ikke_windows(_maskin: Maskin) -> Iterator[Funn]:
    """Hva som gjelder der Excel-tillegget ikke kan være."""
    yield Funn("Excel", "opplysning", "Tillegget gjelder Excel for Windows, ikke dette systemet.")
