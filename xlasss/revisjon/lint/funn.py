"""A lint finding: a rule, and the range it holds for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from xlasss.revisjon.lint.regler import REGLER
from xlasss.workbook.kart.omraader import Plass, omraader, skrevet

HELE = ""
"""Området når funnet gjelder hele arket eller hele boken."""


@dataclass(frozen=True)
class Funn:
    """Ett funn, slik `xlasss lint --json` skriver det."""

    regel: str
    ark: str
    omraade: str
    antall: int
    hva: str

    @property
    def alvor(self) -> str:
        return REGLER[self.regel].alvor

    @property
    def sted(self) -> str:
        """Ark og område; tomt for hele boken."""
        return f"{self.ark}!{self.omraade}" if self.omraade else self.ark

    def som_json(self) -> dict[str, object]:
        return {**vars(self), "alvor": self.alvor, "tiltak": REGLER[self.regel].tiltak}


def foldet(regel: str, ark: str, celler: Mapping[Plass, str] | Iterable[tuple[Plass, str]]) -> Iterator[Funn]:
    """Ett funn per sammenhengende område med samme forklaring."""
    per_hva: dict[str, list[Plass]] = {}
    for plass, hva in celler.items() if isinstance(celler, Mapping) else celler:
        per_hva.setdefault(hva, []).append(plass)
    for hva, plassene in per_hva.items():
        for fra, til in omraader(plassene):
            antall = (til[0] - fra[0] + 1) * (til[1] - fra[1] + 1)
            yield Funn(regel, ark, skrevet(fra, til), antall, hva)
