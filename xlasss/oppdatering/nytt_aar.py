"""Next year's workbook: the new edition's template, with what people wrote in this year's.

The method is the edition's and is never carried over: a year no edition is entered for has no
workbook. Inputs start empty, so that no figure of last year's can pass for this year's.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from xlasss.engines.adresse import adresse, plass
from xlasss.engines.arkverdier import med_verdier
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Bruksfeil
from xlasss.oppdatering.inndataark import FORSIDE, Inndataark
from xlasss.oppdatering.logg import ENDRINGSLOGG, med_linjer
from xlasss.oppdatering.merknader import merknader
from xlasss.oppdatering.omregning import omregn
from xlasss.oppdatering.oppdater import Kopi, bruker
from xlasss.oppdatering.sjekkliste import sjekkliste
from xlasss.sektorer import Sektorfil, sektorfil, utgaver
from xlasss.workbook.ark.forside import KOMMUNE
from xlasss.workbook.bygg import bygg, filnavn
from xlasss.workbook.hel_fil import hel_fil
from xlasss.workbook.patch import lappede_deler, skriv_deler

NOTATER = "Notater"
_KOMMUNE = f"C{KOMMUNE + 1}"
_FORSTE = 4
"""Raden notatene begynner i; over den står tittelen."""


@dataclass(frozen=True)
class NyttAar:
    """Den nye boken, og det som står igjen å gjøre."""

    fil: Path
    sjekkliste: tuple[str, ...]
    endringer: tuple[str, ...]


def utgaven(bok: Inndataark, aar: int) -> Sektorfil:
    """Metoden for regnskapsåret, slik en utgave fastsetter den."""
    kjente = [sektorfil(bok.sektor, u) for u in utgaver(bok.sektor)]
    for sektor in kjente:
        if sektor.utgave.aar == aar:
            return sektor
    liste = ", ".join(f"{s.utgave.aar} (utgave {s.utgave.utgave})" for s in kjente)
    raise Bruksfeil(
        f"Metoden for regnskapsåret {aar} er ikke lagt inn for {bok.sektor}; disse er: {liste}.",
        "Legg inn utgaven først; en metode føres aldri videre av seg selv.",
    )


def lag(kopi: Kopi, til: Sektorfil, endringer: Sequence[str], ut: Path | None, hvem: str = "") -> NyttAar:
    """Lag boken ved siden av fjorårets, eller der ``ut`` sier."""
    fil = ut or kopi.fil.with_name(filnavn(til))
    if fil.exists():
        raise Bruksfeil(f"{fil} finnes alt.", "Flytt den, eller velg et annet navn med --ut.")
    with TemporaryDirectory(prefix="xlasss-") as mappe:
        mal = Path(shutil.move(bygg(til, Path(mappe)), Path(mappe) / fil.name))
        ny = Kopi(mal)
        egne = [ark for ark in kopi.pakke.ark if ark not in ny.pakke.ark]
        notert = list(merknader(kopi.pakke))
        gjores = tuple(sjekkliste(kopi.inndata, ny.inndata, egne, notert))
        fra = f"{kopi.pakke.navn}, utgave {kopi.inndata.utgave}"
        under = [
            f"Sjekkliste for {til.utgave.aar}", *(f"☐ {linje}" for linje in gjores), "",
            "Endringer i metoden", *endringer,
            *(["", f"Merknader i {fra}", *(f"{m.ark}!{m.celle}: {m.tekst}" for m in notert)] if notert else []),
        ]  # fmt: skip
        logg: list[Verdi] = [f"{datetime.now():%Y-%m-%d %H:%M}", hvem or bruker(), f"Ny bok etter {fra}.", None, ""]
        with hel_fil(fil) as ferdig:
            skriv_deler(mal, ferdig, _deler(kopi, ny, under, logg))
    return NyttAar(fil, gjores, tuple(endringer))


def _deler(gammel: Kopi, ny: Kopi, under: Sequence[str], logg: list[Verdi]) -> dict[str, bytes]:
    """Den valgte kommunen, notatene og listene under dem, og loggen."""
    kommune = gammel.innhold.get((gammel.arket(FORSIDE), _KOMMUNE))
    i_boken = {felt.kommune for felt in ny.inndata.felt.values() if felt.er_kommune}
    valgt: dict[tuple[str, str], Verdi] = {(FORSIDE, _KOMMUNE): kommune} if kommune in i_boken else {}
    regnet = omregn(ny.fil, valgt, ny.innhold, ny.formler)
    deler = lappede_deler(ny.pakke, valgt, regnet.nye)
    notater, sted = _notater(gammel), ny.pakke.ark[NOTATER]
    fra = max((plass(celle)[0] for celle in notater), default=_FORSTE - 2) + 2
    notater |= {adresse(fra + i, 1): linje for i, linje in enumerate(under)}
    deler[sted] = med_verdier(ny.pakke.xml(sted), notater).encode()
    loggen = {celle: verdi for (ark, celle), verdi in ny.innhold.items() if ark == ENDRINGSLOGG}
    del_ = ny.pakke.ark[ENDRINGSLOGG]
    return deler | {del_: med_linjer(ny.pakke.navn, ny.pakke.xml(del_), loggen, (), [logg]).encode()}


def _notater(kopi: Kopi) -> dict[str, Verdi]:
    """Det brukeren har skrevet, i de samme cellene."""
    ark = next((ark for ark in kopi.pakke.ark if ark.casefold() == NOTATER.casefold()), NOTATER)
    return {
        celle: verdi
        for (i_ark, celle), verdi in kopi.innhold.items()
        if i_ark == ark and verdi not in (None, "") and plass(celle)[0] >= _FORSTE
    }
