"""`xlasss lege`: what is right and wrong with the installation, as plain findings with a remedy.

The checks are functions from a `Maskin` to findings; the machine's registry, environment and
Python are injected, so that a Windows machine can be played on any system. A new check is a
function in a module of its theme and a line in one of the two lists.
"""

from collections.abc import Callable, Iterator

from xlasss.hosts.lege import excel, felles, python, tillit
from xlasss.hosts.lege.felles import Funn
from xlasss.hosts.lege.maskin import Maskin

__all__ = ["PAA_WINDOWS", "PROVER", "Funn", "Maskin", "undersok"]

Prove = Callable[[Maskin], Iterator[Funn]]

PROVER: tuple[Prove, ...] = (felles.kjernen, felles.libreoffice, felles.utvidelsen)
"""Prøvene på alle systemer, i den rekkefølgen funnene vises."""

PAA_WINDOWS: tuple[Prove, ...] = (
    excel.excel,
    excel.tillegget,
    excel.flere_tillegg,
    python.miljoet,
    python.versjonene,
    tillit.makroer,
    tillit.klarert_mappe,
    tillit.deaktivert,
)
"""Prøvene av Excel og tillegget, som bare finnes der."""


def undersok(maskin: Maskin) -> list[Funn]:
    """Alle funnene på denne maskinen."""
    excels = PAA_WINDOWS if maskin.er_windows else (felles.ikke_windows,)
    return [funn for prove in (*PROVER, *excels) for funn in prove(maskin)]
