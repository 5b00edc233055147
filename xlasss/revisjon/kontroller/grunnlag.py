"""What the controls look at: the cells of the file, and the template it was made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from xlasss.cells import les_celle
from xlasss.engines.adresse import adresse
from xlasss.engines.lager import lagrede_verdier
from xlasss.engines.pakke import Pakke, les_pakke
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil
from xlasss.revisjon.kontroller.funn import kort
from xlasss.revisjon.kontroller.kolonne import Kolonne
from xlasss.revisjon.kontroller.lagret import lagrede_formler
from xlasss.sektorer import Indikator
from xlasss.tverrfiler import malfil, side_om_side
from xlasss.workbook.ark import inndata, parametre
from xlasss.workbook.ark.forside import NAVN as FORSIDE
from xlasss.workbook.blokk import Blokk, Plan
from xlasss.workbook.bygg import modell
from xlasss.workbook.kjennemerker import kjennemerker
from xlasss.workbook.les import Arbeidsbok
from xlasss.workbook.modell import Bok
from xlasss.workbook.plan import plan


@dataclass(frozen=True)
class Grunnlag:
    """Filen og malen."""

    pakke: Pakke
    innhold: Mapping[tuple[str, str], Verdi]
    formler: Mapping[tuple[str, str], str]
    blokken: Mapping[str, tuple[str, str]]
    plan: Plan
    mal: Bok
    """Malen slik programmet ville laget den nå."""
    blokker: tuple[Blokk, ...]
    """Blokkene tallene kontrolleres i: de som står der malen har dem."""

    def celle(self, ark: str, celle: str) -> Verdi:
        """Det som står i cellen; av en formel den lagrede verdien."""
        return self.innhold.get((ark, celle))

    def tall(self, ark: str, celle: str) -> float | None:
        verdi, feil = les_celle(self.celle(ark, celle))
        return None if feil else verdi

    @cached_property
    def malformler(self) -> dict[tuple[str, str], str]:
        """Formlene i malen."""
        return {
            (ark.navn, adresse(rad + 1, kol + 1)): celle.formel
            for ark in self.mal.ark
            for (rad, kol), celle in ark.celler.items()
            if celle.formel
        }

    def malverdi(self, ark: str, rad: int, kol: int) -> Verdi:
        """Det som står i malen i en celle; rad og kolonne fra 0."""
        celler = next(a for a in self.mal.ark if a.navn == ark).celler
        return celler[rad, kol].verdi if (rad, kol) in celler else None

    def alle_kolonner(self) -> Iterator[Kolonne]:
        """Kolonnene i alle blokkene."""
        for blokk in self.blokker:
            for j, indikator in enumerate(blokk.indikatorer):
                yield self.kolonne(blokk, j, indikator)

    def kolonne(self, blokk: Blokk, j: int, indikator: Indikator) -> Kolonne:
        """Én kolonne."""
        rader = [(rad, navn, adresse(rad + 1, blokk.kol(j) + 1)) for rad, _, navn in blokk.rader]
        kommuner = [(c, navn, self.tall(inndata.NAVN, c)) for rad, navn, c in rader if rad <= blokk.siste]
        trykte = {
            slag: (c, self.tall(inndata.NAVN, c))
            for slag, (_, _, c) in zip(blokk.trykte, rader[len(kommuner) :], strict=True)
        }
        return Kolonne(blokk, indikator, kommuner, trykte)

    def maa_stemme(self) -> bool:
        """Om filen er laget av den malen vi sammenligner med."""
        return self.blokken.get("malversjon", ("", ""))[1] == self.mal.malversjon

    def malblokk(self, nokkel: str) -> str:
        """En linje i blokken «Arbeidsboken» slik malen har den."""
        forside = next(a for a in self.mal.ark if a.navn == FORSIDE).celler
        rad = next(rad for (rad, kol), c in forside.items() if kol == 1 and c.verdi == nokkel)
        return str(forside[rad, 2].verdi or "")


def er_mal(fil: Path) -> bool:
    """Om filen er laget av en av malene; bare de har kontroller."""
    return "mal" in _blokken(les_pakke(fil)[0])


def les(fil: Path) -> Grunnlag:
    """Les filen og finn malen dens."""
    pakke = les_pakke(fil)[0]
    blokken = _blokken(pakke)
    p = _plan(pakke.navn, blokken)
    mal = modell(p.sektor)
    malens = {a.navn.casefold(): a.navn for a in mal.ark}
    pakke = replace(pakke, ark={malens.get(navn.casefold(), navn): del_ for navn, del_ in pakke.ark.items()})
    for ark in (inndata.NAVN, parametre.NAVN):
        if ark not in pakke.ark:
            raise pakke.uten_arket(ark)
    bok = Arbeidsbok(fil, pakke, {})
    innhold = {(ark, adresse(*plass)): celle.verdi for ark in bok.ark for plass, celle in bok.celler(ark).items()}
    return Grunnlag(pakke, innhold, lagrede_formler(bok), blokken, p, mal, p.blokker)


def _blokken(pakke: Pakke) -> dict[str, tuple[str, str]]:
    """Blokken «Arbeidsboken» på Forside: for hver nøkkel cellen og verdien."""
    bare_forside = {navn: del_ for navn, del_ in pakke.ark.items() if navn.casefold() == FORSIDE.casefold()}
    return kjennemerker({celle: verdi for (_, celle), verdi in lagrede_verdier(replace(pakke, ark=bare_forside))})


def _plan(navn: str, blokken: Mapping[str, tuple[str, str]]) -> Plan:
    if "mal" not in blokken or "utgave" not in blokken:
        raise Filfeil(
            f"{navn} er ikke laget av en mal i xlasss.", "Lag en med «xlasss bygg», eller bruk «xlasss regn»."
        )
    mal, utgave, aar = (kort(blokken.get(n, ("", ""))[1]) for n in ("mal", "utgave", "aar"))
    mot = kort(blokken["mot"][1]) if "mot" in blokken else ""
    sektor = side_om_side(mal, utgave, mot) if mot else malfil(mal, utgave)
    if not utgave or aar != str(sektor.utgave.aar):
        raise Filfeil(
            f"{navn}, {FORSIDE}: regnskapsåret er «{aar}», men utgave {utgave} gjelder {sektor.utgave.aar}.",
            "Skriv året som hører til utgaven.",
        )
    return plan(sektor)
