"""Arithmetic over known numbers, parsed and never executed: + − × / ** ( ), abs, min, max.

The names in an expression are ids of numbers. An id may hold hyphens and dots, so the
known ids are recognised first, the longest first; a minus between two ids needs blanks.
"""

import ast
import re
from collections.abc import Callable, Container, Mapping
from fractions import Fraction
from typing import Any, Protocol, Self, TypeVar

from xlasss.errors import UttrykkFeil

_FUNKSJONER = ("abs", "min", "max")
LENGSTE = 20_000
STORSTE_EKSPONENT = 64


class Regnbar(Protocol):
    """Det et tall må kunne for å stå i et uttrykk; `minst` og `storst` er min og maks."""

    def __add__(self, annet: Self, /) -> Self: ...
    def __sub__(self, annet: Self, /) -> Self: ...
    def __mul__(self, annet: Self, /) -> Self: ...
    def __truediv__(self, annet: Self, /) -> Self: ...
    def __neg__(self) -> Self: ...
    def __pow__(self, eksponent: int, /) -> Self: ...
    def __abs__(self) -> Self: ...
    def minst(self, annet: Self, /) -> Self: ...
    def storst(self, annet: Self, /) -> Self: ...


T = TypeVar("T", bound=Regnbar)

_TOLEDDET: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


class Uttrykk:
    """Et lest uttrykk, navnene på tallene det bruker, og om noe av dem står flere ganger.

    >>> Uttrykk("100*(1 - a-1)", ["a-1"]).navn
    ('a-1',)
    >>> Uttrykk("a/b - a", ["a", "b"]).gjentar
    True
    """

    def __init__(self, tekst: str, kjente: Container[str]) -> None:
        if len(tekst) > LENGSTE:
            raise UttrykkFeil(f"Uttrykket er {len(tekst)} tegn; det lengste som leses, er {LENGSTE}.")
        self.tekst = tekst
        merket, self.navn, self.gjentar = _merk(tekst, kjente)
        try:
            tre = ast.parse(merket, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise UttrykkFeil(f"Uttrykket kan ikke leses: {tekst[:120]}") from None
        self._tre = tre

    def regn(self, verdier: Mapping[str, T], tall: Callable[[Fraction], T]) -> T:
        """Regn ut med verdier for navnene; `tall` gjør en konstant til samme slag."""
        try:
            return self._gaa(self._tre, verdier, tall)
        except RecursionError:
            raise UttrykkFeil(f"Uttrykket har for mange nivåer: {self.tekst[:60]} …") from None

    def _gaa(self, node: ast.expr, verdier: Mapping[str, T], tall: Callable[[Fraction], T]) -> T:
        match node:
            case ast.Constant(value=verdi) if type(verdi) in (int, float):
                return tall(Fraction(repr(verdi)))
            case ast.Name(id=merke) if merke.startswith("_t"):
                return verdier[self.navn[int(merke[2:])]]
            case ast.UnaryOp(op=ast.USub(), operand=a):
                return -self._gaa(a, verdier, tall)
            case ast.UnaryOp(op=ast.UAdd(), operand=a):
                return self._gaa(a, verdier, tall)
            case ast.BinOp(left=a, op=ast.Pow(), right=b):
                return self._gaa(a, verdier, tall) ** self._eksponent(b)
            case ast.BinOp(left=a, op=op, right=b) if type(op) in _TOLEDDET:
                svar: T = _TOLEDDET[type(op)](self._gaa(a, verdier, tall), self._gaa(b, verdier, tall))
                return svar
            case ast.Call(func=ast.Name(id="abs"), args=[a], keywords=[]):
                return self._gaa(a, verdier, tall).__abs__()
            case ast.Call(func=ast.Name(id=("min" | "max") as navn), args=[_, _, *_] as ledd, keywords=[]):
                alle = [self._gaa(a, verdier, tall) for a in ledd]
                ytterst = alle[0]
                for neste in alle[1:]:
                    ytterst = ytterst.minst(neste) if navn == "min" else ytterst.storst(neste)
                return ytterst
        raise UttrykkFeil(
            f"«{ast.unparse(node)[:60]}» er ikke regning med kjente tall.", "Bruk + - * / ** ( ) abs min max."
        )

    def _eksponent(self, node: ast.expr) -> int:
        match node:
            case ast.Constant(value=int(e)) if abs(e) <= STORSTE_EKSPONENT:
                return e
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(e))) if abs(e) <= STORSTE_EKSPONENT:
                return -e
        raise UttrykkFeil(
            f"Eksponenten må være et helt tall fra −{STORSTE_EKSPONENT} til {STORSTE_EKSPONENT}.", "Skriv om uttrykket."
        )


_KANSKJE_ID = re.compile(r"[\w.]+(?:-[\w.]+)*")
_TALL = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def _merk(tekst: str, kjente: Container[str]) -> tuple[str, tuple[str, ...], bool]:
    """Bytt hver id med et merke Python kan lese, og si om en id står flere ganger; ukjente navn er en feil."""
    navn: dict[str, int] = {}
    antall = 0

    def merke(treff: re.Match[str]) -> str:
        nonlocal antall
        biter: list[str] = treff[0].split("-")
        ut: list[str] = []
        while biter:
            lengst = next((n for n in range(len(biter), 0, -1) if "-".join(biter[:n]) in kjente), 0)
            if not lengst:
                rest = "-".join(biter)
                tall = _TALL.match(rest)
                if tall and tall[0] == rest:
                    return "-".join([*ut, rest])
                if not _TALL.fullmatch(biter[0]) and biter[0] not in _FUNKSJONER:
                    raise UttrykkFeil(f"«{biter[0]}» er ikke et kjent tall i uttrykket: {tekst[:120]}")
            antall += bool(lengst)
            ut.append(f"_t{navn.setdefault('-'.join(biter[:lengst]), len(navn))}" if lengst else biter[0])
            biter = biter[lengst or 1 :]
        return "-".join(ut)

    merket = _KANSKJE_ID.sub(merke, tekst)
    return merket, tuple(navn), antall > len(navn)
