"""A frozen delivery in the terminal: what was written, or what a check of it found."""

from rich.console import Console
from rich.text import Text

from xlasss.revisjon.frys import Frosset
from xlasss.revisjon.frys.verifiser import Verifisert


def vis_frosset(f: Frosset, ut: Console) -> None:
    """Arkivet og avtrykket som bør stå et annet sted også."""
    ut.print(Text(f"Frosset i {f.ut}: {f.deler} filer."), soft_wrap=True)
    ut.print(Text(f"Avtrykk: {f.avtrykk}"), soft_wrap=True)
    ut.print("Legg avtrykket der tallene publiseres; med det kan ingen bytte ut innholdet uten at det synes.")
    for fil, antall in f.ulike.items():
        hva = (
            f"{fil}: {antall} celler er lagret med noe annet enn det motoren regner med tillegget. Begge er i arkivet."
        )
        ut.print(Text(hva, "yellow"), soft_wrap=True)


def vis_verifisert(v: Verifisert, ut: Console) -> None:
    """Dommen, det som ikke stemmer, og det som er greit å vite."""
    for avvik in v.avvik:
        ut.print(Text(avvik, "red"), soft_wrap=True)
    for merknad in v.merknader:
        ut.print(Text(merknad, "yellow"), soft_wrap=True)
    regnet = f"{len(v.boker)} arbeidsbøker regnet på nytt, {v.celler} formler."
    dom = "Arkivet stemmer." if v.stemmer else f"Arkivet stemmer ikke: {len(v.avvik)} avvik."
    ut.print(Text(f"{dom} {regnet}", "bold green" if v.stemmer else "bold red"), soft_wrap=True)
    ut.print(Text(f"Avtrykk: {v.avtrykk}"), soft_wrap=True)
