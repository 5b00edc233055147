"""Parametre: the weights and limits the method uses, each with source, page and status."""

from xlasss.begreper import Status
from xlasss.kilder import kilde
from xlasss.parametre import Parameter, vekter
from xlasss.sektorer import Indikator
from xlasss.workbook.ark.felles import blokkbaand, nytt_ark, tilpass
from xlasss.workbook.blokk import TOPP, Plan
from xlasss.workbook.modell import Ark, omraade, ref, uten_ark
from xlasss.workbook.mot import motblokker
from xlasss.workbook.satser import Matriseplass, enkeltsatser, matriser

NAVN = "Parametre"
KOL_VERDI = 3
_HODE = ("nøkkel", "Parameter", "Gjelder", "Verdi", "Enhet", "Status", "Kilde", "Side", "Merknad")
_FORSTE = TOPP + 3


def lag(plan: Plan) -> Ark:
    """Arket Parametre: vektene, grensene og metodens andre satser."""
    ark = nytt_ark(
        NAVN, plan, "Vekter og satser med kilde og side. Gule felt kan endres; resten regner med det nye tallet."
    )
    ark.bredder = {0: 27, 1: 46, 2: 9, 3: 9, 4: 14, 5: 11, 6: 42, 7: 22, 8: 80}
    if plan.har_indeks:
        _vekttabell(ark, plan)
    _grenser(ark, plan, _grenser_topp(plan))
    for plass in matriser(plan):
        _matrise(ark, plan, plass)
    tilpass(ark, 0, 6)
    ark.frys = (TOPP, 2)
    return ark


def _vekttabell(ark: Ark, plan: Plan) -> None:
    blokkbaand(ark, TOPP, "1  Vekter i produksjonsindeksen", plan.nivaa.maal.overskrift, len(_HODE))
    _hode(ark, TOPP + 2)
    kjente = kjente_vekter(plan)
    for i, indikator in enumerate(plan.nivaa.indikatorer):
        p = kjente.get(indikator.nokkel)
        _rad(ark, _FORSTE + i, indikator.nokkel, indikator.navn, p, plan.sektor.utgave.aar)
    sum_rad = _FORSTE + plan.nivaa.n
    ark.rekke(sum_rad, 0, ["sum", "Sum av vektene"], "etikett_sterk")
    ark.formel(sum_rad, KOL_VERDI, f"SUM({uten_ark(vektomraade(plan))})", "formel_sterk:2")
    ark.fyll(sum_rad, 4, len(_HODE) - 4, "etikett")
    ark.sett(sum_rad, 8, "Når alle er fylt ut, brukes de som andeler av summen.", "merknad")


def _grenser_topp(plan: Plan) -> int:
    return _FORSTE + plan.nivaa.n + 3 if plan.har_indeks else TOPP


def _egne_grenser(plan: Plan) -> dict[int, Indikator]:
    """Indikatorene som krever et annet antall kommuner enn utgaven ellers, én per grense."""
    return {i.minst: i for b in (*plan.profiler, *motblokker(plan)) for i in b.indikatorer if i.minst}


def vektomraade(plan: Plan) -> str:
    """Vektene, én per rad."""
    return omraade(NAVN, _FORSTE, KOL_VERDI, _FORSTE + plan.nivaa.n - 1, KOL_VERDI, fast="rk")


def vektcelle(j: int) -> str:
    """Vekten til én indikator."""
    return ref(NAVN, _FORSTE + j, KOL_VERDI, fast="rk")


def vektsum(plan: Plan) -> str:
    """Cellen med summen av vektene."""
    return ref(NAVN, _FORSTE + plan.nivaa.n, KOL_VERDI, fast="rk")


def minst(plan: Plan, indikator: Indikator) -> str:
    """Cellen med hvor mange kommuner som må ha tall før snittet av en indikator vises."""
    nr = 1 + list(_egne_grenser(plan)).index(indikator.minst) if indikator.minst else 0
    return ref(NAVN, _grenser_topp(plan) + 3 + nr, KOL_VERDI, fast="rk")


def kjente_vekter(plan: Plan) -> dict[str, Parameter]:
    """Vektene i produksjonsindeksen slik kildene gir dem."""
    return vekter(plan.sektor.nokkel, plan.sektor.utgave.aar, plan.sektor.utgave.utgave)


def _hode(ark: Ark, rad: int) -> None:
    for kol, navn in enumerate(_HODE):
        ark.sett(rad, kol, navn, "hode" if kol == KOL_VERDI else "hode_v")


def _rad(ark: Ark, rad: int, nokkel: str, navn: str, p: Parameter | None, aar: int) -> None:
    status, enhet = (p.status, p.enhet) if p else (Status.MANGLER, "prosent")
    ark.rekke(rad, 0, [nokkel, navn, str(aar)], "formel_tekst")
    desimaler = len(p.trykt.partition(".")[2]) if p else 1
    ark.sett(rad, KOL_VERDI, p.verdi if p else None, f"inndata:{max(desimaler, 1)}")
    ark.rekke(rad, 4, [enhet, str(status)], "etikett")
    ark.sett(rad, 6, p.henvisning.rsplit(", ", 1)[0] if p else "ikke funnet", "etikett")
    ark.sett(rad, 7, p.side if p else "", "etikett")
    ark.hoyder[rad] = 26
    ark.sett(rad, 8, p.merknad if p else "Ikke funnet i noen kilde. Fyll inn vekten, så regnes indeksen.", "merknad")


def _grenser(ark: Ark, plan: Plan, rad: int) -> None:
    """Når et snitt vises, og satsene metoden ellers bruker i sektoren."""
    u, nr = plan.sektor.utgave, 2 if plan.har_indeks else 1
    blokkbaand(ark, rad, f"{nr}  Grenser og satser", "Når et snitt vises, og andeler i indikatorene", len(_HODE))
    _hode(ark, rad + 2)
    kilden = kilde(u.minst_kilde).tittel
    hvorfor = "Snittet er summen av kommunene delt på antallet; med færre tall brukes det trykte snittet."
    _grense(
        ark,
        rad + 3,
        ("minst", "Kommuner med tall før et snitt vises", str(u.aar)),
        u.minst,
        (kilden, u.minst_side),
        hvorfor,
    )
    neste = rad + 4
    for antall, i in _egne_grenser(plan).items():
        etikett = (f"minst_{i.nokkel}", f"Det samme for {i.kort.lower()}", str(u.aar))
        _grense(ark, neste, etikett, antall, (kilde(i.kilde).tittel, i.side), i.merknad)
        neste += 1
    for p in enkeltsatser(plan):
        _rad(ark, neste, p.indikator, p.merknad.split(":")[0] + ": " + p.indikator.split("_")[-1], p, u.aar)
        neste += 1


def _matrise(ark: Ark, plan: Plan, plass: Matriseplass) -> None:
    """Satsene for hver del, ledd for ledd. Ingen av dem er funnet, så alle er åpne."""
    m, rad, nr = plass.matrise, plass.parametre, 2 + list(matriser(plan)).index(plass)
    blokkbaand(ark, rad, f"{nr}  {m.navn}", m.merknad, len(_HODE))
    _hode(ark, rad + 2)
    ledd = [(d, dn, k, i) for d, dn in m.rader for i, k in enumerate(m.kolonner, start=1)]
    for i, (del_, delnavn, kol, nummer) in enumerate(ledd):
        navn = f"{delnavn}, {m.kolonnenavn.format(nr=nummer).lower().replace('-', '')}"
        ark.rekke(rad + 3 + i, 0, [f"{del_}.{kol}", navn, str(plan.sektor.utgave.aar)], "etikett")
        ark.sett(rad + 3 + i, KOL_VERDI, None, f"inndata:{m.desimaler}")
        ark.rekke(rad + 3 + i, 4, [m.enhet, str(Status.MANGLER), "ikke funnet", ""], "etikett")


def _grense(
    ark: Ark, rad: int, etikett: tuple[str, str, str], verdi: int, kilden: tuple[str, str], merknad: str
) -> None:
    ark.hoyder[rad] = 26
    ark.rekke(rad, 0, etikett, "etikett")
    ark.sett(rad, KOL_VERDI, verdi, "inndata:0")
    ark.rekke(rad, 4, ["antall", "publisert", *kilden], "etikett")
    ark.sett(rad, 8, merknad, "merknad")
