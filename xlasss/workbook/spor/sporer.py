"""Builds the trace of a cell. Bounded: a cell is followed once, a long chain and a large range are named and cut."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from xlasss.begreper import Feil
from xlasss.cells import les_celle
from xlasss.engines.likhet import lik
from xlasss.engines.protokoll import Verdi
from xlasss.errors import UttrykkFeil
from xlasss.kall import kall
from xlasss.workbook.formelspraak import les_formel
from xlasss.workbook.formeltre import Kall, Konstant, Ledd, Navn, Ref, alle, skriv
from xlasss.workbook.les import Arbeidsbok, Sted
from xlasss.workbook.nokler import Etikett, Noklene
from xlasss.workbook.spor.gren import Gren
from xlasss.workbook.spor.monster import regel, som_funksjon, stedene, virkninger
from xlasss.workbook.spor.node import Node, Slag
from xlasss.workbook.spor.verdier import Verdier
from xlasss.workbook.verdsett import Slag as Svar
from xlasss.workbook.verdsett import verdsett

DYPEST = 60
FLEST = 5_000
STORST_OMRAADE = 400


def spor(bok: Arbeidsbok, sted: Sted, satt: Mapping[Sted, Verdi] | None = None) -> Node:
    """Sporet av en celle; `satt` er celler som skal ha en annen verdi enn filens («hva om»)."""
    return Sporer(bok, satt).node(sted)


class Sporer:
    """Bygger spor i én bok og husker cellene den har vært i."""

    def __init__(self, bok: Arbeidsbok, satt: Mapping[Sted, Verdi] | None = None) -> None:
        self.bok, self.noklene, self.verdier = bok, Noklene(bok), Verdier(bok, satt)
        self._kjente: dict[Sted, Node] = {}
        self._underveis: set[Sted] = set()

    def node(self, sted: Sted) -> Node:
        """Trinnet for en celle, med alt under."""
        if sted in self._underveis:
            return self._enkel(Slag.SIRKEL, sted, "Viser tilbake til seg selv: sirkelreferanse.")
        if sted not in self._kjente:
            if len(self._underveis) >= DYPEST:
                return self._enkel(Slag.AVKORTET, sted, f"Over {DYPEST} trinn ned. Kjør forklar på denne cellen.")
            if len(self._kjente) >= FLEST:
                return self._enkel(Slag.AVKORTET, sted, f"Over {FLEST} celler er fulgt; resten følges ikke.")
            self._underveis.add(sted)
            try:
                self._kjente[sted] = self._ny(sted)
            finally:
                self._underveis.discard(sted)
        return self._kjente[sted]

    def _enkel(self, slag: Slag, sted: Sted, merknad: str) -> Node:
        return Node(slag, str(sted), self.noklene.etikett(sted), merknader=(merknad,), plass=sted)

    def _ny(self, sted: Sted) -> Node:
        celle = self.bok.celle(sted)
        parameter = self.noklene.er_parameter(sted)
        node = Node(
            Slag.PARAMETER if parameter else Slag.INNDATA,
            str(sted),
            self.noklene.etikett(sted),
            desimaler=self.bok.format(celle).desimaler,
            kilde=self.noklene.kilde(sted),
            plass=sted,
        )
        if not celle.formel or sted in self.verdier.satt:
            return replace(node, verdi=self.verdier.verdi(sted), mangler=int(_mangler(self.verdier.verdi(sted))))
        node = replace(node, slag=Slag.FORMEL, formel=celle.formel)
        try:
            return self._formel(node, sted, self.verdier.verdi(sted))
        except UttrykkFeil as feil:
            return replace(node, verdi=celle.verdi, merknader=(str(feil),))
        except RecursionError:
            return replace(node, verdi=celle.verdi, merknader=("Formelen har for mange trinn til å følges.",))

    def _formel(self, node: Node, sted: Sted, verdi: Verdi) -> Node:
        gren = Gren(self.verdier, sted.ark)
        levende = gren.levende(les_formel(node.formel))
        uttrykk = som_funksjon(levende)
        valg = [m for m in gren.merknader if uttrykk is levende or not m.startswith("IF: ")]  # vernet i en tvilling
        refs = tuple(dict.fromkeys(alle(uttrykk, Ref)))
        er_tall = isinstance(verdi, float)
        enhet, leddene = virkninger(uttrykk, self.verdier, self.noklene) if er_tall else ("", ())
        return replace(
            node,
            verdi=verdi,
            formel=skriv(levende, lambda r: _uten_ark(r, sted.ark)),
            regel=regel(uttrykk, tvilling=uttrykk is not levende),
            kilde=self._oppslagets_kilde(uttrykk),
            merknader=(*valg, *self._merknader(uttrykk, sted, verdi)),
            bidragsenhet=enhet,
            virkninger=leddene,
            barn=tuple(self._barn(ref) for ref in refs),
            refs=refs,
            uttrykk=uttrykk,
        )

    def _barn(self, ref: Ref) -> Node:
        if ref.bok:
            fil = self.bok.lenker.get(ref.bok, "ukjent fil")
            merknad = f"Står i en annen fil, {fil}, som ikke åpnes. Verdien er den som var lagret."
        elif self.bok.arknavn(ref.ark) is None:
            merknad = f"Arket «{ref.ark}» finnes ikke i filen."
        else:
            return self._rett_gjennom(self.node(Sted(ref.ark, *ref.fra))) if ref.er_celle else self._omraade(ref)
        return Node(Slag.LENKE, skriv(ref), Etikett(ref.ark), merknader=(merknad,))

    def _rett_gjennom(self, node: Node) -> Node:
        """En celle som bare gjengir en annen, er ikke et trinn for leseren."""
        if not isinstance(node.uttrykk, Ref) or len(node.barn) != 1 or node.barn[0].slag is Slag.OMRAADE:
            return node
        barn = node.barn[0]
        valg = [m for m in node.merknader if m.startswith("IF: ")]
        tall, feil = les_celle(barn.verdi)
        verdi = node.verdi
        if isinstance(verdi, float | Feil) and not lik(verdi, feil or tall):
            vist = skriv(Konstant(verdi))
            valg.append(f"{node.sted} er lagret som {vist}: filen er ikke regnet om etter siste endring.")
            verdi = barn.verdi
        elif isinstance(barn.verdi, str) and isinstance(verdi, Feil | float):
            valg.append(f"I cellen står «{barn.verdi}»; det leses som {skriv(Konstant(verdi))}.")
        return replace(barn, verdi=verdi, via=(node.sted, *barn.via), merknader=(*barn.merknader, *valg))

    def _omraade(self, ref: Ref) -> Node:
        sted = f"{ref.ark}!{ref.omraade}"
        if ref.antall > STORST_OMRAADE:
            merknad = f"Over {STORST_OMRAADE} celler; de følges ikke én for én."
            return Node(Slag.OMRAADE, sted, Etikett(ref.ark), antall=ref.antall, merknader=(merknad,))
        barn = tuple(self._rett_gjennom(self.node(s)) for s in stedene(ref))
        kilder = {b.kilde for b in barn if b.kilde}
        return Node(
            Slag.OMRAADE,
            sted,
            _felles([b.etikett for b in barn], ref.ark),
            kilde=kilder.pop() if len(kilder) == 1 else "",
            antall=ref.antall,
            mangler=sum(_mangler(b.verdi) for b in barn),
            barn=barn,
        )

    def _merknader(self, uttrykk: Ledd, sted: Sted, lagret: Verdi) -> Iterator[str]:
        """Navn uten innhold, funksjoner vi ikke følger, og en lagret verdi som ikke passer med cellene den er av."""
        for navn in dict.fromkeys(alle(uttrykk, Navn)):
            yield f"Navnet «{navn.navn}» er ikke definert i filen."
        if self.bok.celle(sted).verdi is None and lagret != "":
            yield "Filen har ingen lagret verdi her; den er regnet nå."
            return
        try:
            regnet: Svar = verdsett(uttrykk, self.verdier.oppslag(sted.ark))
        except UttrykkFeil as feil:
            yield str(feil)
            return
        if isinstance(uttrykk, Ref):
            return
        if self.verdier.uten_tillegg(sted):
            yield "Lagret som #NAME? uten tillegget; regnet her av de samme cellene."
        elif isinstance(lagret, float) and isinstance(_en(regnet), float) and not lik(lagret, _en(regnet)):
            vist = skriv(Konstant(_en(regnet)))
            yield f"Formelen gir {vist} av cellene slik de står nå: filen er ikke regnet om etter siste endring."

    def _oppslagets_kilde(self, uttrykk: Ledd) -> str:
        """Kilden til en ASSS_PARAMETER eller ASSS_FASIT i formelen."""
        for oppslag in alle(uttrykk, Kall):
            if oppslag.navn in ("ASSS_PARAMETER", "ASSS_FASIT"):
                inn = [verdsett(a, self.verdier.oppslag("")) for a in oppslag.argumenter]
                svar = kall("ASSS_KILDE", *inn) if oppslag.navn == "ASSS_PARAMETER" else f"fasit {inn[0]}"
                return svar if isinstance(svar, str) else ""
        return ""


def _uten_ark(ref: Ref | Navn, ark: str) -> str:
    return skriv(Ref("", ref.fra, ref.til) if isinstance(ref, Ref) and ref.ark == ark and not ref.bok else ref)


def _en(svar: Svar) -> Verdi:
    return svar[0][0] if isinstance(svar, list) else svar


def _mangler(verdi: Verdi) -> bool:
    return les_celle(verdi)[1] is Feil.NA


def _felles(etiketter: list[Etikett], ark: str) -> Etikett:
    """Det cellene i et område har felles."""

    def likt(felt: str) -> str:
        verdier = {getattr(e, felt) for e in etiketter}
        return str(verdier.pop()) if len(verdier) == 1 else ""

    return Etikett(
        ark, *(likt(f) for f in ("blokk", "sone", "radnokkel", "radnavn", "kolnokkel", "kolnavn", "aar", "enhet"))
    )
