"""Små arbeidsbøker skrevet i prøven selv. Hver formel er lagret med en gal verdi, så en gammel verdi synes."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter

from xlasss.begreper import Feil

GIFT = -777
"""Verdien alle formler er lagret med."""

Arkene = Mapping[str, Mapping[str, object]]


def skriv_bok(
    fil: Path, arkene: Arkene, navn: Mapping[str, str] | None = None, vba: tuple[bytes, Sequence[str]] | None = None
) -> Path:
    """Tekst som begynner med =, er en formel; en Feil er en celle som viser feilen.

    `vba` er prosjektet og kodenavnet til hvert ark.
    """
    bok = xlsxwriter.Workbook(str(fil))
    if vba:
        bok.add_vba_project(BytesIO(vba[0]), is_stream=True)
        bok.set_vba_name("ThisWorkbook")
    for nr, (arknavn, celler) in enumerate(arkene.items()):
        ark = bok.add_worksheet(arknavn)
        if vba:
            ark.set_vba_name(vba[1][nr])
        for celle, verdi in celler.items():
            if isinstance(verdi, Feil):
                ark.write_formula(celle, f"={verdi.tekst}", None, GIFT)
            elif isinstance(verdi, str) and verdi.startswith("{="):
                ark.write_array_formula(celle, verdi, None, GIFT)
            elif isinstance(verdi, str) and verdi.startswith("="):
                ark.write_formula(celle, verdi, None, GIFT)
            elif isinstance(verdi, str):
                ark.write_string(celle, verdi)
            elif isinstance(verdi, bool):
                ark.write_boolean(celle, verdi)
            elif verdi is not None:
                ark.write(celle, verdi)
    for navnet, hva in (navn or {}).items():
        bok.define_name(navnet, hva)
    bok.close()
    return fil
