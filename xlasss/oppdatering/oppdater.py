"""The headless update: read a person's copy, plan, recalculate, and put the patched file in its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from getpass import getuser
from pathlib import Path

from xlasss.engines.arkverdier import med_verdier
from xlasss.engines.lager import Lager, lagrede_verdier
from xlasss.engines.pakke import Pakke, les_pakke
from xlasss.engines.protokoll import Verdi
from xlasss.oppdatering.inndataark import INNDATA, Inndataark, Plass, inndataark
from xlasss.oppdatering.kilde import Kilde
from xlasss.oppdatering.logg import ENDRINGSLOGG, linjer, med_linjer
from xlasss.oppdatering.omregning import Omregning, omregn
from xlasss.oppdatering.plan import Oppdateringsplan, planlegg
from xlasss.oppdatering.vern import byttet, krev_ledig
from xlasss.workbook.grafbuffer import er_figur, med_punkter
from xlasss.workbook.patch import med_bufrede, med_omregning_ved_lasting, skriv_deler


class Kopi:
    """En persons egen kopi av en arbeidsbok, lest én gang."""

    def __init__(self, fil: Path) -> None:
        self.fil = fil.resolve()
        self.pakke, self.data = les_pakke(self.fil)
        self.innhold: dict[Plass, Verdi] = dict(lagrede_verdier(self.pakke))

    @cached_property
    def formler(self) -> list[Plass]:
        return Lager(self.fil).formelceller()

    @cached_property
    def inndata(self) -> Inndataark:
        return inndataark(self.pakke.navn, self.innhold, set(self.formler))

    def arket(self, navn: str) -> str:
        """Arknavnet slik filen skriver det."""
        for ark in self.pakke.ark:
            if ark.casefold() == navn.casefold():
                return ark
        raise self.pakke.uten_arket(navn)


@dataclass(frozen=True)
class Oppdatering:
    """Alt som er funnet ut før noe skrives."""

    kopi: Kopi
    plan: Oppdateringsplan
    regnet: Omregning
    logg: list[list[Verdi]]

    @cached_property
    def endrede(self) -> dict[str, bytes]:
        """Delene av pakken som blir andre enn de var."""
        pakke = self.kopi.pakke
        nye = {pakke.ark[ark]: xml for ark, xml in _arkene(self)}
        nye[pakke.bok] = med_omregning_ved_lasting(pakke.xml(pakke.bok))
        nye |= _figurene(pakke, {**self.plan.celler, **self.regnet.nye})
        return {del_: xml.encode() for del_, xml in nye.items() if xml.encode() != pakke.deler[del_]}

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
    plan = planlegg(
        kopi.inndata, nye, aar=aar, kilde=kilde.navn, argang=kilde.argang, overskriv_manuelle=overskriv_manuelle
    )
    celler = {(kopi.arket(ark), celle): verdi for (ark, celle), verdi in plan.celler.items()}
    regnet = omregn(kopi.fil, celler, kopi.innhold, kopi.formler) if celler else Omregning({}, {}, ())
    tidspunkt = (naar or datetime.now()).strftime("%Y-%m-%d %H:%M")
    logg = linjer(plan, regnet.storste_utslag(kopi.innhold), hvem or _bruker(), tidspunkt)
    return Oppdatering(kopi, plan, regnet, logg)


def _bruker() -> str:
    try:
        return getuser()
    except (KeyError, OSError):  # en bruker uten navn på maskinen
        return "ukjent"


def _arkene(o: Oppdatering) -> list[tuple[str, str]]:
    """Arkene som endres: inndata, loggen, og de som har formler med nye verdier."""
    pakke, kopi = o.kopi.pakke, o.kopi
    inndata, logg = kopi.arket(INNDATA), kopi.arket(ENDRINGSLOGG)
    ut = {}
    for ark in {inndata, logg, *(ark for ark, _ in o.regnet.nye)}:
        xml = pakke.xml(pakke.ark[ark])
        if bufrede := {celle: verdi for (a, celle), verdi in o.regnet.nye.items() if a == ark}:
            xml = med_bufrede(xml, bufrede)
        if ark == inndata:
            xml = med_verdier(xml, {celle: verdi for (_, celle), verdi in o.plan.celler.items()})
        if ark == logg:
            xml = med_linjer(pakke.navn, xml, {c: v for (a, c), v in kopi.innhold.items() if a == logg}, o.logg)
        ut[ark] = xml
    return list(ut.items())


def _figurene(pakke: Pakke, nye: Mapping[Plass, Verdi]) -> dict[str, str]:
    """Figurene som tegner en av cellene."""
    uten_store = {(ark.casefold(), celle): verdi for (ark, celle), verdi in nye.items()}
    figurer = {del_: pakke.xml(del_) for del_, innhold in pakke.deler.items() if er_figur(innhold)}
    return {del_: med_punkter(xml, uten_store) for del_, xml in figurer.items()}
