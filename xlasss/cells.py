"""En regnearkcelle: tall, mangler eller feil. Her, og bare her, avgjøres hva en verdi er.

Reglene er KONTRAKT §1: tomt og SSBs tegn for manglende er «mangler» (#N/A) og blir
aldri 0; SSBs strek er 0; annen tekst, også tall lagret som tekst, er feil slag
(#VALUE!); en feilverdi forblir den samme feilen.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import chain
from math import isfinite
from numbers import Real
from operator import countOf
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import ArrayLike

from xlasss.begreper import Feil
from xlasss.beregning.svar import Koder, Tall, alle, noen
from xlasss.errors import FormFeil

Celle = float | int | bool | str | None | Feil | date
Celler = Sequence[Sequence[object]]

INGEN_DATA = frozenset({"", ".", "..", "...", "…", ":"})
"""Tomt og SSBs tegn: kan ikke forekomme, mangler, mangler foreløpig, konfidensielt."""
NULL_STREK = frozenset({"-", "–"})
"""SSBs tegn for null."""

_DAG_NULL = datetime(1899, 12, 30)
SOM_DE_ER: Mapping[Feil, Any] = {feil: feil for feil in Feil}
SOM_TEKST: Mapping[Feil, Any] = {feil: feil.tekst for feil in Feil}
"""Hva en feil skrives som i svaret: seg selv, eller teksten en vert viser."""


class Felt(NamedTuple):
    """Et område lest inn: verdier (NaN der det er feil) og feilkoder, samme form."""

    verdier: Tall
    koder: Koder


def les_celle(celle: object) -> tuple[float, Feil | None]:
    """Tallet i cellen, eller NaN og hvorfor det ikke er et tall.

    >>> les_celle(0.964)
    (0.964, None)
    >>> les_celle(" .. ")
    (nan, <Feil.NA: 7>)
    >>> les_celle("–"), les_celle("12,5")[1]
    ((0.0, None), <Feil.VALUE: 3>)
    """
    if isinstance(celle, bool | np.bool_):
        return float("nan"), Feil.VALUE
    if isinstance(celle, Real | Decimal):
        return _les_tall(celle)
    if celle is None:
        return float("nan"), Feil.NA
    if isinstance(celle, str):
        return _les_tekst(celle)
    if isinstance(celle, Feil):
        return float("nan"), celle
    if isinstance(celle, date):
        return _les_tall(_serienummer(celle))
    return float("nan"), Feil.VALUE


def _les_tall(celle: Real | Decimal | float) -> tuple[float, Feil | None]:
    try:
        tall = float(celle)
    except OverflowError:
        return float("nan"), Feil.NUM
    except Exception:  # et fremmed tallslag som ikke lar seg lese, er likevel bare én gal celle
        return float("nan"), Feil.VALUE
    return (tall, None) if isfinite(tall) else (float("nan"), Feil.NUM)


def _les_tekst(celle: str) -> tuple[float, Feil | None]:
    tekst = celle.strip(" ")
    if tekst in INGEN_DATA:
        return float("nan"), Feil.NA
    if tekst in NULL_STREK:
        return 0.0, None
    return float("nan"), Feil.fra_tekst(tekst) or Feil.VALUE


def _serienummer(dag: date) -> float:
    """Dager siden 30.12.1899, slik Excel lagrer datoer."""
    tid = dag.replace(tzinfo=None) if isinstance(dag, datetime) else datetime(dag.year, dag.month, dag.day)
    return (tid - _DAG_NULL).total_seconds() / 86_400


def tidspunkt_av(serienummer: float) -> datetime:
    """Datoen og klokkeslettet et tall med datoformat vises som.

    >>> tidspunkt_av(46027.5)
    datetime.datetime(2026, 1, 5, 12, 0)
    """
    return _DAG_NULL + timedelta(days=serienummer)


def les_omraade(celler: Celler | Tall) -> Felt:
    """Et rektangulært område, eller bare tallene i det, som verdier og feilkoder.

    >>> felt = les_omraade([[1.0, None], ["-", Feil.REF]])
    >>> felt.verdier.tolist(), felt.koder.tolist()
    ([[1.0, nan], [0.0, nan]], [[0, 7], [0, 4]])
    """
    rene = celler if isinstance(celler, np.ndarray) else rene_tall(celler)
    tall, koder = _en_og_en(cast(Celler, celler)) if rene is None else (rene, np.zeros(rene.shape, np.uint8))
    endelige = np.isfinite(tall)
    if not alle(endelige):
        gale = ~endelige & (koder == 0)
        tall, koder[gale] = np.where(gale, np.nan, tall), Feil.NUM.value
    return Felt(tall, koder)


def rene_tall(celler: Sequence[Any]) -> Tall | None:
    """Området som felt når alle cellene er flyttall, som de nesten alltid er; ellers None.

    >>> rene_tall([[1.0, 2.0]]), rene_tall([[1.0, None]])
    (array([[1., 2.]]), None)
    """
    if not (set(map(type, celler)) <= {tuple, list} and er_rektangel(celler)):
        return None
    antall = len(celler) * len(celler[0])
    if countOf(map(type, chain.from_iterable(celler)), float) != antall:
        return None
    return np.fromiter(chain.from_iterable(celler), np.float64, antall).reshape(len(celler), -1)


def _en_og_en(celler: Celler) -> Felt:
    """Cellene som tall og koder, der bare det som ikke er et flyttall, ses på hver for seg."""
    if not er_rektangel(celler):
        raise FormFeil("Området er ikke et rektangel av celler.")
    form, rekke = (len(celler), len(celler[0])), list(chain.from_iterable(celler))
    koder = np.zeros(len(rekke), dtype=np.uint8)
    for i in [i for i, celle in enumerate(rekke) if type(celle) is not float]:
        rekke[i], feil = les_celle(rekke[i])
        koder[i] = feil.value if feil else 0
    return Felt(np.array(rekke, dtype=np.float64).reshape(form), koder.reshape(form))


def som_rader(verdi: object) -> Celler:
    """Et argument som rader av celler: én celle blir 1×1, én rad blir 1×n.

    >>> som_rader(5), som_rader([1, 2]), som_rader(((1,), (2,)))
    ([[5]], [[1, 2]], ((1,), (2,)))
    """
    if isinstance(verdi, np.ndarray):
        verdi = verdi.tolist()
    if not isinstance(verdi, list | tuple):
        return [[verdi]]
    if set(map(type, verdi)) <= {list, tuple}:
        return verdi or [[]]
    if not any(isinstance(rad, list | tuple) for rad in verdi):
        return [list(verdi)]
    return [list(rad) if isinstance(rad, list | tuple) else [rad] for rad in verdi]


def er_rektangel(celler: Celler) -> bool:
    """Om området har minst én celle og alle radene er like lange."""
    lengder = set(map(len, celler))
    return len(lengder) == 1 and 0 not in lengder


def skriv(verdier: ArrayLike, koder: ArrayLike, feilene: Mapping[Feil, Any] = SOM_DE_ER) -> list[Any]:
    """Tall og feilkoder tilbake til celler i samme form, hver feil slik `feilene` sier; ingen NaN slipper ut.

    >>> skriv([[1.5, float("nan")]], [[0, 7]])
    [[1.5, <Feil.NA: 7>]]
    """
    tall, feil = np.asarray(verdier, dtype=np.float64), np.asarray(koder, dtype=np.uint8)
    if not noen(feil):
        return cast(list[Any], tall.tolist())
    celler = tall.astype(object)
    tegn = np.array([None, *(feilene[f] for f in Feil)], dtype=object)
    celler[feil != 0] = tegn[feil[feil != 0]]
    return cast(list[Any], celler.tolist())
