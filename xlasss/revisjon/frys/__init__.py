"""`xlasss frys`: workbooks with all that is needed to reproduce their figures in ten years, in one archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xlasss.engines.adresse import adresse
from xlasss.engines.likhet import lik
from xlasss.errors import Bruksfeil, Filfeil
from xlasss.revisjon.frys import arkiv
from xlasss.revisjon.frys.innhold import Regnet, innhold, regnet_av
from xlasss.revisjon.frys.manifest import LES_MEG, MANIFEST, SUMMER, med_manifest, sha256
from xlasss.workbook.hel_fil import hel_fil
from xlasss.workbook.les import les_bok

__all__ = ["Frosset", "frys"]
_OPPTATT = {navn.casefold() for navn in (LES_MEG, MANIFEST, SUMMER)}


@dataclass(frozen=True)
class Frosset:
    """Arkivet som er skrevet: avtrykket, delene, og celler lagret med noe annet enn motoren regner."""

    ut: Path
    avtrykk: str
    deler: int
    ulike: dict[str, int]


def frys(filer: Sequence[Path], ut: Path, motor: str = "formualizer") -> Frosset:
    """Frys arbeidsbøkene i ett arkiv. Samme filer og samme versjoner gir samme bytes."""
    if ut.is_dir():
        raise Filfeil(f"{ut} er en mappe.", "Oppgi navnet på arkivet som skal skrives.")
    if ut.resolve() in [fil.resolve() for fil in filer]:
        raise Filfeil(f"{ut} er en av arbeidsbøkene.", "Velg et annet navn for arkivet.")
    deler: dict[str, bytes] = {}
    boker: list[dict[str, str | int]] = []
    ulike: dict[str, int] = {}
    for fil in sorted(filer, key=lambda f: f.name):
        mappe = fil.stem
        if not arkiv.trygt_navn(f"{mappe}/{fil.name}") or mappe.casefold() in _OPPTATT:
            raise Bruksfeil(f"{fil.name} kan ikke være navnet på en fil i arkivet.", "Gi filen et enklere navn.")
        if mappe.casefold() in [str(b["mappe"]).casefold() for b in boker]:
            raise Bruksfeil(f"To arbeidsbøker heter {mappe}.", "Gi filene ulike navn.")
        regnet = regnet_av(fil, motor)
        tekster = innhold(fil, regnet)
        deler |= {f"{mappe}/{navn}": data for navn, data in ({fil.name: fil.read_bytes()} | tekster).items()}
        ulike[fil.name] = _ulike(fil, regnet)
        boker.append({"mappe": mappe, "fil": fil.name, "formler": len(regnet), "annet_enn_lagret": ulike[fil.name]})
    alle = med_manifest(deler, boker, motor)
    with hel_fil(ut) as ny:
        ny.write_bytes(arkiv.pakk(alle))
    return Frosset(ut, sha256(alle[SUMMER]), len(alle), {fil: n for fil, n in ulike.items() if n})


def _ulike(fil: Path, regnet: Regnet) -> int:
    """Formelcellene filen er lagret med noe annet i enn det motoren regner."""
    bok = les_bok(fil)
    lagret = {(ark, adresse(*p)): c.verdi for ark in bok.ark for p, c in bok.celler(ark).items()}
    return sum(not lik(lagret.get(sted), verdi) for sted, verdi in regnet.items())
