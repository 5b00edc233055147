"""An exact example: values within the rounding for which every relation holds, in rationals.

Start from the roomiest point of the linear programme and solve the relations exactly, one
number each: those whose number stands in no other relation, then by elimination, and where
neither helps the left side of a relation that is not linear is computed before everything else.
What is left over is left to the final test, which tries every relation and every interval.
"""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from xlasss.beregning.intervall import Intervall
from xlasss.errors import IntervallFeil
from xlasss.revisjon.revider import Regning
from xlasss.revisjon.samlet.rader import Lineaer, Trykt

_MEST_ELIMINERING = 200_000
"""Så mange ledd flyttes før vi gir opp; da er det ikke avgjort."""


def eksempel(
    regninger: Mapping[int, Regning],
    lineaere: Mapping[int, Lineaer],
    start: Mapping[str, Fraction],
    tall: Mapping[str, Trykt],
) -> dict[str, Fraction] | None:
    """Ett sett verdier som oppfyller alle regningene, eller None når det ikke ble funnet."""
    verdier = dict(start)
    try:
        for nr, ukjent, ledd in _rekkefolge(regninger, lineaere, tall):
            if ledd is None:
                verdier[ukjent] = _verdi(regninger[nr], verdier)
            else:
                rest = ledd[_KONSTANT] - sum(a * verdier[n] for n, a in ledd.items() if n not in (ukjent, _KONSTANT))
                verdier[ukjent] = rest / ledd[ukjent]
        gaar_opp = all(_verdi(r, verdier) == verdier[r.venstre] for r in regninger.values())
    except IntervallFeil:  # en nevner ble null utenfor boksen
        return None
    return verdier if gaar_opp and all(tall[n].rommer(v) for n, v in verdier.items()) else None


def _verdi(regning: Regning, verdier: Mapping[str, Fraction]) -> Fraction:
    return regning.uttrykk.regn({n: Intervall.eksakt(verdier[n]) for n in regning.uttrykk.navn}, Intervall.eksakt).nedre


_KONSTANT = ""
Steg = tuple[int, str, dict[str, Fraction] | None]
"""Regningen, tallet den løses for, og leddene når den er lineær (ellers regnes tallet til venstre)."""


def _rekkefolge(
    regninger: Mapping[int, Regning], lineaere: Mapping[int, Lineaer], tall: Mapping[str, Trykt]
) -> list[Steg]:
    """Regningene i den rekkefølgen de løses, og tallet hver løses for."""
    rest = _Rest(regninger, lineaere, tall)
    while rest.navn:
        if not (rest.skrell() or rest.eliminer() or rest.fest()):
            rest.utsett()
    return rest.forst + rest.sist[::-1]


class _Rest:
    """Regningene som ennå ikke er løst, og hvor hvert tall står."""

    def __init__(
        self, regninger: Mapping[int, Regning], lineaere: Mapping[int, Lineaer], tall: Mapping[str, Trykt]
    ) -> None:
        self.forst: list[Steg] = []
        self.sist: list[Steg] = []
        self._festet: set[str] = set()
        self._arbeid = 0
        self._ledd: dict[int, dict[str, Fraction]] = {}
        self._til_venstre: dict[int, str] = {}
        self.navn: dict[int, set[str]] = {}
        for nr, r in regninger.items():
            if lineaere[nr].eksakt:
                rad = lineaere[nr].rader[0]
                faste = sum(a * tall[n].intervall.midt for n, a in rad.ledd.items() if not tall[n].intervall.bredde)
                self._ledd[nr] = {n: a for n, a in rad.ledd.items() if tall[n].intervall.bredde}
                self.navn[nr] = set(self._ledd[nr])
                self._ledd[nr][_KONSTANT] = rad.nedre - faste
            else:
                self.navn[nr] = {n for n in r.navn if tall[n].intervall.bredde}
                if r.venstre not in r.uttrykk.navn:
                    self._til_venstre[nr] = r.venstre
        self._hvor: dict[str, set[int]] = defaultdict(set)
        for nr, navn in self.navn.items():
            for n in navn:
                self._hvor[n].add(nr)

    def skrell(self) -> bool:
        """Løs regningene som har et tall for seg selv, og dem det gjør det samme for."""
        kandidater = [n for n, hvor in self._hvor.items() if len(hvor) == 1]
        funnet = False
        while kandidater:
            n = kandidater.pop()
            nr = next(iter(self._hvor[n]), None) if len(self._hvor[n]) == 1 else None
            if nr is not None and (nr in self._ledd or self._til_venstre.get(nr) == n):
                self.sist.append((nr, n, self._ledd.get(nr)))
                kandidater += [m for m in self._ta_bort(nr) if len(self._hvor[m]) == 1]
                funnet = True
        return funnet

    def eliminer(self) -> bool:
        """Løs en lineær regning for et tall som ellers bare står i lineære, og sett det inn i dem."""
        for nr, ledd in self._ledd.items():
            if nr not in self.navn:
                continue
            mulige = [n for n in self.navn[nr] if all(annen in self._ledd for annen in self._hvor[n])]
            if mulige and self._arbeid < _MEST_ELIMINERING:
                n = min(mulige, key=lambda m: (len(self._hvor[m]), m))
                self.sist.append((nr, n, ledd))
                self._ta_bort(nr)
                for annen in list(self._hvor[n]):
                    self._sett_inn(annen, n, ledd)
                return True
        return False

    def _sett_inn(self, nr: int, n: str, ledd: Mapping[str, Fraction]) -> None:
        self._arbeid += len(ledd)
        mine = self._ledd[nr]
        faktor = mine[n] / ledd[n]
        for m, a in ledd.items():
            mine[m] = mine.get(m, Fraction(0)) - faktor * a
        for m in [m for m, a in mine.items() if not a and m != _KONSTANT]:
            del mine[m]
        for m in self.navn[nr] - mine.keys():
            self._hvor[m].discard(nr)
        self.navn[nr] = mine.keys() - {_KONSTANT} - self._festet
        for m in self.navn[nr]:
            self._hvor[m].add(nr)
        if not self.navn[nr]:  # følger av de andre, eller strider mot dem: prøven til slutt sier hvilket
            del self.navn[nr]

    def fest(self) -> bool:
        """Løs en regning før alt annet, av tall som så ligger fast.

        Helst en lineær med bare ett tall igjen; ellers tallet til venstre i en som ikke er lineær, og da den som
        bygger på færrest tall til venstre i de andre.
        """
        ett_igjen = next((nr for nr in self._ledd if len(self.navn.get(nr, ())) == 1), None)
        if ett_igjen is not None:
            self._fest(ett_igjen, next(iter(self.navn[ett_igjen])))
            return True
        mulige = {nr: v for nr, v in self._til_venstre.items() if v in self.navn.get(nr, ())}
        if not mulige:
            return False
        venstre = set(mulige.values())
        nr = min(mulige, key=lambda m: len(venstre & self.navn[m] - {mulige[m]}))
        self._fest(nr, mulige[nr])
        return True

    def _fest(self, nr: int, ukjent: str) -> None:
        self.forst.append((nr, ukjent, self._ledd.get(nr)))
        for n in self._ta_bort(nr):
            self._festet.add(n)
            for annen in self._hvor.pop(n):
                self.navn[annen].discard(n)

    def utsett(self) -> None:
        """La en regning stå til prøven til slutt: den følger av de andre, eller går ikke opp."""
        self._ta_bort(next(iter(self.navn)))

    def _ta_bort(self, nr: int) -> set[str]:
        navn = self.navn.pop(nr)
        for n in navn:
            self._hvor[n].discard(nr)
        return navn
