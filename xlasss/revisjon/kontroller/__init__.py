"""Controls of a person's own copy: what is wrong in the file, cell by cell, and what to do.

The numbers are shared with the sheet Kontroll; all of them stand in `regler`. A finding names
sheet, cell, amounts and remedy; «feil» must be mended, «advarsel» is worth a look, and
«opplysning» is a source that is silent.
"""

from dataclasses import replace
from pathlib import Path

from xlasss.revisjon.kontroller import formler, inndata, nokler, opphav, oppsett, parametre, rimelighet, sammenheng
from xlasss.revisjon.kontroller.funn import Funn
from xlasss.revisjon.kontroller.grunnlag import er_mal, les

__all__ = ["Funn", "er_mal", "kontroller"]


def kontroller(fil: Path) -> list[Funn]:
    """Alle funn i en arbeidsbok laget av en mal; først oppsettet, så inndata, parametre og formler."""
    g = les(fil)
    g = replace(g, blokker=nokler.som_staar(g))
    return [
        *oppsett.funn(g),
        *nokler.funn(g),
        *inndata.funn(g),
        *opphav.funn(g),
        *rimelighet.funn(g),
        *sammenheng.funn(g),
        *parametre.funn(g),
        *formler.funn(g),
    ]
