"""The rules that look at cells among cells: out of place, text for a number, unread, errors, unlocked."""

import re
from collections.abc import Iterator

from xlasss.begreper import Feil
from xlasss.engines.adresse import adresse
from xlasss.revisjon.kontroller.funn import kort, vis
from xlasss.revisjon.lint.bruk import Bruk, Dekning
from xlasss.revisjon.lint.formel import vurder
from xlasss.revisjon.lint.funn import Funn, foldet
from xlasss.workbook.kart import Arkkart
from xlasss.workbook.kart.omraader import Plass
from xlasss.workbook.les import Arbeidsbok, Celle

_TALL = re.compile(r"[-+−]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|[1-9]\d*|0)(?:[.,]\d+)?\s?%?")
_REGNER = re.compile(r"[-+*/^(),:; $!.'\w]+")
_REGNEFUNKSJONER = frozenset(["SUM", "AVERAGE", "MIN", "MAX", "PRODUCT", "SUMPRODUCT", "ROUND", "ABS"])


def formlene(kart: Arkkart) -> Iterator[Funn]:
    """W001, W004, W005, W008, W019: formelen for seg; en kopi leses ikke om igjen."""
    vurdert: dict[str, list[tuple[str, str]]] = {}
    funnet: dict[str, list[tuple[Plass, str]]] = {}
    for plass, monster in kart.monstre.items():
        if monster:
            if monster not in vurdert:
                vurdert[monster] = list(vurder(kart.celler[plass].formel))
            for regel, hva in vurdert[monster]:
                funnet.setdefault(regel, []).append((plass, hva))
    for regel, celler in funnet.items():
        yield from foldet(regel, kart.ark, celler)


def brudd(kart: Arkkart) -> Iterator[Funn]:
    """W002 og W003: det som bryter et løp av like formler, eller er et annet enn malen har."""
    for regel, hvilke in (("W002", kart.avvik), ("W003", kart.overskrevet)):
        for plass in hvilke:
            er, skulle = kart.celler[plass], kart.skulle_vaert(plass)
            slag = "teksten" if isinstance(er.verdi, str) else "tallet"
            hva = f"formelen er {kort(er.formel)}" if er.formel else f"{slag} {vis(er.verdi)} står der"
            if skulle is not None:
                yield Funn(regel, kart.ark, adresse(*plass), 1, f"{hva}, mens {skulle[0]} har {kort(skulle[1])}")


def feilverdier(kart: Arkkart) -> Iterator[Funn]:
    """W015 og W016: feil slik de sist ble regnet."""
    feil = {p: c.verdi for p, c in kart.celler.items() if c.formel and isinstance(c.verdi, Feil)}
    yield from foldet("W015", kart.ark, {p: f"formelen gir {f.tekst}" for p, f in feil.items() if f is not Feil.NA})
    yield from foldet("W016", kart.ark, {p: "formelen gir #N/A" for p, f in feil.items() if f is Feil.NA})


def ulaaste(bok: Arbeidsbok, kart: Arkkart, vernet: bool) -> Iterator[Funn]:
    """W011 og W012: formler noen kan skrive over uten å ville det."""
    formler = {p: c for p, c in kart.celler.items() if c.formel}
    if formler and not vernet:
        yield Funn("W011", kart.ark, "", len(formler), f"arket har {len(formler)} formler og er ikke beskyttet")
    elif formler:
        yield from foldet(
            "W012", kart.ark, {p: "formelen er ikke låst" for p, c in formler.items() if not bok.format(c).laast}
        )


def uleste(kart: Arkkart, leste: Dekning, bruk: Bruk) -> Iterator[Funn]:
    """W014: tall ingen ser på. Årstall og løpenumre i en overskrift er ikke tall å regne med."""
    tall = [p for p, c in kart.celler.items() if not c.formel and isinstance(c.verdi, float) and not _aarstall(c.verdi)]
    forbehold = " (OFFSET eller INDIRECT kan likevel gjøre det)" if bruk.skjult else ""
    if bruk.leser:
        yield from foldet(
            "W014", kart.ark, {p: f"ingen formel leser det{forbehold}" for p in leste.ulest(kart.ark, tall)}
        )


def _aarstall(verdi: float) -> bool:
    return verdi.is_integer() and 1900 <= verdi <= 2100


def tekst_som_tall(kart: Arkkart, summert: Dekning) -> Iterator[Funn]:
    """W013: tekst som ser ut som et tall der det skulle stått et: i en kolonne med tall, eller i noe som summeres."""
    mistenkte = {p: c for p, c in kart.celler.items() if _ser_ut_som_tall(c)}
    summerte = set(mistenkte) - set(summert.ulest(kart.ark, mistenkte))
    yield from foldet(
        "W013",
        kart.ark,
        {p: f"{vis(c.verdi)} er tekst" for p, c in mistenkte.items() if p in summerte or _blant_tall(kart, p)},
    )


def _ser_ut_som_tall(celle: Celle) -> bool:
    return not celle.formel and isinstance(celle.verdi, str) and _TALL.fullmatch(celle.verdi.strip()) is not None


def _blant_tall(kart: Arkkart, plass: Plass) -> bool:
    rad, kol = plass
    naboer = (kart.celler.get((r, kol)) for r in (rad - 1, rad + 1))
    return any(n is not None and isinstance(n.verdi, float) and not _aarstall(n.verdi) for n in naboer)


def bare_regner(formel: str) -> bool:
    """Om formelen bare legger sammen og ganger, så tekst i det den leser, er en feil.

    >>> bare_regner("=SUM(A1:A9)*B2"), bare_regner('=IF(A1="x",1,2)'), bare_regner("=VLOOKUP(A1,B1:C9,2)")
    (True, False, False)
    """
    return (
        _REGNER.fullmatch(formel.removeprefix("=")) is not None
        and {f.upper() for f in re.findall(r"([A-Za-z_][\w.]*)\(", formel)} <= _REGNEFUNKSJONER
    )
