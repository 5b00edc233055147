"""Parametre: the weights and limits against those the source publishes."""

from collections.abc import Iterator

from xlasss.begreper import Feil, Status
from xlasss.cells import les_celle
from xlasss.engines.adresse import adresse, plass
from xlasss.oppslag import norsk
from xlasss.revisjon.kontroller.funn import Funn, nytt, tall, vis
from xlasss.revisjon.kontroller.grunnlag import Grunnlag
from xlasss.revisjon.kontroller.regler import ADVARSEL, OPPLYSNING
from xlasss.workbook.ark.parametre import KOL_VERDI, NAVN, vektcelle, vektomraade
from xlasss.workbook.ark.regler import HOYESTE_VEKTSUM, LAVESTE_VEKTSUM
from xlasss.workbook.modell import uten_ark

KOL_STATUS = 5
_ANDEL_NEDRE, _ANDEL_OVRE = 0.9, 1.1
"""Vekter skrevet som andeler summerer til 1, også når hver er avrundet."""

_FAERREST = 2
"""Et snitt av én kommune er kommunen selv (KONTRAKT §1)."""


def funn(g: Grunnlag) -> Iterator[Funn]:
    """Vektene, og så hver rad på Parametre."""
    rader = _parameterrader(g)
    staar = all(g.celle(NAVN, adresse(rad + 1, 1)) == nokkel for rad, nokkel in rader)
    if g.plan.har_indeks and (g.maa_stemme() or staar):
        yield from _vekter(g)
    for rad, nokkel in rader:
        yield from _rad(g, rad, nokkel)


def _vekter(g: Grunnlag) -> Iterator[Funn]:
    verdier = []
    for j, indikator in enumerate(g.plan.nivaa.indikatorer):
        celle = uten_ark(vektcelle(j)).replace("$", "")
        verdi, feil = les_celle(g.celle(NAVN, celle))
        verdier.append(None if feil else verdi)
        if feil is Feil.NA:
            kjent = g.malverdi(NAVN, plass(celle)[0] - 1, KOL_VERDI) is not None
            hvorfor = "er tom, men kilden gir den" if kjent else "er ikke funnet i noen kilde"
            melding = f"vekten for {indikator.kort} {hvorfor}. Fyll den inn; til da er indeksen #I/T."
            yield nytt("K001", NAVN, celle, melding, "" if kjent else OPPLYSNING)
        elif feil:
            melding = f"vekten for {indikator.kort} er {vis(g.celle(NAVN, celle))}, ikke et tall. Skriv den på nytt."
            yield nytt("K001", NAVN, celle, melding)
        elif verdi < 0:
            melding = f"vekten for {indikator.kort} er {norsk(verdi, 2)}; en vekt kan ikke være negativ. Rett den."
            yield nytt("K001", NAVN, celle, melding)
    kjente = [v for v in verdier if v is not None]
    if len(kjente) == len(verdier):
        yield from _summen(g, sum(kjente))


def _summen(g: Grunnlag, summen: float) -> Iterator[Funn]:
    sted = uten_ark(vektomraade(g.plan)).replace("$", "")
    hvilke = f"vektene for {g.plan.sektor.navn.lower()} {g.plan.sektor.utgave.aar} summerer til {norsk(summen, 2)}"
    if not LAVESTE_VEKTSUM <= summen <= HOYESTE_VEKTSUM:
        yield nytt("K002", NAVN, sted, f"{hvilke}, skal være 100 (99,5–100,5). Rett vektene.")
    if _ANDEL_NEDRE <= summen <= _ANDEL_OVRE:
        yield nytt("K040", NAVN, sted, f"{hvilke}: de ser ut som andeler, ikke prosent. Gang hver med 100.")


def _parameterrader(g: Grunnlag) -> list[tuple[int, str]]:
    """Radene med en verdi å fylle ut, slik malen har dem: rad fra 0, og nøkkel."""
    celler = next(ark for ark in g.mal.ark if ark.navn == NAVN).celler
    gule = [rad for (rad, kol), celle in celler.items() if kol == KOL_VERDI and celle.stil.startswith("inndata")]
    return [(rad, str(celler[rad, 0].verdi)) for rad in gule]


def _rad(g: Grunnlag, rad: int, nokkel: str) -> Iterator[Funn]:
    sted, celle = adresse(rad + 1, 1), adresse(rad + 1, KOL_VERDI + 1)
    if g.celle(NAVN, sted) != nokkel:
        if not g.maa_stemme():
            return
        melding = f"nøkkelen er {vis(g.celle(NAVN, sted))}, skal være «{nokkel}». Flytt raden tilbake."
        yield nytt("K056", NAVN, sted, melding)
        return
    if nokkel.partition("_")[0] == "minst":
        yield from _minst(g, celle, nokkel)
        return
    verdi, skal = g.tall(NAVN, celle), g.malverdi(NAVN, rad, KOL_VERDI)
    if isinstance(skal, float) and verdi is not None and verdi != skal:
        melding = f"{nokkel} er {tall(verdi)}, publisert er {tall(skal)}. Skriv det tilbake, eller noter hvorfor."
        yield nytt("K039", NAVN, celle, melding)
    yield from _status(g, rad, nokkel, verdi)


def _status(g: Grunnlag, rad: int, nokkel: str, verdi: float | None) -> Iterator[Funn]:
    celle = adresse(rad + 1, KOL_STATUS + 1)
    er, skal = g.celle(NAVN, celle), g.malverdi(NAVN, rad, KOL_STATUS)
    fylt_ut = skal == Status.MANGLER and verdi is not None
    if er not in tuple(Status) or (er != skal and not fylt_ut):
        melding = f"statusen til {nokkel} er {vis(er)}, i malen «{skal}». Skriv publisert, utledet eller mangler."
        yield nytt("K041", NAVN, celle, melding)
    elif er == Status.MANGLER and verdi is not None:
        melding = f"{nokkel} er fylt ut med {tall(verdi)}, men statusen er «mangler». Skriv status, kilde og side."
        yield nytt("K042", NAVN, celle, melding)


def _minst(g: Grunnlag, celle: str, nokkel: str) -> Iterator[Funn]:
    verdi, antall = g.tall(NAVN, celle), len(g.plan.sektor.utgave.kommuner)
    if verdi is None or verdi < _FAERREST:
        melding = f"«{nokkel}» er {vis(g.celle(NAVN, celle))}; et snitt krever minst 2 kommuner. Skriv 2–{antall}."
        yield nytt("K043", NAVN, celle, melding)
    elif verdi > antall or not verdi.is_integer():
        melding = f"«{nokkel}» er {tall(verdi)}, og nettverket har {antall} kommuner. Skriv et helt tall, 2–{antall}."
        yield nytt("K043", NAVN, celle, melding, ADVARSEL)
