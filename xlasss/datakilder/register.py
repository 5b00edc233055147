"""Hvilke tabeller som hentes for en sektor, og hvilke koder i dem.

Tabellene er de sektorfilene nevner, de indikatorene regnes av, og de registeret `ssb_tabeller.csv` sier
skal hentes. Kodene står i `ssb_utvalg.csv` der de er kjent; ellers hentes hele dimensjonen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from xlasss.datafiler import DATA, les_csv
from xlasss.datakilder.indikatorer import indikatorer
from xlasss.datakilder.verdier import dimensjoner
from xlasss.errors import UkjentNavn
from xlasss.sektorer import sektorer, sektorfil, utgaver
from xlasss.tverrfiler import maler

TABELL_KOLONNER = ("tabell", "sektor", "tittel", "bekreftet", "fra", "til", "hentes", "forskyvning", "merknad")
UTVALG_KOLONNER = ("tabell", "dimensjon", "kode", "navn", "belegg")
UTEN_SEKTORFIL = ("regnskap", "befolkning")
"""Emner i registeret som ikke er en tjeneste, men som alle tjenestene trenger tall fra."""


@dataclass(frozen=True)
class Registrert:
    """En tabell i registeret; et tomt år er ukjent, ikke uendelig."""

    nr: str
    sektor: str
    tittel: str
    bekreftet: bool
    fra: int | None
    til: int | None
    hentes: bool
    forskyvning: int
    """Folketallet 31.12 i år Å er tabell 07459 for år Å+1."""

    def dekker(self, aar: int) -> bool:
        """Om tabellen kan ha tall for året."""
        return (self.fra is None or self.fra <= aar) and (self.til is None or aar <= self.til)


@dataclass(frozen=True)
class Oppgave:
    """Ett år av én tabell. Året er SSBs, altså forskjøvet for folketall."""

    tabell: str
    aar: int

    def __str__(self) -> str:
        return f"tabell {self.tabell} for {self.aar}"


@cache
def register() -> dict[str, Registrert]:
    """Tabellene vi kjenner, etter nummer."""
    funnet: dict[str, Registrert] = {}
    for rad in les_csv(DATA / "tabeller" / "ssb_tabeller.csv", TABELL_KOLONNER):
        rad.krev("tabell", "sektor", "tittel", "bekreftet", "hentes", "forskyvning")
        rad.krev_tall("fra", "til", "forskyvning")
        f = rad.felt
        if f["tabell"] in funnet:
            raise rad.feil(f"Tabell {f['tabell']} står to ganger.")
        funnet[f["tabell"]] = Registrert(
            f["tabell"], f["sektor"], f["tittel"], f["bekreftet"] == "ja", _aar(f["fra"]), _aar(f["til"]),
            f["hentes"] == "ja", int(f["forskyvning"]),
        )  # fmt: skip
    return funnet


def kjent_tittel(tabell: str) -> str:
    """Tittelen registeret har, når den er bekreftet og SSB ikke har noen."""
    kjent = register().get(tabell)
    return kjent.tittel if kjent and kjent.bekreftet else ""


def _aar(felt: str) -> int | None:
    return int(felt) if felt else None


@cache
def kjente_koder(tabell: str) -> dict[str, tuple[str, ...]]:
    """Kodene som hentes i hver dimensjon; en dimensjon som ikke er nevnt, hentes hel."""
    koder: dict[str, tuple[str, ...]] = {}
    for rad in les_csv(DATA / "tabeller" / "ssb_utvalg.csv", UTVALG_KOLONNER):
        rad.krev("tabell", "dimensjon", "kode", "belegg")
        if rad["tabell"] == tabell:
            koder[rad["dimensjon"]] = (*koder.get(rad["dimensjon"], ()), rad["kode"])
    return koder


@cache
def koder_som_trengs(tabell: str) -> dict[str, tuple[str, ...]]:
    """Kodene indikatorene regnes av; mangler en hos SSB, skal det sies, også når hele dimensjonen hentes."""
    variabler = (v for i in indikatorer().values() for nr, v in i.variabler if nr == tabell)
    koder: dict[str, tuple[str, ...]] = {}
    for dimensjon, kode in sorted({par for v in variabler for par in dimensjoner(v).items()}):
        koder[dimensjon] = (*koder.get(dimensjon, ()), kode)
    return koder


def tabeller(sektor: str | None = None) -> list[str]:
    """Tabellene som hentes for en sektor, eller for alle."""
    kjente = list(dict.fromkeys([*maler(), *UTEN_SEKTORFIL]))
    if sektor is not None and sektor not in kjente:
        raise UkjentNavn(f"Sektoren «{sektor}» finnes ikke.", f"Sektorene er: {', '.join(kjente)}.")
    valgte = [s for s in sektorer() if sektor in (s, None)]
    fra_filer = {nr for s in valgte for u in utgaver(s) for nr in _i_sektorfil(s, u)}
    fra_register = {r.nr for r in register().values() if r.hentes and sektor in (r.sektor, None)}
    fra_indikatorer = {nr for i in indikatorer().values() if sektor in (i.sektor, None) for nr, _ in i.variabler}
    return sorted(fra_filer | fra_register | fra_indikatorer)


def _i_sektorfil(sektor: str, utgave: str) -> Iterable[str]:
    fil = sektorfil(sektor, utgave)
    return {nr for i in fil.indikatorer for nr in i.ssb_tabeller}


def oppgaver(aar: Iterable[int], sektor: str | None = None, valgte: Iterable[str] = ()) -> list[Oppgave]:
    """Det som skal hentes, tabell for tabell; de valgte tabellene, ellers sektorens for årene de kan ha tall for."""
    funnet = []
    for nr in valgte or tabeller(sektor):
        kjent = register().get(nr)
        aktuelle = [a for a in sorted(set(aar)) if valgte or kjent is None or kjent.dekker(a)]
        funnet += [Oppgave(nr, a + (kjent.forskyvning if kjent else 0)) for a in aktuelle]
    return funnet
