"""Two years' levels of the same thing against each other, where the workbook has both."""

from collections.abc import Iterator
from itertools import pairwise

from xlasss.revisjon.kontroller.art import Art, art
from xlasss.revisjon.kontroller.funn import Funn, nytt, tall
from xlasss.revisjon.kontroller.grunnlag import Grunnlag
from xlasss.revisjon.kontroller.kolonne import Kolonne
from xlasss.revisjon.kontroller.skala import STORSTE_ENDRING, TUSEN_FRA, enhetsfeil, forholdet
from xlasss.workbook.ark.inndata import NAVN

STORSTE_SPRANG = 25.0
"""Prosentenheter av driftsinntekten på ett år; det største spranget rapporten trykker er 10,4 (gjelden)."""


def funn(g: Grunnlag) -> Iterator[Funn]:
    """Hvert tall mot det samme året før."""
    for serie in _serier(g).values():
        for (aar, foer), (neste, naa) in pairwise(sorted(serie.items())):
            if neste == aar + 1:
                yield from _sprang(foer, aar, naa, neste)


def _serier(g: Grunnlag) -> dict[tuple[str, str], dict[int, Kolonne]]:
    """Kolonnene som er det samme i flere år: ett år per blokk, eller årene bortover i en blokk."""
    serier: dict[tuple[str, str], dict[int, Kolonne]] = {}
    for k in g.alle_kolonner():
        if k.felt and k.blokk.tabell and k.aar:
            hva = "" if k.er_aar else k.felt.nokkel
            serier.setdefault((k.blokk.tabell.nokkel, hva), {})[k.aar] = k
    return serier


def _sprang(foer: Kolonne, aar: int, naa: Kolonne, neste: int) -> Iterator[Funn]:
    for (celle_foer, _, a), (celle, hvem, b) in zip(foer.rader, naa.rader, strict=True):
        if a is None or b is None:
            continue
        hva = f"{naa.hva}, {hvem} er {tall(b)}" + ("" if naa.er_aar else f" i {neste}")
        mot = f"{hva} og var {tall(a)} i {aar} ({celle_foer})"
        if naa.indikator.enhet == "prosent":
            if abs(b - a) > STORSTE_SPRANG:
                melding = f"{mot}: {tall(round(b - a, 1))} prosentenheter, mer enn ±{tall(STORSTE_SPRANG)}. "
                yield nytt("K024", NAVN, celle, melding + "Kontroller begge årene; er kommaet på plass?")
        elif art(naa) is not Art.SALDO and a > 0 and b > 0:
            yield from _forhold(naa, celle, mot, a, b)


def _forhold(k: Kolonne, celle: str, mot: str, a: float, b: float) -> Iterator[Funn]:
    ganger, endring = max(a / b, b / a), 100 * (b / a - 1)
    if ganger >= TUSEN_FRA:
        melding = f"{mot}: forholdet er {forholdet(ganger)}. {enhetsfeil(k.indikator.enhet)}"
        yield nytt("K023", NAVN, celle, melding)
    elif abs(endring) > STORSTE_ENDRING:
        melding = f"{mot}: {tall(round(endring, 1))} prosent, mer enn ±50. "
        yield nytt("K024", NAVN, celle, melding + "Kontroller begge årene; tall med brudd tømmes.")
