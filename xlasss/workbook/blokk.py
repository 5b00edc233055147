"""What a plan consists of: blocks of rows and columns. Sheets ask the plan; nobody counts cells.

A block has the same rows on Inndata, Beregning and Etterregning, and an input has the
same address on Inndata and, normalised, on Etterregning.
"""

from dataclasses import dataclass
from functools import cached_property

from xlasss.begreper import Snitt
from xlasss.sektorer import Indikator, Maalblokk, Sektorfil
from xlasss.tverrtabell import Tabell, Tverrfil
from xlasss.workbook.inndata import Inndatum
from xlasss.workbook.modell import omraade, ref

KOL_NOKKEL, KOL_NAVN, KOL_AAR, KOL_DATA = 0, 1, 2, 3
BEREGNING = "Beregning"
"""Navnet står her fordi Etterregning må nevne arket den selv leses av."""

LUFT = 3
"""Rader mellom to blokker; arkene bruker noen av dem til egne summer."""
TOPP, HODERADER = 4, 5

TRYKTE = {
    "snitt": "ASSS-snitt", "lavest": "Lavest i ASSS", "hoyest": "Høyest i ASSS",
    "ovrige": "Øvrige ASSS", "resten": "Resten av landet", "landet": "Landet",
}  # fmt: skip


@dataclass(frozen=True)
class Blokk:
    """En blokk med rader for kommuner og kolonner for indikatorer."""

    id: str
    slag: str
    tittel: str
    maal: Maalblokk
    aar: str
    indikatorer: tuple[Indikator, ...]
    kommuner: tuple[tuple[str, str], ...]
    trykte: tuple[str, ...]
    topp: int
    desimaler: int | None = None
    tabell: Tabell | None = None
    """Tabellen blokken er et år av, i de tverrgående arbeidsbøkene."""
    kilde: "Blokk | None" = None
    """Blokken tallene leses av, når en annen utgave regner de samme tallene på sin måte."""

    @property
    def n(self) -> int:
        return len(self.indikatorer)

    @property
    def har_snitt(self) -> bool:
        """Om raden for de øvrige kommunene regnes når alle har tall."""
        return bool(self.tabell and self.tabell.snitt_nevner)

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

    def snitt_for(self, indikator: Indikator) -> Snitt | None:
        """Snittet indikatoren måles mot i målet blokken viser."""
        return self.maal.snitt_for(indikator)

    def navn_for(self, indikator: Indikator) -> str:
        """Navnet i hodet; en stjerne når indikatoren er uveid i et mål som ellers er veid, som hos KS."""
        stjerne = self.maal.snitt is Snitt.VEID and indikator.snitt == Snitt.UVEID
        return f"{indikator.kort} *" if stjerne else indikator.kort

    def enhet_for(self, indikator: Indikator) -> str:
        """Enheten til tallene i blokken: en endring er i prosent, en nevner et antall."""
        return {"vekst": "prosent", "nevner": "antall"}.get(self.slag, indikator.enhet)

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
    blokker: tuple[Blokk, ...]
    inndata: dict[tuple[str, str, str], Inndatum]

    def av_slag(self, slag: str) -> tuple[Blokk, ...]:
        """Blokkene av ett slag: «nivaa», «vekst» eller «profil»."""
        return tuple(b for b in self.blokker if b.slag == slag)

    @property
    def har_indeks(self) -> bool:
        """Eiendomsforvaltning, samferdsel og VAR har ingen produksjonsindeks."""
        return bool(self.av_slag("nivaa"))

    @property
    def nivaa(self) -> Blokk:
        return self.av_slag("nivaa")[0]

    @property
    def vekst(self) -> Blokk:
        return self.av_slag("vekst")[0]

    @property
    def tabeller(self) -> tuple[Blokk, ...]:
        """Blokkene i en tverrgående arbeidsbok."""
        return self.av_slag("tabell")

    @property
    def tverrfil(self) -> Tverrfil | None:
        """Filen boken er bygget av, når den går på tvers av sektorene."""
        return self.sektor if isinstance(self.sektor, Tverrfil) else None

    @property
    def profiler(self) -> tuple[Blokk, ...]:
        return self.av_slag("profil")

    def nevner(self, profil: Blokk) -> Blokk | None:
        """Blokken med nevnerne i det veide snittet, når profilen har et."""
        return next((b for b in self.av_slag("nevner") if b.maal is profil.maal), None)

    @property
    def bredest(self) -> int:
        """Antall kolonner i den bredeste blokken."""
        return max(b.n for b in self.blokker)

    @cached_property
    def sone(self) -> int:
        """Bredden på en sone: verdiene, og til høyre opphav, mellomregning, tvilling og differanse."""
        indeks = self.nivaa.n + 2 if self.har_indeks else 0
        return max(self.bredest, indeks, *(max(b.tabell.svar, b.tabell.mellom) for b in self.tabeller if b.tabell)) + 1

    @property
    def opphav(self) -> int:
        """Kolonnen der opphavet begynner på Inndata, og mellomregningen på Etterregning."""
        return KOL_DATA + self.sone

    @property
    def tvilling(self) -> int:
        """Kolonnen der tvillingene begynner på Etterregning."""
        return KOL_DATA + 2 * self.sone

    @property
    def differanse(self) -> int:
        """Kolonnen der differansene begynner på Etterregning."""
        return KOL_DATA + 3 * self.sone

    @property
    def slutt(self) -> int:
        """Første rad etter den siste blokken og radene under den."""
        return self.blokker[-1].slutt + LUFT
