"""The audit page: one HTML file with every result, its interval, verdict, source and trace."""

from collections.abc import Sequence

from xlasss.rapport.diff_html import endringsrader
from xlasss.rapport.figur_svg import BREDDE, VENSTRE, tegn
from xlasss.rapport.nettside import nettside
from xlasss.rapport.revisjonsdokument import Dokument
from xlasss.revisjon.gransket import Gransket
from xlasss.revisjon.resultater import DOMMER


def side(boker: Sequence[Gransket], d: Dokument) -> str:
    """Hele siden; `d` er dokumentet laget av de samme bøkene."""
    bak = [
        {
            "figurer": [tegn(f) for f in g.figurer],
            "endringer": endringsrader(g.diff.endringer) if g.diff else [],
            "resultater": [r for r in d["resultater"] if r["fil"] == g.fil],
        }
        for g in boker
    ]
    return nettside(
        "revisjon.html",
        "revisjon.js",
        d=d,
        boker=list(zip(d["boker"], bak, strict=True)),
        hvem=sorted({r["hvem"] for r in d["resultater"] if r["hvem"]}),
        dommer=DOMMER,
        spor=d["spor"],
        svg={"bredde": BREDDE, "venstre": VENSTRE},
    )
