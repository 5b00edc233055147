"""What a cell is held against: a cell of another workbook, another municipality, or another edition's method."""

import re
from dataclasses import dataclass
from pathlib import Path

from xlasss.errors import Bruksfeil
from xlasss.revisjon.forskjell.utgave import etter_utgave, som_lagret
from xlasss.workbook.formeltre import Navn
from xlasss.workbook.les import Arbeidsbok, Sted, les_bok
from xlasss.workbook.nokler import Etikett, Noklene
from xlasss.workbook.spor import Node, spor
from xlasss.workbook.spor.verdier import Verdier

_FIL = re.compile(r"(?P<fil>.+?\.xls[xm])(?:!(?P<celle>.+![^!]+))?", re.IGNORECASE)


@dataclass(frozen=True)
class Motpart:
    """Sporet det sammenlignes med, og hva det er, i ord."""

    node: Node
    hva: str
    merknader: tuple[str, ...] = ()


def motpart(bok: Arbeidsbok, sted: Sted, mot: str) -> Motpart:
    """Det `--mot` viser til."""
    slag, _, navn = mot.partition(":")
    if slag == "kommune":
        return _kommune(bok, sted, navn.strip())
    if slag == "utgave":
        return Motpart(*etter_utgave(bok, sted, navn.strip()))
    treff = _FIL.fullmatch(mot.strip())
    if treff is None:
        raise Bruksfeil(
            f"--mot {mot} er ikke forstått.", "Skriv fasit, en .xlsx-fil[!ARK!CELLE], utgave:U eller kommune:K."
        )
    annen = les_bok(Path(treff["fil"]))
    der = annen.finn(treff["celle"]) if treff["celle"] else samme_celle(bok, sted, annen)
    return Motpart(spor(annen, der), f"{annen.fil.name}, {der}")


def samme_celle(bok: Arbeidsbok, sted: Sted, annen: Arbeidsbok) -> Sted:
    """Cellen som er den samme i en annen bok, etter nøklene og ikke plassen."""
    ark = annen.arknavn(sted.ark)
    nokler, der = Noklene(bok), Noklene(annen)
    her = nokler.etikett(sted)
    if ark is not None and not any(her.nokkel[1:]):
        return Sted(ark, sted.rad, sted.kol)
    treff = [
        s
        for rad, kol in (annen.celler(ark) if ark else ())
        if (e := der.etikett(s := Sted(ark or "", rad, kol))).nokkel[1:] == her.nokkel[1:] and _samme_rad(her, e)
    ]
    if not treff:
        raise Bruksfeil(
            f"Fant ikke {sted} ({her.tekst}) i {annen.fil.name}.", f"Skriv {annen.fil.name}!ARK!CELLE etter --mot."
        )
    return next((t for t in treff if (t.rad, t.kol) == (sted.rad, sted.kol)), treff[0])


def _samme_rad(a: Etikett, b: Etikett) -> bool:
    """Radnavnet skiller bare der nøkkelen ikke gjør det, som «s. 42» på Kontroll."""
    flertydig = a.radnokkel.startswith("s. ")
    return not flertydig or a.radnavn == b.radnavn


def _kommune(bok: Arbeidsbok, sted: Sted, kommune: str) -> Motpart:
    nokler = Noklene(bok)
    rader = {nokler.etikett(Sted(sted.ark, r, sted.kol)).radnavn.casefold(): r for r in nokler.radene(sted)}
    rader |= {bok.tekst(sted.ark, r, 1).casefold(): r for r in rader.values()}
    if rad := rader.get(kommune.casefold()):
        der = Sted(sted.ark, rad, sted.kol)
        return Motpart(spor(bok, der), f"{kommune}, {der}")
    valg = Verdier(bok).ref(Navn("kommune"), sted.ark)
    if valg is None:
        raise Bruksfeil(f"Fant ikke «{kommune}» i blokken {sted} står i.", "Velg en celle i en rad for en kommune.")
    celle = Sted(valg.ark, *valg.fra)
    kjente = _kommunene(bok)
    navn = next((k for k in kjente if k.casefold() == kommune.casefold()), None)
    if navn is None:
        raise Bruksfeil(f"«{kommune}» er ikke en av kommunene i {bok.fil.name}.", f"Velg {', '.join(kjente)}.")
    return Motpart(spor(bok, sted, som_lagret(bok) | {celle: navn}), f"{navn} i samme bok")


def _kommunene(bok: Arbeidsbok) -> list[str]:
    """Kommunene i den første blokken på Inndata."""
    ark = bok.arknavn("Inndata")
    rader = sorted(bok.celler(ark)) if ark else []
    return list(
        dict.fromkeys(bok.tekst(ark or "", r, 2) for r, k in rader if k == 1 and bok.tekst(ark or "", r, 1).isdecimal())
    )
