"""Parametre: the weights and limits the method uses, each with source, page and status."""

from xlasss.begreper import Maal, Status
from xlasss.kilder import kilde
from xlasss.parametre import Parameter, parametre, vekter
from xlasss.workbook.ark.felles import blokkbaand, nytt_ark
from xlasss.workbook.modell import Ark, omraade, ref, uten_ark
from xlasss.workbook.plan import TOPP, Plan

NAVN = "Parametre"
KOL_VERDI = 3
_HODE = ("nøkkel", "Parameter", "Gjelder", "Verdi", "Enhet", "Status", "Kilde", "Side", "Merknad")
_FORSTE = TOPP + 3


def lag(plan: Plan) -> Ark:
    """Arket Parametre: vektene, grensene og metodens andre satser."""
    ark = nytt_ark(
        NAVN, plan, "Vekter og satser med kilde og side. Gule felt kan endres; resten regner med det nye tallet."
    )
    ark.bredder = {0: 16, 1: 46, 2: 9, 3: 9, 4: 14, 5: 11, 6: 42, 7: 15, 8: 60}
    indeks = plan.sektor.maal[Maal.PRODUKSJONSINDEKS]
    blokkbaand(ark, TOPP, "1  Vekter i produksjonsindeksen", indeks.overskrift, len(_HODE))
    _hode(ark, TOPP + 2)
    kjente = _vekter(plan)
    for i, indikator in enumerate(plan.nivaa.indikatorer):
        p = kjente.get(indikator.nokkel)
        _rad(ark, _FORSTE + i, indikator.nokkel, indikator.navn, p, plan.sektor.utgave.aar)
    sum_rad = _FORSTE + plan.nivaa.n
    ark.rekke(sum_rad, 0, ["sum", "Sum av vektene"], "etikett_sterk")
    ark.formel(sum_rad, KOL_VERDI, f"SUM({uten_ark(vektomraade(plan))})", "formel_sterk:2")
    ark.fyll(sum_rad, 4, len(_HODE) - 4, "etikett")
    ark.sett(sum_rad, 8, "Vektene brukes som andeler av summen (KONTRAKT §1).", "merknad")
    _grenser(ark, plan, sum_rad + 3)
    ark.frys = (TOPP, 2)
    return ark


def vektomraade(plan: Plan) -> str:
    """Vektene, én per rad."""
    return omraade(NAVN, _FORSTE, KOL_VERDI, _FORSTE + plan.nivaa.n - 1, KOL_VERDI, fast="rk")


def vektcelle(j: int) -> str:
    """Vekten til én indikator."""
    return ref(NAVN, _FORSTE + j, KOL_VERDI, fast="rk")


def vektsum(plan: Plan) -> str:
    """Cellen med summen av vektene."""
    return ref(NAVN, _FORSTE + plan.nivaa.n, KOL_VERDI, fast="rk")


def minst(plan: Plan) -> str:
    """Cellen med hvor mange kommuner som må ha tall før snittet vises."""
    return ref(NAVN, _FORSTE + plan.nivaa.n + 6, KOL_VERDI, fast="rk")


def _vekter(plan: Plan) -> dict[str, Parameter]:
    return vekter(plan.sektor.nokkel, plan.sektor.utgave.aar, plan.sektor.utgave.utgave)


def _hode(ark: Ark, rad: int) -> None:
    for kol, navn in enumerate(_HODE):
        ark.sett(rad, kol, navn, "hode" if kol == KOL_VERDI else "hode_v")


def _rad(ark: Ark, rad: int, nokkel: str, navn: str, p: Parameter | None, aar: int) -> None:
    status, enhet = (p.status, p.enhet) if p else (Status.MANGLER, "prosent")
    ark.rekke(rad, 0, [nokkel, navn, str(aar)], "etikett")
    desimaler = len(p.trykt.partition(".")[2]) if p else 1
    ark.sett(rad, KOL_VERDI, p.verdi if p else None, f"inndata:{max(desimaler, 1)}")
    ark.rekke(rad, 4, [enhet, str(status)], "etikett")
    ark.sett(rad, 6, p.henvisning.rsplit(", ", 1)[0] if p else "ikke funnet", "etikett")
    ark.sett(rad, 7, p.side if p else "", "etikett")
    ark.hoyder[rad] = 26
    ark.sett(rad, 8, p.merknad if p else "Ikke funnet i noen kilde. Fyll inn vekten, så regnes indeksen.", "merknad")


def _grenser(ark: Ark, plan: Plan, rad: int) -> None:
    """Når et snitt vises, og satsene metoden ellers bruker i sektoren."""
    utgave = plan.sektor.utgave
    blokkbaand(
        ark, rad, "2  Grenser og satser", "Når et snitt kan vises, og andeler som inngår i indikatorene", len(_HODE)
    )
    _hode(ark, rad + 2)
    ark.rekke(rad + 3, 0, ["minst", "Kommuner med tall før et snitt vises", str(utgave.aar)], "etikett")
    ark.hoyder[rad + 3] = 26
    ark.sett(rad + 3, KOL_VERDI, utgave.minst, "inndata:0")
    ark.rekke(rad + 3, 4, ["antall", "publisert", kilde(utgave.minst_kilde).tittel, utgave.minst_side], "etikett")
    ark.sett(
        rad + 3,
        8,
        "Snittet er summen av kommunene delt på antallet; med færre tall brukes det trykte snittet.",
        "merknad",
    )
    andre = [
        p for p in parametre() if p.tabell == "metode" and p.sektor == plan.sektor.nokkel and p.utgave == utgave.utgave
    ]
    for i, p in enumerate(andre):
        _rad(ark, rad + 4 + i, p.indikator, p.merknad.split(":")[0] + ": " + p.indikator.split("_")[-1], p, utgave.aar)
