"""Numbers against each other: lowest, mean and highest, and copies where there should be differences."""

from collections.abc import Iterator

from xlasss.begreper import Snitt
from xlasss.engines.adresse import adresse
from xlasss.revisjon.kontroller import tabellsnitt
from xlasss.revisjon.kontroller.funn import Funn, nytt, tall
from xlasss.revisjon.kontroller.grunnlag import Grunnlag
from xlasss.revisjon.kontroller.kolonne import Kolonne
from xlasss.revisjon.kontroller.tabellsnitt import SLINGRING
from xlasss.workbook.ark.inndata import NAVN
from xlasss.workbook.blokk import KOL_DATA

LIKE_KOMMUNER = 3
"""To kommuner kan trykkes likt; at alle er like når minst tre har tall, er oftest kopiert."""

LIKE_TALL = 3
"""To rader med tre like tall eller flere, og ingen ulike, er oftest samme rad limt inn to ganger."""

RESSURSBRUK = "ressursbruk"


def funn(g: Grunnlag) -> Iterator[Funn]:
    """Kolonne for kolonne, og så radene i hver blokk mot hverandre."""
    for k in g.alle_kolonner():
        if k.felt:
            yield from tabellsnitt.funn(g, k)
        elif k.blokk.slag == "profil":
            yield from _lavest_hoyest(k)
            yield from _snittet(g, k)
        yield from _alle_like(k)
    yield from _like_rader(g)


def _lavest_hoyest(k: Kolonne) -> Iterator[Funn]:
    lavest, hoyest, snitt, hva = k.trykt("lavest"), k.trykt("hoyest"), k.trykt("snitt"), k.indikator.kort
    slark = k.halv + SLINGRING
    if lavest is not None and hoyest is not None and lavest > hoyest:
        melding = f"{hva}: lavest er {tall(lavest)}, høyest {tall(hoyest)}. Bytt dem om, eller rett tallet."
        yield nytt("K029", NAVN, k.trykte["lavest"][0], melding)
        return
    spenn = f"{'?' if lavest is None else tall(lavest)}–{'?' if hoyest is None else tall(hoyest)}"
    hvem = [*k.kommuner, (k.trykte.get("snitt", ("", None))[0], "snitt", snitt)]
    for celle, navn, verdi in hvem:
        under = verdi is not None and lavest is not None and verdi < lavest - slark
        over = verdi is not None and hoyest is not None and verdi > hoyest + slark
        if verdi is not None and (under or over):
            regel = "K030" if navn == "snitt" else "K028"
            melding = f"{hva}, {navn}: {tall(verdi)} er utenfor trykt lavest–høyest {spenn}. Kontroller begge tallene."
            yield nytt(regel, NAVN, celle, melding)
    if not k.komplett:
        return
    for slag, ytterst, grense in (("lavest", min(k.kjente), lavest), ("hoyest", max(k.kjente), hoyest)):
        innenfor = grense is not None and (ytterst > grense if slag == "lavest" else ytterst < grense)
        if grense is not None and innenfor and abs(ytterst - grense) > slark:
            melding = f"{hva}: trykt {slag.replace('o', 'ø')} er {tall(grense)}, men kommunenes er {tall(ytterst)}. "
            yield nytt("K054", NAVN, k.trykte[slag][0], melding + "Kontroller tallene.")


def _snittet(g: Grunnlag, k: Kolonne) -> Iterator[Funn]:
    """Snittet når alle har tall: 1 for ressursbruksindikatoren, ellers det trykte."""
    if not k.komplett:
        return
    celle, trykt = k.trykte["snitt"]
    if k.indikator.nokkel == RESSURSBRUK and k.indikator.enhet == "indeks":
        yield from tabellsnitt.snittet_er_1(k)
        return
    yield from tabellsnitt.mot_trykt(k, celle, trykt, _regnet_snitt(g, k))


def _regnet_snitt(g: Grunnlag, k: Kolonne) -> float | None:
    slag, nevner = k.blokk.snitt_for(k.indikator), g.plan.nevner(k.blokk)
    if slag is Snitt.UVEID:
        return sum(k.kjente) / len(k.kjente)
    if slag is not Snitt.VEID or nevner is None:
        return None
    w = g.kolonne(nevner, k.blokk.indikatorer.index(k.indikator), k.indikator)
    if not w.komplett or not sum(w.kjente):
        return None
    return sum(a * b for a, b in zip(k.kjente, w.kjente, strict=True)) / sum(w.kjente)


def _alle_like(k: Kolonne) -> Iterator[Funn]:
    if k.felles or k.kjente[:1] == [0.0]:
        return
    if len(k.kjente) >= LIKE_KOMMUNER and len(set(k.kjente)) == 1:
        celler = [celle for celle, _, verdi in k.kommuner if verdi is not None]
        melding = (
            f"{k.indikator.kort} er {tall(k.kjente[0])} for alle {len(celler)} kommuner med tall. Er tallet kopiert?"
        )
        yield nytt("K031", NAVN, f"{celler[0]}:{celler[-1]}", melding + " Skriv hver kommunes eget.")


def _like_rader(g: Grunnlag) -> Iterator[Funn]:
    for blokk in g.blokker:
        sett: dict[tuple[float | None, ...], str] = {}
        egne = [j for j, i in enumerate(blokk.indikatorer) if not g.kolonne(blokk, j, i).felles]
        for rad, _, navn in blokk.rader[: len(blokk.kommuner)]:
            celler = [adresse(rad + 1, KOL_DATA + j + 1) for j in egne]
            tallene = tuple(g.tall(NAVN, celle) for celle in celler)
            if sum(v is not None for v in tallene) < LIKE_TALL:
                continue
            if tallene in sett:
                vist = "; ".join(tall(v) for v in tallene if v is not None)
                melding = f"{navn} har de samme tallene som {sett[tallene]}: {vist}. Er raden limt inn to ganger?"
                yield nytt("K032", NAVN, f"{celler[0]}:{celler[-1]}", melding + " Skriv hver kommunes egne.")
            sett.setdefault(tallene, navn)
