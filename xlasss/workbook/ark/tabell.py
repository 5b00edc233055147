"""The tables of a cross-cutting workbook on Beregning: one function per cell, and links to what is plain arithmetic."""

from xlasss.tverrtabell import HJELP, Felt
from xlasss.workbook.ark.felles import indikatorhode, kolonnehode
from xlasss.workbook.blokk import KOL_DATA, KOL_NOKKEL, Blokk, Plan
from xlasss.workbook.henvisning import ETTERREGNING, HENVISNING, Sted, svarkolonne
from xlasss.workbook.modell import Ark, omraade, ref


def resultater(b: Blokk) -> tuple[Felt, ...]:
    """Det som regnes av kolonnene i blokken."""
    return b.tabell.resultater if b.tabell else ()


def kolonner(b: Blokk) -> tuple[Felt, ...]:
    """Kolonnene som fylles ut."""
    return b.tabell.kolonner if b.tabell else ()


def formel(sted: Sted, uttrykk: str) -> str:
    """Et uttrykk fra filen som regnearkformel."""
    return HENVISNING.sub(lambda treff: sted.celler(treff[0]).tvilling, uttrykk)


def rader_med_svar(b: Blokk, felt: Felt) -> list[int]:
    """En funksjon svarer for kommunene; en formel, og det som gjelder alle rader, også for de trykte radene."""
    alle = felt.formel or felt.alle_rader
    return [rad for rad, _, _ in b.rader if rad <= b.siste or alle]


def brukt(plan: Plan, b: Blokk, rad: int, j: int, fast: str = "") -> str:
    """Cellen med tallet som brukes i en rad."""
    return ref(ETTERREGNING, rad, plan.opphav + j, fast=fast)


def utelatt(plan: Plan, b: Blokk) -> str:
    """Kolonnen som sier hvilke kommuner som ikke er med i snittet av de øvrige."""
    kol = plan.opphav + 3 * b.n
    return omraade(ETTERREGNING, b.forste, kol, b.siste, kol, fast="rk")


def hoder(ark: Ark, plan: Plan, b: Blokk, kol: int) -> None:
    """Overskriftene over de regnede kolonnene."""
    if b.har_snitt:
        indikatorhode(ark, b, kol, enhet="mot øvrige, pst.enh.")
    for k, felt in enumerate(resultater(b)):
        kolonnehode(ark, b, kol + svarkolonne(b, k), felt.nokkel, felt.overskrift, felt.enhet)


def antall_med(plan: Plan, b: Blokk, j: int) -> str:
    """Tallene som er med i snittet av de øvrige."""
    kol = plan.opphav + b.n + j
    return omraade(ETTERREGNING, b.forste, kol, b.siste, kol, fast="r")


def beregning(ark: Ark, plan: Plan, b: Blokk) -> None:
    """Blokken på Beregning: én funksjon per celle; det som er vanlig regning, er en lenke til Etterregning."""
    hoder(ark, plan, b, KOL_DATA)
    if b.har_snitt:
        ark.rekke(b.slutt, KOL_NOKKEL, ["beregnet", "Snitt av de øvrige", b.aar], "etikett_sterk")
        for j in range(b.n):
            verdier, nevnere = (omraade(ETTERREGNING, b.forste, k, b.siste, k, fast="r")
                                for k in (plan.opphav + j, plan.opphav + 2 * b.n + j))  # fmt: skip
            ark.formel(b.slutt, KOL_DATA + j, f'ASSS_SNITT({verdier},"veid",{nevnere},{utelatt(plan, b)})', "formel:2")
            for rad in range(b.forste, b.siste + 1):
                egen, ovrige = brukt(plan, b, rad, j), brukt(plan, b, b.trykt_rad("ovrige"), j, "r")
                ark.formel(rad, KOL_DATA + j, f'ASSS_AVVIK({egen},{ovrige},"prosentenheter")', "formel:1")
    for k, felt in enumerate(resultater(b)):
        kol = svarkolonne(b, k)
        for rad in rader_med_svar(b, felt):
            celle = ref(ETTERREGNING, rad, plan.tvilling + kol)
            kall = _kall(Sted(plan, b, rad), felt) if felt.funksjon else celle
            ark.formel(rad, KOL_DATA + kol, kall, f"{'formel' if felt.funksjon else 'lenke'}:{felt.desimaler}")


def _kall(sted: Sted, felt: Felt) -> str:
    """Funksjonen for én rad; en nettverksfunksjon gir alle, og raden tar sin."""
    kall = f"{felt.funksjon}({','.join(sted.celler(a).funksjon for a in felt.argumenter)})"
    return f"INDEX({kall},{sted.rad - sted.blokk.forste + 1})" if felt.funksjon in HJELP else kall
