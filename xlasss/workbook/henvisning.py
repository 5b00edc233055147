"""What a reference in a cross-cutting file points to: cells, for the function and for its twin.

Both read the number that is used, normalised on Etterregning: LibreOffice hands a function 0 for a
blank single cell, and would turn a missing number into one.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from xlasss.errors import DataFeil
from xlasss.tverrtabell import Felt
from xlasss.workbook.blokk import BEREGNING, KOL_DATA, Blokk, Plan
from xlasss.workbook.modell import omraade, ref
from xlasss.workbook.satser import parametercelle, satscelle, satsrad
from xlasss.workbook.tverrplan import blokkid

ETTERREGNING = "Etterregning"
_NAVN = r"[a-zæøå][a-zæøå_0-9]*"
HENVISNING = re.compile(
    rf"(?:(?P<tabell>{_NAVN})(?:\[(?P<aar>-?\d+)\])?\.)?(?P<felt>{_NAVN})"
    rf"(?:\.\.(?P<til>{_NAVN})|\.(?P<del>{_NAVN})(?:\.(?P<ledd>{_NAVN}))?)?(?::(?P<rad>[a-z]+))?"
)


class Celler(NamedTuple):
    """Adressen funksjonen leser, den tvillingen leser, og tvillingens celler én for én."""

    funksjon: str
    tvilling: str
    hver: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sted:
    """Raden en formel står i."""

    plan: Plan
    blokk: Blokk
    rad: int

    def celler(self, henvisning: str) -> Celler:
        """Cellene en henvisning eller en konstant står for; «mangler» når raden ikke finnes der."""
        if henvisning.startswith("'"):
            tekst = henvisning.strip("'")
            return Celler(f'"{tekst}"', tekst)
        treff = HENVISNING.fullmatch(henvisning)
        if treff is None:
            return Celler(henvisning, henvisning)
        if treff["tabell"] == "parameter":
            return Celler(*parametercelle(self.plan, treff["felt"]))
        if treff["tabell"] == "matrise":
            sats = (
                satscelle(self.plan, treff["felt"], treff["del"], treff["ledd"])
                if treff["ledd"]
                else satsrad(self.plan, treff["felt"], treff["del"])
            )
            return Celler(sats, sats)
        return self._i_tabell(treff)

    def _i_tabell(self, treff: re.Match[str]) -> Celler:
        blokk = self._blokken(treff["tabell"], treff["aar"])
        felt = [f.nokkel for f in _felter(blokk)]
        til = treff["til"] or treff["felt"]
        try:
            fra_nr, til_nr = felt.index(treff["felt"]), felt.index(til)
        except ValueError:
            raise DataFeil(f"{self.plan.sektor.nokkel}.toml: «{treff[0]}» finnes ikke i {blokk.id}.") from None
        rader = self._rader(blokk, treff["rad"])
        if rader is None:
            return Celler("NA()", "NA()")
        fast = "rk" if treff["rad"] else ""
        bredde = til_nr - fra_nr
        funksjon, tvilling = (_plass(self.plan, blokk, fra_nr, funksjon=f) for f in (True, False))
        hver = tuple(ref(tvilling[0], rader[0], tvilling[1] + i, fast=fast) for i in range(bredde + 1))
        return Celler(_adresse(funksjon, rader, bredde, fast), _adresse(tvilling, rader, bredde, fast), hver)

    def _blokken(self, tabell: str | None, aar: str | None) -> Blokk:
        if tabell is None:
            return self.blokk
        fil = self.plan.tverrfil
        egen = next((b for b in self.plan.blokker if b.tabell and b.tabell.nokkel == tabell), None)
        if fil is None or egen is None or egen.tabell is None:
            raise DataFeil(f"{self.plan.sektor.nokkel}.toml: tabellen «{tabell}» finnes ikke.")
        alle = {b.id: b for b in self.plan.blokker}
        if aar is not None:
            perioder = [a for a in egen.tabell.aar if a == int(aar) or (isinstance(a, tuple) and a[-1] == int(aar))]
            return alle[blokkid(fil, egen.tabell, perioder[0])]
        samme = [b for b in self.plan.blokker if b.tabell is egen.tabell and b.aar == self.blokk.aar]
        return samme[0] if samme else [b for b in self.plan.blokker if b.tabell is egen.tabell][-1]

    def _rader(self, blokk: Blokk, hvilke: str | None) -> tuple[int, int] | None:
        if hvilke == "alle":
            return blokk.forste, blokk.siste
        if hvilke is None and self.rad <= self.blokk.siste:
            rad = blokk.forste + self.rad - self.blokk.forste
            return rad, rad
        rolle = hvilke or self.blokk.trykte[self.rad - self.blokk.siste - 1]
        return (blokk.trykt_rad(rolle),) * 2 if rolle in blokk.trykte else None


def _felter(blokk: Blokk) -> tuple[Felt, ...]:
    return blokk.tabell.felter if blokk.tabell else ()


def svarkolonne(blokk: Blokk, resultat: int) -> int:
    """Plassen til et resultat blant de regnede kolonnene; avvikene fra de øvrige kommer først."""
    return (blokk.n if blokk.har_snitt else 0) + resultat


def urort(blokk: Blokk, felt: Felt) -> bool:
    """Om kolonnen brukes slik den er fylt inn, uten noe som kan regnes i stedet."""
    return not (felt.regnes or felt.ellers or felt.bare_naar or blokk.har_snitt)


def bruktkolonne(plan: Plan, blokk: Blokk, nr: int) -> int:
    """Kolonnen på Etterregning med tallet som brukes."""
    return KOL_DATA + nr if urort(blokk, _felter(blokk)[nr]) else plan.opphav + nr


def _plass(plan: Plan, blokk: Blokk, nr: int, *, funksjon: bool) -> tuple[str, int]:
    """Arket og kolonnen: det som brukes, eller resultatet slik funksjonen eller tvillingen ga det."""
    if nr < blokk.n:
        return ETTERREGNING, bruktkolonne(plan, blokk, nr)
    plass = svarkolonne(blokk, nr - blokk.n)
    if funksjon and _felter(blokk)[nr].funksjon:
        return BEREGNING, KOL_DATA + plass
    return ETTERREGNING, plan.tvilling + plass


def _adresse(plass: tuple[str, int], rader: tuple[int, int], bredde: int, fast: str) -> str:
    ark, kolonne = plass
    if rader[0] == rader[1] and bredde == 0:
        return ref(ark, rader[0], kolonne, fast=fast)
    return omraade(ark, rader[0], kolonne, rader[1], kolonne + bredde, fast=fast)
