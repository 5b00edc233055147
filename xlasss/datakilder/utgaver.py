"""Hvilken av en celles utgaver som gjelder: én spørring, så databasen gjør valget.

Den nyeste hentingen av tabellen og året svarer for hele året: en celle SSB har tatt ut, har ikke lenger noe
svar, heller ikke det gamle. Er cellen merket konfidensiell der eller i en nyere henting, er svaret konfidensielt.
"""

from datetime import UTC, date, datetime

from xlasss.datakilder.verdier import HEMMELIG
from xlasss.errors import TypeFeil

NAA = "1"
PER = "vintage <= :per"
FOER_ENDRING = "(id <= :etter OR id IN (SELECT min(id) FROM henting WHERE tabell = :tabell GROUP BY aar))"
"""Slik lageret var da hentingen med det nummeret var den siste; et år som er kommet til siden, slik det først var."""

SIST_RETTET = """
    SELECT max(hentet)
    FROM (SELECT hentet, row_number() OVER rekken AS nr,
                 verdi IS NOT lag(verdi) OVER rekken OR tegn IS NOT lag(tegn) OVER rekken
                 OR variabel_id IS NOT lag(variabel_id) OVER rekken AS ny
          FROM verdier
          WINDOW rekken AS (PARTITION BY tabell, variabel, kommunekode, aar ORDER BY vintage, hentet, henting))
    WHERE nr > 1 AND ny"""


def sporring(hvor: str, gjelder: str) -> str:
    """SQL for cellene der `hvor` er sant, i den nyeste av hentingene som `gjelder`; sist tegnet utgaven selv hadde.

    `hvor` er om `verdier` og nevner :tabell, `gjelder` er om `henting`.
    """
    return f"""
    SELECT tabell, variabel, kommunekode, aar, iif(skjult, NULL, verdi), iif(skjult, '{HEMMELIG}', tegn),
           enhet, desimaler, vintage, hentet, kilde, tegn AS eget_tegn
    FROM (SELECT *, max(tegn = '{HEMMELIG}') OVER nyeste_foerst AS skjult
          FROM verdier WHERE {hvor}
          WINDOW nyeste_foerst AS (PARTITION BY variabel, kommunekode, aar
                                   ORDER BY vintage DESC, hentet DESC, henting DESC ROWS UNBOUNDED PRECEDING))
    WHERE henting IN (
      SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY aar
                                                    ORDER BY vintage DESC, hentet DESC, id DESC) AS nr
                      FROM henting WHERE tabell = :tabell AND {gjelder})
      WHERE nr = 1)"""


def dagen(tekst: str) -> str:
    """En dag slik den står først i et tidspunkt.

    >>> dagen("2026-06-15")
    '2026-06-15'
    """
    try:
        return date.fromisoformat(tekst).isoformat()
    except ValueError:
        raise TypeFeil(f"«{tekst}» er ikke en dato.", "Skriv den som 2026-06-15.") from None


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
