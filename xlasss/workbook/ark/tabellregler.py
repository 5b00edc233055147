"""The controls of a cross-cutting workbook: sums that must hold, and a network mean that must be 1."""

from collections.abc import Iterator

from xlasss.workbook.ark import etterregning as etter
from xlasss.workbook.ark.regel import Regel
from xlasss.workbook.ark.tabell import resultater
from xlasss.workbook.blokk import Blokk, Plan
from xlasss.workbook.henvisning import svarkolonne
from xlasss.workbook.modell import omraade


def tabellregler(plan: Plan) -> Iterator[Regel]:
    """Kontrollene tabellene ber om, blokk for blokk."""
    for b in plan.tabeller:
        for k, felt in enumerate(resultater(b)):
            omr = _tvillingene(plan, b, k)
            if felt.skal_vaere:
                funnet = f"INDEX({omr},valgt)"
                yield Regel(
                    "K062",
                    f"{felt.navn} i blokk {b.tittel.split()[0]} er {felt.skal_vaere} for den valgte kommunen",
                    funnet,
                    f"{felt.skal_vaere} ± {felt.spenn}".replace(".", ","),
                    f"ABS({{}}-{felt.skal_vaere})<={felt.spenn}+1E-9",
                    "Se leddene i blokken på Inndata: ett av dem er feil, eller et ledd mangler.",
                    desimaler=1,
                    kan_ikke=f"ISERROR({funnet})",
                )
            if felt.funksjon == "ASSS_RESSINDIKATOR":
                yield Regel(
                    "K063",
                    f"Nettverkets snitt er 1: {felt.navn}",
                    f'SUMIF({omr},">-1E300")/COUNT({omr})-1',
                    "under 1E-12",
                    "ABS({})<1E-12",
                    "Se ressursbruksindikatoren på Etterregning; snittet av kommunene med tall skal være 1.",
                    desimaler=9,
                    kan_ikke=f"COUNT({omr})<2",
                )


def _tvillingene(plan: Plan, b: Blokk, k: int) -> str:
    kol = plan.tvilling + svarkolonne(b, k)
    return omraade(etter.NAVN, b.forste, kol, b.siste, kol, fast="rk")
