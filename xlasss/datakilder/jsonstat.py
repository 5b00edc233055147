"""json-stat2 som celler, med alt bibliotekene kaster: SSBs tegn, enheten, desimalene og kodene.

En celle uten tall har tegnet i `status`; et tegn ved siden av et tall er en merknad om tallet.
Svaret prøves mot det vi spurte om, så et forskjøvet eller avkortet svar aldri blir tall i lageret.
"""

from collections.abc import Callable, Iterator
from itertools import product
from math import isfinite, prod
from typing import Any

from xlasss.datakilder.lager import Celle
from xlasss.datakilder.ssb import kategorier
from xlasss.datakilder.tabell import INNHOLD, TID, Tabell, Utvalg
from xlasss.datakilder.verdier import variabel
from xlasss.errors import Tabellfeil

TEGN = frozenset({".", "..", "...", ":", "-"})


def celler(svar: dict[str, Any], tabell: Tabell, spurt: Utvalg, hva: str) -> list[Celle]:
    """Cellene i svaret på `spurt`."""
    try:
        return list(_celler(svar, tabell, spurt, hva))
    except (KeyError, TypeError, AttributeError, IndexError, ValueError):
        raise _feil(hva, "svaret er ikke json-stat2 slik SSB skriver det") from None


def _celler(svar: dict[str, Any], tabell: Tabell, spurt: Utvalg, hva: str) -> Iterator[Celle]:
    dimensjoner = svar["id"]
    koder = {d: kategorier(svar["dimension"][d]) for d in dimensjoner}
    if {d: set(k) for d, k in koder.items()} != {d: set(k) for d, k in spurt.koder.items()}:
        raise _feil(hva, "svaret har andre koder enn det vi spurte om")
    if [len(koder[d]) for d in dimensjoner] != svar["size"]:
        raise _feil(hva, f"størrelsen {svar['size']} passer ikke med kodene")
    antall = prod(svar["size"])
    verdi, tegn = _oppslag(svar["value"], antall, hva), _oppslag(svar.get("status") or {}, antall, hva)
    enheter = svar["dimension"][INNHOLD]["category"].get("unit", {})
    andre = [d for d in dimensjoner if d not in (tabell.region, INNHOLD, TID)]
    for nr, kombinasjon in enumerate(product(*(koder[d] for d in dimensjoner))):
        kode = dict(zip(dimensjoner, kombinasjon, strict=True))
        enhet = enheter.get(kode[INNHOLD], {})
        yield Celle(
            variabel(kode[INNHOLD], **{d: kode[d] for d in andre}), kode[tabell.region],
            *_lest(verdi(nr), tegn(nr), hva), str(enhet.get("base", "")), enhet.get("decimals"),
        )  # fmt: skip


def _oppslag(verdier: Any, antall: int, hva: str) -> Callable[[int], Any]:
    """Verdiene etter plass; json-stat lar dem stå som liste eller bare de som finnes, etter nummer."""
    if isinstance(verdier, dict):
        if any(not 0 <= int(nr) < antall for nr in verdier):
            raise _feil(hva, f"en celle står utenfor de {antall} svaret har plass til")
        return lambda nr: verdier.get(str(nr))
    if len(verdier) != antall:
        raise _feil(hva, f"svaret har {len(verdier)} verdier, skal ha {antall}")
    return lambda nr: verdier[nr]


def _lest(verdi: Any, tegn: Any, hva: str) -> tuple[float | None, str]:
    if verdi is not None and (isinstance(verdi, bool) or not isinstance(verdi, int | float) or not isfinite(verdi)):
        raise _feil(hva, f"«{verdi}» står der det skal være et tall")
    if verdi is None:
        if tegn not in TEGN:
            raise _feil(hva, f"en celle har verken tall eller et av SSBs tegn («{tegn or ''}»)")
        return None, tegn
    return float(verdi), tegn or ""


def _feil(hva: str, grunn: str) -> Tabellfeil:
    return Tabellfeil(
        f"Henting av {hva}: {grunn}.", "Ingenting av dette ble lagret. Prøv igjen; svarer SSB likt, meld fra."
    )
