"""Native Excel charts from `modell.Graf`: columns, a line for the mean, points for the range."""

from typing import Any

from xlsxwriter.workbook import Workbook

from xlasss.workbook.modell import Graf, Serie
from xlasss.workbook.stil import DUS, LINJE, MORK, SKRIFT

_MERKE = {"hoyest": "triangle", "lavest": "diamond"}


def lag_graf(ut: Workbook, graf: Graf) -> Any:
    """En søylefigur med linjer og punkter lagt over, eller kurver alene."""
    soyler = ut.add_chart({"type": "column"})
    linjer = ut.add_chart({"type": "line"})
    for serie in graf.serier:
        (soyler if serie.slag == "kolonne" else linjer).add_series(_serie(serie, graf.tallformat))
    if graf.serier and all(serie.slag == "kurve" for serie in graf.serier):
        soyler = linjer
        soyler.show_blanks_as("span")  # LibreOffice tegner ellers et tall som mangler, som 0
    else:
        soyler.combine(linjer)
    skrift = {"name": SKRIFT, "size": 9, "color": DUS}
    soyler.set_title({"name": graf.tittel, "overlay": False, "name_font": {"name": SKRIFT, "size": 13, "color": MORK}})
    soyler.set_x_axis({"num_font": skrift, "line": {"color": LINJE}, "label_position": "low"})
    y_akse: dict[str, Any] = {
        "num_font": skrift, "num_format": graf.tallformat, "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": LINJE, "width": 0.5}},
    }  # fmt: skip
    if graf.minimum is not None:
        y_akse["min"] = graf.minimum
    soyler.set_y_axis(y_akse)
    soyler.set_legend({"position": "bottom", "font": skrift})
    soyler.set_size({"width": graf.bredde, "height": graf.hoyde})
    soyler.set_chartarea({"border": {"color": LINJE}})
    soyler.show_na_as_empty_cell()
    return soyler


def _serie(serie: Serie, tallformat: str) -> dict[str, Any]:
    felles: dict[str, Any] = {"name": serie.navn, "categories": f"={serie.kategorier}", "values": f"={serie.verdier}"}
    if serie.merkelapper:
        skrift = {"name": SKRIFT, "size": 9, "bold": True, "color": "#FFFFFF"}
        merkeformat = "0.000" if tallformat == "0.00" else tallformat
        felles["data_labels"] = {"value": True, "position": "inside_base", "font": skrift, "num_format": merkeformat}
    if serie.slag == "kolonne":
        return felles | {"fill": {"color": serie.farge}, "gap": 60}
    if serie.slag == "kurve":
        merke = {"type": "circle", "size": 7, "fill": {"color": serie.farge}, "border": {"color": serie.farge}}
        return felles | {"line": {"color": serie.farge, "width": 2.25}, "marker": merke}
    if serie.slag == "linje":
        return felles | {"line": {"color": serie.farge, "width": 2}, "marker": {"type": "none"}}
    merke = {"type": _MERKE[serie.slag], "size": 8, "fill": {"color": serie.farge}, "border": {"color": serie.farge}}
    return felles | {"line": {"none": True}, "marker": merke}
