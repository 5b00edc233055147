"""`xlasss relink`: formulas that point at somebody's add-in file call the functions by name again.

A workbook saved with the add-in loaded stores `[1]!ASSS_X(…)` and a link to that person's file
(KONTRAKT §1). Here the formulas get the plain name, and the link goes with the last formula
that used it. What is not touched, stays byte for byte; cached values too, and Excel is told to
recompute when it opens the file.
"""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from xlasss.engines.arkxml import P, adresse_av, attributter, data_i, prefiks_i
from xlasss.engines.pakke import les_pakke
from xlasss.formler import normaliser
from xlasss.workbook import lenker
from xlasss.workbook.hel_fil import hel_fil

_NAVN = re.compile(rf"(<{P}definedName\s([^>]*)>)([^<]*[Aa][Ss][Ss][Ss][^<]*)(?=</{P}definedName\s*>)")
_CALC = re.compile(rf"<({P})calcPr\b([^>]*?)(/?)>")
_FOER_CALC = re.compile(rf"(.*(?:</{P}(?:definedNames|externalReferences|sheets)\s*>))", re.DOTALL)
"""The last of what must stand before calcPr in workbook.xml."""


@dataclass(frozen=True)
class Endret:
    """Én formel: hvor, og før og etter. Et navn i boken har arket «(navn)»."""

    ark: str
    celle: str
    foer: str
    etter: str


@dataclass(frozen=True)
class Resultat:
    """Det som er rettet, og lenkene som er fjernet og som måtte bli stående."""

    endret: list[Endret]
    fjernet: list[str]
    igjen: list[str]
    deler: dict[str, str | None]
    """Delene av filen med nytt innhold; None er en del som er tatt ut."""


def finn(fil: Path) -> Resultat:
    """Hva som må rettes i filen; ingenting skrives."""
    pakke, _ = les_pakke(fil)
    endret: list[Endret] = []
    deler: dict[str, str | None] = {}
    for ark, del_ in pakke.ark.items():
        xml = pakke.xml(del_)
        ny = _formler(xml, Melding(ark, endret))
        if ny != xml:
            deler[del_] = ny
    bok = pakke.xml(pakke.bok)
    ny_bok = _navn(bok, Melding("(navn)", endret))
    lenkene = lenker.rydd(pakke, ny_bok, deler)
    if endret or lenkene.fjernet:
        deler |= lenkene.deler | {pakke.bok: _regn_ved_aapning(lenkene.bok)}
    return Resultat(endret, lenkene.fjernet, lenkene.igjen, deler)


def skriv(fil: Path, ut: Path, resultat: Resultat) -> None:
    """Filen med det rettede, til `ut`; den gamle står til den nye er hel."""
    with hel_fil(ut) as midlertidig, ZipFile(fil) as gammel, ZipFile(midlertidig, "w", ZIP_DEFLATED) as ny:
        for post in gammel.infolist():
            innhold = resultat.deler.get(post.filename, gammel.read(post))
            if innhold is not None:
                ny.writestr(post, innhold)


@dataclass(frozen=True)
class Melding:
    """Hvor det som endres på ett ark, føres."""

    ark: str
    liste: list[Endret]

    def rettet(self, lagret: str, celle: str) -> str:
        """Formelen slik den skal lagres; er den endret, er det ført."""
        foer = unescape(lagret)
        etter = normaliser(foer)
        if etter == foer:
            return lagret
        self.liste.append(Endret(self.ark, celle, foer, etter))
        return escape(etter)


def _formler(xml: str, melding: Melding) -> str:
    """Arket med rettede formler."""
    fra, til = data_i(xml)
    p = prefiks_i(xml)
    monster = re.compile(rf"(<{p}c(?:\s[^>]*)?>\s*<{p}f(?:\s[^>]*)?>)([^<]*[Aa][Ss][Ss][Ss][^<]*)(?=</{p}f\s*>)")

    def rett(treff: re.Match[str]) -> str:
        celle = treff[1][: treff[1].index(">")]
        return treff[1] + melding.rettet(treff[2], adresse_av(attributter(celle)))

    return xml[:fra] + monster.sub(rett, xml[fra:til]) + xml[til:]


def _navn(bok: str, melding: Melding) -> str:
    """Det samme for navnene i boken."""
    return _NAVN.sub(lambda t: t[1] + melding.rettet(t[3], attributter(t[2]).get("name", "")), bok)


def _regn_ved_aapning(bok: str) -> str:
    if treff := _CALC.search(bok):
        andre = re.sub(r"\s*fullCalcOnLoad\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", treff[2])
        return f'{bok[: treff.start()]}<{treff[1]}calcPr{andre} fullCalcOnLoad="1"{treff[3]}>{bok[treff.end() :]}'
    p = re.search(rf"<({P})sheets\b", bok)
    return _FOER_CALC.sub(rf'\1<{p[1] if p else ""}calcPr fullCalcOnLoad="1"/>', bok, count=1)
