"""Where everything stands in a sector workbook. Sheets ask the plan; nobody counts cells.

A block has the same rows on Inndata, Beregning and Etterregning, and an input has the
same address on Inndata and, normalised, on Etterregning.
"""

from dataclasses import dataclass

from xlasss.begreper import Maal
from xlasss.sektorer import Indikator, Maalblokk, Sektorfil, kommunekoder
from xlasss.workbook.inndata import Inndatum, inndata
from xlasss.workbook.modell import omraade, ref

KOL_NOKKEL, KOL_NAVN, KOL_AAR, KOL_DATA = 0, 1, 2, 3
BEREGNING = "Beregning"
"""Navnet står her fordi Etterregning må nevne arket den selv leses av."""

SONE = 12
"""Bredden på en sone: verdiene, og til høyre opphav, mellomregning, tvilling og differanse."""

TOPP = 4
HODERADER = 5

TRYKTE = {"snitt": "ASSS-snitt", "lavest": "Lavest i ASSS", "hoyest": "Høyest i ASSS"}


@dataclass(frozen=True)
class Blokk:
    """En blokk med rader for kommuner og kolonner for indikatorer."""

    id: str
    tittel: str
    maal: Maalblokk
    aar: str
    indikatorer: tuple[Indikator, ...]
    kommuner: tuple[tuple[str, str], ...]
    trykte: tuple[str, ...]
    topp: int
    desimaler: int | None = None

    @property
    def n(self) -> int:
        return len(self.indikatorer)

    @property
    def forste(self) -> int:
        """Raden til den første kommunen."""
        return self.topp + HODERADER

    @property
    def siste(self) -> int:
        return self.forste + len(self.kommuner) - 1

    @property
    def slutt(self) -> int:
        """Første rad etter kommuner og trykte rader."""
        return self.siste + 1 + len(self.trykte)

    @property
    def rader(self) -> list[tuple[int, str, str]]:
        """Rad, nøkkel og navn for hver kommune og hver trykt rad."""
        rader = [(self.forste + i, kode, navn) for i, (kode, navn) in enumerate(self.kommuner)]
        return rader + [(self.trykt_rad(t), t, TRYKTE[t]) for t in self.trykte]

    def trykt_rad(self, slag: str) -> int:
        return self.siste + 1 + self.trykte.index(slag)

    def kommunerad(self, navn: str) -> int:
        return self.forste + [k[1] for k in self.kommuner].index(navn)

    def kol(self, j: int) -> int:
        return KOL_DATA + j

    def desimaler_for(self, indikator: Indikator) -> int:
        """Desimaler tallene i blokken er trykt med."""
        return indikator.desimaler if self.desimaler is None else self.desimaler

    def rad(self, ark: str, rad: int, *, fast: str = "k") -> str:
        """Alle indikatorene i én rad."""
        return omraade(ark, rad, KOL_DATA, rad, KOL_DATA + self.n - 1, fast=fast)

    def kolonne(self, ark: str, j: int, *, fra: int = KOL_DATA) -> str:
        """Alle kommunene i én kolonne."""
        return omraade(ark, self.forste, fra + j, self.siste, fra + j, fast="r")

    def celle(self, ark: str, rad: int, j: int, *, fast: str = "") -> str:
        return ref(ark, rad, KOL_DATA + j, fast=fast)


@dataclass(frozen=True)
class Plan:
    """Blokkene i en sektors arbeidsbok og inndataene som fyller dem."""

    sektor: Sektorfil
    nivaa: Blokk
    vekst: Blokk
    profil: Blokk
    inndata: dict[tuple[str, str, str], Inndatum]

    @property
    def blokker(self) -> tuple[Blokk, Blokk, Blokk]:
        return self.nivaa, self.vekst, self.profil


def plan(sektor: Sektorfil) -> Plan:
    """Legg ut arbeidsboken for en sektor."""
    utgave = sektor.utgave
    koder = kommunekoder(utgave.aar)
    kommuner = tuple((koder[navn], navn) for navn in utgave.kommuner)
    indeks, profil = sektor.maal[Maal.PRODUKSJONSINDEKS], sektor.maal[Maal.TJENESTEPROFIL]
    i_indeks, i_profil = sektor.indikatorer_i(Maal.PRODUKSJONSINDEKS), sektor.indikatorer_i(Maal.TJENESTEPROFIL)
    aar, endring = str(utgave.aar), f"{utgave.aar - 1}–{utgave.aar}"

    n = Blokk("nivaa", f"1  Produksjonsindeks: nivå {aar}", indeks, aar, i_indeks, kommuner, ("snitt",), TOPP)
    v = Blokk("vekst", f"2  Produksjonsindeks: endring {endring} i prosent", indeks, endring, i_indeks, kommuner,
              ("snitt",), n.slutt + 3, desimaler=1)  # fmt: skip
    p = Blokk("profil", f"3  Tjenesteprofil {aar}", profil, aar, i_profil, kommuner,
              ("snitt", "lavest", "hoyest"), v.slutt + 3)  # fmt: skip
    return Plan(sektor, n, v, p, inndata(sektor))
