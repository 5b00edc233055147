"""What a cell is, in the words of the sheet itself: block, row, column, year, unit and source.

Read from the visible keys and headings (ARKITEKTUR, «Sheet standard»), never from a plan, so
that it holds for a copy someone has edited as well. A sheet without keys gets the nearest text
to the left and above.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from xlasss.workbook.hoder import Hode, hoder_i
from xlasss.workbook.les import Arbeidsbok, Sted

_AARET = re.compile(r"\s*\b(?:19|20)\d\d(?:\s*[–-]\s*(?:(?:19|20)\d\d|\d\d))?\s*$")
_AAR = re.compile(r"(?:19|20)\d\d(?:\s*[–-]\s*(?:(?:19|20)\d\d|\d\d))?")


@dataclass(frozen=True)
class Etikett:
    """Hva en celle er. `nokkel` kjenner den igjen i en annen bok, uansett hvor den står og hvilket år."""

    ark: str
    blokk: str = ""
    sone: str = ""
    radnokkel: str = ""
    radnavn: str = ""
    kolnokkel: str = ""
    kolnavn: str = ""
    aar: str = ""
    enhet: str = ""

    @property
    def nokkel(self) -> tuple[str, ...]:
        """Ark, blokk, sone, rad og kolonne; tomt der arket ikke har nøkler."""
        return self.ark, uten_aar(self.blokk), self.sone, self.radnokkel, self.kolnokkel

    @property
    def tekst(self) -> str:
        """Det et menneske kaller cellen, for eksempel «Sandnes · Eksamen · 2016»."""
        deler = (self.radnavn or self.radnokkel, self.kolnavn or self.kolnokkel, self.aar)
        return " · ".join(dict.fromkeys(d for d in deler if d))


def uten_aar(tittel: str) -> str:
    """Tittelen uten året den slutter med, så blokken er den samme neste år."""
    return _AARET.sub("", tittel)


class Noklene:
    """Etikettene i en arbeidsbok."""

    def __init__(self, bok: Arbeidsbok) -> None:
        self._bok = bok
        self._hoder: dict[str, list[Hode]] = {}

    def hode(self, sted: Sted) -> Hode | None:
        """Overskriften cellen hører til."""
        return next((h for h in reversed(self.hoder(sted.ark)) if h.rad < sted.rad), None)

    def hoder(self, ark: str) -> list[Hode]:
        """Overskriftene på et ark, ovenfra."""
        if ark not in self._hoder:
            self._hoder[ark] = list(hoder_i(self._bok, ark))
        return self._hoder[ark]

    def etikett(self, sted: Sted) -> Etikett:
        """Hva cellen er."""
        hode, (ark, rad, kol) = self.hode(sted), sted
        if hode is None or rad <= (hode.enhetsrad or hode.navnerad):
            return self._uten_nokler(sted)
        t = self._bok.tekst
        tittel = t(ark, hode.rad, 3).casefold()
        tredje = t(ark, rad, 3)
        aar = tredje if _AAR.fullmatch(tredje) else ""
        kolnavn, kolnokkel = t(ark, hode.navnerad, kol), t(ark, hode.rad, kol)
        enhet = t(ark, hode.enhetsrad, kol) if hode.enhetsrad else self._enhet(sted, hode, kolnavn)
        if hode.enhetsrad is None and tittel == "enhet":
            treff = _AAR.search(hode.tittel)
            aar = treff[0] if treff else ""
        sone = next((s for k in range(kol, 1, -1) if (s := t(ark, hode.topp, k))), "")
        return Etikett(ark, hode.tittel, sone, t(ark, rad, 1), t(ark, rad, 2), kolnokkel, kolnavn, aar, enhet)

    def _enhet(self, sted: Sted, hode: Hode, kolnavn: str) -> str:
        for ord_ in ("pst.enh.", "prosent"):
            if ord_ in kolnavn.casefold():
                return ord_
        kol = self._kolonne(sted.ark, hode, "enhet")
        return self._bok.tekst(sted.ark, sted.rad, kol) if kol else ""

    def kilde(self, sted: Sted) -> str:
        """Opphavet til et tall: det som står i kolonnen «opphav», eller under Kilde og Side i samme rad."""
        hode, t = self.hode(sted), self._bok.tekst
        if hode is None:
            return ""
        if kilde := self._kolonne(sted.ark, hode, "kilde"):
            side = self._kolonne(sted.ark, hode, "side")
            return _med_side(t(sted.ark, sted.rad, kilde), t(sted.ark, sted.rad, side) if side else "")
        nokkel = t(sted.ark, hode.rad, sted.kol)
        for kol in self._bredde(sted.ark, hode) if nokkel and hode.enhetsrad else ():
            opphav = t(sted.ark, hode.enhetsrad, kol) == "opphav" if hode.enhetsrad else False
            if kol > sted.kol and opphav and t(sted.ark, hode.rad, kol) == nokkel:
                return self._utdypet(t(sted.ark, sted.rad, kol))
        return ""

    def er_parameter(self, sted: Sted) -> bool:
        """Om raden har en kolonne med kilde, slik arket Parametre har."""
        hode = self.hode(sted)
        return hode is not None and self._kolonne(sted.ark, hode, "kilde") is not None

    def radene(self, sted: Sted) -> Iterator[int]:
        """Radene i blokken cellen står i."""
        hode = self.hode(sted)
        rad = (hode.enhetsrad or hode.navnerad) + 1 if hode else sted.rad
        while self._bok.tekst(sted.ark, rad, 1) or self._bok.tekst(sted.ark, rad, 2):
            yield rad
            rad += 1

    def opplysning(self, navn: str) -> str:
        """Et felt i blokken «Arbeidsboken», for eksempel mal, utgave, aar og rapport."""
        return self._opplysninger.get(navn, "")

    @cached_property
    def _opplysninger(self) -> dict[str, str]:
        forside = self._bok.arknavn("Forside")
        if forside is None:
            return {}
        celler = self._bok.celler(forside).items()
        navn = {rad: c.verdi for (rad, kol), c in celler if kol == 2 and isinstance(c.verdi, str)}
        verdier = {rad: c.verdi for (rad, kol), c in celler if kol == 3}
        return {
            n: str(int(v)) if isinstance(v, float) and v.is_integer() else str(v)
            for rad, n in navn.items()
            if (v := verdier.get(rad)) is not None
        }

    @cached_property
    def _kildetitler(self) -> dict[str, str]:
        ark = self._bok.arknavn("Kilder")
        if ark is None:
            return {}
        t = self._bok.tekst
        rader = (rad for rad, kol in sorted(self._bok.celler(ark)) if kol == 1 and t(ark, rad, 1) and t(ark, rad, 2))
        i_listen = (rad for rad in rader if (h := self.hode(Sted(ark, rad, 1))) and h.tittel.casefold() == "kilder")
        return {t(ark, rad, 1): t(ark, rad, 2) for rad in i_listen}

    def _utdypet(self, opphav: str) -> str:
        """Opphavet med kildens tittel: den det nevner, og for det trykte rapporten boken gjelder."""
        nevnt = next((n for n in self._kildetitler if n in opphav), "")
        trykt = self.opplysning("rapport") if opphav.casefold().startswith("trykt") else ""
        tittel = self._kildetitler.get(nevnt or trykt, nevnt or trykt)
        return f"{opphav} ({tittel})" if tittel else opphav

    def _kolonne(self, ark: str, hode: Hode, navn: str) -> int | None:
        kolonner = self._bredde(ark, hode)
        return next((k for k in kolonner if self._bok.tekst(ark, hode.navnerad, k).casefold() == navn), None)

    def _bredde(self, ark: str, hode: Hode) -> range:
        """Kolonnene til og med den siste med noe i overskriften."""
        return range(1, max((k for r, k in self._bok.celler(ark) if r == hode.rad), default=1) + 1)

    def _uten_nokler(self, sted: Sted) -> Etikett:
        """Den nærmeste skrevne teksten til venstre, ellers den øverst i den sammenhengende kolonnen over."""

        def skrevet(rad: int, kol: int) -> str:
            formel = self._bok.celle(Sted(sted.ark, rad, kol)).formel
            return "" if formel else self._bok.tekst(sted.ark, rad, kol)

        def tom(rad: int) -> bool:
            return self._bok.celle(Sted(sted.ark, rad, sted.kol)).verdi is None

        kolonner = range(sted.kol - 1, max(sted.kol - 30, 0), -1)
        rader = takewhile(lambda rad: not tom(rad), range(sted.rad - 1, 0, -1))
        venstre = next((s for kol in kolonner if (s := skrevet(sted.rad, kol))), "")
        over = "" if venstre else next((s for rad in rader if (s := skrevet(rad, sted.kol))), "")
        return Etikett(sted.ark, radnavn=venstre, kolnavn=over)


def _med_side(kilde: str, side: str) -> str:
    if not side:
        return kilde
    return f"{kilde}, s. {side}" if side[0].isdigit() else f"{kilde}, {side}"
