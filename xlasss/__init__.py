"""xlasss: ASSS-metoden i regneark, med kilde for hvert tall.

De rene funksjonene ligger her under sine norske navn. Numpy inn, numpy ut; NaN er
«mangler», og et svar som ikke kan regnes ut, er NaN. Gale former og slag gir feilene i
`xlasss.errors`.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from numpy import float64
from numpy.typing import NDArray

from xlasss import beregning as _b
from xlasss.beregning.svar import Svar as _Svar
from xlasss.fasit_data import fasit_rader as fasit
from xlasss.parametre import parameter
from xlasss.versjon import VERSJON

if TYPE_CHECKING:
    from pathlib import Path

    from xlasss.engines.protokoll import Verdi

__version__ = VERSJON


def _verdier(funksjon: Callable[..., _Svar]) -> Callable[..., NDArray[float64] | float]:
    """Funksjonen med bare verdiene i svaret."""

    @wraps(funksjon)
    def med_verdier(*argumenter: Any, **navngitte: Any) -> NDArray[float64] | float:
        verdier = funksjon(*argumenter, **navngitte).verdier
        return verdier if verdier.ndim else float(verdier)

    return med_verdier


produksjonsindeks = _verdier(_b.indeks.produksjonsindeks)
bidrag = _verdier(_b.indeks.bidrag)
indikator = _verdier(_b.indeks.indikator)
behovsinnbyggere = _verdier(_b.indeks.behovsinnbyggere)
produksjonsvekst = _verdier(_b.vekst.produksjonsvekst)
sammensatt_vekst = _verdier(_b.vekst.sammensatt_vekst)
utgiftsindeks = _verdier(_b.effektivitet.utgiftsindeks)
effektivitet = _verdier(_b.effektivitet.effektivitet)
kostnadsindeks = _verdier(_b.utgiftsbehov.kostnadsindeks)
utgiftsbehov = _verdier(_b.utgiftsbehov.utgiftsbehov)
ressursbruk = _verdier(_b.ressursbruk.ressursbruk)
ressursbruksindikator = _verdier(_b.ressursbruk.ressursbruksindikator)
snitt = _verdier(_b.snitt.snitt)
profil = _verdier(_b.snitt.profil)
avvik = _verdier(_b.avvik.avvik)
realvekst = _verdier(_b.deflatering.realvekst)
deflator = _verdier(_b.deflatering.deflator)
demografikostnad = _verdier(_b.demografi.demografikostnad)
avrund = _verdier(_b.avrunding.avrund)


def regn(path: "str | Path", motor: str = "formualizer") -> "dict[tuple[str, str], Verdi]":
    """Verdien i hver formelcelle i en arbeidsbok, etter (ark, celle), regnet uten Excel."""
    from pathlib import Path

    from xlasss.engines import motor as finn

    bok = finn(motor).aapne(Path(path))
    bok.regn()
    return {stedet: bok.verdi(*stedet) for stedet in bok.formelceller()}
