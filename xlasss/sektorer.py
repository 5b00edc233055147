"""Sektorfilene: hva som måles i en sektor, i hvilken utgave, og hvilke kommuner som er med."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from xlasss.begreper import Maal, Snitt, Status
from xlasss.datafiler import DATA, les_toml
from xlasss.errors import DataFeil, UkjentNavn
from xlasss.kilder import kilde
from xlasss.kommunenumre import kommunekoder


@dataclass(frozen=True)
class Indikator:
    """En indikator i ett av målene. `kort` er navnet i figurene, `profil` skiller to profiler i samme sektor."""

    nokkel: str
    maal: Maal
    utgave: tuple[str, ...]
    navn: str
    kort: str
    enhet: str
    desimaler: int
    kilde: str
    side: str
    status: Status
    merknad: str = ""
    profil: str = ""
    snitt: str = ""
    formel: str = ""
    teller: str = ""
    nevner: str = ""
    ssb_tabeller: tuple[str, ...] = ()
    retning: str = "ingen"
    minst: int = 0


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
    funksjoner_tekst: str = ""
    profil: str = ""
    navn: str = ""
    nivaa_sted: str = ""
    vekst_sted: str = ""
    profil_sted: str = ""

    @property
    def funksjonene(self) -> str:
        """KOSTRA-funksjonene slik de leses; «ikke funnet» når ingen kilde gir dem."""
        return ", ".join(map(str, self.funksjoner)) or self.funksjoner_tekst or "ikke funnet"

    def snitt_for(self, indikator: "Indikator") -> Snitt | None:
        """Snittet indikatoren måles mot: dens eget når det står, ellers det uveide når målet er uveid.

        I utgaver der snittet veksler mellom indikatorene, er et snitt som ikke er funnet, None.
        """
        if indikator.snitt:
            return Snitt(indikator.snitt)
        return Snitt.UVEID if self.snitt is Snitt.UVEID else None

    @property
    def overskrift(self) -> str:
        """Mål · snitt · nevner · KOSTRA-funksjoner, slik det står over hver blokk."""
        return (
            f"Mål: {self.maal} ({self.utgift}) · Snitt: {self.snitt} {self.snitt_omraade} · "
            f"Nevner: {self.nevner} · KOSTRA-funksjoner: {self.funksjonene}"
        )


@dataclass(frozen=True)
class Utgave:
    """En utgave av metoden: rapporten, året den gjelder og hvem som er med."""

    utgave: str
    aar: int
    kommune: str
    minst: int
    minst_kilde: str
    minst_side: str
    kommuner: tuple[str, ...]
    rapport: str = ""
    som: str = ""

    @property
    def metode(self) -> str:
        """Utgaven mål og indikatorer hentes fra: dens egen, eller den utgaven den sier den er som."""
        return self.som or self.utgave


@dataclass(frozen=True)
class Sektorfil:
    """Alt vi vet om en sektor i én utgave."""

    nokkel: str
    navn: str
    utgave: Utgave
    maal: tuple[Maalblokk, ...]
    indikatorer: tuple[Indikator, ...]
    mot: "Sektorfil | None" = field(default=None, kw_only=True)
    """Den andre utgaven når to settes side om side; tallene og året er alltid denne utgavens."""

    def blokker(self, maal: Maal) -> tuple[Maalblokk, ...]:
        """Målets blokker; en sektor kan ha to tjenesteprofiler, og eiendom har ingen produksjonsindeks."""
        return tuple(b for b in self.maal if b.maal is maal)

    def indikatorer_i(self, maal: Maal, profil: str = "") -> tuple[Indikator, ...]:
        """Indikatorene i et mål, i rapportens rekkefølge."""
        return tuple(i for i in self.indikatorer if i.maal is maal and i.profil == profil)

    def veier(self, maal: Maalblokk) -> bool:
        """Om noen av indikatorene i målet måles mot et veid snitt, så nevnerne trengs."""
        return Snitt.VEID in {i.snitt or maal.snitt for i in self.indikatorer_i(maal.maal, maal.profil)}


def sektorer() -> list[str]:
    """Sektorene det finnes en sektorfil for."""
    return sorted(fil.stem for fil in (DATA / "sektorer").glob("*.toml"))


def utgaver(nokkel: str) -> list[str]:
    """Utgavene sektorfilen kjenner, eldste først."""
    return sorted(u["utgave"] for u in _raa(nokkel)["utgave"])


@cache
def _raa(nokkel: str) -> dict[str, Any]:
    if nokkel not in sektorer():
        raise UkjentNavn(f"Sektoren «{nokkel}» finnes ikke.", f"Sektorene er: {', '.join(sektorer())}.")
    return les_toml(DATA / "sektorer" / f"{nokkel}.toml")


def bygg_av_toml(slag: type, felt: dict[str, Any], sted: str, **typer: Any) -> Any:
    """En dataklasse av TOML-felt; ukjente og manglende felt nevnes ved navn."""
    try:
        lest = {n: typer[n](v) if n in typer else tuple(v) if isinstance(v, list) else v for n, v in felt.items()}
        ferdig = slag(**lest)
    except (TypeError, ValueError) as feil:
        raise DataFeil(f"{sted}, «{felt.get('nokkel', felt.get('utgave', ''))}»: {feil}") from None
    if "kilde" in felt:
        kilde(felt["kilde"])
    return ferdig


def velg_utgave(raa: dict[str, Any], sted: str, utgave: str | None) -> Utgave:
    """Utgaven det spørres om; uten den siste som har en rapport å holdes mot."""
    felt = {u["utgave"]: u for u in raa["utgave"]}
    kjente = {navn: bygg_av_toml(Utgave, _arvet(u, felt, sted), sted) for navn, u in felt.items()}
    med_rapport = [u for u in kjente.values() if u.rapport] or list(kjente.values())
    valgt: Utgave | None = kjente.get(utgave) if utgave else max(med_rapport, key=lambda u: u.utgave)
    if valgt is None:
        raise UkjentNavn(f"{raa['navn']} finnes ikke i utgave «{utgave}».", f"Utgavene er: {', '.join(kjente)}.")
    koder = kommunekoder(valgt.aar)
    if ukjente := [navn for navn in valgt.kommuner if navn not in koder]:
        raise DataFeil(
            f"{sted}, utgave {valgt.utgave}: {', '.join(ukjente)} har ikke noe kommunenummer for {valgt.aar}.",
            "Før det inn i kommuner.csv.",
        )
    return valgt


def _arvet(utgave: dict[str, Any], alle: dict[str, dict[str, Any]], sted: str) -> dict[str, Any]:
    """Det en utgave ikke sier selv, er som i den den er «som»; rapporten er aldri det."""
    som = str(utgave.get("som", ""))
    if som and (som not in alle or alle[som].get("som")):
        raise DataFeil(f"{sted}, utgave {utgave['utgave']}: «som» er «{som}», skal være en utgave med egen metode.")
    return {n: v for n, v in alle.get(som, {}).items() if n != "rapport"} | utgave


@cache
def sektorfil(nokkel: str, utgave: str | None = None) -> Sektorfil:
    """Sektorfilen for en sektor; uten utgave den siste som har en rapport å holdes mot."""
    return les_sektorfil(_raa(nokkel), f"{nokkel}.toml", utgave)


def les_sektorfil(raa: dict[str, Any], sted: str, utgave: str | None) -> Sektorfil:
    """Sektorfilen slik TOML-en beskriver den i en utgave."""
    valgt = velg_utgave(raa, sted, utgave)
    maal = (m for m in raa["maal"] if m["utgave"] == valgt.metode)
    blokker = tuple(bygg_av_toml(Maalblokk, m, sted, maal=Maal, snitt=Snitt) for m in maal)
    alle = (bygg_av_toml(Indikator, i, sted, maal=Maal, status=Status) for i in raa["indikator"])
    indikatorer = tuple(i for i in alle if valgt.metode in i.utgave)
    nokler = [(i.maal, i.profil, i.nokkel) for i in indikatorer]
    if len(set(nokler)) != len(nokler):
        raise DataFeil(f"{sted}: en indikator står to ganger i samme mål.")
    return Sektorfil(raa["sektor"], raa["navn"], valgt, blokker, indikatorer)
