"""What the printed level and growth of a production index say about its weights.

A printed level I says Σ w·x ∈ I. A printed growth G says Σ w·(a term) = 0, but which year's shares KS
uses is not printed, and three ways reproduce the tables (METODE §4): the end-year levels carried back
with the growth (ASSS_PRODVEKST), the end-year shares, and the start-year shares. Each way is a system
of its own; a weight is possible when one of them allows it.
"""

from collections.abc import Callable, Sequence

from xlasss.begreper import Maal
from xlasss.beregning.intervall import Intervall
from xlasss.fasit_data import Fasit, fasit_rader
from xlasss.revisjon.vektlp import Ulikhet, mellom
from xlasss.sektorer import Sektorfil

_EN, _HUNDRE = Intervall.eksakt(1), Intervall.eksakt(100)

Regnemaate = Callable[[Intervall, Intervall, Intervall, Intervall], Intervall]
"""Leddet av nivået x ved årets slutt (snittet = 1), veksten g, snittets vekst s og veksten i alt G, som andeler."""


def _tilbakefort(x: Intervall, g: Intervall, s: Intervall, alt: Intervall) -> Intervall:
    return x * (_EN - (_EN + alt) / (_EN + g))


def _sluttaaret(x: Intervall, g: Intervall, s: Intervall, alt: Intervall) -> Intervall:
    return x * (g - alt)


def _startaaret(x: Intervall, g: Intervall, s: Intervall, alt: Intervall) -> Intervall:
    """Nivået ved årets begynnelse er x·(1+s)/(1+g), ganget med g − G; skrevet så g står én gang."""
    return x * (_EN + s) * (_EN - (_EN + alt) / (_EN + g))


REGNEMAATER: tuple[Regnemaate, ...] = (_tilbakefort, _sluttaaret, _startaaret)


class Vekttall:
    """De trykte tallene bak indeksen: nivå og vekst per indikator, og for sektoren i alt."""

    def __init__(self, sektor: Sektorfil) -> None:
        b, u = sektor.blokker(Maal.PRODUKSJONSINDEKS)[0], sektor.utgave
        self.nokler = [i.nokkel for i in sektor.indikatorer_i(Maal.PRODUKSJONSINDEKS)]
        rader = [f for f in fasit_rader(u.rapport).values() if f.sektor == sektor.nokkel]
        self._x = self._rekke(rader, "indikator", b.nivaa_sted, u.kommune)
        self._g = self._rekke(rader, "indikatorendring", b.vekst_sted, u.kommune)
        self._snitt = self._rekke(rader, "indikatorendring", b.vekst_sted, "ASSS-snitt")
        self._indeks = [f for f in rader if f.storrelse == "produksjonsindeks" and f.enhet == "indeks"]
        self._vekst = [f for f in rader if f.storrelse == "produksjonsendring" and _er_sum(f, b.vekst_sted)]
        self._kommune = u.kommune

    def _rekke(self, rader: Sequence[Fasit], storrelse: str, sted: str, hvem: str) -> list[Intervall] | None:
        funnet = {f.indikator: f.intervall for f in rader if (f.storrelse, f.sted, f.hvem) == (storrelse, sted, hvem)}
        return [funnet[k] for k in self.nokler] if all(k in funnet for k in self.nokler) else None

    @property
    def nivaaet(self) -> list[str]:
        """Id-ene på de trykte nivåene som kan brukes."""
        return [f.id for f in self._indeks] if self._x else []

    @property
    def alle(self) -> list[str]:
        """Id-ene på alle de trykte summene som kan brukes: nivået og vekstene."""
        return [*self.nivaaet, *(f.id for f in self._vekst if self._ledd(f, _tilbakefort))]

    def av_nivaaet(self) -> list[Ulikhet]:
        """Ulikhetene nivået gir."""
        return [u for f in self._indeks if self._x for u in mellom(self._x, f.intervall)]

    def av_alle(self) -> list[list[Ulikhet]]:
        """Ulikhetene nivået og vekstene gir, ett sett for hver måte veksten kan være regnet på."""
        sett = []
        for maate in REGNEMAATER:
            vekst = [
                u for f in self._vekst if (ledd := self._ledd(f, maate)) for u in mellom(ledd, Intervall.eksakt(0))
            ]
            sett.append([*self.av_nivaaet(), *vekst])
        return sett

    def _ledd(self, f: Fasit, maate: Regnemaate) -> list[Intervall] | None:
        """Leddene som veid skal summere til 0; None når et trykt tall mangler."""
        alt = (-f.intervall if f.gikk_ned else f.intervall) / _HUNDRE
        if f.hvem != self._kommune:  # snittet: nivået er 1 begge år når det måles mot seg selv
            maate = _sluttaaret if maate is _startaaret else maate
            return [maate(_EN, g / _HUNDRE, g / _HUNDRE, alt) for g in self._snitt] if self._snitt else None
        if not (self._x and self._g and self._snitt):
            return None
        deler = zip(self._x, self._g, self._snitt, strict=True)
        return [maate(x, g / _HUNDRE, s / _HUNDRE, alt) for x, g, s in deler]


def _er_sum(f: Fasit, sted: str) -> bool:
    return f.sted == sted or (f.hvem == "ASSS-snitt" and f.sted.startswith("tekst"))
