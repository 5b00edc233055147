"""The main job on the report's real figures: build, recalculate, hold against the print."""

from dataclasses import dataclass
from pathlib import Path

from xlasss.begreper import Dom, Feil, Maal
from xlasss.engines import motor
from xlasss.fasit_data import Relasjon, relasjoner
from xlasss.kall import kall
from xlasss.parametre import vekter
from xlasss.revisjon.fasit import Dommen, dommer
from xlasss.sektorer import Sektorfil, sektorfil
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
    rader = _fra_arbeidsboken(sektor, fil) + _fra_funksjonene("barnehage", sektor.utgave.rapport)
    return Demo(fil, tuple(rader), tuple(_ledd(sektor)))


def _fra_arbeidsboken(sektor: Sektorfil, fil: Path) -> list[Rad]:
    bok = motor("formualizer").aapne(fil)
    bok.regn()
    dommene = {d.fasit.id: d for d in dommer(sektor.utgave.rapport)}
    rader = []
    for id, ark, celle in fasitadresser(plan(sektor)):
        verdi = bok.verdi(ark, celle)
        rader.append(Rad(dommene[id], verdi if isinstance(verdi, float) else None, f"{ark}!{celle}"))
    return rader


def _fra_funksjonene(sektor: str, rapport: str) -> list[Rad]:
    """Sektorens trykte indeks og vekst, regnet av regnearkfunksjonene på de trykte leddene."""
    dommene = {d.fasit.id: d for d in dommer(rapport)}
    navn = {f"indeks-{sektor}", f"vekst-{sektor}", f"vekst-{sektor}-asss"}
    return [_fra_relasjon(r, dommene[r.venstre], sektor) for r in relasjoner(rapport) if r.navn in navn]


def _fra_relasjon(relasjon: Relasjon, dommen: Dommen, sektor: str) -> Rad:
    f = dommen.fasit
    w = [p.verdi for p in vekter(sektor, 2016, f.utgave).values()]
    indikatorer = list(vekter(sektor, 2016, f.utgave))
    x = [_trykt(sektor, "indikator", i, "Sandnes") for i in indikatorer]
    if relasjon.navn.startswith("indeks"):
        svar = kall("ASSS_PRODINDEKS", [x], w)
    else:
        g = [_trykt(sektor, "indikatorendring", i, f.hvem) for i in indikatorer]
        svar = kall("ASSS_PRODVEKST", [g], w, [x if f.hvem == "Sandnes" else [1.0] * len(w)])
    regnet = svar[0][0] if isinstance(svar, list) else svar
    fortegn = -1 if "retning: ned" in f.merknad else 1
    return Rad(dommen, None if isinstance(regnet, Feil | str) else fortegn * regnet, "ASSS-funksjonen")


def _trykt(sektor: str, storrelse: str, indikator: str, hvem: str) -> float:
    from xlasss.fasit_data import fasit_rader

    return next(
        f.verdi
        for f in fasit_rader("sandnes_2017").values()
        if (f.sektor, f.storrelse, f.indikator, f.hvem) == (sektor, storrelse, indikator, hvem)
        and not f.sted.startswith("tekst")
    )


def _ledd(sektor: Sektorfil) -> list[Ledd]:
    """Indikatorene i produksjonsindeksen med vekt og bidrag, slik de trykte vektene gir."""
    w = vekter(sektor.nokkel, sektor.utgave.aar, sektor.utgave.utgave)
    x = [
        _trykt(sektor.nokkel, "indikator", i.nokkel, sektor.utgave.kommune)
        for i in sektor.indikatorer_i(Maal.PRODUKSJONSINDEKS)
    ]
    bidrag = kall("ASSS_BIDRAG", [x], [p.verdi for p in w.values()])
    assert isinstance(bidrag, list)
    sum_w = sum(p.verdi or 0 for p in w.values())
    return [
        Ledd(i.kort, xi, 100 * (w[i.nokkel].verdi or 0) / sum_w, b if isinstance(b, float) else float("nan"))
        for i, xi, b in zip(sektor.indikatorer_i(Maal.PRODUKSJONSINDEKS), x, bidrag[0], strict=True)
    ]
