"""Indikatorene som kan regnes av SSBs tall: en rad i `ssb_indikatorer.csv` er hele formelen.

Det regnes på uavrundede beløp. Tre slags regning: «belop» (faktor · x), «forhold»
(faktor · teller / nevner) og «vekst» (faktor · (x / x året før − 1)). Ingen av dem trekker én
celle fra en annen samme år, så ingen kan regne seg fram til det SSB holder tilbake.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from xlasss.beregning.intervall import Intervall
from xlasss.cells import les_celle
from xlasss.datafiler import DATA, Rad, les_csv
from xlasss.datakilder import kommuner
from xlasss.datakilder.verdier import HEMMELIG, Punkt, Verdi, koder, svakeste_tegn
from xlasss.errors import UkjentNavn
from xlasss.kilder import kilde

KOLONNER = (
    "indikator", "navn", "sektor", "utgave", "blokk", "storrelse", "regning", "teller", "nevner", "ssb_enhet", "faktor",
    "enhet", "kilde", "side", "merknad",
)  # fmt: skip
Variabel = tuple[str, str]


@dataclass(frozen=True)
class Indikator:
    """Formelen for én indikator."""

    nokkel: str
    navn: str
    sektor: str
    utgave: tuple[str, ...]
    """Utgavene av metoden formelen er kjent for; tomt er alle."""
    blokk: tuple[str, ...]
    """Blokkene i arbeidsboken, uten år. Samme nøkkel er en andel i én blokk og en vekst i en annen."""
    storrelse: str
    """Nøkkelen i blokkene, når indikatoren er en kolonne i en arbeidsbok."""
    regning: str
    teller: Variabel
    nevner: Variabel | None
    ssb_enhet: str
    """Enheten SSB oppgir leddene i, når en kilde sier den; ellers tomt. Leddene må uansett ha samme enhet."""
    faktor: Fraction
    enhet: str
    kilde: str
    side: str
    merknad: str

    @property
    def variabler(self) -> tuple[Variabel, ...]:
        return (self.teller, self.nevner) if self.nevner else (self.teller,)

    def celler(self, kommune: str, aar: int) -> list[tuple[Variabel, str, int]]:
        """Cellene indikatoren regnes av, med koden som gjaldt hvert år."""
        return [(v, kommuner.kode(kommune, a), a) for v in self.variabler for a in self.aarene(aar)]

    def aarene(self, aar: int) -> tuple[int, ...]:
        """Årene indikatoren regnes av; en vekst trenger også året før."""
        return (aar, aar - 1) if self.regning == "vekst" else (aar,)


def _variabel(rad: Rad, kolonne: str) -> Variabel:
    tabell, skille, navn = rad[kolonne].partition(":")
    if not (skille and len(tabell) == 5 and tabell.isdecimal()):
        raise rad.feil(f"«{kolonne}» er «{rad[kolonne]}», skal være tabell:variabel, for eksempel 12134:KOSAG110000.")
    return tabell, navn


def _les(rad: Rad) -> Indikator:
    rad.krev("indikator", "navn", "regning", "teller", "faktor", "enhet", "kilde")
    if rad["regning"] not in ("belop", "forhold", "vekst"):
        raise rad.feil(f"«regning» er «{rad['regning']}», skal være belop, forhold eller vekst.")
    if (rad["regning"] == "forhold") != bool(rad["nevner"]):
        raise rad.feil("«nevner» skal stå ved «forhold», og bare der.")
    if bool(rad["storrelse"]) != bool(rad["blokk"]):
        raise rad.feil("«storrelse» og «blokk» hører sammen: fyll ut begge eller ingen.")
    rad.krev_tall("faktor")
    kilde(rad["kilde"])
    nevner = _variabel(rad, "nevner") if rad["nevner"] else None
    f = rad.felt
    return Indikator(
        f["indikator"], f["navn"], f["sektor"], tuple(f["utgave"].split()), tuple(f["blokk"].split()), f["storrelse"],
        f["regning"], _variabel(rad, "teller"), nevner, f["ssb_enhet"], Fraction(f["faktor"]), f["enhet"], f["kilde"],
        f["side"], f["merknad"],
    )  # fmt: skip


@cache
def indikatorer() -> dict[str, Indikator]:
    """Alle indikatorene, etter nøkkel."""
    rader = [(_les(rad), rad) for rad in les_csv(DATA / "tabeller" / "ssb_indikatorer.csv", KOLONNER)]
    alle: dict[str, Indikator] = {}
    for en, rad in rader:
        if en.nokkel in alle:
            raise rad.feil(f"«{en.nokkel}» står to ganger.")
        alle[en.nokkel] = en
    return alle


def indikator(navn: str) -> Indikator:
    """Indikatoren med denne nøkkelen."""
    if navn not in indikatorer():
        raise UkjentNavn(
            f"Indikatoren «{navn}» kan ikke regnes av SSBs tall.", f"Disse kan: {', '.join(indikatorer())}."
        )
    return indikatorer()[navn]


def punkt(formel: Indikator, kommune: str, aar: int, celler: list[Verdi | None]) -> Punkt:
    """Indikatoren for én kommune og ett år, av cellene `Indikator.celler` nevner; None er det som ikke er hentet."""
    funnet = tuple(v for v in celler if v is not None)
    brudd = kommuner.er_brudd(kommune, aar)
    if (grunn := _annen_enhet(formel, funnet)) and not any(v.tegn == HEMMELIG for v in funnet):
        return Punkt(kommune, aar, None, "", brudd, funnet, grunn)
    verdier = [_eksakt(v) for v in celler]
    tall = [v for v in verdier if v is not None]
    if len(tall) < len(celler):
        tegn = [v.tegn for v in funnet if _eksakt(v) is None]
        return Punkt(kommune, aar, None, svakeste_tegn(tegn), brudd, funnet)
    if formel.regning == "vekst" and brudd:
        return Punkt(kommune, aar, None, ".", brudd, funnet)  # veksten over en sammenslåing er ingen vekst
    svar = _svar(formel, tall)
    return Punkt(kommune, aar, None if svar is None else float(svar), "" if svar is not None else ".", brudd, funnet)


def _annen_enhet(formel: Indikator, ledd: tuple[Verdi, ...]) -> str:
    """Hvilket ledd SSB oppgir i en annen enhet enn formelen er skrevet for; tomt når ingen."""
    for v in ledd:
        ventet = formel.ssb_enhet or ledd[0].enhet
        if v.enhet != ventet:
            hva = f"tabell {v.tabell}, {koder(v.variabel)} for {v.aar}"
            return f"SSB oppgir {hva}, i «{v.enhet}»; formelen er skrevet for «{ventet}»"
    return ""


def _eksakt(verdi: Verdi | None) -> Fraction | None:
    """Tallet i cellen; SSBs strek er 0, og det konfidensielle er aldri et tall."""
    if verdi is None or verdi.tegn == HEMMELIG:
        return None
    tall, feil = les_celle(verdi.celle)
    return None if feil is not None else Fraction(repr(tall))


def _svar(formel: Indikator, tall: list[Fraction]) -> Fraction | None:
    if formel.regning == "belop":
        return formel.faktor * tall[0]
    if tall[1] == 0:
        return None
    kvotient = tall[0] / tall[1]
    return formel.faktor * (kvotient - 1 if formel.regning == "vekst" else kvotient)


def intervall(formel: Indikator, punkt: Punkt) -> Intervall | None:
    """Det indikatoren kan ha vært før SSB rundet beløpene; None når det mangler tall."""
    if punkt.verdi is None:
        return None
    deler = [_foer_avrunding(v) for v in punkt.ledd]
    faktor = Intervall.eksakt(formel.faktor)
    if formel.regning == "belop":
        return faktor * deler[0]
    kvotient = deler[0] / deler[1]
    return faktor * (kvotient - Intervall.eksakt(1) if formel.regning == "vekst" else kvotient)


def _foer_avrunding(verdi: Verdi) -> Intervall:
    tall = _eksakt(verdi) or Fraction(0)
    return Intervall.eksakt(tall) if verdi.desimaler is None else Intervall.trykt(tall, verdi.desimaler)
