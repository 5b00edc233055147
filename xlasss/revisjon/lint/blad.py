"""What a sheet's XML says besides its cells: hidden, protected, merged."""

import re
from dataclasses import dataclass
from functools import cached_property

from xlasss.engines.adresse import plass
from xlasss.engines.arkxml import P, attributter
from xlasss.errors import Bruksfeil
from xlasss.workbook.kart.omraader import Plass
from xlasss.workbook.les import Arbeidsbok

_ARK = re.compile(rf"<{P}sheet\s([^>]*)>")
_KOL = re.compile(rf"<{P}col\s([^>]*)>")
_RAD = re.compile(rf"<{P}row\s([^>]*)>")
_SLAATT = re.compile(rf"<{P}mergeCell\s([^>]*)>")
_VERN = re.compile(rf"<{P}sheetProtection\b([^>]*)>")


@dataclass(frozen=True)
class Blad:
    """Ett ark slik filen beskriver det."""

    xml: str

    @cached_property
    def skjulte_rader(self) -> list[int]:
        felt = (attributter(f" {t}") for t in _RAD.findall(self.xml))
        return [int(f["r"]) for f in felt if _sann(f.get("hidden")) and f.get("r", "").isdecimal()]

    @cached_property
    def skjulte_kolonner(self) -> list[tuple[int, int]]:
        felt = (attributter(f" {t}") for t in _KOL.findall(self.xml))
        return [(int(f["min"]), int(f["max"])) for f in felt if _sann(f.get("hidden"))]

    @cached_property
    def slaatt_sammen(self) -> list[tuple[Plass, Plass]]:
        return [m for t in _SLAATT.findall(self.xml) if (m := _omraade(attributter(f" {t}").get("ref", "")))]

    @cached_property
    def vernet(self) -> bool:
        treff = _VERN.search(self.xml)
        return treff is not None and _sann(attributter(treff[1]).get("sheet"))


def blad(bok: Arbeidsbok, ark: str) -> Blad:
    """Arket med det navnet."""
    return Blad(bok.pakke.xml(bok.pakke.ark[ark]))


def skjulte_ark(bok: Arbeidsbok) -> dict[str, str]:
    """De skjulte arkene, og om de bare kan hentes fram av et program."""
    felt = (attributter(f" {t}") for t in _ARK.findall(bok.pakke.xml(bok.pakke.bok)))
    skjult = {f.get("name", ""): f.get("state", "visible") for f in felt}
    return {navn: hvordan for navn, hvordan in skjult.items() if hvordan != "visible" and navn in bok.pakke.ark}


def _omraade(ref: str) -> tuple[Plass, Plass] | None:
    fra, _, til = ref.partition(":")
    try:
        return plass(fra), plass(til or fra)
    except Bruksfeil:
        return None


def _sann(verdi: str | None) -> bool:
    return verdi in ("1", "true")
