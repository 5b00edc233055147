"""A chart of a workbook as SVG: one row for each point, so that long names are read without turning the head."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import NamedTuple

from xlasss.oppslag import norsk
from xlasss.workbook.figurer import Figur, Serie
from xlasss.workbook.stil import FARGER

BREDDE, VENSTRE, HOYRE = 640, 216, 46
_SOYLE, _LUFT, _TOPP = 15, 9, 8
_SERIEFARGER = (FARGER["egen"], FARGER["snitt"], "#6F9E5B", "#C9A227", FARGER["sum"], FARGER["hoyest"])


class Soyle(NamedTuple):
    """En søyle, og tallet ved enden av den."""

    x: float
    y: float
    bredde: float
    farge: str
    tall: str
    tall_x: float
    forankring: str


class Merke(NamedTuple):
    """Høyest eller lavest i nettverket: en trekant eller en rute."""

    x: float
    y: float
    punkter: str
    fyll: str
    farge: str


@dataclass(frozen=True)
class Tegning:
    """Alt som skal tegnes, i bildepunkter."""

    tittel: str
    tekst: str
    hoyde: float
    navn: list[tuple[str, float]]
    mangler: list[float]
    soyler: list[Soyle]
    merker: list[Merke]
    streker: list[tuple[float, str]]
    rutenett: list[tuple[float, str]]
    forklaring: list[tuple[str, str, str]]


def tegn(figur: Figur) -> Tegning:
    """Legg ut figuren."""
    soyler = [s for s in figur.serier if s.slag == "soyle"]
    merker = [s for s in figur.serier if s.slag in ("triangle", "diamond")]
    linjer = [s for s in figur.serier if s.slag == "linje"]
    skala = _Skala(v for s in figur.serier for v in s.verdier if v is not None)
    radhoyde = _SOYLE * len(soyler) + _LUFT
    midt = [_TOPP + radhoyde * i + (radhoyde - _LUFT) / 2 for i in range(len(figur.punkter))]
    farger = _SERIEFARGER if len(soyler) > 1 else (FARGER["egen"],)
    strekfarge = FARGER["snitt"]
    return Tegning(
        figur.tittel,
        _lest(figur, soyler, skala),
        _TOPP + radhoyde * len(figur.punkter) + 16,
        [(navn, y) for navn, y in zip(figur.punkter, midt, strict=True)],
        [y for i, y in enumerate(midt) if all(s.verdier[i] is None for s in soyler)],
        [
            _soyle(skala, v, _TOPP + radhoyde * i + _SOYLE * nr, farger[nr % len(farger)], i_margen=len(soyler) == 1)
            for nr, s in enumerate(soyler)
            for i, v in enumerate(s.verdier)
            if v is not None
        ],
        [_merke(s, skala.x(v), midt[i]) for s in merker for i, v in enumerate(s.verdier) if v is not None],
        [(skala.x(v), strekfarge) for s in linjer if (v := _felles(s)) is not None],
        [(skala.x(v), norsk(v, skala.desimaler)) for v in skala.merker()],
        [(s.navn, "soyle", farger[nr % len(farger)]) for nr, s in enumerate(soyler)]
        + [(s.navn, s.slag, FARGER["hoyest"]) for s in merker]
        + [(s.navn, "linje", strekfarge) for s in linjer],
    )


class _Skala:
    """Fra tall til bildepunkt; null er alltid med."""

    def __init__(self, tall: Iterable[float]) -> None:
        verdier = [0.0, *tall]
        spenn = (max(verdier) - min(verdier)) or 1.0
        grov = 10.0 ** floor(log10(spenn / 4))
        self.steg = next(grov * f for f in (1, 2, 5, 10) if spenn / (grov * f) <= 6)
        self.fra, self.til = (f(v / self.steg) * self.steg for f, v in ((floor, min(verdier)), (ceil, max(verdier))))
        self.desimaler = max(0, -floor(log10(self.steg)))
        self.talldesimaler = 3 if spenn < 3 else 1 if spenn < 100 or self.fra < 0 else 0

    def x(self, verdi: float) -> float:
        return round(VENSTRE + (BREDDE - VENSTRE - HOYRE) * (verdi - self.fra) / (self.til - self.fra), 1)

    def merker(self) -> list[float]:
        return [self.fra + i * self.steg for i in range(round((self.til - self.fra) / self.steg) + 1)]


def _soyle(skala: _Skala, verdi: float, y: float, farge: str, i_margen: bool) -> Soyle:
    """Søylen; tallet står i margen når det er plass til ett på raden, ellers ved enden av søylen."""
    null, ende = skala.x(0.0), skala.x(verdi)
    tall_x, forankring = (ende + 4, "start") if verdi >= 0 else (ende - 4, "end")
    if i_margen:
        tall_x, forankring = BREDDE - 2, "end"
    tall = norsk(verdi, skala.talldesimaler)
    return Soyle(min(null, ende), y, max(abs(ende - null), 0.5), farge, tall, tall_x, forankring)


def _merke(serie: Serie, x: float, y: float) -> Merke:
    former = {"triangle": ("0,-5 5,4 -5,4", FARGER["hoyest"]), "diamond": ("0,-5.5 5,0 0,5.5 -5,0", "#FFFFFF")}
    return Merke(x, y, *former[serie.slag], FARGER["hoyest"])


def _felles(serie: Serie) -> float | None:
    """Verdien linjen har i alle punktene; en som varierer, tegnes ikke som én strek."""
    verdier = {v for v in serie.verdier if v is not None}
    return verdier.pop() if len(verdier) == 1 else None


def _lest(figur: Figur, soyler: list[Serie], skala: _Skala) -> str:
    """Figuren i ord, for den som ikke ser den."""
    deler = []
    for i, punkt in enumerate(figur.punkter):
        tall = [f"{s.navn} {norsk(v, skala.talldesimaler)}" for s in soyler if (v := s.verdier[i]) is not None]
        deler.append(f"{punkt}: {', '.join(tall) or 'mangler'}")
    return f"{figur.tittel}. {'; '.join(deler)}."
