"""The means of another edition put into a workbook: the same numbers, the other kind of mean.

The workbook is read by its keys, not by a plan, so that a copy where rows are moved is met as well.
Where the other edition's mean cannot be taken yet it is #N/A, and what is missing is named.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from xlasss.begreper import Maal, Snitt
from xlasss.cells import les_celle
from xlasss.engines.adresse import adresse
from xlasss.sektorer import Indikator, Maalblokk, Sektorfil
from xlasss.workbook import mot
from xlasss.workbook.ark import etterregning, inndata
from xlasss.workbook.blokk import BEREGNING
from xlasss.workbook.hoder import Hode
from xlasss.workbook.inndata import blokkid
from xlasss.workbook.les import Arbeidsbok, Sted
from xlasss.workbook.nokler import Noklene

_TVILLING = "Tvilling"


@dataclass(frozen=True)
class Kolonne:
    """En kolonne på Inndata: området, og hvem som har tall i den."""

    omraade: str
    alle: tuple[str, ...]
    har: frozenset[str]

    def mangler(self) -> str:
        """Kommunene uten tall, med navn."""
        uten = [k for k in self.alle if k not in self.har]
        return f"{len(uten)} av {len(self.alle)} ({', '.join(uten)})" if uten else ""


@dataclass(frozen=True)
class Bytte:
    """Snittet av én indikator slik den andre utgaven tar det; `merknader` sier hva det er og hva som mangler."""

    formler: dict[Sted, str]
    merknader: tuple[str, ...]


def bytter(bok: Arbeidsbok, fil: Sektorfil) -> Iterator[Bytte]:
    """Snittene som er tatt på en annen måte i `fil.mot`, med formlene som skal stå i stedet."""
    b = _Bok(bok, fil)
    for maal in fil.blokker(Maal.TJENESTEPROFIL):
        andre = next((v for egen, v in mot.par(fil, Maal.TJENESTEPROFIL) if egen is maal), None)
        kjente = {i.nokkel: i for i in mot.felles(fil, maal)} if andre else {}
        for i in fil.indikatorer_i(maal.maal, maal.profil):
            if bytte := b.bytte(maal, i, andre, kjente.get(i.nokkel)):
                yield bytte


class _Bok:
    def __init__(self, bok: Arbeidsbok, fil: Sektorfil) -> None:
        self._bok, self._fil, self._noklene = bok, fil, Noklene(bok)
        self._u, self._v = mot.navnene(fil)

    def bytte(self, maal: Maalblokk, i: Indikator, andre: Maalblokk | None, annen: Indikator | None) -> Bytte | None:
        hva, egen = i.kort, maal.snitt_for(i)
        steder = list(self._steder(blokkid("profil", maal.profil), i.nokkel))
        if andre is None or annen is None:
            return self._uten(steder, f"{hva}: indikatoren er ikke funnet i utgave {self._v}.")
        ny = andre.snitt_for(annen)
        if ny is None:
            return self._uten(steder, f"{hva}: hva slags snitt utgave {self._v} tar, er ikke funnet.")
        krav, eget_krav = self._krav(annen, self._fil.mot), self._krav(i, self._fil)
        if ny is egen and krav == eget_krav:
            return None
        x = self._kolonne(blokkid("profil", maal.profil), i.nokkel)
        w = self._kolonne(blokkid("nevner", maal.profil), i.nokkel) if ny is Snitt.VEID else None
        merknader = [f"{hva}: snittet er {egen or 'ikke funnet'} i utgave {self._u} og {ny} i utgave {self._v}" + (
            f", med nevneren som vekt ({annen.nevner or 'hva den er, er ikke funnet'})." if ny is Snitt.VEID else "."
        )]  # fmt: skip
        med = (x.har & w.har if w else x.har if ny is Snitt.UVEID else frozenset()) if x else frozenset()
        if ny is egen and (ny is Snitt.VEID or (len(med) >= krav) is (len(med) >= eget_krav)):
            return None
        if ny is egen:
            merknader = [f"{hva}: snittet krever {eget_krav} kommuner i utgave {self._u} og {krav} i {self._v}."]
        regnes = len(med) >= max(krav, 2) and (w is None or (x is not None and x.alle == w.alle))
        if not regnes:
            merknader += self._mangler(x, w, krav, len(med), ny)
        vekter = f',"{ny}",{w.omraade}' if w else f',"{ny}"'
        kall = f"=ASSS_SNITT({x.omraade}{vekter})" if x and (w or ny is Snitt.UVEID) else "=NA()"
        beregnet = {(s.ark, s.kol): f"={adresse(s.rad, s.kol)}" for s, rad in steder if rad == "beregnet"}
        brukt = {s: beregnet.get((s.ark, s.kol), kall) if regnes else "=NA()" for s, rad in steder if rad == "snitt"}
        formler = {s: kall for s, rad in steder if rad == "beregnet"} | brukt
        return Bytte(formler, tuple(merknader))

    def _uten(self, steder: list[tuple[Sted, str]], hvorfor: str) -> Bytte:
        return Bytte({s: "=NA()" for s, _ in steder}, (hvorfor,))

    def _mangler(self, x: Kolonne | None, w: Kolonne | None, krav: int, antall: int, ny: Snitt) -> Iterator[str]:
        begge = "både tall og nevner" if ny is Snitt.VEID else "tall"
        yield f"Snittet i utgave {self._v} krever {krav} kommuner med {begge}; {antall} har det."
        if x and (uten := x.mangler()):
            yield f"Tall mangler for {uten}. Skriv dem på {x.omraade}."
        if ny is Snitt.VEID and w is None:
            ny_bok = f"xlasss bygg {self._fil.nokkel} --utgave {self._u} --mot {self._v}"
            yield f"Nevnerne mangler for alle, og denne boken har ikke felt til dem: «{ny_bok}» lager en som har det."
        elif w and (uten := w.mangler()):
            yield f"Nevnere mangler for {uten}. Skriv dem på {w.omraade}."
        if x and w and x.alle != w.alle:
            yield f"Kommunene står i ulik rekkefølge i {x.omraade} og {w.omraade}. Kjør «xlasss kontroll»."

    def _krav(self, i: Indikator, fil: Sektorfil | None) -> int:
        """Hvor mange kommuner utgaven krever; der det er som bokens egen, gjelder tallet på Parametre."""
        utgavens = fil.utgave.minst if fil else 0
        if i.minst or utgavens != self._fil.utgave.minst:
            return i.minst or utgavens
        ark = self._bok.arknavn("Parametre") or ""
        rader = (r for r, k in self._bok.celler(ark) if k == 1 and self._bok.tekst(ark, r, 1) == "minst") if ark else ()
        verdier = (self._bok.celle(Sted(ark, r, 4)).verdi for r in rader)
        return next((int(v) for v in verdier if isinstance(v, float)), utgavens)

    def _steder(self, blokk: str, indikator: str) -> Iterator[tuple[Sted, str]]:
        """Cellene med snittet, det som er brukt og det som er beregnet, på Beregning og i tvillingene."""
        for navn in (BEREGNING, etterregning.NAVN):
            ark = self._bok.arknavn(navn)
            hode = self._hode(ark, blokk) if ark else None
            if ark is None or hode is None:
                continue
            alle = self._kolonner(ark, hode, indikator)
            kolonner = [k for k in alle if navn == BEREGNING or self._tvilling(ark, hode, k)]
            for rad, kol in sorted((r, k) for r, k in self._bok.celler(ark) if k in kolonner):
                nokkel, sted = self._bok.tekst(ark, rad, 1), Sted(ark, rad, kol)
                her = nokkel in ("snitt", "beregnet") and self._noklene.hode(sted) == hode
                if her and self._bok.celle(sted).formel:
                    yield sted, nokkel

    def _hode(self, ark: str, blokk: str) -> Hode | None:
        return next((h for h in self._noklene.hoder(ark) if self._bok.tekst(ark, h.rad, 2) == blokk), None)

    def _kolonner(self, ark: str, hode: Hode, indikator: str) -> list[int]:
        siste = max((k for r, k in self._bok.celler(ark) if r == hode.rad), default=0)
        return [k for k in range(4, siste + 1) if self._bok.tekst(ark, hode.rad, k) == indikator]

    def _tvilling(self, ark: str, hode: Hode, kol: int) -> bool:
        soner = (self._bok.tekst(ark, hode.topp, k) for k in range(kol, 1, -1))
        return next((s for s in soner if s), "").startswith(_TVILLING)

    def _kolonne(self, blokk: str, indikator: str) -> Kolonne | None:
        """Kommunenes tall for en indikator i en blokk på Inndata."""
        ark = self._bok.arknavn(inndata.NAVN)
        hode = self._hode(ark, blokk) if ark else None
        kolonner = self._kolonner(ark, hode, indikator) if ark and hode else []
        if ark is None or hode is None or not kolonner:
            return None
        kol = kolonner[0]
        rader = [
            r for r in self._noklene.radene(Sted(ark, hode.rad + 1, kol)) if self._bok.tekst(ark, r, 1).isdecimal()
        ]
        if not rader:
            return None
        navn = {r: self._bok.tekst(ark, r, 2) for r in rader}
        har = frozenset(navn[r] for r in rader if les_celle(self._bok.celle(Sted(ark, r, kol)).verdi)[1] is None)
        fra, til = (adresse(r, kol) for r in (rader[0], rader[-1]))
        return Kolonne(f"{ark}!{fra}:{til}", tuple(navn.values()), har)
