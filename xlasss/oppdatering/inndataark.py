"""The input cells of a workbook, found by the keys on the sheet, and who the workbook says it is."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from xlasss.engines.adresse import adresse
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil
from xlasss.kommunenumre import kommunekoder, kommunen
from xlasss.oppdatering.noekler import Blokk, blokker, flyttet
from xlasss.workbook.inndata import MANGLER
from xlasss.workbook.kjennemerker import kjennemerker

INNDATA, FORSIDE = "Inndata", "Forside"
LESERE = ("Beregning", "Etterregning")
"""Arkene som har de samme nøklene som Inndata, og som leser derfra."""

OPPHAV, INNLEST = "opphav", "innlest"

Plass = tuple[str, str]


class Nokkel(NamedTuple):
    """Det ett tall kjennes igjen på: blokk, indikator, kommune (eller snitt, lavest, hoyest) og år."""

    blokk: str
    indikator: str
    kommune: str
    aar: int

    def __str__(self) -> str:
        return f"{self.blokk}/{self.indikator}/{self.kommune}/{self.aar}"


@dataclass(frozen=True)
class Felt:
    """En inndatacelle og opphavscellen ved siden av."""

    nokkel: Nokkel
    celle: str
    opphavscelle: str
    kommune: str
    indikator: str
    enhet: str
    verdi: Verdi
    opphav: str
    er_formel: bool
    """Om noen har skrevet en formel i cellen eller i opphavet; den blir stående."""

    @property
    def slag(self) -> str:
        """Det første ordet i opphavet: hentet, manuell, trykt eller mangler."""
        ord_ = self.opphav.split(maxsplit=1)
        return ord_[0].casefold().rstrip(",:;") if ord_ else MANGLER

    @property
    def er_kommune(self) -> bool:
        """Om raden er en kommune, ikke et trykt snitt eller en ytterverdi."""
        return self.nokkel.kommune.isdecimal()

    @property
    def er_tom(self) -> bool:
        return self.verdi is None or (isinstance(self.verdi, str) and not self.verdi.strip())


@dataclass(frozen=True)
class Inndataark:
    """Feltene i boken etter nøkkel, og boken selv: sektor (malen) og utgave."""

    navn: str
    sektor: str
    utgave: str
    felt: Mapping[Nokkel, Felt]

    @property
    def aarene(self) -> list[int]:
        return sorted({nokkel.aar for nokkel in self.felt})


def inndataark(navn: str, innhold: Mapping[Plass, Verdi], formler: Collection[Plass]) -> Inndataark:
    """Les Forside og Inndata slik cellene står, og si fra om nøkler som mangler, står to ganger eller er flyttet."""
    arkene: dict[str, dict[str, Verdi]] = {}
    skrevet = {}
    for (ark, celle), verdi in innhold.items():
        arkene.setdefault(ark.casefold(), {})[celle] = verdi
        skrevet[ark.casefold()] = ark
    merker = kjennemerker(arkene.get(FORSIDE.casefold(), {}))
    sektor, utgave = (merker.get(n, ("", ""))[1] for n in ("mal", "utgave"))
    if not sektor or not utgave:
        raise Filfeil(f"{navn} er ikke laget av en mal i xlasss.", "Lag en med «xlasss bygg», og kopier tallene dit.")
    paa_inndata = blokker(arkene.get(INNDATA.casefold(), {}))
    galt = [*_galt(paa_inndata)]
    lesere = _lesere(paa_inndata, arkene)
    for ark, der in lesere.items():
        galt += [f"{hva} (se {skrevet[ark]})" for hva in flyttet(paa_inndata, der)]
    innlest = {blokk.id for der in lesere.values() for blokk in der if any(k.enhet == INNLEST for k in blokk.kolonner)}
    galt += [f"ingen ark har blokken «{b.id}» innlest, så det kan ikke ses om noe er flyttet" for b in paa_inndata
             if b.id and b.id not in innlest]  # fmt: skip
    felt: dict[Nokkel, Felt] = {}
    er_formel = {celle for ark, celle in formler if ark.casefold() == INNDATA.casefold()}
    for ett in _feltene(paa_inndata, arkene.get(INNDATA.casefold(), {}), er_formel):
        if ett.nokkel in felt:
            galt.append(f"{ett.nokkel} står både i {felt[ett.nokkel].celle} og {ett.celle}")
        felt.setdefault(ett.nokkel, ett)
    galt += _feil_navn(paa_inndata)
    if galt:
        flere = f" og {len(galt) - 3} ting til" if len(galt) > 3 else ""
        raise Filfeil(f"{navn}, {INNDATA}: {'; '.join(galt[:3])}{flere}.", "Sett nøklene tilbake som i malen.")
    if not felt:
        raise Filfeil(f"{navn} har ingen nøkler på arket {INNDATA}.", "Hent arket tilbake fra malen.")
    return Inndataark(navn, sektor, utgave, felt)


def _lesere(inndata: list[Blokk], arkene: Mapping[str, Mapping[str, Verdi]]) -> dict[str, list[Blokk]]:
    """Blokkene på arkene som leser fra Inndata.

    Har noen gitt et av dem et annet navn, er de arkene med de samme blokkene; en kopi av Inndata har også opphav.
    """
    navn = [ark.casefold() for ark in LESERE if ark.casefold() in arkene]
    paa = {ark: blokker(arkene[ark]) for ark in (navn if len(navn) == len(LESERE) else arkene)}
    kjente = {blokk.id for blokk in inndata}
    return {
        ark: der
        for ark, der in paa.items()
        if ark in navn
        or (any(b.id in kjente for b in der) and not any(k.enhet == OPPHAV for b in der for k in b.kolonner))
    }


def _galt(funnet: list[Blokk]) -> Iterator[str]:
    for blokk in funnet:
        if not blokk.id:
            yield f"blokken i rad {blokk.rad} har ingen nøkkel i {adresse(blokk.rad, 2)}"
        for rad in blokk.uten_kode:
            yield f"raden i blokken «{blokk.id}» har ingen nøkkel i {adresse(rad, 1)}"
        uten = {k.nokkel for k in blokk.kolonner if k.enhet != OPPHAV} - {
            k.nokkel for k in blokk.kolonner if k.enhet == OPPHAV
        }
        if uten:
            yield f"blokken «{blokk.id}» mangler opphavskolonnen for {', '.join(sorted(uten))}"


def _feil_navn(funnet: list[Blokk]) -> Iterator[str]:
    """Rader der nøkkelen er én ASSS-kommunes og navnet en annens; en annen skrivemåte av navnet er i orden."""
    for rad in (rad for blokk in funnet for rad in blokk.rader):
        navn, nokkelens = rad.navn.strip(), kommunen(rad.kode)
        if navn in kommunekoder(rad.aar) and nokkelens != navn:
            yield f"nøkkelen i {adresse(rad.rad, 1)} er {nokkelens}s, navnet ved siden av er {navn}"


def _feltene(funnet: list[Blokk], celler: Mapping[str, Verdi], er_formel: set[str]) -> Iterator[Felt]:
    for blokk in funnet:
        opphav = {k.nokkel: k.kolonne for k in blokk.kolonner if k.enhet == OPPHAV}
        for rad in blokk.rader:
            for kol in blokk.kolonner:
                if kol.enhet == OPPHAV or kol.nokkel not in opphav:
                    continue
                celle, ved = adresse(rad.rad, kol.kolonne), adresse(rad.rad, opphav[kol.nokkel])
                nokkel = Nokkel(blokk.id, kol.nokkel, rad.kode, rad.aar)
                tekst = celler.get(ved)
                yield Felt(
                    nokkel, celle, ved, rad.navn, kol.navn, kol.enhet, celler.get(celle),
                    tekst if isinstance(tekst, str) else "", bool({celle, ved} & er_formel),
                )  # fmt: skip
