"""What a recalculation gave: every formula cell, and what differs from the saved values."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from xlasss.begreper import Feil
from xlasss.engines import motor as finn_motor
from xlasss.engines.lager import lagrede_verdier
from xlasss.engines.likhet import lik
from xlasss.engines.pakke import les_pakke
from xlasss.engines.protokoll import Verdi
from xlasss.revisjon.kontroller.funn import tall as kortest
from xlasss.workbook.patch import skriv_bufrede

_VIS = 20


@dataclass(frozen=True)
class Regning:
    """Verdiene i alle formelcellene, og hvilke som var lagret med noe annet."""

    motor: str
    fil: Path
    ut: Path | None
    celler: dict[tuple[str, str], Verdi]
    endret: dict[tuple[str, str], tuple[Verdi, Verdi]]

    def som_json(self) -> dict[str, object]:
        """Dokumentet KONTRAKT §3 beskriver."""
        rader = [{"ark": a, "celle": c, "verdi": _json(v)} for (a, c), v in self.celler.items()]
        return {"motor": self.motor, "celler": rader}


def _json(verdi: Verdi) -> object:
    return verdi.tekst if isinstance(verdi, Feil) else verdi


def _vist(verdi: Verdi) -> str:
    """Verdien slik et norsk Excel ville vist den."""
    if isinstance(verdi, bool):
        return "SANN" if verdi else "USANN"
    return kortest(verdi) if isinstance(verdi, float) else str(_json(verdi) or "")


def regn_fil(fil: Path, motor: str, ut: Path | None) -> Regning:
    """Regn filen om med motoren; skriv en kopi med de nye verdiene når ``ut`` er gitt."""
    bok = finn_motor(motor).aapne(fil)
    bok.regn()
    celler = {stedet: bok.verdi(*stedet) for stedet in bok.formelceller()}
    lagret = dict(lagrede_verdier(les_pakke(fil)[0]))
    endret = {s: (lagret.get(s), v) for s, v in celler.items() if not lik(lagret.get(s), v)}
    if ut is not None:
        skriv_bufrede(fil, ut, celler)
    return Regning(motor, fil, ut, celler, endret)


def vis_regning(regning: Regning, ut: Console) -> None:
    """Hvor mange celler, hvor mange feil, og hva som skiller seg fra det som var lagret."""
    ut.print(f"{regning.fil.name}: {len(regning.celler)} formler regnet med {regning.motor}.")
    if feil := Counter(v.tekst for v in regning.celler.values() if isinstance(v, Feil)):
        antall = ", ".join(f"{n} {tekst}" for tekst, n in feil.most_common())
        ut.print(f"Feilverdier: {antall} (#N/A er mangler).")
    if not regning.endret:
        ut.print("Alle har samme verdi som i filen.")
    else:
        tabell = Table(title=f"{len(regning.endret)} skiller seg fra verdien i filen", title_justify="left")
        for kolonne in ("Celle", "I filen", "Regnet"):
            tabell.add_column(kolonne)
        for (ark, celle), (gammel, ny) in list(regning.endret.items())[:_VIS]:
            tabell.add_row(f"{ark}!{celle}", _vist(gammel), _vist(ny))
        ut.print(tabell)
        if len(regning.endret) > _VIS:
            ut.print(f"… og {len(regning.endret) - _VIS} til; se --json.")
    if regning.ut:
        ut.print(f"Kopi med de nye verdiene: {regning.ut}")
