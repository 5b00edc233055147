"""The formulas of a file as they stand in its cells, shared ones written out, and made comparable."""

import re
from xml.etree import ElementTree

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator

from xlasss.engines.adresse import celler_i
from xlasss.engines.arkxml import adresse_av
from xlasss.engines.pakke import Pakke, uleselig
from xlasss.formler import normaliser

_BIT = re.compile(
    r"""
    (?P<tekst>"(?:[^"]|"")*")                                          # røres ikke
  | (?P<tall>(?<![\w.$])\d+(?:\.\d*)?(?:[eE][+-]?\d+)?(?![\w.(!:]))     # 1E-9 og 0,000000001 er samme tall
  | '(?P<ark>[^\W\d]\w*)'(?=!)                                          # anførsel et arknavn ikke trenger
  | (?P<luft>\s+)
  | (?P<sann>\b(?:TRUE|FALSE)\(\))                                      # slik LibreOffice lagrer SANN og USANN
    """,
    re.VERBOSE | re.IGNORECASE,
)


def lagrede_formler(pakke: Pakke) -> dict[tuple[str, str], str]:
    """Formelen i hver formelcelle, med «=» foran; i resten av en matriseformel den samme."""
    formler: dict[tuple[str, str], str] = {}
    for ark, del_ in pakke.ark.items():
        delte: dict[str, Translator] = {}
        for celle, formel in _formler_i(_tre(pakke, del_)):
            plass, tekst, nr = adresse_av(dict(celle.attrib)), "=" + (formel.text or ""), formel.get("si", "")
            if formel.get("t") == "shared" and not formel.text and nr in delte:
                tekst = _flyttet(delte[nr], plass)
            elif formel.get("t") == "shared":
                delte[nr] = Translator(tekst, origin=plass)
            for en in celler_i(formel.get("ref", plass)) if formel.get("t") == "array" else [plass]:
                formler[ark, en] = tekst
    return formler


def _tre(pakke: Pakke, del_: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(pakke.deler.get(del_, b""))
    except ElementTree.ParseError:
        raise uleselig(pakke.navn, f"delen {del_} mangler eller er skadet") from None


def _formler_i(ark: ElementTree.Element) -> list[tuple[ElementTree.Element, ElementTree.Element]]:
    return [(c, f) for c in ark.iter() if c.tag.endswith("}c") for f in c if f.tag.endswith("}f")]


def _flyttet(forelder: Translator, plass: str) -> str:
    try:
        return str(forelder.translate_formula(plass))
    except (TokenizerError, ValueError):
        return "="  # en formel vi ikke kan skrive ut, er i hvert fall ikke malens


def sammenlignbar(formel: str) -> str:
    """Formelen uten det et program endrer når det lagrer: luft, store bokstaver, tallenes form, anførsel.

    >>> sammenlignbar("= if('Inndata'!A1>1E-9, [1]!ASSS_SNITT(B2), \\"a b\\")")
    '=IF(INNDATA!A1>1e-09,ASSS_SNITT(B2),"a b")'
    """
    ren, ut, fra = normaliser(formel), [], 0
    for treff in _BIT.finditer(ren):
        ut.append(ren[fra : treff.start()].upper())
        ut.append(_bit(treff))
        fra = treff.end()
    return "".join([*ut, ren[fra:].upper()]).removeprefix("=").join(["=", ""])


def _bit(treff: re.Match[str]) -> str:
    if treff["tall"]:
        return repr(float(treff["tall"]))
    if treff["sann"]:
        return treff["sann"][:-2].upper()
    return treff["tekst"] or (treff["ark"] or "").upper()
