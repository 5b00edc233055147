"""Build a sector's template workbook: plan, sheets, file, cached values computed headless."""

from pathlib import Path
from zipfile import is_zipfile

from xlsxwriter.utility import xl_rowcol_to_cell

from xlasss.engines.formualizer_motor import Formualizer
from xlasss.errors import Bruksfeil
from xlasss.sektorer import Sektorfil
from xlasss.workbook.ark import (
    beregning,
    etterregning,
    forside,
    inndata,
    kontroll,
    parametre,
    resultat,
    til_slutt,
    utgaver,
)
from xlasss.workbook.hel_fil import hel_fil
from xlasss.workbook.malversjon import malversjon
from xlasss.workbook.manifest import avtrykk, bygde_filer, foer_inn
from xlasss.workbook.modell import Bok
from xlasss.workbook.plan import plan
from xlasss.workbook.skriv import Bufret, skriv


def modell(sektor: Sektorfil) -> Bok:
    """Arbeidsboken som data, før den er en fil."""
    p = plan(sektor)
    side_om_side = [utgaver.lag] if sektor.mot else []
    arkene = [lag(p) for lag in (
        inndata.lag, parametre.lag, beregning.lag, resultat.lag, *side_om_side, etterregning.lag,
        kontroll.lag, til_slutt.endringslogg, til_slutt.kilder_ark, til_slutt.notater,
    )]  # fmt: skip
    merke = malversjon(arkene)
    ark = [forside.lag(p, merke), *arkene]
    return Bok(f"ASSS {sektor.navn} {sektor.utgave.aar}", ark, forside.navn(p), malversjon=merke)


def filnavn(sektor: Sektorfil) -> str:
    """Navnet på arbeidsboken: «grunnskole_2016.xlsx», eller «grunnskole_2016_2017_mot_2019.xlsx» med to utgaver."""
    mot = f"_{sektor.utgave.utgave}_mot_{sektor.mot.utgave.utgave}" if sektor.mot else ""
    return f"{sektor.nokkel}_{sektor.utgave.aar}{mot}.xlsx"


def bygg(sektor: Sektorfil, mappe: Path, *, overskriv: bool = False) -> Path:
    """Bygg arbeidsboken i mappen. Den skrives ved siden av og byttes inn når den er hel.

    En fil noen har arbeidet i, overskrives bare med ``overskriv``.
    """
    fil = mappe / filnavn(sektor)
    if fil.is_dir():
        raise Bruksfeil(f"{fil} er en mappe.", "Flytt den, eller velg en annen mappe med --ut.")
    if not overskriv and arbeidet_i(fil):
        raise Bruksfeil(
            f"{fil} finnes og er ikke slik den ble bygget; tallene i den ville gått tapt.",
            "Velg en annen mappe med --ut, eller bruk --overskriv.",
        )
    bok = modell(sektor)
    skriv_regnet(bok, fil)
    foer_inn(fil)
    return fil


def arbeidet_i(fil: Path) -> bool:
    """Om filen finnes og er en annen enn den som ble bygget i mappen."""
    bygget_som = bygde_filer(fil.parent).get(fil.name)
    return fil.is_file() and not (is_zipfile(fil) and avtrykk(fil) == bygget_som)


def skriv_regnet(bok: Bok, fil: Path) -> None:
    """Skriv boken med den regnede verdien lagret i hver formelcelle."""
    with hel_fil(fil) as ny:
        skriv(bok, ny, {})
        skriv(bok, ny, _regn(bok, ny))


def _regn(bok: Bok, fil: Path) -> Bufret:
    """Verdien i hver formelcelle, regnet av standardmotoren.

    Den som bare ser de lagrede verdiene, har ikke tillegget; derfor er alt regnet uten, bortsett fra
    funksjonene selv.
    """
    med, uten = Formualizer().aapne(fil), Formualizer(tillegg=False).aapne(fil)
    med.regn()
    uten.regn()
    return {
        (ark.navn, rad, kol): (med if ark.navn == beregning.NAVN else uten).verdi(ark.navn, xl_rowcol_to_cell(rad, kol))
        for ark in bok.ark
        for (rad, kol), celle in ark.celler.items()
        if celle.formel
    }
