"""The local store as a source: SSB's own figures, with table, codes and vintage in every Opphav."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlasss.datakilder.indikatorer import indikatorer
from xlasss.datakilder.lager import Lager
from xlasss.datakilder.verdier import Punkt, koder
from xlasss.oppdatering.inndataark import Felt, Inndataark
from xlasss.oppdatering.kilde import Tall
from xlasss.workbook.inndata import HENTET

_ANDRE_MAAL = ("nivaa", "vekst", "nevner")
"""Blokker der samme nøkkel er en indeks, en endring eller en nevner, ikke tallet selv."""


@dataclass(frozen=True)
class Lagerkilde:
    """Lageret, og hvilken av indikatorene der som svarer til en kolonne: (sektor, nøkkel, enhet) → navn."""

    lager: Lager
    indikatorene: Mapping[tuple[str, str, str], str]
    per: str | None = None

    @classmethod
    def av(cls, lager: Lager, per: str | None = None) -> "Lagerkilde":
        """Lageret med de indikatorene som er en kolonne i en arbeidsbok."""
        return cls(
            lager, {(i.sektor, i.storrelse, i.enhet): i.nokkel for i in indikatorer().values() if i.storrelse}, per
        )

    @property
    def navn(self) -> str:
        return f"SSB, slik tallene var {self.per}" if self.per else "SSB"

    def tall(self, bok: Inndataark, aar: int) -> list[Tall]:
        """Hvert tall lageret kan regne for boken; tegnet når SSB ikke har noe tall."""
        kolonner: dict[tuple[str, str], list[Felt]] = {}
        for felt in bok.felt.values():
            navn = self.indikatorene.get((bok.sektor, felt.nokkel.indikator, felt.enhet))
            if navn and felt.nokkel.aar == aar and felt.er_kommune and felt.nokkel.blokk not in _ANDRE_MAAL:
                kolonner.setdefault((navn, felt.nokkel.blokk), []).append(felt)
        return [
            Tall(
                blokk, felt.nokkel.indikator, felt.nokkel.kommune, aar, punkt.celle, _opphav(punkt), f"lageret, {navn}"
            )
            for (navn, blokk), feltene in kolonner.items()
            for felt, punkt in self._punkter(navn, feltene, aar)
            if punkt.celle is not None and punkt.ledd
        ]

    def _punkter(self, navn: str, feltene: list[Felt], aar: int) -> Iterable[tuple[Felt, Punkt]]:
        av = {felt.kommune: felt for felt in feltene}
        for punkt in self.lager.indikator(navn, kommuner=list(av), aar=[aar], per=self.per):
            yield av[punkt.kommune], punkt


def _opphav(punkt: Punkt) -> str:
    tall = ", ".join(dict.fromkeys(f"{verdi.tabell} {koder(verdi.variabel)}" for verdi in punkt.ledd))
    return f"{HENTET} SSB {tall} {punkt.vintage[:10]}" + (" (brudd i serien)" if punkt.brudd else "")
