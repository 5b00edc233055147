"""Checks of Excel itself and of the add-in file it is to load."""

import re
from collections.abc import Iterator
from pathlib import Path

from xlasss.engines.lager import lagrede_verdier
from xlasss.engines.pakke import les_pakke
from xlasss.errors import Filfeil
from xlasss.hosts.excel_tillegg import FILNAVN
from xlasss.hosts.lege.felles import Funn
from xlasss.hosts.lege.maskin import KONTOR, Maskin

INSTALLER = "Lukk Excel og kjør install.ps1."
_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_APP = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_BIT = r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook"
_INTERNETT = 3
"""Zones from here up are what Windows calls the internet; files from there are blocked."""


def excel(maskin: Maskin) -> Iterator[Funn]:
    """Om Excel er installert, og i hvor mange biter."""
    oppsett = maskin.register.verdier(_CLICK_TO_RUN)
    if not (oppsett.get("VersionToReport") or maskin.register.verdier(_APP)):
        yield Funn("Excel", "feil", "Excel er ikke funnet.", "Installer Excel for skrivebordet.")
        return
    versjon = oppsett.get("VersionToReport", "uten Click-to-Run")
    yield Funn("Excel", "i orden", f"Excel {versjon}, {biter(maskin) or 'ukjent antall'} biter.")


def biter(maskin: Maskin) -> str:
    """«64» eller «32», eller tomt når registeret ikke sier det."""
    plattform = str(maskin.register.verdier(_CLICK_TO_RUN).get("Platform", ""))
    plattform = plattform or str(maskin.register.verdier(_BIT).get("Bitness", ""))
    return {"x64": "64", "x86": "32"}.get(plattform, "")


def tillegget(maskin: Maskin) -> Iterator[Funn]:
    """Om xlasss.xlam ligger der Excel leter, er hel, og ikke er blokkert."""
    fil = maskin.xlstart / FILNAVN
    if not fil.exists():
        yield Funn("Tillegget", "feil", f"{fil} finnes ikke; det kan være satt i karantene.", INSTALLER)
        return
    if merke := _sone(fil):
        yield Funn(
            "Tillegget", "feil", f"{fil} er merket som hentet fra internett (sone {merke}), og Excel blokkerer det.",
            "Høyreklikk filen, Egenskaper, «Fjern blokkering», eller kjør install.ps1.",
        )  # fmt: skip
        return
    try:
        versjon, xlwings, _ = oppsett_i(fil)
        yield Funn("Tillegget", "i orden", f"{FILNAVN} {versjon}, for xlwings {xlwings}.")
    except Filfeil as feil:
        yield Funn("Tillegget", "feil", feil.melding, INSTALLER)


def _sone(fil: Path) -> int:
    """The zone in the mark of the web, an alternate stream of the file; 0 when there is none that blocks."""
    try:
        treff = re.search(r"ZoneId=(\d+)", Path(f"{fil}:Zone.Identifier").read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return 0
    return sone if treff and (sone := int(treff[1])) >= _INTERNETT else 0


def oppsett_i(fil: Path) -> tuple[str, str, str]:
    """Versjonen av xlasss og xlwings tillegget er laget for, og hvor det leter etter Python."""
    celler = {celle: verdi for (ark, celle), verdi in lagrede_verdier(les_pakke(fil)[0]) if ark == "oppsett"}
    funnet = [celler.get(celle) for celle in ("B2", "B3", "B4")]
    if not all(isinstance(verdi, str) for verdi in funnet):
        raise Filfeil(f"{fil} har ikke oppsettet xlasss skriver.", INSTALLER)
    versjon, xlwings, python = map(str, funnet)
    return versjon, xlwings, python


def flere_tillegg(maskin: Maskin) -> Iterator[Funn]:
    """Om Excel er satt til å laste et annet eksemplar også; da vet ingen hvilket som svarer."""
    vaart = str(maskin.xlstart / FILNAVN).casefold()
    for navn, verdi in maskin.register.verdier(rf"{KONTOR}\Options").items():
        sti = str(verdi).strip('" ').removeprefix("/R ").strip('" ')
        if re.fullmatch(r"OPEN\d*", navn) and sti.casefold().endswith(FILNAVN) and sti.casefold() != vaart:
            yield Funn(
                "Flere tillegg", "feil", f"Excel laster også {sti}.",
                "Fil, Alternativer, Tillegg, Gå til: ta bort haken, eller slett filen.",
            )  # fmt: skip
