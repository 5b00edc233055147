"""A relation as linear rows: exact where it is linear, with exact bounds where it is not.

A product or a quotient is replaced by its slopes in the middle of the box, and the mean value
theorem bounds what that leaves out. Printed intervals are narrow, so little is lost, and every
point the relation allows is allowed by its rows: what the rows exclude is really excluded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from xlasss.beregning.dom import rund_brok
from xlasss.beregning.intervall import Intervall
from xlasss.errors import IntervallFeil
from xlasss.revisjon.revider import STORST, Paastand, Regning
from xlasss.revisjon.stramt import stigninger


@dataclass(frozen=True)
class Trykt:
    """Et trykt tall: intervallet, hvilke ender som ikke er med, og én i siste trykte siffer."""

    intervall: Intervall
    nedre_aapen: bool
    ovre_aapen: bool
    enhet: Fraction
    desimaler: int

    @classmethod
    def av(cls, p: Paastand) -> "Trykt":
        """En ende er med bare når den rundes til det trykte, slik dommen over én relasjon er (KONTRAKT §2)."""
        i, midt = p.intervall, p.intervall.midt
        aapen = [rund_brok(ende, p.desimaler) != midt and i.bredde > 0 for ende in (i.nedre, i.ovre)]
        return cls(i, aapen[0], aapen[1], Fraction(10) ** -p.desimaler, p.desimaler)

    def rommer(self, verdi: Fraction) -> bool:
        """Om verdien rundes til det trykte."""
        i = self.intervall
        over = verdi > i.nedre or (verdi == i.nedre and not self.nedre_aapen)
        return over and (verdi < i.ovre or (verdi == i.ovre and not self.ovre_aapen))


@dataclass(frozen=True)
class Rad:
    """nedre ≤ Σ ledd·tall ≤ ovre følger av én regning når tallene ligger i sine intervaller."""

    regning: int
    ledd: Mapping[str, Fraction]
    nedre: Fraction
    ovre: Fraction


@dataclass(frozen=True)
class Lineaer:
    """Radene en regning gir, og om de sier nøyaktig det samme som regningen."""

    rader: tuple[Rad, ...]
    eksakt: bool


def lineariser(nr: int, regning: Regning, tall: Mapping[str, Trykt], beregnet: Intervall) -> Lineaer:
    """Radene for regning nummer `nr`; `beregnet` er intervallet uttrykket kan ligge i."""
    boks = {navn: tall[navn].intervall for navn in regning.uttrykk.navn}
    midten = {navn: i.midt for navn, i in boks.items()}
    i_midten = regning.uttrykk.regn({n: Intervall.eksakt(m) for n, m in midten.items()}, Intervall.eksakt).nedre
    ledd, konstant, slingring = {regning.venstre: Fraction(1)}, i_midten, Fraction(0)
    for navn, d in stigninger(regning.uttrykk, boks).items():
        if max(-d.nedre, d.ovre) > STORST:
            raise IntervallFeil("Uttrykket er for bratt til å regnes med flere samtidig.")
        stigning = Fraction(float(d.midt)) if d.bredde else d.midt  # kort brøk der midten likevel er et valg
        slingring += max(d.ovre - stigning, stigning - d.nedre) * boks[navn].bredde / 2
        konstant -= stigning * midten[navn]
        ledd[navn] = ledd.get(navn, Fraction(0)) - stigning
    ledd = {navn: faktor for navn, faktor in ledd.items() if faktor}
    rader = [Rad(nr, ledd, konstant - slingring, konstant + slingring)]
    if slingring:
        rader.append(Rad(nr, {regning.venstre: Fraction(1)}, beregnet.nedre, beregnet.ovre))
    return Lineaer(tuple(rader), slingring == 0)
