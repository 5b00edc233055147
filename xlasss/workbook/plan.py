"""Where everything stands in a workbook: a sector's index and profiles, one block after the other."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xlasss.begreper import Maal
from xlasss.kommunenumre import kommunekoder
from xlasss.sektorer import Indikator, Maalblokk, Sektorfil
from xlasss.tverrtabell import Tverrfil
from xlasss.workbook.blokk import LUFT, TOPP, Blokk, Plan
from xlasss.workbook.inndata import blokkid, inndata
from xlasss.workbook.mot import navnene, nevnere_i_den_andre
from xlasss.workbook.tverrplan import tverrplan


class Valg(NamedTuple):
    """En blokk før den har fått en plass."""

    slag: str
    tittel: str
    maal: Maalblokk
    aar: str
    indikatorer: tuple[Indikator, ...]
    trykte: tuple[str, ...]
    desimaler: int | None


def plan(sektor: Sektorfil) -> Plan:
    """Legg ut arbeidsboken: en sektors indeks og tjenesteprofiler, eller tabellene i en tverrgående fil."""
    if isinstance(sektor, Tverrfil):
        return tverrplan(sektor)
    return Plan(sektor, tuple(_lagt_ut(sektor, _valg(sektor))), inndata(sektor))


def _valg(sektor: Sektorfil) -> Iterator[Valg]:
    aar, endring = str(sektor.utgave.aar), f"{sektor.utgave.aar - 1}–{sektor.utgave.aar}"
    for maal in sektor.blokker(Maal.PRODUKSJONSINDEKS):
        i = sektor.indikatorer_i(maal.maal, maal.profil)
        yield Valg("nivaa", "Produksjonsindeks: nivå", maal, aar, i, ("snitt",), None)
        yield Valg("vekst", "Produksjonsindeks: endring i prosent", maal, endring, i, ("snitt",), 1)
    for maal in sektor.blokker(Maal.TJENESTEPROFIL):
        navn, i = maal.navn or "Tjenesteprofil", sektor.indikatorer_i(maal.maal, maal.profil)
        yield Valg("profil", navn, maal, aar, i, ("snitt", "lavest", "hoyest"), None)
        if sektor.veier(maal):
            yield Valg("nevner", f"Nevnere i det veide snittet, {navn.lower()}", maal, aar, i, (), 0)
    for maal, i in nevnere_i_den_andre(sektor):
        navn = f"Nevnere i utgave {navnene(sektor)[1]}, {(maal.navn or 'tjenesteprofil').lower()}"
        yield Valg("nevner", navn, maal, aar, i, (), 0)


def _lagt_ut(sektor: Sektorfil, valg: Iterable[Valg]) -> Iterator[Blokk]:
    koder = kommunekoder(sektor.utgave.aar)
    kommuner = tuple((koder[navn], navn) for navn in sektor.utgave.kommuner)
    topp = TOPP
    for nr, v in enumerate((v for v in valg if v.indikatorer), start=1):
        blokk = Blokk(
            blokkid(v.slag, v.maal.profil), v.slag, f"{nr}  {v.tittel} {v.aar}", v.maal, v.aar, v.indikatorer, kommuner,
            v.trykte, topp, v.desimaler,
        )  # fmt: skip
        yield blokk
        topp = blokk.slutt + LUFT
