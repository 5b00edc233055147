"""Which weights do the published numbers allow? Bounds by linear programming.

Unknown are the shares w ≥ 0 with Σ w = 1. The printed weights and the printed sums of a group are held
within their rounding when they fit the printed level and growths; when they do not, the answer says so.
The bounds are sound: no weight that is possible is excluded; the shared G is relaxed, so a bound may be
a little wide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from xlasss.begreper import Maal, Status
from xlasss.beregning.intervall import Intervall
from xlasss.errors import Bruksfeil
from xlasss.parametre import Parameter, vektgrupper
from xlasss.parametre import vekter as kjente_vekter
from xlasss.revisjon.vektlp import Ulikhet, mellom, minste_flytting, ytterst
from xlasss.revisjon.vekttall import Vekttall
from xlasss.sektorer import Sektorfil


class Forutsetning(StrEnum):
    """Hva grensene bygger på."""

    ALT = "de kjente vektene er holdt fast, og alle tallene er brukt"
    NIVAAET = "de kjente vektene er holdt fast, og bare nivået er brukt: med vekstene i tillegg er ingen vekter mulige"
    TALLENE = "tallene alene er brukt: de trykte vektene passer ikke med dem"
    INGEN_TRYKTE = "tallene alene er brukt: ingen vekt er trykt"


@dataclass(frozen=True)
class Vektgrense:
    """Hva de publiserte tallene tillater for én vekt, i prosent; None der ingenting er mulig."""

    indikator: str
    navn: str
    trykt: float | None
    nedre: float | None
    ovre: float | None


@dataclass(frozen=True)
class Kjent:
    """En kjent vekt, eller summen av vektene i en gruppe, i prosent; «utledet» er ikke trykt for dette året."""

    indikatorer: tuple[str, ...]
    trykt: str
    status: Status
    kilde: str


@dataclass(frozen=True)
class Vektsvar:
    """Grensene for hver vekt, om de trykte vektene passer, og hvor mye de ellers må flyttes."""

    sektor: str
    brukt: tuple[str, ...]
    forutsetning: Forutsetning
    kjente: tuple[Kjent, ...]
    grenser: tuple[Vektgrense, ...]
    uten_kjente: tuple[Vektgrense, ...]
    """Grensene av alle tallene uten de kjente vektene; tom når vektene passer, eller `grenser` er de samme."""
    trykte_passer: bool | None
    minste_flytting: float | None

    def som_json(self) -> dict[str, object]:
        return asdict(self)


def vektgrenser(sektor: Sektorfil) -> Vektsvar:
    """Grensene for vektene i sektorens produksjonsindeks."""
    if not sektor.blokker(Maal.PRODUKSJONSINDEKS) or not sektor.utgave.rapport:
        raise Bruksfeil(
            f"{sektor.navn} har ingen produksjonsindeks med trykte tall i utgave {sektor.utgave.utgave}.",
            "Velg en sektor som har det, for eksempel grunnskole eller barnehage.",
        )
    tall, rader = Vekttall(sektor), _kjente_rader(sektor)
    faste = [u for p in rader for u in _fast(p, tall.nokler)]
    flytting = _minste(minste_flytting(len(tall.nokler), sett, faste) for sett in tall.av_alle())
    forutsetning, brukt, systemer = _forutsetning(tall, faste, flytting)
    fri = bool(rader) and flytting != 0 and forutsetning is not Forutsetning.TALLENE
    return Vektsvar(
        sektor.nokkel,
        tuple(brukt),
        forutsetning,
        tuple(Kjent(p.indikatorene, p.trykt, p.status, p.henvisning) for p in rader),
        _grenser(sektor, systemer),
        _grenser(sektor, tall.av_alle()) if fri else (),
        flytting == 0 if rader else None,
        flytting if rader else None,
    )


def _kjente_rader(sektor: Sektorfil) -> list[Parameter]:
    """De trykte vektene og gruppesummene; en enkelt vekt som er utledet, følger av gruppen den er utledet av."""
    u = sektor.utgave
    enkle = kjente_vekter(sektor.nokkel, u.aar, u.utgave).values()
    return [*(p for p in enkle if p.status is Status.PUBLISERT), *vektgrupper(sektor.nokkel, u.aar, u.utgave)]


def _fast(p: Parameter, nokler: Sequence[str]) -> list[Ulikhet]:
    """Summen av vektene i raden ligger innenfor avrundingen av det trykte."""
    assert p.intervall is not None  # status er publisert eller utledet, og da er verdien fylt ut
    ledd = [Intervall.eksakt(int(k in p.indikatorene)) for k in nokler]
    return mellom(ledd, p.intervall / Intervall.eksakt(100))


def _forutsetning(
    tall: Vekttall, faste: list[Ulikhet], flytting: float | None
) -> tuple[Forutsetning, list[str], list[list[Ulikhet]]]:
    """Det mest som kan holde samtidig, tallene det bruker, og ulikhetene det gir."""
    if not faste:
        return Forutsetning.INGEN_TRYKTE, tall.alle, tall.av_alle()
    if flytting == 0:
        return Forutsetning.ALT, tall.alle, [[*sett, *faste] for sett in tall.av_alle()]
    nivaaet = tall.av_nivaaet()
    if nivaaet and minste_flytting(len(tall.nokler), nivaaet, faste) == 0:
        return Forutsetning.NIVAAET, tall.nivaaet, [[*nivaaet, *faste]]
    return Forutsetning.TALLENE, tall.alle, tall.av_alle()


def _grenser(sektor: Sektorfil, systemer: Sequence[list[Ulikhet]]) -> tuple[Vektgrense, ...]:
    """Det minste og største noen av systemene tillater, for hver vekt."""
    kjente = kjente_vekter(sektor.nokkel, sektor.utgave.aar, sektor.utgave.utgave)
    indikatorer = sektor.indikatorer_i(Maal.PRODUKSJONSINDEKS)
    n, grenser = len(indikatorer), []
    for j, indikator in enumerate(indikatorer):
        p = kjente.get(indikator.nokkel)
        trykt = p.verdi if p and p.status is Status.PUBLISERT else None
        lav = _minste(ytterst(j, 1, n, u) for u in systemer)
        hoy = _minste(None if (v := ytterst(j, -1, n, u)) is None else -v for u in systemer)
        grenser.append(Vektgrense(indikator.nokkel, indikator.kort, trykt, lav, None if hoy is None else -hoy))
    return tuple(grenser)


def _minste(verdier: Iterable[float | None]) -> float | None:
    return min((v for v in verdier if v is not None), default=None)
