"""What the audit page is built from, as one document: the same for `--json` and for the page.

A step two traces share is written once; a trace is the number of its topmost step.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from xlasss.begreper import Feil
from xlasss.engines.protokoll import Verdi
from xlasss.oppslag import norsk
from xlasss.rapport.diff import diff_json, oppsummert
from xlasss.rapport.forklaring import felt, omraadet, spenn_json, synlige_desimaler, tekst, verdi_av, vist
from xlasss.revisjon.gransket import Gransket, Kontrollrad
from xlasss.revisjon.resultater import Resultat, Trykt
from xlasss.versjon import DATA_UTGAVE, VERSJON
from xlasss.workbook.spor import Node, Slag

Dokument = dict[str, Any]
METODE = (
    "Intervallet er det svaret kan være når hvert tall det er regnet av, kan være avrundet i sitt siste siffer. "
    "En strek, et antall og et snitt som er 1 etter definisjonen, er eksakte."
)


def dokument(boker: Iterable[Gransket]) -> Dokument:
    """Hele dokumentet."""
    sporene = _Sporene()
    alle = list(boker)
    return {
        "xlasss": VERSJON,
        "data": DATA_UTGAVE,
        "intervall": METODE,
        "boker": [_bok(g, sporene) for g in alle],
        "resultater": [_resultat(r, g, sporene) for g in alle for r in g.resultater],
        "spor": sporene.trinn,
    }


class _Sporene:
    """Trinnene, hvert med numrene til dem under."""

    def __init__(self) -> None:
        self.trinn: list[dict[str, Any]] = []
        self._etter_innhold: dict[str, int] = {}
        self._etter_node: dict[int, tuple[Node, int]] = {}

    def nummer(self, node: Node) -> int:
        """Nummeret til trinnet; to like trinn er ett."""
        if id(node) not in self._etter_node:
            ett = {navn: v for navn, v in felt(node) if v not in ("", [], None)} | _vist(node)
            ett["barn"] = [self.nummer(b) for b in node.barn]
            innhold = json.dumps(ett, sort_keys=True)
            if innhold not in self._etter_innhold:
                self._etter_innhold[innhold] = len(self.trinn)
                self.trinn.append(ett)
            self._etter_node[id(node)] = node, self._etter_innhold[innhold]
        return self._etter_node[id(node)][1]


def _vist(node: Node) -> dict[str, object]:
    """Det leseren ser av et trinn."""
    if node.slag is Slag.OMRAADE:
        mangler = f", {node.mangler} mangler" if node.mangler else ""
        return {"vist": f"{node.antall} celler{mangler}", "sted": omraadet(node)}
    if node.slag in (Slag.SIRKEL, Slag.LENKE, Slag.AVKORTET):
        return {"vist": ""}
    return {"vist": verdi_av(node)}


def _bok(g: Gransket, sporene: _Sporene) -> Dokument:
    farge, hvorfor = g.lampe
    return {
        "fil": g.fil,
        "navn": g.navn,
        "opplysninger": g.opplysninger,
        "lampe": {"farge": str(farge), "hvorfor": hvorfor},
        "hovedtall": [
            {"navn": h.navn, "verdi": _json(h.node.verdi), "vist": _tallet(h.node), "spor": sporene.nummer(h.node)}
            | spenn_json(h.spenn, h.node)
            for h in g.hovedtall
        ],
        "dommer": g.dommer,
        "kan_være_avrunding": sum(r.kan_vaere_avrunding for r in g.resultater),
        "uten_tall": g.uten_tall,
        "k006": g.k006,
        "funn_av_alvor": dict(g.alvor),
        "kontroller": [_kontroll(k) for k in g.kontrollrader],
        "funn": [asdict(f) for f in g.funn],
        "figurer": [asdict(f) | {"serier": [s._asdict() for s in f.serier]} for f in g.figurer],
        "forskjeller": g.diff and diff_json(g.diff) | {"oppsummert": oppsummert(g.diff) if not g.diff.like else ""},
    }


def _kontroll(k: Kontrollrad) -> Dokument:
    funnet = tekst(k.funnet, 2 if k.funnet % 1 else 0) if isinstance(k.funnet, float) else _json(k.funnet)
    return asdict(k) | {"funnet": _json(k.funnet), "vist": "" if funnet is None else funnet}


def _resultat(r: Resultat, g: Gransket, sporene: _Sporene) -> Dokument:
    return {
        "fil": g.fil,
        "sektor": g.navn,
        "celle": r.celle,
        "blokk": r.blokk,
        "hva": r.hva,
        "hvem": r.hvem,
        "aar": r.aar,
        "enhet": r.enhet,
        "verdi": _json(r.node.verdi),
        "vist": _tallet(r.node),
        **spenn_json(r.spenn, r.node),
        "kan_være_avrunding": r.kan_vaere_avrunding,
        "trykt": r.trykt and _trykt(r.trykt),
        "dom": r.dom,
        "kilder": _kilder(r.node),
        "spor": sporene.nummer(r.node),
    }


def _trykt(t: Trykt) -> Dokument:
    hvor = f"s. {t.side}, {t.sted}" if t.sted else f"s. {t.side}"
    return asdict(t) | {"vist": norsk(t.verdi, t.desimaler), "hvor": hvor}


def _tallet(node: Node) -> str:
    return norsk(node.verdi, synlige_desimaler(node)) if isinstance(node.verdi, float) else vist(node.verdi)


def _kilder(node: Node) -> list[str]:
    """Opphavet til alt svaret bygger på, hvert én gang."""
    return list(dict.fromkeys(n.kilde for n in node.alle() if n.kilde and n.slag is not Slag.OMRAADE))


def _json(verdi: Verdi) -> Verdi | str:
    return verdi.tekst if isinstance(verdi, Feil) else verdi
