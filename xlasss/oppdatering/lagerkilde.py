"""The local store as a source: SSB's own figures, with table, codes and vintage in every Opphav."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from xlasss.datakilder.indikatorer import Indikator, indikatorer
from xlasss.datakilder.lager import Lager
from xlasss.datakilder.register import Oppgave, oppgaver
from xlasss.datakilder.verdier import HEMMELIG, Punkt, koder
from xlasss.errors import Hentefeil
from xlasss.kommunenumre import kommunen
from xlasss.oppdatering.inndataark import Felt, Inndataark
from xlasss.oppdatering.kilde import Tall
from xlasss.tverrfiler import maler, malfil, malutgaver
from xlasss.workbook.inndata import HENTET

_AAR = re.compile(r"(_\d{4})+$")
"""Året blokken gjelder, sist i nøkkelen på arket: beloep_2016, realvekst_2015_2016."""


@dataclass(frozen=True)
class Lagerkilde:
    """Lageret, og de av indikatorene der som er en kolonne i en arbeidsbok."""

    lager: Lager
    indikatorene: Collection[Indikator]
    per: str | None = None

    @classmethod
    def av(cls, lager: Lager, per: str | None = None) -> "Lagerkilde":
        """Lageret med de indikatorene som er en kolonne i en arbeidsbok."""
        return cls(lager, i_arbeidsboker(), per)

    @property
    def navn(self) -> str:
        return f"SSB, slik tallene var {self.per}" if self.per else "SSB"

    def tall(self, bok: Inndataark, aar: int) -> list[Tall]:
        """Hvert tall lageret kan regne for boken; tegnet når SSB ikke har noe tall.

        Er et av leddene ikke hentet, har ikke SSB sagt noe om det, og cellen blir stående. Med er også de hentede
        tallene i andre år som det SSB nå holder tilbake, kunne regnes ut av.
        """
        return [*self._skjulte(bok, aar), *self._aarets(bok, aar)]

    def _aarets(self, bok: Inndataark, aar: int) -> Iterator[Tall]:
        for indikator, feltene in self._kolonner(bok, aar):
            leddene = len(indikator.variabler) * len(indikator.aarene(aar))
            for felt, punkt in self._punkter(indikator, feltene, aar):
                _krev_enheten(punkt)
                if punkt.celle is not None and len(punkt.ledd) >= leddene:
                    yield _tall(indikator, felt, punkt.celle, punkt)

    def _skjulte(self, bok: Inndataark, aar: int) -> Iterator[Tall]:
        """Hentede tall i bokens andre år der et ledd nå er konfidensielt, som veksten året etter."""
        for andre in (a for a in bok.aarene if a != aar):
            for indikator, feltene in self._kolonner(bok, andre):
                hentet = [f for f in feltene if f.slag == HENTET and isinstance(f.verdi, float)]
                for felt, punkt in self._punkter(indikator, hentet, andre) if hentet else ():
                    if punkt.celle == HEMMELIG:
                        yield _tall(indikator, felt, HEMMELIG, punkt)

    def uten_tall(self, bok: Inndataark, aar: int) -> str:
        """Om ingenting i boken kan regnes av SSBs tabeller, eller om tallene bare ikke er hentet."""
        regnes = [indikator for indikator, _ in self._kolonner(bok, aar)]
        if not regnes:
            return (
                f"Ingen av inndataene for {aar} i {bok.navn} kan regnes av SSBs tabeller med de formlene og kodene "
                "kildene gir. De fylles ut for hånd eller med et skjema."
            )
        tabeller = sorted({tabell for i in regnes for tabell, _ in i.variabler})
        foerste = min(a for i in regnes for a in i.aarene(aar))
        valg = " ".join(f"--tabell {nr}" for nr in tabeller)
        periode = str(aar) if foerste == aar else f"{foerste}-{aar}"
        siden = f" slik de var {self.per}" if self.per else ""
        return (
            f"Lageret har ingen av tallene for {aar}{siden} som {bok.navn} kan få fra SSBs tabell{_er(tabeller)} "
            f"{' og '.join(tabeller)}. Hent dem med «xlasss hent --aar {periode} {valg}»; svaret sier hva SSB ikke har."
        )

    def _kolonner(self, bok: Inndataark, aar: int) -> list[tuple[Indikator, list[Felt]]]:
        """Kolonnene lageret kan ha tall til det året."""
        kolonner: dict[tuple[str, str], tuple[Indikator, list[Felt]]] = {}
        for indikator, felt in kan_regnes(bok, self.indikatorene):
            if felt.nokkel.aar == aar:
                kolonner.setdefault((indikator.nokkel, felt.nokkel.blokk), (indikator, []))[1].append(felt)
        return list(kolonner.values())

    def _punkter(self, indikator: Indikator, feltene: list[Felt], aar: int) -> Iterable[tuple[Felt, Punkt]]:
        av = {kommunen(felt.nokkel.kommune): felt for felt in feltene}
        for punkt in self.lager.indikator(indikator.nokkel, kommuner=list(av), aar=[aar], per=self.per):
            yield av[punkt.kommune], punkt


def oppgaver_for(bok: Inndataark, aarene: Iterable[int]) -> list[Oppgave]:
    """Det som må hentes for at boken skal få sine tall for årene: bare tabellene en kolonne i den regnes av."""
    tabeller = {nr for indikator, _ in kan_regnes(bok, i_arbeidsboker()) for nr, _ in indikator.variabler}
    return [o for o in oppgaver(aarene, bok.sektor) if o.tabell in tabeller]


def i_arbeidsboker() -> list[Indikator]:
    """De av indikatorene lageret kan regne, som er en kolonne i en arbeidsbok."""
    return [i for i in indikatorer().values() if i.storrelse]


def kan_regnes(bok: Inndataark, indikatorene: Collection[Indikator]) -> Iterator[tuple[Indikator, Felt]]:
    """Cellene som kan regnes av SSBs tabeller: blokken, nøkkelen og enheten er de i `ssb_indikatorer.csv`."""
    mulige = [i for i in indikatorene if i.sektor == bok.sektor and _gjelder(i, bok)]
    steder = {(blokk, i.storrelse, i.enhet): i for i in mulige for blokk in i.blokk}
    for felt in bok.felt.values():
        indikator = steder.get((_AAR.sub("", felt.nokkel.blokk), felt.nokkel.indikator, felt.enhet))
        if indikator and felt.er_kommune:
            yield indikator, felt


def _gjelder(indikator: Indikator, bok: Inndataark) -> bool:
    """Om formelen er kjent for bokens utgave, eller for den utgaven metoden er fra."""
    if not indikator.utgave:
        return True
    kjent = bok.sektor in maler() and bok.utgave in malutgaver(bok.sektor)
    return (malfil(bok.sektor, bok.utgave).utgave.metode if kjent else bok.utgave) in indikator.utgave


def _er(flere: Collection[str]) -> str:
    return "er" if len(flere) > 1 else ""


def _krev_enheten(punkt: Punkt) -> None:
    """Et tall i en annen enhet enn formelen er skrevet for, slipper ikke inn."""
    if punkt.grunn:
        raise Hentefeil(
            f"{punkt.grunn}. Ingenting er skrevet i boken.",
            "Se over formelen, og rett «faktor» og «ssb_enhet» i ssb_indikatorer.csv.",
        )


def _tall(indikator: Indikator, felt: Felt, verdi: float | str, punkt: Punkt) -> Tall:
    return Tall(*felt.nokkel, verdi, _opphav(punkt), f"lageret, {indikator.nokkel}")


def _opphav(punkt: Punkt) -> str:
    tall = ", ".join(dict.fromkeys(f"{verdi.tabell} {koder(verdi.variabel)}" for verdi in punkt.ledd))
    return f"{HENTET} SSB {tall} {punkt.vintage[:10]}" + (" (brudd i serien)" if punkt.brudd else "")
