"""Where a workbook made of one of our templates no longer has the template's formula, for lint and the map.

Neighbours say nothing about a formula that is alone in its shape. The template does, as long as the
sheet stands as the template has it: where rows or columns are moved, a place is not the same place.
"""

from collections.abc import Iterable, Mapping

from xlasss.errors import XlasssFeil
from xlasss.revisjon.kontroller.lagret import samme_formel
from xlasss.tverrfiler import malfil, side_om_side
from xlasss.workbook.bygg import modell
from xlasss.workbook.kart.omraader import Plass
from xlasss.workbook.les import Arbeidsbok
from xlasss.workbook.malversjon import hoderader
from xlasss.workbook.modell import Ark, Bok
from xlasss.workbook.nokler import Noklene

_FRIE = {"Endringslogg", "Notater"}
"""Arkene der noen skriver linjer selv; ingen formel leser dem."""


def malbrudd(bok: Arbeidsbok) -> dict[str, dict[Plass, str]]:
    """For hvert ark cellene der det står noe annet enn malens formel, og formelen; tomme celler er ikke med."""
    mal = _malen(bok)
    if mal is None:
        return {}
    urort = {a.navn for a in mal.ark if _staar_som_i_malen(bok, a)}
    alt_staar = all(a.navn in urort | _FRIE for a in mal.ark)  # ellers er henvisningene flyttet med rette
    return {navn: brudd for a in mal.ark if a.navn in urort
            if (navn := bok.arknavn(a.navn)) and (brudd := dict(_brudd(bok, navn, a, formler=alt_staar)))}  # fmt: skip


def _malen(bok: Arbeidsbok) -> Bok | None:
    """Malen filen er laget av; None for en annens bok, og for en av en annen malversjon."""
    noklene = Noklene(bok)
    mal, utgave, mot = (noklene.opplysning(n) for n in ("mal", "utgave", "mot"))
    if not mal or not utgave:
        return None
    try:
        malen = modell(side_om_side(mal, utgave, mot) if mot else malfil(mal, utgave))
    except XlasssFeil:
        return None
    return malen if noklene.opplysning("malversjon") == malen.malversjon else None


def _brudd(bok: Arbeidsbok, navn: str, ark: Ark, *, formler: bool) -> Iterable[tuple[Plass, str]]:
    celler = bok.celler(navn)
    for (rad, kol), malens in ark.celler.items():
        plass = rad + 1, kol + 1
        er = celler.get(plass)
        if not malens.formel or er is None:
            continue
        ulik = formler and er.formel and not samme_formel(er.formel, malens.formel)
        if ulik or (not er.formel and er.verdi is not None):
            yield plass, "=" + malens.formel.removeprefix("=")


def _staar_som_i_malen(bok: Arbeidsbok, ark: Ark) -> bool:
    """Om nøklene og navnene til venstre, og nøklene over kolonnene, står der malen har dem."""
    navn = bok.arknavn(ark.navn)
    if navn is None:
        return False
    tekster: Mapping[tuple[int, int], object] = {p: c.verdi for p, c in ark.celler.items() if not c.formel}
    hoder = hoderader(ark)
    return all(
        bok.tekst(navn, rad + 1, kol + 1) == verdi.strip()
        for (rad, kol), verdi in tekster.items()
        if isinstance(verdi, str) and (kol < 2 or rad in hoder)
    )
