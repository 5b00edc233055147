"""Etterregning: the same results with plain formulas, and the difference from the functions.

Four zones side by side: normalised inputs, workings, twins, differences. A normalised
input has the same address here as the raw one has on Inndata.
"""

from xlasss.workbook import mot, tvilling
from xlasss.workbook.ark import inndata, parametre, tabelltvilling
from xlasss.workbook.ark.felles import (
    blokkbaand,
    del_i_sider,
    demp_feil,
    etiketter,
    indikatorhode,
    kolonnehode,
    nytt_ark,
)
from xlasss.workbook.blokk import BEREGNING, KOL_DATA, KOL_NOKKEL, LUFT, Blokk, Plan
from xlasss.workbook.modell import Ark, omraade, ref

NAVN = "Etterregning"


def lag(plan: Plan) -> Ark:
    """Arket Etterregning."""
    ark = nytt_ark(
        NAVN,
        plan,
        "Uten ASSS-funksjoner: innleste tall, tvillinger, og differansen mot arket Beregning, som skal være 0.",
    )
    motblokker = tuple(mot.motblokker(plan))
    alle = (*plan.blokker, *motblokker)
    for blokk in alle:
        blokkbaand(ark, blokk.topp, blokk.tittel, blokk.maal.overskrift, plan.differanse + plan.sone - 1)
        for kol, navn in ((plan.opphav, "Mellomregning"), (plan.tvilling, "Tvilling"), (plan.differanse, "Differanse")):
            ark.sett(blokk.topp, kol, f"{navn} · {blokk.tittel}", "blokk_sone")
        etiketter(ark, blokk)
        _innlest(ark, plan, blokk)
    if plan.har_indeks:
        _nivaa(ark, plan)
        _vekst(ark, plan)
    for profil in (*plan.profiler, *motblokker):
        _profil(ark, plan, profil)
    for b in plan.tabeller:
        tabelltvilling.etterregning(ark, plan, b)
    tabelltvilling.satser(ark, plan)
    demp_feil(ark, alle[0].forste, alle[-1].slutt + LUFT, plan.differanse + plan.sone - 1)
    ark.frys = (4, KOL_DATA)
    ark.gjenta_kolonner = (0, KOL_DATA - 1)
    ark.sidebryt_kolonner = [plan.opphav, plan.tvilling, plan.differanse]
    del_i_sider(ark, alle)
    return ark


def antall_kol(plan: Plan) -> int:
    """Kolonnen med hvor mange tall det er i raden."""
    return plan.opphav - 1


def renset(plan: Plan, profil: Blokk, j: int) -> str:
    """Tallene som er med i snittet for én indikator i en profil, uten de som mangler."""
    return profil.kolonne(NAVN, j, fra=plan.opphav)


def vektrad(plan: Plan, *, fast: str = "rk") -> str:
    """Vektene som rad, innlest fra Parametre."""
    rad = plan.nivaa.slutt
    return omraade(NAVN, rad, KOL_DATA, rad, KOL_DATA + plan.nivaa.n - 1, fast=fast)


def spenn(plan: Plan, rad: int) -> str:
    """Hvor mye avrunding i inndata kan flytte veksten i en rad."""
    return ref(NAVN, rad, plan.opphav + plan.vekst.n, fast="rk")


def _her(adresse: str) -> str:
    return adresse.replace(f"{NAVN}!", "")


def _innlest(ark: Ark, plan: Plan, blokk: Blokk) -> None:
    indikatorhode(ark, blokk, KOL_DATA, enhet="innlest")
    kolonnehode(ark, blokk, antall_kol(plan), "antall", "Tall i raden", "antall")
    for rad, _, _ in blokk.rader:
        ark.formel(rad, antall_kol(plan), f"COUNT({_her(blokk.rad(NAVN, rad))})", "formel:0")
        for j, indikator in enumerate(blokk.indikatorer):
            stil = f"formel:{blokk.desimaler_for(indikator)}"
            ark.formel(rad, KOL_DATA + j, _lest(blokk, rad, j), stil)


def _lest(blokk: Blokk, rad: int, j: int) -> str:
    """Tallet fra Inndata; i en annen utgave tallet som alt er lest, og det trykte snittet når det er det samme."""
    if blokk.kilde is None:
        return tvilling.normalisert(blokk.celle(inndata.NAVN, rad, j))
    if rad <= blokk.siste:
        return _her(mot.tall(blokk, NAVN, rad, j))
    return _her(mot.trykt_snitt(blokk, NAVN, j)) or "NA()"


def _sammenlign(ark: Ark, sone: int, rad: int, kol: int, funksjon: str) -> None:
    """Differansen for tvillingen i samme rad og samme plass i sonen."""
    ark.formel(rad, kol + sone, tvilling.differanse(funksjon, _her(ref(NAVN, rad, kol))), "differanse")


def _nivaa(ark: Ark, plan: Plan) -> None:
    b, w = plan.nivaa, _her(vektrad(plan))
    ark.rekke(b.slutt, KOL_NOKKEL, ["vekt", "Vekt (fra Parametre)", b.aar], "etikett_sterk")
    for j in range(b.n):
        ark.formel(b.slutt, KOL_DATA + j, tvilling.normalisert(parametre.vektcelle(j)), "lenke:2")
    for sone in (plan.tvilling, plan.differanse):
        kolonnehode(ark, b, sone, "indeks", "Produksjons-indeks", "snitt = 1")
        kolonnehode(ark, b, sone + 1, "avvik", "Avvik fra snittet", "prosent")
        indikatorhode(ark, b, sone + 2, enhet="bidrag, pst.enh.")
    for rad, _, _ in b.rader:
        x = _her(b.rad(NAVN, rad))
        ark.formel(rad, plan.tvilling, tvilling.produksjonsindeks(x, w), "formel:4")
        egen, snitt = (_her(ref(NAVN, r, plan.tvilling, fast=f)) for r, f in ((rad, "k"), (b.trykt_rad("snitt"), "rk")))
        ark.formel(rad, plan.tvilling + 1, tvilling.avvik_prosent(egen, snitt), "formel:1")
        for j in range(b.n):
            xj, wj = _her(b.celle(NAVN, rad, j)), _her(ref(NAVN, b.slutt, KOL_DATA + j, fast="r"))
            ark.formel(rad, plan.tvilling + 2 + j, tvilling.bidrag(xj, wj, w), "formel:2")
        for k in range(b.n + 2):
            _sammenlign(ark, plan.sone, rad, plan.tvilling + k, ref(BEREGNING, rad, KOL_DATA + k))


def _vekst(ark: Ark, plan: Plan) -> None:
    b, w = plan.vekst, _her(vektrad(plan))
    indikatorhode(ark, b, plan.opphav, enhet="følsomhet for nivå")
    kolonnehode(ark, b, plan.opphav + b.n, "spenn", "Avrunding i inndata", "± pst.enh.")
    for sone in (plan.tvilling, plan.differanse):
        kolonnehode(ark, b, sone, "vekst", "Vekst i produksjonen", "prosent")
    for (rad, nokkel, _), (nivaarad, _, _) in zip(b.rader, plan.nivaa.rader, strict=True):
        g, x = _her(b.rad(NAVN, rad)), _her(plan.nivaa.rad(NAVN, nivaarad))
        for j in range(b.n):
            gj, wj = _her(b.celle(NAVN, rad, j)), _her(ref(NAVN, plan.nivaa.slutt, KOL_DATA + j, fast="r"))
            ark.formel(rad, plan.opphav + j, tvilling.folsomhet(gj, wj, g, w, x), "formel:5")
        folsomheter = _her(omraade(NAVN, rad, plan.opphav, rad, plan.opphav + b.n - 1, fast="k"))
        vekst = _her(ref(NAVN, rad, plan.tvilling, fast="k"))
        halv_x = "0" if nokkel == "snitt" else f"0.5*10^-{plan.nivaa.indikatorer[0].desimaler}"
        halv_g = f"0.5*10^-{b.desimaler}"
        ark.formel(
            rad, plan.opphav + b.n, tvilling.vekst_spenn(vekst, g, w, x, folsomheter, halv_g, halv_x), "formel:4"
        )
        ark.formel(rad, plan.tvilling, tvilling.produksjonsvekst(g, w, x), "formel:2")
        _sammenlign(ark, plan.sone, rad, plan.tvilling, ref(BEREGNING, rad, KOL_DATA))


def _profil(ark: Ark, plan: Plan, b: Blokk) -> None:
    for sone, enhet in (
        (plan.opphav, "med i snittet"),
        (plan.tvilling, "avvik, prosent"),
        (plan.differanse, "differanse"),
    ):
        indikatorhode(ark, b, sone, enhet=enhet)
    beregnet, snitt_rad = b.slutt + 1, b.trykt_rad("snitt")
    ark.rekke(beregnet, KOL_NOKKEL, ["beregnet", "Snitt av kommunene", b.aar], "etikett_sterk")
    for j, indikator in enumerate(b.indikatorer):
        kol, desimaler = plan.tvilling + j, f"formel:{indikator.desimaler}"
        snitt = _her(ref(NAVN, snitt_rad, kol, fast="r"))
        for rad in range(b.forste, b.siste + 1):
            ark.formel(rad, kol, tvilling.avvik_prosent(_her(b.celle(NAVN, rad, j)), snitt), "formel:1")
        ark.formel(beregnet, kol, _snitt(ark, plan, b, j), desimaler)
        nok = f"COUNT({_her(renset(plan, b, j))})>={parametre.minst(plan, indikator)}"
        egen_snitt, trykt = _her(ref(NAVN, beregnet, kol, fast="r")), _her(b.celle(NAVN, snitt_rad, j))
        ark.formel(snitt_rad, kol, f"IF({nok},{egen_snitt},{trykt})", desimaler)
        for rad in (*range(b.forste, b.siste + 1), beregnet, snitt_rad):
            _sammenlign(ark, plan.sone, rad, kol, ref(BEREGNING, rad, KOL_DATA + j))


def _snitt(ark: Ark, plan: Plan, b: Blokk, j: int) -> str:
    """Skriv cellene som er med i snittet for én indikator, og gi formelen for snittet av dem."""
    indikator = b.indikatorer[j]
    stil, snitt, nevner = f"formel:{indikator.desimaler}", b.snitt_for(indikator), mot.nevner(plan, b)
    if nevner is None or not mot.nevnerne(plan, b, NAVN, j):
        for rad in range(b.forste, b.siste + 1):
            ark.formel(rad, plan.opphav + j, tvilling.i_snittet(_her(b.celle(NAVN, rad, j))), stil)
        return tvilling.snitt(_her(renset(plan, b, j))) if snitt else "NA()"
    nr = mot.plass(nevner, indikator)
    for rad, nevner_rad in zip(range(b.forste, b.siste + 1), range(nevner.forste, nevner.siste + 1), strict=True):
        x, w = _her(mot.tall(b, NAVN, rad, j)), _her(nevner.celle(NAVN, nevner_rad, nr))
        ark.formel(rad, plan.opphav + j, tvilling.i_veid_snitt(x, x, w), stil)
        ark.formel(nevner_rad, plan.opphav + nr, tvilling.i_veid_snitt(w, x, w), "formel:0")
    return tvilling.veid_snitt(_her(renset(plan, b, j)), _her(renset(plan, nevner, nr)))
