"""Kartet: hva hver celle er, og at et tall limt over en formel synes."""

from hypothesis import given
from hypothesis import strategies as st

from xlasss.workbook.formelspraak import flytt
from xlasss.workbook.kart.omraader import omraader
from xlasss.workbook.kart.relativ import relativ

_PLASS = st.tuples(st.integers(1, 12), st.integers(1, 8))


@given(st.sets(_PLASS))
def test_omraadene_har_hver_celle_noeyaktig_en_gang(celler):
    funnet = [(r, k) for (r1, k1), (r2, k2) in omraader(celler) for r in range(r1, r2 + 1) for k in range(k1, k2 + 1)]
    assert sorted(funnet) == sorted(celler)


@given(st.integers(0, 40), st.integers(0, 40))
def test_en_kopiert_formel_er_den_samme_sett_fra_sin_egen_celle(ned, bort):
    formel = "=SUM(B$3:C9)*$D$1+'Et ark'!A2-IF(Ark.2!$B4=\"A1\",1,x1y)"
    assert relativ(flytt(formel, ned, bort), 5 + ned, 7 + bort) == relativ(formel, 5, 7)
    if ned:
        assert relativ(formel, 5 + ned, 7 + bort) != relativ(formel, 5, 7)
