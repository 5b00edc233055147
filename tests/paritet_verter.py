"""Én adapter per vert: fra tilfellene i `paritet.csv` til cellene verten svarer."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from engines.boker import skriv_bok
from paritet import Celler, Omraade, Tilfelle
from xlsxwriter.utility import xl_rowcol_to_cell

from xlasss.begreper import Feil
from xlasss.cells import som_rader
from xlasss.engines.protokoll import Verdi
from xlasss.kall import UTELATT, kall

FLEST = 12
"""Så mange celler av et svar prøves i et regneark; av større svar den første og den siste."""

Svar = dict[tuple[int, int], object]
"""Cellene av svaret som er sett, etter rad og kolonne."""


def kjerne(tilfelle: Tilfelle) -> Svar:
    """Kallet slik alle vertene gjør det til slutt."""
    return _svar(kall(tilfelle.funksjon, *(a.rader if isinstance(a, Omraade) else a for a in tilfelle.argumenter)))


def excel(kall_udf: Callable[..., object], omraade: Callable[[object], object]) -> Callable[[Tilfelle], Svar]:
    """xlwings' COM-kode: områder er COM-områder, feilverdier SCODE-er inn og tekster ut."""
    ikke_gitt = -2147352572

    def raa(argument: object) -> object:
        if argument is UTELATT:
            return ikke_gitt
        if not isinstance(argument, Omraade):
            return omraade(_scode(argument))
        rader = tuple(tuple(map(_scode, rad)) for rad in argument.rader)
        return omraade(rader[0][0] if len(rader) == len(rader[0]) == 1 else rader)

    def regn(tilfelle: Tilfelle) -> Svar:
        try:
            svar = kall_udf(tilfelle.funksjon, *map(raa, tilfelle.argumenter))
        except TypeError:  # VBA slipper ikke gjennom et kall med for få argumenter
            svar = "#VALUE!"
        return {sted: Feil.fra_tekst(c) or c if isinstance(c, str) else c for sted, c in _svar(svar).items()}

    return regn


_SCODE = {Feil.NULL: 2000, Feil.DIV0: 2007, Feil.VALUE: 2015, Feil.REF: 2023, Feil.NAME: 2029, Feil.NUM: 2036,
          Feil.NA: 2042}  # fmt: skip


def _scode(celle: object) -> object:
    return _SCODE[celle] - 2146828288 if isinstance(celle, Feil) else celle


def _svar(svar: object) -> Svar:
    return {(r, k): celle for r, rad in enumerate(som_rader(svar)) for k, celle in enumerate(rad)}


def regneark(
    tilfeller: Sequence[Tilfelle], mappe: Path, regn: Callable[[Path], Callable[[str, str], Verdi]]
) -> dict[int, Svar]:
    """Alle tilfellene i én arbeidsbok, ett ark per tilfelle, regnet én gang."""
    boken, steder = {}, {}
    for nr, tilfelle in enumerate(tilfeller):
        boken[f"T{nr}"], steder[f"T{nr}"] = _ark(tilfelle)
    verdi = regn(skriv_bok(mappe / "paritet.xlsx", boken))
    return {
        id(tilfelle): {sted: verdi(f"T{nr}", celle) for sted, celle in steder[f"T{nr}"].items()}
        for nr, tilfelle in enumerate(tilfeller)
    }


def _ark(tilfelle: Tilfelle) -> tuple[dict[str, object], dict[tuple[int, int], str]]:
    celler: dict[str, object] = {}
    referanser, kolonne = [], 0
    for argument in tilfelle.argumenter:
        if argument is UTELATT:
            referanser.append("")
            continue
        rader = argument.rader if isinstance(argument, Omraade) else [[argument]]
        for r, rad in enumerate(rader):
            for k, celle in enumerate(rad):
                celler[xl_rowcol_to_cell(r, kolonne + k)] = celle
        fra, til = xl_rowcol_to_cell(0, kolonne), xl_rowcol_to_cell(len(rader) - 1, kolonne + len(rader[0]) - 1)
        referanser.append(f"{fra}:{til}" if isinstance(argument, Omraade) else fra)
        kolonne += len(rader[0]) + 1
    kallet = f"{tilfelle.funksjon}({','.join(referanser)})"
    steder = {}
    for nr, (r, k) in enumerate(_proeves(tilfelle.venter)):
        steder[r, k] = xl_rowcol_to_cell(nr, kolonne + 1)
        en_celle = len(tilfelle.venter) == len(tilfelle.venter[0]) == 1
        celler[steder[r, k]] = f"={kallet}" if en_celle else f"=INDEX({kallet},{r + 1},{k + 1})"
    return celler, steder


def _proeves(venter: Celler) -> Iterator[tuple[int, int]]:
    alle = [(r, k) for r in range(len(venter)) for k in range(len(venter[0]))]
    yield from alle if len(alle) <= FLEST else (alle[0], alle[-1])
