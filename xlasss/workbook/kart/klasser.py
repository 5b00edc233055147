"""What each cell of a sheet is: an original formula, a copy of its neighbour, an input, a label, or out of place.

A number is out of place when the formula on both sides of it is the same one and most of its
run is that formula; so is a formula that breaks such a run. A column of inputs between two
columns of the same formula is not, since it is as regular as they are. In a workbook made of a
template, what the template has there decides where neighbours say nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from xlasss.engines.adresse import adresse
from xlasss.workbook.kart.omraader import Plass
from xlasss.workbook.kart.relativ import relativ
from xlasss.workbook.les import Arbeidsbok, Celle

_FRA = 3
"""Så mange like formler må et løp ha for at noe i det kan være et brudd."""
_LANGT = 4
"""Så mange like formler må stå rett foran et tall i enden av et løp."""


class Slag(StrEnum):
    """Det en celle er i kartet."""

    ORIGINAL = "original"
    KOPI = "kopi"
    AVVIK = "avvik"
    OVERSKREVET = "overskrevet"
    INNDATA = "inndata"
    ETIKETT = "etikett"


@dataclass(frozen=True)
class Arkkart:
    """Ett ark: cellene som har noe i seg, formlene sett fra sin egen celle, og slaget av hver."""

    ark: str
    celler: Mapping[Plass, Celle]
    monstre: Mapping[Plass, str]
    """Formelen i R1C1; tom for et tall."""
    mal: Mapping[Plass, str] = field(default_factory=dict)
    """Formelen malen har i cellene der boken har noe annet."""

    @cached_property
    def overskrevet(self) -> dict[Plass, Plass | None]:
        """Tall som står der en formel skulle stått, og en celle som har formelen; None når det er malen."""
        funnet = {p: n for p in self.monstre if not self.monstre[p] and (n := self._brudd(p, self._er_brudd_tall))}
        return {p: None for p in self.mal if not self.celler[p].formel} | funnet

    @cached_property
    def avvik(self) -> dict[Plass, Plass | None]:
        """Formler som er ulike dem de står mellom, og en av dem; None når det er malen som har en annen."""
        alene = (p for p, m in self.monstre.items() if m and not self._har_lik_nabo(p, m))
        funnet = {p: nabo for p in alene if (nabo := self._brudd(p, self._er_brudd_formel))}
        return {p: None for p in self.mal if self.celler[p].formel} | funnet

    def skulle_vaert(self, plass: Plass) -> tuple[str, str] | None:
        """Hvem som har formelen cellen skulle hatt, og formelen; None når cellen er som den skal."""
        if plass not in self.overskrevet and plass not in self.avvik:
            return None
        nabo = self.overskrevet.get(plass) or self.avvik.get(plass)
        return (adresse(*nabo), self.celler[nabo].formel) if nabo else ("malen", self.mal[plass])

    @cached_property
    def slag(self) -> dict[Plass, Slag]:
        return {plass: self._slag(plass, celle) for plass, celle in self.celler.items()}

    def _slag(self, plass: Plass, celle: Celle) -> Slag:
        if plass in self.overskrevet:
            return Slag.OVERSKREVET
        if plass in self.avvik:
            return Slag.AVVIK
        if celle.formel:
            return Slag.KOPI if self.kopi_fra(plass) else Slag.ORIGINAL
        return Slag.ETIKETT if isinstance(celle.verdi, str) else Slag.INNDATA

    def kopi_fra(self, plass: Plass) -> str:
        """Hvilken side samme formel står på: «←», «↑», begge eller ingen."""
        (rad, kol), m = plass, self.monstre[plass]
        venstre, over = self.monstre.get((rad, kol - 1)) == m, self.monstre.get((rad - 1, kol)) == m
        return ("←" if venstre else "") + ("↑" if over else "")

    def _har_lik_nabo(self, plass: Plass, monster: str) -> bool:
        (rad, kol), m = plass, self.monstre
        naboer = ((rad, kol - 1), (rad, kol + 1), (rad - 1, kol), (rad + 1, kol))
        return any(m.get(nabo) == monster for nabo in naboer)

    def _brudd(self, plass: Plass, prov: Callable[["_Lop", "_Lop"], Plass | None]) -> Plass | None:
        rad, kol = self._lop(plass, 0, 1), self._lop(plass, 1, 0)
        return prov(rad, kol) or prov(kol, rad)

    def _lop(self, plass: Plass, dr: int, dk: int) -> "_Lop":
        """De sammenhengende tallene og formlene cellen står blant, i én retning."""
        return _Lop(plass, self._side(plass, -dr, -dk), self._side(plass, dr, dk), self.monstre)

    def _side(self, plass: Plass, dr: int, dk: int) -> list[Plass]:
        rad, kol = plass[0] + dr, plass[1] + dk
        ut: list[Plass] = []
        while (rad, kol) in self.monstre and len(ut) < _LENGST:
            ut.append((rad, kol))
            rad, kol = rad + dr, kol + dk
        return ut

    def _er_brudd_tall(self, lop: "_Lop", tvers: "_Lop") -> Plass | None:
        if tvers.mest_tall:
            return None
        return lop.omgitt(tall=True) or lop.i_enden() or lop.hjorne(tvers)

    def _er_brudd_formel(self, lop: "_Lop", _: "_Lop") -> Plass | None:
        return lop.omgitt(tall=False)


_LENGST = 60
"""Så langt til hver side det ses; et løp er regelmessig lenge før."""


@dataclass(frozen=True)
class _Lop:
    """En celle og det som står inntil den på begge sider, nærmest først."""

    plass: Plass
    foer: list[Plass]
    etter: list[Plass]
    monstre: Mapping[Plass, str]

    @cached_property
    def antall(self) -> Counter[str]:
        return Counter(self.monstre[p] for p in (*self.foer, self.plass, *self.etter))

    @property
    def mest_tall(self) -> bool:
        """Om tall er det vanlige her, så ett til ikke er et brudd."""
        return self.antall.total() >= 3 and 2 * self.antall[""] > self.antall.total()

    def omgitt(self, *, tall: bool) -> Plass | None:
        """Cellen med den vanlige formelen på siden før, når den også står på siden etter."""
        foer, etter = _forste_formel(self.foer, self.monstre), _forste_formel(self.etter, self.monstre)
        if foer is None or etter is None or self.monstre[foer] != self.monstre[etter]:
            return None
        if self.monstre[foer] == self.monstre[self.plass]:
            return None
        like = self.antall[self.monstre[foer]]
        andre = self.antall[""] if tall else self.antall.total() - like
        return foer if like >= (2 if tall else _FRA) and 2 * andre <= like else None

    def i_enden(self) -> Plass | None:
        """Cellen rett foran, når den og flere før den har samme formel og dette er det ene tallet sist."""
        like = [p for p in self.foer if self.monstre[p] == self.monstre[self.foer[0]] != ""]
        alle = len(self.foer) >= _LANGT and not self.etter and len(like) == len(self.foer)
        return self.foer[0] if alle else None

    def hjorne(self, tvers: "_Lop") -> Plass | None:
        """Cellen ved siden av, når samme formel står både ved siden av og over eller under."""
        for a in (*self.foer[:1], *self.etter[:1]):
            for b in (*tvers.foer[:1], *tvers.etter[:1]):
                if self.monstre[a] == self.monstre[b] != "" and self.antall[""] == tvers.antall[""] == 1:
                    return a
        return None


def _forste_formel(celler: Iterable[Plass], monstre: Mapping[Plass, str]) -> Plass | None:
    return next((p for p in celler if monstre[p]), None)


def kart(bok: Arbeidsbok, mal: Mapping[str, Mapping[Plass, str]] | None = None) -> Iterator[Arkkart]:
    """Kartet av hvert ark; `mal` er formlene malen har der boken har noe annet."""
    for ark in bok.ark:
        celler = {p: c for p, c in bok.celler(ark).items() if c.formel or c.verdi is not None}
        yield Arkkart(
            ark,
            celler,
            {p: m for p, c in celler.items() if (m := _monster(p, c)) is not None},
            (mal or {}).get(ark, {}),
        )


def _monster(plass: Plass, celle: Celle) -> str | None:
    if celle.formel:
        return relativ(celle.formel, *plass)
    return None if isinstance(celle.verdi, str) else ""
