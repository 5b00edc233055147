"""`xlasss frys --verifiser`: is the archive what it was, and does the workbook still compute what it did?"""

import csv
import json
from dataclasses import dataclass, field
from math import isclose
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlasss.engines.likhet import TOLERANSE
from xlasss.errors import Filfeil, XlasssFeil
from xlasss.revisjon.frys import arkiv
from xlasss.revisjon.frys.innhold import FORMLER, REGNET, VERDIER, innhold, les_regnet, regnet_av
from xlasss.revisjon.frys.manifest import FORMAT, MANIFEST, SUMMER, les_summer, sha256, versjoner

_FLEST = 20
"""Celler som nevnes per arbeidsbok; resten telles."""
_AV_BOKEN = (VERDIER, FORMLER)
_VARER_IKKE = ("xlasss", "data")


@dataclass
class Verifisert:
    """Avtrykket, det som ikke stemmer, og det leseren bør vite selv om det stemmer."""

    avtrykk: str = ""
    avvik: list[str] = field(default_factory=list)
    merknader: list[str] = field(default_factory=list)
    boker: list[str] = field(default_factory=list)
    celler: int = 0

    @property
    def stemmer(self) -> bool:
        return not self.avvik


def verifiser(fil: Path) -> Verifisert:
    """Summene først, så arbeidsbøkene; det som er skadet, regnes ikke."""
    data = arkiv.les_fil(fil)
    lest = arkiv.les_trygt(data, fil.name)
    if SUMMER not in lest.deler:
        raise Filfeil(f"{fil.name} har ingen lesbar {SUMMER}.", "Det er ikke et helt arkiv fra «xlasss frys».")
    ut = Verifisert(sha256(lest.deler[SUMMER]))
    _summene(lest, les_summer(lest.deler[SUMMER], fil.name), ut)
    manifest = _manifestet(lest.deler.get(MANIFEST))
    if manifest is None:
        ut.avvik.append(f"{MANIFEST} kan ikke leses som «{FORMAT}»; arbeidsbøkene er ikke regnet på nytt.")
        return ut
    naa = versjoner(manifest["versjoner"]["motor"])
    _versjonene(manifest["versjoner"], naa, ut)
    samme = all(manifest["versjoner"].get(navn) == naa[navn] for navn in _VARER_IKKE)
    for bok in manifest["arbeidsboker"]:
        try:
            _boken(lest.deler, bok, manifest["versjoner"]["motor"], samme, ut)
        except XlasssFeil as feil:
            ut.avvik.append(f"{bok['fil']} kan ikke regnes på nytt: {feil}")
    if not ut.avvik and arkiv.pakk(lest.deler) != data:
        ut.merknader.append("Innholdet er det samme, men arkivet er pakket på nytt av et annet program eller utgave.")
    return ut


def _summene(lest: arkiv.Lest, summer: dict[str, str], ut: Verifisert) -> None:
    ut.avvik += [f"{navn} er skadet og kan ikke leses." for navn in lest.skadet]
    for navn, sum_ in summer.items():
        if navn not in lest.deler and navn not in lest.skadet:
            ut.avvik.append(f"{navn} mangler.")
        elif navn in lest.deler and sha256(lest.deler[navn]) != sum_:
            ut.avvik.append(f"{navn} er endret: SHA-256 er en annen enn i {SUMMER}.")
    ut.avvik += [f"{navn} er lagt til: den står ikke i {SUMMER}." for navn in lest.deler.keys() - summer - {SUMMER}]


def _manifestet(data: bytes | None) -> dict[str, Any] | None:
    """Manifestet når det er slik vi skriver det."""
    try:
        lest = json.loads(data or b"")
        motor, boker = lest["versjoner"]["motor"], lest["arbeidsboker"]
        if lest["format"] == FORMAT and all(isinstance(b[k], str) for b in boker for k in ("mappe", "fil")) and motor:
            return {"versjoner": {str(k): str(v) for k, v in lest["versjoner"].items()}, "arbeidsboker": boker}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return None


def _versjonene(da: dict[str, str], naa: dict[str, str], ut: Verifisert) -> None:
    for navn, versjon in da.items():
        if naa.get(navn) != versjon:
            her = f"her er det {naa[navn]}" if navn in naa else "det er ikke installert her"
            ut.merknader.append(f"Laget med {navn} {versjon}; {her}.")


def _boken(deler: dict[str, bytes], bok: dict[str, Any], motor: str, samme: bool, ut: Verifisert) -> None:
    """Regn boken på nytt, og hold tekstfilene mot den de er laget av."""
    data = deler.get(f"{bok['mappe']}/{bok['fil']}")
    if data is None:
        return
    arkiv.les_trygt(data, bok["fil"])
    with TemporaryDirectory() as mappe:
        fil = Path(mappe) / "arbeidsbok.xlsx"
        fil.write_bytes(data)
        regnet = regnet_av(fil, motor)
        nye = innhold(fil, regnet)
    ut.boker.append(bok["fil"])
    ut.celler += len(regnet)
    for navn, ny in nye.items():
        gammel = deler.get(f"{bok['mappe']}/{navn}")
        if gammel == ny:
            continue
        if gammel is None:
            ut.avvik += [f"{bok['mappe']}/{navn} mangler."] * (f"{bok['mappe']}/{navn} mangler." not in ut.avvik)
        elif navn == REGNET:
            _cellene(bok["fil"], gammel, ny, ut)
        elif navn in _AV_BOKEN or samme:
            ut.avvik.append(f"{bok['mappe']}/{navn} er ikke det arbeidsboken gir nå.")
        else:
            ut.merknader.append(f"{bok['mappe']}/{navn} blir en annen med denne utgaven av xlasss eller dataene.")


def _cellene(fil: str, gammel: bytes, ny: bytes, ut: Verifisert) -> None:
    try:
        da, naa = les_regnet(gammel), les_regnet(ny)
    except (ValueError, csv.Error):
        ut.avvik.append(f"{fil}: {REGNET} er ikke en tabell med ark, celle, slag og verdi.")
        return
    ulike = [s for s in sorted(da.keys() | naa.keys()) if not _like(da.get(s), naa.get(s))]
    for ark, celle in ulike[:_FLEST]:
        var, er = (" ".join(v) if v else "ikke med" for v in (da.get((ark, celle)), naa.get((ark, celle))))
        ut.avvik.append(f"{fil}, {ark}!{celle}: var {var}, regnes nå til {er}.")
    if len(ulike) > _FLEST:
        ut.avvik.append(f"{fil}: {len(ulike) - _FLEST} celler til regnes til noe annet.")


def _like(a: tuple[str, str] | None, b: tuple[str, str] | None) -> bool:
    if a is None or b is None or a[0] != b[0]:
        return a == b
    if a[0] != "tall":
        return a == b
    try:
        return isclose(float(a[1]), float(b[1]), rel_tol=TOLERANSE, abs_tol=TOLERANSE)
    except ValueError:
        return False
