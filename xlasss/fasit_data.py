"""Fasiten: hvert tall rapportene har trykt, med side, sted og ordlyd, som intervall.

Ingen endrer et trykt tall for å få en prøve grønn. Et avvik er vår feil til en rad i
`kjente_avvik.csv` forklarer det.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from xlasss.beregning.intervall import Intervall
from xlasss.datafiler import DATA, Rad, les_csv
from xlasss.errors import UkjentNavn
from xlasss.kilder import kilde

KOLONNER = (
    "id", "utgave", "aar", "sektor", "hvem", "storrelse", "indikator", "verdi", "desimaler", "omtrentlig",
    "halvbredde", "enhet", "kilde", "side", "sted", "sitat", "merknad",
)  # fmt: skip
AVVIK_KOLONNER = ("id", "aarsak", "hva_vi_vet", "side", "utloper")
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
    def intervall(self) -> Intervall:
        """Hva tallet kan ha vært før avrunding; «halvbredde» går foran desimalene (KONTRAKT §3)."""
        if self.halvbredde:
            halv = Fraction(self.halvbredde)
            return Intervall(Fraction(self.trykt) - halv, Fraction(self.trykt) + halv)
        return Intervall.trykt(self.trykt, self.desimaler, self.omtrentlig)


@dataclass(frozen=True)
class KjentAvvik:
    """Et avvik vi kjenner: hva vi vet, årsaken eller «årsak ikke kjent», og når det prøves på nytt."""

    id: str
    aarsak: str
    hva_vi_vet: str
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
    if f["omtrentlig"] not in ("ja", "nei"):
        raise rad.feil(f"«omtrentlig» er «{f['omtrentlig']}», skal være ja eller nei.")
    try:
        lest = Fasit(
            f["id"], f["utgave"], f["aar"], f["sektor"], f["hvem"], f["storrelse"], f["indikator"],
            f["verdi"], int(f["desimaler"]), f["omtrentlig"] == "ja", f["halvbredde"], f["enhet"], f["kilde"],
            f["side"], f["sted"], f["sitat"], f["merknad"],
        )  # fmt: skip
        float(lest.trykt), float(lest.halvbredde or 0)
    except ValueError as feil:
        raise rad.feil(str(feil)) from None
    for kolonne in ("id", "utgave", "aar", "sektor", "hvem", "storrelse", "enhet", "side", "sted", "sitat"):
        if not f[kolonne]:
            raise rad.feil(f"«{kolonne}» er tom.")
    kilde(lest.kilde)
    return lest


@cache
def fasit_rader(rapport: str) -> dict[str, Fasit]:
    """Alle trykte tall i en rapport, etter id."""
    fil = DATA / "fasit" / f"{rapport}.csv"
    if rapport not in rapporter():
        raise UkjentNavn(f"Det finnes ingen fasit for «{rapport}».", f"Rapportene er: {', '.join(rapporter())}.")
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
    rader = les_csv(DATA / "fasit" / f"{rapport}_relasjoner.csv", RELASJON_KOLONNER)
    return tuple(Relasjon(r["relasjon"], r["venstre"], r["uttrykk"]) for r in rader)


@cache
def kjente_avvik() -> dict[str, KjentAvvik]:
    """Avvikene vi kjenner, etter id på relasjonen eller tallet de gjelder."""
    rader = les_csv(DATA / "fasit" / "kjente_avvik.csv", AVVIK_KOLONNER)
    for rad in rader:
        if not rad["aarsak"] or not rad["utloper"]:
            raise rad.feil("årsak og utløp må stå, også når årsaken er «årsak ikke kjent».")
    return {r["id"]: KjentAvvik(r["id"], r["aarsak"], r["hva_vi_vet"], r["side"], r["utloper"]) for r in rader}


def fasit(id: str) -> Fasit:
    """Det trykte tallet med denne id-en, i hvilken rapport det enn står."""
    for rapport in rapporter():
        funnet = fasit_rader(rapport).get(id.strip())
        if funnet:
            return funnet
    raise UkjentNavn(f"Fasiten «{id}» finnes ikke.")
