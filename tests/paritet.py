"""Leser `paritet.csv`: kallene, svarene de skal gi i hver vert, og hvor en vert har sitt eget svar."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from xlasss.begreper import Feil
from xlasss.datafiler import Rad, les_csv
from xlasss.kall import UTELATT

KOLONNER = ("navn", "funksjon", "argumenter", "venter", "grunnlag", "egne")
VERTER = ("kjerne", "excel", "libreoffice", "formualizer", "formulas")
"""En ny vert er ett navn her og én adapter i `paritet_verter.py`."""

Celle = float | Fraction | str | bool | Feil | None
Celler = list[list[Celle]]

_DEL = re.compile(r"'[^']*'|[\[\];|]|[^\s\[\];|']+")
_REGNING = re.compile(r"[-+*/().\de]+")


@dataclass(frozen=True)
class Omraade:
    """Et område av celler i arket, til forskjell fra én celle."""

    rader: Celler


@dataclass(frozen=True)
class Tilfelle:
    """Ett kall: argumentene er områder, enkeltceller eller UTELATT."""

    navn: str
    funksjon: str
    argumenter: tuple[object, ...]
    venter: Celler
    egne: Mapping[str, Celler]

    def svar_i(self, vert: str) -> Celler:
        return self.egne.get(vert, self.venter)


def les_tilfeller(fil: Path) -> list[Tilfelle]:
    """Tilfellene i filen; en linje som ikke kan leses, er en feil med linjenummer."""
    tilfeller = [_tilfelle(rad) for rad in les_csv(fil, KOLONNER)]
    navn = [(t.funksjon, t.navn) for t in tilfeller]
    if doble := {n for n in navn if navn.count(n) > 1}:
        raise ValueError(f"{fil.name}: flere tilfeller heter {doble}")
    return tilfeller


def _tilfelle(rad: Rad) -> Tilfelle:
    rad.krev("navn", "funksjon", "venter", "grunnlag")
    try:
        argumenter = tuple(_argument(a) for a in _delt(rad["argumenter"], "|"))
        egne = dict(_egne(rad["egne"]))
        return Tilfelle(rad["navn"], rad["funksjon"], argumenter, _svar(rad["venter"]), egne)
    except (ValueError, SyntaxError, ZeroDivisionError) as feil:
        raise rad.feil(str(feil)) from None


def _egne(tekst: str) -> Iterator[tuple[str, Celler]]:
    if not tekst:
        return
    treff = re.fullmatch(r"(\w+): (.+) \| (\S.+)", tekst)
    if not treff or treff[1] not in VERTER:
        raise ValueError(f"«egne» skal være «vert: svar | grunn», men er «{tekst}»")
    yield treff[1], _svar(treff[2])


def _argument(deler: list[str]) -> object:
    if deler == ["~"]:
        return UTELATT
    rader = _rader(deler, _celle)
    return Omraade(rader) if deler[0] == "[" else rader[0][0]


def _svar(tekst: str) -> Celler:
    return _rader(_DEL.findall(tekst), _ventet)


def _rader(deler: list[str], les) -> Celler:
    if deler[:1] != ["["]:
        if len(deler) != 1:
            raise ValueError(f"{' '.join(deler)!r} skal være én celle, eller et område i [ ]")
        return [[les(deler[0])]]
    if deler[-1] != "]" or "[" in deler[1:]:
        raise ValueError(f"{' '.join(deler)!r} er ikke ett område")
    rader: Celler = []
    for rad in _delt(deler[1:-1], ";"):
        *celler, siste = rad or [""]
        ganger = int(siste[1:]) if siste.startswith("×") else 0
        rader += [[les(del_) for del_ in (celler if ganger else rad)]] * (ganger or 1)
    if len({len(rad) for rad in rader}) != 1 or not rader[0]:
        raise ValueError(f"{' '.join(deler)[:60]!r} er ikke et rektangel")
    return rader


def _delt(deler: str | list[str], skille: str) -> list[list[str]]:
    if isinstance(deler, str):
        deler = _DEL.findall(deler)
    ut: list[list[str]] = [[]]
    for del_ in deler:
        if del_ == skille:
            ut.append([])
        else:
            ut[-1].append(del_)
    if ut == [[]]:
        return []
    if [] in ut:
        raise ValueError(f"tomt mellom to «{skille}»; en tom celle er _ og et utelatt argument ~")
    return ut


def _celle(tekst: str) -> Celle:
    if tekst == "_":
        return None
    if tekst in ("TRUE", "FALSE"):
        return tekst == "TRUE"
    return _tekst_eller_feil(tekst) if tekst[0] in "'#" else float(tekst)


def _ventet(tekst: str) -> Celle:
    """Et svar: regnestykket regnes som brøk, så det er svaret og ikke en avrunding av det."""
    if tekst[0] in "'#":
        return _tekst_eller_feil(tekst)
    if not _REGNING.fullmatch(tekst):
        raise ValueError(f"{tekst!r} er verken et regnestykke, en feilverdi eller 'tekst'")
    return _regn(ast.parse(tekst, mode="eval").body, tekst)


def _tekst_eller_feil(tekst: str) -> str | Feil:
    if tekst.startswith("'"):
        return tekst[1:-1]
    feil = Feil.fra_tekst(tekst)
    if feil is None:
        raise ValueError(f"{tekst!r} er ingen feilverdi")
    return feil


def _regn(node: ast.expr, tekst: str) -> Fraction:
    match node:
        case ast.Constant():
            return Fraction(tekst[node.col_offset : node.end_col_offset])
        case ast.UnaryOp(ast.USub(), ledd):
            return -_regn(ledd, tekst)
        case ast.BinOp(a, op, b):
            x, y = _regn(a, tekst), _regn(b, tekst)
            return {ast.Add: x.__add__, ast.Sub: x.__sub__, ast.Mult: x.__mul__, ast.Div: x.__truediv__}[type(op)](y)
    raise ValueError(f"{tekst!r} er ikke et regnestykke")
