"""The store as a file: its tables, how it is opened, and what a reader is told when that fails.

SQLite and not DuckDB: it is in the standard library, a look-up by key is what it is built for, its file
format is stable for decades, and its transactions are proved against power cuts. The journal is deleted
after each transaction, so the store is one file that can be copied or mailed. Triggers refuse UPDATE and
DELETE: a later correction can only be added.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xlasss.errors import Filfeil

MERKE = 0x584C4153  # «XLAS» i SQLites application_id
UTGAVE = 1

_TABELLER = f"""
BEGIN IMMEDIATE;
CREATE TABLE henting (
  id INTEGER PRIMARY KEY, tabell TEXT NOT NULL, aar INTEGER NOT NULL, vintage TEXT NOT NULL, hentet TEXT NOT NULL,
  tittel TEXT NOT NULL, kilde TEXT NOT NULL, adresse TEXT NOT NULL, sporring TEXT NOT NULL) STRICT;
CREATE INDEX henting_finn ON henting (tabell, aar, vintage);
CREATE TABLE svar (
  henting INTEGER NOT NULL REFERENCES henting, nr INTEGER NOT NULL, gzip BLOB NOT NULL,
  PRIMARY KEY (henting, nr)) STRICT;
CREATE TABLE variabel (
  id INTEGER PRIMARY KEY, tabell TEXT NOT NULL, navn TEXT NOT NULL, enhet TEXT NOT NULL, desimaler INTEGER,
  UNIQUE (tabell, navn, enhet, desimaler)) STRICT;
CREATE TABLE verdi (
  variabel INTEGER NOT NULL REFERENCES variabel, kommunekode TEXT NOT NULL, henting INTEGER NOT NULL REFERENCES henting,
  verdi REAL, tegn TEXT NOT NULL, PRIMARY KEY (variabel, kommunekode, henting)) STRICT, WITHOUT ROWID;
CREATE VIEW verdier AS
  SELECT v.tabell, v.navn AS variabel, d.kommunekode, h.aar, d.verdi, d.tegn, v.enhet, v.desimaler,
         h.vintage, h.hentet, h.kilde, h.id AS henting, v.id AS variabel_id
  FROM variabel v CROSS JOIN verdi d ON d.variabel = v.id CROSS JOIN henting h ON h.id = d.henting;
  -- CROSS JOIN holder rekkefølgen: alltid fra variabelen, aldri gjennom hele lageret
{"".join(
    f"CREATE TRIGGER {t}_{hva} BEFORE {hva} ON {t} BEGIN SELECT RAISE(ABORT, 'lageret kan bare legges til'); END;"
    for t in ("henting", "svar", "variabel", "verdi") for hva in ("UPDATE", "DELETE")
)}
PRAGMA application_id = {MERKE};
PRAGMA user_version = {UTGAVE};
COMMIT;
"""  # fmt: skip


@contextmanager
def lagerfeil(fil: Path) -> Iterator[None]:
    """SQLites feil som én norsk linje med råd."""
    try:
        yield
    except sqlite3.OperationalError as feil:
        raise _driftsfeil(fil, str(feil)) from None
    except sqlite3.DatabaseError as feil:
        if "database disk image is malformed" in str(feil) or "not a database" in str(feil):
            raise Filfeil(f"{fil} er ikke et lager, eller er skadet.", _HENT_PAA_NYTT) from None
        raise


_HENT_PAA_NYTT = "Flytt filen unna og hent tallene på nytt med «xlasss hent»."


def _driftsfeil(fil: Path, grunn: str) -> Filfeil:
    if "locked" in grunn:
        return Filfeil(f"Lageret {fil} er i bruk av et annet program.", "Vent til det er ferdig, og prøv igjen.")
    if "full" in grunn:
        return Filfeil(f"Disken er full; ingenting ble skrevet i {fil}.", "Gjør plass, og kjør det samme en gang til.")
    if "readonly" in grunn:
        return Filfeil(f"Lageret {fil} kan ikke skrives.", "Sjekk tilgangen, eller velg en annen fil med --lager.")
    if "unable to open" in grunn:
        return Filfeil(f"Lageret {fil} kan ikke åpnes.", "Sjekk banen og tilgangen, eller velg en fil med --lager.")
    return Filfeil(f"Lageret {fil} kan ikke brukes: {grunn}.", _HENT_PAA_NYTT)


def apne(fil: Path, *, les: bool) -> sqlite3.Connection:
    """Forbindelsen til lageret; et tomt lager lages når det ikke finnes og skal skrives."""
    if fil.is_dir():
        raise Filfeil(f"{fil} er en mappe, ikke et lager.", "Velg en fil med --lager.")
    if les and not fil.exists():
        raise Filfeil(f"Lageret {fil} finnes ikke.", "Hent tallene først med «xlasss hent --aar ÅÅÅÅ».")
    fil.parent.mkdir(parents=True, exist_ok=True)
    with lagerfeil(fil):
        # «rw» også når det bare skal leses: en halv transaksjon etter et strømbrudd må kunne rulles tilbake
        adresse = f"{fil.resolve().as_uri()}?mode={'rw' if les else 'rwc'}"
        db = sqlite3.connect(adresse, uri=True, timeout=5, isolation_level=None)
        try:
            db.executescript("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA foreign_keys = ON;")
            _klargjor(db, fil, les=les)
        except BaseException:
            db.close()
            raise
    return db


def _klargjor(db: sqlite3.Connection, fil: Path, *, les: bool) -> None:
    tomt = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if tomt and not les:
        db.executescript(_TABELLER)
    merke, utgave = (db.execute(f"PRAGMA {navn}").fetchone()[0] for navn in ("application_id", "user_version"))
    if merke != MERKE:
        raise Filfeil(f"{fil} er ikke et lager laget av xlasss.", "Velg en annen fil med --lager.")
    if utgave != UTGAVE:
        raise Filfeil(f"{fil} er laget av en annen versjon av xlasss (utgave {utgave}).", "Oppdater xlasss.")
    if les:
        db.execute("PRAGMA query_only = ON")
