"""Hva slags tall en kolonne har: etter enheten og året, ikke etter hva blokken heter.

En kolonne i en tverrgående fil kan si det selv med `art`; da er det en andel, en mengde eller en saldo.
"""

from enum import StrEnum

from xlasss.revisjon.kontroller.kolonne import Kolonne


class Art(StrEnum):
    """Slaget avgjør grensene et tall holdes mot."""

    NIVAA = "nivaa"
    """En indeks der 1 er snittet."""
    ENDRING = "endring"
    """Prosent fra ett år til et annet."""
    ANDEL = "andel"
    """En del av en helhet: 0–100 prosent."""
    MENGDE = "mengde"
    """Noe som ikke kan være mindre enn 0."""
    NETTO = "netto"
    """Kroner som kan være negative fordi inntektene er trukket fra."""
    SALDO = "saldo"
    """En differanse: begge fortegn, og gjerne nær 0."""


_I_SEKTOR = {"nivaa": Art.NIVAA, "vekst": Art.ENDRING, "nevner": Art.MENGDE}
_PROFIL = {"prosent": Art.ANDEL, "kroner": Art.NETTO}
_ANTALL = ("innbyggere", "per innbygger")


def art(k: Kolonne) -> Art:
    """Slaget tall i kolonnen."""
    enhet = k.indikator.enhet
    if k.felt is None:
        return _I_SEKTOR.get(k.blokk.slag) or _PROFIL.get(enhet, Art.MENGDE)
    if k.felt.art:
        return Art(k.felt.art)
    if enhet == "indeks":
        return Art.NIVAA
    if enhet == "prosent" and k.periode:
        return Art.ENDRING
    return Art.MENGDE if enhet in _ANTALL else Art.SALDO
