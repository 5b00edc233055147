"""The one small record of a difference, the same for terminal, JSON, marked copy and page."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from xlasss.begreper import Feil
from xlasss.engines.protokoll import Verdi


class Slag(StrEnum):
    """Hva som er endret. «resultat» er en regnet verdi som er endret av noe av det andre."""

    INNDATA = "inndata"
    PARAMETER = "parameter"
    FORMEL = "formel"
    LAGT_TIL = "lagt til"
    FJERNET = "fjernet"
    TEKST = "tekst"
    FORMAT = "format"
    RESULTAT = "resultat"


class Utslag(NamedTuple):
    """Resultatet endringen flytter mest."""

    celle: str
    hva: str
    fra: Verdi
    til: Verdi
    hovedtall: bool = False

    @property
    def relativt(self) -> float:
        return endring(self.fra, self.til)


def endring(fra: Verdi, til: Verdi) -> float:
    """Hvor stor en endring er, målt mot det største av tallene og 1; noe annet enn to tall er 1.

    >>> endring(2.0, 1.0), endring(None, 1.0), endring(0.001, 0.002)
    (0.5, 1.0, 0.001)
    """
    if not (isinstance(fra, float) and isinstance(til, float)):
        return 1.0
    return abs(til - fra) / max(abs(fra), abs(til), 1.0)


@dataclass(frozen=True)
class Endring:
    """Én forskjell. `nokkel` er hva cellen er i ord; cellene er tomme der den ikke finnes."""

    ark: str
    nokkel: str
    fra: Verdi
    til: Verdi
    slag: Slag
    utslag: Utslag | None = None
    celle_a: str = ""
    celle_b: str = ""

    @property
    def vekt(self) -> float:
        """Det endringene sorteres etter: utslaget, hovedtallene først, eller for et resultat endringen selv."""
        if self.utslag:
            return self.utslag.relativt + self.utslag.hovedtall
        return endring(self.fra, self.til) if self.slag is Slag.RESULTAT else 0.0

    def som_json(self) -> dict[str, object]:
        """Endringen som felt."""
        u = self.utslag
        return {
            "ark": self.ark,
            "nøkkel": self.nokkel,
            "slag": str(self.slag),
            "celler": [self.celle_a or None, self.celle_b or None],
            "fra": _json(self.fra),
            "til": _json(self.til),
            "utslag": u
            and {"celle": u.celle, "hva": u.hva, "fra": _json(u.fra), "til": _json(u.til), "relativt": u.relativt},
        }


def _json(verdi: Verdi) -> object:
    return verdi.tekst if isinstance(verdi, Feil) else verdi


@dataclass(frozen=True)
class Diff:
    """Alle forskjellene, størst utslag først; resultatene for seg."""

    a: str
    b: str
    endringer: tuple[Endring, ...]
    resultater: tuple[Endring, ...]
    merknader: tuple[str, ...] = ()

    @property
    def like(self) -> bool:
        return not (self.endringer or self.resultater)
