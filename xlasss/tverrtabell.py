"""De tverrgående arbeidsbøkene: tabeller som går på tvers av sektorene, slik `data/tverrgaende/*.toml` beskriver dem.

En tabell har én rad per kommune (og noen trykte rader), kolonner som fylles ut, og resultater som regnes av dem:

* ``aar`` er avstanden fra utgavens år, eller et par som er en periode; hvert ledd gir en blokk.
* En henvisning er ``kolonne``, ``tabell.kolonne`` eller ``tabell[-1].kolonne`` (et annet år), i samme rad. Etter den
  kan det stå ``:alle`` (alle kommunene), ``:ovrige``, ``:resten`` eller ``:landet`` (den raden). ``a..b`` er alle
  kolonnene fra a til b, ``parameter.navn`` en sats og ``matrise.navn.rad`` en rad på Parametre.
* ``formel`` er vanlig regning på henvisninger; ``funksjon`` er en ASSS-funksjon med ``argumenter``.
* ``regnes`` går foran tallet som er fylt inn; ``ellers`` brukes når det mangler; ``bare_naar`` gjør leddet nøytralt
  der vekten er 0.
* Med ``{del}`` i nøkkelen og ``del = true`` gjentas linjen for hver del (sektor).
* ``spenn`` er hvor mye avrunding i inndata kan flytte svaret; ``skal_vaere`` er det en sum må være innenfor det.
* ``art`` er hva slags tall det er, når enheten ikke sier det: «andel» (0–100 prosent), «mengde» (ikke mindre enn 0)
  eller «saldo» (begge fortegn). Uten er prosent over en periode en endring, en indeks et nivå, og kroner en saldo.
* ``{aar}``, ``{aar-2}`` og ``{aar+1}`` i en tekst er året i utgaven.
* ``steder`` er hvor i rapporten tallet er trykt, det beste først: «s18 tab4».
"""

from dataclasses import dataclass
from typing import Any

from xlasss.sektorer import Maalblokk, Sektorfil

ARTER = ("", "andel", "mengde", "saldo")

HJELP = {"ASSS_UTGIFTSINDEKS": 2, "ASSS_RESSINDIKATOR": 1}
"""Nettverksfunksjonene, og hvor mange ledd summen over kommunene har."""


@dataclass(frozen=True)
class Trykt:
    """Hvor i fasiten et tall står: størrelsen, og stedene det kan leses av."""

    sektor: str
    storrelse: str
    indikator: str
    steder: tuple[str, ...]
    hvem: str = ""


@dataclass(frozen=True)
class Felt:
    """En kolonne som fylles ut (uten formel og funksjon), eller et resultat."""

    nokkel: str
    navn: str
    enhet: str
    desimaler: int
    trykt: Trykt
    kort: str = ""
    merknad: str = ""
    regnes: str = ""
    ellers: str = ""
    bare_naar: str = ""
    formel: str = ""
    funksjon: str = ""
    argumenter: tuple[str, ...] = ()
    spenn: str = ""
    skal_vaere: str = ""
    alle_rader: bool = False
    art: str = ""

    @property
    def overskrift(self) -> str:
        return self.kort or self.navn


@dataclass(frozen=True)
class Tabell:
    """En tabell for de årene den gjelder."""

    nokkel: str
    navn: str
    maal: Maalblokk
    aar: tuple[Any, ...]
    side: str
    kolonner: tuple[Felt, ...]
    resultater: tuple[Felt, ...]
    trykte: tuple[str, ...] = ()
    snitt_nevner: str = ""
    utelat: tuple[str, ...] = ()
    merknad: str = ""

    @property
    def felter(self) -> tuple[Felt, ...]:
        """Kolonnene og så resultatene: det en henvisning kan peke på."""
        return (*self.kolonner, *self.resultater)

    @property
    def svar(self) -> int:
        """Antall regnede kolonner: avvik fra de øvrige når de har et snitt, så resultatene."""
        return (len(self.kolonner) if self.snitt_nevner else 0) + len(self.resultater)

    @property
    def hjelp(self) -> int:
        """Kolonner med leddene i nettverkets summer."""
        return sum(HJELP.get(r.funksjon, 0) for r in self.resultater)

    @property
    def mellom(self) -> int:
        """Kolonner med mellomregning: det som brukes, det snittet tas av, og leddene i nettverkets summer."""
        av_snittet = 2 * len(self.kolonner) + 1 if self.snitt_nevner else 0
        return len(self.kolonner) + av_snittet + self.hjelp


@dataclass(frozen=True)
class Matrise:
    """Satser på Parametre: en rad per del og en kolonne per ledd."""

    nokkel: str
    navn: str
    rader: tuple[tuple[str, str], ...]
    kolonner: tuple[str, ...]
    kolonnenavn: str
    enhet: str
    desimaler: int
    merknad: str


@dataclass(frozen=True)
class Visning:
    """En tabell på Resultat: linjer nedover, og grupper og år, eller kolonner, bortover.

    Med ``deler`` er linjene delene, eller ``rader`` når de står, og hver kolonne har et felt og en gruppe.
    ``figur`` er «linjer» (et punkt per linje) eller linjen som vises år for år; ``figuraar`` viser bare det året.
    """

    navn: str
    linjer: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()
    aar: tuple[Any, ...] = ()
    grupper: tuple[str, ...] = ()
    deler: bool = False
    kolonner: tuple[dict[str, str], ...] = ()
    rader: tuple[dict[str, str], ...] = ()
    figur: str = ""
    figurserier: int = 0
    figurslag: str = "kolonne"
    figuraar: Any = None
    figurtekst: str = ""
    minimum: float | None = None


@dataclass(frozen=True)
class Tverrfil(Sektorfil):
    """En tverrgående arbeidsbok i én utgave."""

    deler: tuple[tuple[str, str], ...] = ()
    tabeller: tuple[Tabell, ...] = ()
    matriser: tuple[Matrise, ...] = ()
    visninger: tuple[Visning, ...] = ()
    hovedtall: tuple[str, ...] = ()
