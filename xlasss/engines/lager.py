"""A workbook made ready for the engines: read once, every stored form of our functions computable.

Each engine would otherwise meet `[1]!ASSS_X`, `_xll.ASSS_X` and the rest (KONTRAKT §1) as
unknown functions, take an omitted argument for 0, and stumble on what array formulas left
behind in the cells they fill.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from html import unescape
from pathlib import Path
from xml.sax.saxutils import escape

from xlasss.engines import arkverdier, arkxml
from xlasss.engines.adresse import adresse, celler_i, plass
from xlasss.engines.arkinnsetting import med_verdier
from xlasss.engines.pakke import Pakke, les_pakke, uleselig
from xlasss.engines.protokoll import Verdi
from xlasss.engines.utelatt import merk_utelatte
from xlasss.errors import Bruksfeil, Filfeil
from xlasss.formler import normaliser

Plass = tuple[str, str]
"""A cell: the sheet as the file spells it, and "B7"."""

_NAVN = re.compile(rf"(?<=>)([^<>]*ASSS[^<>]*)(?=</{arkxml.P}definedName\s*>)", re.IGNORECASE)


class Lager:
    """The file's formulas and inputs, and the file as the engines are to read it.

    `matrise_over` says which array formula fills a cell that has none of its own.
    """

    def __init__(self, fil: Path) -> None:
        self._pakke, original = les_pakke(fil)
        self.navn = self._pakke.navn
        self.matrise_over: dict[Plass, arkxml.Matrise] = {}
        self._arknavn = {navn.casefold(): navn for navn in self._pakke.ark}
        self._formler: dict[str, dict[str, None]] = {navn: {} for navn in self._pakke.ark}
        self._nye = dict(self._klargjort())
        self.data = self._pakke.med(self._nye) if self._nye else original

    def formelceller(self) -> list[Plass]:
        """Every cell a formula decides, sheet by sheet."""
        return [(ark, celle) for ark, celler in self._formler.items() for celle in celler]

    def er_formel(self, stedet: Plass) -> bool:
        return stedet[1] in self._formler[stedet[0]]

    def plass(self, ark: str, celle: str) -> Plass:
        """The cell with sheet and address as the file spells them; sheet names ignore case, as in Excel."""
        navn = self._arknavn.get(ark.casefold())
        if navn is None:
            raise self._pakke.uten_arket(ark)
        return navn, adresse(*plass(celle))

    def inndatacelle(self, ark: str, celle: str) -> Plass:
        """The same, for a cell that is about to be given a value."""
        stedet = self.plass(ark, celle)
        if self.er_formel(stedet):
            raise Bruksfeil(f"{stedet[0]}!{stedet[1]} er en formel.", "Bare inndata kan settes.")
        return stedet

    def med(self, inndata: Mapping[Plass, Verdi]) -> bytes:
        """The file with these inputs."""
        per_ark: dict[str, dict[str, Verdi]] = {}
        for (ark, celle), verdi in inndata.items():
            per_ark.setdefault(ark, {})[celle] = verdi
        nye = dict(self._nye)
        for ark, verdier in per_ark.items():
            del_ = self._pakke.ark[ark]
            nye[del_] = med_verdier(nye.get(del_) or self._pakke.xml(del_), verdier)
        return self._pakke.med(nye) if nye else self.data

    @cached_property
    def inndata(self) -> dict[Plass, Verdi]:
        """Every cell that is not a formula, as the file holds it."""
        return {stedet: verdi for stedet, verdi in lagrede_verdier(self._pakke) if not self.er_formel(stedet)}

    def _klargjort(self) -> Iterator[tuple[str, str]]:
        """The members that must be changed: sheets with formulas of ours or arrays, and the names."""
        bok = self._pakke.xml(self._pakke.bok)
        ny_bok = _NAVN.sub(lambda treff: escape(_ren(unescape(treff[1]))), bok)
        if ny_bok != bok:
            yield self._pakke.bok, ny_bok
        for ark, del_ in self._pakke.ark.items():
            raa = self._pakke.deler.get(del_, b"")
            if b"<f" in raa or b":f" in raa or b"\0" in raa:
                xml = self._pakke.hel_xml(del_)
                ny = self._klargjort_ark(ark, xml)
                if ny != xml:
                    yield del_, ny

    def _klargjort_ark(self, ark: str, xml: str) -> str:
        try:
            celler = dict.fromkeys(arkxml.formelceller(xml))
            matriser = arkxml.matriser(xml)
        except Filfeil as feil:
            raise Filfeil(f"{self.navn}, arket {ark}: {feil.melding}", feil.tiltak) from None
        fylte: dict[str, Verdi] = {}
        for matrise in matriser:
            barn = [celle for celle in celler_i(matrise.omraade) if celle not in celler]
            fylte.update(dict.fromkeys(barn))
            self.matrise_over.update({(ark, celle): matrise for celle in barn})
        self._formler[ark] = celler | dict.fromkeys(fylte)
        ny = arkxml.med_formler(xml, _ren)
        return med_verdier(ny, fylte) if fylte else ny


def _ren(formel: str) -> str:
    return merk_utelatte(normaliser(formel))


def lagrede_verdier(pakke: Pakke) -> Iterator[tuple[Plass, Verdi]]:
    """Every cell in the file with the value it was saved with."""
    tekster = arkverdier.delte_tekster(pakke.xml(pakke.tekster)) if pakke.tekster else []
    for ark, del_ in pakke.ark.items():
        try:
            for celle, verdi in arkverdier.verdier(pakke.hel_xml(del_), tekster):
                yield (ark, celle), verdi
        except (ValueError, IndexError):
            raise uleselig(pakke.navn, f"arket {ark} har en celle som ikke er en verdi") from None
