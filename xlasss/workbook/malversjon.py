"""The template's own mark: a short digest of its formulas and keys, so that a book tells by itself which it is.

Numbers, sources and texts about them are not in it: they change without any cell having another place or meaning.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from xlasss.workbook.blokk import KOL_DATA
from xlasss.workbook.modell import Ark

HODER = ("nøkkel", "Nr.")
"""Det som står i den første kolonnen i en rad med nøkler."""
_LENGDE = 8


def malversjon(arkene: Iterable[Ark]) -> str:
    """De åtte første sifrene i avtrykket av arkene, i rekkefølge."""
    avtrykk = sha256()
    for ark in arkene:
        for linje in (ark.navn, *_linjer(ark)):
            avtrykk.update(f"{linje}\n".encode())
    return avtrykk.hexdigest()[:_LENGDE]


def hoderader(ark: Ark) -> set[int]:
    """Radene med nøkler over kolonnene, fra 0."""
    return {rad for (rad, kol), c in ark.celler.items() if kol == 0 and not c.formel and c.verdi in HODER}


def _linjer(ark: Ark) -> Iterator[str]:
    """Hver formel, og hver tekst til venstre eller i et hode på et ark der noe fylles ut eller regnes."""
    brukt = any(c.formel or c.stil.startswith("inndata") for c in ark.celler.values())
    hoder = hoderader(ark) if brukt else set()
    for (rad, kol), celle in sorted(ark.celler.items(), key=lambda par: par[0]):
        nokkel = hoder and isinstance(celle.verdi, str) and (kol < KOL_DATA or rad in hoder)
        if celle.formel or nokkel:
            yield f"{rad},{kol}: {celle.formel or celle.verdi}"
