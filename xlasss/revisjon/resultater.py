"""Every result a workbook shows, with its interval, the printed number it is held against, and the verdict.

Read along the visible headings of Resultat and Kontroll, so that it holds for an edited copy. A
number shown in two places is one result: the same cell is behind both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlasss.begreper import Dom
from xlasss.engines.protokoll import Verdi
from xlasss.workbook.ark.kontroll import NAVN as KONTROLL
from xlasss.workbook.ark.resultat import NAVN as RESULTAT
from xlasss.workbook.formeltre import Ref
from xlasss.workbook.les import Arbeidsbok, Sted
from xlasss.workbook.nokler import Etikett, Noklene
from xlasss.workbook.spor import Node, Slag, Spenn, Sporer, Usikkerhet

IKKE_TRYKT, KJENT_AVVIK = "ikke trykt", "kjent avvik"
DOMMER = (str(Dom.MOTSTRID), KJENT_AVVIK, str(Dom.STEMMER), str(Dom.KAN_IKKE_BEREGNES), IKKE_TRYKT)
_GRUPPER = ("ASSS-snitt", "Lavest", "Høyest", "Øvrige ASSS", "Resten av landet", "Landet")
_ENDRING = re.compile(r"endring|vekst|avvik|forskjell|mot behov|bidrag", re.IGNORECASE)
_HVOR = re.compile(r"\(([^()]+)\)$")
_ENHETER = re.compile(r", (?:prosent|pst\.enh\.)$| \(snitt 100\)$")
_STOEY = 1e-12


@dataclass(frozen=True)
class Trykt:
    """Det trykte tallet på arket Kontroll: side, sted, verdi, avrundingen i det, og det vi vet."""

    side: str
    sted: str
    verdi: float
    desimaler: int
    halvbredde: float
    vet: str


@dataclass(frozen=True)
class Resultat:
    """Ett resultat: hva og hvem, sporet, intervallet avrunding i inndata tillater, og dommen."""

    celle: str
    blokk: str
    hva: str
    hvem: str
    aar: str
    enhet: str
    node: Node
    spenn: Spenn | None
    trykt: Trykt | None = None
    dom: str = IKKE_TRYKT

    @property
    def kan_vaere_avrunding(self) -> bool:
        """Om en endring eller et avvik kan være null når det tallet bygger på, kan være avrundet."""
        s = self.spenn
        er_endring = _ENDRING.search(f"{self.blokk} {self.hva}") is not None and self.enhet != "indeks"
        return er_endring and s is not None and s.nedre <= _STOEY and s.ovre >= -_STOEY and s.nedre < s.ovre


def resultater(bok: Arbeidsbok) -> list[Resultat]:
    """Resultatene på arket Resultat i rekkefølge, så det på Kontroll som ikke står der."""
    leser = _Leser(bok)
    funnet: dict[str, Resultat] = {}
    for kjerne, r in leser.paa_resultat():
        funnet.setdefault(kjerne, r)
    for kjerne, r in leser.paa_kontroll():
        vist = funnet.get(kjerne, r)
        funnet[kjerne] = replace(vist, trykt=r.trykt, dom=r.dom)
    return list(funnet.values())


def uten_tall(bok: Arbeidsbok) -> int:
    """Hvor mange formler på Resultat som ikke gir noe tall."""
    ark = bok.arknavn(RESULTAT)
    return sum(bool(c.formel) and not isinstance(c.verdi, float | str) for c in bok.celler(ark).values()) if ark else 0


class _Leser:
    def __init__(self, bok: Arbeidsbok) -> None:
        self.bok, self.noklene = bok, Noklene(bok)
        self.sporer, self.usikkerhet = Sporer(bok), Usikkerhet(bok)
        self.kommune = self.noklene.opplysning("Kommune")
        self.kontroll = str(bok.arknavn(KONTROLL))

    def paa_resultat(self) -> Iterator[tuple[str, Resultat]]:
        """Tallene arket regner; inndata det bare gjengir, er ikke resultater."""
        ark = self.bok.arknavn(RESULTAT)
        celler = sorted(self.bok.celler(ark).items()) if ark else []
        for (rad, kol), celle in celler:
            sted = Sted(str(ark), rad, kol)
            if not celle.formel or not isinstance(celle.verdi, float) or self.noklene.hode(sted) is None:
                continue
            node = self.sporer.node(sted)
            kjerne = _kjernen(node)
            if kjerne.slag is Slag.FORMEL:
                yield kjerne.sted, self._resultat(sted, node, kjerne)

    def _resultat(self, sted: Sted, node: Node, kjerne: Node) -> Resultat:
        e, k = node.etikett, kjerne.etikett
        hode = self.noklene.hode(sted)
        i_nettverket = hode is not None and self.bok.tekst(sted.ark, hode.navnerad, 2) == "Kommune"
        gruppe = next((g for g in _GRUPPER if e.kolnavn.startswith(g)), "")
        if i_nettverket:
            hvem, hva = e.radnavn, e.kolnavn
        else:
            hvem = gruppe or self.kommune
            hva = e.radnavn if gruppe or e.kolnavn.startswith("Kommunen") else f"{e.radnavn}: {e.kolnavn}"
        if k.ark != e.ark and k.radnavn:
            hvem = k.radnavn
        spenn = self.usikkerhet.spenn(node)
        return Resultat(str(sted), e.blokk, _pent(hva), hvem, k.aar or e.aar, _enhet(e, k), node, spenn)

    def paa_kontroll(self) -> Iterator[tuple[str, Resultat]]:
        """Radene under «Regnet mot trykt»."""
        for rad, kol in tabellrader(self.bok, "side", "Trykt tall"):
            sted = Sted(self.kontroll, rad, kol["Regnet"])
            node = self.sporer.node(sted)
            kjerne = _kjernen(node)
            e = kjerne.etikett
            hva = self.bok.tekst(sted.ark, rad, kol["Trykt tall"])
            navn = hva.partition(f", {e.radnavn} ")[0] if e.radnavn else hva
            r = Resultat(str(sted), e.blokk, navn, e.radnavn, e.aar, e.enhet, node, self.usikkerhet.spenn(node))
            yield kjerne.sted, replace(r, trykt=self._trykt(rad, kol, hva), dom=self._dom(rad, kol))

    def _trykt(self, rad: int, kol: dict[str, int], hva: str) -> Trykt | None:
        ark = self.kontroll
        celle = self.bok.celle(Sted(ark, rad, kol["Trykt"]))
        halv = self.bok.celle(Sted(ark, rad, kol["± trykt"])).verdi
        if not isinstance(celle.verdi, float):
            return None
        desimaler = self.bok.format(celle).desimaler or 0
        sted = _HVOR.search(hva)
        return Trykt(
            self.bok.tekst(ark, rad, kol["side"]).removeprefix("s. "), sted[1] if sted else "", celle.verdi, desimaler,
            halv if isinstance(halv, float) else 0.0, self.bok.tekst(ark, rad, kol["Hva vi vet"]),
        )  # fmt: skip

    def _dom(self, rad: int, kol: dict[str, int]) -> str:
        dom = self.bok.tekst(self.kontroll, rad, kol["Dom"])
        return dom if dom in DOMMER else str(Dom.KAN_IKKE_BEREGNES)


def tabellrader(bok: Arbeidsbok, forste: str, andre: str) -> Iterator[tuple[int, dict[str, int]]]:
    """Radene i en tabell på Kontroll, kjent på de to første overskriftene, og kolonnen hver overskrift står i."""
    ark = bok.arknavn(KONTROLL)
    if ark is None:
        return
    hoder = sorted(rad for rad, kol in bok.celler(ark) if kol == 1 and bok.tekst(ark, rad, 1) == forste)
    for hode in (h for h in hoder if bok.tekst(ark, h, 2) == andre):
        kolonner = {bok.tekst(ark, hode, k): k for k in range(1, 11) if bok.tekst(ark, hode, k)}
        rad = hode + 1
        while bok.tekst(ark, rad, 2):
            yield rad, kolonner
            rad += 1


def funnet(bok: Arbeidsbok, rad: int, kol: int) -> Verdi:
    """Verdien i en celle på Kontroll."""
    return bok.celle(Sted(str(bok.arknavn(KONTROLL)), rad, kol)).verdi


def _kjernen(node: Node) -> Node:
    """Cellen tallet er regnet i, når den viste bare gjengir den."""
    while isinstance(node.uttrykk, Ref) and len(node.barn) == 1:
        node = node.barn[0]
    return node


def _enhet(e: Etikett, kjerne: Etikett) -> str:
    """Enheten overskriftene gir; «brukt» er en mellomregning, og da sier navnet om det er en indeks."""
    if "(snitt 100)" in e.kolnavn:
        return "snitt = 100"
    nevnt = next((n for n in ("pst.enh.", "prosent") if n in e.kolnavn.casefold()), "")
    if nevnt or e.enhet:
        return nevnt or e.enhet
    if kjerne.enhet and kjerne.enhet != "brukt":
        return kjerne.enhet
    if "prosent" in e.blokk.casefold():
        return "prosent"
    return "indeks" if "indeks" in e.kolnavn.casefold() else ""


def _pent(navn: str) -> str:
    """Et kolonnehode uten delingen det trenger for å få plass, og uten enheten, som står for seg.

    >>> _pent("Sum: Produksjons-indeks"), _pent("ASSS-snitt"), _pent("SFO: Bidrag, pst.enh.")
    ('Sum: Produksjonsindeks', 'ASSS-snitt', 'SFO: Bidrag')
    """
    return _ENHETER.sub("", re.sub(r"(?<=[a-zæøå])-(?=[a-zæøå])", "", navn))
