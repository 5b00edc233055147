"""Which row and column of one sheet is which in the other: by key where there is one, else by content in order."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from xlasss.workbook.hoder import Hode
from xlasss.workbook.les import Arbeidsbok, Celle
from xlasss.workbook.nokler import Noklene, uten_aar

Rad = dict[int, Celle]


@dataclass
class Ark:
    """Ett ark rad for rad, og overskriften hver rad hører til."""

    navn: str
    nokler: Noklene
    rader: dict[int, Rad] = field(default_factory=dict)
    hoder: dict[int, Hode] = field(default_factory=dict)

    def tekst(self, rad: int, kol: int) -> str:
        celle = self.rader[rad].get(kol)
        return celle.verdi.strip() if celle and not celle.formel and isinstance(celle.verdi, str) else ""


def les_ark(bok: Arbeidsbok, nokler: Noklene, navn: str) -> Ark:
    """Arket gruppert i rader."""
    ark = Ark(navn, nokler)
    for (rad, kol), celle in bok.celler(navn).items():
        ark.rader.setdefault(rad, {})[kol] = celle
    hodene = nokler.hoder(navn)
    for hode, neste in pairwise([*hodene, None]):
        assert hode is not None
        slutt = neste.topp if neste else max(ark.rader, default=0) + 1
        ark.hoder |= {rad: hode for rad in range(hode.topp, slutt) if rad in ark.rader}
    return ark


@dataclass
class Samsvar:
    """Rad for rad og kolonne for kolonne fra a til b; det som bare finnes i den ene, for seg."""

    a: Ark
    b: Ark
    rader: dict[int, int]
    bare_a: list[int]
    bare_b: list[int]
    _kolonner: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)

    def kolonner(self, rad: int) -> dict[int, int] | None:
        """Kolonnene i radens blokk; None når de er de samme."""
        hode_a, hode_b = self.a.hoder.get(rad), self.b.hoder.get(self.rader[rad])
        if hode_a is None or hode_b is None:
            return None
        par = hode_a.rad, hode_b.rad
        if par not in self._kolonner:
            self._kolonner[par] = _kolonnepar(self.a, hode_a, self.b, hode_b)
        return self._kolonner[par]

    def flyttet(self, sted: tuple[int, int]) -> tuple[int, int] | None:
        """Hvor en celle i a står i b."""
        rad, kol = sted
        if rad not in self.rader:
            return None if rad in self.a.rader else sted
        kolonner = self.kolonner(rad)
        ny = kol if kolonner is None else kolonner.get(kol)
        return None if ny is None else (self.rader[rad], ny)


def samsvar(a: Ark, b: Ark) -> Samsvar:
    """Radene i de to arkene, parvis."""
    ider_a, ider_b = _rad_ider(a), _rad_ider(b)
    etter_id = {id_: rad for rad, id_ in ider_b.items()}
    rader = {rad: etter_id[id_] for rad, id_ in ider_a.items() if id_ in etter_id}
    uten_a, uten_b = ([r for r in ark.rader if r not in ider] for ark, ider in ((a, ider_a), (b, ider_b)))
    rader |= dict(_etter_innhold(a, sorted(uten_a), b, sorted(uten_b)))
    tatt = set(rader.values())
    return Samsvar(a, b, rader, [r for r in a.rader if r not in rader], [r for r in b.rader if r not in tatt])


def _rad_ider(ark: Ark) -> dict[int, Hashable]:
    """Blokken og nøkkelen til hver rad som har tekst i en av de to første kolonnene."""
    ider: dict[int, Hashable] = {}
    sett: Counter[Hashable] = Counter()
    for rad in sorted(ark.rader):
        nokkel, navn = ark.tekst(rad, 1), ark.tekst(rad, 2)
        if nokkel or navn:
            hode = ark.hoder.get(rad)
            blokk = uten_aar(hode.tittel) if hode else ""
            flertydig = not nokkel or nokkel.startswith("s. ")
            id_ = (blokk, uten_aar(nokkel), navn if flertydig else "")
            sett[id_] += 1
            ider[rad] = (*id_, sett[id_])
    return ider


def _etter_innhold(a: Ark, rader_a: list[int], b: Ark, rader_b: list[int]) -> Iterator[tuple[int, int]]:
    """Rader uten tekst: de som er like, i rekkefølge, og mellom dem parvis så langt de rekker."""
    innhold = [[_innhold(ark.rader[r]) for r in rader] for ark, rader in ((a, rader_a), (b, rader_b))]
    for slag, i, i2, j, j2 in SequenceMatcher(None, innhold[0], innhold[1], autojunk=False).get_opcodes():
        if slag in ("equal", "replace"):
            yield from zip(rader_a[i:i2], rader_b[j:j2], strict=False)


def _innhold(rad: Rad) -> int:
    return hash(tuple((k, c.verdi) for k, c in rad.items() if not c.formel and c.verdi is not None))


def _kolonnepar(a: Ark, hode_a: Hode, b: Ark, hode_b: Hode) -> dict[int, int]:
    ider_a, ider_b = _kol_ider(a, hode_a), _kol_ider(b, hode_b)
    etter_id = {id_: kol for kol, id_ in ider_b.items()}
    par = {kol: etter_id[id_] for kol, id_ in ider_a.items() if id_ in etter_id}
    bredde = max(max(rad, default=0) for ark in (a, b) for rad in ark.rader.values())
    frie = set(range(1, bredde + 1)) - set(ider_b)
    return par | {kol: kol for kol in frie if kol not in ider_a}


def _kol_ider(ark: Ark, hode: Hode) -> dict[int, Hashable]:
    """Sonen og nøkkelen til hver kolonne i en blokk; de tre første er etikettene."""
    ider: dict[int, Hashable] = {1: 1, 2: 2, 3: 3}
    sett: Counter[Hashable] = Counter()
    sone = ""
    for kol in range(
        4, max((k for r in (hode.topp, hode.rad, hode.navnerad) for k in ark.rader.get(r, {})), default=3) + 1
    ):
        sone = (ark.tekst(hode.topp, kol) if hode.topp in ark.rader else "") or sone
        navn = ark.tekst(hode.rad, kol) or ark.tekst(hode.navnerad, kol)
        if navn:
            id_ = (sone, navn)
            sett[id_] += 1
            ider[kol] = (*id_, sett[id_])
    return ider
