"""Where new figures come from: what a source answers to, and the one that is a table people fill in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil
from xlasss.oppdatering.inndataark import Inndataark
from xlasss.oppdatering.noekler import aar_av, kode_av
from xlasss.oppdatering.radfelt import krev_synlige, tekst_i, verdi_i
from xlasss.oppdatering.tabell import Tabellrad, les_tabell
from xlasss.workbook.inndata import HENTET, MANUELL, TRYKT

KOLONNER = ("sektor", "utgave", "blokk", "indikator", "indikatornavn", "kommune", "kommunenavn", "aar", "enhet",
            "verdi", "opphav", "kilde")  # fmt: skip
KAN_MANGLE = ("indikatornavn", "kommunenavn", "enhet", "opphav", "kilde")
"""«opphav» er manuell når det ikke står noe; navnene og enheten er til hjelp for den som fyller ut."""

KREVDE = tuple(navn for navn in KOLONNER if navn not in KAN_MANGLE)

SLAGENE = (MANUELL, HENTET, TRYKT)


@dataclass(frozen=True)
class Tall:
    """Et nytt tall (eller et av SSBs tegn), nøkkelen det hører til, hvor det kommer fra, og hvor det står."""

    blokk: str
    indikator: str
    kommune: str
    aar: int
    verdi: float | str
    opphav: str
    sted: str
    """Stedet i kilden, til meldinger."""

    gjelder_annet: str = ""
    """Hva tallet gjelder i stedet, når det er for en annen bok eller et annet år; da blir det ikke brukt."""


class Kilde(Protocol):
    """Noe som har tall til en arbeidsbok."""

    @property
    def navn(self) -> str:
        """Kilden i Endringsloggen."""

    def tall(self, bok: Inndataark, aar: int) -> list[Tall]:
        """Tallene kilden har for boken det året; de som ikke finnes i boken, er også med."""

    def uten_tall(self, bok: Inndataark, aar: int) -> str:
        """Hvorfor kilden ikke har noe tall til boken det året, og hva som kan gjøres med det."""


@dataclass(frozen=True)
class Filkilde:
    """En utfylt CSV- eller xlsx-fil."""

    fil: Path

    @property
    def navn(self) -> str:
        lagret = datetime.fromtimestamp(self.fil.stat().st_mtime).date()
        return f"{self.fil.name} (lagret {lagret.isoformat()})"

    def tall(self, bok: Inndataark, aar: int) -> list[Tall]:
        """Radene med verdi. De som gjelder en annen sektor, en annen utgave eller et annet år, sier det selv."""
        funnet, andre, rader = [], set(), 0
        bedt_om = (bok.sektor, bok.utgave, aar)
        for rad in les_tabell(self.fil, KREVDE):
            if not rader:
                _krev_kolonner(self.fil.name, rad.felt)
            rader += 1
            ett, mal = _tall(rad), (tekst_i(rad, "sektor"), tekst_i(rad, "utgave"))
            if mal != bedt_om[:2]:
                andre.add(f"{mal[0]} {mal[1]}")
            if ett is not None:
                er = (*mal, ett.aar)
                annet = "" if er == bedt_om else f"gjelder {_skrevet(*er)}, ikke {_skrevet(*bedt_om)}"
                funnet.append(replace(ett, gjelder_annet=annet))
        if andre and all(ett.gjelder_annet for ett in funnet):
            raise Filfeil(
                f"{self.fil.name} gjelder {', '.join(sorted(andre))}, men {bok.navn} er {bok.sektor} {bok.utgave}.",
                "Bruk arbeidsboken for samme sektor og utgave.",
            )
        if not rader:
            raise Filfeil(f"{self.fil.name} har ingen rader under kolonnenavnene.", "Fyll ut skjemaet.")
        return funnet

    def uten_tall(self, bok: Inndataark, aar: int) -> str:
        """Et skjema uten tall er ikke fylt ut for det året."""
        return f"{self.fil.name} har ingen tall for {aar}. Fyll ut kolonnen «verdi» i radene for det året."


def _skrevet(sektor: str, utgave: str, aar: int) -> str:
    return f"året {aar} i {sektor}, utgave {utgave}"


def _krev_kolonner(navn: str, felt: Mapping[str, Verdi]) -> None:
    if mangler := [k for k in KREVDE if k not in felt]:
        raise Filfeil(
            f"{navn} mangler kolonnen {', '.join(mangler)}; den har {', '.join(filter(None, felt))}.",
            "Lag et skjema med «xlasss oppdater FIL --skjema UT.xlsx».",
        )
    if ukjent := [k for k in felt if k not in KOLONNER]:
        raise Filfeil(
            f"{navn} har kolonnen {', '.join(f'«{k}»' for k in ukjent)}, som ikke er i skjemaet.",
            f"Kolonnene er {', '.join(KOLONNER)}.",
        )


def _tall(rad: Tabellrad) -> Tall | None:
    krev_synlige(rad)
    nokkel = {navn: tekst_i(rad, navn) for navn in ("sektor", "utgave", "blokk", "indikator", "kommune", "aar")}
    verdi = verdi_i(rad)
    if verdi is None:
        return None
    for navn, tekst in nokkel.items():
        if not tekst:
            raise Filfeil(f"{rad.steder[navn]} er tom.", "Skriv nøkkelen slik den står i arbeidsboken.")
    aar = aar_av(nokkel["aar"])
    if aar is None:
        raise Filfeil(f"{rad.steder['aar']}: «{nokkel['aar']}» er ikke et år.", "Skriv for eksempel 2016.")
    slag = tekst_i(rad, "opphav").casefold() or MANUELL
    if slag not in SLAGENE:
        raise Filfeil(f"{rad.steder['opphav']}: «{slag}» er ikke et opphav.", f"Skriv {', '.join(SLAGENE)}.")
    opphav = " ".join(filter(None, (slag, tekst_i(rad, "kilde"))))
    return Tall(
        nokkel["blokk"], nokkel["indikator"], kode_av(nokkel["kommune"]), aar, verdi, opphav, rad.steder["verdi"]
    )
