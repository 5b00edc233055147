"""The headless update: read a person's copy, plan, recalculate, and put the patched file in its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from getpass import getuser
from pathlib import Path

from xlasss.engines.arkxml import formelceller
from xlasss.engines.lager import Lager, lagrede_verdier
from xlasss.engines.pakke import les_pakke
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil
from xlasss.oppdatering.inndataark import Inndataark, Plass, inndataark
from xlasss.oppdatering.kilde import Kilde
from xlasss.oppdatering.logg import ENDRINGSLOGG, linjer, loggceller, med_linjer, siste_rad
from xlasss.oppdatering.malens import med_rettede
from xlasss.oppdatering.omregning import Omregning, omregn
from xlasss.oppdatering.plan import Oppdateringsplan, planlegg
from xlasss.oppdatering.utslag import storste_utslag
from xlasss.oppdatering.vern import byttet, krev_ledig
from xlasss.workbook.patch import lappede_deler, skriv_deler


class Kopi:
    """En persons egen kopi av en arbeidsbok, lest én gang."""

    def __init__(self, fil: Path) -> None:
        self.fil = fil.resolve()
        self.pakke, self.data = les_pakke(self.fil)
        self.innhold: dict[Plass, Verdi] = dict(lagrede_verdier(self.pakke))

    @cached_property
    def formler(self) -> list[Plass]:
        try:
            return Lager(self.fil).formelceller()
        except Filfeil:  # noe motorene ikke regner, som en datatabell; lappes kan boken likevel
            return [
                (ark, celle) for ark, del_ in self.pakke.ark.items() for celle in formelceller(self.pakke.xml(del_))
            ]

    @cached_property
    def inndata(self) -> Inndataark:
        return inndataark(self.pakke.navn, self.innhold, set(self.formler))

    def arket(self, navn: str) -> str:
        """Arknavnet slik filen skriver det."""
        for ark in self.pakke.ark:
            if ark.casefold() == navn.casefold():
                return ark
        raise self.pakke.uten_arket(navn)

    @property
    def loggen(self) -> tuple[dict[str, Verdi], set[str]]:
        """Det som står på Endringslogg, og cellene der som er formler."""
        logg = self.arket(ENDRINGSLOGG)
        innhold = {celle: verdi for (ark, celle), verdi in self.innhold.items() if ark == logg}
        return innhold, {celle for ark, celle in self.formler if ark == logg}

    def faktiske(self, celler: Mapping[Plass, Verdi]) -> dict[Plass, Verdi]:
        """De samme cellene med arknavnene slik filen skriver dem."""
        return {(self.arket(ark), celle): verdi for (ark, celle), verdi in celler.items()}


@dataclass(frozen=True)
class Oppdatering:
    """Alt som er funnet ut før noe skrives."""

    kopi: Kopi
    plan: Oppdateringsplan
    regnet: Omregning
    utslag: str
    logg: list[list[Verdi]]
    uten_tall: str
    """Hvorfor kilden ikke hadde noe tall til boken; tomt når den hadde."""

    @cached_property
    def endrede(self) -> dict[str, bytes]:
        """Delene av pakken som blir andre enn de var."""
        kopi = self.kopi
        deler = lappede_deler(kopi.pakke, kopi.faktiske(self.plan.celler), self.regnet.nye)
        del_ = kopi.pakke.ark[kopi.arket(ENDRINGSLOGG)]
        xml = deler[del_].decode() if del_ in deler else kopi.pakke.xml(del_)
        return deler | {del_: med_linjer(kopi.pakke.navn, xml, *kopi.loggen, self.logg).encode()}

    @cached_property
    def celler(self) -> dict[Plass, Verdi]:
        """Alt som skrives i celler: tallene, opphavene og linjene i loggen."""
        kopi, logg = self.kopi, self.kopi.arket(ENDRINGSLOGG)
        nye = loggceller(siste_rad(kopi.pakke.navn, *kopi.loggen), self.logg)
        return kopi.faktiske(self.plan.celler) | {(logg, celle): verdi for celle, verdi in nye.items()}

    def skriv(self) -> Path:
        """Skriv filen og gi sikkerhetskopien av den gamle."""
        endrede = self.endrede
        with byttet(self.kopi.fil, self.kopi.data) as (ny, kopi):
            skriv_deler(self.kopi.fil, ny, endrede)
        return kopi


def forbered(
    fil: Path, kilde: Kilde, aar: int, *, overskriv_manuelle: bool = False, hvem: str = "", naar: datetime | None = None
) -> Oppdatering:
    """Les filen og finn ut hva som skal endres; ingenting skrives."""
    kopi = Kopi(fil)
    krev_ledig(kopi.fil)
    nye = kilde.tall(kopi.inndata, aar)
    bok = med_rettede(kopi.inndata) if nye else kopi.inndata
    plan = planlegg(bok, nye, aar=aar, kilde=kilde.navn, overskriv_manuelle=overskriv_manuelle)
    celler = kopi.faktiske(plan.celler)
    regnet = omregn(kopi.fil, celler, kopi.innhold, kopi.formler) if celler else Omregning({}, {}, ())
    tidspunkt = (naar or datetime.now()).strftime("%Y-%m-%d %H:%M")
    utslag = storste_utslag(regnet, kopi.innhold, celler)
    uten_tall = "" if any(not tall.gjelder_annet for tall in nye) else kilde.uten_tall(kopi.inndata, aar)
    return Oppdatering(kopi, plan, regnet, utslag, linjer(plan, utslag, hvem or bruker(), tidspunkt), uten_tall)


def bruker() -> str:
    """Hvem som kjører programmet."""
    try:
        return getuser()
    except (KeyError, OSError):  # en bruker uten navn på maskinen
        return "ukjent"
