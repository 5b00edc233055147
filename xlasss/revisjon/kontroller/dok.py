"""The page docs/kontroller.md, made of the table of rules: `python -m xlasss.revisjon.kontroller.dok`."""

from pathlib import Path

from xlasss.revisjon.kontroller.regler import REGLER

SIDE = Path("docs/kontroller.md")
_TOPP = """<!-- Laget av `python -m xlasss.revisjon.kontroller.dok` fra regler.py. Endre der, ikke her. -->
# Kontrollene

Et nummer står fast fra år til år og blir aldri brukt om igjen. Noen kontroller står på arket
Kontroll i arbeidsboken, resten kjøres med `xlasss kontroll FIL`. Hvert funn sier ark, celle,
beløp og hva du gjør. **Feil** må rettes, **advarsel** bør ses på, **opplysning** er til orientering.

| nr. | Hva den finner | Alvor | Hvor |
|---|---|---|---|
"""


def side() -> str:
    """Siden som tekst."""
    return _TOPP + "".join(f"| {r.nr} | {r.hva} | {' eller '.join(r.alvor)} | {r.hvem} |\n" for r in REGLER.values())


if __name__ == "__main__":
    SIDE.write_text(side(), encoding="utf-8")
