"""The rules that look at the workbook and its sheets as a whole: hidden, linked, merged, circular."""

import re
from collections.abc import Iterator

from xlasss.engines.adresse import adresse, plass
from xlasss.revisjon.lint.blad import Blad, skjulte_ark
from xlasss.revisjon.lint.bruk import FLEST_KANTER, Bruk
from xlasss.revisjon.lint.funn import HELE, Funn, foldet
from xlasss.workbook import relink
from xlasss.workbook.kart import Arkkart
from xlasss.workbook.kart.omraader import Plass, skrevet
from xlasss.workbook.les import Arbeidsbok

_KALL = re.compile(r"(?:'[^']*'!|\[\d+\]!|[\w.]+!)?[\w.]*ASSS\w*", re.IGNORECASE)
_TEKST = re.compile(r'"(?:[^"]|"")*"')
_LENKE = re.compile(r"(?<!\w)\[(\d+|[^\[\]]+\.xl\w+)\](?:[\w.]*!|[^'!]*'!)")


def skjulte(bok: Arbeidsbok) -> Iterator[Funn]:
    """W006: skjulte ark."""
    for ark, hvordan in skjulte_ark(bok).items():
        ekstra = " og kan bare hentes fram av et program" if hvordan == "veryHidden" else ""
        antall = len(bok.celler(ark))
        yield Funn("W006", ark, HELE, antall, f"arket er skjult{ekstra}; det har {antall} celler")


def skjult_innhold(kart: Arkkart, blad: Blad) -> Iterator[Funn]:
    """W007: skjulte rader og kolonner med noe i."""
    rader, kolonner = set(blad.skjulte_rader), blad.skjulte_kolonner
    if not rader and not kolonner:
        return
    celler = {
        p: f"{'raden' if p[0] in rader else 'kolonnen'} er skjult"
        for p in kart.celler
        if p[0] in rader or any(fra <= p[1] <= til for fra, til in kolonner)
    }
    yield from foldet("W007", kart.ark, celler)


def slaatt_sammen(kart: Arkkart, blad: Blad) -> Iterator[Funn]:
    """W017: sammenslåtte celler med tall eller formler i; en sammenslått overskrift gjør ingen skade."""
    for fra, til in blad.slaatt_sammen:
        if fra in kart.monstre:
            antall = (til[0] - fra[0] + 1) * (til[1] - fra[1] + 1)
            yield Funn("W017", kart.ark, skrevet(fra, til), antall, f"{antall} celler er slått sammen")


def lenker(bok: Arbeidsbok, kart: Arkkart) -> Iterator[Funn]:
    """W009: formler som henter fra en annen fil."""
    celler: dict[Plass, str] = {}
    for sted, celle in kart.celler.items():
        if "[" in celle.formel and (treff := _LENKE.search(_TEKST.sub("", celle.formel))):
            fil = bok.lenker.get(treff[1], "en ukjent fil") if treff[1].isdecimal() else treff[1]
            celler[sted] = f"formelen henter fra {fil}"
    yield from foldet("W009", kart.ark, celler)


def tillegg(bok: Arbeidsbok) -> Iterator[Funn]:
    """W010: funksjonene våre lagret slik ett program på én maskin kjenner dem. Små bokstaver gjør ingen skade."""
    per_ark: dict[str, dict[Plass, str]] = {}
    for endret in relink.finn(bok.fil).endret:
        treff = _KALL.search(endret.foer)
        if endret.foer.upper() == endret.etter.upper() or treff is None:
            continue
        hva = f"kallet er lagret som {treff[0]}"
        if endret.ark in bok.pakke.ark:
            per_ark.setdefault(endret.ark, {})[plass(endret.celle)] = hva
        else:
            yield Funn("W010", "", HELE, 1, f"navnet {endret.celle}: {hva}")
    for ark, celler in per_ark.items():
        yield from foldet("W010", ark, celler)


def sirkler(bruk: Bruk) -> Iterator[Funn]:
    """W018 og W020: formler som leser seg selv."""
    selv: dict[str, dict[Plass, str]] = {}
    for sted in bruk.leser_seg_selv():
        selv.setdefault(sted.ark, {})[sted.rad, sted.kol] = "formelen leser sin egen celle"
    for ark, celler in selv.items():
        yield from foldet("W018", ark, celler)
    funnet = bruk.sirkler()
    if funnet is None:
        hva = f"formlene leser over {FLEST_KANTER // 1_000_000} million celler til sammen"
        yield Funn("W020", "", HELE, len(bruk.leser), hva)
    for sirkel in funnet or ():
        forste = min(sirkel)
        steder = [*sirkel[sirkel.index(forste) :], *sirkel[: sirkel.index(forste)]]
        vist = " → ".join([*map(str, steder[:5]), *(["…"] if len(steder) > 5 else []), str(forste)])
        yield Funn("W018", forste.ark, adresse(forste.rad, forste.kol), len(sirkel), f"sirkel: {vist}")
