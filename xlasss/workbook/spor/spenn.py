"""The interval a traced result may lie in when every input may have been rounded at its last digit.

The slope of the result in each input is found step by step through the trace; then the result is
computed at the two corners where every input pulls the same way. That is exact when the result
only rises or only falls in each input within its rounding, as means, indices and ratios do.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from xlasss.engines.likhet import lik
from xlasss.engines.protokoll import Verdi
from xlasss.errors import UttrykkFeil
from xlasss.workbook.formeltre import Navn, Ref
from xlasss.workbook.inndata import SNITTET_ER_1
from xlasss.workbook.les import Arbeidsbok, Sted
from xlasss.workbook.regnearkfunksjoner import Matrise
from xlasss.workbook.spor.node import Node, Slag
from xlasss.workbook.verdsett import verdsett

FLEST_DESIMALER = 9
"""Sifre lenger ute er flyttallenes, ikke noens."""


class Spenn(NamedTuple):
    """Det svaret kan ligge mellom, og hvor mange av tallene under som kan være avrundet."""

    nedre: float
    ovre: float
    antall: int


def halvbredde(bok: Arbeidsbok, node: Node) -> float:
    """Hvor langt et tall i filen kan ligge fra det som ble rundet: et halvt av sifferet det slutter med.

    Inndata er gitt med sifrene cellen viser, en vekt med dem den har. En strek er SSBs null og eksakt;
    det er også et antall, og et snitt som er 1 etter definisjonen.
    """
    verdi = bok.celle(node.plass).verdi if node.plass else None
    if node.slag not in (Slag.INNDATA, Slag.PARAMETER) or not isinstance(verdi, float):
        return 0.0
    if SNITTET_ER_1 in node.kilde or (node.slag is Slag.PARAMETER and node.etikett.enhet == "antall"):
        return 0.0
    skrevet = len(f"{verdi:.{FLEST_DESIMALER}f}".rstrip("0").partition(".")[2])
    vist = node.desimaler or 0 if node.slag is Slag.INNDATA else 0
    return float(0.5 * 10.0 ** -max(skrevet, vist))


class Usikkerhet:
    """Intervallene for spor i én bok; det som er funnet for en celle, brukes om igjen."""

    def __init__(self, bok: Arbeidsbok) -> None:
        self._bok = bok
        self._helninger: dict[int, tuple[Node, dict[Sted, float]]] = {}
        self._halv: dict[Sted, float] = {}

    def spenn(self, node: Node) -> Spenn | None:
        """Intervallet, eller None når svaret ikke er et tall eller ikke kan regnes av det sporet viser."""
        if not isinstance(node.verdi, float):
            return None
        try:
            helning = self._helning(node)
            verdier = [node.verdi]
            for retning in (-1.0, 1.0):
                satt = {s: retning * (h > 0) - retning * (h < 0) for s, h in helning.items()}
                svar = self._regn(node, {s: r * self._halv[s] for s, r in satt.items() if r}, {})
                if not isinstance(svar, float):
                    return None
                verdier.append(svar)
            stemmer = lik(self._regn(node, {}, {}), node.verdi)
        except (UttrykkFeil, RecursionError):
            return None
        return Spenn(min(verdier), max(verdier), len(helning)) if stemmer else None

    def _helning(self, node: Node) -> dict[Sted, float]:
        """Hvor mye svaret endres per enhet i hvert tall det bygger på."""
        if id(node) not in self._helninger:
            self._helninger[id(node)] = node, self._ny_helning(node)  # noden holdes, så nummeret ikke gis videre
        return self._helninger[id(node)][1]

    def _ny_helning(self, node: Node) -> dict[Sted, float]:
        if node.slag is not Slag.FORMEL:
            halv = halvbredde(self._bok, node)
            if not halv or node.plass is None:
                return {}
            self._halv[node.plass] = halv
            return {node.plass: 1.0}
        samlet: dict[Sted, float] = {}
        for celle in {id(c): c for c in _celler(node)}.values():
            under = self._helning(celle)
            steg = sum(abs(h) * self._halv[s] for s, h in under.items())
            if not steg or not isinstance(celle.verdi, float):
                continue
            lav, hoy = (self._flyttet(node, celle, celle.verdi + f * steg) for f in (-1, 1))
            if isinstance(lav, float) and isinstance(hoy, float):
                for sted, h in under.items():
                    samlet[sted] = samlet.get(sted, 0.0) + h * (hoy - lav) / (2 * steg)
        return samlet

    def _flyttet(self, node: Node, celle: Node, ny: float) -> Verdi:
        return _formelens(node, lambda c: ny if c is celle else c.verdi)

    def _regn(self, node: Node, flytt: Mapping[Sted, float], kjente: dict[int, Verdi]) -> Verdi:
        """Svaret når noen tall er flyttet litt."""
        if node.slag is not Slag.FORMEL:
            skritt = flytt.get(node.plass, 0.0) if node.plass else 0.0
            return node.verdi + skritt if isinstance(node.verdi, float) else node.verdi
        if id(node) not in kjente:
            kjente[id(node)] = _formelens(node, lambda c: self._regn(c, flytt, kjente))
        return kjente[id(node)]


def _celler(node: Node) -> Iterator[Node]:
    for barn in node.barn:
        yield from barn.barn if barn.slag is Slag.OMRAADE else (barn,)


def _formelens(node: Node, verdi: Callable[[Node], Verdi]) -> Verdi:
    """Formelen i ett trinn, med verdiene av cellene den leser."""
    if node.uttrykk is None:
        raise UttrykkFeil(f"{node.sted} kan ikke regnes.")
    barna = dict(zip(node.refs, node.barn, strict=True))

    def slaa_opp(ledd: Ref | Navn) -> Verdi | Matrise:
        barn = barna.get(ledd) if isinstance(ledd, Ref) else None
        if barn is None or barn.slag in (Slag.LENKE, Slag.SIRKEL, Slag.AVKORTET):
            raise UttrykkFeil(f"{node.sted} bygger på noe sporet ikke følger.")
        if barn.slag is not Slag.OMRAADE or not isinstance(ledd, Ref):
            return verdi(barn)
        if len(barn.barn) != ledd.antall:
            raise UttrykkFeil(f"{barn.sted} følges ikke celle for celle.")
        bredde = ledd.til[1] - ledd.fra[1] + 1
        tall = [verdi(c) for c in barn.barn]
        return [tall[i : i + bredde] for i in range(0, len(tall), bredde)]

    svar = verdsett(node.uttrykk, slaa_opp)
    return svar[0][0] if isinstance(svar, list) else svar
