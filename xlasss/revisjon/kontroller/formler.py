"""The formulas of the file against those of a freshly made template."""

from collections.abc import Iterator

from xlasss.revisjon.kontroller.funn import Funn, begrenset, kort, nytt, vis
from xlasss.revisjon.kontroller.grunnlag import Grunnlag
from xlasss.revisjon.kontroller.lagret import samme_formel

_FLEST = 10
"""Funn av samme slag per ark; en rad satt inn flytter hver formel under den."""


def funn(g: Grunnlag) -> Iterator[Funn]:
    """Formlene ark for ark; en bok av en annen malversjon har andre formler med rette."""
    if not g.maa_stemme():
        return
    for ark in g.mal.ark:
        if ark.navn in g.pakke.ark:
            alle = list(_i_arket(g, ark.navn))
            for regel in ("K046", "K059", "K047"):
                yield from begrenset((f for f in alle if f.regel == regel), _FLEST)


def _i_arket(g: Grunnlag, ark: str) -> Iterator[Funn]:
    for (navn, celle), skal in g.malformler.items():
        if navn != ark:
            continue
        er = g.formler.get((ark, celle))
        tilbake = f"Skriv tilbake {kort(skal)}"
        if er is None:
            verdi = g.celle(ark, celle)
            hva = "formelen er fjernet" if verdi is None else f"formelen er overskrevet med {vis(verdi)}"
            yield nytt("K046", ark, celle, f"{hva}. {tilbake}")
        elif not samme_formel(er, skal):
            if "#REF!" in er:
                yield nytt("K059", ark, celle, f"formelen {kort(er)} viser til noe som er slettet. {tilbake}")
            else:
                yield nytt("K047", ark, celle, f"formelen er {kort(er)}. {tilbake}, eller noter hvorfor.")
