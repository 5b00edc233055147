"""Hvilken av en celles utgaver som gjelder: én spørring, så databasen gjør valget.

Cellene kommer nyeste utgave først. Den første som gjelder, er svaret; er den eller en nyere merket
konfidensiell, er svaret konfidensielt.
"""

from datetime import UTC, datetime

from xlasss.datakilder.verdier import HEMMELIG
from xlasss.errors import TypeFeil

NAA = "1"
PER = "vintage <= :per"
FOER_SISTE = "henting NOT IN (SELECT value FROM json_each(:siste))"


def sporring(hvor: str, gjelder: str) -> str:
    """SQL for cellene der `hvor` er sant, slik de var da `gjelder` var sant; sist tegnet utgaven selv hadde."""
    return f"""
    SELECT tabell, variabel, kommunekode, aar, iif(skjult, NULL, verdi), iif(skjult, '{HEMMELIG}', tegn),
           enhet, desimaler, vintage, hentet, kilde, tegn AS eget_tegn
    FROM (SELECT *, max(tegn = '{HEMMELIG}') OVER nyeste_foerst AS skjult, sum({gjelder}) OVER nyeste_foerst AS nr
          FROM verdier WHERE {hvor}
          WINDOW nyeste_foerst AS (PARTITION BY variabel, kommunekode, aar
                                   ORDER BY vintage DESC, hentet DESC, henting DESC ROWS UNBOUNDED PRECEDING))
    WHERE nr = 1 AND {gjelder}"""


def tidspunkt(tekst: str) -> str:
    """En dato (til og med den dagen) eller et klokkeslett som UTC, slik SSB skriver det.

    >>> tidspunkt("2026-06-15T08:00:00+02:00"), tidspunkt("2026-06-15")
    ('2026-06-15T06:00:00Z', '2026-06-15T23:59:59Z')
    """
    try:
        tid = datetime.fromisoformat(tekst)
    except ValueError:
        raise TypeFeil(f"«{tekst}» er ikke en dato.", "Skriv den som 2026-06-15.") from None
    if len(tekst) == len("2026-06-15"):
        tid = tid.replace(hour=23, minute=59, second=59)
    utc = tid.replace(tzinfo=UTC) if tid.tzinfo is None else tid.astimezone(UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%SZ")
