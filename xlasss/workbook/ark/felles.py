"""What several sheets draw alike: the title band, a block's header and its row labels."""

import math
import re
from collections.abc import Sequence

from xlasss.workbook import side
from xlasss.workbook.blokk import KOL_AAR, KOL_DATA, KOL_NAVN, KOL_NOKKEL, TOPP, Blokk, Plan
from xlasss.workbook.modell import Ark, Betinget, omraade, uten_ark

BREDDE_NAVN = 27
"""Med den får sektorenes blokktitler plass i etikettkolonnene, som gjentas på hver utskrevne side."""

RADER_ETTER = 2
"""Rader under en blokk som hører til den: antall og snitt, eller vekter."""


def nytt_ark(navn: str, plan: Plan, undertittel: str, *, laast: bool = True) -> Ark:
    """Et ark med tittel, undertittel og de tre etikettkolonnene."""
    ark = Ark(navn, laast=laast)
    ark.bredder = {KOL_NOKKEL: 9, KOL_NAVN: BREDDE_NAVN, KOL_AAR: 11}
    ark.hoyder = {0: 28}
    ark.sett(0, 0, f"{plan.sektor.navn} · {navn}", "tittel")
    ark.sett(1, 0, undertittel, "undertittel")
    return ark


def blokkbaand(ark: Ark, rad: int, tittel: str, info: str, bredde: int) -> None:
    """Det mørke båndet over en blokk, med mål, snitt, nevner og funksjoner under."""
    ark.hoyder[rad] = 20
    ark.fyll(rad, 0, bredde, "blokk")
    ark.sett(rad, 0, tittel, "blokk")
    ark.fyll(rad + 1, 0, bredde, "blokkinfo")
    ark.sett(rad + 1, 0, info, "blokkinfo")


def etiketter(ark: Ark, blokk: Blokk) -> None:
    """Blokkens nøkkel, og nøkkel, navn og år for hver rad, i samme rekkefølge på alle ark."""
    topp = blokk.topp
    ark.rekke(topp + 2, KOL_NOKKEL, ["nøkkel", blokk.id, ""], "nokkel_v")
    ark.rekke(topp + 3, KOL_NOKKEL, ["Nr.", "Kommune", "År"], "hode_v")
    ark.hoyder[topp + 3] = 44
    for rad, nokkel, navn in blokk.rader:
        stil = "etikett" if rad <= blokk.siste else "etikett_sterk"
        ark.rekke(rad, KOL_NOKKEL, [nokkel, navn, blokk.aar], stil)


def indikatorhode(ark: Ark, blokk: Blokk, kol: int, *, enhet: str | None = None, minst: int = 13) -> None:
    """Nøkkel, navn og enhet for hver indikator, fra en kolonne og bortover."""
    for j, indikator in enumerate(blokk.indikatorer):
        ark.sett(blokk.topp + 2, kol + j, indikator.nokkel, "nokkel")
        ark.sett(blokk.topp + 3, kol + j, blokk.navn_for(indikator), "hode")
        ark.sett(blokk.topp + 4, kol + j, blokk.enhet_for(indikator) if enhet is None else enhet, "nokkel")
        gi_plass(ark, kol + j, indikator.kort, minst)


def kolonnehode(ark: Ark, blokk: Blokk, kol: int, nokkel: str, navn: str, enhet: str) -> None:
    """Nøkkel, navn og enhet for én regnet kolonne."""
    ark.sett(blokk.topp + 2, kol, nokkel, "nokkel")
    ark.sett(blokk.topp + 3, kol, navn, "hode")
    ark.sett(blokk.topp + 4, kol, enhet, "nokkel")
    gi_plass(ark, kol, navn, 12)


def gi_plass(ark: Ark, kol: int, navn: str, minst: int) -> None:
    """Gjør kolonnen bred nok til at ingen ord i hodet brytes uten bindestrek."""
    lengst = max(map(len, re.findall(r"[^\s-]+-?", navn)))
    ark.bredder[kol] = max(ark.bredder.get(kol, 0), minst, 2 + math.ceil(0.85 * lengst))


def tilpass(ark: Ark, *kolonner: int) -> None:
    """Gjør kolonnene brede nok til den lengste etiketten i dem; et tegn er smalere enn tallet bredder måles i."""
    for (_, kol), celle in ark.celler.items():
        if kol in kolonner and celle.stil.startswith("etikett"):
            ark.bredder[kol] = max(ark.bredder[kol], 2 + math.ceil(0.9 * len(str(celle.verdi))))


def demp_feil(ark: Ark, fra_rad: int, til_rad: int, til_kol: int, fra_kol: int = KOL_DATA) -> None:
    """Vis #N/A og andre feil svakt, så tallene trer fram."""
    sted = uten_ark(omraade("X", fra_rad, fra_kol, til_rad, til_kol))
    ark.betingede.append(Betinget(sted, {"type": "errors"}, "svak"))


def valgt(adresse: str) -> str:
    """Verdien for den valgte kommunen i en kolonne med alle kommunene."""
    return f"INDEX({adresse},valgt)"


def svar(funksjon: str, tvilling: str) -> str:
    """Funksjonen når tillegget er der, ellers tvillingen."""
    return f"IF(tillegg,{funksjon},{tvilling})"


def del_i_sider(ark: Ark, blokker: Sequence[Blokk]) -> None:
    """Skalaen arket skrives ut i, og sidene: en blokk står samlet, og så mange på siden som det er plass til."""
    ark.skala = side.skala(ark)
    plass, forste, siste = side.plass(ark), 0, 1 + max(rad for rad, _ in ark.celler)
    for blokk in blokker:
        til = siste if blokk is blokker[-1] else min(siste, blokk.slutt + RADER_ETTER)  # det som følger, hører til den
        if side.hoyde(ark, forste, til) > plass and blokk.topp > forste + TOPP:
            ark.sidebryt_rader.append(blokk.topp)
            forste = blokk.topp
