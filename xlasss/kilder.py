"""Kildene tallene kommer fra. Et tall uten kilde, dato og side er en feil."""

from dataclasses import dataclass
from functools import cache

from xlasss.datafiler import DATA, les_toml
from xlasss.errors import DataFeil, UkjentNavn


@dataclass(frozen=True)
class Kilde:
    """Et dokument eller et datasett, med utgiver, dato og adresse."""

    nokkel: str
    tittel: str
    utgiver: str
    dato: str
    adresse: str
    merknad: str = ""

    def henvisning(self, side: str = "") -> str:
        """Kilden som tekst, med side: «ASSS kommunerapport Sandnes 2017, s. 41»."""
        if not side:
            return self.tittel
        return f"{self.tittel}, s. {side}" if side[0].isdigit() else f"{self.tittel}, {side}"


def _kilde(nokkel: str, felt: dict[str, str]) -> Kilde:
    try:
        lest = Kilde(nokkel, **felt)
    except TypeError as feil:
        raise DataFeil(f"kilder.toml [{nokkel}]: {feil}") from None
    for navn in ("tittel", "utgiver", "dato", "adresse"):
        verdi = getattr(lest, navn)
        if not isinstance(verdi, str) or not verdi:
            raise DataFeil(f"kilder.toml [{nokkel}]: «{navn}» skal være tekst, men er «{verdi}».")
    return lest


@cache
def kilder() -> dict[str, Kilde]:
    """Alle kilder, etter nøkkel."""
    return {nokkel: _kilde(nokkel, felt) for nokkel, felt in les_toml(DATA / "kilder.toml").items()}


def kilde(nokkel: str) -> Kilde:
    """Kilden med denne nøkkelen."""
    try:
        return kilder()[nokkel]
    except KeyError:
        raise UkjentNavn(f"Kilden «{nokkel}» finnes ikke i kilder.toml.") from None
