"""The trace of a cell line by line, folded the same way in the terminal and on the sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from xlasss.workbook.spor import Node, Slag

FLEST = 40
"""Celler som vises under et område; resten telles."""


@dataclass(frozen=True)
class Linje:
    """En linje i treet: et trinn, eller bare en tekst om det som ikke vises."""

    nivaa: int
    node: Node | None
    tekst: str = ""
    ny_kilde: bool = True
    """Om kilden er en annen enn på trinnet over."""
    gjentatt: bool = False


def linjene(node: Node, dybde: int) -> Iterator[Linje]:
    """Treet ovenfra og ned, så mange trinn som `dybde` sier."""
    yield Linje(0, node)
    yield from _under(node, 1, dybde, set())


def _under(node: Node, nivaa: int, dybde: int, sett: set[int]) -> Iterator[Linje]:
    barn, tomme = _aa_vise(node)
    if barn and nivaa > dybde:
        yield Linje(nivaa, None, f"… {sum(1 for _ in node.alle()) - 1} trinn under; vis dem med --dybde")
        return
    kilde = ""
    for ett in barn[:FLEST]:
        if id(ett) in sett and ett.barn:
            yield Linje(nivaa, ett, gjentatt=True)
            continue
        sett.add(id(ett))
        yield Linje(nivaa, ett, ny_kilde=ett.kilde != kilde)
        yield from _under(ett, nivaa + 1, dybde, sett)
        kilde = ett.kilde
    if len(barn) > FLEST:
        yield Linje(nivaa, None, f"… og {len(barn) - FLEST} celler til")
    if tomme:
        felt = "kolnavn" if node.etikett.radnavn else "radnavn"  # det som skiller cellene i området
        navn = ", ".join(getattr(b.etikett, felt) or b.sted for b in tomme[:12])
        yield Linje(nivaa, None, f"{len(tomme)} mangler: {navn}{' …' if len(tomme) > 12 else ''}")


def _aa_vise(node: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Barna som sier noe mer enn det som alt står, og de tomme cellene i et område, som nevnes samlet.

    I et område med én kilde og bare tall står alt i tabellen over.
    """
    if node.slag is not Slag.OMRAADE:
        return node.barn, ()
    if node.kilde and not node.mangler and all(b.er_blad and not b.merknader for b in node.barn):
        return (), ()
    tomme = tuple(b for b in node.barn if b.mangler and b.er_blad and not b.merknader)
    return tuple(b for b in node.barn if b not in tomme), tomme
