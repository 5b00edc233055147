"""En tabell i statistikkbanken slik SSB beskriver den, og et utvalg av den å spørre etter."""

from dataclasses import dataclass
from math import prod

from xlasss.errors import Tabellfeil

REGION = ("KOKkommuneregion0000", "Region")
INNHOLD = "ContentsCode"
TID = "Tid"


@dataclass(frozen=True)
class Tabell:
    """Tittelen, når den sist ble oppdatert, og kodene i hver dimensjon."""

    id: str
    tittel: str
    oppdatert: str
    koder: dict[str, tuple[str, ...]]

    @property
    def region(self) -> str:
        """Dimensjonen kommunene står i."""
        for navn in REGION:
            if navn in self.koder:
                return navn
        raise Tabellfeil(f"Tabell {self.id} ({self.tittel}) er ikke fordelt på kommuner.", "Ta den ut av hentingen.")


@dataclass(frozen=True)
class Utvalg:
    """Kodene det spørres etter i hver dimensjon."""

    tabell: str
    koder: dict[str, tuple[str, ...]]

    @property
    def celler(self) -> int:
        """Cellene i svaret; SSB teller også de tomme.

        >>> Utvalg("12137", {"Tid": ("2015", "2016"), "KOKartkap0000": ("AGD13", "AGD23", "AGD9")}).celler
        6
        """
        return prod(len(koder) for koder in self.koder.values())

    def deler(self, grense: int) -> list["Utvalg"]:
        """Utvalget i deler med høyst `grense` celler hver: den lengste dimensjonen deles på midten.

        >>> [d.celler for d in Utvalg("07459", {"Alder": tuple("abcde"), "Kjonn": ("1", "2")}).deler(4)]
        [4, 2, 4]
        """
        if self.celler <= max(grense, 1):
            return [self]
        lengste = max(self.koder, key=lambda d: len(self.koder[d]))
        koder = self.koder[lengste]
        halv = (len(koder) + 1) // 2
        to = (Utvalg(self.tabell, self.koder | {lengste: del_}) for del_ in (koder[:halv], koder[halv:]))
        return [del_ for en in to for del_ in en.deler(grense)]
