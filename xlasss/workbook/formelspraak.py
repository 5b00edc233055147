"""The formula language: a formula as a tree. Read, never executed.

Excel's own precedence: unary minus binds tighter than ^, and per cent tighter still. What is
outside the language is refused with the place, so that nobody takes a half-read formula for a
whole one.
"""

import re
from typing import NamedTuple

from xlasss.begreper import Feil
from xlasss.engines.adresse import adresse, plass
from xlasss.errors import UttrykkFeil
from xlasss.workbook.formeltre import Kall, Konstant, Ledd, Navn, Ref

DYPEST = 100
"""Nivåer av parenteser; Excel tillater 64."""
LENGST = 200
"""Ledd på rad, som i A1+A2+…; en lengre rekke er en sum av et område."""
_SISTE_RAD, _SISTE_KOL = 1_048_576, 16_384


_ARK = r"(?P<{0}>(?:'(?:[^']|'')+'|(?:\[\d+\])?[^\W\d][\w.]*|\[\d+\][\w.]*)!)?"
_CELLE = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_TEGN = re.compile(
    rf"""
    (?P<luft>\s+)
  | (?P<tekst>"(?:[^"]|"")*")
  | (?P<feil>(?:(?:'(?:[^']|'')+'|[\w.]+)!)?\#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!))
  | (?P<kall>[^\W\d][\w.]*\()
  | {_ARK.format("ark")}(?P<celle>{_CELLE}(?::{_CELLE})?)(?![\w(.!])
  | {_ARK.format("ark2")}(?P<hele>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?\d+:\$?\d+)(?![\w(.!])
  | (?P<tall>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<navn>(?:(?:'(?:[^']|'')+'|(?:\[\d+\])?[\w.]*)!)?[^\W\d][\w.]*(?:\[(?:[^\[\]]|\[[^\]]*\])*\])?)
  | (?P<op><=|>=|<>|[-+*/^&=<>%@])
  | (?P<skille>[,;])
  | (?P<paren>[()])
    """,
    re.VERBOSE,
)
_BINDER = {"=": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "<>": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}


class _Tegn(NamedTuple):
    slag: str
    tekst: str
    ark: str


def flytt(formel: str, rader: int, kolonner: int) -> str:
    """Formelen flyttet så mange rader og kolonner, slik en delt formel skal leses.

    >>> flytt('SUM($A1:B$2)&"A1"', 2, 1)
    'SUM($A3:C$2)&"A1"'
    """

    def ny(treff: re.Match[str]) -> str:
        if not treff["celle"]:
            return treff[0]
        return (treff["ark"] or "") + re.sub(r"(\$?)([A-Za-z]+)(\$?)(\d+)", en, treff["celle"])

    def en(treff: re.Match[str]) -> str:
        rad, kol = plass(treff[2] + treff[4])
        rad += 0 if treff[3] else rader
        kol += 0 if treff[1] else kolonner
        flyttet = re.fullmatch(r"([A-Z]+)(\d+)", adresse(rad, kol)) if rad > 0 and kol > 0 else None
        return f"{treff[1]}{flyttet[1]}{treff[3]}{flyttet[2]}" if flyttet else "#REF!"

    return _TEGN.sub(ny, formel)


def les_formel(formel: str) -> Ledd:
    """Formelen som tre.

    >>> les_formel("=-A1^2")
    Kall(navn='^', argumenter=(Kall(navn='-', argumenter=(Ref(ark='', fra=(1, 1), til=(1, 1), bok=''),)), \
Konstant(verdi=2.0)))
    """
    return _Leser(formel.removeprefix("=")).les()


class _Leser:
    def __init__(self, formel: str) -> None:
        self._formel, self._i, self._dybde = formel, 0, 0
        self._tegn: list[_Tegn] = []
        fra = 0
        while fra < len(formel):
            treff = _TEGN.match(formel, fra)
            if treff is None:
                raise self._uforstaatt(formel[fra:])
            fra = treff.end()
            slag = treff.lastgroup or ""
            if slag != "luft":
                self._tegn.append(_Tegn(slag, treff[slag], treff["ark"] or treff["ark2"] or ""))

    def les(self) -> Ledd:
        ledd = self._uttrykk(0)
        if self._i < len(self._tegn):
            raise self._uforstaatt(self._tegn[self._i].tekst)
        return ledd

    def _uforstaatt(self, rest: str) -> UttrykkFeil:
        return UttrykkFeil(f"Formelen kan ikke leses fra «{rest[:30]}».", "Den vises som den står.")

    def _neste(self) -> _Tegn:
        return self._tegn[self._i] if self._i < len(self._tegn) else _Tegn("slutt", "", "")

    def _tatt(self, tekst: str) -> bool:
        if self._neste().tekst == tekst and self._neste().slag in ("op", "skille", "paren"):
            self._i += 1
            return True
        return False

    def _uttrykk(self, styrke: int) -> Ledd:
        self._dybde += 1
        if self._dybde > DYPEST:
            raise UttrykkFeil(f"Formelen har over {DYPEST} nivåer.", "Del den opp.")
        venstre, antall = self._verdi(), 0
        while True:
            antall += 1
            if antall > LENGST:
                raise UttrykkFeil(f"Formelen har over {LENGST} ledd på rad.", "Bruk SUM eller et annet område.")
            tegn = self._neste()
            if tegn.slag == "op" and tegn.tekst == "%":
                self._i += 1
                venstre = Kall("%", (venstre,))
                continue
            if tegn.slag != "op" or _BINDER.get(tegn.tekst, 0) <= styrke:
                break
            self._i += 1
            venstre = Kall(tegn.tekst, (venstre, self._uttrykk(_BINDER[tegn.tekst])))
        self._dybde -= 1
        return venstre

    def _verdi(self) -> Ledd:
        tegn = self._neste()
        self._i += 1
        if tegn.slag == "op" and tegn.tekst in "+-@":
            indre = self._uttrykk(max(_BINDER.values()))
            return Kall("-", (indre,)) if tegn.tekst == "-" else indre
        if tegn.slag == "paren" and tegn.tekst == "(":
            indre = self._uttrykk(0)
            if not self._tatt(")"):
                raise self._uforstaatt(self._neste().tekst or "slutten")
            return indre
        if tegn.slag == "kall" and tegn.tekst.upper() in ("TRUE(", "FALSE(") and self._tatt(")"):
            return Konstant(tegn.tekst.upper() == "TRUE(")  # slik LibreOffice lagrer SANN og USANN
        if tegn.slag == "kall":
            return Kall(tegn.tekst[:-1].upper().removeprefix("_XLFN."), self._argumenter())
        return _enkel(tegn) or self._ikke(tegn)

    def _ikke(self, tegn: _Tegn) -> Ledd:
        raise self._uforstaatt(tegn.tekst or "slutten")

    def _argumenter(self) -> tuple[Ledd, ...]:
        if self._tatt(")"):
            return ()
        ut: list[Ledd] = []
        while True:
            tomt = self._neste().slag == "skille" or self._neste().tekst == ")"
            ut.append(Konstant(None) if tomt else self._uttrykk(0))
            if self._tatt(")"):
                return tuple(ut)
            if not (self._tatt(",") or self._tatt(";")):
                raise self._uforstaatt(self._neste().tekst or "slutten")


def _enkel(tegn: _Tegn) -> Ledd | None:
    match tegn.slag:
        case "tall":
            return Konstant(float(tegn.tekst))
        case "tekst":
            return Konstant(tegn.tekst[1:-1].replace('""', '"'))
        case "feil":
            return Konstant(Feil.fra_tekst("#" + tegn.tekst.rpartition("#")[2]))
        case "celle" | "hele":
            return _ref(tegn)
        case "navn":
            logisk = {"TRUE": True, "FALSE": False}.get(tegn.tekst.upper())
            return Navn(tegn.tekst) if logisk is None else Konstant(logisk)
    return None


def _ref(tegn: _Tegn) -> Ref:
    ark = tegn.ark[:-1]
    ark = ark[1:-1].replace("''", "'") if ark.startswith("'") else ark
    treff = re.match(r"\[(\d+)\]", ark)
    bok, ark = (treff[1], ark[treff.end() :]) if treff else ("", ark)
    fra, _, til = tegn.tekst.replace("$", "").partition(":")
    if tegn.slag == "hele" and fra.isdecimal():
        (r1, k1), (r2, k2) = (int(fra), 1), (int(til), _SISTE_KOL)
    elif tegn.slag == "hele":
        (r1, k1), (r2, k2) = (1, plass(fra + "1")[1]), (_SISTE_RAD, plass(til + "1")[1])
    else:
        (r1, k1), (r2, k2) = plass(fra), plass(til or fra)
    return Ref(ark, (min(r1, r2), min(k1, k2)), (max(r1, r2), max(k1, k2)), bok)
