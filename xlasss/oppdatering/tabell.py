"""A filled-in table as rows of fields with the place of each: CSV as people save it, or an .xlsx."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from xlasss.engines.adresse import adresse
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil
from xlasss.oppdatering.regneark import overskrifter, skjemaark, slag
from xlasss.workbook.les import les_bok

STORST_CSV = 50_000_000
"""Tegn; et skjema for alle sektorene er en hundredel av dette."""

_SKILLE = ";\t,"
_SEP = re.compile(r"sep=([;,\t])", re.IGNORECASE)
"""Linjen noen programmer setter først for å fortelle Excel hva feltene skilles med."""


@dataclass(frozen=True)
class Tabellrad:
    """En rad: verdien i hver kolonne, og hvor den står."""

    felt: Mapping[str, Verdi]
    steder: Mapping[str, str]
    desimalmerke: str
    """Tomt når tallene alt er tall."""

    slag: Mapping[str, str] = field(default_factory=dict)
    """Kolonnene der regnearket viser noe annet enn verdien: en dato, en prosent eller en formel uten svar."""


def les_tabell(fil: Path, kolonner: Collection[str]) -> Iterator[Tabellrad]:
    """Radene under den første linjen med kolonnenavn; tomme rader er ikke med. Kolonnene sier hvilket ark det er."""
    if fil.suffix.casefold() in (".xlsx", ".xlsm"):
        return _fra_xlsx(fil, kolonner)
    if fil.suffix.casefold() in (".csv", ".txt", ".tsv"):
        return _fra_csv(fil)
    raise Filfeil(f"{fil.name} er verken .csv eller .xlsx.", "Lagre tallene i et av de to formatene.")


def _tekst(fil: Path) -> str:
    """Innholdet. Excel skriver CSV både som UTF-8 med merke foran og som Latin-1; begge er entydige nok å lese."""
    try:
        data = fil.read_bytes()
    except FileNotFoundError:
        raise Filfeil(f"Finner ikke filen {fil}.", "Kontroller navn og mappe.") from None
    except OSError as feil:
        raise Filfeil(f"{fil} kan ikke leses ({feil.strerror}).", "Lukk den i andre programmer.") from None
    if len(data) > STORST_CSV:
        raise Filfeil(f"{fil.name} er {len(data) // 1_000_000} MB, for stor til å være et skjema.", "Er det rett fil?")
    if b"\0" in data:
        raise Filfeil(f"{fil.name} er ikke ren tekst (UTF-16?).", "Lagre den som «CSV UTF-8».")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _fra_csv(fil: Path) -> Iterator[Tabellrad]:
    tekst = _tekst(fil)
    forste, _, resten = tekst.partition("\n")
    sep = _SEP.fullmatch(forste.strip())
    hodelinje = next((linje for linje in (resten if sep else tekst).splitlines() if linje.strip()), "")
    skille = sep[1] if sep else max(_SKILLE, key=hodelinje.count)
    leser = csv.reader(StringIO(tekst, newline=""), delimiter=skille, strict=True)
    if sep:
        next(leser)
    hode: list[str] = []
    lest = leser.line_num
    try:
        for verdier in leser:
            lest = leser.line_num
            if not any(v.strip() for v in verdier):
                continue
            if not hode:
                hode = _hode(fil.name, verdier)
                continue
            sted = f"{fil.name} linje {leser.line_num}"
            felt = _uten_tomme_bak(verdier, len(hode))
            if len(felt) != len(hode):
                raise Filfeil(
                    f"{sted}: {len(felt)} felt, skal være {len(hode)}.", f"Feltene skilles med «{_vist(skille)}»."
                )
            steder = {navn: f"{sted}, kolonne {navn}" for navn in hode}
            yield Tabellrad(dict(zip(hode, felt, strict=True)), steder, "." if skille == "," else ",")
    except csv.Error as feil:
        raise Filfeil(f"{fil.name} linje {lest + 1}: {_csvfeil(feil)}.", "Rett anførselstegnene i linjen.") from None
    if not hode:
        raise Filfeil(f"{fil.name} er tom.", "Fyll ut skjemaet fra «xlasss oppdater FIL --skjema».")


def _csvfeil(feil: csv.Error) -> str:
    """Hva som er galt i raden; csv-modulen sier det på engelsk."""
    sier = str(feil)
    if "end of data" in sier:
        return "et felt begynner med anførselstegn og slutter ikke"
    if "expected after" in sier:
        return "et felt fortsetter etter anførselstegnet som skulle ha sluttet det"
    if "field limit" in sier:
        return "et felt er for langt, eller begynner med et anførselstegn som ikke slutter"
    return "linjen er delt på en måte som ikke kan leses"


def _uten_tomme_bak(verdier: list[str], bredde: int) -> list[str]:
    """Feltene uten de tomme Excel setter bak når noen har vært borti en kolonne lenger ute."""
    while len(verdier) > bredde and not verdier[-1].strip():
        verdier = verdier[:-1]
    return verdier


def _vist(skille: str) -> str:
    return "tabulator" if skille == "\t" else skille


def _fra_xlsx(fil: Path, kolonner: Collection[str]) -> Iterator[Tabellrad]:
    bok = les_bok(fil)
    ark, rader = skjemaark(bok, kolonner)
    topp, *resten = rader
    hode = _hode(f"{fil.name}, {ark}", overskrifter(rader))
    for rad in resten:
        celler = rader[rad]
        if utenfor := [k for k in celler if k > len(hode)]:
            raise Filfeil(
                f"{fil.name}, {ark}!{adresse(rad, utenfor[0])}: kolonnen har ikke noe navn i rad {topp}.",
                "Ta den bort, eller gi den et navn.",
            )
        felt: dict[str, Verdi] = dict.fromkeys(hode)
        felt |= {hode[k - 1]: celle.verdi for k, celle in celler.items()}
        viser = {hode[k - 1]: hva for k, celle in celler.items() if (hva := slag(bok, celle))}
        steder = {navn: f"{fil.name}, {ark}!{adresse(rad, k)}" for k, navn in enumerate(hode, start=1)}
        yield Tabellrad(felt, steder, "", viser)


def _hode(sted: str, verdier: list[str]) -> list[str]:
    hode = [v.strip().casefold() for v in _uten_tomme_bak(verdier, 1)]
    if len(set(hode)) < len(hode):
        dobbel = next(navn for navn in hode if hode.count(navn) > 1)
        raise Filfeil(f"{sted}: to kolonner heter «{dobbel}».", "Ta bort den ene.")
    return hode
