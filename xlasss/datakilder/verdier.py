"""Det lageret tar imot, og det det svarer med: verdier, punkter i en serie og endringer.

Alle har med alt leseren trenger for å etterprøve dem.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

HEMMELIG = ":"
"""SSBs tegn for tall som ikke kan offentliggjøres. Det blir aldri et tall hos oss."""
_INGEN_DATA = (HEMMELIG, "...", "..", ".")


def variabel(innhold: str, **dimensjoner: str) -> str:
    """Navnet på en variabel i lageret: innholdskoden, og de andre dimensjonene i alfabetisk rekkefølge.

    Region og år er ikke med; de har egne felt.

    >>> variabel("KOSbelop0000", KOKfunksjon0000="FGK8b", KOKart0000="AGD2")
    'KOSbelop0000[KOKart0000=AGD2;KOKfunksjon0000=FGK8b]'
    >>> variabel("KOSAG110000")
    'KOSAG110000'
    """
    ledd = ";".join(f"{navn}={kode}" for navn, kode in sorted(dimensjoner.items()))
    return f"{innhold}[{ledd}]" if ledd else innhold


def koder(variabelen: str) -> str:
    """Kodene i navnet på en variabel: innholdet, så kodene i de andre dimensjonene.

    >>> koder("KOSbelop0000[KOKart0000=AGD2;KOKfunksjon0000=FGK8b]"), koder("KOSAG110000")
    ('KOSbelop0000 AGD2 FGK8b', 'KOSAG110000')
    """
    return " ".join(dimensjoner(variabelen).values())


def dimensjoner(variabelen: str) -> dict[str, str]:
    """Koden i hver dimensjon i navnet på en variabel, innholdet blant dem.

    >>> dimensjoner("KOSbelop0000[KOKart0000=AGD2]")
    {'ContentsCode': 'KOSbelop0000', 'KOKart0000': 'AGD2'}
    """
    innhold, _, resten = variabelen.removesuffix("]").partition("[")
    andre = (ledd.partition("=") for ledd in resten.split(";") if ledd)
    return {"ContentsCode": innhold} | {navn: kode for navn, _, kode in andre}


def svakeste_tegn(tegn: list[str]) -> str:
    """Tegnet som sier hvorfor det ikke finnes noe tall; konfidensielt går foran de andre.

    >>> svakeste_tegn(["..", ":"]), svakeste_tegn(["", "."])
    (':', '.')
    """
    return next((t for t in _INGEN_DATA if t in tegn), "..")


class Celle(NamedTuple):
    """En celle i et svar fra SSB, før den er i lageret."""

    variabel: str
    kommunekode: str
    verdi: float | None
    tegn: str
    enhet: str
    desimaler: int | None


@dataclass(frozen=True)
class Henting:
    """Ett år av én tabell, slik SSB svarte; `raa` er svarene byte for byte."""

    tabell: str
    aar: int
    vintage: str
    hentet: str
    tittel: str
    kilde: str
    adresse: str
    sporring: str
    celler: Sequence[Celle]
    raa: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Verdi:
    """Én verdi slik SSB oppga den i én utgave av tabellen."""

    tabell: str
    variabel: str
    kommunekode: str
    aar: int
    verdi: float | None
    tegn: str
    enhet: str
    desimaler: int | None
    vintage: str
    hentet: str
    kilde: str

    @property
    def celle(self) -> float | str | None:
        """Det som hører hjemme i en celle: tallet, ellers SSBs tegn."""
        return self.tegn or None if self.verdi is None else self.verdi


@dataclass(frozen=True, slots=True)
class Punkt:
    """En indikator for én kommune og ett år, regnet på uavrundede tall."""

    kommune: str
    aar: int
    verdi: float | None
    tegn: str
    brudd: bool
    """Serien er brutt fra året før til dette, også når sammenslåingen ikke synes i koden."""
    ledd: tuple[Verdi, ...]
    grunn: str = ""
    """Hvorfor leddene ikke kan brukes, når SSB oppgir dem i en annen enhet enn formelen er skrevet for."""

    @property
    def celle(self) -> float | str | None:
        """Tallet, ellers tegnet som sier hvorfor det mangler."""
        return self.tegn or None if self.verdi is None else self.verdi

    @property
    def vintage(self) -> str:
        """Den eldste utgaven blant leddene: så gammelt er svaret."""
        return min((v.vintage for v in self.ledd), default="")


@dataclass(frozen=True, slots=True)
class Endring:
    """Det SSB har endret i én celle fra én utgave til en annen."""

    fra: Verdi
    til: Verdi
