"""Resultat: what the reader came for, for the chosen municipality, with two charts.

Every number reads the function with the add-in and the twin without it.
"""

from xlasss.workbook.ark import beregning, etterregning, visning
from xlasss.workbook.ark.felles import blokkbaand, demp_feil, nytt_ark, svar, tilpass, valgt
from xlasss.workbook.blokk import KOL_DATA, TOPP, Blokk, Plan
from xlasss.workbook.modell import Ark, Graf, Serie, omraade, ref, uten_ark
from xlasss.workbook.stil import FARGER

NAVN = "Resultat"
_BREDDE = 11
_GRAFRADER = 22
D, E, F, G, H, I, J, K = range(3, 11)


def lag(plan: Plan) -> Ark:
    """Arket Resultat."""
    ark = nytt_ark(
        NAVN, plan, "Velg kommune på Forside. Tall som mangler, vises som #I/T (#N/A) og står åpne i figurene."
    )
    ark.liggende = False
    ark.bredder |= {0: 22, 1: 30, 2: 9} | dict.fromkeys(range(D, K + 1), 11)
    ark.formel(2, 0, "kommune", "stort")
    ark.hoyder[2] = 22
    rad = TOPP
    if plan.har_indeks:
        rad = _nivaa(ark, plan, rad) + _GRAFRADER + 3
        rad = _vekst(ark, plan, rad) + 3
    for profil in plan.profiler:
        if rad > TOPP:
            ark.sidebryt_rader.append(rad)
        rad = _profil(ark, plan, profil, rad) + _GRAFRADER + 4
    if plan.har_indeks:
        rad = _alle(ark, plan, rad)
    if plan.tverrfil:
        rad = visning.visninger(ark, plan, plan.tverrfil, rad)
    demp_feil(ark, TOPP, rad, max(kol for _, kol in ark.celler))
    tilpass(ark, 0, 1, 2)
    ark.frys = (4, 2)
    return ark


def svar_valgt(b: Blokk, kol_beregning: int, kol_tvilling: int) -> str:
    """Svaret for den valgte kommunen: funksjonen, eller tvillingen."""
    to = (omraade(a, b.forste, k, b.siste, k, fast="rk")
          for a, k in ((beregning.NAVN, kol_beregning), (etterregning.NAVN, kol_tvilling)))  # fmt: skip
    return svar(*(valgt(a) for a in to))


def _svar_rad(plan: Plan, rad: int, plass: int) -> str:
    """Svaret i en bestemt rad: funksjonen, eller tvillingen på samme plass."""
    tvilling = ref(etterregning.NAVN, rad, plan.tvilling + plass)
    return svar(ref(beregning.NAVN, rad, KOL_DATA + plass), tvilling)


def _hode(ark: Ark, rad: int, navn: dict[int, str]) -> None:
    ark.rekke(rad, 0, ["nøkkel", "Indikator", "Enhet"], "hode_v")
    ark.hoyder[rad] = 44
    for kol, tekst in navn.items():
        ark.sett(rad, kol, tekst, "hode")


def _her(rad: int, kol: int, fast: str = "") -> str:
    return uten_ark(ref(NAVN, rad, kol, fast=fast))


def _etikett(ark: Ark, rad: int, nokkel: str, navn: str, enhet: str, stil: str = "etikett") -> None:
    ark.rekke(rad, 0, [nokkel, navn, enhet], stil)


def _nivaa(ark: Ark, plan: Plan, topp: int) -> int:
    """Tabell og figur for nivået i produksjonsindeksen; gir raden med summen."""
    b, vektene = plan.nivaa, etterregning.vektrad(plan)
    blokkbaand(ark, topp, b.tittel, b.maal.overskrift, _BREDDE)
    _hode(
        ark,
        topp + 2,
        {D: "Kommunen", E: "ASSS-snitt", F: "Avvik, prosent", G: "Andel av vekten, prosent", H: "Bidrag, pst.enh."},
    )
    forste, sum_rad = topp + 3, topp + 3 + b.n
    for j, indikator in enumerate(b.indikatorer):
        rad = forste + j
        _etikett(ark, rad, indikator.nokkel, indikator.kort, "indeks")
        ark.formel(rad, D, valgt(b.kolonne(etterregning.NAVN, j)), "formel:3")
        ark.formel(rad, E, b.celle(etterregning.NAVN, b.trykt_rad("snitt"), j), "formel:3")
        ark.formel(rad, F, f"100*({_her(rad, D)}/{_her(rad, E)}-1)", "formel:1")
        ark.formel(rad, G, f"100*{ref(etterregning.NAVN, b.slutt, KOL_DATA + j)}/SUM({vektene})", "formel:1")
        ark.formel(rad, H, svar_valgt(b, beregning.KOL_BIDRAG + j, plan.tvilling + 2 + j), "formel:2")
    _etikett(ark, sum_rad, "sum", f"Produksjonsindeks {plan.sektor.navn.lower()}", "indeks", "etikett_sum")
    ark.formel(sum_rad, D, svar_valgt(b, beregning.KOL_INDEKS, plan.tvilling), "formel_sterk:3")
    ark.formel(sum_rad, E, _svar_rad(plan, b.trykt_rad("snitt"), 0), "formel_sterk:3")
    ark.formel(sum_rad, F, f"100*({_her(sum_rad, D)}/{_her(sum_rad, E)}-1)", "formel_sterk:1")
    for kol, d in ((G, 1), (H, 2)):
        ark.formel(sum_rad, kol, f"SUM({_her(forste, kol)}:{_her(sum_rad - 1, kol)})", f"formel_sterk:{d}")
    serier = (
        Serie("Kommunen", *_serie(forste, sum_rad, D), "kolonne", FARGER["egen"], merkelapper=True),
        Serie("ASSS-snitt", *_serie(forste, sum_rad, E), "linje", FARGER["snitt"]),
    )
    tittel = f"Produksjonsindeks {plan.sektor.navn.lower()} {b.aar}"
    forklart = "Søyler: kommunens indikatorer og indeksen. Linje: ASSS-snittet = 1."
    ark.grafer.append(Graf(f"A{sum_rad + 3}", tittel, serier, "0.00", 0, 1010, 430, forklart))
    return sum_rad


def _serie(forste: int, siste: int, kol: int) -> tuple[str, str]:
    """Kategoriene (indikatornavn) og verdiene i en figur."""
    return omraade(NAVN, forste, 1, siste, 1, fast="rk"), omraade(NAVN, forste, kol, siste, kol, fast="rk")


def _vekst(ark: Ark, plan: Plan, topp: int) -> int:
    b = plan.vekst
    blokkbaand(ark, topp, b.tittel, b.maal.overskrift, _BREDDE)
    _hode(ark, topp + 2, {D: "Kommunen", E: "ASSS-snitt", F: "Forskjell, pst.enh."})
    snittrad, sum_rad = b.trykt_rad("snitt"), topp + 3 + b.n
    for j, indikator in enumerate(b.indikatorer):
        rad = topp + 3 + j
        _etikett(ark, rad, indikator.nokkel, indikator.kort, "prosent")
        ark.formel(rad, D, valgt(b.kolonne(etterregning.NAVN, j)), "formel:1")
        ark.formel(rad, E, b.celle(etterregning.NAVN, snittrad, j), "formel:1")
        ark.formel(rad, F, f"{_her(rad, D)}-{_her(rad, E)}", "formel:1")
    _etikett(ark, sum_rad, "sum", "Vekst i produksjonen", "prosent", "etikett_sum")
    ark.formel(sum_rad, D, svar_valgt(b, KOL_DATA, plan.tvilling), "formel_sterk:2")
    ark.formel(sum_rad, E, _svar_rad(plan, snittrad, 0), "formel_sterk:2")
    ark.formel(sum_rad, F, f"{_her(sum_rad, D)}-{_her(sum_rad, E)}", "formel_sterk:2")
    return sum_rad


def _profil(ark: Ark, plan: Plan, b: Blokk, topp: int) -> int:
    blokkbaand(ark, topp, b.tittel, b.maal.overskrift, _BREDDE)
    _hode(ark, topp + 2, {D: "Kommunen", E: "ASSS-snitt", F: "Lavest", G: "Høyest", H: "Profil (snitt 100)",
                          I: "Lavest (snitt 100)", J: "Høyest (snitt 100)", K: "Snitt"})  # fmt: skip
    forste, siste = topp + 3, topp + 2 + b.n
    for j, indikator in enumerate(b.indikatorer):
        rad, d = forste + j, f"formel:{indikator.desimaler}"
        _etikett(ark, rad, indikator.nokkel, b.navn_for(indikator), indikator.enhet)
        ark.formel(rad, D, valgt(b.kolonne(etterregning.NAVN, j)), d)
        for kol, slag in ((E, "snitt"), (F, "lavest"), (G, "hoyest")):
            fra_beregning = b.celle(beregning.NAVN, b.trykt_rad(slag), j)
            tvilling = ref(etterregning.NAVN, b.trykt_rad(slag), plan.tvilling + j)
            ark.formel(rad, kol, svar(fra_beregning, tvilling) if slag == "snitt" else fra_beregning, d)
        ark.formel(rad, H, f"100+{svar_valgt(b, KOL_DATA + j, plan.tvilling + j)}", "formel:0")
        for kol, fra in ((I, F), (J, G)):
            ark.formel(rad, kol, f"100*{_her(rad, fra)}/{_her(rad, E)}", "formel:0")
        ark.sett(rad, K, 100, "etikett:0")
    serier = (
        Serie("Kommunen", *_serie(forste, siste, H), "kolonne", FARGER["egen"], merkelapper=True),
        Serie("Høyest i ASSS", *_serie(forste, siste, J), "hoyest", FARGER["hoyest"]),
        Serie("Lavest i ASSS", *_serie(forste, siste, I), "lavest", FARGER["lavest"]),
        Serie("ASSS-snitt = 100", *_serie(forste, siste, K), "linje", FARGER["snitt"]),
    )
    tittel = f"{b.tittel[3:-4].strip()}, {plan.sektor.navn.lower()} {b.aar}"
    forklart = "Søyler: kommunens verdi der snittet er 100. Trekanter: høyest i ASSS. Ruter: lavest."
    ark.grafer.append(Graf(f"A{siste + 4}", tittel, serier, "0", 0, 1010, 430, forklart))
    ark.sett(
        siste + 1,
        0,
        "Over eller under 100 er verken bra eller dårlig i seg selv. "
        "Snitt, lavest og høyest er de trykte til nok kommuner har tall.",
        "undertittel",
    )
    return siste + 1


def _alle(ark: Ark, plan: Plan, topp: int) -> int:
    n, v = plan.nivaa, plan.vekst
    blokkbaand(
        ark, topp, f"{len(plan.blokker) + 1}  Produksjonsindeks i nettverket {n.aar}", n.maal.overskrift, _BREDDE
    )
    ark.rekke(topp + 2, 0, ["Nr.", "Kommune", "År"], "hode_v")
    ark.hoyder[topp + 2] = 32
    for kol, navn in {D: "Produksjons-indeks", E: "Avvik, prosent", F: "Vekst, prosent"}.items():
        ark.sett(topp + 2, kol, navn, "hode")
    for i, ((rad, nokkel, navn), (vekstrad, _, _)) in enumerate(zip(n.rader, v.rader, strict=True)):
        her = topp + 3 + i
        ark.rekke(her, 0, [nokkel, navn, n.aar], "etikett")
        for kol, r, k, d in ((D, rad, 0, 3), (E, rad, 1, 1), (F, vekstrad, 0, 2)):
            ark.formel(her, kol, _svar_rad(plan, r, k), f"formel:{d}")
    return topp + 3 + len(n.rader)
