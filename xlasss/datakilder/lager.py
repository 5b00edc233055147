"""Lageret: hver verdi SSB har oppgitt, i hver utgave vi har hentet. Det kan bare legges til.

En henting er ett år av én tabell, og enten er hele inne eller ingenting av den. En senere
retting fra SSB kommer som en ny utgave ved siden av den gamle. Et tall SSB senere har gjort
konfidensielt, svares det aldri med mer, heller ikke for en eldre utgave.
"""

import gzip
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from xlasss.datakilder.indikatorer import indikator, punkt
from xlasss.datakilder.kommuner import kode
from xlasss.datakilder.lagerfil import apne, lagerfeil
from xlasss.datakilder.utgaver import FOER_ENDRING, NAA, PER, SIST_RETTET, dagen, sporring, tidspunkt
from xlasss.datakilder.verdier import Celle, Endring, Henting, Punkt, Verdi, variabel
from xlasss.kommunenumre import kommunekoder

__all__ = ["Celle", "Endring", "Henting", "Lager", "Punkt", "Verdi", "variabel"]

Utgave = tuple[Verdi, str]
"""En verdi slik den skal svares, og tegnet SSB selv hadde i den utgaven."""
_TABELLEN = "tabell = :tabell"
_NYESTE = "SELECT id FROM henting WHERE tabell = ? AND aar = ? ORDER BY vintage DESC, hentet DESC, id DESC LIMIT 1"


class Lager:
    """Lageret i én fil. Brukes med `with Lager.apne(fil) as lager`."""

    def __init__(self, db: sqlite3.Connection, fil: Path) -> None:
        self._db, self.fil = db, fil

    @classmethod
    def apne(cls, fil: Path, *, les: bool = False) -> "Lager":
        """Åpne lageret. `les`: det må finnes, og ingenting kan legges til."""
        return cls(apne(fil, les=les), fil)

    def __enter__(self) -> "Lager":
        return self

    def __exit__(self, slag: type | None, feil: BaseException | None, spor: TracebackType | None) -> None:
        self._db.close()

    def sett_inn(self, henting: Henting) -> None:
        """Legg til en henting: hele eller ingenting."""
        h = henting
        with self._transaksjon():
            nr = self._db.execute(
                "INSERT INTO henting (tabell, aar, vintage, hentet, tittel, kilde, adresse, sporring)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (h.tabell, h.aar, h.vintage, h.hentet, h.tittel, h.kilde, h.adresse, h.sporring),
            ).lastrowid
            svar = [(nr, i, gzip.compress(raa, mtime=0)) for i, raa in enumerate(h.raa)]
            self._db.executemany("INSERT INTO svar VALUES (?, ?, ?)", svar)
            ider = {nokkel: self._variabel(h.tabell, *nokkel) for nokkel in {(c[0], *c[4:]) for c in h.celler}}
            celler = ((ider[c[0], *c[4:]], c.kommunekode, nr, c.verdi, c.tegn) for c in h.celler)
            self._db.executemany("INSERT INTO verdi VALUES (?, ?, ?, ?, ?)", celler)

    def _variabel(self, tabell: str, navn: str, enhet: str, desimaler: int | None) -> int:
        finn = "SELECT id FROM variabel WHERE tabell = ? AND navn = ? AND enhet = ? AND desimaler IS ?"
        felt = (tabell, navn, enhet, desimaler)
        if funnet := self._db.execute(finn, felt).fetchone():
            return int(funnet[0])
        ny = self._db.execute("INSERT INTO variabel (tabell, navn, enhet, desimaler) VALUES (?, ?, ?, ?)", felt)
        return ny.lastrowid or 0

    @contextmanager
    def _transaksjon(self) -> Iterator[None]:
        with lagerfeil(self.fil):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._db.rollback()
                raise

    def har(self, tabell: str, aar: int, sporring: str) -> bool:
        """Om svaret på nettopp dette spørsmålet er hentet før; da trenger det ikke hentes igjen."""
        finn = "SELECT 1 FROM henting WHERE tabell = ? AND aar = ? AND sporring = ?"
        return bool(self._rader(finn, (tabell, aar, sporring)))

    def raa_svar(self, tabell: str, aar: int) -> list[bytes]:
        """SSBs svar byte for byte, for den nyeste hentingen av året."""
        sporr = f"SELECT gzip FROM svar WHERE henting = ({_NYESTE}) ORDER BY nr"
        return [gzip.decompress(rad[0]) for rad in self._rader(sporr, (tabell, aar))]

    def celler(self, tabell: str, aar: int) -> set[Celle]:
        """Cellene i den nyeste hentingen av året, slik SSB hadde dem."""
        felt = ", ".join(Celle._fields)
        sporr = f"SELECT {felt} FROM verdier WHERE tabell = ? AND henting = ({_NYESTE})"
        return {Celle(*rad) for rad in self._rader(sporr, (tabell, tabell, aar))}

    def vintager(self, tabell: str | None = None) -> list[str]:
        """Utgavene i lageret (SSBs `updated`), eldste først; uten tabell for alle."""
        sporr = "SELECT DISTINCT vintage FROM henting WHERE ? IS NULL OR tabell = ? ORDER BY vintage"
        return [rad[0] for rad in self._rader(sporr, (tabell, tabell))]

    def verdi(self, tabell: str, variabel: str, kommune: str, aar: int, *, per: str | None = None) -> Verdi | None:
        """Verdien slik SSB har den nå, eller hadde den `per` en dato; None når den ikke er hentet.

        kommune: navn, da med koden som gjaldt det året, eller et kommunenummer.
        """
        celle = "tabell = :tabell AND variabel = :variabel AND kommunekode = :kode AND aar = :aar"
        felt = {"tabell": tabell, "variabel": variabel, "kode": kode(kommune, aar), "aar": aar}
        return next((verdi for verdi, _ in self._gjeldende(celle, felt, per)), None)

    def indikator(
        self, navn: str, *, kommuner: Iterable[str] | None = None, aar: Iterable[int] | None = None,
        per: str | None = None,
    ) -> list[Punkt]:  # fmt: skip
        """Indikatoren for kommunene og årene (alle ASSS-kommunene og alle årene i lageret når de ikke er nevnt).

        navn: en rad i `ssb_indikatorer.csv`. Rene kodeendringer er skjøtet, brudd er merket.
        """
        formel = indikator(navn)
        tabeller = {tabell for tabell, _ in formel.variabler}
        alle_aar = sorted(set(aar) if aar is not None else {a for t, a in self._hentet() if t in tabeller})
        navnene = kommunekoder(alle_aar[-1]) if kommuner is None and alle_aar else kommuner or ()
        celler = {(k, a): formel.celler(k, a) for k in navnene for a in alle_aar}
        koder = {kode for deler in celler.values() for _, kode, _ in deler}
        verdier = {(v, p.kommunekode, p.aar): p for v in formel.variabler for p in self._serie(*v, koder, per)}
        return [punkt(formel, *hvem, [verdier.get(c) for c in deler]) for hvem, deler in celler.items()]

    def _serie(self, tabell: str, variabel: str, koder: Iterable[str], per: str | None) -> list[Verdi]:
        serie = "tabell = :tabell AND variabel = :variabel AND kommunekode IN (SELECT value FROM json_each(:koder))"
        felt = {"tabell": tabell, "variabel": variabel, "koder": json.dumps(list(koder))}
        return [verdi for verdi, _ in self._gjeldende(serie, felt, per)]

    def siste_henting(self, foer: str | None = None) -> int:
        """Nummeret på den siste hentingen, eller den siste før en dato; 0 når det ikke er noen."""
        sporr = "SELECT coalesce(max(id), 0) FROM henting WHERE ? IS NULL OR hentet < ?"
        dag = foer and dagen(foer)
        return int(self._rader(sporr, (dag, dag))[0][0])

    def endringer(self, etter: int) -> list[Endring]:
        """Det hentingene etter nummer `etter` endret i det som var hentet før; den første av et år endrer ingenting."""
        funnet: list[Endring] = []
        for tabell in sorted({tabell for tabell, _ in self._hentet()}):
            felt = {"tabell": tabell}
            foer = self._utgaver(sporring(_TABELLEN, FOER_ENDRING), {**felt, "etter": etter})
            gamle = {_sted(v): (v, tegn) for v, tegn in foer}
            for v, tegn in self._gjeldende(_TABELLEN, felt, None) if gamle else []:
                gammel = gamle.get(_sted(v))
                if gammel and _innhold(*gammel) != _innhold(v, tegn):
                    funnet.append(Endring(gammel[0], v))
        return funnet

    def sist_rettet(self) -> str:
        """Datoen for den siste hentingen som fant at SSB hadde endret noe; tomt når ingen har det."""
        return (self._rader(SIST_RETTET)[0][0] or "")[:10]

    def _hentet(self) -> list[tuple[str, int]]:
        return self._rader("SELECT DISTINCT tabell, aar FROM henting ORDER BY tabell, aar")

    def _gjeldende(self, hvor: str, felt: Mapping[str, object], per: str | None) -> list[Utgave]:
        if per is None:
            return self._utgaver(sporring(hvor, NAA), felt)
        return self._utgaver(sporring(hvor, PER), {**felt, "per": tidspunkt(per)})

    def _utgaver(self, sql: str, felt: Mapping[str, object]) -> list[Utgave]:
        return [(Verdi(*rad[:-1]), rad[-1]) for rad in self._rader(sql, felt)]

    def _rader(self, sporr: str, felt: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        with lagerfeil(self.fil):
            return self._db.execute(sporr, felt).fetchall()


def _sted(v: Verdi) -> tuple[str, str, int]:
    return v.variabel, v.kommunekode, v.aar


def _innhold(v: Verdi, eget_tegn: str) -> tuple[object, ...]:
    """Det som gjør to utgaver ulike; at et tall er blitt konfidensielt, er en endring selv om tallet er skjult."""
    return v.verdi, v.tegn, v.enhet, v.desimaler, eget_tegn
