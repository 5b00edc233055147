"""Colours, fonts and number formats. The one place to change how a workbook looks.

A style is a name, and for numbers a suffix with decimals: ``inndata:3``. Inputs are blue
on pale yellow, formulas black, links to other sheets green, printed answers grey italic.
"""

from typing import Any

SKRIFT = "Calibri"
MORK = "#1F3A4D"
DUS = "#5B7083"
BAAND = "#E8EEF2"
LINJE = "#C9D3DA"
BLAA = "#1F4E9E"
GUL = "#FFFBE0"
GRONN = "#1E7B4F"
ROD = "#B3261E"
GRAA = "#7A8790"
SVAK = "#B8C1C8"

FARGER = {
    "egen": "#2F6B9A",
    "sum": "#1F3A4D",
    "snitt": "#C8502D",
    "hoyest": "#7A8790",
    "lavest": "#A9B4BC",
}

_GRUNN: dict[str, dict[str, Any]] = {
    "tekst": {},
    "brodtekst": {"text_wrap": True, "valign": "top"},
    "tittel": {"font_size": 20, "bold": True, "font_color": MORK},
    "undertittel": {"font_size": 11, "font_color": DUS},
    "blokk": {"bold": True, "font_size": 12, "font_color": "#FFFFFF", "bg_color": MORK, "valign": "vcenter"},
    "blokk_sone": {"bold": True, "font_size": 12, "font_color": "#FFFFFF", "bg_color": MORK, "valign": "vcenter",
                   "indent": 1},
    "blokkinfo": {"italic": True, "font_size": 9, "font_color": DUS, "bg_color": BAAND},
    "hode": {"bold": True, "text_wrap": True, "valign": "bottom", "align": "right", "bottom": 1, "bottom_color": MORK},
    "hode_v": {"bold": True, "indent": 1, "align": "left",
               "text_wrap": True, "valign": "bottom", "bottom": 1, "bottom_color": MORK},
    "nokkel": {"font_size": 8, "font_color": GRAA, "align": "right", "shrink": True},
    "nokkel_v": {"indent": 1, "font_size": 8, "font_color": GRAA},
    "etikett": {"indent": 1, "bottom": 4, "bottom_color": LINJE},
    "etikett_sterk": {"indent": 1, "bold": True, "bottom": 4, "bottom_color": LINJE},
    "etikett_sum": {"indent": 1, "bold": True, "bottom": 4, "bottom_color": LINJE, "top": 1, "top_color": MORK},
    "inndata": {"font_color": BLAA, "bg_color": GUL, "border": 4, "border_color": LINJE, "locked": False},
    "inndata_tekst": {
        "font_color": BLAA, "bg_color": GUL, "border": 4, "border_color": LINJE, "locked": False,
        "text_wrap": True, "valign": "top",
    },
    "valg": {"font_color": BLAA, "bg_color": GUL, "border": 1, "border_color": LINJE, "locked": False, "bold": True,
             "font_size": 12},
    "opphav": {"font_size": 8, "font_color": GRAA, "bottom": 4, "bottom_color": LINJE, "align": "right",
               "valign": "top", "text_wrap": True},
    "formel": {"bottom": 4, "bottom_color": LINJE},
    "differanse": {"bottom": 4, "bottom_color": LINJE, "align": "right", "num_format": "0.0E+00;-0.0E+00;0"},
    "formel_sterk": {"bold": True, "bottom": 4, "bottom_color": LINJE, "top": 1, "top_color": MORK},
    "formel_tekst": {"indent": 1, "bottom": 4, "bottom_color": LINJE, "text_wrap": True},
    "lenke": {"font_color": GRONN, "bottom": 4, "bottom_color": LINJE},
    "lenke_tekst": {"font_color": GRONN, "underline": 1},
    "fasit": {"italic": True, "font_color": GRAA, "bottom": 4, "bottom_color": LINJE},
    "dom": {"bold": True, "bottom": 4, "bottom_color": LINJE, "align": "center"},
    "merknad": {"indent": 1, "font_size": 9, "font_color": DUS, "text_wrap": True},
    "lampe": {"bold": True, "font_size": 14, "align": "center", "valign": "vcenter", "border": 1,
              "border_color": LINJE},
    "stort": {"bold": True, "font_size": 16, "font_color": MORK, "align": "left"},
    # betingede formater
    "ok": {"font_color": "#FFFFFF", "bg_color": GRONN},
    "feil": {"font_color": "#FFFFFF", "bg_color": ROD},
    "kjent": {"font_color": "#5C4A00", "bg_color": "#F4D35E"},
    "svak": {"font_color": SVAK},
}  # fmt: skip


def format_for(stil: str) -> dict[str, Any]:
    """XlsxWriter-egenskapene for en stil.

    >>> format_for("inndata:3")["num_format"]
    '0.000'
    """
    navn, _, desimaler = stil.partition(":")
    felles: dict[str, Any] = {"font_name": SKRIFT, "font_size": 10, "valign": "vcenter"}
    if desimaler:
        felles |= {"num_format": tallformat(int(desimaler)), "align": "right"}
    return felles | _GRUNN[navn]


def tallformat(desimaler: int) -> str:
    """Tallformat med så mange desimaler; store tall får tusenskille.

    >>> tallformat(0), tallformat(1)
    ('#,##0', '0.0')
    """
    return "#,##0" if desimaler == 0 else "0." + "0" * desimaler
