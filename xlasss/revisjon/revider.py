"""Audit of anyone's published claims: numbers in one file, how they hang together in another.

The format is KONTRAKT §3's. The fasit of the reports is the same audit on packaged data.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from xlasss.begreper import Dom
from xlasss.beregning.dom import dom
from xlasss.beregning.intervall import Intervall
from xlasss.errors import Filfeil, IntervallFeil, UttrykkFeil
from xlasss.revisjon.stramt import stramt_intervall
from xlasss.revisjon.uttrykk import Uttrykk

_SIFRE = re.compile(r"[-+]?\d{1,40}(\.\d{1,40})?(/\d{1,40})?")


@dataclass(frozen=True)
class Paastand:
    """Ett publisert tall, som intervall."""

    intervall: Intervall
    desimaler: int


@dataclass(frozen=True)
class Funn:
    """Dommen over én relasjon."""

    relasjon: str
    venstre: str
    trykt: Intervall
    beregnet: Intervall | None
    dom: Dom
    grunn: str = ""

    def som_json(self) -> dict[str, object]:
        """Relasjonen slik KONTRAKT §3 skriver den."""
        regnet = self.beregnet.endepunkter() if self.beregnet else None
        return {
            "relasjon": self.relasjon, "venstre": self.venstre, "trykt": self.trykt.endepunkter(), "beregnet": regnet,
            "dom": str(self.dom), "grunn": self.grunn,
        }  # fmt: skip


def les_tall(fil: Path) -> dict[str, Paastand]:
    """Tallene i TALL.csv: id, verdi, desimaler, omtrentlig og gjerne halvbredde; flere kolonner er lov."""
    lest: dict[str, Paastand] = {}
    for linje, rad in _rader(fil, ("id", "verdi", "desimaler", "omtrentlig")):
        sted = f"{fil.name} linje {linje}"
        if rad["omtrentlig"] not in ("ja", "nei"):
            raise Filfeil(f"{sted}: «omtrentlig» er «{rad['omtrentlig']}».", "Skriv ja eller nei.")
        if rad["id"] in lest:
            raise Filfeil(f"{sted}: id «{rad['id']}» står to ganger.", "Gi tallene hver sin id.")
        try:
            desimaler, halv = int(rad["desimaler"]), rad.get("halvbredde", "")
            verdi = _tall(rad["verdi"])
            bredde = _tall(halv) if halv else None
        except (ValueError, ZeroDivisionError):
            raise Filfeil(
                f"{sted}: «{rad['verdi']}» med {rad['desimaler']} desimaler er ikke et tall.", "Bruk desimalpunktum."
            ) from None
        if (bredde is not None and bredde < 0) or abs(desimaler) > 30:
            raise Filfeil(f"{sted}: halvbredden kan ikke være negativ, og desimalene ikke over 30.")
        intervall = (
            Intervall.trykt(verdi, desimaler, rad["omtrentlig"] == "ja")
            if bredde is None
            else Intervall(verdi - bredde, verdi + bredde)
        )
        lest[rad["id"]] = Paastand(intervall, desimaler)
    return lest


def _tall(tekst: str) -> Fraction:
    """Et tall eller en brøk skrevet med sifre; en tierpotens kan være for stor til å regne med."""
    if not _SIFRE.fullmatch(tekst.strip()):
        raise ValueError(tekst)
    return Fraction(tekst)


def revider(tall_fil: Path, relasjon_fil: Path) -> Iterator[Funn]:
    """Dommen over hver relasjon, i filens rekkefølge."""
    tall = les_tall(tall_fil)
    intervaller = {id: p.intervall for id, p in tall.items()}
    for linje, rad in _rader(relasjon_fil, ("relasjon", "venstre", "uttrykk")):
        sted = f"{relasjon_fil.name} linje {linje}"
        if rad["venstre"] not in tall:
            raise Filfeil(
                f"{sted}: «{rad['venstre']}» står ikke i {tall_fil.name}.", "Legg til tallet, eller rett id-en."
            )
        try:
            uttrykk = Uttrykk(rad["uttrykk"], intervaller)
            funn = _dom(rad["relasjon"], rad["venstre"], tall[rad["venstre"]], uttrykk, intervaller)
        except UttrykkFeil as feil:
            raise Filfeil(f"{sted}: {feil.melding}", feil.tiltak) from None
        yield funn


def _dom(relasjon: str, venstre: str, p: Paastand, uttrykk: Uttrykk, tall: Mapping[str, Intervall]) -> Funn:
    try:
        beregnet = stramt_intervall(uttrykk, tall)
    except IntervallFeil as feil:
        return Funn(relasjon, venstre, p.intervall, None, Dom.KAN_IKKE_BEREGNES, str(feil))
    return Funn(relasjon, venstre, p.intervall, beregnet, dom(beregnet, p.intervall, p.desimaler))


def _rader(fil: Path, paakrevd: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Radene med linjenummer; linjer som begynner med # er kommentarer."""
    try:
        linjer = fil.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise Filfeil(f"Finner ikke filen {fil}.", "Kontroller navn og mappe.") from None
    except IsADirectoryError:
        raise Filfeil(f"{fil} er en mappe.", "Oppgi CSV-filen.") from None
    except (OSError, UnicodeDecodeError):
        raise Filfeil(f"{fil.name} kan ikke leses som tekst (UTF-8).", "Lagre den som CSV UTF-8.") from None
    kommentar = next((i for i, linje in enumerate(linjer) if not linje.startswith("#")), len(linjer))
    leser = csv.DictReader(linjer[kommentar:], restkey="_for_mange")
    mangler = [k for k in paakrevd if k not in (leser.fieldnames or [])]
    if mangler:
        raise Filfeil(
            f"{fil.name} mangler kolonnen {mangler[0]}.", f"Den skal ha {', '.join(paakrevd)}, med komma mellom."
        )
    for rad in leser:
        linje = leser.line_num + kommentar
        if "_for_mange" in rad or None in rad.values():
            raise Filfeil(f"{fil.name} linje {linje}: feil antall felt.", "Sett tekst med komma i anførselstegn.")
        yield linje, rad
