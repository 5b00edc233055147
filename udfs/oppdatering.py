"""Oppdater i den åpne arbeidsboken: planen er den samme som for en fil, bare skrivingen er Excels.

Bare verdier skrives, aldri formler eller format. Boken lagres ikke; den som sitter der, gjør det selv.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import xlwings as xw

from udfs.aapen_bok import ja, ja_nei_avbryt, kopien, krev_ulaast, mappen, navnet, skriv_inn, status
from udfs.kilder import kilden
from xlasss.engines.adresse import plass
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Bruksfeil, Filfeil
from xlasss.oppdatering.inndataark import Inndataark, Plass
from xlasss.oppdatering.kilde import Kilde
from xlasss.oppdatering.logg import ENDRINGSLOGG
from xlasss.oppdatering.oppdater import Kopi, Oppdatering, bruker, forbered
from xlasss.oppdatering.vern import bevar
from xlasss.rapport.oppdatering import kort_svar

AVBRUTT = "Ingenting er endret."
Strekk = tuple[str, int, int, list[Verdi]]
"""Ark, rad, kolonne og verdiene bortover derfra."""


def oppdater(bok: xw.Book) -> str:
    """Spør om år og kilde, vis hva som blir endret, og skriv det når svaret er ja."""
    if bok.api.ReadOnly:
        raise Filfeil(f"{bok.name} kan ikke skrives.", "Den er åpnet skrivebeskyttet. Lagre en kopi, og bruk den.")
    with kopien(bok) as kopi:
        with status(bok, "leser boken"):
            inndata = Kopi(kopi).inndata
        aar = _aaret(bok, inndata)
        if aar is None:
            return AVBRUTT
        with kilden(bok, inndata, aar) as kilde:
            o = _forberedt(bok, kopi, kilde, aar) if kilde else None
        if o is None:
            return AVBRUTT
        if not o.plan.celler:
            return kort_svar(o, gjort=False)
        if not ja(bok, f"{kort_svar(o, gjort=False)}\n\nSkal de skrives i {bok.name}?"):
            return AVBRUTT
        omraadene = [(bok.sheets[ark].range((rad, kol)).resize(1, len(verdier)), verdier)
                     for ark, rad, kol, verdier in strekk(o.celler)]  # fmt: skip
        for omraade, _ in omraadene:
            krev_ulaast(omraade)
        bevart = bevar(mappen(bok) / navnet(bok), kopi.read_bytes())
    _skriv(bok, omraadene, bevart)
    return f"{kort_svar(o, gjort=True)}\n\nBoken slik den var, er {bevart}. Lagre boken når du har sett over tallene."


def _forberedt(bok: xw.Book, kopi: Path, kilde: Kilde, aar: int) -> Oppdatering | None:
    """Planen; manuelle tall er bare med når den som spørres, sier ja til det. None når det ble avbrutt."""
    hvem = bok.app.api.UserName or bruker()
    with status(bok, f"regner ut hva som blir endret i {aar}"):
        o = forbered(kopi, kilde, aar, hvem=hvem)
    if not o.plan.manuelle:
        return o
    svar = ja_nei_avbryt(
        bok, f"{len(o.plan.manuelle)} av tallene i boken har noen ført inn selv. Skal de også skrives over?\n\n"
        "De gamle blir stående i Endringsloggen.",
    )  # fmt: skip
    if svar:
        with status(bok, f"regner ut hva som blir endret i {aar}"):
            return forbered(kopi, kilde, aar, hvem=hvem, overskriv_manuelle=True)
    return None if svar is None else o


def _aaret(bok: xw.Book, inndata: Inndataark) -> int | None:
    svar = skriv_inn(bok, f"Hvilket år? {inndata.navn} har {', '.join(map(str, inndata.aarene))}.",
                     str(inndata.aarene[-1]))  # fmt: skip
    if svar is None:
        return None
    if not (svar.isdecimal() and len(svar) == 4):
        raise Bruksfeil(f"«{svar}» er ikke et år.", "Skriv for eksempel 2016.")
    return int(svar)


def _skriv(bok: xw.Book, omraadene: Sequence[tuple[xw.Range, list[Verdi]]], bevart: Path) -> None:
    """Skriv verdiene mens Excel ikke regner; så regner det én gang."""
    try:
        with bok.app.properties(calculation="manual", screen_updating=False, status_bar=False):
            for nr, (omraade, verdier) in enumerate(omraadene, start=1):
                if nr % 20 == 1:
                    bok.app.status_bar = f"xlasss: skriver {nr} av {len(omraadene)} …"
                i_loggen = omraade.sheet.name.casefold() == ENDRINGSLOGG.casefold()
                omraade.value = [_celle(verdi, som_tekst=i_loggen) for verdi in verdier]
        bok.app.calculate()
    except Exception as feil:
        raise Filfeil(
            f"Excel stoppet skrivingen: {feil}.", f"Lukk boken uten å lagre. Slik den var, er den {bevart}."
        ) from feil


def _celle(verdi: Verdi, *, som_tekst: bool) -> Verdi:
    """I loggen må tekst merkes: Excel ville gjort «2016-06-15 12:00» om til en dato."""
    return f"'{verdi}" if som_tekst and isinstance(verdi, str) else verdi


def strekk(celler: Mapping[Plass, Verdi]) -> Iterator[Strekk]:
    """Cellene samlet i strekk bortover, så det blir få kall til Excel."""
    i_rekke = sorted((((ark, *plass(celle)), verdi) for (ark, celle), verdi in celler.items()), key=itemgetter(0))
    like_langt_ut = groupby(enumerate(i_rekke), key=lambda par: (*par[1][0][:2], par[1][0][2] - par[0]))
    for _, gruppe in like_langt_ut:
        cellene = [celle for _, celle in gruppe]
        yield *cellene[0][0], [verdi for _, verdi in cellene]
