"""Who reads whom: which cells any formula, chart, list or name reads, and formulas that read themselves."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from html import unescape

from xlasss.engines.arkxml import P
from xlasss.workbook.formeltre import Ref
from xlasss.workbook.kart.klasser import Arkkart
from xlasss.workbook.kart.omraader import Plass
from xlasss.workbook.kart.relativ import leser
from xlasss.workbook.les import Arbeidsbok, Sted

FLEST_KANTER = 1_000_000
"""Så mange (område, celle) følges i letingen etter sirkler; mer er hele kolonner lest i hver rad."""
FLEST_SIRKLER = 5
"""Så mange meldes; den som retter dem, kjører en gang til."""
Node = Sted | Ref
_ANDRE = re.compile(rf"<{P}(?:f|formula|formula1|formula2)(?:\s[^>]*)?>([^<]+)<")
"""Formler utenfor cellene: grafer, valglister og betingede formater."""
_ORD = re.compile(r"[^\W\d][\w.]*")
_SKJULER = re.compile(r"\b(?:OFFSET|INDIRECT)\(", re.IGNORECASE)


class Bruk:
    """Områdene formlene i boken leser."""

    def __init__(self, bok: Arbeidsbok, kartene: Iterable[Arkkart]) -> None:
        self._bok = bok
        self._navn = {navn: tuple(leser(hva, "")) for navn, hva in bok.navn.items()}
        self.leser: dict[Sted, tuple[Ref, ...]] = {
            Sted(kart.ark, *plass): self._refs(celle.formel, kart.ark)
            for kart in kartene
            for plass, celle in kart.celler.items()
            if celle.formel
        }
        self.skjult = any(_SKJULER.search(c.formel) for kart in kartene for c in kart.celler.values() if c.formel)

    def _refs(self, formel: str, ark: str) -> tuple[Ref, ...]:
        refs = tuple(leser(formel, ark))
        if not self._navn:
            return refs
        navngitte = (self._navn.get(ord_.casefold(), ()) for ord_ in _ORD.findall(formel))
        return (*refs, *(ref for en in navngitte for ref in en))

    def leste(self) -> "Dekning":
        """Alt som leses, også av grafer, valglister og navn."""
        andre = (ref for ark, formel in self._utenfor() for ref in leser(formel, ark))
        navn = (ref for refs in self._navn.values() for ref in refs)
        return Dekning([*(ref for refs in self.leser.values() for ref in refs), *andre, *navn])

    def _utenfor(self) -> Iterator[tuple[str, str]]:
        av_del = {del_: ark for ark, del_ in self._bok.pakke.ark.items()}
        for del_, raa in self._bok.pakke.deler.items():
            if del_ in av_del or "/charts/" in del_:
                tekst = raa.decode("utf-8", "replace")
                ren = tekst[tekst.find("</sheetData>") :] if del_ in av_del and "</sheetData>" in tekst else tekst
                yield from ((av_del.get(del_, ""), unescape(f)) for f in _ANDRE.findall(ren))

    def leser_seg_selv(self) -> list[Sted]:
        """Formlene som står i et område de selv leser."""
        return [sted for sted, refs in self.leser.items() if any(_har(ref, sted) for ref in refs)]

    def sirkler(self) -> list[list[Sted]] | None:
        """Formlene som leser seg selv gjennom andre; None når boken er for stor til å lete i."""
        formler = _Kolonner(self.leser)
        selv = set(self.leser_seg_selv())
        graf: dict[Node, Iterable[Node]] = {sted: () if sted in selv else refs for sted, refs in self.leser.items()}
        antall = 0
        for ref in {ref for refs in self.leser.values() for ref in refs}:
            graf[ref] = lest = list(formler.i(ref))
            antall += len(lest) + 1
            if antall > FLEST_KANTER:
                return None
        sirkler: list[list[Sted]] = []
        while len(sirkler) < FLEST_SIRKLER and (sirkel := _en_sirkel(graf)):
            sirkler.append(sirkel)
            graf[sirkel[0]] = ()
        return sirkler


def _har(ref: Ref, sted: Sted) -> bool:
    paa = ref.fra[0] <= sted.rad <= ref.til[0] and ref.fra[1] <= sted.kol <= ref.til[1]
    return paa and ref.ark.casefold() == sted.ark.casefold()


class Dekning:
    """Om en celle ligger i et av mange områder."""

    def __init__(self, refs: Iterable[Ref]) -> None:
        self._per_ark: dict[str, list[Ref]] = {}
        for ref in set(refs):
            self._per_ark.setdefault(ref.ark.casefold(), []).append(ref)

    def ulest(self, ark: str, celler: Iterable[Plass]) -> list[Plass]:
        """Cellene ingen av områdene har i seg."""
        alle = sorted(celler)
        refs, ut = self._per_ark.get(ark.casefold(), []), []
        for kol in sorted({k for _, k in alle}):
            biter = sorted((r.fra[0], r.til[0]) for r in refs if r.fra[1] <= kol <= r.til[1])
            starter, ender = [fra for fra, _ in biter], _lengst([til for _, til in biter])
            for rad in (r for r, k in alle if k == kol):
                i = bisect_right(starter, rad)
                if i == 0 or ender[i - 1] < rad:
                    ut.append((rad, kol))
        return sorted(ut)


def _lengst(ender: list[int]) -> list[int]:
    """Den lengste enden så langt, så ett oppslag er nok."""
    ut: list[int] = []
    for ende in ender:
        ut.append(max(ende, ut[-1]) if ut else ende)
    return ut


class _Kolonner:
    """Formelcellene etter ark og kolonne, for å finne dem i et område."""

    def __init__(self, steder: Iterable[Sted]) -> None:
        self._rader: dict[tuple[str, int], list[int]] = {}
        self._ark: dict[str, tuple[str, list[int]]] = {}
        for ark, rad, kol in sorted(steder):
            self._rader.setdefault((ark, kol), []).append(rad)
            self._ark.setdefault(ark.casefold(), (ark, []))
        for ark, kol in self._rader:
            self._ark[ark.casefold()][1].append(kol)

    def i(self, ref: Ref) -> Iterator[Sted]:
        ark, kolonner = self._ark.get(ref.ark.casefold(), ("", []))
        for kol in kolonner:
            if ref.fra[1] <= kol <= ref.til[1]:
                rader = self._rader[ark, kol]
                fra = bisect_right(rader, ref.fra[0] - 1)
                for rad in rader[fra : bisect_right(rader, ref.til[0])]:
                    yield Sted(ark, rad, kol)


def _en_sirkel(graf: Mapping[Node, Iterable[Node]]) -> list[Sted]:
    try:
        TopologicalSorter(graf).prepare()
    except CycleError as feil:
        return list(dict.fromkeys(node for node in reversed(feil.args[1]) if isinstance(node, Sted)))
    return []
