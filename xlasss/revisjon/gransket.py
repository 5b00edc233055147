"""One workbook gone through: its controls, its findings, its results and charts, and the lamp they add up to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from xlasss.begreper import Dom
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Bruksfeil
from xlasss.revisjon.kontroller import Funn, kontroller
from xlasss.revisjon.kontroller.regler import ADVARSEL, FEIL
from xlasss.revisjon.resultater import DOMMER, KJENT_AVVIK, Resultat, funnet, resultater, tabellrader, uten_tall
from xlasss.workbook.ark.forside import NAVN as FORSIDE
from xlasss.workbook.diff import Diff, diff
from xlasss.workbook.figurer import Figur, figurer
from xlasss.workbook.les import Arbeidsbok, Sted, les_bok
from xlasss.workbook.nokler import Noklene
from xlasss.workbook.spor import Node, Spenn, Sporer, Usikkerhet

K006 = "K006"


class Farge(StrEnum):
    """Fargen på lampen. Grå er en arbeidsbok ingen har fylt inn tall i."""

    ROD = "rød"
    GUL = "gul"
    GRONN = "grønn"
    GRAA = "grå"


@dataclass(frozen=True)
class Kontrollrad:
    """En nummerert kontroll på arket Kontroll."""

    nr: str
    hva: str
    funnet: Verdi
    grense: str
    dom: str
    tiltak: str


@dataclass(frozen=True)
class Hovedtall:
    """Et hovedtall på Forside: navnet, sporet og intervallet."""

    navn: str
    node: Node
    spenn: Spenn | None


@dataclass(frozen=True)
class Gransket:
    """En arbeidsbok med alt siden viser om den."""

    bok: Arbeidsbok
    navn: str
    opplysninger: dict[str, str]
    hovedtall: list[Hovedtall]
    kontrollrader: list[Kontrollrad]
    funn: list[Funn]
    resultater: list[Resultat]
    uten_tall: int
    figurer: list[Figur]
    diff: Diff | None = None

    @property
    def fil(self) -> str:
        return self.bok.fil.name

    @cached_property
    def dommer(self) -> dict[str, int]:
        """Hvor mange resultater det er av hver dom, også dem det er null av."""
        antall = Counter(r.dom for r in self.resultater)
        return {dom: antall[dom] for dom in DOMMER}

    @property
    def k006(self) -> str:
        """Dommen over funksjonene mot tvillingene."""
        return next((k.dom for k in self.kontrollrader if k.nr == K006), "mangler")

    @property
    def alvor(self) -> Counter[str]:
        return Counter(f.alvor for f in self.funn)

    @property
    def lampe(self) -> tuple[Farge, str]:
        """Fargen, og hva den skyldes."""
        feil = self.alvor[FEIL] + sum(k.dom == "feil" for k in self.kontrollrader)
        motstrid, kjente = self.dommer[str(Dom.MOTSTRID)], self.dommer[KJENT_AVVIK]
        mangler = sum(k.dom == "mangler" for k in self.kontrollrader)
        if feil or motstrid:
            return Farge.ROD, _opptalt((feil, "feil", "feil"), (motstrid, "motstrid", "motstrider"))
        if kjente or mangler or self.alvor[ADVARSEL]:
            return Farge.GUL, _opptalt(
                (kjente, "kjent avvik", "kjente avvik"),
                (mangler, "kontroll mangler tall", "kontroller mangler tall"),
                (self.alvor[ADVARSEL], "advarsel", "advarsler"),
            )
        if not self.resultater:
            return Farge.GRAA, "ingen tall ennå"
        return Farge.GRONN, "i orden"


def _opptalt(*deler: tuple[int, str, str]) -> str:
    return ", ".join(f"{n} {en if n == 1 else flere}" for n, en, flere in deler if n)


def gransk(fil: Path) -> Gransket:
    """Gå gjennom én arbeidsbok laget av en mal; en annen fil gir feilen kontrollene gir."""
    funn = kontroller(fil)
    bok = les_bok(fil)
    noklene = Noklene(bok)
    felt = {n: noklene.opplysning(n) for n in ("mal", "utgave", "aar", "Kommune", "Status for tallene", "rapport")}
    navn = bok.tekst(str(bok.arknavn(FORSIDE)), 2, 2) or felt["mal"]
    return Gransket(
        bok, navn, felt, list(_hovedtall(bok)), list(_kontrollrader(bok)), funn, resultater(bok), uten_tall(bok),
        figurer(bok),
    )  # fmt: skip


def med_fjoraar(alle: Iterable[Gransket], fra: Iterable[Path]) -> list[Gransket]:
    """Hver bok med forskjellene fra filen av samme mal i `fra`; en fil uten noen å holdes mot, er en feil."""
    boker = list(alle)
    for fil in fra:
        gammel = les_bok(fil)
        mal = Noklene(gammel).opplysning("mal")
        treff = [i for i, g in enumerate(boker) if mal and g.opplysninger["mal"] == mal]
        if not treff:
            raise Bruksfeil(
                f"{fil.name} er ikke laget av samme mal som noen av arbeidsbøkene.",
                "Oppgi fjorårets fil av en av dem: " + ", ".join(g.fil for g in boker) + ".",
            )
        for i in treff:
            boker[i] = replace(boker[i], diff=diff(gammel, boker[i].bok))
    return boker


def krev_ulike_navn(filer: Iterable[Path]) -> None:
    """To filer med samme navn kan ikke skilles på siden."""
    antall = Counter(f.name for f in filer)
    like = next((navn for navn, n in antall.items() if n > 1), None)
    if like is not None:
        raise Bruksfeil(
            f"{antall[like]} av filene heter {like}.", "Gi dem ulike navn, så siden viser hvilken som er hvilken."
        )


def _kontrollrader(bok: Arbeidsbok) -> Iterator[Kontrollrad]:
    for rad, kol in tabellrader(bok, "nr.", "Kontroll"):
        hva = {navn: funnet(bok, rad, k) for navn, k in kol.items()}
        tekst = {navn: v if isinstance(v, str) else "" for navn, v in hva.items()}
        yield Kontrollrad(
            tekst["nr."], tekst["Kontroll"], hva.get("Funnet"), tekst.get("Grense", ""), tekst.get("Dom", "") or "feil",
            tekst.get("Hva du gjør", ""),
        )  # fmt: skip


def _hovedtall(bok: Arbeidsbok) -> Iterator[Hovedtall]:
    """Radene under «Hovedtall» på Forside."""
    ark = bok.arknavn(FORSIDE)
    rader = sorted(rad for rad, kol in bok.celler(ark) if kol == 2) if ark else []
    topp = next((rad for rad in rader if bok.tekst(str(ark), rad, 2) == "Hovedtall"), None)
    if ark is None or topp is None:
        return
    sporer, usikkerhet, rad = Sporer(bok), Usikkerhet(bok), topp + 2
    while navn := bok.tekst(ark, rad, 2):
        node = sporer.node(Sted(ark, rad, 3))
        if isinstance(node.verdi, float):
            yield Hovedtall(navn, node, usikkerhet.spenn(node))
        rad += 1
