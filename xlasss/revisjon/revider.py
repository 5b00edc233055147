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

STORST = 10**300
_TALLENE = {"verdi", "halvbredde"}
_SIFRE = re.compile(r"[-+]?\d{1,40}(\.\d{1,40})?(/\d{1,40})?")


@dataclass(frozen=True)
class Paastand:
    """Ett publisert tall, som intervall."""

    intervall: Intervall
    desimaler: int


@dataclass(frozen=True)
class Regning:
    """En relasjon slik filen har den: uttrykket skal gi tallet til venstre."""

    relasjon: str
    venstre: str
    uttrykk: Uttrykk
    sted: str

    @property
    def navn(self) -> tuple[str, ...]:
        """Alle tallene i relasjonen."""
        return (self.venstre, *self.uttrykk.navn)


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


def les(tall_fil: Path, relasjon_fil: Path) -> tuple[dict[str, Paastand], list[Regning]]:
    """Tallene og regningene i de to filene; hvert navn i en regning må være et av tallene."""
    tall = les_tall(tall_fil)
    regninger = []
    for linje, rad in _rader(relasjon_fil, ("relasjon", "venstre", "uttrykk")):
        sted = f"{relasjon_fil.name} linje {linje}"
        if rad["venstre"] not in tall:
            raise Filfeil(
                f"{sted}: «{rad['venstre']}» står ikke i {tall_fil.name}.", "Legg til tallet, eller rett id-en."
            )
        try:
            uttrykk = Uttrykk(rad["uttrykk"], tall)
        except UttrykkFeil as feil:
            raise Filfeil(f"{sted}: {feil.melding}", feil.tiltak) from None
        regninger.append(Regning(rad["relasjon"], rad["venstre"], uttrykk, sted))
    return tall, regninger


def provd(regning: Regning, tall: Mapping[str, Paastand]) -> Funn:
    """Dommen over én relasjon."""
    p = tall[regning.venstre]
    try:
        beregnet = stramt_intervall(regning.uttrykk, {navn: tall[navn].intervall for navn in regning.uttrykk.navn})
        if max(-beregnet.nedre, beregnet.ovre) > STORST:
            raise IntervallFeil("Svaret er større enn et regneark kan holde.")
    except IntervallFeil as feil:
        return Funn(regning.relasjon, regning.venstre, p.intervall, None, Dom.KAN_IKKE_BEREGNES, str(feil))
    except UttrykkFeil as feil:
        raise Filfeil(f"{regning.sted}: {feil.melding}", feil.tiltak) from None
    avgjort = dom(beregnet, p.intervall, p.desimaler)
    return Funn(regning.relasjon, regning.venstre, p.intervall, beregnet, avgjort)


def revider(tall_fil: Path, relasjon_fil: Path) -> list[Funn]:
    """Dommen over hver relasjon, i filens rekkefølge."""
    tall, regninger = les(tall_fil, relasjon_fil)
    return [provd(regning, tall) for regning in regninger]


def _rader(fil: Path, paakrevd: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Radene med linjenummer; linjer som begynner med # er kommentarer.

    Står det semikolon mellom kolonnene, slik et norsk Excel lagrer CSV, er desimaltegnet i tallene komma.
    """
    try:
        linjer = fil.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise Filfeil(f"Finner ikke filen {fil}.", "Kontroller navn og mappe.") from None
    except IsADirectoryError:
        raise Filfeil(f"{fil} er en mappe.", "Oppgi CSV-filen.") from None
    except (OSError, UnicodeDecodeError):
        raise Filfeil(f"{fil.name} kan ikke leses som tekst (UTF-8).", "Lagre den som CSV UTF-8.") from None
    kommentar = next((i for i, linje in enumerate(linjer) if not linje.startswith("#")), len(linjer))
    norsk = ";" in "".join(linjer[kommentar : kommentar + 1])
    leser = csv.DictReader(linjer[kommentar:], restkey="_for_mange", delimiter=";" if norsk else ",")
    try:
        mangler = [k for k in paakrevd if k not in (leser.fieldnames or [])]
        if mangler:
            raise Filfeil(
                f"{fil.name} mangler kolonnen {mangler[0]}.",
                f"Den skal ha {', '.join(paakrevd)}, med komma eller semikolon mellom.",
            )
        for rad in leser:
            linje = leser.line_num + kommentar
            if "_for_mange" in rad or None in rad.values():
                raise Filfeil(f"{fil.name} linje {linje}: feil antall felt.", "Sett tekst med komma i anførselstegn.")
            yield linje, rad | ({k: rad[k].replace(",", ".") for k in _TALLENE & rad.keys()} if norsk else {})
    except csv.Error:
        sted = f"{fil.name} linje {leser.line_num + kommentar + 1}"
        raise Filfeil(
            f"{sted}: raden kan ikke leses som CSV.", "Er et anførselstegn glemt, eller feltet for langt?"
        ) from None
