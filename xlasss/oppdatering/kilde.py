"""Where new figures come from: what a source answers to, and the one that is a table people fill in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from xlasss.begreper import Feil
from xlasss.cells import INGEN_DATA, NULL_STREK
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil
from xlasss.oppdatering.inndataark import Inndataark
from xlasss.oppdatering.noekler import aar_av, kode_av
from xlasss.oppdatering.tabell import Tabellrad, les_tabell
from xlasss.oppdatering.tallregel import IkkeTall, les_tall
from xlasss.workbook.inndata import HENTET, MANUELL, TRYKT

KOLONNER = ("sektor", "utgave", "blokk", "indikator", "indikatornavn", "kommune", "kommunenavn", "aar", "enhet",
            "verdi", "opphav", "kilde")  # fmt: skip
KAN_MANGLE = ("indikatornavn", "kommunenavn", "enhet", "opphav", "kilde")
"""«opphav» er manuell når det ikke står noe; navnene og enheten er til hjelp for den som fyller ut."""

SLAGENE = (MANUELL, HENTET, TRYKT)
_TEGN = INGEN_DATA - {""} | NULL_STREK
_LENGST = 200


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
        for rad in les_tabell(self.fil):
            if not rader:
                _krev_kolonner(self.fil.name, rad.felt)
            rader += 1
            ett, mal = _tall(rad), (_tekst(rad, "sektor"), _tekst(rad, "utgave"))
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
    if mangler := [k for k in KOLONNER if k not in felt and k not in KAN_MANGLE]:
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
    nokkel = {navn: _tekst(rad, navn) for navn in ("sektor", "utgave", "blokk", "indikator", "kommune", "aar")}
    verdi = _verdi(rad)
    if verdi is None:
        return None
    for navn, tekst in nokkel.items():
        if not tekst:
            raise Filfeil(f"{rad.steder[navn]} er tom.", "Skriv nøkkelen slik den står i arbeidsboken.")
    aar = aar_av(nokkel["aar"])
    if aar is None:
        raise Filfeil(f"{rad.steder['aar']}: «{nokkel['aar']}» er ikke et år.", "Skriv for eksempel 2016.")
    slag = _tekst(rad, "opphav").casefold() or MANUELL
    if slag not in SLAGENE:
        raise Filfeil(f"{rad.steder['opphav']}: «{slag}» er ikke et opphav.", f"Skriv {', '.join(SLAGENE)}.")
    opphav = " ".join(filter(None, (slag, _tekst(rad, "kilde"))))
    return Tall(
        nokkel["blokk"], nokkel["indikator"], kode_av(nokkel["kommune"]), aar, verdi, opphav, rad.steder["verdi"]
    )


def _tekst(rad: Tabellrad, navn: str) -> str:
    """Teksten i et felt. Det som en regnearkleser kunne ta for en formel, slipper ikke inn."""
    verdi = rad.felt.get(navn)
    if isinstance(verdi, float) and verdi.is_integer():
        verdi = str(int(verdi))
    if verdi is None:
        return ""
    if not isinstance(verdi, str):
        raise Filfeil(f"{rad.steder[navn]} er ikke tekst.", "Skriv den på nytt.")
    tekst = verdi.strip()
    if tekst[:1] in ("=", "+", "-", "@") or not tekst.isprintable():
        raise Filfeil(
            f"{rad.steder[navn]}: «{''.join(t if t.isprintable() else '?' for t in tekst[:40])}» kan leses som en "
            "formel.",
            "Skriv vanlig tekst, uten = + - @ foran og uten linjeskift.",
        )
    if len(tekst) > _LENGST:
        raise Filfeil(f"{rad.steder[navn]} er på {len(tekst)} tegn; grensen er {_LENGST}.", "Forkort teksten.")
    return tekst


def _verdi(rad: Tabellrad) -> float | str | None:
    """Tallet eller SSBs tegn; None er ikke fylt ut."""
    verdi = rad.felt["verdi"]
    if isinstance(verdi, float) and not isinstance(verdi, bool):
        return verdi
    if isinstance(verdi, bool | Feil):
        hva = verdi.tekst if isinstance(verdi, Feil) else "sann eller usann"
        raise Filfeil(f"{rad.steder['verdi']} er {hva}.", "Skriv tallet, eller et av SSBs tegn.")
    tekst = (verdi or "").strip()
    if not tekst:
        return None
    if tekst in _TEGN:
        return tekst
    if not rad.desimalmerke:
        raise Filfeil(f"{rad.steder['verdi']}: «{tekst}» er tekst, ikke et tall.", "Skriv tallet på nytt i cellen.")
    try:
        return les_tall(tekst, rad.desimalmerke)
    except IkkeTall as feil:
        raise Filfeil(f"{rad.steder['verdi']}: {feil}") from None
