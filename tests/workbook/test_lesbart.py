"""Det leseren ser: hele ord i hodene, hele etiketter på Resultat, og dempet der tall mangler."""

import re

import pytest
from xlsxwriter.utility import xl_cell_to_rowcol

from xlasss.tverrfiler import maler, malfil
from xlasss.workbook.ark import etterregning, inndata, resultat
from xlasss.workbook.plan import plan

TEGN, LUFT = 5.0, 11.0
"""Et tegn i fet Calibri 10 og innrykket, i punkter; bredden av en kolonne er 5,25 per tegn og 3,75 til."""


def plass(ark, kol):
    return 5.25 * ark.bredder[kol] + 3.75


@pytest.mark.parametrize("lag", [inndata.lag, etterregning.lag, resultat.lag])
@pytest.mark.parametrize("mal", maler())
def test_hvert_ord_i_et_hode_faar_plass_og_en_bindestrek_staar_bare_der_linjen_brytes(mal, lag):
    ark = lag(plan(malfil(mal)))
    for (_, kol), celle in ark.celler.items():
        if celle.stil != "hode":
            continue
        assert TEGN * max(map(len, re.findall(r"[^\s-]+-?", celle.verdi))) <= plass(ark, kol) + 2, celle.verdi
        for ord_ in re.findall(r"[a-zæøå]+-[a-zæøå]+", celle.verdi):
            assert TEGN * len(ord_) > plass(ark, kol) - LUFT, f"{ord_} i {celle.verdi}"


@pytest.mark.parametrize("mal", maler())
def test_etikettene_paa_resultat_faar_plass_og_hver_formel_dempes_naar_tallet_mangler(mal):
    ark = resultat.lag(plan(malfil(mal)))
    fra, til = map(xl_cell_to_rowcol, next(b.omraade for b in ark.betingede if b.stil == "svak").split(":"))
    for (rad, kol), celle in ark.celler.items():
        if celle.stil.startswith("etikett"):
            assert 4.3 * len(str(celle.verdi)) + LUFT <= plass(ark, kol), celle.verdi
        if celle.formel and celle.stil.startswith("formel"):
            assert fra[0] <= rad <= til[0] and fra[1] <= kol <= til[1], (rad, kol)
