"""The map as a workbook: every sheet with each cell's kind where the cell stands, and a legend in front."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xlasss.engines.adresse import adresse
from xlasss.versjon import DATA_UTGAVE
from xlasss.workbook.hel_fil import hel_fil
from xlasss.workbook.kart.farger import UTSEENDE
from xlasss.workbook.kart.klasser import Arkkart, Slag
from xlasss.workbook.les import Sted
from xlasss.workbook.stil import DUS, MORK, SKRIFT

FLEST_BRUDD = 500
"""Steder i listen foran; i kartene er alle."""
_DATO = datetime.fromisoformat(DATA_UTGAVE)
"""Fast, så samme bok gir samme kart."""
_SMAL = 3.3
_HODE = {"font_name": SKRIFT, "font_size": 10, "bold": True, "bottom": 1, "font_color": MORK}
_LENGST = 250
"""Tegn av en formel i en merknad."""


def skriv_kart(kartene: Sequence[Arkkart], navn: str, ut: Path) -> None:
    """Skriv kartet; en celle i kartet har samme adresse som i boken."""
    with hel_fil(ut) as ny, Workbook(str(ny), {"strings_to_formulas": False, "strings_to_urls": False}) as bok:
        bok.set_properties({"title": f"Formelkart av {navn}", "author": "xlasss", "created": _DATO})
        formater = {slag: _format(bok, slag) for slag in Slag}
        forside = bok.add_worksheet(_ledig("Kart", [k.ark for k in kartene]))
        _forside(bok, forside, kartene, navn, formater)
        for kart in kartene:
            _ark(bok.add_worksheet(kart.ark), kart, formater)


def _format(bok: Workbook, slag: Slag) -> Any:
    u = UTSEENDE[slag]
    felt = {"font_name": SKRIFT, "font_size": 8, "bg_color": u.bunn, "font_color": u.skrift}
    merket = {"align": "center", "border": 1, "border_color": "#FFFFFF", "bold": slag is Slag.OVERSKREVET}
    return bok.add_format(felt | (merket if u.merke else {}))


def _ledig(navn: str, opptatt: Sequence[str]) -> str:
    """Et navn ingen av arkene har."""
    brukt = {ark.casefold() for ark in opptatt}
    return next(n for i in range(len(brukt) + 1) if (n := f"{navn} {i + 1}" if i else navn).casefold() not in brukt)


def _ark(blad: Worksheet, kart: Arkkart, formater: dict[Slag, Any]) -> None:
    blad.hide_gridlines(2)
    blad.set_column(0, max((k for _, k in kart.celler), default=1) - 1, _SMAL)
    blad.set_zoom(80)
    blad.set_landscape()
    blad.fit_to_pages(1, 0)
    for (rad, kol), slag in sorted(kart.slag.items()):
        celle = kart.celler[rad, kol]
        tekst = str(celle.verdi) if slag is Slag.ETIKETT else kart.kopi_fra((rad, kol)) if slag is Slag.KOPI else ""
        blad.write_string(rad - 1, kol - 1, tekst or UTSEENDE[slag].merke, formater[slag])
        if hva := merknad(kart, (rad, kol), slag):
            blad.write_comment(rad - 1, kol - 1, hva, {"x_scale": 2.5, "author": "xlasss"})


def merknad(kart: Arkkart, plass: tuple[int, int], slag: Slag) -> str:
    """Det som er galt med en celle, i ord; tomt for en celle uten noe."""
    skulle = kart.skulle_vaert(plass) if slag in (Slag.OVERSKREVET, Slag.AVVIK) else None
    if skulle is None:
        return ""
    celle, (hvem, formel) = kart.celler[plass], skulle
    hva = "Teksten" if isinstance(celle.verdi, str) else "Tallet"
    er = f"Formelen er {celle.formel[:_LENGST]}" if celle.formel else f"{hva} {_tall(celle.verdi)} står her"
    return f"{er}; {hvem} har {formel[:_LENGST]}"


def _tall(verdi: object) -> str:
    return f"{verdi:.10g}".replace(".", ",") if isinstance(verdi, float) else str(verdi)


def _forside(bok: Workbook, blad: Worksheet, kartene: Sequence[Arkkart], navn: str, formater: dict[Slag, Any]) -> None:
    tittel = bok.add_format({"font_name": SKRIFT, "font_size": 18, "bold": True, "font_color": MORK})
    hode = bok.add_format(_HODE)
    tallhode = bok.add_format(_HODE | {"align": "right"})
    tekst = bok.add_format({"font_name": SKRIFT, "font_size": 10})
    svak = bok.add_format({"font_name": SKRIFT, "font_size": 10, "font_color": DUS})
    lenke = bok.add_format({"font_name": SKRIFT, "font_size": 10, "font_color": "#1F4E9E", "underline": 1})
    blad.hide_gridlines(2)
    blad.set_column(0, 0, 26)
    blad.set_column(1, len(UTSEENDE), 12)
    blad.set_column(len(UTSEENDE) + 1, len(UTSEENDE) + 1, 60)
    blad.set_landscape()
    blad.fit_to_pages(1, 0)
    blad.write_string(0, 0, f"Formelkart av {navn}", tittel)
    blad.write_string(1, 0, "Hver celle i kartene har samme adresse som i arbeidsboken.", svak)
    for rad, (slag, u) in enumerate(UTSEENDE.items(), 3):
        blad.write_string(rad, 0, f"{u.merke}  {slag}".strip(), formater[slag])
        blad.write_string(rad, 1, u.hva, tekst)
    topp = 5 + len(UTSEENDE)
    for kol, ord_ in enumerate(("Ark", *UTSEENDE)):
        blad.write_string(topp, kol, str(ord_).capitalize(), tallhode if kol else hode)
    for rad, kart in enumerate(kartene, topp + 1):
        blad.write_url(rad, 0, _til(kart.ark, "A1"), lenke, kart.ark)
        antall = Counter(kart.slag.values())
        for kol, slag in enumerate(UTSEENDE, 1):
            brudd = slag in (Slag.OVERSKREVET, Slag.AVVIK) and antall[slag]
            blad.write_number(rad, kol, antall[slag], formater[slag] if brudd else tekst)
    _brudd(blad, topp + len(kartene) + 3, kartene, (hode, tekst, lenke), formater)


def _brudd(blad: Worksheet, topp: int, kartene: Sequence[Arkkart], stiler: Any, formater: dict[Slag, Any]) -> None:
    """Stedene et menneske bør se på, hvert med lenke."""
    hode, tekst, lenke = stiler
    steder = [(kart, plass, slag) for slag in (Slag.OVERSKREVET, Slag.AVVIK) for kart in kartene
              for plass, s in sorted(kart.slag.items()) if s is slag]  # fmt: skip
    blad.write_string(topp, 0, f"Se på disse: {len(steder)}" if steder else "Ingen celler bryter mønsteret.", hode)
    for rad, (kart, plass, slag) in enumerate(steder[:FLEST_BRUDD], topp + 1):
        blad.write_url(rad, 0, _til(kart.ark, adresse(*plass)), lenke, str(Sted(kart.ark, *plass)))
        blad.write_string(rad, 1, str(slag), formater[slag])
        blad.write_string(rad, 2, merknad(kart, plass, slag), tekst)


def _til(ark: str, celle: str) -> str:
    return f"internal:'{ark.replace(chr(39), chr(39) * 2)}'!{celle}"
