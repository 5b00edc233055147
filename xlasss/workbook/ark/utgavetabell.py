"""The sheet Utgaver: its columns, and the table of the indicators of one profile in both editions."""

from xlasss.begreper import Snitt
from xlasss.endringer import FELTNAVN, IKKE_FUNNET, Endring, Slag, noekkel
from xlasss.sektorer import Indikator
from xlasss.workbook import mot
from xlasss.workbook.ark import beregning, etterregning
from xlasss.workbook.ark.felles import blokkbaand, svar
from xlasss.workbook.ark.resultat import svar_valgt
from xlasss.workbook.blokk import KOL_DATA, Blokk, Plan
from xlasss.workbook.modell import Ark, Graf, Serie, omraade, ref, uten_ark
from xlasss.workbook.stil import FARGER

NAVN = "Utgaver"
(NOKKEL, INDIKATOR, ENHET, NEVNER_A, NEVNER_B, SLAG_A, SLAG_B, SNITT_A, SNITT_B, KOMMUNEN, PROFIL_A, PROFIL_B,
 FORSKJELL, MANGLER, ENDRET) = range(15)  # fmt: skip
BREDDE = 15
_GRAFRADER = 22
_TEGN_I_TEKSTEN = 31
"""Så mange får plass på en linje i de brede kolonnene."""


def band(ark: Ark, rad: int, tittel: str, info: str, hode: dict[int, str]) -> int:
    """Båndet og overskriftene; gir raden etter."""
    blokkbaand(ark, rad, tittel, info, BREDDE)
    ark.hoyder[rad + 2] = 44
    for kol, tekst in hode.items():
        ark.sett(rad + 2, kol, tekst, "hode" if SLAG_B < kol < MANGLER else "hode_v")
    return rad + 3


def tekst(ark: Ark, rad: int, celler: dict[int, str]) -> None:
    """Tekster som brytes, og en rad som er høy nok til den lengste."""
    for kol, tekst in celler.items():
        ark.sett(rad, kol, tekst, "formel_tekst")
    linjer = max(-(-len(t) // _TEGN_I_TEKSTEN) for k, t in celler.items() if ark.bredder[k] >= ark.bredder[NEVNER_A])
    ark.hoyder[rad] = max(ark.hoyder.get(rad, 0), 15 + 13 * max(0, linjer - 1))


def profil(ark: Ark, plan: Plan, nr: int, b: Blokk, forskjeller: list[Endring], topp: int) -> int:
    """Hver indikator som er i begge utgavene, og figuren; gir raden etter."""
    assert b.kilde is not None
    u, v = mot.navnene(plan.sektor)
    funksjoner = f"KOSTRA-funksjoner {u}: {b.kilde.maal.funksjonene}; {v}: {b.maal.funksjonene}"
    info = f"Profil: 100 · verdi / snitt. * er uveid i en utgave som ellers veier. {funksjoner}"
    hode = {
        NOKKEL: "nøkkel", INDIKATOR: "Indikator", ENHET: "Enhet", NEVNER_A: f"Nevner {u}", NEVNER_B: f"Nevner {v}",
        SLAG_A: f"Snittet {u}", SLAG_B: f"Snittet {v}", SNITT_A: f"ASSS-snitt {u}", SNITT_B: f"ASSS-snitt {v}",
        KOMMUNEN: "Kommunen", PROFIL_A: f"Profil {u}", PROFIL_B: f"Profil {v}", FORSKJELL: "Forskjell",
        MANGLER: "Hva som mangler", ENDRET: "Også ulikt i beskrivelsen",
    }  # fmt: skip
    tittel = f"{nr}  {b.maal.navn or 'Tjenesteprofil'} {b.aar}: indikatorene som er i begge"
    forste = band(ark, topp, tittel, info, hode)
    for j in range(b.n):
        _indikator(ark, plan, b, j, forskjeller, forste + j)
    siste = forste + b.n - 1
    serier = tuple(
        Serie(f"Utgave {utgave}", omraade(NAVN, forste, INDIKATOR, siste, INDIKATOR, fast="rk"),
              omraade(NAVN, forste, kol, siste, kol, fast="rk"), "kolonne", FARGER[farge], merkelapper=True)
        for utgave, kol, farge in ((u, PROFIL_A, "egen"), (v, PROFIL_B, "snitt"))
    )  # fmt: skip
    forklart = "Søyler: kommunens verdi der snittet er 100, med snittet etter den ene og den andre utgaven."
    navn = f"{b.maal.navn or 'Tjenesteprofil'}, {plan.sektor.navn.lower()} {b.aar}, i to utgaver"
    ark.grafer.append(Graf(f"A{siste + 3}", navn, serier, "0", 0, 1400, 430, forklart))
    return siste + 3 + _GRAFRADER + 2


def _indikator(ark: Ark, plan: Plan, b: Blokk, j: int, forskjeller: list[Endring], rad: int) -> None:
    assert b.kilde is not None
    k = mot.plass(b.kilde, b.indikatorer[j])
    egen, andre = b.kilde.indikatorer[k], b.indikatorer[j]
    celler = {NOKKEL: egen.nokkel, INDIKATOR: egen.kort, ENHET: egen.enhet}
    celler |= {NEVNER_A: egen.nevner or IKKE_FUNNET, NEVNER_B: andre.nevner or IKKE_FUNNET}
    celler |= {SLAG_A: _slag(b.kilde, egen), SLAG_B: _slag(b, andre), MANGLER: ""}
    celler[ENDRET] = _ulikt(forskjeller, noekkel(b.maal.maal, b.maal.profil, egen.nokkel))
    tekst(ark, rad, celler)
    d = f"formel:{egen.desimaler}"
    for kol, blokk, nr in ((SNITT_A, b.kilde, k), (SNITT_B, b, j)):
        snittrad = blokk.trykt_rad("snitt")
        tvilling = ref(etterregning.NAVN, snittrad, plan.tvilling + nr)
        ark.formel(rad, kol, svar(blokk.celle(beregning.NAVN, snittrad, nr), tvilling), d)
    ark.formel(rad, KOMMUNEN, f"INDEX({b.kilde.kolonne(etterregning.NAVN, k)},valgt)", d)
    for kol, blokk, nr in ((PROFIL_A, b.kilde, k), (PROFIL_B, b, j)):
        ark.formel(rad, kol, f"100+{svar_valgt(blokk, KOL_DATA + nr, plan.tvilling + nr)}", "formel:1")
    a, annen, forskjell = (uten_ark(ref(NAVN, rad, kol)) for kol in (PROFIL_A, PROFIL_B, FORSKJELL))
    ark.formel(rad, FORSKJELL, f"{annen}-{a}", "formel:1")
    ark.formel(rad, MANGLER, f'IF(ISNUMBER({forskjell}),"",{_mangler(plan, b, j, rad)})', "formel_tekst")


def _slag(b: Blokk, i: Indikator) -> str:
    """Slaget snitt, med stjerne når indikatoren har sin egen regel."""
    snitt = b.snitt_for(i)
    return f"{snitt or IKKE_FUNNET}{' *' if snitt is Snitt.UVEID and b.maal.snitt is Snitt.VEID else ''}"


def _mangler(plan: Plan, b: Blokk, j: int, rad: int) -> str:
    """Formelen for hva som må til før forskjellen kan regnes."""
    assert b.kilde is not None
    if b.snitt_for(b.indikatorer[j]) is None:
        return f'"Snittet i {mot.navnene(plan.sektor)[1]} er ikke funnet"'
    n, nevnere = len(b.kommuner), mot.nevnerne(plan, b, etterregning.NAVN, j)
    talt = f'"Mangler "&{n}-COUNT({mot.tallene(b, etterregning.NAVN, j)})&" tall'
    talt += f' og "&{n}-COUNT({nevnere})&" nevnere"' if nevnere else '"'
    har_snitt = f"ISNUMBER({uten_ark(ref(NAVN, rad, SNITT_B))})"
    return f'IF({har_snitt},"Mangler eget tall eller snitt",{talt})'


def _ulikt(forskjeller: list[Endring], nokkel: str) -> str:
    """Feltene beskrivelsen er ulik i, utenom snittet og nevneren, som står for seg, og navnet."""
    utenom = ("snitt", "nevner", "navn")
    egne = [e for e in forskjeller if (e.hva, e.noekkel) == ("indikator", nokkel) and e.felt not in utenom]
    endret = [FELTNAVN[e.felt] for e in egne if e.slag is Slag.ENDRET]
    ukjent = [FELTNAVN[e.felt] for e in egne if e.slag is Slag.IKKE_FUNNET]
    deler = [", ".join(endret)] if endret else []
    return "; ".join(deler + ([f"bare kjent i den ene: {', '.join(ukjent)}"] if ukjent else []))
