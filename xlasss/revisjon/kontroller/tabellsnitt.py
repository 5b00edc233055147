"""The municipalities of a column against a mean: the printed one, or the 1 an index is measured against.

A table of a cross-cutting workbook prints the mean of the other municipalities in a row of its own; its
lowest and highest are in the report only.
"""

from collections.abc import Iterator

from xlasss.revisjon.kontroller.funn import Funn, nytt, tall
from xlasss.revisjon.kontroller.grunnlag import Grunnlag
from xlasss.revisjon.kontroller.kolonne import Kolonne
from xlasss.workbook.ark.forside import KOMMUNE
from xlasss.workbook.ark.forside import NAVN as FORSIDE
from xlasss.workbook.ark.inndata import NAVN

SLINGRING = 1e-9
"""Regning med desimaltall treffer ikke grensen helt."""

_SNITTET_ER_1 = "ressursbruksindikator"


def funn(g: Grunnlag, k: Kolonne) -> Iterator[Funn]:
    """En kolonne i en tabell: mot snittet, og mot trykt lavest og høyest."""
    if k.felt and k.felt.trykt.storrelse == _SNITTET_ER_1:
        if k.komplett:
            yield from snittet_er_1(k)
        yield from _utenfor_trykt(g, k)
    if "ovrige" in k.trykte:
        yield from mot_trykt(k, *k.trykte["ovrige"], _ovrige(g, k))


def snittet_er_1(k: Kolonne) -> Iterator[Funn]:
    """Ressursbruksindikatoren er målt mot snittet av de samme kommunene."""
    er = sum(k.kjente) / len(k.kjente)
    if abs(er - 1) > k.halv + SLINGRING:
        melding = f"{k.indikator.kort}: snittet av {len(k.kjente)} kommuner er {tall(round(er, 4))}, skal være 1. "
        yield nytt("K052", NAVN, k.kommuner[0][0], melding + "Kontroller tallene i kolonnen.")


def mot_trykt(k: Kolonne, celle: str, trykt: float | None, regnet: float | None) -> Iterator[Funn]:
    """Det trykte snittet mot det kommunenes tall gir; begge kan være avrundet."""
    if trykt is not None and regnet is not None and abs(regnet - trykt) > 2 * k.halv + SLINGRING:
        melding = f"{k.indikator.kort}: trykt snitt er {tall(trykt)}, kommunenes er {tall(round(regnet, 4))}. "
        yield nytt("K053", NAVN, celle, melding + "Kontroller tallene i kolonnen.")


def _ovrige(g: Grunnlag, k: Kolonne) -> float | None:
    """Snittet av de øvrige kommunene, veid som på arket, når alle av dem har tall og vekt."""
    tabell = k.blokk.tabell
    vekter = _vekter(g, k)
    if tabell is None or vekter is None:
        return None
    ute = {g.celle(FORSIDE, f"C{KOMMUNE + 1}") if navn == "egen" else navn for navn in tabell.utelat}
    par = [(v, w) for (_, navn, v), (_, _, w) in zip(k.kommuner, vekter.kommuner, strict=True) if navn not in ute]
    hele = [(v, w) for v, w in par if v is not None and w is not None]
    if len(hele) < len(par) or not (sum_ := sum(w for _, w in hele)):
        return None
    return sum(v * w for v, w in hele) / sum_


def _vekter(g: Grunnlag, k: Kolonne) -> Kolonne | None:
    """Kolonnen snittet er veid med, for det samme året."""
    nokkel, _, kolonne = (k.blokk.tabell.snitt_nevner if k.blokk.tabell else "").partition(".")
    for blokk in g.plan.tabeller:
        if blokk.tabell and blokk.tabell.nokkel == nokkel and blokk.aar == k.blokk.aar:
            return next((g.kolonne(blokk, j, i) for j, i in enumerate(blokk.indikatorer) if i.nokkel == kolonne), None)
    return None


def _utenfor_trykt(g: Grunnlag, k: Kolonne) -> Iterator[Funn]:
    trykt = {s: g.plan.inndata.get((k.blokk.id, s, k.indikator.nokkel)) for s in ("lavest", "hoyest")}
    lavest, hoyest = (d.verdi if d else None for d in trykt.values())
    spenn = f"{'?' if lavest is None else tall(lavest)}–{'?' if hoyest is None else tall(hoyest)}"
    slark = k.halv + SLINGRING
    for celle, navn, verdi in k.kommuner:
        under = verdi is not None and lavest is not None and verdi < lavest - slark
        over = verdi is not None and hoyest is not None and verdi > hoyest + slark
        if verdi is not None and (under or over):
            melding = f"{k.hva}, {navn}: {tall(verdi)} er utenfor lavest–høyest {spenn}, slik rapporten trykker det. "
            yield nytt("K028", NAVN, celle, melding + "Kontroller tallet.")
