"""The main job on the report's real figures: build, recalculate, hold against the print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import nan
from pathlib import Path

from xlasss.begreper import Dom, Maal
from xlasss.beregning.indeks import bidrag as bidrag_av
from xlasss.engines import motor
from xlasss.fasit_data import fasit_rader
from xlasss.kall import Resultat, kall
from xlasss.parametre import vekter
from xlasss.revisjon.fasit import Dommen, dommer
from xlasss.sektorer import Sektorfil, Utgave, sektorfil
from xlasss.workbook.ark.kontroll import fasitadresser
from xlasss.workbook.bygg import bygg
from xlasss.workbook.plan import plan


@dataclass(frozen=True)
class Rad:
    """Ett trykt tall, det arbeidsboken (eller funksjonen) regner, og dommen."""

    dommen: Dommen
    regnet: float | None
    hvor: str


@dataclass(frozen=True)
class Ledd:
    """Hva en indikator veier og bidrar med i indeksen."""

    navn: str
    verdi: float
    vekt: float
    bidrag: float


@dataclass(frozen=True)
class Demo:
    """Filen, tallene mot fasit, og leddene i indeksen som avviker."""

    fil: Path
    rader: tuple[Rad, ...]
    ledd: tuple[Ledd, ...]

    @property
    def uventet(self) -> int:
        """Antall motstrider uten en rad i kjente avvik."""
        return sum(r.dommen.dom is Dom.MOTSTRID and not r.dommen.kjent for r in self.rader)


def kjor(mappe: Path) -> Demo:
    """Bygg grunnskole for Sandnes 2016, regn den om, og hold den mot rapporten."""
    sektor = sektorfil("grunnskole")
    fil = bygg(sektor, mappe)
    dommene = {d.fasit.id: d for d in dommer(sektor.utgave.rapport)}
    rader = _fra_arbeidsboken(sektor, fil, dommene) + _fra_funksjonene("barnehage", sektor.utgave, dommene)
    return Demo(fil, tuple(rader), tuple(_ledd(sektor)))


def _fra_arbeidsboken(sektor: Sektorfil, fil: Path, dommene: Mapping[str, Dommen]) -> list[Rad]:
    bok = motor("formualizer").aapne(fil)
    bok.regn()
    rader = []
    for id, ark, celle in fasitadresser(plan(sektor)):
        verdi = bok.verdi(ark, celle)
        rader.append(Rad(dommene[id], verdi if isinstance(verdi, float) else None, f"{ark}!{celle}"))
    return rader


def _fra_funksjonene(sektor: str, utgave: Utgave, dommene: Mapping[str, Dommen]) -> list[Rad]:
    """Sektorens trykte indeks og vekst, regnet av regnearkfunksjonene på de trykte leddene."""
    trykt = _Trykte(utgave.rapport, sektor)
    vektene = vekter(sektor, utgave.aar, utgave.utgave)
    w = [p.verdi for p in vektene.values()]
    nivaa = {utgave.kommune: trykt.rad("indikator", vektene, utgave.kommune), "ASSS-snitt": [1.0] * len(w)}
    rader = []
    for dommen in dommene.values():
        f = dommen.fasit
        if dommen.relasjon == f"indeks-{sektor}":
            rader.append(_rad(dommen, kall("ASSS_PRODINDEKS", [nivaa[f.hvem]], w)))
        elif dommen.relasjon.startswith(f"vekst-{sektor}"):
            g = trykt.rad("indikatorendring", vektene, f.hvem)
            rader.append(_rad(dommen, kall("ASSS_PRODVEKST", [g], w, [nivaa[f.hvem]])))
    return rader


def _rad(dommen: Dommen, svar: Resultat) -> Rad:
    """Svaret fra funksjonen ved siden av det trykte; en setning med «gikk ned» trykker tallet uten fortegn."""
    celle = svar[0][0] if isinstance(svar, list) else svar
    fortegn = -1 if dommen.fasit.gikk_ned else 1
    return Rad(dommen, fortegn * celle if isinstance(celle, float) else None, "ASSS-funksjonen")


class _Trykte:
    """Tallene en sektors figurer og tabeller trykker for hver indikator."""

    def __init__(self, rapport: str, sektor: str) -> None:
        self._verdier = {
            (f.storrelse, f.indikator, f.hvem): f.verdi
            for f in fasit_rader(rapport).values()
            if f.sektor == sektor and not f.sted.startswith("tekst")
        }

    def rad(self, storrelse: str, indikatorer: Iterable[str], hvem: str) -> list[float | None]:
        return [self._verdier.get((storrelse, i, hvem)) for i in indikatorer]


def _ledd(sektor: Sektorfil) -> list[Ledd]:
    """Indikatorene i produksjonsindeksen med vekt og bidrag, slik de trykte vektene gir."""
    u, indikatorer = sektor.utgave, sektor.indikatorer_i(Maal.PRODUKSJONSINDEKS)
    vektene = vekter(sektor.nokkel, u.aar, u.utgave)
    x = _Trykte(u.rapport, sektor.nokkel).rad("indikator", (i.nokkel for i in indikatorer), u.kommune)
    w = [vektene[i.nokkel].verdi or 0 for i in indikatorer]
    bidrag = bidrag_av([[nan if v is None else v for v in x]], w).verdier[0]
    return [
        Ledd(i.kort, nan if xi is None else xi, 100 * wi / sum(w), float(b))
        for i, xi, wi, b in zip(indikatorer, x, w, bidrag, strict=True)
    ]
