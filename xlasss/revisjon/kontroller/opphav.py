"""Opphav: does what the file says about each number agree with the number."""

from collections.abc import Callable, Iterator

from xlasss.engines.adresse import adresse
from xlasss.engines.protokoll import Verdi
from xlasss.revisjon.kontroller.funn import Funn, begrenset, nytt, tall, vis
from xlasss.revisjon.kontroller.grunnlag import Grunnlag
from xlasss.revisjon.kontroller.nokler import opphavet_staar
from xlasss.workbook.ark.inndata import NAVN
from xlasss.workbook.blokk import KOL_DATA, Blokk
from xlasss.workbook.inndata import HENTET, MANGLER, MANUELL, TRYKT, Inndatum

_FLEST = 5
"""Funn av samme slag per blokk; den som har fylt et helt ark, trenger ikke tre hundre linjer om det samme."""

_Prove = Callable[[str, Verdi, str, Verdi, Inndatum | None], Funn | None]


def funn(g: Grunnlag) -> Iterator[Funn]:
    """Opphavet til hver inndatacelle."""
    for blokk in (b for b in g.blokker if opphavet_staar(g, b)):
        for prove in (_fylt_inn, _tom, _ukjent, _ikke_trykt):
            yield from begrenset(_provd(g, blokk, prove), _FLEST)


def _provd(g: Grunnlag, blokk: Blokk, prove: _Prove) -> Iterator[Funn]:
    for rad, nokkel, navn in blokk.rader:
        for j, indikator in enumerate(blokk.indikatorer):
            celle, sted = adresse(rad + 1, KOL_DATA + j + 1), adresse(rad + 1, g.plan.opphav + j + 1)
            rolle = navn if rad <= blokk.siste else nokkel
            datum = g.plan.inndata.get((blokk.id, rolle, indikator.nokkel))
            if ett := prove(celle, g.celle(NAVN, celle), sted, g.celle(NAVN, sted), datum):
                yield ett


def _slag(opphav: Verdi) -> str:
    """Det første ordet: «trykt s. 41 fig30» er trykt."""
    ord_ = opphav.split(maxsplit=1) if isinstance(opphav, str) else []
    return ord_[0].casefold().rstrip(",:;") if ord_ else ""


def _er_tom(verdi: Verdi) -> bool:
    return verdi is None or (isinstance(verdi, str) and not verdi.strip())


def _er_tall(verdi: Verdi) -> bool:
    return isinstance(verdi, float)


def _fylt_inn(celle: str, verdi: Verdi, sted: str, opphav: Verdi, _: Inndatum | None) -> Funn | None:
    if not _er_tall(verdi) or _slag(opphav) != MANGLER:
        return None
    melding = f"tallet er {vis(verdi)}, men opphavet i {sted} er {vis(opphav)}. Skriv hentet, manuell eller trykt."
    return nytt("K033", NAVN, celle, melding)


def _tom(celle: str, verdi: Verdi, sted: str, opphav: Verdi, _: Inndatum | None) -> Funn | None:
    if not _er_tom(verdi) or _slag(opphav) not in (TRYKT, HENTET, MANUELL):
        return None
    melding = f"cellen er tom, men opphavet i {sted} er {vis(opphav)}. Fyll inn tallet, eller skriv «{MANGLER}»."
    return nytt("K034", NAVN, celle, melding)


def _ukjent(celle: str, verdi: Verdi, sted: str, opphav: Verdi, _: Inndatum | None) -> Funn | None:
    if _slag(opphav) in (HENTET, MANUELL, TRYKT, MANGLER) or (_er_tom(opphav) and _er_tom(verdi)):
        return None
    melding = f"opphavet til {celle} ({vis(verdi)}) er {vis(opphav)}. Begynn med hentet, manuell, trykt eller mangler."
    return nytt("K035", NAVN, sted, melding)


def _ikke_trykt(celle: str, verdi: Verdi, sted: str, opphav: Verdi, datum: Inndatum | None) -> Funn | None:
    if datum is None or datum.trykt is None or datum.verdi is None or _slag(opphav) != TRYKT:
        return None
    if not isinstance(verdi, float) or verdi == datum.verdi:
        return None
    melding = (
        f"tallet er {vis(verdi)}, men s. {datum.trykt.side} trykker {tall(datum.verdi)}. "
        f"Skriv det tilbake, eller rett opphavet i {sted}."
    )
    return nytt("K036", NAVN, celle, melding)
