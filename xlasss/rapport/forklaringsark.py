"""The sheet Forklaring: the trace of a cell as rows with values, links to the cells, rules and sources.

Only the content. Whoever has the workbook open writes it (`udfs.forklaringsark`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import NamedTuple

from xlasss.begreper import Feil
from xlasss.rapport.forklaring import kan_vaere, omraadet, siffer, verdi_av, vist
from xlasss.rapport.forklaringstre import Linje, linjene
from xlasss.revisjon.kontroller.funn import kort
from xlasss.workbook.spor import Node, Slag, Spenn, Virkning
from xlasss.workbook.spor.sporer import DYPEST
from xlasss.workbook.stil import tallformat

FORKLARING = "Forklaring"
TITTEL = "Forklaring av "
"""Det A1 begynner med; et ark med samme navn uten dette er noen andres."""

FLEST = 2_000
"""Rader på arket. Den som trenger flere, spør om en celle lenger ned."""

_INNRYKK = "   "
_TEKST, _VANLIG = "@", "General"


class Kolonne(NamedTuple):
    """Navnet på en kolonne, bredden, og om alt i den er tekst."""

    navn: str
    bredde: int
    er_tekst: bool = True


KOLONNER = (
    Kolonne("Hva", 44), Kolonne("Celle", 22, False), Kolonne("Verdi", 11, False), Kolonne("Enhet", 14),
    Kolonne("Vekt, prosent", 9, False), Kolonne("Bidrag", 9, False), Kolonne("Regel og formel", 50),
    Kolonne("Kilde", 52), Kolonne("Merknad", 40),
)  # fmt: skip
CELLE, VERDI, ENHET, VEKT, BIDRAG = 1, 2, 3, 4, 5
FORSTE = 6
"""Raden den øverste cellen i sporet står i; kolonnenavnene står over."""


@dataclass(frozen=True)
class Rad:
    """En rad på arket, og tallformatet verdien og bidraget skal ha."""

    nivaa: int
    hva: str
    sted: str = ""
    verdi: float | str | None = None
    enhet: str = ""
    vekt: float | None = None
    bidrag: float | None = None
    regel: str = ""
    kilde: str = ""
    merknad: str = ""
    verdiformat: str = _TEKST
    bidragsformat: str = _VANLIG

    @property
    def celler(self) -> tuple[float | str | None, ...]:
        """Det som skrives i hver kolonne; stedet er en lenke."""
        lenke = lenken(self.sted) if self.sted else None
        return (
            _INNRYKK * self.nivaa + self.hva, lenke, self.verdi, self.enhet, self.vekt, self.bidrag, self.regel,
            self.kilde, self.merknad,
        )  # fmt: skip


@dataclass(frozen=True)
class Forklaringsark:
    """De tre linjene øverst, og radene."""

    topp: tuple[str, str, str]
    rader: list[Rad]

    @property
    def formater(self) -> list[tuple[int, int, int, str]]:
        """Tallformatene som (kolonne fra 0, første rad, antall rader, format), én for hver rekke som er like."""
        return [
            (kolonne, FORSTE + fra, antall, format_)
            for kolonne, formatene in (
                (VERDI, [r.verdiformat for r in self.rader]),
                (VEKT, ["0.0"] * len(self.rader)),
                (BIDRAG, [r.bidragsformat for r in self.rader]),
            )
            for fra, antall, format_ in _rekker(formatene)
        ]


def forklaringsark(node: Node, spenn: Spenn | None, naar: datetime) -> Forklaringsark:
    """Arket for sporet av en celle, og det svaret kan være når tallene under er avrundet."""
    rader = list(islice(_rader(node), FLEST + 1))
    if len(rader) > FLEST:
        rader[FLEST:] = [Rad(0, f"… sporet er lengre enn {FLEST} rader; forklar en celle lenger ned")]
    hva = f"{node.etikett.tekst} = {verdi_av(node)}" if node.etikett.tekst else verdi_av(node)
    if spenn and (setning := kan_vaere(spenn, node)):
        hva = f"{hva}. {setning}"
    da = f"Verdiene er de boken hadde {naar:%d.%m.%Y kl. %H.%M}; arket endrer seg ikke med dem."
    return Forklaringsark((TITTEL + node.sted, hva, da), rader)


def lenken(sted: str) -> str:
    """Formelen som viser stedet og går dit.

    >>> lenken("Inndata!I16")
    '=HYPERLINK("#\\'Inndata\\'!I16","Inndata!I16")'
    """
    ark, _, celle = sted.rpartition("!")
    sitert = ark if ark.startswith("'") else "'" + ark.replace("'", "''") + "'"
    maal, tekst = (t.replace('"', '""') for t in (f"#{sitert}!{celle}", sted))
    return f'=HYPERLINK("{maal}","{tekst}")'


def _rader(node: Node) -> Iterator[Rad]:
    for linje in linjene(node, DYPEST):
        if linje.node is None:
            yield Rad(linje.nivaa, linje.tekst)
        else:
            yield from _trinn(linje, linje.node)


def _trinn(linje: Linje, node: Node) -> Iterator[Rad]:
    if node.slag is Slag.OMRAADE:
        mangler = f", {node.mangler} mangler" if node.mangler else ""
        hva = " · ".join(filter(None, (node.etikett.tekst, f"{node.antall} celler{mangler}")))
        yield Rad(linje.nivaa, hva, omraadet(node), kilde=node.kilde, merknad=_merknad(node))
        return
    hva = node.etikett.tekst or node.sted
    sted = "" if node.slag is Slag.LENKE else node.sted
    if node.slag in (Slag.LENKE, Slag.SIRKEL, Slag.AVKORTET):
        yield Rad(linje.nivaa, hva, sted, merknad=_merknad(node))
        return
    verdi, format_ = _verdi(node)
    formel = f"= {kort(node.formel.removeprefix('='))}" if node.formel else ""
    regel = "\n".join(filter(None, (node.regel, formel)))
    yield Rad(
        linje.nivaa, hva, sted, verdi, node.etikett.enhet, regel=regel, kilde=node.kilde,
        merknad="vist over" if linje.gjentatt else _merknad(node), verdiformat=format_,
    )  # fmt: skip
    if node.virkninger and not linje.gjentatt:
        yield from _virkninger(node, linje.nivaa + 1)


def _virkninger(node: Node, nivaa: int) -> Iterator[Rad]:
    """Leddene i en sum, med opphavet til hvert tall, og summen av bidragene."""
    format_ = "0." + "0" * siffer(node)
    av = {celle: celler for omr in node.barn for celler in (omr, *omr.barn) for celle in (celler.sted, *celler.via)}

    def ledd(v: Virkning) -> Rad:
        opphav = av.get(v.celle)
        return Rad(
            nivaa, v.navn, opphav.sted if opphav else v.celle, "mangler" if v.verdi is None else v.verdi,
            opphav.etikett.enhet if opphav else "", v.vekt, v.bidrag, kilde=opphav.kilde if opphav else "",
            verdiformat=_TEKST if v.verdi is None else _VANLIG, bidragsformat=format_,
        )  # fmt: skip

    yield from map(ledd, node.virkninger)
    bidragene = [v.bidrag for v in node.virkninger if v.verdi is not None]
    if all(b is not None for b in bidragene):
        sum_ = sum(b for b in bidragene if b is not None)
        yield Rad(nivaa, f"Sum av bidragene, {node.bidragsenhet}", bidrag=sum_, bidragsformat=format_)


def _verdi(node: Node) -> tuple[float | str, str]:
    """Verdien og tallformatet; et regnet tall med én desimal mer enn cellen viser."""
    if isinstance(node.verdi, float):
        regnet = node.slag is Slag.FORMEL and node.desimaler is not None
        return node.verdi, tallformat((node.desimaler or 0) + 1) if regnet else _VANLIG
    return node.verdi.tekst if isinstance(node.verdi, Feil) else vist(node.verdi), _TEKST


def _merknad(node: Node) -> str:
    via = [f"Gjengitt i {', '.join(node.via)}."] if node.via and node.slag is Slag.FORMEL else []
    return " ".join([*node.merknader, *via])


def _rekker(formatene: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    fra = 0
    for format_, gruppe in groupby(formatene):
        antall = sum(1 for _ in gruppe)
        yield fra, antall, format_
        fra += antall
