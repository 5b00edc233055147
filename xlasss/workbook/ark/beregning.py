"""Beregning: the ASSS functions, one scalar per cell. Resultat reads these with the add-in."""

from xlasss.workbook import mot
from xlasss.workbook.ark import etterregning as etter
from xlasss.workbook.ark import inndata, parametre, tabell
from xlasss.workbook.ark.felles import (
    blokkbaand,
    del_i_sider,
    demp_feil,
    etiketter,
    indikatorhode,
    kolonnehode,
    nytt_ark,
)
from xlasss.workbook.blokk import BEREGNING, KOL_DATA, KOL_NAVN, KOL_NOKKEL, LUFT, Blokk, Plan
from xlasss.workbook.modell import Ark, ref, uten_ark

NAVN = BEREGNING
KOL_INDEKS, KOL_AVVIK, KOL_BIDRAG = KOL_DATA, KOL_DATA + 1, KOL_DATA + 2


def lag(plan: Plan) -> Ark:
    """Arket Beregning."""
    ark = nytt_ark(
        NAVN, plan, "Her svarer ASSS-funksjonene. Uten tillegget viser de #NAVN?; da leser Resultat tvillingene."
    )
    if plan.har_indeks:
        _nivaa(ark, plan)
        _vekst(ark, plan)
    motblokker = tuple(mot.motblokker(plan))
    for profil in (*plan.profiler, *motblokker):
        _profil(ark, plan, profil)
    for b in plan.tabeller:
        blokkbaand(ark, b.topp, b.tittel, b.maal.overskrift, KOL_DATA + plan.bredest)
        etiketter(ark, b)
        tabell.beregning(ark, plan, b)
    alle = [b for b in (*plan.blokker, *motblokker) if b.slag != "nevner"]  # nevnerne har ingen svar her
    demp_feil(ark, alle[0].forste, alle[-1].slutt + LUFT, KOL_DATA + plan.sone)
    ark.frys = (4, KOL_DATA)
    del_i_sider(ark, alle)
    return ark


def _nivaa(ark: Ark, plan: Plan) -> None:
    b, vekter = plan.nivaa, parametre.vektomraade(plan)
    blokkbaand(ark, b.topp, b.tittel, b.maal.overskrift, KOL_DATA + plan.bredest)
    etiketter(ark, b)
    kolonnehode(ark, b, KOL_INDEKS, "ASSS_PRODINDEKS", "Produksjons-indeks", "snitt = 1")
    kolonnehode(ark, b, KOL_AVVIK, "ASSS_AVVIK", "Avvik fra snittet", "prosent")
    indikatorhode(ark, b, KOL_BIDRAG, enhet="bidrag, pst.enh.")
    for rad, _, _ in b.rader:
        x = b.rad(inndata.NAVN, rad)
        snitt = uten_ark(ref(NAVN, b.trykt_rad("snitt"), KOL_INDEKS, fast="rk"))
        ark.formel(rad, KOL_INDEKS, f"ASSS_PRODINDEKS({x},{vekter})", "formel:4")
        egen = uten_ark(ref(NAVN, rad, KOL_INDEKS, fast="k"))
        ark.formel(rad, KOL_AVVIK, f'ASSS_AVVIK({egen},{snitt},"prosent")', "formel:1")
        for j in range(b.n):
            ark.formel(rad, KOL_BIDRAG + j, f"INDEX(ASSS_BIDRAG({x},{vekter}),1,{j + 1})", "formel:2")


def _vekst(ark: Ark, plan: Plan) -> None:
    b, vekter = plan.vekst, parametre.vektomraade(plan)
    blokkbaand(ark, b.topp, b.tittel, b.maal.overskrift, KOL_DATA + plan.bredest)
    etiketter(ark, b)
    kolonnehode(ark, b, KOL_INDEKS, "ASSS_PRODVEKST", "Vekst i produksjonen", "prosent")
    for (rad, _, _), (nivaarad, _, _) in zip(b.rader, plan.nivaa.rader, strict=True):
        g, x = b.rad(inndata.NAVN, rad), plan.nivaa.rad(inndata.NAVN, nivaarad)
        ark.formel(rad, KOL_INDEKS, f"ASSS_PRODVEKST({g},{vekter},{x})", "formel:2")


def _profil(ark: Ark, plan: Plan, b: Blokk) -> None:
    blokkbaand(ark, b.topp, b.tittel, b.maal.overskrift, KOL_DATA + plan.bredest)
    etiketter(ark, b)
    indikatorhode(ark, b, KOL_DATA, enhet="avvik, prosent")
    antall, beregnet = b.slutt, b.slutt + 1
    ark.rekke(antall, KOL_NOKKEL, ["antall", "Kommuner med tall", b.aar], "etikett_sterk")
    ark.rekke(beregnet, KOL_NOKKEL, ["beregnet", "Snitt av kommunene", b.aar], "etikett_sterk")
    for j, indikator in enumerate(b.indikatorer):
        kol, d = KOL_DATA + j, f"formel:{indikator.desimaler}"
        antall_celle = uten_ark(ref(NAVN, antall, kol, fast="r"))
        nok = f"{antall_celle}>={parametre.minst(plan, indikator)}"
        for rad in range(b.forste, b.siste + 1):
            snitt = uten_ark(ref(NAVN, b.trykt_rad("snitt"), kol, fast="r"))
            verdi = mot.tall(
                b, inndata.NAVN, rad, j
            )  # en tom enkeltcelle er 0 i LibreOffice (VERTER §4): spør om den her
            ark.formel(rad, kol, f'IF({verdi}="",NA(),ASSS_AVVIK({verdi},{snitt},"prosent"))', "formel:1")
        beregnet_celle = uten_ark(ref(NAVN, beregnet, kol, fast="r"))
        renset = etter.renset(plan, b, j)
        regnet = {"snitt": beregnet_celle, "lavest": f"MIN({renset})", "hoyest": f"MAX({renset})"}
        for slag in b.trykte:
            trykt = ref(etter.NAVN, b.trykt_rad(slag), kol)
            ark.formel(b.trykt_rad(slag), kol, f"IF({nok},{regnet[slag]},{trykt})", d)
        ark.formel(antall, kol, f"COUNT({renset})", "formel:0")
        ark.formel(beregnet, kol, _snittkall(plan, b, j), d)
    ark.sett(b.topp + 4, KOL_NAVN, "avvik fra snittet; nederst snittet som er brukt", "nokkel_v")


def _snittkall(plan: Plan, b: Blokk, j: int) -> str:
    """ASSS_SNITT for én indikator, med nevnerne når snittet er veid; #N/A når slaget snitt ikke er funnet."""
    snitt, nevnere = b.snitt_for(b.indikatorer[j]), mot.nevnerne(plan, b, inndata.NAVN, j)
    if snitt is None:
        return "NA()"
    vekter = f",{nevnere}" if nevnere else ""
    return f'ASSS_SNITT({mot.tallene(b, inndata.NAVN, j)},"{snitt}"{vekter})'
