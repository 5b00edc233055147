"""De tverrgående arbeidsbøkene, og alle arbeidsbøkene under ett: hva som finnes, og i hvilke utgaver."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from xlasss.begreper import Maal, Snitt, Status
from xlasss.datafiler import DATA, les_toml
from xlasss.errors import Bruksfeil, UkjentNavn
from xlasss.sektorer import (
    Indikator,
    Maalblokk,
    Sektorfil,
    bygg_av_toml,
    sektorer,
    sektorfil,
    utgaver,
    velg_utgave,
)
from xlasss.tverrleser import Leser, perioder
from xlasss.tverrtabell import Felt, Tabell, Tverrfil, Visning

MAPPE = DATA / "tverrgaende"
_AAR = re.compile(r"\{aar([+-]\d+)?\}")


def tverrfiler() -> list[str]:
    """De tverrgående arbeidsbøkene."""
    return sorted(fil.stem for fil in MAPPE.glob("*.toml"))


def maler() -> list[str]:
    """Alle arbeidsbøkene: sektorene og de tverrgående."""
    return [*sektorer(), *tverrfiler()]


def malutgaver(nokkel: str) -> list[str]:
    """Utgavene en arbeidsbok finnes i, eldste først."""
    if nokkel in tverrfiler():
        return sorted(u["utgave"] for u in les_toml(MAPPE / f"{nokkel}.toml")["utgave"])
    return utgaver(nokkel)


def malfil(nokkel: str, utgave: str | None = None) -> Sektorfil:
    """Det en arbeidsbok bygges av: en sektorfil eller en tverrgående fil."""
    if nokkel in sektorer():
        return sektorfil(nokkel, utgave)
    if nokkel in tverrfiler():
        return tverrfil(nokkel, utgave)
    raise UkjentNavn(f"Arbeidsboken «{nokkel}» finnes ikke.", f"Arbeidsbøkene er: {', '.join(maler())}.")


def side_om_side(nokkel: str, utgave: str | None, mot: str) -> Sektorfil:
    """Sektorfilen i en utgave, med en annen utgave ved siden av for det samme året og de samme kommunene."""
    fil, andre = malfil(nokkel, utgave), malfil(nokkel, mot)
    u, v = fil.utgave, andre.utgave
    if u.utgave == v.utgave:
        raise Bruksfeil(
            f"{fil.navn} i utgave {u.utgave} kan ikke settes ved siden av seg selv.",
            f"Utgavene er: {', '.join(malutgaver(nokkel))}.",
        )
    if nokkel in tverrfiler():
        raise _ikke_side_om_side(fil, andre)
    if ulike := sorted(set(u.kommuner) ^ set(v.kommuner)):
        raise Bruksfeil(
            f"{fil.navn} har ikke de samme kommunene i utgave {u.utgave} og {v.utgave}, så snittene kan ikke "
            f"sammenlignes: {', '.join(ulike)} er bare i den ene.",
            f"Se «xlasss endringer {u.utgave} {v.utgave} --sektor {nokkel}».",
        )
    return replace(fil, mot=andre)


def _ikke_side_om_side(fil: Sektorfil, andre: Sektorfil) -> Bruksfeil:
    """En tverrgående bok har de samme tabellene og formlene i alle utgaver; bare målene kan skille dem."""
    u, v = fil.utgave.utgave, andre.utgave.utgave
    likt = [replace(m, utgave="", kilde="", side="") for m in fil.maal] == [
        replace(m, utgave="", kilde="", side="") for m in andre.maal
    ]
    hvorfor = (
        "har de samme tabellene, formlene og snittene, så de samme tallene ville gitt det samme to ganger; bare "
        "årene, satsene og kildene kan være andre"
        if likt
        else "måles ikke likt, men bare sektorene kan settes side om side"
    )
    return Bruksfeil(
        f"{fil.navn} i utgave {u} og {v} {hvorfor}.",
        f"Se «xlasss endringer {u} {v} --sektor {fil.nokkel}», eller bygg utgavene hver for seg.",
    )


@cache
def tverrfil(nokkel: str, utgave: str | None = None) -> Tverrfil:
    """Den tverrgående filen i en utgave; uten utgave den siste som har en rapport."""
    raa, sted = les_toml(MAPPE / f"{nokkel}.toml"), f"{nokkel}.toml"
    valgt = velg_utgave(raa, sted, utgave)
    raa = med_aar(raa, valgt.aar)
    deler = tuple((d["nokkel"], d["navn"]) for d in raa.get("del", []))
    maal = {
        m["maal"]: bygg_av_toml(Maalblokk, m | {"utgave": valgt.utgave}, sted, maal=Maal, snitt=Snitt)
        for m in raa["maal"]
        if valgt.metode in m["utgave"]
    }
    leser = Leser(raa["sektor"], sted, deler, maal)
    tabeller = tuple(leser.tabell(t) for linje in raa["tabell"] for t in leser.per_del(linje))
    matriser = tuple(leser.matrise(m) for m in raa.get("matrise", []))
    visninger = tuple(bygg_av_toml(Visning, v, sted) for v in raa["visning"])
    visninger = tuple(replace(v, aar=perioder(v.aar)) for v in visninger)
    indikatorer = tuple(indikator(t, felt, valgt.utgave) for t in tabeller for felt in t.kolonner)
    return Tverrfil(
        raa["sektor"], raa["navn"], valgt, tuple(maal.values()), indikatorer, deler, tabeller, matriser,
        visninger, tuple(raa["hovedtall"]),
    )  # fmt: skip


def med_aar(verdi: Any, aar: int) -> Any:
    """Teksten med årene i utgaven: «{aar-2}» er to år før."""
    if isinstance(verdi, str):
        return _AAR.sub(lambda treff: str(aar + int(treff[1] or 0)), verdi)
    if isinstance(verdi, list):
        return [med_aar(v, aar) for v in verdi]
    return {n: med_aar(v, aar) for n, v in verdi.items()} if isinstance(verdi, dict) else verdi


def indikator(tabell: Tabell, felt: Felt, utgave: str) -> Indikator:
    """Kolonnen slik arkene kjenner den."""
    status = Status.PUBLISERT if felt.trykt.steder else Status.MANGLER
    return Indikator(
        felt.nokkel, tabell.maal.maal, (utgave,), felt.navn, felt.overskrift, felt.enhet, felt.desimaler,
        tabell.maal.kilde, tabell.side, status, felt.merknad, profil=tabell.nokkel, formel=felt.regnes,
    )  # fmt: skip
