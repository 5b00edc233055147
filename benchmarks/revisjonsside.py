"""Measurements of the audit page for all the templates: how large it is, and when a reader can use it in Chromium."""

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from xlasss.rapport.revisjonsdokument import dokument
from xlasss.rapport.revisjonsside import side
from xlasss.revisjon.gransket import gransk

_MAALING = tuple[str, str, float, str, float | None, str]


def skriv(fil: Path) -> int:
    """Skriv siden for alle malene; gir antallet resultater på den."""
    boker = [gransk(mal) for mal in sorted((Path(__file__).parents[1] / "workbooks").glob("*.xlsx"))]
    d = dokument(boker)
    fil.write_text(side(boker, d), encoding="utf-8")
    return len(d["resultater"])


def i_bruk(fil: Path, antall: int, chromium: str) -> float:
    """Sekunder fra siden åpnes til tabellen og filtrene er klare, den korteste av fem."""
    maalt = []
    with sync_playwright() as spiller:
        nettleser = spiller.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-quic"])
        for _ in range(5):
            ny = nettleser.new_page()
            ny.goto(fil.as_uri())
            if ny.inner_text("#antall") != f"{antall} av {antall} resultater":
                raise SystemExit("Målingen er ugyldig: siden viser ikke alle resultatene.")
            maalt.append(ny.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000)
            ny.close()
        nettleser.close()
    return min(maalt)


def revisjonsside(mappe: Path, tid: Callable[..., float]) -> list[_MAALING]:
    """Siden for alle malene."""
    fil = mappe / "revisjon.html"
    lage = tid(lambda: skriv(fil), 1)
    mb = fil.stat().st_size / 1e6
    rader: list[_MAALING] = [(f"revisjonssiden, {mb:.1f} MB".replace(".", ","), "lage", lage, "5 MB", mb / 5, "≤ 1")]
    if chromium := shutil.which("chromium"):
        klar = i_bruk(fil, skriv(fil), chromium)
        rader.append(("revisjonssiden i Chromium", "åpnet til klar", klar, "1 s", klar, "≤ 1"))
    return rader
