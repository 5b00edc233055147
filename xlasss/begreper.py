"""Begrepene i ASSS-metoden: ordene resten av pakken bruker, og ingenting annet.

Fire mål ligner på hverandre og er likevel fire ulike ting (METODE §1): de skiller
lag på KOSTRA-funksjoner, brutto/netto, snitt og nevner. Derfor er hvert mål sin
egen verdi her, og ingen funksjon har et forvalgt snitt.
"""

from enum import Enum, StrEnum


class Sektor(StrEnum):
    """Tjenesteområdene i ASSS-nettverket."""

    GRUNNSKOLE = "grunnskole"
    BARNEHAGE = "barnehage"
    BARNEVERN = "barnevern"
    KOMMUNEHELSE = "kommunehelse"
    PLEIE_OG_OMSORG = "pleie_og_omsorg"
    SOSIALE_TJENESTER = "sosiale_tjenester"
    EIENDOM = "eiendomsforvaltning"
    SAMFERDSEL = "samferdsel"
    VAR = "var"


class Maal(StrEnum):
    """De fire målene på ressurser og tjenester, og det de tverrgående arbeidsbøkene ellers måler."""

    RESSURSBRUK = "ressursbruk"
    PRODUKSJONSINDEKS = "produksjonsindeks"
    RESSURSBRUKSINDIKATOR = "ressursbruksindikator"
    TJENESTEPROFIL = "tjenesteprofil"
    REGNSKAPSANALYSE = "regnskapsanalyse"
    UTGIFTSBEHOV = "utgiftsbehov"
    EFFEKTIVITET = "effektivitet"


class Snitt(StrEnum):
    """Uveid: hver kommune teller likt. Veid: sum av tellere over sum av nevnere."""

    UVEID = "uveid"
    VEID = "veid"


class Avvikstype(StrEnum):
    """Hvordan et avvik skrives."""

    PROSENT = "prosent"
    PROSENTENHETER = "prosentenheter"
    ENHETER = "enheter"


class Ressursbrukstype(StrEnum):
    """Avvik fra utgiftsbehov i kroner per innbygger eller i prosent."""

    KRONER = "kroner"
    PROSENT = "prosent"


class Status(StrEnum):
    """Hva vi vet om et tall. «Mangler» blir aldri fylt ut med en antakelse."""

    PUBLISERT = "publisert"
    UTLEDET = "utledet"
    MANGLER = "mangler"


class Dom(StrEnum):
    """Dommene over et trykt tall (KONTRAKT §2), de samme overalt."""

    STEMMER = "stemmer"
    MOTSTRID = "motstrid"
    KAN_IKKE_SKILLES = "kan ikke skilles"
    KAN_IKKE_BEREGNES = "kan ikke beregnes"


class Feil(Enum):
    """De sju feilverdiene (KONTRAKT §1); tallet er det Excels FEIL.TYPE gir.

    Når flere feil møtes i samme svar, vinner den med lavest tall. #N/A, altså
    «mangler», er dermed den svakeste: en ekte feil skjules aldri av et manglende tall.
    Excels nyere feil (#SPILL!, #CALC! …) finnes ikke i alle verter og leses som #VALUE!.
    """

    NULL = 1
    DIV0 = 2
    VALUE = 3
    REF = 4
    NAME = 5
    NUM = 6
    NA = 7

    @property
    def tekst(self) -> str:
        """Slik feilen skrives i filer og i engelsk Excel, for eksempel «#N/A»."""
        return _FEILTEKST[self]

    @classmethod
    def fra_tekst(cls, tekst: str) -> "Feil | None":
        """Feilverdien bak teksten, eller None når teksten ikke er en feilverdi.

        >>> Feil.fra_tekst("#DIV/0!")
        <Feil.DIV0: 2>
        """
        return _FRA_TEKST.get(tekst.upper())


_FEILTEKST = {
    Feil.NULL: "#NULL!",
    Feil.DIV0: "#DIV/0!",
    Feil.VALUE: "#VALUE!",
    Feil.REF: "#REF!",
    Feil.NAME: "#NAME?",
    Feil.NUM: "#NUM!",
    Feil.NA: "#N/A",
}
_FRA_TEKST = {tekst: feil for feil, tekst in _FEILTEKST.items()}
