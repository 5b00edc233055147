"""The inputs as the template has them, and the cells where somebody has typed over what it printed there."""

from collections.abc import Mapping
from dataclasses import replace

from xlasss.engines.adresse import adresse
from xlasss.engines.likhet import lik
from xlasss.engines.protokoll import Verdi
from xlasss.errors import XlasssFeil
from xlasss.oppdatering.inndataark import Felt, Inndataark, Nokkel, inndataark
from xlasss.tverrfiler import malfil
from xlasss.workbook.bygg import modell
from xlasss.workbook.inndata import MANUELL, TRYKT
from xlasss.workbook.modell import Bok


def inndata_i(navn: str, bok: Bok) -> Inndataark:
    """Inndata i en arbeidsbok som ennå ikke er en fil."""
    innhold: dict[tuple[str, str], Verdi] = {
        (ark.navn, adresse(rad + 1, kol + 1)): celle.verdi
        for ark in bok.ark
        for (rad, kol), celle in ark.celler.items()
        if not celle.formel
    }
    return inndataark(navn, innhold, ())


def med_rettede(bok: Inndataark) -> Inndataark:
    """Boken der et tall som er et annet enn det trykte, er manuelt: noen har skrevet over det og latt opphavet stå."""
    if not any(felt.slag == TRYKT for felt in bok.felt.values()):
        return bok
    try:
        malens: Mapping[Nokkel, Felt] = inndata_i(bok.navn, modell(malfil(bok.sektor, bok.utgave))).felt
    except XlasssFeil:  # en utgave som ikke er lagt inn her
        return bok
    return replace(bok, felt={nokkel: _rettet(felt, malens.get(nokkel)) for nokkel, felt in bok.felt.items()})


def _rettet(felt: Felt, malens: Felt | None) -> Felt:
    if felt.slag != TRYKT or malens is None or malens.slag != TRYKT or lik(felt.verdi, malens.verdi):
        return felt
    return replace(felt, opphav=f"{MANUELL}, over det trykte ({felt.opphav})")
