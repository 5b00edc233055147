"""Two traces laid side by side: what is common, what differs, and the value when some of it is exchanged.

Where the two formulas say the same, their terms are paired, in a range by key rather than by
place. Where they do not, the two cells themselves are a pair.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from xlasss.begreper import Feil
from xlasss.cells import les_celle
from xlasss.engines.protokoll import Verdi
from xlasss.workbook.formeltre import Ref, likt_bygd
from xlasss.workbook.regnearkfunksjoner import Matrise
from xlasss.workbook.spor import Node, Slag
from xlasss.workbook.verdsett import verdsett


@dataclass(frozen=True)
class Par:
    """To trinn som svarer til hverandre; uten barn er de et ledd i forskjellen."""

    a: Node
    b: Node
    barn: tuple["Par", ...] = ()
    merknad: str = ""

    @property
    def id(self) -> tuple[str, str]:
        return self.a.sted, self.b.sted

    def blader(self) -> Iterator["Par"]:
        """Leddene nederst, hvert én gang."""
        sett: set[tuple[str, str]] = set()
        stabel = [self]
        while stabel:
            par = stabel.pop()
            if par.id not in sett:
                sett.add(par.id)
                if not par.barn:
                    yield par
                stabel += reversed(par.barn)

    def ulike(self) -> list["Par"]:
        """Bladene som har ulik verdi."""
        return [p for p in self.blader() if tallet(p.a) != tallet(p.b)]


def tallet(node: Node) -> Verdi:
    """Verdien slik en beregning leser den: tall, #N/A når den mangler, eller feilen."""
    if isinstance(node.verdi, str) and node.slag is Slag.FORMEL:
        return node.verdi
    tall, feil = les_celle(node.verdi)
    return feil or tall


def par(a: Node, b: Node) -> Par:
    """De to sporene som par."""
    return _Parer().par(a, b)


class _Parer:
    def __init__(self) -> None:
        self._kjente: dict[tuple[int, int], Par] = {}

    def par(self, a: Node, b: Node) -> Par:
        nokkel = id(a), id(b)
        if nokkel not in self._kjente:
            self._kjente[nokkel] = self._nytt(a, b)
        return self._kjente[nokkel]

    def _nytt(self, a: Node, b: Node) -> Par:
        if Slag.OMRAADE in (a.slag, b.slag):
            return self._omraader(a, b)
        if a.barn and b.barn and a.uttrykk and b.uttrykk and likt_bygd(a.uttrykk, b.uttrykk):
            return Par(a, b, tuple(self.par(x, y) for x, y in zip(a.barn, b.barn, strict=True)))
        ulik = bool(a.uttrykk and b.uttrykk) and not likt_bygd(a.uttrykk, b.uttrykk)  # type: ignore[arg-type]
        return Par(a, b, merknad=f"ulik formel: {a.formel} mot {b.formel}" if ulik else "")

    def _omraader(self, a: Node, b: Node) -> Par:
        if len(a.barn) != len(b.barn) or not a.barn:
            return Par(a, b, merknad=f"{a.antall} celler mot {b.antall}" if a.antall != b.antall else "")
        andre = _etter_nokkel(b)
        nokler = [_nokkel(a, x) for x in a.barn]
        if set(nokler) == set(andre) and len(andre) == len(nokler):
            return Par(a, b, tuple(self.par(x, andre[k]) for x, k in zip(a.barn, nokler, strict=True)))
        return Par(a, b, tuple(self.par(x, y) for x, y in zip(a.barn, b.barn, strict=True)))


def _nokkel(omraade: Node, celle: Node) -> str:
    """Det som skiller cellene i området: kolonnen når raden er felles, ellers raden."""
    e = celle.etikett
    return e.kolnokkel if omraade.etikett.radnokkel and not omraade.etikett.kolnokkel else e.radnokkel


def _etter_nokkel(omraade: Node) -> dict[str, Node]:
    return {k: b for b in omraade.barn if (k := _nokkel(omraade, b))}


def verdi(rot: Par, byttet: Set[tuple[str, str]]) -> Verdi:
    """Verdien når bladene i `byttet` har verdien fra det andre sporet og resten fra det første."""
    kjente: dict[int, Verdi] = {}

    def av(p: Par) -> Verdi:
        if id(p) not in kjente:
            kjente[id(p)] = _regn(p) if p.barn else tallet(p.b if p.id in byttet else p.a)
        return kjente[id(p)]

    def _regn(p: Par) -> Verdi:
        # refs og barn kan stå i ulik rekkefølge i området: cellene legges der formelen til a leser dem
        felt: dict[Ref, Verdi | Matrise] = {r: _felt(r, b) for r, b in zip(p.a.refs, p.barn, strict=True)}
        assert p.a.uttrykk is not None
        svar = verdsett(p.a.uttrykk, lambda ref: felt[ref] if isinstance(ref, Ref) else Feil.NAME)
        return svar[0][0] if isinstance(svar, list) else svar

    def _felt(ref: Ref, p: Par) -> Verdi | Matrise:
        if ref.er_celle:
            return av(p)
        bredde = ref.til[1] - ref.fra[1] + 1
        if not p.barn:
            return Feil.REF
        celler = [av(b) for b in p.barn]
        return [celler[i : i + bredde] for i in range(0, len(celler), bredde)]

    return av(rot)
