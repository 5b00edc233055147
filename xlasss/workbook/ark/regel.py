"""What a numbered control is, whichever workbook it stands in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Regel:
    """En kontroll: formelen for det den finner, og når det er godt nok ({} er det den fant)."""

    nr: str
    hva: str
    funnet: str
    grense: str
    ok_naar: str
    tiltak: str
    desimaler: int = 0
    ellers: str = "feil"
    kan_ikke: str = ""  # vilkåret som gjør at kontrollen ikke kan utføres
    uproevd: str = "kan ikke beregnes"

    def utenom(self, da: str, ellers: str) -> str:
        """Formelen, eller teksten når kontrollen ikke kan utføres."""
        return f'IF({self.kan_ikke},"{da}",{ellers})' if self.kan_ikke else ellers

    @property
    def bare_opplysning(self) -> bool:
        return not self.ok_naar
