"""The store: an indicator for all and all years, and what an answer costs besides the wait for the next."""

import json
import random
from collections.abc import Callable
from pathlib import Path

from xlasss.datakilder.jsonstat import celler
from xlasss.datakilder.lager import Celle, Henting, Lager, variabel
from xlasss.datakilder.tabell import Tabell, Utvalg
from xlasss.datakilder.takt import PER_MINUTT
from xlasss.sektorer import kommunekoder

AAR = range(2015, 2026)
UTGAVER = ("2026-03-15T07:00:00Z", "2026-06-15T06:00:00Z", "2026-09-01T06:00:00Z", "2026-11-01T06:00:00Z")
ANDRE = [f"{k:04}" for k in range(9000, 9350)]
"""Oppdiktede kommuner i tillegg til ASSS, så lageret er så stort som hele landet."""


def _fyll(lager: Lager) -> None:
    r = random.Random(2016)
    variabler = [variabel("KOSbelop0000", KOKartkap0000=k) for k in ("AGD13", "AGD23", "AGD1", "AGI1", "KG31")]
    for aar in AAR:
        for utgave in UTGAVER:
            hvem = [*kommunekoder(aar).values(), *ANDRE]
            rader = [Celle(v, k, float(r.randint(1, 10**6)), "", "1000 kr", 0) for v in variabler for k in hvem]
            lager.sett_inn(Henting("12137", aar, utgave, utgave, "oppdiktet", "oppdiktet", "", "", rader, []))


def _svar() -> tuple[bytes, Tabell, Utvalg]:
    """Et svar så stort som ett år av 12367: ti kommuner, 150 funksjoner, fire arter."""
    koder = {
        "KOKkommuneregion0000": tuple(kommunekoder(2024).values()), "KOKfunksjon0000": tuple(map(str, range(150))),
        "KOKart0000": ("AGD4", "AGD10", "AGD2", "590"), "ContentsCode": ("KOSbelop0000",), "Tid": ("2024",),
    }  # fmt: skip
    dimensjoner = {d: {"category": {"index": {k: i for i, k in enumerate(alle)}}} for d, alle in koder.items()}
    svar = {"id": list(koder), "size": [len(k) for k in koder.values()], "dimension": dimensjoner, "value": [1] * 6000}
    return json.dumps(svar).encode(), Tabell("12367", "oppdiktet", UTGAVER[0], koder), Utvalg("12367", koder)


def lageret(mappe: Path, tid: Callable[..., float]) -> list[tuple[str, str, float, str, float | None, str]]:
    """Oppslag i et stort lager, og lesing og lagring av ett svar."""
    with Lager.apne(mappe / "kostra.sqlite") as lager:
        _fyll(lager)
        alle = tid(lambda: lager.indikator("netto_driftsresultat_andel"))
        raa, tabell, utvalg = _svar()

        def les_og_lagre() -> None:
            rader = celler(json.loads(raa), tabell, utvalg, "målingen")
            lager.sett_inn(Henting("12367", 2024, UTGAVER[0], UTGAVER[0], "", "", "", "", rader, [raa]))

        ett_svar = tid(les_og_lagre)
    pause = 60 / PER_MINUTT
    return [
        ("lager: indikator, ASSS, 11 år", "oppslag", alle, "50 ms", alle / 0.050, "≤ 1"),
        ("lager: ett år av 12367", "lese og lagre", ett_svar, "takten hos SSB", ett_svar / pause, "≤ 1"),
    ]
