"""What the controls look at: the cells of the file, and the template it was made from."""

import re
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
from xlasss.revisjon.kontroller.lagret import lagrede_formler
from xlasss.sektorer import Indikator
from xlasss.tverrfiler import malfil, side_om_side
from xlasss.tverrtabell import Felt
from xlasss.workbook.ark import inndata, parametre
from xlasss.workbook.ark.forside import NAVN as FORSIDE
from xlasss.workbook.blokk import Blokk, Plan
from xlasss.workbook.bygg import modell
from xlasss.workbook.kjennemerker import kjennemerker
from xlasss.workbook.les import Arbeidsbok
from xlasss.workbook.modell import Bok
from xlasss.workbook.plan import plan

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
        for blokk in self.plan.blokker:
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
        return self.blokken.get("malversjon", ("", ""))[1] == self.malblokk("malversjon")

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
    return Grunnlag(pakke, innhold, lagrede_formler(bok), blokken, p, mal)


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
