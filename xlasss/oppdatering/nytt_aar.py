"""Next year's workbook: the new edition's template, with what people wrote in this year's.

The method is the edition's and is never carried over: a year no edition is entered for has no
workbook. Inputs hold what the source has and are otherwise empty, so that no figure of last
year's can pass for this year's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path

from xlasss.begreper import Feil
from xlasss.cells import tidspunkt_av
from xlasss.engines.adresse import adresse, plass
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Bruksfeil
from xlasss.oppdatering.inndataark import FORSIDE, INNDATA, Inndataark
from xlasss.oppdatering.kilde import Kilde
from xlasss.oppdatering.logg import ENDRINGSLOGG
from xlasss.oppdatering.malens import inndata_i
from xlasss.oppdatering.merknader import merknader
from xlasss.oppdatering.oppdater import Kopi, bruker
from xlasss.oppdatering.plan import Oppdateringsplan, planlegg
from xlasss.oppdatering.sjekkliste import sjekkliste
from xlasss.sektorer import Sektorfil
from xlasss.tverrfiler import malfil, malutgaver
from xlasss.workbook.ark.forside import KOMMUNE
from xlasss.workbook.blokk import TOPP
from xlasss.workbook.bygg import filnavn, modell, skriv_regnet
from xlasss.workbook.les import les_bok
from xlasss.workbook.modell import Ark

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
    fylt: int
    """Inndatacellene kilden hadde tall eller tegn til."""
    uten_tall: str
    """Hvorfor kilden ikke hadde noe; tomt når den hadde."""


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


def tom(til: Sektorfil) -> Inndataark:
    """Inndata i den nye boken før noe er fylt ut."""
    return inndata_i(filnavn(til), modell(til))


def lag(
    kopi: Kopi, til: Sektorfil, endringer: Sequence[str], ut: Path | None, hvem: str = "",
    kilde: Kilde | None = None, aarene: Sequence[int] = (),
) -> NyttAar:  # fmt: skip
    """Lag boken ved siden av fjorårets, eller der ``ut`` sier, fylt med det kilden har for årene."""
    fil = ut or kopi.fil.with_name(filnavn(til))
    if fil.exists():
        raise Bruksfeil(f"{fil} finnes alt.", "Flytt den, eller velg et annet navn med --ut.")
    bok = modell(til)
    arkene = {ark.navn: ark for ark in bok.ark}
    planer = [_fyll(arkene[INNDATA], inndata_i(fil.name, bok), kilde, aar) for aar in aarene] if kilde else []
    ny = inndata_i(fil.name, bok)
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
    fylte = [plan for plan in planer if plan.endringer]
    for nr, plan in enumerate(fylte, start=3):
        hva = f"{plan.kilde}, {plan.aar}: {plan.opphavene()}"
        arkene[ENDRINGSLOGG].rekke(TOPP + nr, 0, [naa, hvem or bruker(), hva, len(plan.endringer)], "inndata_tekst")
    skriv_regnet(bok, fil)
    uten = kilde.uten_tall(ny, til.utgave.aar) if kilde and not fylte else ""
    return NyttAar(fil, gjores, sum(len(plan.endringer) for plan in fylte), uten)


def _fyll(ark: Ark, bok: Inndataark, kilde: Kilde, aar: int) -> Oppdateringsplan:
    """Skriv tallene kilden har for året, og opphavet ved siden av."""
    plan = planlegg(bok, kilde.tall(bok, aar), aar=aar, kilde=kilde.navn, overskriv_manuelle=False)
    for ny in plan.endringer:
        for celle, verdi in ((ny.felt.celle, ny.verdi), (ny.felt.opphavscelle, ny.opphav)):
            rad, kol = plass(celle)
            ark.sett(rad - 1, kol - 1, verdi, ark.celler[rad - 1, kol - 1].stil)
    return plan


def _velg_kommune(forside: Ark, kopi: Kopi, ny: Inndataark) -> None:
    """Den samme kommunen, når den fortsatt er med."""
    kommune = kopi.innhold.get((kopi.arket(FORSIDE), adresse(KOMMUNE + 1, 3)))
    if isinstance(kommune, str) and kommune in {felt.kommune for felt in ny.felt.values() if felt.er_kommune}:
        forside.sett(KOMMUNE, 2, kommune, forside.celler[KOMMUNE, 2].stil)


def _skriv_notater(ark: Ark, kopi: Kopi, avsnitt: dict[str, Sequence[str]]) -> None:
    """Notatene i de samme cellene, og avsnittene under dem."""
    nederst = _FORSTE - 2
    for rad, kol, verdi in _notater(kopi, ark):
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


def _notater(kopi: Kopi, malens: Ark) -> Iterator[tuple[int, int, float | str]]:
    """Det brukeren har skrevet, der malen ikke selv har noe: rad og kolonne fra 0, og verdien."""
    egne = {sted for sted, celle in malens.celler.items() if celle.verdi is not None}
    bok = les_bok(kopi.fil)
    navn = bok.arknavn(NOTATER)
    for (rad, kolonne), celle in bok.celler(navn).items() if navn else ():
        if celle.verdi not in (None, "") and (rad - 1, kolonne - 1) not in egne:
            yield rad - 1, kolonne - 1, _skrevet(celle.verdi, dato=bok.format(celle).er_dato)


def _skrevet(verdi: Verdi, *, dato: bool) -> float | str:
    """Verdien slik leseren så den: en dato som dato, og det som ellers ikke er tall, som tekst."""
    if isinstance(verdi, Feil):
        return verdi.tekst
    if isinstance(verdi, bool) or not isinstance(verdi, float):
        return str(verdi)
    if not dato or not 1 <= verdi < 2_958_466:
        return verdi
    tidspunkt = tidspunkt_av(verdi)
    return f"{tidspunkt:%Y-%m-%d}" if verdi.is_integer() else f"{tidspunkt:%Y-%m-%d %H:%M}"
