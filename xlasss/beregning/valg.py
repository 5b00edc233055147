"""Ordene en bruker velger mellom, for eksempel «uveid» og «veid»."""

from enum import StrEnum
from typing import TypeVar

from xlasss.errors import TypeFeil

Valg = TypeVar("Valg", bound=StrEnum)


def velg(slag: type[Valg], ord: object, navn: str) -> Valg:
    """Valget bak ordet, uten hensyn til store og små bokstaver.

    >>> from xlasss.begreper import Snitt
    >>> velg(Snitt, "Uveid", "type")
    <Snitt.UVEID: 'uveid'>
    """
    for valg in slag:
        if isinstance(ord, str) and ord.strip().lower() == valg.value:
            return valg
    lovlige = " eller ".join(f"«{valg.value}»" for valg in slag)
    raise TypeFeil(f"«{navn}» er «{' '.join(str(ord).split())}», men skal være {lovlige}.")
