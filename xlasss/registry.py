"""One table of worksheet functions: name, arguments, help, result shape, calculation.

Every host and engine calls `kall` with plain cell values and gets cell values back.
Conversion is in `cells`, arithmetic in `beregning`; what is written here is only what
each function is called, takes and gives, and how far an error in a cell reaches.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from xlasss.beregning import (
    avrunding,
    avvik,
    deflatering,
    demografi,
    effektivitet,
    indeks,
    ressursbruk,
    snitt,
    utgiftsbehov,
    vekst,
)
from xlasss.beregning.svar import Svar
from xlasss.oppslag import fasit_verdi, kilde_tekst, parameter_verdi, sjekk, versjon


class Form(Enum):
    """Formen et argument har: m er kommuner (rader), n er indikatorer (kolonner)."""

    MATRISE = "m×n"
    KOMMUNER = "m"
    INDIKATORER = "n"
    KOMMUNER_ELLER_MATRISE = "m eller m×n"
    INDIKATORER_ELLER_MATRISE = "n eller s×n"
    ELEMENT = "tall eller område"
    TALL = "ett tall"
    TEKST = "tekst"

    @property
    def kan_vaere_matrise(self) -> bool:
        """Om argumentet er en vektor eller en matrise, etter hva brukeren gir."""
        return self in (Form.KOMMUNER_ELLER_MATRISE, Form.INDIKATORER_ELLER_MATRISE)


class Rekkevidde(Enum):
    """Hvor langt en feil i en celle når i svaret."""

    RAD = "kommunens rad"
    CELLE = "cellen selv; vekter når alle"
    NETTVERK = "alle, fordi snittet er ødelagt; et manglende tall bare kommunens rad"
    KOLONNE = "indikatorens kolonne, fordi snittet er ødelagt; et manglende tall bare cellen"
    ELEMENT = "samme plass"


@dataclass(frozen=True)
class Argument:
    """Ett argument i en regnearkfunksjon."""

    navn: str
    form: Form
    hjelp: str
    valgfri: bool = False

    @property
    def er_omraade(self) -> bool:
        """Om argumentet må være et område; resten kan også være et enkelttall."""
        return self.form not in (Form.ELEMENT, Form.TALL, Form.TEKST)


@dataclass(frozen=True)
class Funksjon:
    """En regnearkfunksjon. ``rekkevidde`` er None for oppslag, som ikke regner på felt."""

    navn: str
    hjelp: str
    definisjon: str
    argumenter: tuple[Argument, ...]
    resultat: str
    rekkevidde: Rekkevidde | None
    beregn: Callable[..., Svar] | Callable[..., object]

    @property
    def minst(self) -> int:
        return sum(not a.valgfri for a in self.argumenter)

    @property
    def signatur(self) -> str:
        """Slik den skrives i Excel: ASSS_SNITT(verdier; type; [vekter]; [utelat])."""
        return f"{self.navn}({'; '.join(f'[{a.navn}]' if a.valgfri else a.navn for a in self.argumenter)})"


def _arg(navn: str, form: Form, hjelp: str, *, valgfri: bool = False) -> Argument:
    return Argument(navn, form, hjelp, valgfri)


_INDIKATORER = _arg("indikatorer", Form.MATRISE, "Indikatorene, ASSS-snittet = 1; rader er kommuner")
_VEKTER = _arg("vekter", Form.INDIKATORER, "En vekt per indikator; brukes som andeler av summen")
_VEKST = _arg("vekst", Form.MATRISE, "Vekst per indikator i prosent; rader er kommuner")
_KOSTNADSINDEKS = _arg("kostnadsindeks", Form.KOMMUNER, "Kostnadsindeks per kommune, landet = 1")
_INNBYGGERE = _arg("innbyggere", Form.KOMMUNER, "Antall innbyggere per kommune")
_NETTO = _arg("netto_utgift", Form.KOMMUNER, "Netto driftsutgift, kr per innbygger")
_BEHOV = _arg("utgiftsbehov", Form.KOMMUNER, "Korrigert beregnet utgiftsbehov, kr per innbygger")
_VERDIER = _arg("verdier", Form.MATRISE, "Verdier; rader er kommuner, kolonner er indikatorer")
_SNITTYPE = _arg("type", Form.TEKST, "«uveid» eller «veid»")
_SNITTVEKTER = _arg(
    "vekter", Form.KOMMUNER_ELLER_MATRISE, "Nevnerne i et veid snitt: én per kommune, eller én per verdi", valgfri=True
)
_UTELAT = _arg("utelat", Form.KOMMUNER, "1 tar kommunen ut av snittet; tomt eller 0 lar den stå", valgfri=True)
_NAVN = _arg("navn", Form.TEKST, "Parameterens navn, for eksempel «vekt.grunnskole.sfo»")
_AAR = _arg("aar", Form.TALL, "Året parameteren skal gjelde for")
_UTGAVE = _arg("utgave", Form.TEKST, "Utgaven av metoden, når mer enn én passer", valgfri=True)

_TABELL = (
    Funksjon("ASSS_PRODINDEKS", "Produksjonsindeks for en sektor, ASSS-snittet = 1", "Σ w·x / Σ w",
             (_INDIKATORER, _VEKTER), "m×1", Rekkevidde.RAD, indeks.produksjonsindeks),
    Funksjon("ASSS_BIDRAG", "Hva hver indikator bidrar med til produksjonsindeksen, i prosentenheter",
             "100·w·(x−1)/Σw", (_INDIKATORER, _VEKTER), "m×n", Rekkevidde.CELLE, indeks.bidrag),
    Funksjon("ASSS_INDIKATOR", "Innbyggerorientert indikator: kommunen mot nettverket per behov",
             "(mengde/behov) / (Σ mengde / Σ behov)",
             (_arg("mengde", Form.KOMMUNER, "Mengden per kommune, for eksempel timer"),
              _arg("behov", Form.KOMMUNER, "Behovet, oftest behovskorrigerte innbyggere")),
             "m×1", Rekkevidde.NETTVERK, indeks.indikator),
    Funksjon("ASSS_BEHOVSINNB", "Behovskorrigerte innbyggere", "innbyggere · kostnadsindeks",
             (_INNBYGGERE, _KOSTNADSINDEKS), "m×1", Rekkevidde.RAD, indeks.behovsinnbyggere),
    Funksjon("ASSS_PRODVEKST", "Volumvekst i produksjonen for en sektor, prosent",
             "100·(Σ w·x / Σ (w·x/(1+g)) − 1)",
             (_VEKST, _VEKTER, _arg("indikatorer", Form.MATRISE, "Nivået ved årets slutt, ASSS-snittet = 1")),
             "m×1", Rekkevidde.RAD, vekst.produksjonsvekst),
    Funksjon("ASSS_SAMMENSATTVEKST", "Kjedet vekst, for eksempel elever og resultat, prosent",
             "100·(Π(1+g) − 1)", (_VEKST,), "m×1", Rekkevidde.RAD, vekst.sammensatt_vekst),
    Funksjon("ASSS_UTGIFTSINDEKS", "Brutto driftsutgift mot ASSS-snittet, korrigert for behov",
             "(e/K) / (ΣN·e / ΣN·K)",
             (_arg("utgift_per_innb", Form.KOMMUNER, "Brutto driftsutgift, kr per innbygger, korrigert"),
              _KOSTNADSINDEKS, _INNBYGGERE), "m×1", Rekkevidde.NETTVERK, effektivitet.utgiftsindeks),
    Funksjon("ASSS_EFFEKTIVITET", "Produksjonsindeks delt på utgiftsindeks", "produksjonsindeks / utgiftsindeks",
             (_arg("produksjonsindeks", Form.ELEMENT, "Produksjonsindeks, ASSS-snittet = 1"),
              _arg("utgiftsindeks", Form.ELEMENT, "Utgiftsindeks, ASSS-snittet = 1")),
             "som argumentene", Rekkevidde.ELEMENT, effektivitet.effektivitet),
    Funksjon("ASSS_KOSTNADSINDEKS", "Kostnadsindeks etter kostnadsnøkkelen, landet = 1", "Σ w·(k/k_land) / Σ w",
             (_arg("kriterier", Form.MATRISE, "Kriteriene per innbygger; rader er kommuner"),
              _arg("kriterier_landet", Form.INDIKATORER, "Kriteriene for landet, per innbygger"), _VEKTER),
             "m×1", Rekkevidde.RAD, utgiftsbehov.kostnadsindeks),
    Funksjon("ASSS_UTGIFTSBEHOV", "Beregnet utgiftsbehov, kr per innbygger", "kostnadsindeks · landssnitt + korreksjon",
             (_KOSTNADSINDEKS, _arg("landssnitt", Form.TALL, "Landets utgift, kr per innbygger"),
              _arg("korreksjon", Form.KOMMUNER, "Korreksjoner, kr per innbygger", valgfri=True)),
             "m×1", Rekkevidde.RAD, utgiftsbehov.utgiftsbehov),
    Funksjon("ASSS_RESSURSBRUK", "Avvik fra utgiftsbehovet i kroner per innbygger eller prosent",
             "n − b, eller 100·(n/b − 1)",
             (_NETTO, _BEHOV, _arg("type", Form.TEKST, "«kroner» eller «prosent»")),
             "m×1", Rekkevidde.RAD, ressursbruk.ressursbruk),
    Funksjon("ASSS_RESSINDIKATOR", "Ressursbruksindikator: ressursbruk mot uveid ASSS-snitt = 1",
             "r / uveid snitt av r, der r = netto/behov",
             (_NETTO, _BEHOV), "m×1", Rekkevidde.NETTVERK, ressursbruk.ressursbruksindikator),
    Funksjon("ASSS_SNITT", "Snitt over nettverket per indikator, uveid eller veid", "Σ w·x / Σ w",
             (_VERDIER, _SNITTYPE, _SNITTVEKTER, _UTELAT), "1×n", Rekkevidde.KOLONNE, snitt.snitt),
    Funksjon("ASSS_PROFIL", "Tjenesteprofil: 100 er snittet i nettverket", "100·verdi/snitt",
             (_VERDIER, _SNITTYPE, _SNITTVEKTER, _UTELAT), "m×n", Rekkevidde.KOLONNE, snitt.profil),
    Funksjon("ASSS_AVVIK", "Avvik fra en referanse", "100·(v/r−1), eller v − r",
             (_arg("verdi", Form.ELEMENT, "Verdien"), _arg("referanse", Form.ELEMENT, "Det den måles mot"),
              _arg("type", Form.TEKST, "«prosent», «prosentenheter» eller «enheter»")),
             "som argumentene", Rekkevidde.ELEMENT, avvik.avvik),
    Funksjon("ASSS_REALVEKST", "Vekst uten prisstigning og folkevekst, prosent", "100·((1+n)/((1+d)(1+f)) − 1)",
             (_arg("nominell", Form.ELEMENT, "Nominell vekst, prosent"),
              _arg("deflator", Form.ELEMENT, "Prisvekst, prosent"),
              _arg("folkevekst", Form.ELEMENT, "Folkevekst, prosent", valgfri=True)),
             "som argumentene", Rekkevidde.ELEMENT, deflatering.realvekst),
    Funksjon("ASSS_DEFLATOR", "Kommunal deflator, prosent", "andel·lønn + (1−andel)·pris",
             (_arg("lonnsvekst", Form.ELEMENT, "Lønnsvekst, prosent"),
              _arg("prisvekst", Form.ELEMENT, "Prisvekst på kjøp, prosent"),
              _arg("lonnsandel", Form.ELEMENT, "Lønnens andel, 0–1")),
             "som argumentene", Rekkevidde.ELEMENT, deflatering.deflator),
    Funksjon("ASSS_DEMOGRAFIKOSTNAD", "Hva endret alderssammensetning koster, kr", "Σ (til−fra)·sats",
             (_arg("befolkning_fra", Form.INDIKATORER, "Innbyggere per aldersgruppe ved start"),
              _arg("befolkning_til", Form.INDIKATORER, "Innbyggere per aldersgruppe ved slutt"),
              _arg("satser", Form.INDIKATORER_ELLER_MATRISE, "Kr per innbygger og aldersgruppe; én rad per sektor")),
             "ett tall eller s×1", Rekkevidde.RAD, demografi.demografikostnad),
    Funksjon("ASSS_AVRUND", "Avrunding, halve bort fra null", "det skrevne desimaltallet rundes",
             (_arg("verdi", Form.ELEMENT, "Tallet"), _arg("desimaler", Form.ELEMENT, "Antall; −2 er hundrere")),
             "som argumentene", Rekkevidde.ELEMENT, avrunding.avrund),
    Funksjon("ASSS_PARAMETER", "En vekt, sats eller andel som metoden bruker", "oppslag i parametertabellen",
             (_NAVN, _AAR, _UTGAVE), "ett tall", None, parameter_verdi),
    Funksjon("ASSS_KILDE", "Kilden til en parameter, med side", "oppslag i parametertabellen",
             (_NAVN, _AAR, _UTGAVE), "tekst", None, kilde_tekst),
    Funksjon("ASSS_FASIT", "Tallet slik rapporten trykte det", "oppslag i fasiten",
             (_arg("id", Form.TEKST, "Tallets id i fasiten"),), "ett tall", None, fasit_verdi),
    Funksjon("ASSS_SJEKK", "Dommen over et regnet tall mot det trykte", "stemmer, motstrid eller kan ikke beregnes",
             (_arg("verdi", Form.TALL, "Det regnede tallet"), _arg("fasit", Form.TALL, "Det trykte tallet"),
              _arg("desimaler", Form.TALL, "Desimaler i det trykte")), "tekst", None, sjekk),
    Funksjon("ASSS_VERSJON", "Versjonen av xlasss og dataene", "tekst", (), "tekst", None, versjon),
)  # fmt: skip

REGISTER: dict[str, Funksjon] = {f.navn: f for f in _TABELL}
