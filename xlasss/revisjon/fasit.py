"""The computing fasit: every printed number, what it can be computed to, and the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from xlasss.begreper import Dom
from xlasss.beregning.dom import dom
from xlasss.beregning.intervall import Intervall
from xlasss.datafiler import DATA, les_csv
from xlasss.errors import IntervallFeil
from xlasss.fasit_data import Fasit, Relasjon, fasit_rader, kjente_avvik, relasjoner
from xlasss.parametre import parametre
from xlasss.revisjon.stramt import stramt_intervall
from xlasss.revisjon.uttrykk import Uttrykk


@dataclass(frozen=True)
class Dommen:
    """Dommen over ett trykt tall, og regningen den bygger på."""

    fasit: Fasit
    beregnet: Intervall | None
    dom: Dom
    grunn: str
    relasjon: str = ""
    kjent: bool = False

    def som_json(self) -> dict[str, object]:
        """Raden slik KONTRAKT §3 skriver den."""
        f = self.fasit
        return {
            "id": f.id,
            "side": f.side,
            "sted": f.sted,
            "verdi": f.verdi,
            "trykt": f.intervall.endepunkter(),
            "beregnet": self.beregnet.endepunkter() if self.beregnet else None,
            "dom": str(self.dom),
            "grunn": self.grunn,
            "relasjon": self.relasjon or None,
            "kjent_avvik": self.kjent,
        }


@cache
def variabler(rapport: str) -> Mapping[str, Intervall]:
    """Alle tall et uttrykk kan vise til: de trykte og parametrene i samme utgave."""
    trykte = {f.id: f.intervall for f in fasit_rader(rapport).values()}
    utgaver = {f.utgave for f in fasit_rader(rapport).values()}
    satser = {p.navn: p.intervall for p in parametre() if p.utgave in utgaver and p.intervall is not None}
    return trykte | satser


def regn_relasjon(relasjon: Relasjon, rapport: str) -> Intervall:
    """Intervallet høyre side av relasjonen kan ligge i."""
    kjente = variabler(rapport)
    return stramt_intervall(Uttrykk(relasjon.uttrykk, kjente), kjente)


def dommer(rapport: str) -> list[Dommen]:
    """Dommen over hvert trykt tall i rapporten, i rapportens rekkefølge."""
    etter_tall: dict[str, list[Relasjon]] = {}
    for relasjon in relasjoner(rapport):
        etter_tall.setdefault(relasjon.venstre, []).append(relasjon)
    return [_dommen(f, etter_tall.get(f.id, []), rapport) for f in fasit_rader(rapport).values()]


def dommen_over(f: Fasit, rapport: str) -> Dommen:
    """Dommen over ett trykt tall, uten å regne de andre."""
    return _dommen(f, [r for r in relasjoner(rapport) if r.venstre == f.id], rapport)


def _dommen(f: Fasit, relasjonene: list[Relasjon], rapport: str) -> Dommen:
    """Den strengeste av dommene når flere relasjoner gir samme tall."""
    if not relasjonene:
        return Dommen(f, None, Dom.KAN_IKKE_BEREGNES, _hvorfor_ikke(f))
    avgjort = [_provd(f, r, rapport) for r in relasjonene]
    return next((d for d in avgjort if d.dom is Dom.MOTSTRID), avgjort[0])


def _provd(f: Fasit, relasjon: Relasjon, rapport: str) -> Dommen:
    try:
        beregnet = regn_relasjon(relasjon, rapport)
    except IntervallFeil as feil:
        return Dommen(f, None, Dom.KAN_IKKE_BEREGNES, str(feil), relasjon.navn)
    avgjort = dom(beregnet, f.intervall, f.desimaler)
    kjent = kjente_avvik().get(f.id) if avgjort is Dom.MOTSTRID else None
    if kjent and kjent.regnet.nedre <= beregnet.nedre and beregnet.ovre <= kjent.regnet.ovre:
        return Dommen(f, beregnet, avgjort, f"{kjent.hva_vi_vet} {kjent.aarsak.capitalize()}.", relasjon.navn, True)
    return Dommen(f, beregnet, avgjort, f"regnet av {relasjon.navn}", relasjon.navn)


@cache
def _grunner() -> dict[str, str]:
    return {r["gjelder"]: r["grunn"] for r in les_csv(DATA / "fasit" / "uten_regning.csv", ("gjelder", "grunn"))}


def _hvorfor_ikke(f: Fasit) -> str:
    grunner = _grunner()
    return grunner.get(f.id) or grunner.get(f.storrelse, "rapporten trykker ikke det tallet er regnet av")


def oppsummering(rader: list[Dommen]) -> dict[str, int]:
    """Hvor mange tall det er av hver dom, og hvor mange avvik vi kjenner."""
    antall = {str(d): sum(r.dom is d for r in rader) for d in Dom}
    return (
        {"tall": len(rader), "dekket": sum(r.beregnet is not None for r in rader)}
        | antall
        | {"kjente avvik": sum(r.kjent for r in rader)}
    )
