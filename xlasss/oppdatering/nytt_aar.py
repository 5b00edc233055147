"""Next year's workbook: the new edition's template, with what people wrote in this year's.

The method is the edition's and is never carried over: a year no edition is entered for has no
workbook. Inputs start empty, so that no figure of last year's can pass for this year's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path

from xlasss.begreper import Feil
from xlasss.engines.adresse import adresse, plass
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Bruksfeil
from xlasss.oppdatering.inndataark import FORSIDE, Inndataark, inndataark
from xlasss.oppdatering.logg import ENDRINGSLOGG
from xlasss.oppdatering.merknader import merknader
from xlasss.oppdatering.oppdater import Kopi, bruker
from xlasss.oppdatering.sjekkliste import sjekkliste
from xlasss.sektorer import Sektorfil
from xlasss.tverrfiler import malfil, malutgaver
from xlasss.workbook.ark.forside import KOMMUNE
from xlasss.workbook.blokk import TOPP
from xlasss.workbook.bygg import filnavn, modell, skriv_regnet
from xlasss.workbook.modell import Ark, Bok

NOTATER = "Notater"
_FORSTE = 3
"""Raden notatene begynner i, fra 0; over den står tittelen."""

_TEGN_I_LINJEN = 115
_LINJEHOYDE = 15


@dataclass(frozen=True)
class NyttAar:
    """Den nye boken, og det som står igjen å gjøre."""

    fil: Path
    sjekkliste: tuple[str, ...]


def utgaven(bok: Inndataark, aar: int) -> Sektorfil:
    """Metoden for regnskapsåret, slik en utgave fastsetter den."""
    if aar <= bok.aarene[-1]:
        raise Bruksfeil(
            f"{bok.navn} er for {bok.aarene[-1]}; {aar} er ikke et nytt år.", "Oppgi et senere år med --aar."
        )
    kjente = [malfil(bok.sektor, u) for u in malutgaver(bok.sektor)]
    for sektor in kjente:
        if sektor.utgave.aar == aar:
            return sektor
    liste = ", ".join(f"{s.utgave.aar} (utgave {s.utgave.utgave})" for s in kjente)
    raise Bruksfeil(
        f"Metoden for regnskapsåret {aar} er ikke lagt inn for {bok.sektor}; disse er: {liste}.",
        f"Legg inn en [[utgave]] med aar = {aar} i {bok.sektor}.toml, med «som» når metoden er en annen utgaves; "
        "en metode føres aldri videre av seg selv.",
    )


def lag(kopi: Kopi, til: Sektorfil, endringer: Sequence[str], ut: Path | None, hvem: str = "") -> NyttAar:
    """Lag boken ved siden av fjorårets, eller der ``ut`` sier."""
    fil = ut or kopi.fil.with_name(filnavn(til))
    if fil.exists():
        raise Bruksfeil(f"{fil} finnes alt.", "Flytt den, eller velg et annet navn med --ut.")
    bok = modell(til)
    arkene = {ark.navn: ark for ark in bok.ark}
    ny = inndataark(fil.name, _innhold(bok), ())
    notert = list(merknader(kopi.pakke))
    egne = [ark for ark in kopi.pakke.ark if ark not in arkene]
    gjores = tuple(sjekkliste(kopi.inndata, ny, egne, notert))
    fra = f"{kopi.pakke.navn}, utgave {kopi.inndata.utgave}"
    avsnitt = {
        f"Sjekkliste for {til.utgave.aar}": [f"☐ {linje}" for linje in gjores],
        "Endringer i metoden": endringer,
        f"Merknader i {fra}": [f"{m.ark}!{m.celle}: {m.tekst}" for m in notert],
    }
    _velg_kommune(arkene[FORSIDE], kopi, ny)
    _skriv_notater(arkene[NOTATER], kopi, avsnitt)
    naa = datetime.now().strftime("%Y-%m-%d %H:%M")
    arkene[ENDRINGSLOGG].rekke(TOPP + 2, 0, [naa, hvem or bruker(), f"Ny bok etter {fra}."], "inndata_tekst")
    skriv_regnet(bok, fil)
    return NyttAar(fil, gjores)


def _innhold(bok: Bok) -> dict[tuple[str, str], Verdi]:
    return {
        (ark.navn, adresse(rad + 1, kol + 1)): celle.verdi
        for ark in bok.ark
        for (rad, kol), celle in ark.celler.items()
        if not celle.formel
    }


def _velg_kommune(forside: Ark, kopi: Kopi, ny: Inndataark) -> None:
    """Den samme kommunen, når den fortsatt er med."""
    kommune = kopi.innhold.get((kopi.arket(FORSIDE), adresse(KOMMUNE + 1, 3)))
    if isinstance(kommune, str) and kommune in {felt.kommune for felt in ny.felt.values() if felt.er_kommune}:
        forside.sett(KOMMUNE, 2, kommune, forside.celler[KOMMUNE, 2].stil)


def _skriv_notater(ark: Ark, kopi: Kopi, avsnitt: dict[str, Sequence[str]]) -> None:
    """Notatene i de samme cellene, og avsnittene under dem."""
    nederst = _FORSTE - 2
    for rad, kol, verdi in _notater(kopi):
        ark.sett(rad, kol, verdi, "inndata_tekst")
        nederst = max(nederst, rad)
    rad = nederst + 2
    for tittel, linjer in avsnitt.items():
        if linjer:
            ark.sett(rad, 0, tittel, "etikett_sterk")
            for i, linje in enumerate(linjer, start=rad + 1):
                ark.sett(i, 0, linje, "inndata_tekst")
                ark.hoyder[i] = _LINJEHOYDE * max(1, ceil(len(linje) / _TEGN_I_LINJEN))
            rad += len(linjer) + 2


def _notater(kopi: Kopi) -> Iterator[tuple[int, int, float | str]]:
    """Det brukeren har skrevet: rad og kolonne fra 0, og verdien."""
    for (ark, celle), verdi in kopi.innhold.items():
        rad, kolonne = plass(celle)
        if ark.casefold() == NOTATER.casefold() and verdi not in (None, "") and rad > _FORSTE:
            skrevet = verdi.tekst if isinstance(verdi, Feil) else str(verdi) if isinstance(verdi, bool) else verdi
            if skrevet is not None:
                yield rad - 1, kolonne - 1, skrevet
