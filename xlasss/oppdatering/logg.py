"""The rows an update adds to Endringslogg: who, when, from what to what, how many, and the largest effect."""

import re
from collections.abc import Collection, Mapping

from xlasss.datakilder.verdier import HEMMELIG
from xlasss.engines.adresse import adresse, plass
from xlasss.engines.arkinnsetting import med_verdier
from xlasss.engines.arkxml import P, attributter
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil
from xlasss.oppdatering.inndataark import INNDATA
from xlasss.oppdatering.plan import Oppdateringsplan
from xlasss.revisjon.kontroller.funn import vis

ENDRINGSLOGG = "Endringslogg"
_HODE = ("Dato", "Hvem", "Hva", "Antall celler", "Største utslag på et resultat")


def linjer(plan: Oppdateringsplan, utslag: str, hvem: str, naar: str) -> list[list[Verdi]]:
    """Én linje for oppdateringen, og én for hvert manuelle tall som er skrevet over."""
    samme = f" {len(plan.bekreftet)} tall er de samme i den nye utgaven." if plan.bekreftet else ""
    andre = len(plan.skjult_i_andre_aar)
    tatt_ut = f" {andre} tall i andre år er tatt ut, for SSB holder nå et ledd i dem tilbake." if andre else ""
    hva = f"Oppdatert {plan.aar} fra {plan.kilde}: {plan.opphavene()}.{samme}{tatt_ut}"
    ut: list[list[Verdi]] = [[naar, hvem, hva, float(len(plan.endringer)), utslag or "ingen"]]
    for e in plan.overskrevet:
        gammel = "skjult, nå konfidensielt" if e.verdi == HEMMELIG else vis(e.felt.verdi)
        hva = (
            f"Manuelt tall skrevet over i {INNDATA}!{e.felt.celle}, {e.felt.kommune}, {e.felt.indikator}: "
            f"var {gammel} ({e.felt.opphav or 'uten opphav'}), er {vis(e.verdi)}."
        )
        ut.append([naar, hvem, hva, 1.0, ""])
    return ut


def med_linjer(
    navn: str, xml: str, innhold: Mapping[str, Verdi], formler: Collection[str], nye: list[list[Verdi]]
) -> str:
    """Arket med linjene skrevet under den siste som er brukt; en rad som må lages, ser ut som den over."""
    siste = siste_rad(navn, innhold, formler)
    celler = loggceller(siste, nye)
    over = {k: _stil(xml, adresse(siste, k)) for k in range(1, len(_HODE) + 1)}
    stiler = {celle: stil for celle in celler if (stil := over[plass(celle)[1]])}
    return _DIMENSJON.sub(lambda t: _utvidet(t, siste + len(nye)), med_verdier(xml, celler, stiler), count=1)


def siste_rad(navn: str, innhold: Mapping[str, Verdi], formler: Collection[str]) -> int:
    """Den siste raden i loggen som er brukt."""
    fylt = {plass(celle) for celle in {*formler, *(c for c, verdi in innhold.items() if verdi not in (None, ""))}}
    if not any(innhold.get(adresse(rad, 1)) == _HODE[0] for rad, _ in fylt):
        raise Filfeil(f"{navn}, {ENDRINGSLOGG}: finner ikke overskriften «{_HODE[0]}».", "Hent arket fra malen.")
    return max(rad for rad, kolonne in fylt if kolonne <= len(_HODE))


def loggceller(siste: int, nye: list[list[Verdi]]) -> dict[str, Verdi]:
    """Linjene i cellene under den siste raden."""
    return {adresse(siste + 1 + i, k): verdi for i, linje in enumerate(nye) for k, verdi in enumerate(linje, start=1)}


_DIMENSJON = re.compile(rf"(<{P}dimension\s[^>]*?ref\s*=\s*[\"'][A-Z]+\d+:[A-Z]+)(\d+)")


def _utvidet(treff: re.Match[str], rad: int) -> str:
    return f"{treff[1]}{max(int(treff[2]), rad)}"


def _stil(xml: str, celle: str) -> str:
    treff = re.search(rf"<{P}c(\s[^>]*\br\s*=\s*[\"']{celle}[\"'][^>]*)>", xml)
    return attributter(treff[1]).get("s", "") if treff else ""
