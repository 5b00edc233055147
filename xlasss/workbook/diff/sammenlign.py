"""Compare two workbooks cell by cell along the keys: inputs, parameters, formulas, text, formats, results."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from xlasss.begreper import Feil
from xlasss.engines.adresse import adresse
from xlasss.engines.likhet import lik
from xlasss.engines.protokoll import Verdi
from xlasss.errors import UttrykkFeil, XlasssFeil
from xlasss.workbook.diff.endring import Diff, Endring, Slag
from xlasss.workbook.diff.samsvar import Ark, Samsvar, les_ark, samsvar
from xlasss.workbook.diff.utslag import med_utslag
from xlasss.workbook.formelspraak import les_formel
from xlasss.workbook.formeltre import Ref, likt_bygd
from xlasss.workbook.les import Arbeidsbok, Celle, Sted
from xlasss.workbook.nokler import Noklene

_TOM = Celle(None)


def diff(a: Arbeidsbok, b: Arbeidsbok) -> Diff:
    """Forskjellene mellom to arbeidsbøker, størst utslag på et resultat først."""
    alle = list(_Sammenligning(a, b).endringer())
    aarsaker = [e for e in alle if e.slag is not Slag.RESULTAT]
    try:
        aarsaker, merknader = med_utslag(a, aarsaker)
    except XlasssFeil as feil:
        merknader = (f"Utslagene er ikke regnet: {feil}",)
    resultater = [e for e in alle if e.slag is Slag.RESULTAT]
    rekkefolge = list(Slag)
    aarsaker.sort(key=lambda e: (-e.vekt, rekkefolge.index(e.slag)))
    resultater.sort(key=lambda e: -e.vekt)
    return Diff(a.fil.name, b.fil.name, tuple(aarsaker), tuple(resultater), merknader)


@dataclass
class _Sammenligning:
    a: Arbeidsbok
    b: Arbeidsbok

    def __post_init__(self) -> None:
        self._nokler_a, self._nokler_b = Noklene(self.a), Noklene(self.b)
        self._samsvar: dict[str, Samsvar] = {}
        for navn in self.a.ark:
            if (annet := self.b.arknavn(navn)) is not None:
                par = les_ark(self.a, self._nokler_a, navn), les_ark(self.b, self._nokler_b, annet)
                self._samsvar[navn.casefold()] = samsvar(*par)

    def endringer(self) -> Iterator[Endring]:
        for navn in self.a.ark:
            if navn.casefold() not in self._samsvar:
                yield Endring(navn, "hele arket", f"{len(self.a.celler(navn))} celler", None, Slag.FJERNET)
                continue
            s = self._samsvar[navn.casefold()]
            for rad in sorted(s.rader):
                yield from self._rad(s, rad)
            yield from (self._hel_rad(s.a, rad, Slag.FJERNET) for rad in sorted(s.bare_a) if _har_noe(s.a, rad))
            yield from (self._hel_rad(s.b, rad, Slag.LAGT_TIL) for rad in sorted(s.bare_b) if _har_noe(s.b, rad))
        for navn in self.b.ark:
            if self.a.arknavn(navn) is None:
                yield Endring(navn, "hele arket", None, f"{len(self.b.celler(navn))} celler", Slag.LAGT_TIL)

    def _hel_rad(self, ark: Ark, rad: int, slag: Slag) -> Endring:
        celler = {k: c for k, c in ark.rader[rad].items() if c.verdi is not None or c.formel}
        etikett = ark.nokler.etikett(Sted(ark.navn, rad, 3))
        deler = (etikett.blokk, ark.tekst(rad, 1), ark.tekst(rad, 2))
        nokkel = " · ".join(dict.fromkeys(d for d in deler if d)) or f"rad {rad}"
        celle = adresse(rad, min(celler))
        hele = f"raden med {len(celler)} celler"
        if slag is Slag.FJERNET:
            return Endring(ark.navn, nokkel, hele, None, slag, celle_a=celle)
        return Endring(ark.navn, nokkel, None, hele, slag, celle_b=celle)

    def _rad(self, s: Samsvar, rad: int) -> Iterator[Endring]:
        ny = s.rader[rad]
        her, der, kolonner = s.a.rader[rad], s.b.rader[ny], s.kolonner(rad)
        urort = kolonner is None and her == der and self.a.formater == self.b.formater
        if urort and not (self._har_flyttet and any(c.formel for c in her.values())):
            return
        tilbake = set(kolonner.values()) if kolonner else set()
        for kol in sorted(her.keys() | (kolonner.keys() if kolonner else der.keys())):
            maal = kol if kolonner is None else kolonner.get(kol)
            x, y = her.get(kol, _TOM), der.get(maal, _TOM) if maal else _TOM
            yield from self._celle(s, (rad, kol), (ny, maal) if maal else None, x, y)
        for kol in sorted(der.keys() - tilbake) if kolonner else ():
            yield from self._celle(s, None, (ny, kol), _TOM, der[kol])

    def _celle(
        self, s: Samsvar, fra: tuple[int, int] | None, til: tuple[int, int] | None, x: Celle, y: Celle
    ) -> Iterator[Endring]:
        slag, verdier = self._slag(s, fra, til, x, y)
        if slag is not None:
            yield self._ny(s, fra, til, slag, *verdier)
        format_a, format_b = self.a.format(x), self.b.format(y)
        if (
            fra
            and til
            and format_a != format_b
            and (x.verdi is not None or x.formel)
            and (y.verdi is not None or y.formel)
        ):
            felt = [f"{f.kode}{'' if f.laast else ', ulåst'}" for f in (format_a, format_b)]
            yield self._ny(s, fra, til, Slag.FORMAT, *felt)

    def _ny(
        self, s: Samsvar, fra: tuple[int, int] | None, til: tuple[int, int] | None, slag: Slag, gammel: Verdi, ny: Verdi
    ) -> Endring:
        ark, sted = (s.a, fra) if fra else (s.b, til)
        assert sted is not None
        etikett = ark.nokler.etikett(Sted(ark.navn, *sted))
        nokkel = " · ".join(d for d in (etikett.blokk, etikett.tekst) if d)
        celler = [adresse(*c) if c else "" for c in (fra, til)]
        return Endring(ark.navn, nokkel, gammel, ny, slag, None, *celler)

    def _slag(
        self, s: Samsvar, fra: tuple[int, int] | None, til: tuple[int, int] | None, x: Celle, y: Celle
    ) -> tuple[Slag | None, tuple[Verdi, Verdi]]:
        """Hva slags endring det er, og det som skal vises; None når cellene er like."""
        verdier = x.verdi, y.verdi
        if x.formel or y.formel:
            if bool(x.formel) != bool(y.formel) or not self._samme_formel(s, x.formel, y.formel):
                return Slag.FORMEL, (x.formel or x.verdi, y.formel or y.verdi)
            return (None if lik(*verdier) or _uten_tillegg(x, y) else Slag.RESULTAT), verdier
        if lik(*verdier):
            return None, verdier
        if not any(isinstance(v, float) for v in verdier):
            return Slag.TEKST, verdier
        ark, sted = (s.a, fra) if fra else (s.b, til)
        assert sted is not None
        return (Slag.PARAMETER if ark.nokler.er_parameter(Sted(ark.navn, *sted)) else Slag.INNDATA), verdier

    def _samme_formel(self, s: Samsvar, a: str, b: str) -> bool:
        """Om formlene er den samme på de samme cellene, hvor de enn står nå."""
        if a == b and not self._har_flyttet:
            return True
        try:
            return likt_bygd(les_formel(a), les_formel(b), lambda x, y: self._samme_ref(s, x, y))
        except UttrykkFeil:
            return a == b

    @cached_property
    def _har_flyttet(self) -> bool:
        """Om noen rad eller kolonne har byttet plass, så lik tekst kan vise til noe annet."""
        alle = self._samsvar.values()
        rader = any(s.bare_a or s.bare_b or any(r != ny for r, ny in s.rader.items()) for s in alle)
        return rader or any(k != ny for s in alle for r in s.rader for k, ny in (s.kolonner(r) or {}).items())

    def _samme_ref(self, s: Samsvar, a: Ref, b: Ref) -> bool:
        if a.bok or b.bok:
            return a == b
        if (a.ark or s.a.navn).casefold() != (b.ark or s.b.navn).casefold():
            return False
        annet = self._samsvar.get((a.ark or s.a.navn).casefold())
        if annet is None or a.antall > 1_000_000:
            return (a.fra, a.til) == (b.fra, b.til)
        return annet.flyttet(a.fra) == b.fra and annet.flyttet(a.til) == b.til


def _uten_tillegg(x: Celle, y: Celle) -> bool:
    """Om funksjonen bare mangler svar fordi den ene filen er lagret uten tillegget."""
    feil = [v for v in (x.verdi, y.verdi) if isinstance(v, Feil)]
    return "ASSS_" in x.formel and (Feil.NAME in feil or len(feil) == 2)


def _har_noe(ark: Ark, rad: int) -> bool:
    return any(c.verdi is not None or c.formel for c in ark.rader[rad].values())
