"""The VBA modules of the add-in: one wrapper per worksheet function, and the written ones.

The wrappers come from the registry and know nothing of Excel or Python: all of them call
`AsssSvar` (kilde/AsssLim.bas), which calls the host module (kilde/AsssVert.bas). The tests
run the same wrappers in LibreOffice with another host module.
"""

from importlib.resources import files

from xlasss.hosts.vba import Modul, Slag
from xlasss.registry import REGISTER, Argument, Funksjon
from xlasss.versjon import XLWINGS

ARKENE = ("ArkOppsett", "ArkHjelp")
"""The code names of the add-in's own sheets, in order."""
FUNKSJONER = "AsssFunksjoner"
_OPPTATT = frozenset({"type"})
"""Argument names VBA keeps for itself; they get an underscore, which only the wizard shows."""


def moduler() -> list[Modul]:
    """Every module of the add-in."""
    return [
        Modul("ThisWorkbook", kilde("ThisWorkbook"), Slag.ARBEIDSBOK),
        *(Modul(ark, "", Slag.ARK) for ark in ARKENE),
        Modul(FUNKSJONER, funksjonskode()),
        *(Modul(navn, kilde(navn)) for navn in ("AsssLim", "AsssVert", "AsssBaand")),
    ]


def kilde(navn: str) -> str:
    """A written module, with the version of xlwings whose DLL it loads."""
    tekst = files(__package__).joinpath("kilde", f"{navn}.bas").read_text(encoding="utf-8")
    return tekst.replace("{XLWINGS}", XLWINGS)


def funksjonskode() -> str:
    """One wrapper per function in the registry."""
    hode = ["Option Explicit", "' Laget av «xlasss bygg-tillegg» fra registeret; endringer her går tapt.", ""]
    return "\n".join([*hode, *map(_innpakning, REGISTER.values())])


def _innpakning(funksjon: Funksjon) -> str:
    navn = [_vbanavn(a) for a in funksjon.argumenter]
    parametre = [f"Optional {n}" if a.valgfri else n for a, n in zip(funksjon.argumenter, navn, strict=True)]
    return (
        f"Public Function {funksjon.navn}({', '.join(parametre)})\n"
        f'    {funksjon.navn} = AsssSvar("{funksjon.navn}", Array({", ".join(navn)}))\n'
        "End Function\n"
    )


def _vbanavn(argument: Argument) -> str:
    return f"{argument.navn}_" if argument.navn in _OPPTATT else argument.navn
