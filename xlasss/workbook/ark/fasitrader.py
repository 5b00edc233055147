"""The printed numbers a workbook can compute itself: on Kontroll they stand beside what it found."""

from collections.abc import Iterator
from typing import NamedTuple

from xlasss.fasit_data import Fasit, fasit_rader
from xlasss.tverrtabell import Tverrfil
from xlasss.workbook.ark import etterregning
from xlasss.workbook.ark.felles import svar
from xlasss.workbook.ark.tabell import rader_med_svar, resultater
from xlasss.workbook.blokk import BEREGNING, KOL_DATA, Blokk, Plan
from xlasss.workbook.henvisning import svarkolonne
from xlasss.workbook.modell import ref
from xlasss.workbook.tverrplan import trykte_tall


class Fasitrad(NamedTuple):
    """Fasiten, hva den er, cellen med det regnede, og hvor mye avrunding i inndata kan flytte det."""

    fasit: Fasit
    hva: str
    regnet: str
    usikkerhet: str


def fasitrader(plan: Plan) -> list[Fasitrad]:
    """Trykte tall arbeidsboken regner."""
    if not plan.sektor.utgave.rapport:
        return []
    if plan.tverrfil:
        return [rad for b in plan.tabeller for rad in _tabellens(plan, plan.tverrfil, b)]
    return list(_sektorens(plan)) if plan.har_indeks else []


def _sektorens(plan: Plan) -> Iterator[Fasitrad]:
    """Produksjonsindeksen og veksten i den."""
    n, v, indeks = plan.nivaa, plan.vekst, plan.nivaa.maal
    valg = {("produksjonsindeks", indeks.nivaa_sted): n, ("produksjonsendring", indeks.vekst_sted): v}
    for f in fasit_rader(plan.sektor.utgave.rapport).values():
        snitt = f.hvem == "ASSS-snitt" and f.storrelse == "produksjonsendring"
        b = v if snitt else valg.get((f.storrelse, f.sted))
        if f.sektor != plan.sektor.nokkel or b is None or f.enhet not in ("indeks", "prosent"):
            continue
        rad = b.trykt_rad("snitt") if snitt else b.kommunerad(f.hvem)
        usikkerhet = f"0.5*10^-{n.indikatorer[0].desimaler}" if b is n else etterregning.spenn(plan, rad)
        hva = "Produksjonsindeks" if b is n else "Vekst i produksjonen"
        yield Fasitrad(f, hva, _svaret(plan, rad, 0), usikkerhet)


def _tabellens(plan: Plan, fil: Tverrfil, b: Blokk) -> Iterator[Fasitrad]:
    """Resultatene i en tabell som også er trykt."""
    for k, felt in enumerate(resultater(b)):
        radene = rader_med_svar(b, felt)
        for hvem, f in trykte_tall(fil, b, felt).items():
            rad = b.trykt_rad(hvem) if hvem in b.trykte else b.kommunerad(hvem)
            if rad in radene:
                yield Fasitrad(f, felt.navn, _svaret(plan, rad, svarkolonne(b, k)), felt.spenn)


def _svaret(plan: Plan, rad: int, plass: int) -> str:
    to = (BEREGNING, KOL_DATA + plass), (etterregning.NAVN, plan.tvilling + plass)
    return svar(*(ref(ark, rad, kol, fast="rk") for ark, kol in to))
