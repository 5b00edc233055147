"""Kommunenumrene holdt mot SSBs Klass 131, for den som vil vite om vår egen historie fortsatt gjelder.

Koder og brudd kommer fra kommuner.csv; Klass brukes bare til å si fra når et nummer ikke finnes det året.
"""

from xlasss.datakilder.ssb_http import Avvist, Forbindelse
from xlasss.errors import DataFeil, Hentefeil
from xlasss.kommunenumre import kommunekoder


def kontroller_koder(forbindelse: Forbindelse, aar: int) -> None:
    """Stopp når en av kommunene har et nummer som ikke gjelder det året."""
    hva = f"kommunenumrene for {aar} fra Klass"
    try:
        svar, _ = forbindelse.json(f"/classifications/131/codesAt.json?date={aar}-01-01", hva)
        gyldige = {kode["code"] for kode in svar["codes"]}
    except Avvist as nei:
        raise Hentefeil(f"Henting av {hva}: adressen ga HTTP {nei.status}.", "Sjekk --klass.") from None
    except (KeyError, TypeError):
        raise Hentefeil(f"Henting av {hva}: svaret er ikke slik Klass svarer.", "Sjekk --klass.") from None
    utgaatte = [f"{navn} {kode}" for navn, kode in kommunekoder(aar).items() if kode not in gyldige]
    if utgaatte:
        raise DataFeil(
            f"Kommunenumre i kommuner.csv som ikke gjelder i {aar}: {', '.join(utgaatte)}.",
            "Før inn de nye numrene, og om serien er brutt, før tallene hentes.",
        )
