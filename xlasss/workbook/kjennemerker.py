"""The block «Arbeidsboken» on Forside, by which a workbook is known again wherever its rows have gone."""

from collections.abc import Mapping

from xlasss.engines.protokoll import Verdi

KJENTE = ("mal", "malversjon", "utgave", "aar", "rapport", "xlasss", "data", "mot")


def kjennemerker(forside: Mapping[str, Verdi]) -> dict[str, tuple[str, str]]:
    """For hver nøkkel i blokken: cellen verdien står i, og verdien.

    >>> kjennemerker({"B46": "mal", "C46": "grunnskole", "B49": "aar", "C49": 2016.0})
    {'mal': ('C46', 'grunnskole'), 'aar': ('C49', '2016')}
    """
    return {
        str(verdi): (f"C{celle[1:]}", _som_tekst(forside.get(f"C{celle[1:]}")))
        for celle, verdi in forside.items()
        if celle[:1] == "B" and celle[1:].isdecimal() and verdi in KJENTE
    }


def _som_tekst(verdi: Verdi) -> str:
    """Året er tekst i malen, men blir et tall når noen skriver det på nytt."""
    if isinstance(verdi, float) and verdi.is_integer():
        return str(int(verdi))
    return "" if verdi is None else str(verdi)
