"""Lay out a cross-cutting workbook: a block per table and year, and the printed numbers that go in."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from xlasss.fasit_data import Fasit, fasit_rader
from xlasss.kommunenumre import kommunekoder
from xlasss.tverrtabell import Felt, Tabell, Tverrfil
from xlasss.workbook.blokk import LUFT, TOPP, Blokk, Plan
from xlasss.workbook.inndata import RADNOKKEL, Inndatum, fra_fasit

_ENHETER = {"kroner per innb.": "kroner", "mill. kroner": "mill_kroner", "pst.enh.": "prosentenheter"}


def tverrplan(fil: Tverrfil) -> Plan:
    """Blokkene etter hverandre, og inndataene rapporten gir."""
    blokker = tuple(_lagt_ut(fil))
    return Plan(fil, blokker, _inndata(fil, blokker))


def periodenavn(fil: Tverrfil, aar: Any) -> str:
    """Året, eller perioden: «2016», «2015–2016»."""
    return "–".join(str(fil.utgave.aar + a) for a in (aar if isinstance(aar, tuple) else (aar,)))


def blokkid(fil: Tverrfil, tabell: Tabell, aar: Any) -> str:
    """Nøkkelen til et år av en tabell."""
    return tabell.nokkel if len(tabell.aar) == 1 else f"{tabell.nokkel}_{periodenavn(fil, aar).replace('–', '_')}"


def _lagt_ut(fil: Tverrfil) -> Iterator[Blokk]:
    koder = kommunekoder(fil.utgave.aar)
    kommuner = tuple((koder[navn], navn) for navn in fil.utgave.kommuner)
    alle = [(tabell, aar) for tabell in fil.tabeller for aar in tabell.aar]
    topp = TOPP
    for nr, (tabell, aar) in enumerate(alle, start=1):
        periode = periodenavn(fil, aar)
        indikatorer = fil.indikatorer_i(tabell.maal.maal, tabell.nokkel)
        blokk = Blokk(
            blokkid(fil, tabell, aar), "tabell", f"{nr}  {tabell.navn} {periode}", tabell.maal, periode, indikatorer,
            kommuner, tabell.trykte, topp, None, tabell,
        )  # fmt: skip
        yield blokk
        topp = blokk.slutt + LUFT


def trykte_tall(fil: Tverrfil, blokk: Blokk, felt: Felt) -> dict[str, Fasit]:
    """Fasiten for en kolonne eller et resultat, etter rad: kommunenavn, «ovrige», «resten» eller «landet»."""
    t = felt.trykt
    enhet = _ENHETER.get(felt.enhet, felt.enhet)
    funnet: dict[str, Fasit] = {}
    hva = (t.sektor, t.storrelse, t.indikator, enhet, blokk.aar.replace("–", "-"))
    for rad in _fasit(fil.utgave.rapport).get(hva, ()):
        sted = _sted(rad)
        if sted in t.steder:
            hvem = RADNOKKEL.get(rad.hvem, rad.hvem)
            if hvem not in funnet or t.steder.index(sted) < t.steder.index(_sted(funnet[hvem])):
                funnet[hvem] = rad
    return funnet


def _sted(rad: Fasit) -> str:
    return f"s{rad.side} {rad.sted}"


@cache
def _fasit(rapport: str) -> dict[tuple[str, str, str, str, str], list[Fasit]]:
    """Tallene i rapporten etter sektor, størrelse, indikator, enhet og år."""
    etter: dict[tuple[str, str, str, str, str], list[Fasit]] = {}
    for rad in fasit_rader(rapport).values() if rapport else ():
        etter.setdefault((rad.sektor, rad.storrelse, rad.indikator, rad.enhet, rad.aar), []).append(rad)
    return etter


def _inndata(fil: Tverrfil, blokker: tuple[Blokk, ...]) -> dict[tuple[str, str, str], Inndatum]:
    """Inndata per (blokk, rad, kolonne); et tall som gjelder hele landet, står i alle radene."""
    funnet = {}
    for blokk in blokker:
        for felt in blokk.tabell.kolonner if blokk.tabell else ():
            trykte = trykte_tall(fil, blokk, felt)
            if felt.trykt.hvem:
                radene = (*(navn for _, navn in blokk.kommuner), *blokk.trykte)
                felles = trykte.get(RADNOKKEL.get(felt.trykt.hvem, felt.trykt.hvem))
                trykte = dict.fromkeys(radene, felles) if felles else {}
            for hvem, rad in trykte.items():
                funnet[blokk.id, hvem, felt.nokkel] = fra_fasit(rad)
    return funnet
