"""Controls of a person's own copy: what is wrong in the inputs, cell by cell, and what to do.

The numbers are the ones on the sheet Kontroll. A finding names file, sheet, cell and amount;
«feil» must be mended, «advarsel» is worth a look, «opplysning» is a source that is silent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from xlasss.begreper import Feil
from xlasss.cells import les_celle
from xlasss.engines.adresse import adresse, plass
from xlasss.engines.lager import Lager
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil
from xlasss.oppslag import norsk
from xlasss.sektorer import sektorfil
from xlasss.workbook.ark import inndata, parametre
from xlasss.workbook.ark.forside import NAVN as FORSIDE
from xlasss.workbook.ark.regler import tekstregel
from xlasss.workbook.plan import KOL_DATA, KOL_NOKKEL, Blokk, Plan, plan

KOL_STATUS = 5
_SUM_NEDRE, _SUM_OVRE = 99.5, 100.5
Innhold = Mapping[tuple[str, str], Verdi]


@dataclass(frozen=True)
class Funn:
    """Ett funn, slik `xlasss kontroll --json` skriver det."""

    regel: str
    alvor: str
    ark: str
    celle: str
    melding: str

    def linje(self, fil: str) -> str:
        """Én linje for et menneske: fil, ark, celle, hva og hva du gjør."""
        return f"{fil}, {self.ark}!{self.celle}: {self.melding} [{self.regel}]"


def er_mal(fil: Path) -> bool:
    """Om filen er laget av en av malene; bare de har kontroller."""
    return "mal" in _versjonsblokk(Lager(fil).inndata)


def kontroller(fil: Path) -> list[Funn]:
    """Alle funn i inndata og parametre i en arbeidsbok laget av en mal."""
    lager = Lager(fil)
    p = _plan(lager)
    return [
        *_flyttet(lager.inndata, p),
        *_inndata(lager.inndata, p),
        *(_vekter(lager.inndata, p) if p.har_indeks else ()),
    ]


def _versjonsblokk(innhold: Innhold) -> dict[str, str]:
    """Nøklene og verdiene i blokken «Arbeidsboken» på Forside."""
    kjente = ("mal", "malversjon", "utgave", "aar")
    return {
        str(verdi): str(innhold.get((FORSIDE, f"C{plass(celle)[0]}"), ""))
        for (ark, celle), verdi in innhold.items()
        if ark == FORSIDE and verdi in kjente
    }


def _plan(lager: Lager) -> Plan:
    blokk = _versjonsblokk(lager.inndata)
    if "mal" not in blokk or "utgave" not in blokk:
        raise Filfeil(
            f"{lager.navn} er ikke laget av en mal i xlasss.", "Lag en med «xlasss bygg», eller bruk «xlasss regn»."
        )
    sektor = sektorfil(blokk["mal"], blokk["utgave"])
    if blokk.get("aar") != str(sektor.utgave.aar):
        raise Filfeil(
            f"{lager.navn}, {FORSIDE}: regnskapsåret er «{blokk.get('aar')}», "
            f"men utgave {blokk['utgave']} gjelder {sektor.utgave.aar}."
        )
    for ark in (inndata.NAVN, parametre.NAVN):
        lager.plass(ark, "A1")
    return plan(sektor)


def _flyttet(innhold: Innhold, p: Plan) -> Iterator[Funn]:
    """Radene skal ha nøkkelen sin der malen satte dem."""
    for blokk in p.blokker:
        for rad, nokkel, _ in blokk.rader:
            celle = adresse(rad + 1, KOL_NOKKEL + 1)
            funnet = innhold.get((inndata.NAVN, celle))
            if funnet != nokkel:
                melding = f"nøkkelen er «{funnet or ''}», skal være «{nokkel}». Flytt raden tilbake."
                yield Funn("K010", "feil", inndata.NAVN, celle, melding)


def _inndata(innhold: Innhold, p: Plan) -> Iterator[Funn]:
    for blokk in p.blokker:
        for rad, _, _ in blokk.rader:
            for j in range(blokk.n):
                celle = adresse(rad + 1, KOL_DATA + j + 1)
                if funn := _celle(innhold.get((inndata.NAVN, celle)), celle, blokk):
                    yield funn


def _celle(verdi: Verdi, celle: str, blokk: Blokk) -> Funn | None:
    _, feil = les_celle(verdi)
    if feil in (None, Feil.NA):
        return None
    if isinstance(verdi, Feil):
        melding = f"cellen er {verdi.tekst}, og det samme blir alt som regnes av den. Skriv tallet, eller tøm cellen."
        return Funn("K011", "feil", inndata.NAVN, celle, melding)
    melding = f"«{verdi}» er ikke et tall (tall lagret som tekst?). Skriv tallet på nytt, eller et av SSBs tegn."
    return Funn(tekstregel(blokk), "feil", inndata.NAVN, celle, melding)


def _vekter(innhold: Innhold, p: Plan) -> Iterator[Funn]:
    ark, verdier = parametre.NAVN, []
    for j, indikator in enumerate(p.nivaa.indikatorer):
        celle = parametre.vektcelle(j).split("!")[1].replace("$", "")
        rad = plass(celle)[0]
        verdi, feil = les_celle(innhold.get((ark, celle)))
        verdier.append(None if feil else verdi)
        if feil is Feil.NA:
            kjent = innhold.get((ark, adresse(rad, KOL_STATUS + 1))) == "publisert"
            hvorfor = "er tom, men kilden gir den" if kjent else "er ikke funnet i noen kilde"
            melding = f"vekten for {indikator.kort} {hvorfor}. Fyll den inn; til da er indeksen #I/T."
            yield Funn("K001", "feil" if kjent else "opplysning", ark, celle, melding)
        elif feil:
            melding = f"vekten for {indikator.kort} er «{innhold.get((ark, celle))}», ikke et tall. Skriv den på nytt."
            yield Funn("K001", "feil", ark, celle, melding)
        elif verdi < 0:
            melding = f"vekten for {indikator.kort} er {norsk(verdi, 2)}; en vekt kan ikke være negativ."
            yield Funn("K001", "feil", ark, celle, melding)
    kjente = [v for v in verdier if v is not None]
    if len(kjente) == len(verdier) and not _SUM_NEDRE <= sum(kjente) <= _SUM_OVRE:
        sted = parametre.vektomraade(p).split("!")[1].replace("$", "")
        utgave = p.sektor.utgave
        melding = (
            f"vektene for {p.sektor.navn.lower()} {utgave.aar} summerer til {norsk(sum(kjente), 2)}, "
            f"skal være 100 (99,5–100,5). Rett vektene."
        )
        yield Funn("K002", "feil", ark, sted, melding)
