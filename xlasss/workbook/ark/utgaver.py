"""Utgaver: the same numbers of the same year under two editions of the method, side by side.

Only in a workbook built with --mot. Everything that differs stands in two columns, one per edition;
a mean the other edition cannot have yet is #N/A, and the sheet says what is missing.
"""

from xlasss.begreper import Maal
from xlasss.endringer import FELTNAVN, IKKE_FUNNET, Endring, Slag, endringer, noekkel
from xlasss.parametre import vekter
from xlasss.sektorer import Sektorfil
from xlasss.workbook import mot
from xlasss.workbook.ark import parametre
from xlasss.workbook.ark.felles import demp_feil, nytt_ark
from xlasss.workbook.ark.utgavetabell import (
    BREDDE,
    ENHET,
    FORSKJELL,
    INDIKATOR,
    MANGLER,
    NAVN,
    NEVNER_A,
    NEVNER_B,
    NOKKEL,
    SLAG_A,
    SLAG_B,
    SNITT_A,
    SNITT_B,
    band,
    profil,
    tekst,
)  # fmt: skip
from xlasss.workbook.blokk import TOPP, Plan
from xlasss.workbook.modell import Ark

_MAALFELT = ("snitt", "snitt_omraade", "utgift", "nevner", "funksjonene")


def lag(plan: Plan) -> Ark:
    """Arket Utgaver."""
    assert plan.sektor.mot is not None
    a, b = plan.sektor, plan.sektor.mot
    ark = nytt_ark(
        NAVN,
        plan,
        f"De samme tallene for {a.utgave.aar} i utgave {a.utgave.utgave} og utgave {b.utgave.utgave}. Et snitt som "
        "ikke kan regnes ennå, er #I/T (#N/A); fyll inn nevnerne på Inndata.",
    )
    ark.bredder = dict(enumerate((30, 28, 10, 27, 27, 9, 9, 10, 10, 10, 10, 10, 10, 32, 32)))
    ark.formel(2, 0, "kommune", "stort")
    forskjeller = endringer(a, b)
    rad = _maalene(ark, a, b, forskjeller)
    blokker = list(mot.motblokker(plan))
    for nr, blokk in enumerate(blokker, start=2):
        ark.sidebryt_rader.append(rad)
        rad = profil(ark, plan, nr, blokk, forskjeller, rad)
    ark.sidebryt_rader.append(rad)
    nr = 2 + len(blokker)
    etter_vektene = _vekter(ark, plan, nr, rad)
    rad = _bare_i_en(ark, plan, forskjeller, nr + (etter_vektene > rad), etter_vektene)
    demp_feil(ark, TOPP, rad, FORSKJELL)
    ark.frys = (4, 2)
    return ark


def _maalene(ark: Ark, a: Sektorfil, b: Sektorfil, forskjeller: list[Endring]) -> int:
    """Snitt, utgift, nevner og funksjoner for hvert mål i begge utgavene."""
    u, v = a.utgave.utgave, b.utgave.utgave
    info = "Hvert mål har sin egen utgift, sitt snitt, sin nevner og sine funksjoner"
    hode = {0: "mål", 1: "Hva", NEVNER_A: f"Utgave {u}", NEVNER_B: f"Utgave {v}", SLAG_A: "Forskjell"}
    rad = band(ark, TOPP, "1  Målene i de to utgavene", info, hode)
    slag = {(e.noekkel, e.felt): str(e.slag).lower() for e in forskjeller if e.hva == "metode"}
    for egen, andre in (p for maal in Maal for p in mot.par(a, maal)):
        for felt in _MAALFELT:
            navn = "funksjoner" if felt == "funksjonene" else felt
            begge = str(getattr(egen, felt)), str(getattr(andre, felt))
            ukjent = any(IKKE_FUNNET in verdi for verdi in begge)  # to ganger «ikke funnet» er ikke likt
            dom = IKKE_FUNNET if ukjent else slag.get((noekkel(egen.maal, egen.profil), navn), "lik")
            celler = {NOKKEL: f"{egen.maal} {egen.profil}".strip(), INDIKATOR: FELTNAVN[navn].capitalize(), ENHET: ""}
            celler[INDIKATOR] = celler[INDIKATOR].replace("Kostra", "KOSTRA")
            tekst(ark, rad, celler | {NEVNER_A: begge[0], NEVNER_B: begge[1]})
            ark.sett(rad, SLAG_A, dom, "etikett" if dom == "lik" else "etikett_sterk")
            rad += 1
    return rad + 2


def _vekter(ark: Ark, plan: Plan, nr: int, topp: int) -> int:
    """Vekten i indeksen for hver indikator som er i begge; gir raden etter."""
    a, b = plan.sektor, plan.sektor.mot
    maalene = next(mot.par(a, Maal.PRODUKSJONSINDEKS), None)
    if maalene is None or b is None or not plan.har_indeks:
        return topp
    egen, andre = maalene
    u, v = mot.navnene(a)
    hode = {
        NOKKEL: "nøkkel", INDIKATOR: "Indikator", ENHET: "Enhet", NEVNER_A: f"Nevner {u}", NEVNER_B: f"Nevner {v}",
        SLAG_A: f"Snittet {u}", SLAG_B: f"Snittet {v}", SNITT_A: f"Vekt {u}, prosent", SNITT_B: f"Vekt {v}, prosent",
        MANGLER: "Hva som mangler",
    }  # fmt: skip
    info = f"Snittet er 1 i begge. KOSTRA-funksjoner {u}: {egen.funksjonene}; {v}: {andre.funksjonene}"
    rad = band(ark, topp, f"{nr}  Produksjonsindeksen: indikatorene som er i begge", info, hode)
    kjente = vekter(b.nokkel, b.utgave.aar, v)
    felles = mot.felles(a, egen)
    if not felles:
        ark.sett(rad, 0, f"Ingen indikator i indeksen er kjent både i {u} og i {v}.", "tekst")
    for i, annen in enumerate(felles):
        j = mot.plass(plan.nivaa, annen)
        celler = {NOKKEL: annen.nokkel, INDIKATOR: annen.kort, ENHET: annen.enhet, SLAG_A: str(egen.snitt)}
        celler |= {NEVNER_A: plan.nivaa.indikatorer[j].nevner or egen.nevner, NEVNER_B: annen.nevner or andre.nevner}
        vekt = kjente[annen.nokkel].verdi if annen.nokkel in kjente else None
        mangler = "" if vekt is not None else f"Vekten i {v} er ikke funnet"
        tekst(ark, rad + i, celler | {SLAG_B: str(andre.snitt), MANGLER: mangler})
        ark.formel(rad + i, SNITT_A, parametre.vektcelle(j), "lenke:1")
        ark.sett(rad + i, SNITT_B, vekt if vekt is not None else IKKE_FUNNET, "formel:1")
    return rad + max(len(felles), 1) + 2


def _bare_i_en(ark: Ark, plan: Plan, forskjeller: list[Endring], nr: int, topp: int) -> int:
    """Målene og indikatorene som bare er i den ene utgaven, og hvorfor; gir raden etter."""
    a, b = plan.sektor, plan.sektor.mot
    assert b is not None
    navn = {noekkel(i.maal, i.profil, i.nokkel): i for f in (a, b) for i in f.indikatorer}
    egne = [e for e in forskjeller if e.hva in ("metode", "indikator") and not e.felt]
    hode = {0: "nøkkel", 1: "Indikator", ENHET: "Enhet", NEVNER_A: "Mål", NEVNER_B: "Hva", SLAG_A: "Hvorfor"}
    info = f"{len(egne)} er bare i utgave {a.utgave.utgave} eller bare i utgave {b.utgave.utgave}"
    rad = band(ark, topp, f"{nr}  Bare i den ene utgaven", info, hode)
    for i, e in enumerate(egne):
        indikator = navn.get(e.noekkel)
        maal, _, nokkel = e.noekkel.rpartition("/") if indikator else (e.noekkel, "", "")
        celler = {NOKKEL: nokkel, INDIKATOR: indikator.navn if indikator else "Hele målet"}
        celler |= {ENHET: indikator.enhet if indikator else "", NEVNER_A: maal.replace("/", " ")}
        uten = (b if e.fra not in ("", IKKE_FUNNET) else a).utgave
        if e.slag is Slag.IKKE_FUNNET:
            hva = f"Ikke funnet i {uten.utgave}"
            hvorfor = f"Hvilke indikatorer {uten.utgave} har i målet, er ikke funnet"
        elif uten.rapport:
            hva, hvorfor = str(e.slag), f"Står ikke i rapporten for utgave {uten.utgave}"
        else:
            hva = str(e.slag)
            hvorfor = f"Ikke sett i kildene til {uten.utgave}, som ikke har noen rapport; kan likevel være med"
        tekst(ark, rad + i, celler | {NEVNER_B: hva})
        ark.fyll(rad + i, SLAG_A, BREDDE - SLAG_A, "etikett")
        ark.sett(rad + i, SLAG_A, hvorfor, "etikett")
    return rad + len(egne) + 2
