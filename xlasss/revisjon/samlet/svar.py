"""What the joint check found, ready for JSON: verdict, method, components, irreducible sets, movements."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from xlasss.begreper import Dom
from xlasss.beregning.intervall import Intervall
from xlasss.revisjon.revider import Regning


class SamletDom(StrEnum):
    """Dommen over flere regninger samtidig; det som verken er bevist mulig eller umulig, er ikke avgjort."""

    STEMMER = str(Dom.STEMMER)
    MOTSTRID = str(Dom.MOTSTRID)
    IKKE_AVGJORT = "ikke avgjort"


class Metode(StrEnum):
    """Hvordan regninger er prøvd, og hva svaret er verdt."""

    EN = "regningen alene, eksakt"
    LINEAER = "lineær programmering, eksakt"
    GRENSER = "lineær programmering med grenser for produkter og kvotienter; finner ikke nødvendigvis alt"


@dataclass(frozen=True)
class Flytting:
    """Et tall i et sett: hvor mange siste siffer det minst må flyttes alene, og til hva, når det er nok."""

    id: str
    trykt: Intervall
    desimaler: int
    faktor: Fraction
    minst: Fraction
    til: Fraction | None

    def som_json(self) -> dict[str, object]:
        return {
            "id": self.id, "trykt": self.trykt.endepunkter(), "faktor": float(self.faktor),
            "flyttes_minst": float(self.minst), "til": None if self.til is None else float(self.til),
        }  # fmt: skip


@dataclass(frozen=True)
class Motstrid:
    """Et irredusibelt sett: regningene kan ikke holde samtidig, men kan det når én av dem tas bort.

    Ganget med `vekter` og lagt sammen krever regningene at Σ faktor·tall ligger i `krav`; det
    trykte gir `mulig`. Strider én regning alene, er `krav` det regnede og `mulig` det trykte, og faktorene er
    stigningene midt i intervallene. Uten bevis er vektene tomme, og settet er ikke avgjort.
    """

    regninger: tuple[Regning, ...]
    vekter: tuple[Fraction, ...]
    ledd: Mapping[str, Fraction]
    krav: Intervall | None
    mulig: Intervall | None
    tall: tuple[Flytting, ...]
    metode: Metode

    @property
    def bevist(self) -> bool:
        return self.krav is not None

    def som_json(self) -> dict[str, object]:
        regninger = [{"relasjon": r.relasjon, "venstre": r.venstre, "uttrykk": r.uttrykk.tekst} for r in self.regninger]
        return {
            "relasjoner": regninger, "bevist": self.bevist, "metode": str(self.metode),
            "vekter": [float(v) for v in self.vekter], "krav": self.krav and self.krav.endepunkter(),
            "mulig": self.mulig and self.mulig.endepunkter(), "tall": [t.som_json() for t in self.tall],
        }  # fmt: skip


@dataclass(frozen=True)
class Komponent:
    """Regninger som henger sammen gjennom felles tall, dommen, og den minste samlede flyttingen som gir stemmer."""

    relasjoner: tuple[str, ...]
    tall: int
    dom: SamletDom
    metode: Metode
    grunn: str
    motstrider: tuple[Motstrid, ...]
    flytting: Mapping[str, float] | None

    @property
    def minste_flytting(self) -> float | None:
        """Samlet flytting i enheter av siste trykte siffer."""
        return None if self.flytting is None else sum(map(abs, self.flytting.values()))

    def som_json(self) -> dict[str, object]:
        return {
            "relasjoner": list(self.relasjoner), "tall": self.tall, "dom": str(self.dom), "metode": str(self.metode),
            "grunn": self.grunn, "minste_flytting": self.minste_flytting, "flyttes": self.flytting,
        }  # fmt: skip


@dataclass(frozen=True)
class Samlet:
    """Svaret for alle regningene: kan alle tallene holde samtidig?"""

    komponenter: tuple[Komponent, ...]
    utelatt: tuple[tuple[str, str], ...]

    @property
    def dom(self) -> SamletDom:
        dommer = {k.dom for k in self.komponenter}
        if SamletDom.MOTSTRID in dommer:
            return SamletDom.MOTSTRID
        return SamletDom.IKKE_AVGJORT if SamletDom.IKKE_AVGJORT in dommer or self.utelatt else SamletDom.STEMMER

    @property
    def motstrider(self) -> list[Motstrid]:
        return [m for k in self.komponenter for m in k.motstrider]

    def antall(self, dom: SamletDom) -> int:
        """Hvor mange komponenter som har denne dommen."""
        return sum(k.dom is dom for k in self.komponenter)

    def som_json(self) -> dict[str, object]:
        """Slik KONTRAKT §3 lar «samlet» være."""
        return {
            "dom": str(self.dom),
            "metoder": sorted({str(k.metode) for k in self.komponenter}),
            "motstrider": [m.som_json() for m in self.motstrider],
            "komponenter": [k.som_json() for k in self.komponenter],
            "utelatt": [{"relasjon": r, "grunn": g} for r, g in self.utelatt],
        }
