"""What the source gives for each input cell, and what it does not: value and Opphav.

Nothing is inferred. A cell the source does not give, or that cannot be read, is empty and
its Opphav says so.
"""

from dataclasses import dataclass

from xlasss.begreper import Maal
from xlasss.fasit_data import Fasit, fasit_rader
from xlasss.sektorer import Sektorfil

HENTET, MANUELL, TRYKT, MANGLER = "hentet", "manuell", "trykt", "mangler"
_RADNOKKEL = {"ASSS-snitt": "snitt", "lavest ASSS": "lavest", "høyest ASSS": "hoyest"}


@dataclass(frozen=True)
class Inndatum:
    """Verdien i en inndatacelle og opphavet til den; ``trykt`` er fasitraden den står i."""

    verdi: float | None
    opphav: str
    trykt: Fasit | None = None


def _fra_fasit(rad: Fasit) -> Inndatum:
    return Inndatum(rad.verdi, f"{TRYKT} s. {rad.side} {rad.sted}", rad)


def inndata(sektor: Sektorfil) -> dict[tuple[str, str, str], Inndatum]:
    """Inndata per (blokk, rad, indikator); raden er kommunenavn, snitt, lavest eller hoyest."""
    indeks, profil = sektor.maal[Maal.PRODUKSJONSINDEKS], sektor.maal[Maal.TJENESTEPROFIL]
    blokk_for = {
        ("indikator", indeks.nivaa_sted): "nivaa",
        ("indikatorendring", indeks.vekst_sted): "vekst",
        ("profilverdi", profil.profil_sted): "profil",
        ("ressursbruksindikator", profil.profil_sted): "profil",
    }
    funnet = {}
    for rad in fasit_rader(sektor.utgave.rapport).values():
        blokk = blokk_for.get((rad.storrelse, rad.sted))
        if blokk and rad.sektor == sektor.nokkel:
            funnet[blokk, _RADNOKKEL.get(rad.hvem, rad.hvem), rad.indikator] = _fra_fasit(rad)
    for indikator in sektor.indikatorer_i(Maal.PRODUKSJONSINDEKS):
        funnet["nivaa", "snitt", indikator.nokkel] = Inndatum(1.0, f"{TRYKT} s. 40: snittet er 1")
    return funnet


def mangler(sektor: Sektorfil, rad: str) -> Inndatum:
    """Cellen kilden ikke gir: for rapportens egen kommune og snittet er den ikke lesbar."""
    egen = rad == sektor.utgave.kommune or rad in _RADNOKKEL.values()
    return Inndatum(None, f"{MANGLER} (ulesbar)" if egen else MANGLER)
