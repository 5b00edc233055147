"""The tables of a cross-cutting workbook on Etterregning: what is used, the twins, and the differences.

Mellomregning holds, column by column, the number that is used: what is typed, or what can be
computed from the amounts; for the other municipalities their weighted mean once all have numbers.
"""

from collections.abc import Callable
from itertools import accumulate

from xlasss.errors import DataFeil
from xlasss.tverrtabell import HJELP, Felt
from xlasss.workbook import tvilling
from xlasss.workbook.ark.felles import indikatorhode, kolonnehode
from xlasss.workbook.ark.tabell import (
    antall_med,
    brukt,
    formel,
    hoder,
    kolonner,
    rader_med_svar,
    resultater,
    utelatt,
)  # fmt: skip
from xlasss.workbook.blokk import BEREGNING, KOL_DATA, KOL_NAVN, KOL_NOKKEL, Blokk, Plan
from xlasss.workbook.henvisning import ETTERREGNING, Celler, Sted, svarkolonne, urort
from xlasss.workbook.modell import Ark, omraade, ref
from xlasss.workbook.satser import innleste, satser_topp

_TVILLINGER: dict[str, Callable[..., str]] = {
    "ASSS_REALVEKST": tvilling.realvekst,
    "ASSS_DEFLATOR": tvilling.deflator,
    "ASSS_EFFEKTIVITET": tvilling.kvotient,
    "ASSS_KOSTNADSINDEKS": tvilling.kostnadsindeks,
    "ASSS_UTGIFTSBEHOV": tvilling.utgiftsbehov,
    "ASSS_DEMOGRAFIKOSTNAD": tvilling.demografikostnad,
}
_ETTER_TYPE = {
    ("ASSS_AVVIK", "prosent"): tvilling.avvik_prosent,
    ("ASSS_AVVIK", "prosentenheter"): tvilling.avvik_enheter,
    ("ASSS_RESSURSBRUK", "kroner"): tvilling.avvik_enheter,
    ("ASSS_RESSURSBRUK", "prosent"): tvilling.ressursbruk_prosent,
}


def etterregning(ark: Ark, plan: Plan, b: Blokk) -> None:
    """Blokken på Etterregning: det som brukes, tvillingene, og differansen mot funksjonene."""
    hoder(ark, plan, b, plan.tvilling)
    hoder(ark, plan, b, plan.differanse)
    for j, felt in enumerate(kolonner(b)):
        if not urort(b, felt):
            kolonnehode(ark, b, plan.opphav + j, felt.nokkel, felt.overskrift, "brukt")
            for rad, _, _ in b.rader:
                ark.formel(rad, plan.opphav + j, _brukt(plan, b, rad, j, felt), f"formel:{felt.desimaler}")
    if b.har_snitt:
        _snitt(ark, plan, b)
    foer = b.tabell.mellom - b.tabell.hjelp if b.tabell else 0
    hjelp = list(accumulate((HJELP.get(f.funksjon, 0) for f in resultater(b)), initial=foer))
    for k, felt in enumerate(resultater(b)):
        kol = plan.tvilling + svarkolonne(b, k)
        for rad in rader_med_svar(b, felt):
            ark.formel(rad, kol, _her(_svar(ark, plan, b, rad, felt, hjelp[k])), f"formel:{felt.desimaler}")
            if felt.funksjon:
                _differanse(ark, plan, rad, kol)


def _her(adresse: str) -> str:
    return adresse.replace(f"{ETTERREGNING}!", "")


def _differanse(ark: Ark, plan: Plan, rad: int, kol: int) -> None:
    funksjon = ref(BEREGNING, rad, KOL_DATA + kol - plan.tvilling)
    ark.formel(rad, kol + plan.sone, tvilling.differanse(funksjon, _her(ref(ETTERREGNING, rad, kol))), "differanse")


def _brukt(plan: Plan, b: Blokk, rad: int, j: int, felt: Felt) -> str:
    """Tallet som brukes: det regnede, ellers det innleste, ellers det som kan leses av et annet trykt tall."""
    sted, innlest = Sted(plan, b, rad), _her(ref(ETTERREGNING, rad, KOL_DATA + j))
    if b.har_snitt and rad == b.trykt_rad("ovrige"):
        nok = f"COUNT({_her(antall_med(plan, b, j))})=COUNTIF({_her(utelatt(plan, b))},0)"
        return f"IF({nok},{_her(ref(ETTERREGNING, b.slutt, plan.tvilling + j))},{innlest})"
    kommune = rad <= b.siste or felt.alle_rader
    svar = innlest
    if felt.bare_naar:
        svar = f"IF({_her(formel(sted, felt.bare_naar))}=0,1,{svar})"
    if felt.ellers and kommune:
        svar = f"IF(ISNA({svar}),{_her(formel(sted, felt.ellers))},{svar})"
    if felt.regnes and kommune:
        regnet = _her(formel(sted, felt.regnes))
        svar = f"IF(ISNA({regnet}),{svar},{regnet})"
    return svar


def _snitt(ark: Ark, plan: Plan, b: Blokk) -> None:
    """Det veide snittet av de øvrige kommunene, og hvor mye hver kommune ligger fra dem."""
    assert b.tabell is not None
    ute = plan.opphav + 3 * b.n
    kolonnehode(ark, b, ute, "utelat", "Utelatt av snittet", "1 = utelatt")
    ark.rekke(b.slutt, KOL_NOKKEL, ["beregnet", "Snitt av de øvrige", b.aar], "etikett_sterk")
    for zone, enhet in ((plan.opphav + b.n, "med i snittet"), (plan.opphav + 2 * b.n, "nevner i snittet")):
        indikatorhode(ark, b, zone, enhet=enhet)
    for rad in range(b.forste, b.siste + 1):
        navn = _her(ref(ETTERREGNING, rad, KOL_NAVN))
        vilkaar = ",".join(f"{navn}={'kommune' if u == 'egen' else f'{chr(34)}{u}{chr(34)}'}" for u in b.tabell.utelat)
        ark.formel(rad, ute, f"IF(OR({vilkaar}),1,0)", "formel:0")
        er_ute = f"{_her(ref(ETTERREGNING, rad, ute))}=1"
        w = _her(Sted(plan, b, rad).celler(b.tabell.snitt_nevner).tvilling)
        for j, felt in enumerate(kolonner(b)):
            x = _her(brukt(plan, b, rad, j))
            for del_, tall, d in ((1, x, felt.desimaler), (2, w, 0)):
                med = f'IF({er_ute},"",{tvilling.i_veid_snitt(tall, x, w)})'
                ark.formel(rad, plan.opphav + del_ * b.n + j, med, f"formel:{d}")
    for j in range(b.n):
        kol = plan.tvilling + j
        verdier, nevnere = (_her(omraade(ETTERREGNING, b.forste, k, b.siste, k, fast="r"))
                            for k in (plan.opphav + b.n + j, plan.opphav + 2 * b.n + j))  # fmt: skip
        ark.formel(b.slutt, kol, tvilling.veid_snitt(verdier, nevnere), "formel:2")
        for rad in range(b.forste, b.siste + 1):
            egen, ovrige = (_her(brukt(plan, b, r, j, f)) for r, f in ((rad, ""), (b.trykt_rad("ovrige"), "r")))
            ark.formel(rad, kol, tvilling.avvik_enheter(egen, ovrige), "formel:1")
        for rad in (*range(b.forste, b.siste + 1), b.slutt):
            _differanse(ark, plan, rad, kol)


def _svar(ark: Ark, plan: Plan, b: Blokk, rad: int, felt: Felt, hjelp: int) -> str:
    sted = Sted(plan, b, rad)
    if felt.formel:
        return formel(sted, felt.formel)
    argumenter = [sted.celler(a) for a in felt.argumenter]
    if felt.funksjon in HJELP:
        return _av_nettverket(ark, plan, b, rad, felt, hjelp)
    if felt.funksjon == "ASSS_SAMMENSATTVEKST":
        return tvilling.sammensatt_vekst(argumenter[0].hver)
    lest = [a.tvilling for a in argumenter]
    lag = _TVILLINGER.get(felt.funksjon)
    if lag is None:
        lag = _ETTER_TYPE.get((felt.funksjon, lest[-1]))
        lest = lest[:-1]
    if lag is None:
        raise DataFeil(f"{plan.sektor.nokkel}.toml: {felt.funksjon} har ingen tvilling i tabellene.")
    return lag(*lest)


def _av_nettverket(ark: Ark, plan: Plan, b: Blokk, rad: int, felt: Felt, hjelp: int) -> str:
    """Tvillingen til en funksjon over hele nettverket, med leddene i summene i egne kolonner."""
    egne: list[Celler] = [Sted(plan, b, rad).celler(a.removesuffix(":alle")) for a in felt.argumenter]
    tall = [_her(a.tvilling) for a in egne]
    ledd = (
        [f"{tall[2]}*{tall[0]}", f"{tall[2]}*{tall[1]}"]
        if felt.funksjon == "ASSS_UTGIFTSINDEKS"
        else [f"{tall[0]}/{tall[1]}"]
    )
    omr = []
    for i, uttrykk in enumerate(ledd):
        kol = plan.opphav + hjelp + i
        kolonnehode(ark, b, kol, felt.nokkel, felt.overskrift, f"ledd {i + 1}")
        ark.formel(rad, kol, tvilling.ledd_i_nettverket(uttrykk, *tall), "formel:2")
        omr.append(_her(omraade(ETTERREGNING, b.forste, kol, b.siste, kol, fast="r")))
    if felt.funksjon == "ASSS_UTGIFTSINDEKS":
        return tvilling.utgiftsindeks(tall[0], tall[1], omr[0], omr[1])
    return tvilling.ressursbruksindikator(tall[0], tall[1], omr[0])


def satser(ark: Ark, plan: Plan) -> None:
    """Satsene fra Parametre, innlest, under blokkene på Etterregning."""
    alle = list(innleste(plan))
    if alle:
        ark.sett(satser_topp(plan) + 1, KOL_NAVN, "Satser fra Parametre, innlest", "etikett_sterk")
    for rad, kol, fra, nokkel in alle:
        ark.rekke(rad, KOL_NOKKEL, ["sats", nokkel, ""], "etikett")
        ark.formel(rad, kol, tvilling.normalisert(fra), "lenke:4")
