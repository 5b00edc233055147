"""How far one number must move for a set of relations to hold: by the proof, and tried afterwards."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from xlasss.begreper import Dom
from xlasss.beregning.intervall import Intervall
from xlasss.errors import XlasssFeil
from xlasss.revisjon.revider import Paastand, Regning, provd
from xlasss.revisjon.samlet.bevis import Bevis
from xlasss.revisjon.samlet.lp import TOLERANSE, romslig, tallrad
from xlasss.revisjon.samlet.rader import Trykt, lineariser
from xlasss.revisjon.samlet.svar import Flytting

_UTEN_VIRKNING = 10**6
"""Så mange siste siffer at tallet ikke er det som er galt."""


def flyttinger(bevis: Bevis, regninger: Sequence[Regning], tall: Mapping[str, Paastand]) -> list[Flytting]:
    """Hvert tall i beviset, det som må flyttes minst, først.

    Summen i beviset må flyttes `gap`, så tallet må flyttes minst gap/|faktor|. Om det også er
    nok å rette det til nærmeste trykte verdi, prøves på regningene; ellers er `til` None.
    """
    funnet = []
    for id, faktor in bevis.ledd.items():
        p = tall[id]
        minst = bevis.gap / abs(faktor) * Fraction(10) ** p.desimaler
        if minst < _UTEN_VIRKNING:
            fortegn = bevis.retning if faktor > 0 else -bevis.retning
            til = _nok(id, fortegn, max(1, ceil(minst)), regninger, tall)
            funnet.append(Flytting(id, p.intervall, p.desimaler, faktor, minst, til))
    return sorted(funnet, key=lambda f: (f.minst, f.id))


def _nok(
    id: str, fortegn: int, antall: int, regninger: Sequence[Regning], tall: Mapping[str, Paastand]
) -> Fraction | None:
    """Den nærmeste trykte verdien som gjør at regningene ikke lenger strider."""
    p = tall[id]
    for k in (antall, antall + 1):
        flytt = Intervall.eksakt(fortegn * k * Fraction(10) ** -p.desimaler)
        rettet = Paastand(p.intervall + flytt, p.desimaler)
        if _gaar(regninger, {**_brukte(regninger, tall), id: rettet}):
            return rettet.intervall.midt
    return None


def _brukte(regninger: Sequence[Regning], tall: Mapping[str, Paastand]) -> dict[str, Paastand]:
    return {n: tall[n] for r in regninger for n in r.navn}


def _gaar(regninger: Sequence[Regning], tall: Mapping[str, Paastand]) -> bool:
    funn = [provd(r, tall) for r in regninger]
    if any(f.dom is not Dom.STEMMER for f in funn):
        return False
    if len(regninger) == 1 and regninger[0].venstre not in regninger[0].uttrykk.navn:
        return True
    trykt = {n: Trykt.av(p) for n, p in tall.items()}
    try:
        lineaere = [lineariser(nr, regninger[nr], trykt, f.beregnet) for nr, f in enumerate(funn) if f.beregnet]
        rader = [rad for li in lineaere for r in li.rader if (rad := tallrad(r, trykt))]
        return bool(rader) and romslig(rader, trykt).margin > TOLERANSE
    except XlasssFeil:
        return False
