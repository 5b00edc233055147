"""A finding, and how values and long lists are shown in its message."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from xlasss.begreper import Feil
from xlasss.engines.protokoll import Verdi
from xlasss.revisjon.kontroller.regler import REGLER

_LENGST = 120
"""Tegn av en celle i en melding; mer gjør linjen uleselig, og hele teksten står i cellen."""


@dataclass(frozen=True)
class Funn:
    """Ett funn, slik `xlasss kontroll --json` skriver det."""

    regel: str
    alvor: str
    ark: str
    celle: str
    melding: str

    def linje(self, fil: str) -> str:
        """Én linje for et menneske: fil, ark, celle, hva og hva du gjør."""
        return f"{fil}, {self.ark}!{self.celle}: {self.melding} [{self.regel}]"


def nytt(regel: str, ark: str, celle: str, melding: str, alvor: str = "") -> Funn:
    """Et funn med alvoret regelen har; noen regler har to, og da sier kalleren hvilket."""
    return Funn(regel, alvor or REGLER[regel].alvor[0], ark, celle, melding)


def tall(verdi: float) -> str:
    """Et tall som det ville vært skrevet, med desimalkomma.

    >>> tall(15.0), tall(0.981), tall(100 * 1.1)
    ('15', '0,981', '110')
    """
    return f"{verdi:.10g}".replace(".", ",")


def vis(verdi: Verdi) -> str:
    """Det som står i en celle, på én linje.

    >>> vis("12,5"), vis(True), vis(None), vis(3.0), vis(Feil.REF)
    ('«12,5»', '«SANN»', 'tom', '3', '#REF!')
    """
    if verdi is None:
        return "tom"
    if isinstance(verdi, bool):
        return "«SANN»" if verdi else "«USANN»"
    if isinstance(verdi, Feil):
        return verdi.tekst
    if isinstance(verdi, str):
        return f"«{kort(verdi)}»"
    return tall(verdi)


def kort(tekst: str) -> str:
    """Teksten på én linje, uten tegn en terminal ikke kan vise."""
    ren = "".join(t if t.isprintable() else "?" for t in " ".join(tekst.split()))
    return ren if len(ren) <= _LENGST else ren[: _LENGST - 1] + "…"


def begrenset(funnene: Iterable[Funn], flest: int) -> Iterator[Funn]:
    """De første funnene, og i det siste av dem hvor mange det er til."""
    kilde = iter(funnene)
    forste = list(islice(kilde, flest))
    resten = list(kilde)
    yield from forste[:-1] if resten else forste
    if resten:
        hale = f" Det samme gjelder {len(resten)} celler til, den siste er {resten[-1].celle}."
        yield replace(forste[-1], melding=forste[-1].melding + hale)
