"""Arket Forklaring i den åpne arbeidsboken: innholdet er laget ferdig, her blir det bare skrevet."""

import xlwings as xw

from udfs.aapen_bok import arket
from xlasss.errors import Filfeil
from xlasss.rapport.forklaringsark import (
    BIDRAG,
    CELLE,
    ENHET,
    FORKLARING,
    FORSTE,
    KOLONNER,
    TITTEL,
    VEKT,
    VERDI,
    Forklaringsark,
)
from xlasss.workbook.stil import BAAND, DUS, GRONN, MORK


def skriv(bok: xw.Book, innhold: Forklaringsark) -> None:
    """Skriv arket, i stedet for det forrige."""
    ark = _tomt(bok)
    antall, bredde = len(innhold.rader), len(KOLONNER)
    hele = ark.range((FORSTE, 1)).resize(antall, bredde)
    for nr, kolonne in enumerate(KOLONNER):
        ark.range((1, nr + 1)).column_width = kolonne.bredde
        if kolonne.er_tekst:
            ark.range((FORSTE, nr + 1)).resize(antall, 1).number_format = "@"
    for kolonne_nr, rad, rader, format_ in innhold.formater:
        ark.range((rad, kolonne_nr + 1)).resize(rader, 1).number_format = format_
    celler = [rad.celler for rad in innhold.rader]
    hele.value = [(*rad[:CELLE], None, *rad[CELLE + 1 :]) for rad in celler]
    lenker = ark.range((FORSTE, CELLE + 1)).resize(antall, 1)
    lenker.formula = [(rad[CELLE] or "",) for rad in celler]
    _pynt(ark, innhold, hele, lenker)
    ark.api.Activate()


def _tomt(bok: xw.Book) -> xw.Sheet:
    ark = arket(bok, FORKLARING)
    if ark is None:
        if bok.api.ProtectStructure:
            raise Filfeil(f"{bok.name} er beskyttet mot nye ark.", "Velg Se gjennom, Beskytt arbeidsbok.")
        return bok.sheets.add(FORKLARING)
    if not str(ark.range("A1").value or "").startswith(TITTEL):
        raise Filfeil(f"Boken har alt et ark som heter {FORKLARING}, og det er ikke laget her.", "Gi det et nytt navn.")
    if ark.api.ProtectContents:
        raise Filfeil(f"Arket {FORKLARING} er beskyttet.", "Velg Se gjennom, Opphev arkbeskyttelse.")
    ark.clear()
    return ark


def _pynt(ark: xw.Sheet, innhold: Forklaringsark, hele: xw.Range, lenker: xw.Range) -> None:
    ark.range("A1").resize(3, 1).value = [(linje,) for linje in innhold.topp]
    ark.range("A1").font.bold, ark.range("A1").font.size = True, 14
    ark.range("A3").font.color = DUS
    hode = ark.range((FORSTE - 1, 1)).resize(1, len(KOLONNER))
    hode.value = [kolonne.navn for kolonne in KOLONNER]
    hode.font.bold, hode.font.color, hode.color = True, "#FFFFFF", MORK
    for nr in (VERDI, VEKT, BIDRAG):
        ark.range((FORSTE - 1, nr + 1)).horizontal_alignment = "right"
    for nr in (ENHET, BIDRAG + 1):  # luft mellom et tall og teksten til høyre for det
        ark.range((FORSTE - 1, nr + 1)).resize(len(innhold.rader) + 1, 1).api.IndentLevel = 1
    ark.range((FORSTE, 1)).resize(1, len(KOLONNER)).color = BAAND
    lenker.font.color = GRONN
    hele.wrap_text = hode.wrap_text = True
    hele.vertical_alignment = "top"
    hode.rows.autofit()
    hele.rows.autofit()
