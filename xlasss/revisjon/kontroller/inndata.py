"""Each input cell alone: is it a number or a sign of SSB's, and is it typed in or computed."""

from collections.abc import Iterator

from xlasss.begreper import Feil
from xlasss.cells import les_celle
from xlasss.engines.adresse import adresse
from xlasss.engines.protokoll import Verdi
from xlasss.revisjon.kontroller.funn import Funn, kort, nytt, vis
from xlasss.revisjon.kontroller.grunnlag import Grunnlag
from xlasss.workbook.ark.inndata import NAVN
from xlasss.workbook.ark.regler import tekstregel
from xlasss.workbook.blokk import KOL_DATA, Blokk

_TEGN = {
    ".": "kan ikke forekomme",
    "..": "mangler",
    "...": "mangler foreløpig",
    ":": "konfidensielt",
    "-": "null",
}
_SAMME_TEGN = {"…": "...", "–": "-"}


def funn(g: Grunnlag) -> Iterator[Funn]:
    """Cellene i hver blokk, og SSBs tegn talt opp."""
    for blokk in g.blokker:
        tegn: dict[str, list[str]] = {}
        for rad, _, _ in blokk.rader:
            for j in range(blokk.n):
                celle = adresse(rad + 1, KOL_DATA + j + 1)
                verdi = g.celle(NAVN, celle)
                if feil := _celle(verdi, celle, blokk):
                    yield feil
                if formel := g.formler.get((NAVN, celle)):
                    melding = f"cellen er formelen {kort(formel)} (nå {vis(verdi)}). Skriv tallet hvis det er endelig."
                    yield nytt("K038", NAVN, celle, melding)
                if isinstance(verdi, str):
                    rent = verdi.strip(" ")
                    tegn.setdefault(_SAMME_TEGN.get(rent, rent), []).append(celle)
        yield from _tegnene(blokk, {t: c for t, c in tegn.items() if t in _TEGN})


def _celle(verdi: Verdi, celle: str, blokk: Blokk) -> Funn | None:
    _, feil = les_celle(verdi)
    if feil in (None, Feil.NA):
        return None
    if isinstance(verdi, Feil):
        melding = f"cellen er {verdi.tekst}, og det samme blir alt som regnes av den. Skriv tallet, eller tøm cellen."
        return nytt("K011", NAVN, celle, melding)
    melding = f"{vis(verdi)} er ikke et tall (tall lagret som tekst?). Skriv tallet på nytt, eller et av SSBs tegn."
    return nytt(tekstregel(blokk), NAVN, celle, melding)


def _tegnene(blokk: Blokk, tegn: dict[str, list[str]]) -> Iterator[Funn]:
    if not tegn:
        return
    antall = ", ".join(f"{len(celler)} «{t}» ({_TEGN[t]})" for t, celler in sorted(tegn.items()))
    hvor = f"; konfidensielt er {', '.join(tegn[':'])}" if ":" in tegn else ""
    melding = f"blokk {blokk.tittel[0]} har {antall}{hvor}. Bare «-» regnes, som 0; kontroller at resten skal mangle."
    yield nytt("K037", NAVN, next(iter(tegn.values()))[0], melding)
