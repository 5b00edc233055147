"""Formulas of the cross-cutting files in readable Norwegian: names for references, signs for operators."""

import re

from xlasss.tverrtabell import Felt, Tabell, Tverrfil
from xlasss.workbook.henvisning import HENVISNING
from xlasss.workbook.tverrplan import periodenavn

_RADER = {"alle": "alle kommunene", "ovrige": "øvrige ASSS", "resten": "resten av landet", "landet": "landet"}
_TEGN = ((" * ", " · "), (" - ", " − "), (" ^ ", "^"))


def regning(fil: Tverrfil, tabell: Tabell, felt: Felt) -> str:
    """Hvordan et felt regnes: formelen, eller funksjonen med argumentene den får."""
    if felt.funksjon:
        argumenter = "; ".join(_argument(fil, tabell, a) for a in felt.argumenter)
        return f"[{felt.funksjon}](../funksjoner/{felt.funksjon}.md)({argumenter})"
    return uttrykk(fil, tabell, felt.formel)


def brukt(fil: Tverrfil, tabell: Tabell, felt: Felt) -> str:
    """Hvilket tall som brukes i en kolonne som fylles ut."""
    deler = []
    if felt.regnes:
        deler.append(f"regnes når det går: {uttrykk(fil, tabell, felt.regnes)}")
    deler.append("ellers det som er fylt ut" if felt.regnes else "det som er fylt ut")
    if felt.ellers:
        deler.append(f"mangler det, {uttrykk(fil, tabell, felt.ellers)}")
    if felt.bare_naar:
        deler.append(f"ikke med når {uttrykk(fil, tabell, felt.bare_naar)} er 0")
    return "; ".join(deler)


def uttrykk(fil: Tverrfil, tabell: Tabell, tekst: str) -> str:
    """Et uttrykk med navn i stedet for henvisninger."""
    lest = HENVISNING.sub(lambda treff: _navnet(fil, tabell, treff), tekst)
    for tegn, vist in _TEGN:
        lest = lest.replace(tegn, vist)
    return re.sub(r"(?<=\d)\.(?=\d)", ",", lest)


def _argument(fil: Tverrfil, tabell: Tabell, argument: str) -> str:
    return f"«{argument.strip(chr(39))}»" if argument.startswith("'") else uttrykk(fil, tabell, argument)


def _navnet(fil: Tverrfil, tabell: Tabell, treff: re.Match[str]) -> str:
    """Navnet på det en henvisning viser til, med tabellen når det ikke er den samme."""
    if treff["tabell"] == "parameter":
        return f"satsen «{treff['felt'].replace('_', ' ')}»"
    if treff["tabell"] == "matrise":
        return _sats(fil, treff)
    fra = next(t for t in fil.tabeller if t.nokkel == treff["tabell"]) if treff["tabell"] else tabell
    navn = {f.nokkel: f.navn for f in (*fra.kolonner, *fra.resultater)}
    lest = navn[treff["felt"]] + (f" til {navn[treff['til']]}" if treff["til"] else "")
    hvor = [fra.navn] if fra is not tabell else []
    if treff["aar"] is not None:
        ledd = (a if isinstance(a, tuple) else (a,) for a in fra.aar)
        hvor += [periodenavn(fil, a) for a in ledd if a[-1] == int(treff["aar"])]
    hvor += [_RADER[treff["rad"]]] if treff["rad"] else []
    return f"«{lest}»" + (f" ({', '.join(hvor)})" if hvor else "")


def _sats(fil: Tverrfil, treff: re.Match[str]) -> str:
    matrise = next(m for m in fil.matriser if m.nokkel == treff["felt"])
    ledd = ""
    if treff["ledd"]:
        nr = matrise.kolonner.index(treff["ledd"]) + 1
        ledd = f", {matrise.kolonnenavn.format(nr=nr).lower().replace('-', '')}"
    return f"«{matrise.navn}» ({dict(matrise.rader)[treff['del']].lower()}{ledd})"
