"""Two means of the same numbers, weighted in two ways: what each municipality's weight does.

A mean is Σ s·x with s a share: 1/n each when unweighted, w/Σw when weighted. The split is that of an
index. In a cell that only reads the mean (a deviation, a profile) every term is scaled by the same
factor, the difference in the cell over the difference in the mean, so the sum is still exact.
"""

from collections.abc import Sequence
from fractions import Fraction

from xlasss.begreper import Snitt
from xlasss.revisjon.forskjell.par import Par, tallet, verdi
from xlasss.revisjon.forskjell.svar import Term, broek
from xlasss.workbook.formeltre import Kall, Konstant, Ledd, Ref
from xlasss.workbook.spor import Node

SNITT = "vekteffekt, nivåeffekt og kryssledd i snittet, skalert til cellen"
_Andeler = dict[str, tuple[Node, Fraction, Fraction]]
"""For hver kommune: cellen med tallet, tallet og andelen av vekten."""


def skifte(rot: Par, ulike: Sequence[Par]) -> tuple[Fraction, Fraction, tuple[Term, ...]] | None:
    """Forskjellen delt på kommunenes vekter, når det eneste som er ulikt, er hvordan snittet er tatt."""
    if len(ulike) != 1 or not ulike[0].merknad:
        return None
    a, b = (_leddene(n) for n in (ulike[0].a, ulike[0].b))
    fra, til = (broek(verdi(rot, byttet)) for byttet in (frozenset(), frozenset({ulike[0].id})))
    if a is None or b is None or fra is None or til is None:
        return None
    snittet, det_andre = (sum((x * s for _, x, s in ledd.values()), Fraction(0)) for ledd in (a, b))
    if snittet == det_andre:
        return None
    skala = (til - fra) / (det_andre - snittet)
    termer = []
    for kommune in {**a, **b}:
        n0, x0, s0 = a.get(kommune) or (*b[kommune][:2], Fraction(0))
        n1, x1, s1 = b.get(kommune) or (n0, x0, Fraction(0))
        vekt, nivaa, kryss = (skala * d for d in ((s1 - s0) * (x0 - snittet), s0 * (x1 - x0), (s1 - s0) * (x1 - x0)))
        if (s0, x0) != (s1, x1):
            navn = n0.etikett.radnavn or kommune
            hva = f"vekt {_prosent(s0)} → {_prosent(s1)}"
            effekt = vekt + nivaa + kryss
            termer.append(Term(navn, n0.sted, n1.sted, n0.verdi, n1.verdi, effekt, vekt, nivaa, kryss, hva))
    return fra, til, tuple(sorted(termer, key=lambda t: -abs(t.effekt)))


def _prosent(andel: Fraction) -> str:
    return f"{float(100 * andel):.2f} %".replace(".", ",")


def _leddene(node: Node) -> _Andeler | None:
    """Tallene og andelene i et snitt; None når trinnet ikke er et snitt av celler."""
    match node.uttrykk:
        case Kall("ASSS_SNITT", (Ref() as x, Konstant(slag))) if slag == Snitt.UVEID:
            return _andeler(node, x, None)
        case Kall("AVERAGE", (Ref() as x,)):
            return _andeler(node, x, None)
        case Kall("ASSS_SNITT", (Ref() as x, Konstant(slag), Ref() as w)) if slag == Snitt.VEID:
            return _andeler(node, x, w)
        case Kall("/", (Kall("SUMPRODUCT", (Ref() as x, Ref() as w)), Kall("SUM", (nevner,)))) if nevner == w:
            return _andeler(node, x, w)
    return None


def _andeler(node: Node, x: Ref, w: Ledd | None) -> _Andeler | None:
    felt = dict(zip(node.refs, node.barn, strict=True))
    tall = felt[x].barn
    vekter = felt[w].barn if isinstance(w, Ref) else tall
    if len(tall) != len(vekter):
        return None
    med: _Andeler = {}
    for n, v in zip(tall, vekter, strict=True):
        xi, wi = broek(tallet(n)), broek(tallet(v)) if isinstance(w, Ref) else Fraction(1)
        if xi is not None and wi is not None:
            med[n.etikett.radnokkel or n.sted] = n, xi, wi
    sum_ = sum((wi for _, _, wi in med.values()), Fraction(0))
    return {k: (n, xi, wi / sum_) for k, (n, xi, wi) in med.items()} if sum_ else None
