"""Checks of whether Excel is allowed to run the add-in: macro settings, trusted folders, disabled items."""

from collections.abc import Iterator
from typing import Any

from xlasss.hosts.excel_tillegg import FILNAVN
from xlasss.hosts.lege.excel import INSTALLER
from xlasss.hosts.lege.felles import Funn
from xlasss.hosts.lege.maskin import KONTOR, Maskin

_POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel"
_SIKKERHET = (rf"{_POLICY}\Security", rf"{KONTOR}\Security")
"""What IT has decided comes first."""
_SLIPP_TIL = "Be IT slippe til tillegget."
_SLAATT_AV, _BARE_SIGNERTE = 4, 3


def _bestemt(maskin: Maskin, navn: str) -> tuple[Any, bool]:
    """A security setting, and whether it is IT that has set it."""
    for nokkel in _SIKKERHET:
        if (verdi := maskin.register.verdier(nokkel).get(navn)) is not None:
            return verdi, nokkel is _SIKKERHET[0]
    return None, False


def makroer(maskin: Maskin) -> Iterator[Funn]:
    """Om makroer er slått av for alle filer. En klarert mappe går foran, unntatt når de er slått helt av."""
    verdi, av_it = _bestemt(maskin, "VBAWarnings")
    hvem = "IT har" if av_it else "Excel er satt opp slik at det har"
    hvor = _SLIPP_TIL if av_it else "Fil, Alternativer, Klareringssenter, Makroinnstillinger."
    if verdi == _SLAATT_AV:
        yield Funn("Makroer", "feil", f"{hvem} slått av alle makroer.", hvor)
    elif verdi == _BARE_SIGNERTE:
        yield Funn("Makroer", "opplysning", f"{hvem} slått av usignerte makroer utenfor klarerte mapper.")
    else:
        yield Funn("Makroer", "i orden", "Makroer i klarerte mapper er tillatt.")


def klarert_mappe(maskin: Maskin) -> Iterator[Funn]:
    """Om mappen tillegget ligger i, er klarert, og om klarerte mapper gjelder i det hele tatt."""
    for nokkel in _SIKKERHET:
        if maskin.register.verdier(rf"{nokkel}\Trusted Locations").get("AllLocationsDisabled") == 1:
            av_it = nokkel is _SIKKERHET[0]
            yield Funn(
                "Klarert mappe", "feil", "Klarerte mapper er slått av" + (" av IT." if av_it else "."),
                _SLIPP_TIL if av_it else "Fil, Alternativer, Klareringssenter, Klarerte plasseringer.",
            )  # fmt: skip
            return
    vaar = str(maskin.xlstart).rstrip("\\/").casefold()
    if vaar in _klarerte(maskin):
        yield Funn("Klarert mappe", "i orden", str(maskin.xlstart))
    else:
        yield Funn("Klarert mappe", "feil", f"{maskin.xlstart} er ikke blant de klarerte mappene.", INSTALLER)


def _klarerte(maskin: Maskin) -> set[str]:
    rot = rf"{KONTOR}\Security\Trusted Locations"
    stier = (maskin.register.verdier(rf"{rot}\{navn}").get("Path", "") for navn in maskin.register.undernokler(rot))
    return {_utvidet(maskin, str(sti)).rstrip("\\/").casefold() for sti in stier}


def _utvidet(maskin: Maskin, sti: str) -> str:
    for navn in ("APPDATA", "LOCALAPPDATA", "USERPROFILE"):
        if maskin.miljo.get(navn):
            sti = sti.replace(f"%{navn}%", maskin.miljo[navn])
    return sti


def deaktivert(maskin: Maskin) -> Iterator[Funn]:
    """Om Excel har slått av tillegget selv, etter at noe gikk galt."""
    for nokkel in ("DisabledItems", "CrashingAddinList"):
        for verdi in maskin.register.verdier(rf"{KONTOR}\Resiliency\{nokkel}").values():
            tekst = verdi.decode("utf-16-le", errors="replace") if isinstance(verdi, bytes) else str(verdi)
            if FILNAVN in tekst.casefold():
                yield Funn(
                    "Deaktivert", "feil", "Excel har deaktivert tillegget etter en feil.",
                    "Fil, Alternativer, Tillegg, Behandle: Deaktiverte elementer, Gå til, Aktiver.",
                )  # fmt: skip
                return
