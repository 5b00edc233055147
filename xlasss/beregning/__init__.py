"""Ren regning: numpy inn, numpy ut. Ingen filer, ingen avrunding, ingen forvalg."""

from xlasss.beregning import (
    avrunding,
    avvik,
    deflatering,
    demografi,
    effektivitet,
    indeks,
    ressursbruk,
    snitt,
    utgiftsbehov,
    vekst,
)
