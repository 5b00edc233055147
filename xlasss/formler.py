"""Formler slik de ligger lagret: ett funksjonsnavn, samme hvilket program som lagret filen.

Excel, LibreOffice og Office.js lagrer kallet på ASSS-funksjonene på hver sin måte
(KONTRAKT §1; VERTER §3.1). Alle som leser en arbeidsbok, går gjennom `normaliser`.
"""

import re

_LAGRET = re.compile(
    r"""
    "(?:[^"]|"")*"                                              # tekst i formelen: røres ikke
  | (?<![\w.\]!'])                                              # … og ikke midt i et navn
    (?:
        (?:\[\d+\]!|'(?:[^']|'')*\.xlam?'!|[\w.]+\.xlam?!)      # VBA-tillegg: [1]!  'C:\…\xlasss.xlam'!
      | _xll\.|_xlfn\.|_xludf\.                                 # XLL og eldre merker
      | _xldudf_(?:[A-Z0-9_.]+_)??(?=ASSS_)                     # Office.js: _xldudf_<NS>_
    )?
    (?P<navn>ASSS_[A-Z0-9]+)\s*(?=\()
  | (?<![\w.\]!'])NO\.KS\.ASSS\.FUNCTIONS\.ASSS(?P<tjeneste>[A-Z0-9]+)\s*(?=\()   # LibreOffice 7.4
  | '(?:[^']|'')*' | \[[^\]]*\]                                # arknavn og tabellkolonner: røres ikke
    """,
    re.VERBOSE | re.IGNORECASE,
)


def normaliser(formel: str) -> str:
    """Formelen med ASSS-funksjonene skrevet som `ASSS_NAVN(`; resten er uendret.

    >>> normaliser('=[1]!ASSS_PRODINDEKS(B2:B6,C2:C6)')
    '=ASSS_PRODINDEKS(B2:B6,C2:C6)'
    >>> normaliser('=_xldudf_KS_ASSS_SNITT(A1)+NO.KS.ASSS.FUNCTIONS.ASSSAVVIK(A1,B1,"ASSS_X(")')
    '=ASSS_SNITT(A1)+ASSS_AVVIK(A1,B1,"ASSS_X(")'
    """
    return _LAGRET.sub(_ren, formel) if "ASSS" in formel.upper() else formel  # de fleste har ingen


def _funksjon(treff: re.Match[str]) -> str | None:
    if treff["tjeneste"]:
        return f"ASSS_{treff['tjeneste']}".upper()
    return treff["navn"] and treff["navn"].upper()


def _ren(treff: re.Match[str]) -> str:
    return _funksjon(treff) or treff[0]


def funksjoner_i(formel: str) -> list[str]:
    """ASSS-funksjonene en formel kaller, i rekkefølge.

    >>> funksjoner_i("=IF(ISNA(_xll.asss_snitt(A1)),1,ASSS_AVVIK(1,2,3))")
    ['ASSS_SNITT', 'ASSS_AVVIK']
    """
    return [navn for treff in _LAGRET.finditer(formel) if (navn := _funksjon(treff))]
