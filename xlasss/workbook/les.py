"""An .xlsx as cells with value, formula and number format: what the explanations and the diff look at.

Nothing is computed here. A computed cell has the value it was saved with, and the formula as
the file holds it with our functions under their one name (KONTRAKT §1).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from html import unescape
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from xlasss.engines.adresse import adresse, plass
from xlasss.engines.arkverdier import celler, delte_tekster
from xlasss.engines.arkxml import P, adresse_av, attributter
from xlasss.engines.pakke import Pakke, les_pakke, uleselig
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Bruksfeil
from xlasss.formler import normaliser
from xlasss.workbook.formelspraak import flytt
from xlasss.workbook.tallformat import Format, formater

_F = re.compile(rf"<{P}f(\s[^>]*?)?(?:/>|>([^<]*)</{P}f\s*>)")
_NAVN = re.compile(rf"<{P}definedName\s([^>]*)>([^<]*)</{P}definedName\s*>")
_STED = re.compile(r"(?:'((?:[^']|'')+)'|([^!]+))!(\$?[A-Za-z]{1,3}\$?[0-9]{1,7})")


class Sted(NamedTuple):
    """En celle: arket slik filen skriver det, rad og kolonne fra 1."""

    ark: str
    rad: int
    kol: int

    @property
    def celle(self) -> str:
        return adresse(self.rad, self.kol)

    def __str__(self) -> str:
        ark = self.ark if re.fullmatch(r"[^\W\d]\w*", self.ark) else "'" + self.ark.replace("'", "''") + "'"
        return f"{ark}!{self.celle}"


class Celle(NamedTuple):
    """Det som står i en celle; formelen er tom i en celle uten, ellers med «=» foran."""

    verdi: Verdi
    formel: str = ""
    stil: int = 0


_TOM = Celle(None)


@dataclass(frozen=True)
class Arbeidsbok:
    """En lest arbeidsbok. Arkene leses når noen spør etter dem."""

    fil: Path
    pakke: Pakke
    _lest: dict[str, dict[tuple[int, int], Celle]]
    endret: bool = False
    """Om formler er byttet, så de lagrede verdiene ikke lenger hører sammen."""

    @property
    def ark(self) -> list[str]:
        return list(self.pakke.ark)

    def celler(self, ark: str) -> Mapping[tuple[int, int], Celle]:
        """Cellene som har noe i seg, etter (rad, kolonne)."""
        if ark not in self._lest:
            self._lest[ark] = dict(self._les(ark))
        return self._lest[ark]

    def celle(self, sted: Sted) -> Celle:
        return self.celler(sted.ark).get((sted.rad, sted.kol), _TOM)

    def tekst(self, ark: str, rad: int, kol: int) -> str:
        """Teksten i en celle, og tom tekst når det står noe annet der."""
        celle = self.celler(ark).get((rad, kol), _TOM)
        return celle.verdi.strip() if isinstance(celle.verdi, str) else ""

    def med_formler(self, formler: Mapping[Sted, str]) -> "Arbeidsbok":
        """Den samme boken med andre formler i noen celler; de har ingen lagret verdi."""
        lest = dict(self._lest)
        for ark in {sted.ark for sted in formler}:
            nye = {(s.rad, s.kol): Celle(None, f, self.celle(s).stil) for s, f in formler.items() if s.ark == ark}
            lest[ark] = {**self.celler(ark), **nye}
        return replace(self, _lest=lest, endret=True)

    def arknavn(self, navn: str) -> str | None:
        """Arket slik filen skriver det; store og små bokstaver er like."""
        return self._arknavn.get(navn.casefold())

    @cached_property
    def _arknavn(self) -> dict[str, str]:
        return {navn.casefold(): navn for navn in self.pakke.ark}

    def finn(self, adresse_: str) -> Sted:
        """Cellen en bruker har skrevet, for eksempel «Resultat!D14»."""
        treff = _STED.fullmatch(adresse_.strip())
        if treff is None:
            raise Bruksfeil(f"«{adresse_}» er ikke en celle i et ark.", "Skriv for eksempel Resultat!D14.")
        ark = (treff[1] or treff[2]).replace("''", "'")
        navn = self.arknavn(ark)
        if navn is None:
            raise Bruksfeil(f"{self.pakke.navn} har ikke arket «{ark}».", f"Den har {', '.join(self.ark)}.")
        return Sted(navn, *plass(treff[3]))

    @cached_property
    def navn(self) -> dict[str, str]:
        """Navnene som gjelder i hele boken, med små bokstaver, og det de viser til."""
        funnet = ((attributter(f" {a}"), unescape(hva)) for a, hva in _NAVN.findall(self.pakke.xml(self.pakke.bok)))
        return {felt["name"].casefold(): hva for felt, hva in funnet if "localSheetId" not in felt}

    @cached_property
    def formater(self) -> list[Format]:
        """Tallformatet og låsen bak hvert stilnummer."""
        stiler = next((d for d in self.pakke.deler if d.endswith("styles.xml")), None)
        try:
            return formater(self.pakke.xml(stiler)) if stiler else []
        except (ElementTree.ParseError, KeyError, ValueError):
            raise uleselig(self.pakke.navn, "stilene er skadet") from None

    def format(self, celle: Celle) -> Format:
        return self.formater[celle.stil] if celle.stil < len(self.formater) else Format()

    @cached_property
    def lenker(self) -> dict[str, str]:
        """Filene andre formler viser til: «1» er [1] i en formel."""
        ut = {}
        for del_, raa in self.pakke.deler.items():
            if treff := re.fullmatch(r"xl/externalLinks/_rels/externalLink(\d+)\.xml\.rels", del_):
                maal = re.search(rb'\bTarget\s*=\s*"([^"]*)"', raa)
                ut[treff[1]] = unescape(maal[1].decode(errors="replace")) if maal else "ukjent fil"
        return ut

    @cached_property
    def _tekster(self) -> list[str]:
        return delte_tekster(self.pakke.xml(self.pakke.tekster)) if self.pakke.tekster else []

    def _les(self, ark: str) -> Iterator[tuple[tuple[int, int], Celle]]:
        delte: dict[str, tuple[str, tuple[int, int]]] = {}
        matriser: dict[tuple[int, int], str] = {}
        try:
            for felt, verdi, indre in celler(self.pakke.hel_xml(self.pakke.ark[ark]), self._tekster):
                sted = _plass(adresse_av(felt))
                formel = _formel(indre, sted, delte, matriser) if "f" in indre else ""
                formel = formel or (matriser.get(sted, "") if matriser else "")
                stil = felt.get("s")
                if verdi is not None or formel or stil:
                    yield sted, Celle(verdi, formel, int(stil or 0))
        except (ValueError, IndexError):
            raise uleselig(self.pakke.navn, f"arket {ark} har en celle som ikke er en verdi") from None


def _formel(
    indre: str,
    sted: tuple[int, int],
    delte: dict[str, tuple[str, tuple[int, int]]],
    matriser: dict[tuple[int, int], str],
) -> str:
    """Formelen i cellen; en delt formel er skrevet ut, og en matriseformel huskes for cellene den fyller."""
    treff = _F.search(indre)
    if treff is None:
        return ""
    felt, tekst = attributter(treff[1]), normaliser(unescape(treff[2] or ""))
    slag, nr = felt.get("t"), felt.get("si", "")
    if slag == "shared" and not tekst:
        forelder, fra = delte.get(nr, ("", sted))
        return "=" + flytt(forelder, sted[0] - fra[0], sted[1] - fra[1])
    if slag == "shared":
        delte[nr] = (tekst, sted)
    if slag == "array":
        (rad, kol), (siste, bortest) = (plass(c) for c in (felt.get("ref", "A1:A1") + ":" + felt["ref"]).split(":")[:2])
        if (siste - rad + 1) * (bortest - kol + 1) <= 100_000:
            matriser |= {(r, k): "=" + tekst for r in range(rad, siste + 1) for k in range(kol, bortest + 1)}
    return "=" + tekst


_kolonne = cache(lambda bokstaver: plass(f"{bokstaver}1")[1])


def _plass(celle: str) -> tuple[int, int]:
    """Som `plass`, for adressene i en fil: kolonnen slås opp, for det er hundre tusen av dem."""
    bokstaver = celle.rstrip("0123456789")
    return int(celle[len(bokstaver) :]), _kolonne(bokstaver)


def les_bok(fil: Path) -> Arbeidsbok:
    """Arbeidsboken, lest uten å regne noe."""
    return Arbeidsbok(fil, les_pakke(fil)[0], {})
