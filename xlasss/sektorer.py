"""Sektorfilene: hva som måles i en sektor, i hvilken utgave, og hvilke kommuner som er med."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from xlasss.begreper import Maal, Snitt, Status
from xlasss.datafiler import DATA, les_csv, les_toml
from xlasss.errors import DataFeil, UkjentNavn
from xlasss.kilder import kilde

KOMMUNE_KOLONNER = (
    "kommune", "kode_2016", "kode_2017", "kode_2018_2019", "kode_2020_2023", "kode_2024", "brudd", "kilde", "endring",
)  # fmt: skip


@dataclass(frozen=True)
class Indikator:
    """En indikator i ett av målene. `kort` er navnet i figurene."""

    nokkel: str
    maal: Maal
    navn: str
    kort: str
    enhet: str
    desimaler: int
    kilde: str
    side: str
    status: Status
    merknad: str
    teller: str = ""
    nevner: str = ""
    ssb_tabeller: tuple[str, ...] = ()
    retning: str = "ingen"


@dataclass(frozen=True)
class Maalblokk:
    """Hvordan ett mål regnes i én utgave. `*_sted` er figuren eller tabellen tallene er trykt i."""

    maal: Maal
    utgave: str
    utgift: str
    snitt: Snitt
    snitt_omraade: str
    nevner: str
    funksjoner: tuple[int, ...]
    kilde: str
    side: str
    nivaa_sted: str = ""
    vekst_sted: str = ""
    profil_sted: str = ""

    @property
    def overskrift(self) -> str:
        """Mål · snitt · nevner · KOSTRA-funksjoner, slik det står over hver blokk."""
        funksjoner = ", ".join(str(f) for f in self.funksjoner)
        return (
            f"Mål: {self.maal} ({self.utgift}) · Snitt: {self.snitt} {self.snitt_omraade} · "
            f"Nevner: {self.nevner} · KOSTRA-funksjoner: {funksjoner}"
        )


@dataclass(frozen=True)
class Utgave:
    """En utgave av metoden: rapporten, året den gjelder og hvem som er med."""

    utgave: str
    aar: int
    rapport: str
    kommune: str
    minst: int
    minst_kilde: str
    minst_side: str
    kommuner: tuple[str, ...]


@dataclass(frozen=True)
class Sektorfil:
    """Alt vi vet om en sektor i én utgave."""

    nokkel: str
    navn: str
    utgave: Utgave
    maal: dict[Maal, Maalblokk]
    indikatorer: tuple[Indikator, ...]

    def indikatorer_i(self, maal: Maal) -> tuple[Indikator, ...]:
        """Indikatorene i et mål, i rapportens rekkefølge."""
        return tuple(i for i in self.indikatorer if i.maal is maal)


def sektorer() -> list[str]:
    """Sektorene det finnes en sektorfil for."""
    return sorted(fil.stem for fil in (DATA / "sektorer").glob("*.toml"))


def _bygg(slag: type, felt: dict[str, Any], sted: str, **typer: Any) -> Any:
    """En dataklasse av TOML-felt; ukjente og manglende felt nevnes ved navn."""
    try:
        lest = {n: typer[n](v) if n in typer else tuple(v) if isinstance(v, list) else v for n, v in felt.items()}
        ferdig = slag(**lest)
    except (TypeError, ValueError) as feil:
        raise DataFeil(f"{sted}: {feil}") from None
    if "kilde" in felt:
        kilde(felt["kilde"])
    return ferdig


@cache
def sektorfil(nokkel: str, utgave: str | None = None) -> Sektorfil:
    """Sektorfilen for en sektor, i siste utgave når ingen er gitt."""
    if nokkel not in sektorer():
        raise UkjentNavn(f"Sektoren «{nokkel}» finnes ikke.", f"Sektorene er: {', '.join(sektorer())}.")
    raa = les_toml(DATA / "sektorer" / f"{nokkel}.toml")
    sted = f"{nokkel}.toml"
    utgaver = {u["utgave"]: _bygg(Utgave, u, sted) for u in raa["utgave"]}
    valgt = utgaver.get(utgave) if utgave else utgaver[max(utgaver)]
    if valgt is None:
        raise UkjentNavn(f"{raa['navn']} finnes ikke i utgave «{utgave}».", f"Utgavene er: {', '.join(utgaver)}.")
    blokker = [_bygg(Maalblokk, m, sted, maal=Maal, snitt=Snitt) for m in raa["maal"] if m["utgave"] == valgt.utgave]
    indikatorer = tuple(_bygg(Indikator, i, sted, maal=Maal, status=Status) for i in raa["indikator"])
    nokler = [(i.maal, i.nokkel) for i in indikatorer]
    if len(set(nokler)) != len(nokler):
        raise DataFeil(f"{sted}: en indikator står to ganger i samme mål.")
    return Sektorfil(raa["sektor"], raa["navn"], valgt, {b.maal: b for b in blokker}, indikatorer)


def _periode(aar: int) -> str:
    for siste, kolonne in (
        (2016, "kode_2016"),
        (2017, "kode_2017"),
        (2019, "kode_2018_2019"),
        (2023, "kode_2020_2023"),
    ):
        if aar <= siste:
            return kolonne
    return "kode_2024"


@cache
def kommunekoder(aar: int) -> dict[str, str]:
    """Kommunenummeret hver ASSS-kommune hadde i et år.

    >>> kommunekoder(2016)["Sandnes"], kommunekoder(2021)["Sandnes"]
    ('1102', '1108')
    """
    return {r["kommune"]: r[_periode(aar)] for r in les_csv(DATA / "tabeller" / "kommuner.csv", KOMMUNE_KOLONNER)}
