"""One indicator's numbers in one block: where they stand, whose they are, and the year they are for."""

import re
from dataclasses import dataclass

from xlasss.sektorer import Indikator
from xlasss.tverrtabell import Felt
from xlasss.workbook.blokk import Blokk

_AAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Kolonne:
    """Tallene for én indikator i én blokk: (celle, navn, tall) for kommunene, (celle, tall) for det trykte."""

    blokk: Blokk
    indikator: Indikator
    kommuner: list[tuple[str, str, float | None]]
    trykte: dict[str, tuple[str, float | None]]

    @property
    def kjente(self) -> list[float]:
        return [verdi for _, _, verdi in self.kommuner if verdi is not None]

    @property
    def komplett(self) -> bool:
        """Om alle kommunene har tall."""
        return len(self.kjente) == len(self.kommuner)

    @property
    def halv(self) -> float:
        """Et halvt siste siffer: så langt kan et tall ligge fra det trykte på grunn av avrundingen."""
        return 0.5 * 10.0 ** -self.blokk.desimaler_for(self.indikator)

    @property
    def felt(self) -> Felt | None:
        """Kolonnen slik den tverrgående filen beskriver den; en sektors blokker har ingen tabell."""
        felter = self.blokk.tabell.kolonner if self.blokk.tabell else ()
        return next((f for f in felter if f.nokkel == self.indikator.nokkel), None)

    @property
    def felles(self) -> bool:
        """Om tallet gjelder hele landet, så alle kommunene har det samme."""
        return bool(self.felt and self.felt.trykt.hvem)

    @property
    def periode(self) -> bool:
        """Om blokken gjelder fra ett år til et annet."""
        return "–" in self.blokk.aar

    @property
    def er_aar(self) -> bool:
        """Om kolonnen er et år, fordi årene står bortover."""
        return bool(_AAR.fullmatch(self.indikator.kort))

    @property
    def aar(self) -> int | None:
        """Året tallene er nivået i; en periode har ikke noe."""
        aar = self.indikator.kort if self.er_aar else self.blokk.aar
        return int(aar) if _AAR.fullmatch(aar) else None

    @property
    def hva(self) -> str:
        """Det kolonnen heter i en melding."""
        tabell = self.blokk.tabell
        return f"{tabell.navn}, {self.indikator.kort}" if tabell and self.er_aar else self.indikator.kort

    @property
    def rader(self) -> list[tuple[str, str, float | None]]:
        """Celle, hvem og tall, for kommunene og så de trykte radene."""
        return [*self.kommuner, *((celle, slag, verdi) for slag, (celle, verdi) in self.trykte.items())]

    def trykt(self, slag: str) -> float | None:
        return self.trykte.get(slag, ("", None))[1]
