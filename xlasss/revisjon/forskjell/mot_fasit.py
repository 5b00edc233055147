"""A computed number against the printed one: what rounding can explain, what it cannot, and what is known.

The difference is split into parts that add up: inputs in the file that are not the printed ones,
rounding in the terms, rounding in the printed number, and what is left. For an index and its
growth each term is asked how far it alone would have to be from the print for the two to meet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from xlasss.begreper import Dom
from xlasss.beregning.intervall import Intervall
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Bruksfeil, XlasssFeil
from xlasss.fasit_data import Fasit, fasit_rader, rapporter, relasjoner
from xlasss.revisjon.fasit import Dommen, dommen_over, variabler
from xlasss.revisjon.forskjell.krav import Krav, krav
from xlasss.revisjon.uttrykk import Uttrykk
from xlasss.revisjon.vekter import Vektsvar, vektgrenser
from xlasss.sektorer import sektorfil
from xlasss.workbook.formeltre import Kall, Ref
from xlasss.workbook.les import Arbeidsbok
from xlasss.workbook.nokler import Noklene
from xlasss.workbook.spor import Node, Slag

_STORRELSE = {
    "ASSS_PRODINDEKS": ("produksjonsindeks", "indeks"),
    "ASSS_PRODVEKST": ("produksjonsendring", "prosent"),
    "ASSS_EFFEKTIVITET": ("effektivitet", "indeks"),
    "ASSS_UTGIFTSINDEKS": ("utgiftsindeks", "indeks"),
    "ASSS_RESSINDIKATOR": ("ressursbruksindikator", "indeks"),
}
UFORKLART = "det ingen avrunding kan forklare"
_TRYKTE_RADER = {"lavest i asss": "lavest ASSS", "høyest i asss": "høyest ASSS"}


@dataclass(frozen=True)
class MotFasit:
    """Tallet i boken, det trykte, dommen, og forskjellen delt opp. `deler` summerer til differansen."""

    node: Node
    kjerne: Node
    dommen: Dommen
    regnet: Fraction
    dom: Dom
    deler: tuple[tuple[str, Fraction], ...]
    grense: Fraction | None
    krav: tuple[Krav, ...]
    vekter: Vektsvar | None
    merknader: tuple[str, ...]

    @property
    def kjent(self) -> bool:
        """Om det er avviket vi kjenner: det de trykte leddene gir, og ikke noe filen har for seg selv."""
        beregnet = self.dommen.beregnet
        return self.dommen.kjent and beregnet is not None and beregnet.inneholder(self.regnet)

    @property
    def differanse(self) -> Fraction:
        """Regnet minus trykt."""
        return self.regnet - self.dommen.fasit.intervall.midt

    @property
    def rest(self) -> Fraction:
        return self.differanse - sum((d for _, d in self.deler), Fraction(0))


def mot_fasit(bok: Arbeidsbok, node: Node) -> MotFasit:
    """Cellen holdt mot tallet rapporten trykte for den."""
    kjerne = node
    while isinstance(kjerne.uttrykk, Ref) and len(kjerne.barn) == 1:
        kjerne = kjerne.barn[0]
    noklene = Noklene(bok)
    f = _fasitrad(noklene, kjerne)
    if not isinstance(kjerne.verdi, float):
        raise Bruksfeil(f"{node.sted} har ikke noe tall å holde mot det trykte {f.trykt} (s. {f.side}).")
    dommen = dommen_over(f, _rapport(f))
    fortegn = _fortegn(f, kjerne.verdi)
    regnet, trykt = fortegn * Fraction(repr(kjerne.verdi)), f.intervall
    deler, grense = tuple(_deler(regnet, trykt, dommen)), _naermeste(regnet, trykt, dommen)
    kravene = tuple(krav(kjerne, fortegn * grense)) if grense is not None else ()
    svar, merknader = _vektene(noklene, kjerne)
    if fortegn < 0:
        merknader = (
            "Trykt uten fortegn: setningen sier «lavere» eller «ned». Størrelsene er sammenlignet.",
            *merknader,
        )
    return MotFasit(node, kjerne, dommen, regnet, _dom(dommen, regnet, trykt), deler, grense, kravene, svar, merknader)


def _fortegn(f: Fasit, verdi: float) -> int:
    """−1 når setningen sier «lavere» eller «ned» og trykker tallet uten fortegn; da sammenlignes størrelsene."""
    return -1 if f.nedover and verdi < 0 < f.verdi else 1


def _rapport(f: Fasit) -> str:
    return next(r for r in rapporter() if f.id in fasit_rader(r))


def _fasitrad(noklene: Noklene, kjerne: Node) -> Fasit:
    """Det trykte tallet etter nøklene: sektor, hvem, år og størrelse; for inndata også side og sted."""
    e, rapport = kjerne.etikett, noklene.opplysning("rapport")
    ordene = {o.casefold() for o in (e.radnavn, e.radnokkel, e.kolnavn, e.kolnokkel, noklene.opplysning("mal")) if o}
    ordene |= {_TRYKTE_RADER[o].casefold() for o in ordene if o in _TRYKTE_RADER}
    rader = fasit_rader(rapport).values() if rapport in rapporter() else ()
    passer = [f for f in rader if f.hvem.casefold() in ordene and f.aar[-4:] == e.aar[-4:]]
    if kjerne.slag is Slag.FORMEL:
        navn = kjerne.uttrykk.navn if isinstance(kjerne.uttrykk, Kall) else ""
        treff = [f for f in passer if (f.storrelse, f.enhet) == _STORRELSE.get(navn) and f.sektor in ordene]
    else:
        treff = _beste([f for f in passer if f"s. {f.side} {f.sted}" in kjerne.kilde], ordene, kjerne.verdi)
    if not treff:
        tiltak = "«xlasss fasit» viser dem som finnes."
        raise Bruksfeil(f"Fasiten har ikke noe trykt tall for {kjerne.sted} ({e.tekst}).", tiltak)
    return min(treff, key=lambda f: (-_ledd_i(f), f.sted.startswith("tekst")))


def _beste(rader: list[Fasit], ordene: set[str], verdi: Verdi) -> list[Fasit]:
    """Radene flest av nøklene passer på; passer flere like godt, den som har tallet i cellen, hvis det er én."""

    def passer(f: Fasit) -> int:
        return sum(bool(o) and o in ordene for o in (f.sektor, f.indikator, f.storrelse))

    best = max(map(passer, rader), default=0)
    treff = [f for f in rader if best and passer(f) == best]
    if len(treff) > 1:
        treff = [f for f in treff if isinstance(verdi, float) and abs(f.verdi) == abs(verdi)]
    return treff if len(treff) == 1 else []


def _ledd_i(f: Fasit) -> int:
    """Hvor mange tall regningen av det trykte bruker; den med flest er regnet av leddene og ikke gjentatt."""
    return max(
        (r.uttrykk.count(_rapport(f)) + r.uttrykk.count("vekt.") for r in relasjoner(_rapport(f)) if r.venstre == f.id),
        default=0,
    )


def _dom(dommen: Dommen, regnet: Fraction, trykt: Intervall) -> Dom:
    """Dommen over tallet i boken: med de trykte inndataene er den fasitens, ellers tallets egen."""
    if dommen.beregnet is not None and dommen.beregnet.inneholder(regnet):
        return dommen.dom
    return Dom.STEMMER if trykt.inneholder(regnet) else Dom.MOTSTRID


def _deler(regnet: Fraction, trykt: Intervall, dommen: Dommen) -> Iterator[tuple[str, Fraction]]:
    """Veien fra det trykte til det regnede, i ledd som summerer til forskjellen."""
    beregnet = dommen.beregnet
    if beregnet is None:
        yield "forskjellen fra det trykte; rapporten trykker ikke det tallet er regnet av", regnet - trykt.midt
        return
    fra_trykte = _av_trykte(dommen)
    yield "inndata og vekter i filen som ikke er de trykte", regnet - fra_trykte
    opp = fra_trykte > trykt.midt
    naer = beregnet.nedre if opp else beregnet.ovre
    kant = trykt.ovre if opp else trykt.nedre
    if (naer > kant) if opp else (naer < kant):
        yield "det avrundingen i leddene kan forklare", fra_trykte - naer
        yield UFORKLART, naer - kant
        yield "det avrundingen i det trykte tallet kan forklare", kant - trykt.midt
    else:
        yield "innenfor avrundingen i leddene og det trykte tallet", fra_trykte - trykt.midt


def _av_trykte(dommen: Dommen) -> Fraction:
    """Det de trykte leddene gir når hvert leses som det står."""
    rapport = _rapport(dommen.fasit)
    relasjon = next(r for r in relasjoner(rapport) if r.navn == dommen.relasjon)
    kjente: Mapping[str, Intervall] = variabler(rapport)
    uttrykk = Uttrykk(relasjon.uttrykk, kjente)
    return uttrykk.regn({n: Intervall.eksakt(kjente[n].midt) for n in uttrykk.navn}, Intervall.eksakt).midt


def _naermeste(regnet: Fraction, trykt: Intervall, dommen: Dommen) -> Fraction | None:
    """Enden av det trykte intervallet som ligger nærmest; None når de møtes."""
    if trykt.inneholder(regnet) or dommen.dom is Dom.STEMMER:
        return None
    return trykt.ovre if regnet > trykt.ovre else trykt.nedre


def _vektene(noklene: Noklene, kjerne: Node) -> tuple[Vektsvar | None, tuple[str, ...]]:
    """Det lineære programmet over vektene, når tallet er en indeks eller veksten i den."""
    if not (isinstance(kjerne.uttrykk, Kall) and kjerne.uttrykk.navn in ("ASSS_PRODINDEKS", "ASSS_PRODVEKST")):
        return None, ()
    try:
        return vektgrenser(sektorfil(noklene.opplysning("mal"), noklene.opplysning("utgave"))), ()
    except XlasssFeil as feil:
        return None, (str(feil),)
