"""The map of one sheet as a picture (SVG): a square per cell, equal neighbours in one stroke."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from xlasss.engines.adresse import adresse
from xlasss.workbook.hel_fil import hel_fil
from xlasss.workbook.kart.farger import UTSEENDE
from xlasss.workbook.kart.klasser import Arkkart, Slag
from xlasss.workbook.kart.skriv import merknad

BREDDE, HOYDE = 14, 8
_VENSTRE, _TOPP, _BUNN = 44, 52, 40
_SKRIFT = 'font-family="Calibri, Carlito, sans-serif"'


def svg(kart: Arkkart) -> str:
    """Bildet, med rad- og kolonnenavn, og tegnforklaring under."""
    rader = max((r for r, _ in kart.celler), default=1)
    kolonner = max((k for _, k in kart.celler), default=1)
    bredde = max(_VENSTRE + kolonner * BREDDE + 12, 640)
    hoyde = _TOPP + rader * HOYDE + _BUNN
    tittel = escape(kart.ark)
    deler = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{bredde}" height="{hoyde}" '
        f'viewBox="0 0 {bredde} {hoyde}" role="img" {_SKRIFT}>',
        f"<title>Formelkart av arket {tittel}</title>",
        f'<rect width="{bredde}" height="{hoyde}" fill="#FFFFFF"/>',
        f'<text x="12" y="22" font-size="15" font-weight="bold" fill="#1F3A4D">{tittel}</text>',
        *_akser(rader, kolonner),
        *_celler(kart),
        *_forklaring(kart, hoyde - 14),
        "</svg>",
    ]
    return "\n".join(deler) + "\n"


def _akser(rader: int, kolonner: int) -> Iterator[str]:
    for rad in (1, *range(10, rader + 1, 10)):
        y = _TOPP + (rad - 1) * HOYDE + 7
        yield f'<text x="{_VENSTRE - 6}" y="{y}" font-size="8" text-anchor="end" fill="#5B7083">{rad}</text>'
    for kol in range(1, kolonner + 1):
        navn = adresse(1, kol)[:-1]
        if kol <= 26 or kol % 2:
            x = _VENSTRE + (kol - 0.5) * BREDDE
            yield f'<text x="{x:g}" y="{_TOPP - 6}" font-size="8" text-anchor="middle" fill="#5B7083">{navn}</text>'


def _celler(kart: Arkkart) -> Iterator[str]:
    """Like celler ved siden av hverandre er én strek; det som bryter, er alltid for seg og har en forklaring."""
    fra: tuple[int, int] | None = None
    forrige: tuple[int, int] | None = None
    slag: Slag | None = None
    for plass, s in sorted(kart.slag.items()):
        hva = merknad(kart, plass, s)
        if fra and forrige and slag and (hva or s is not slag or plass != (forrige[0], forrige[1] + 1)):
            yield _rute(fra, forrige[1], slag, "")
            fra = None
        if hva:
            yield _rute(plass, plass[1], s, hva)
            fra = None
        elif fra is None:
            fra = plass
        forrige, slag = plass, s
    if fra and forrige and slag:
        yield _rute(fra, forrige[1], slag, "")


def _rute(fra: tuple[int, int], til_kol: int, slag: Slag, hva: str) -> str:
    x, y = _VENSTRE + (fra[1] - 1) * BREDDE, _TOPP + (fra[0] - 1) * HOYDE
    bredde = (til_kol - fra[1] + 1) * BREDDE - 1
    felt = f'x="{x}" y="{y}" width="{bredde}" height="{HOYDE - 1}" fill="{UTSEENDE[slag].bunn}"'
    return f"<rect {felt}><title>{escape(f'{adresse(*fra)}: {hva}')}</title></rect>" if hva else f"<rect {felt}/>"


def _forklaring(kart: Arkkart, y: int) -> Iterator[str]:
    x, antall = 12, list(kart.slag.values())
    for slag, u in UTSEENDE.items():
        yield f'<rect x="{x}" y="{y - 9}" width="12" height="10" fill="{u.bunn}" stroke="#C9D3DA"/>'
        tekst = f"{slag} {antall.count(slag)}"
        yield f'<text x="{x + 17}" y="{y}" font-size="10" fill="#1F3A4D">{tekst}</text>'
        x += 36 + 6 * len(tekst)


def skriv_bilder(kartene: Sequence[Arkkart], mappe: Path) -> list[Path]:
    """Ett bilde per ark; arknavnet blir filnavnet, uten tegn et filsystem ikke tåler."""
    ut = []
    for nr, kart in enumerate(kartene, 1):
        trygt = re.sub(r"[^\w -]", "_", kart.ark).strip()
        ut.append(mappe / f"{nr:02d} {trygt}.svg")
        with hel_fil(ut[-1]) as ny:
            ny.write_text(svg(kart), encoding="utf-8")
    return ut
