"""What the formulas give with the new figures, where the engine is to be trusted with it.

It is trusted with a formula when it gave the saved value from the old figures. The others keep
what they had; a program that opens the file computes them itself.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xlasss.engines.formualizer_motor import Formualizer
from xlasss.engines.likhet import lik
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil, MotorFeil
from xlasss.oppdatering.inndataark import Plass


@dataclass(frozen=True)
class Omregning:
    """Formlene som får en ny lagret verdi, og de som beholder sin fordi motoren ikke ga den samme før."""

    nye: Mapping[Plass, Verdi]
    foer: Mapping[Plass, Verdi]
    beholdt: tuple[Plass, ...]
    grunn: str = ""
    """Hvorfor ingenting er regnet om, når motoren ikke leser boken."""


def omregn(fil: Path, celler: Mapping[Plass, Verdi], innhold: Mapping[Plass, Verdi], formler: list[Plass]) -> Omregning:
    """Regn boken før og etter endringene, med og uten tillegget: den som lagret den, kan ha hatt det eller ikke."""
    try:
        to = [_foer_og_etter(fil, celler, formler, tillegg=tillegg) for tillegg in (True, False)]
    except (MotorFeil, Filfeil) as feil:
        return Omregning({}, {}, tuple(formler), feil.melding)
    regnet = [({s for s in formler if lik(foer[s], innhold.get(s))}, etter) for foer, etter in to]
    per_ark = [Counter(ark for ark, _ in traff) for traff, _ in regnet]
    nye, foer, beholdt = {}, {}, []
    for stedet in formler:
        # en celle begge traff, kan likevel bli ulik etterpå; da gjelder den som lagret mest av arket
        rangert = sorted(range(len(regnet)), key=lambda i: -per_ark[i][stedet[0]])
        etter = next((regnet[i][1] for i in rangert if stedet in regnet[i][0]), None)
        if etter is None:
            beholdt.append(stedet)
        elif not lik(innhold.get(stedet), etter[stedet]):
            nye[stedet], foer[stedet] = etter[stedet], innhold.get(stedet)
    return Omregning(nye, foer, tuple(beholdt))


_Verdier = dict[Plass, Verdi]


def _foer_og_etter(
    fil: Path, celler: Mapping[Plass, Verdi], formler: list[Plass], *, tillegg: bool
) -> tuple[_Verdier, _Verdier]:
    bok = Formualizer(tillegg=tillegg).aapne(fil)
    bok.regn()
    foer = {stedet: bok.verdi(*stedet) for stedet in formler}
    for (ark, celle), verdi in celler.items():
        bok.sett(ark, celle, verdi)
    bok.regn()
    return foer, {stedet: bok.verdi(*stedet) for stedet in formler}
