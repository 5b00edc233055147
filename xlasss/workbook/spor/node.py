"""One step of a trace: plain data, so that a terminal, a JSON document, a sheet and a page show the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from xlasss.engines.protokoll import Verdi
from xlasss.workbook.formeltre import Ledd, Ref
from xlasss.workbook.les import Sted
from xlasss.workbook.nokler import Etikett


class Slag(StrEnum):
    """Hva et trinn er."""

    FORMEL = "formel"
    INNDATA = "inndata"
    PARAMETER = "parameter"
    OMRAADE = "område"
    LENKE = "lenke"
    SIRKEL = "sirkel"
    AVKORTET = "avkortet"


@dataclass(frozen=True)
class Virkning:
    """Hva ett ledd gjør i svaret: verdien, vekten (andel av summen) og bidraget.

    Bidragene summerer til svaret, eller til avstanden fra ASSS-snittet når det er en indeks.
    """

    navn: str
    verdi: float | None
    vekt: float | None
    bidrag: float | None
    celle: str = ""


@dataclass(frozen=True)
class Node:
    """En celle eller et område i sporet, med det som ligger under.

    `uttrykk` er formelen slik den gjelder: bare den levende grenen, og en tvilling skrevet som
    funksjonen den er tvilling til. `refs` er henvisningene i den, én for hvert barn.
    """

    slag: Slag
    sted: str
    etikett: Etikett
    verdi: Verdi = None
    desimaler: int | None = None
    formel: str = ""
    regel: str = ""
    kilde: str = ""
    merknader: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    bidragsenhet: str = ""
    virkninger: tuple[Virkning, ...] = ()
    antall: int = 1
    mangler: int = 0
    barn: tuple["Node", ...] = ()
    refs: tuple[Ref, ...] = ()
    uttrykk: Ledd | None = None
    plass: Sted | None = None

    @property
    def er_blad(self) -> bool:
        return not self.barn

    def alle(self) -> Iterator["Node"]:
        """Hvert trinn én gang, ovenfra og ned."""
        sett: set[int] = set()
        stabel = [self]
        while stabel:
            node = stabel.pop()
            if id(node) not in sett:
                sett.add(id(node))
                yield node
                stabel += reversed(node.barn)
