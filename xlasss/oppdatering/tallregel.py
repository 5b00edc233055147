"""How a number in a CSV file is read: Norwegian or English marks, thousands apart or together, never a guess."""

import re

_LUFT = re.compile(r"[ \u00a0\u2009\u202f'\u2019]")
"""Det tusener skilles med når det ikke er punktum eller komma."""

_MED_LUFT = re.compile(r"\A([+-]?[1-9]\d{0,2}(?: \d{3})+)(?![\d ])", re.ASCII)
_MINUS = str.maketrans("−‒", "--")
_TALL = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_GRUPPER = re.compile(r"[+-]?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)
_STORST = 1e300


class IkkeTall(ValueError):
    """Teksten er ikke et tall, eller kan være to; meldingen sier hva leseren gjør."""


def les_tall(tekst: str, desimalmerke: str) -> float:
    """Tallet i teksten. Desimalmerket er det filen bruker: komma når feltene skilles med semikolon.

    >>> [les_tall(t, ",") for t in ("0,964", "1 234,5", "1.234.567", "−3,3", "12.5", "1.234,5")]
    [0.964, 1234.5, 1234567.0, -3.3, 12.5, 1234.5]
    >>> les_tall("1.234", ".")
    1.234
    >>> les_tall("1.234", ",")
    Traceback (most recent call last):
    xlasss.oppdatering.tallregel.IkkeTall: «1.234» kan være 1234 og 1,234. Skriv 1234 eller 1,234.
    """
    rent = _MED_LUFT.sub(lambda t: t[1].replace(" ", ""), _LUFT.sub(" ", tekst.strip().translate(_MINUS)))
    tall = _med_punktum(tekst, rent, desimalmerke)
    if not _TALL.fullmatch(tall) or abs(float(tall)) > _STORST:
        raise IkkeTall(f"«{tekst}» er ikke et tall. Skriv tallet, eller et av SSBs tegn: . .. ... : -")
    return float(tall)


def _med_punktum(tekst: str, rent: str, desimalmerke: str) -> str:
    """Tallet med punktum foran desimalene og uten skille mellom tusener."""
    komma, punktum = rent.count(","), rent.count(".")
    if komma and punktum:
        desimal, tusen = (",", ".") if rent.rindex(",") > rent.rindex(".") else (".", ",")
        heltall, _, rest = rent.partition(desimal)
        return f"{heltall.replace(tusen, '')}.{rest}" if _GRUPPER.fullmatch(heltall) else rent
    if not komma and not punktum:
        return rent
    merke = "," if komma else "."
    if not _GRUPPER.fullmatch(rent) or (merke == desimalmerke and rent.count(merke) == 1):
        return rent.replace(merke, ".")
    samlet = rent.replace(merke, "")
    if rent.count(merke) == 1:
        brutt = rent.replace(merke, desimalmerke)
        raise IkkeTall(f"«{tekst}» kan være {samlet} og {brutt}. Skriv {samlet} eller {brutt}.")
    return samlet
