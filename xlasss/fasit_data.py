"""Fasiten: hvert tall rapportene har trykt, med side, sted og ordlyd, som intervall.

Ingen endrer et trykt tall for å få en prøve grønn. Et avvik er vår feil til en rad i
`kjente_avvik.csv` forklarer det.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from xlasss.beregning.intervall import Intervall
from xlasss.datafiler import DATA, Rad, les_csv
from xlasss.errors import UkjentNavn, XlasssFeil
from xlasss.kilder import kilder

KOLONNER = (
    "id", "utgave", "aar", "sektor", "hvem", "storrelse", "indikator", "verdi", "desimaler", "omtrentlig",
    "halvbredde", "enhet", "kilde", "side", "sted", "sitat", "merknad",
)  # fmt: skip
AVVIK_KOLONNER = ("id", "aarsak", "hva_vi_vet", "nedre", "ovre", "side", "utloper")
RELASJON_KOLONNER = ("relasjon", "venstre", "uttrykk")


@dataclass(frozen=True)
class Fasit:
    """Ett trykt tall."""

    id: str
    utgave: str
    aar: str
    sektor: str
    hvem: str
    storrelse: str
    indikator: str
    trykt: str
    desimaler: int
    omtrentlig: bool
    halvbredde: str
    enhet: str
    kilde: str
    side: str
    sted: str
    sitat: str
    merknad: str

    @property
    def verdi(self) -> float:
        return float(self.trykt)

    @property
    def gikk_ned(self) -> bool:
        """Om setningen sier at størrelsen gikk ned; tallet er da trykt uten fortegn."""
        return "retning: ned" in self.merknad

    @property
    def nedover(self) -> bool:
        """Om setningen sier «ned», «lavere» eller «under», så et tall uten minus likevel er negativt."""
        return self.merknad.startswith(("retning: ned", "retning: lavere", "retning: under"))

    @property
    def med_fortegn(self) -> float:
        """Tallet med fortegnet setningen gir det: «4,4 prosent lavere» er −4,4."""
        return -self.verdi if self.nedover and self.verdi > 0 else self.verdi

    @property
    def intervall(self) -> Intervall:
        """Hva tallet kan ha vært før avrunding; «halvbredde» går foran desimalene (KONTRAKT §3)."""
        if self.halvbredde:
            halv = Fraction(self.halvbredde)
            return Intervall(Fraction(self.trykt) - halv, Fraction(self.trykt) + halv)
        return Intervall.trykt(self.trykt, self.desimaler, self.omtrentlig)


@dataclass(frozen=True)
class KjentAvvik:
    """Et avvik vi kjenner: hva vi vet, hva det regnede er, årsaken, og når det prøves på nytt.

    Det dekker bare regnede tall i `regnet`; et annet avvik fra det samme trykte tallet er nytt.
    """

    id: str
    aarsak: str
    hva_vi_vet: str
    regnet: Intervall
    side: str
    utloper: str


@dataclass(frozen=True)
class Relasjon:
    """Et trykt tall (venstre) og regningen som skal gi det."""

    navn: str
    venstre: str
    uttrykk: str


def rapporter() -> list[str]:
    """Rapportene det finnes fasit for."""
    return sorted(fil.name.removesuffix("_relasjoner.csv") for fil in (DATA / "fasit").glob("*_relasjoner.csv"))


def _fasit(rad: Rad) -> Fasit:
    f = rad.felt
    rad.krev("id", "utgave", "aar", "sektor", "hvem", "storrelse", "verdi", "enhet", "side", "sted", "sitat")
    rad.krev_tall("verdi", "desimaler", "halvbredde")
    if f["omtrentlig"] not in ("ja", "nei"):
        raise rad.feil(f"«omtrentlig» er «{f['omtrentlig']}», skal være ja eller nei.")
    try:
        lest = Fasit(
            f["id"], f["utgave"], f["aar"], f["sektor"], f["hvem"], f["storrelse"], f["indikator"],
            f["verdi"], int(f["desimaler"]), f["omtrentlig"] == "ja", f["halvbredde"], f["enhet"], f["kilde"],
            f["side"], f["sted"], f["sitat"], f["merknad"],
        )  # fmt: skip
    except ValueError as feil:
        raise rad.feil(str(feil)) from None
    if len(lest.trykt.partition(".")[2]) != max(lest.desimaler, 0):
        raise rad.feil(f"verdien er «{lest.trykt}», men «desimaler» er {lest.desimaler}.")
    if lest.halvbredde.startswith("-"):
        raise rad.feil(f"halvbredden er {lest.halvbredde}, skal ikke være negativ.")
    if lest.kilde not in kilder():
        raise rad.feil(f"kilden «{lest.kilde}» finnes ikke i kilder.toml.")
    return lest


def _fil(rapport: str, slutt: str) -> Path:
    if rapport not in rapporter():
        raise UkjentNavn(f"Det finnes ingen fasit for «{rapport}».", f"Rapportene er: {', '.join(rapporter())}.")
    return DATA / "fasit" / f"{rapport}{slutt}"


@cache
def fasit_rader(rapport: str) -> dict[str, Fasit]:
    """Alle trykte tall i en rapport, etter id."""
    fil = _fil(rapport, ".csv")
    rader: dict[str, Fasit] = {}
    plasser: dict[tuple[str, ...], str] = {}
    for rad in les_csv(fil, KOLONNER):
        f = _fasit(rad)
        plass = (f.utgave, f.sektor, f.storrelse, f.indikator, f.hvem, f.aar, f.enhet, f.side, f.sted)
        if f.id in rader:
            raise rad.feil(f"id «{f.id}» står to ganger.")
        if plass in plasser:
            raise rad.feil(f"samme tall som {plasser[plass]}: {' · '.join(plass)}.")
        rader[f.id] = f
        plasser[plass] = f.id
    return rader


@cache
def relasjoner(rapport: str) -> tuple[Relasjon, ...]:
    """Regningene som binder tallene i rapporten sammen."""
    rader = les_csv(_fil(rapport, "_relasjoner.csv"), RELASJON_KOLONNER)
    return tuple(Relasjon(r["relasjon"], r["venstre"], r["uttrykk"]) for r in rader)


@cache
def kjente_avvik() -> dict[str, KjentAvvik]:
    """Avvikene vi kjenner, etter id på relasjonen eller tallet de gjelder."""
    avvik: dict[str, KjentAvvik] = {}
    for rad in les_csv(DATA / "fasit" / "kjente_avvik.csv", AVVIK_KOLONNER):
        rad.krev("id", "aarsak", "utloper")  # også når årsaken er «årsak ikke kjent»
        if rad["id"] in avvik:
            raise rad.feil(f"id «{rad['id']}» står to ganger.")
        try:
            regnet = Intervall(Fraction(rad["nedre"]), Fraction(rad["ovre"]))
        except (ValueError, XlasssFeil):
            raise rad.feil(f"«{rad['nedre']}–{rad['ovre']}» er ikke et intervall.") from None
        avvik[rad["id"]] = KjentAvvik(rad["id"], rad["aarsak"], rad["hva_vi_vet"], regnet, rad["side"], rad["utloper"])
    return avvik


def fasit(id: str) -> Fasit:
    """Det trykte tallet med denne id-en, i hvilken rapport det enn står."""
    for rapport in rapporter():
        funnet = fasit_rader(rapport).get(id.strip())
        if funnet:
            return funnet
    raise UkjentNavn(f"Fasiten «{id}» finnes ikke.")
