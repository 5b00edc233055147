"""Utskriften: hver sone får plass i bredden, hver side i høyden, og ingen blokk deles mellom to sider."""

from itertools import pairwise

import pytest

from xlasss.tverrfiler import maler, malfil
from xlasss.workbook import side
from xlasss.workbook.ark import beregning, etterregning, inndata
from xlasss.workbook.modell import Ark
from xlasss.workbook.plan import plan

A4_BREDDE, A4_HOYDE = 842 - 0.8 * 72, 595 - 1.1 * 72
LIBREOFFICE = 1.057
"""Kolonnene i LibreOffice mot dem i Excel, målt i en .fods av malene."""


def soner(ark):
    """Bredden av hver side bortover i punkter, regnet cellevis, med kolonnene som gjentas."""
    bredder = [0.75 * (7 * ark.bredder.get(k, 8.43) + 5) for k in range(1 + max(k for _, k in ark.celler))]
    grenser = [0, *ark.sidebryt_kolonner, len(bredder)]
    gjentatt = sum(bredder[: ark.gjenta_kolonner[1] + 1]) if ark.gjenta_kolonner else 0
    return [sum(bredder[a:b]) + (gjentatt if a else 0) for a, b in pairwise(grenser)]


@pytest.mark.parametrize("lag", [inndata.lag, beregning.lag, etterregning.lag])
@pytest.mark.parametrize("mal", maler())
def test_sonene_og_sidene_faar_plass_paa_arket_og_blokkene_er_hele(mal, lag):
    p = plan(malfil(mal))
    ark = lag(p)
    slutt = 1 + max(rad for rad, _ in ark.celler)
    assert LIBREOFFICE * max(soner(ark)) * ark.skala / 100 <= A4_BREDDE
    for fra, til in pairwise([0, *ark.sidebryt_rader, slutt]):
        siste = max((rad for rad, _ in ark.celler if fra <= rad < til), default=fra)
        assert side.hoyde(ark, fra, siste + 1) * ark.skala / 100 <= A4_HOYDE
    assert set(ark.sidebryt_rader) <= {b.topp for b in p.blokker}


def test_et_bredt_ark_skrives_mindre_og_aldri_mindre_enn_noen_kan_lese():
    smalt, bredt, enormt = Ark("A"), Ark("B"), Ark("C")
    for ark, kolonner in ((smalt, 5), (bredt, 35), (enormt, 500)):
        ark.sett(200, kolonner, 1)
    assert side.skala(smalt) == 58
    assert 30 < side.skala(bredt) < 58
    assert side.skala(enormt) == 30
