"""What the source gives for each input cell, and what it does not: value and Opphav.

Nothing is inferred. A cell the source does not give, or that cannot be read, is empty and
its Opphav says so.
"""

from collections import defaultdict
from dataclasses import dataclass

from xlasss.begreper import Maal, Status
from xlasss.fasit_data import Fasit, fasit_rader
from xlasss.sektorer import Indikator, Sektorfil

HENTET, MANUELL, TRYKT, MANGLER = "hentet", "manuell", "trykt", "mangler"
TEKST = "tekst"
"""Stedet til et tall som er trykt i en setning."""
SNITTET_ER_1 = "snittet er 1"
"""Står i opphavet til et snitt som er 1 etter definisjonen, og ikke er avrundet."""
RADNOKKEL = {
    "ASSS-snitt": "snitt", "lavest ASSS": "lavest", "høyest ASSS": "hoyest",
    "øvrige ASSS": "ovrige", "resten av landet": "resten", "landet": "landet",
}  # fmt: skip
"""Raden et tall som ikke er en kommunes, hører til i."""


@dataclass(frozen=True)
class Inndatum:
    """Verdien i en inndatacelle og opphavet til den; ``trykt`` er fasitraden den står i."""

    verdi: float | None
    opphav: str
    trykt: Fasit | None = None


def fra_fasit(rad: Fasit) -> Inndatum:
    """Det trykte tallet, og hvor det står."""
    return Inndatum(rad.med_fortegn, f"{TRYKT} s. {rad.side} {rad.sted}", rad)


def blokkid(slag: str, profil: str) -> str:
    """Nøkkelen til en blokk: «nivaa», «vekst», «profil», «profil_67+» …"""
    return f"{slag}_{profil}" if profil else slag


def inndata(sektor: Sektorfil) -> dict[tuple[str, str, str], Inndatum]:
    """Inndata per (blokk, rad, indikator); raden er kommunenavn, snitt, lavest eller hoyest."""
    steder = _steder(sektor)
    blokker: dict[str, set[str]] = defaultdict(set)
    for (storrelse, _), her in steder.items():
        blokker[storrelse].update(her)
    funnet: dict[tuple[str, str, str], Inndatum] = {}
    rader = fasit_rader(sektor.utgave.rapport).values() if sektor.utgave.rapport else ()
    aarets = [r for r in rader if r.sektor == sektor.nokkel and r.aar.endswith(str(sektor.utgave.aar))]
    for rad in aarets:
        for blokk in steder.get((rad.storrelse, rad.sted), ()):
            funnet[blokk, RADNOKKEL.get(rad.hvem, rad.hvem), rad.indikator] = fra_fasit(rad)
    for rad in aarets:  # det tabellen har mistet, kan stå i en setning
        for blokk in blokker[rad.storrelse] if rad.sted == TEKST and not rad.omtrentlig else ():
            funnet.setdefault((blokk, RADNOKKEL.get(rad.hvem, rad.hvem), rad.indikator), fra_fasit(rad))
    for indikator in sektor.indikatorer_i(Maal.PRODUKSJONSINDEKS):
        funnet["nivaa", "snitt", indikator.nokkel] = Inndatum(1.0, f"{TRYKT} s. 40: {SNITTET_ER_1}")
    return funnet


def _steder(sektor: Sektorfil) -> dict[tuple[str, str], list[str]]:
    """Hvilke blokker en trykt størrelse på et sted hører hjemme i."""
    steder: dict[tuple[str, str], list[str]] = {}
    for b in sektor.maal:
        steder.setdefault(("indikator", b.nivaa_sted), []).append("nivaa")
        steder.setdefault(("indikatorendring", b.vekst_sted), []).append("vekst")
        for storrelse in ("profilverdi", "ressursbruksindikator"):
            steder.setdefault((storrelse, b.profil_sted), []).append(blokkid("profil", b.profil))
    return {sted: blokker for sted, blokker in steder.items() if sted[1]}


def mangler(sektor: Sektorfil, rad: str, indikator: Indikator) -> Inndatum:
    """Cellen kilden ikke gir: for rapportens egen kommune og snittet er den ikke trykt, eller ikke lesbar."""
    egen = bool(sektor.utgave.rapport) and (rad == sektor.utgave.kommune or rad in RADNOKKEL.values())
    hvorfor = "ikke trykt" if indikator.status is Status.MANGLER else "ulesbar"
    return Inndatum(None, f"{MANGLER} ({hvorfor})" if egen else MANGLER)
