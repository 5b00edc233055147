"""What the formulas give with the new figures, where the engine is to be trusted with it.

It is trusted with a formula when it gave the saved value from the old figures. The others keep
what they had; a program that opens the file computes them itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xlasss.begreper import Feil
from xlasss.engines.adresse import plass
from xlasss.engines.formualizer_motor import Formualizer
from xlasss.engines.likhet import lik
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil, MotorFeil
from xlasss.oppdatering.inndataark import Plass

RESULTAT = "Resultat"


@dataclass(frozen=True)
class Omregning:
    """Formlene som får en ny lagret verdi, og de som beholder sin fordi motoren ikke ga den samme før."""

    nye: Mapping[Plass, Verdi]
    foer: Mapping[Plass, Verdi]
    beholdt: tuple[Plass, ...]
    grunn: str = ""
    """Hvorfor ingenting er regnet om, når motoren ikke leser boken."""

    def storste_utslag(self, innhold: Mapping[Plass, Verdi]) -> str:
        """Resultatet som endrer seg mest, i prosent; tomt når ingen resultater endrer seg."""
        paa_resultat = [s for s in self.nye if s[0].casefold() == RESULTAT.casefold()]
        tall = {s: _relativt(self.foer[s], self.nye[s]) for s in paa_resultat}
        storst = max((s for s in tall if tall[s]), key=lambda s: abs(tall[s]), default=None)
        fikk = sum(isinstance(self.foer[s], Feil) and isinstance(self.nye[s], float) for s in paa_resultat)
        mistet = sum(isinstance(self.foer[s], float) and isinstance(self.nye[s], Feil) for s in paa_resultat)
        deler = [_utslag(storst, innhold, self.foer[storst], self.nye[storst], tall[storst])] if storst else []
        deler += [f"{fikk} resultater som manglet, har fått tall"] if fikk else []
        deler += [f"{mistet} resultater har ikke lenger tall"] if mistet else []
        return "; ".join(deler)


def _relativt(foer: Verdi, naa: Verdi) -> float:
    """Endringen i prosent; 0 når det ikke er to tall, eller det ene er null."""
    if isinstance(foer, float) and isinstance(naa, float) and foer:
        return 100 * (naa / foer - 1)
    return 0.0


def _utslag(stedet: Plass, innhold: Mapping[Plass, Verdi], foer: Verdi, naa: Verdi, prosent: float) -> str:
    rad, _ = plass(stedet[1])
    navn = innhold.get((stedet[0], f"B{rad}"))
    fra, til = (f"{v:.5g}".replace(".", ",") for v in (foer, naa))
    return f"{navn or 'et resultat'}: {fra} → {til} ({prosent:+.1f} %), {stedet[0]}!{stedet[1]}".replace(".", ",")


def omregn(fil: Path, celler: Mapping[Plass, Verdi], innhold: Mapping[Plass, Verdi], formler: list[Plass]) -> Omregning:
    """Regn boken før og etter endringene, med og uten tillegget: den som lagret den, kan ha hatt det eller ikke."""
    try:
        to = [_foer_og_etter(fil, celler, formler, tillegg=tillegg) for tillegg in (True, False)]
    except (MotorFeil, Filfeil) as feil:
        return Omregning({}, {}, tuple(formler), feil.melding)
    rangert = [({s for s in formler if lik(foer[s], innhold.get(s))}, etter) for foer, etter in to]
    rangert.sort(key=lambda par: len(par[0]), reverse=True)
    nye, foer, beholdt = {}, {}, []
    for stedet in formler:
        etter = next((etter for traff, etter in rangert if stedet in traff), None)
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
