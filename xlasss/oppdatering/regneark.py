"""A form that is a workbook: which of its sheets it is, and what a cell shows that the value alone does not say."""

from collections.abc import Collection, Mapping

from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil
from xlasss.workbook.les import Arbeidsbok, Celle

Rader = Mapping[int, Mapping[int, Celle]]

DATO, PROSENT, UREGNET = "dato", "prosent", "uregnet"
"""Slag celler der verdien er noe annet enn det den som fyller ut ser: serienummeret, brøken, eller ingenting."""


def skjemaark(bok: Arbeidsbok, kolonner: Collection[str]) -> tuple[str, Rader]:
    """Arket med kolonnene i den øverste raden som er brukt, og radene der; de andre arkene leses ikke."""
    navn = bok.pakke.navn
    alle = {ark: rader for ark in bok.ark if (rader := _rader(bok, ark))}
    if not alle:
        raise Filfeil(f"{navn}: {_arkene(bok.ark)} er tomt.", "Fyll ut skjemaet fra «xlasss oppdater FIL --skjema».")
    treff = [ark for ark, rader in alle.items() if set(kolonner) <= set(overskrifter(rader))]
    if len(treff) > 1:
        raise Filfeil(f"{navn}: {_arkene(treff)} er hvert sitt skjema.", "Behold det ene.")
    if not treff and len(alle) > 1:
        raise Filfeil(
            f"{navn}: {_arkene(alle)} er lest, og ingen av dem har skjemaets kolonner i den øverste raden.",
            f"Kolonnene er {', '.join(kolonner)}.",
        )
    ark = treff[0] if treff else next(iter(alle))
    return ark, alle[ark]


def overskrifter(rader: Rader) -> list[str]:
    """Kolonnenavnene slik de sammenlignes, fra den første kolonnen til den siste med navn."""
    topp = rader[min(rader)]
    return [str(_verdi(topp.get(k)) or "").strip().casefold() for k in range(1, max(topp) + 1)]


def slag(bok: Arbeidsbok, celle: Celle) -> str:
    """Om cellen viser noe annet enn verdien sier; tomt når den ikke gjør det."""
    if celle.formel and celle.verdi is None:
        return UREGNET
    if not isinstance(celle.verdi, float):
        return ""
    format_ = bok.format(celle)
    return DATO if format_.er_dato else PROSENT if format_.er_prosent else ""


def _rader(bok: Arbeidsbok, ark: str) -> Rader:
    rader: dict[int, dict[int, Celle]] = {}
    for (rad, kolonne), celle in bok.celler(ark).items():
        if celle.verdi not in (None, "") or (celle.formel and celle.verdi is None):
            rader.setdefault(rad, {})[kolonne] = celle
    return dict(sorted(rader.items()))


def _verdi(celle: Celle | None) -> Verdi:
    return celle.verdi if celle else None


def _arkene(ark: Collection[str]) -> str:
    return f"arket {next(iter(ark))}" if len(ark) == 1 else f"arkene {', '.join(ark)}"
