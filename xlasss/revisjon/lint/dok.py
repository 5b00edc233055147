"""The page docs/lint.md, made of the rules and the exceptions: `python -m xlasss.revisjon.lint.dok`."""

from pathlib import Path

from xlasss.revisjon.lint.regler import REGLER
from xlasss.revisjon.lint.unntak import unntak

SIDE = Path("docs/lint.md")
_TOPP = """<!-- Laget av `python -m xlasss.revisjon.lint.dok` fra regler.py og lint_unntak.csv. Endre der, ikke her. -->
# Reglene for regneark

`xlasss lint FIL` ser etter det FAST-standarden og ICAEWs prinsipper for regneark advarer mot. Det virker på
enhver .xlsx og .xlsm, også dem andre har laget, og verken åpner Excel, følger lenker eller kjører noe.
Like funn inntil hverandre er én linje. **Feil** og **advarsel** gir utgangskode 1, **opplysning** gjør ikke.

Et nummer står fast og blir aldri brukt om igjen. Verdiene er dem filen ble lagret med; kjør «xlasss regn» først
når den kan være lagret uten å være regnet om.

| nr. | Hva den finner | Alvor | Hva du gjør | Grunnlag |
|---|---|---|---|---|
"""
_UNNTAK = """
## Det malene har med vilje

En arbeidsbok laget av en av malene får ikke disse funnene. Alt annet i en mal er uten funn.

| Mal | Regel | Hvor | Hvorfor |
|---|---|---|---|
"""


def side() -> str:
    """Siden som tekst."""
    regler = "".join(f"| {r.nr} | {r.hva} | {r.alvor} | {r.tiltak} | {r.grunnlag} |\n" for r in REGLER.values())
    rader = "".join(
        f"| {u.mal} | {u.regel} | {'!'.join(d for d in (u.ark or 'alle ark', u.omraade) if d)} | {u.grunn} |\n"
        for u in unntak()
    )
    return _TOPP + regler + _UNNTAK + rader


if __name__ == "__main__":
    SIDE.write_text(side(), encoding="utf-8")
