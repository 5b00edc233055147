"""A copy of the second workbook with the changed cells marked in colour: every other part byte for byte as it was."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from xlasss.engines.arkxml import P, adresse_av, attributter, data_i
from xlasss.errors import Filfeil
from xlasss.workbook.diff.endring import Diff, Endring, Slag
from xlasss.workbook.hel_fil import hel_fil
from xlasss.workbook.les import Arbeidsbok

FARGER = {
    Slag.INNDATA: "FFFFD966",
    Slag.PARAMETER: "FFFFD966",
    Slag.FORMEL: "FFF4B183",
    Slag.LAGT_TIL: "FFC6E0B4",
    Slag.TEKST: "FFDDEBF7",
    Slag.FORMAT: "FFE4DFEC",
    Slag.RESULTAT: "FFEDEDED",
}
_CELLE = re.compile(rf"<{P}c(\s[^>]*?)?(?=/?>)")
_STIL = re.compile(r"\ss\s*=\s*(?:\"\d*\"|'\d*')")


def skriv_merket(b: Arbeidsbok, d: Diff, ut: Path) -> int:
    """Skriv kopien; gir antallet celler som er merket. En celle som ikke er skrevet i filen, kan ikke farges."""
    if ut.resolve() == b.fil.resolve():
        raise Filfeil(f"{ut} er filen som sammenlignes.", "Velg et annet navn for den merkede kopien.")
    stiler = next((navn for navn in b.pakke.deler if navn.endswith("styles.xml")), None)
    if stiler is None:
        raise Filfeil(f"{b.fil.name} har ingen stiler.", "Åpne den i Excel og lagre den.")
    palett = _Palett(b.pakke.xml(stiler))
    endret, antall = {}, 0
    for ark, farger in _farger(b, (*d.resultater, *d.endringer)).items():
        del_ = b.pakke.ark[ark]
        xml, n = _med_farger(b.pakke.xml(del_), farger, palett)
        endret[del_] = xml.encode()
        antall += n
    endret[stiler] = palett.xml().encode()
    with hel_fil(ut) as midlertidig, ZipFile(b.fil) as gammel, ZipFile(midlertidig, "w", ZIP_DEFLATED) as ny:
        for post in gammel.infolist():
            ny.writestr(post, endret.get(post.filename, gammel.read(post)))
    return antall


def _farger(b: Arbeidsbok, endringer: Iterable[Endring]) -> dict[str, dict[str, str]]:
    """Fargen på hver celle i b; en årsak går foran et resultat."""
    farger: dict[str, dict[str, str]] = {}
    for e in endringer:
        if e.celle_b and e.slag in FARGER and (ark := b.arknavn(e.ark)):
            farger.setdefault(ark, {})[e.celle_b] = FARGER[e.slag]
    return farger


class _Palett:
    """Stilene i boken, og en farget utgave av hver som trengs."""

    def __init__(self, xml: str) -> None:
        self._xml = xml
        fyll = re.search(rf"<{P}fills\b[^>]*>(.*?)</{P}fills\s*>", xml, re.DOTALL)
        formater = re.search(rf"<({P})cellXfs\b[^>]*>(.*?)</{P}cellXfs\s*>", xml, re.DOTALL)
        if fyll is None or formater is None:
            raise Filfeil("Stilene i filen er skrevet på en ukjent måte.", "Åpne den i Excel og lagre den.")
        self._p = formater[1]
        self._antall_fyll = len(re.findall(rf"<{P}fill(?=[\s>/])", fyll[1]))
        self._xf = re.findall(rf"<{P}xf\b[^>]*?/>|<{P}xf\b.*?</{P}xf\s*>", formater[2], re.DOTALL)
        self._fyll: dict[str, int] = {}
        self._nye: dict[tuple[int, str], int] = {}

    def stil(self, gammel: int, farge: str) -> int:
        """Nummeret på stilen med en annen bunnfarge."""
        fyll = self._fyll.setdefault(farge, self._antall_fyll + len(self._fyll))
        if (gammel, farge) not in self._nye:
            self._nye[gammel, farge] = len(self._xf)
            xf = re.sub(r"\s(?:fillId|applyFill)\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", self._xf[gammel])
            self._xf.append(xf.replace(f"<{self._p}xf", f'<{self._p}xf fillId="{fyll}" applyFill="1"', 1))
        return self._nye[gammel, farge]

    def xml(self) -> str:
        """Stilene med de nye bakerst; de gamle står."""
        p, antall = self._p, self._antall_fyll + len(self._fyll)
        fyll = "".join(
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{f}"/></{p}patternFill></{p}fill>'
            for f in self._fyll
        )
        nye = "".join(self._xf[len(self._xf) - len(self._nye) :]) if self._nye else ""
        return _bakerst(_bakerst(self._xml, "fills", fyll, antall), "cellXfs", nye, len(self._xf))


def _bakerst(xml: str, liste: str, nye: str, antall: int) -> str:
    """Listen med noe nytt bakerst og det nye antallet."""
    monster = re.compile(rf"(<{P}{liste}\b[^>]*>)(.*?)(</{P}{liste}\s*>)", re.DOTALL)
    return monster.sub(lambda t: _talt(t[1], antall) + t[2] + nye + t[3], xml, count=1)


def _talt(tagg: str, antall: int) -> str:
    return re.sub(r"\bcount\s*=\s*(?:\"\d+\"|'\d+')", f'count="{antall}"', tagg)


def _med_farger(xml: str, farger: Mapping[str, str], palett: _Palett) -> tuple[str, int]:
    fra, til = data_i(xml)
    antall = 0

    def ny(treff: re.Match[str]) -> str:
        nonlocal antall
        felt = attributter(treff[1])
        if (farge := farger.get(adresse_av(felt))) is None:
            return treff[0]
        antall += 1
        return f'{_STIL.sub("", treff[0])} s="{palett.stil(int(felt.get("s", 0)), farge)}"'

    return xml[:fra] + _CELLE.sub(ny, xml[fra:til]) + xml[til:], antall
