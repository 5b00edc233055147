"""The difference between two numbers as a sum of terms, exact by construction.

An index, and a cell where only a mean differs, is split in closed form: weights at the first level,
level at the first weights, and the cross term. Anything else by Shapley's value over the terms that
differ: the mean over every order of exchange of what the exchange does. With many terms two opposite
orders stand for all. Arithmetic on the values is with fractions, so what is left over is 0, not small.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial

from xlasss.begreper import Feil
from xlasss.errors import UttrykkFeil
from xlasss.revisjon.forskjell.par import Par, par, tallet, verdi
from xlasss.revisjon.forskjell.snitt import SNITT, skifte
from xlasss.revisjon.forskjell.svar import Forskjell, Term, broek
from xlasss.workbook.formeltre import Kall, Ref
from xlasss.workbook.spor import Node

FLEST_SHAPLEY = 10
INDEKS = "vekteffekt, nivåeffekt og kryssledd"
SHAPLEY = "Shapley: snittet over alle rekkefølger leddene kan byttes i"
TO_VEIER = "snittet av å bytte leddene forfra og bakfra"


def forskjell(a: Node, b: Node) -> Forskjell:
    """Forskjellen mellom to spor, delt på leddene som skiller dem."""
    hele = par(a, b)
    rot = _kjerne(hele)
    ulike = rot.ulike()
    felles = sum(1 for _ in rot.blader()) - len(ulike)
    merknader = tuple(f"{p.a.sted}: {p.merknad}" for p in ulike if p.merknad)
    borte = [p for p in ulike if not all(isinstance(tallet(n), float) for n in (p.a, p.b))]
    if borte or not all(isinstance(tallet(n), float) for n in (rot.a, rot.b)):
        return Forskjell(hele, broek(tallet(a)), broek(tallet(b)), "", (), felles, (*merknader, *_uten_tall(borte)))
    if (som_indeks := _indeks(rot)) is not None:
        fra, til, termer = som_indeks
        return Forskjell(hele, fra, til, INDEKS, termer, felles, merknader)
    try:
        if (som_snitt := skifte(rot, ulike)) is not None:
            fra, til, termer = som_snitt
            return Forskjell(hele, fra, til, SNITT, termer, felles, merknader)
        fra, til, metode, termer = _generelt(rot, ulike)
    except UttrykkFeil as feil:
        ett = broek(tallet(a)), broek(tallet(b))
        samlet = _term(rot, (ett[1] or Fraction(0)) - (ett[0] or Fraction(0)))
        return Forskjell(hele, *ett, "ikke delt", (samlet,), felles, (*merknader, str(feil)))
    return Forskjell(hele, fra, til, metode, termer, felles, merknader)


def _kjerne(rot: Par) -> Par:
    """Forbi trinn som bare gjengir det neste."""
    while isinstance(rot.a.uttrykk, Ref) and isinstance(rot.b.uttrykk, Ref) and len(rot.barn) == 1:
        rot = rot.barn[0]
    return rot


def _uten_tall(borte: Sequence[Par]) -> tuple[str, ...]:
    """Leddene som har tall bare på den ene siden, på én linje."""
    if not borte:
        return ()
    navn = ", ".join(_navn(p) for p in borte[:6]) + (" …" if len(borte) > 6 else "")
    return (f"Forskjellen kan ikke deles: {len(borte)} ledd har ikke tall på begge sider ({navn}).",)


def _navn(p: Par) -> str:
    return p.a.etikett.tekst or p.a.sted


def _term(p: Par, effekt: Fraction) -> Term:
    return Term(_navn(p), p.a.sted, p.b.sted, p.a.verdi, p.b.verdi, effekt, merknad=p.merknad)


def _indeks(rot: Par) -> tuple[Fraction, Fraction, tuple[Term, ...]] | None:
    """Σ w·x / Σ w i begge: s er andelen av vektene. Δ = Σ Δs·(x − I) + Σ s·Δx + Σ Δs·Δx.

    Vekteffekten måles mot indeksen I det sammenlignes fra; Σ Δs er 0, så summen er den samme.
    """
    match rot.a.uttrykk:
        case Kall("ASSS_PRODINDEKS", (Ref() as x, Ref() as w)) if rot.barn:
            felt = dict(zip(rot.a.refs, rot.barn, strict=True))
        case _:
            return None
    verdier, vekter = felt[x].barn, felt[w].barn
    if not verdier or len(verdier) != len(vekter):
        return None
    xa, xb, wa, wb = ([broek(tallet(getattr(p, side))) for p in pr] for pr in (verdier, vekter) for side in "ab")
    if any(v is None for rekke in (xa, xb, wa, wb) for v in rekke):
        return None
    x0, x1, w0, w1 = ([v or Fraction(0) for v in rekke] for rekke in (xa, xb, wa, wb))
    if not sum(w0) or not sum(w1):
        return None
    s0, s1 = ([v / sum(rekke) for v in rekke] for rekke in (w0, w1))
    indeks = sum((s * v for s, v in zip(s0, x0, strict=True)), Fraction(0))
    termer = []
    for p, v, a0, a1, b0, b1 in zip(verdier, vekter, s0, s1, x0, x1, strict=True):
        vekt, nivaa, kryss = (a1 - a0) * (b0 - indeks), a0 * (b1 - b0), (a1 - a0) * (b1 - b0)
        if (a0, b0) != (a1, b1):
            merknad = "" if a0 == a1 else f"vekt {_prosent(a0)} → {_prosent(a1)}"
            navn = p.a.etikett.kolnavn or v.a.etikett.radnavn or _navn(p)
            steder = p.a.sted, p.b.sted
            effekt = vekt + nivaa + kryss
            termer.append(Term(navn, *steder, p.a.verdi, p.b.verdi, effekt, vekt, nivaa, kryss, merknad))
    til = sum((s * v for s, v in zip(s1, x1, strict=True)), Fraction(0))
    return indeks, til, tuple(sorted(termer, key=lambda t: -abs(t.effekt)))


def _prosent(andel: Fraction) -> str:
    return f"{float(100 * andel):.2f} %".replace(".", ",")


def _generelt(rot: Par, ulike: Sequence[Par]) -> tuple[Fraction, Fraction, str, tuple[Term, ...]]:
    """Shapley over leddene som skiller; med mange to motsatte rekkefølger."""
    kjente: dict[frozenset[int], Fraction] = {}

    def v(byttet: frozenset[int]) -> Fraction:
        if byttet not in kjente:
            svar = verdi(rot, frozenset(ulike[i].id for i in byttet))
            if not isinstance(svar, float):
                vist = svar.tekst if isinstance(svar, Feil) else repr(svar)
                raise UttrykkFeil(f"Når noen av leddene er byttet, blir svaret {vist}.", "Forskjellen deles ikke.")
            kjente[byttet] = Fraction(svar)
        return kjente[byttet]

    n = len(ulike)
    alle = frozenset(range(n))
    effekter = _shapley(n, v) if n <= FLEST_SHAPLEY else _to_veier(n, v)
    termer = sorted((_term(p, e) for p, e in zip(ulike, effekter, strict=True)), key=lambda t: -abs(t.effekt))
    metode = "" if not n else "ett ledd er ulikt" if n == 1 else SHAPLEY if n <= FLEST_SHAPLEY else TO_VEIER
    return v(frozenset()), v(alle), metode, tuple(termer)


def _shapley(n: int, v: object) -> list[Fraction]:
    def bidrag(i: int) -> Fraction:
        andre, sum_ = [j for j in range(n) if j != i], Fraction(0)
        for k in range(n):
            vekt = Fraction(factorial(k) * factorial(n - k - 1), factorial(n))
            for valg in combinations(andre, k):
                med = frozenset(valg)
                sum_ += vekt * (v(med | {i}) - v(med))  # type: ignore[operator]
        return sum_

    return [bidrag(i) for i in range(n)]


def _to_veier(n: int, v: object) -> list[Fraction]:
    foran = [v(frozenset(range(i))) for i in range(n + 1)]  # type: ignore[operator]
    bak = [v(frozenset(range(i, n))) for i in range(n + 1)]  # type: ignore[operator]
    return [(foran[i + 1] - foran[i] + bak[i] - bak[i + 1]) / 2 for i in range(n)]
