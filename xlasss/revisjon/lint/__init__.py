"""`xlasss lint`: what FAST and ICAEW would say of any workbook, ours or not, one line per block of cells."""

from collections.abc import Iterator
from pathlib import Path

from xlasss.revisjon.kontroller.malbrudd import malbrudd
from xlasss.revisjon.kontroller.regler import ADVARSEL, FEIL, OPPLYSNING
from xlasss.revisjon.lint import boken, celler
from xlasss.revisjon.lint.blad import blad
from xlasss.revisjon.lint.bruk import Bruk, Dekning
from xlasss.revisjon.lint.funn import Funn
from xlasss.revisjon.lint.unntak import unntak
from xlasss.workbook.kart import kart
from xlasss.workbook.les import Arbeidsbok, Sted, les_bok
from xlasss.workbook.nokler import Noklene

__all__ = ["Funn", "lint"]
_REKKEFOLGE = (FEIL, ADVARSEL, OPPLYSNING)


def lint(fil: Path) -> list[Funn]:
    """Funnene i arbeidsboken, de alvorligste først; det en av våre maler skal ha, er ikke med."""
    bok = les_bok(fil)
    mal = Noklene(bok).opplysning("mal")
    ventet = unntak(mal) if mal else []
    funnene = [f for f in _alle(bok) if not any(u.gjelder(f) for u in ventet)]
    arkene = {ark: nr for nr, ark in enumerate(bok.ark)}
    return sorted(funnene, key=lambda f: (_REKKEFOLGE.index(f.alvor), f.regel, arkene.get(f.ark, -1)))


def _alle(bok: Arbeidsbok) -> Iterator[Funn]:
    kartene = list(kart(bok, malbrudd(bok)))
    bruk = Bruk(bok, kartene)
    leste = bruk.leste()
    summert = Dekning(
        ref
        for k in kartene
        for p, c in k.celler.items()
        if c.formel and celler.bare_regner(c.formel)
        for ref in bruk.leser[Sted(k.ark, *p)]
    )
    yield from boken.skjulte(bok)
    yield from boken.tillegg(bok)
    yield from boken.sirkler(bruk)
    for k in kartene:
        om = blad(bok, k.ark)
        yield from celler.formlene(k)
        yield from celler.brudd(k)
        yield from celler.feilverdier(k)
        yield from celler.ulaaste(bok, k, om.vernet)
        yield from celler.tekst_som_tall(k, summert)
        yield from celler.uleste(k, leste, bruk)
        yield from boken.skjult_innhold(k, om)
        yield from boken.slaatt_sammen(k, om)
        yield from boken.lenker(bok, k)
