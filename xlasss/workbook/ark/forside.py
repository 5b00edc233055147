"""Forside: what this is, for whom and which year; who answers; and whether it is right."""

from collections.abc import Iterable
from functools import reduce

from xlasss.versjon import DATA_UTGAVE, VERSJON
from xlasss.workbook.ark import etterregning, inndata, kontroll, visning
from xlasss.workbook.ark.felles import blokkbaand, svar, tilpass, valgt
from xlasss.workbook.blokk import BEREGNING, KOL_DATA, KOL_NAVN, Blokk, Plan
from xlasss.workbook.modell import Ark, Betinget, Validering, omraade, ref, uten_ark

NAVN = "Forside"
_ARKENE = (
    ("Inndata", "Tallene som går inn, og opphavet til hvert av dem. Her fyller du ut."),
    ("Parametre", "Vekter og grenser, med kilde, side og status. Gule felt kan endres."),
    ("Beregning", "ASSS-funksjonene, én verdi per celle."),
    ("Resultat", "Det som er regnet for den valgte kommunen, med figurer."),
    ("Utgaver", "De samme tallene i to utgaver av metoden, side om side."),
    ("Etterregning", "Det samme med vanlige formler, og differansen mot funksjonene."),
    ("Kontroll", "Numrerte kontroller, og det regnede mot det trykte."),
    ("Endringslogg", "Hvem som endret hva, og når."),
    ("Kilder", "Dokumentene tallene er hentet fra, og hva de ikke gir."),
    ("Notater", "Ditt eget ark. Det blir aldri overskrevet."),
)
KOMMUNE, STATUS, TILLEGG, VALGT, LAMPE, HOVEDTALL, ARKLISTE = 6, 7, 11, 12, 14, 17, 24


def lag(plan: Plan, malversjon: str) -> Ark:
    """Arket Forside; malversjonen er avtrykket av de andre arkene."""
    s, u = plan.sektor, plan.sektor.utgave
    ark = Ark(NAVN, liggende=False)
    ark.bredder = {0: 3, 1: 26, 2: 34, 3: 4, 4: 30, 5: 34}
    ark.hoyder = {1: 36, KOMMUNE: 22, LAMPE: 34}
    ark.sett(1, 1, s.navn, "tittel")
    mot = f" · ved siden av utgave {s.mot.utgave.utgave}" if s.mot else ""
    ark.sett(2, 1, f"ASSS-nettverket · regnskapsår {u.aar} · utgave {u.utgave}{mot}", "undertittel")
    _valg(ark, plan)
    _lampe(ark, plan)
    _hovedtall(ark, plan)
    rad = _arkliste(ark, plan, ARKLISTE)
    rad = _fargekart(ark, rad + 2)
    _versjon(ark, plan, malversjon, rad + 2)
    tilpass(ark, 1)
    return ark


def navn(plan: Plan) -> dict[str, str]:
    """De tre navnene som gjelder i hele boken."""
    return {
        "kommune": f"{NAVN}!$C${KOMMUNE + 1}",
        "tillegg": f"{NAVN}!$C${TILLEGG + 1}",
        "valgt": f"{NAVN}!$C${VALGT + 1}",
    }


def _kommuneliste(plan: Plan) -> str:
    return omraade(inndata.NAVN, plan.blokker[0].forste, KOL_NAVN, plan.blokker[0].siste, KOL_NAVN, fast="rk")


def _valg(ark: Ark, plan: Plan) -> None:
    u = plan.sektor.utgave
    blokkbaand(ark, KOMMUNE - 2, "", "Velg kommune og status her", 6)
    ark.sett(KOMMUNE - 2, 1, "Dine valg", "blokk")
    ark.sett(KOMMUNE - 1, 1, "Gule felt kan endres", "blokkinfo")
    ark.sett(KOMMUNE - 1, 0, None, "blokkinfo")
    ark.sett(KOMMUNE, 1, "Kommune", "etikett_sterk")
    ark.sett(KOMMUNE, 2, u.kommune, "valg")
    ark.sett(STATUS, 1, "Status for tallene", "etikett_sterk")
    ark.sett(STATUS, 2, "endelig" if u.rapport else "foreløpig", "valg")
    ark.sett(KOMMUNE, 4, "Rapport", "etikett_sterk")
    ark.sett(KOMMUNE, 5, f"{u.rapport}", "etikett")
    ark.sett(STATUS, 4, "Regnskapsår", "etikett_sterk")
    ark.sett(STATUS, 5, str(u.aar), "etikett")
    ark.valideringer += [
        Validering(f"C{KOMMUNE + 1}", {"validate": "list", "source": f"={_kommuneliste(plan)}",
                   "error_title": "Ukjent kommune", "error_message": "Velg en av kommunene i listen."}),
        Validering(f"C{STATUS + 1}", {"validate": "list", "source": ["foreløpig", "endelig"],
                   "error_title": "Ukjent status", "error_message": "Velg foreløpig eller endelig."}),
    ]  # fmt: skip


def _lampe(ark: Ark, plan: Plan) -> None:
    dommer = kontroll.domomraade(plan)
    rode = f'COUNTIF({dommer},"feil")+COUNTIF({dommer},"motstrid")'
    kjente = f'COUNTIF({dommer},"kjent avvik")'
    blokkbaand(ark, TILLEGG - 2, "", "", 6)
    ark.sett(TILLEGG - 2, 1, "Er det riktig?", "blokk")
    ark.sett(TILLEGG - 1, 1, "Lampen leser arket Kontroll", "blokkinfo")
    ark.sett(TILLEGG - 1, 0, None, "blokkinfo")
    ark.sett(TILLEGG, 1, "Tillegget er installert", "etikett")
    ark.formel(TILLEGG, 2, "NOT(ISERROR(ASSS_VERSJON()))", "formel")
    ark.formel(
        TILLEGG, 4, 'IF(ISERROR(ASSS_VERSJON()),"Tvillingformlene svarer","ASSS-funksjonene svarer")', "formel_tekst"
    )
    ark.formel(TILLEGG, 5, 'IFERROR(ASSS_VERSJON(),"uten tillegg")', "formel_tekst")
    ark.sett(VALGT, 1, "Kommunens nummer i listen", "etikett")
    ark.formel(VALGT, 2, f"MATCH(kommune,{_kommuneliste(plan)},0)", "formel:0")
    ark.sett(VALGT, 4, "Kjente avvik", "etikett")
    ark.formel(VALGT, 5, kjente, "formel:0")
    tilstander = [
        (f"{rode}>0", "SE KONTROLL", f'"Funn på Kontroll: "&({rode})', "feil"),
        (f"{kontroll.funnet(plan, 'K008')}=0", "INGEN TALL", '"Kommunen har ingen inndata"', "kjent"),
        (f"{kjente}>0", "KJENTE AVVIK", '"Ingen uventede avvik"', "kjent"),
        ("TRUE", "ALT I ORDEN", '"Ingen avvik"', "ok"),
    ]
    if plan.har_indeks:
        indeks = uten_ark(ref(NAVN, HOVEDTALL + 2, 2, fast="rk"))
        tilstander.insert(2, (f"ISERROR({indeks})", "INGEN INDEKS", '"Vekter eller inndata mangler"', "kjent"))
    ark.formel(LAMPE, 1, _forste_som_gjelder((naar, f'"{tekst}"') for naar, tekst, _, _ in tilstander), "lampe")
    ark.formel(LAMPE, 2, _forste_som_gjelder((naar, forklart) for naar, _, forklart, _ in tilstander), "lampe")
    celler = uten_ark(omraade("X", LAMPE, 1, LAMPE, 2))
    lampe = uten_ark(ref(NAVN, LAMPE, 1, fast="rk"))
    for _, tekst, _, farge in tilstander:
        regel: dict[str, object] = {"type": "formula", "criteria": f'={lampe}="{tekst}"'}
        ark.betingede.append(Betinget(celler, regel, farge))


def _forste_som_gjelder(valg: Iterable[tuple[str, str]]) -> str:
    """Nestede IF: svaret etter det første vilkåret som er sant; det siste gjelder alltid."""
    *flere, (_, siste) = valg
    return reduce(lambda ellers, par: f"IF({par[0]},{par[1]},{ellers})", reversed(flere), siste)


def _hovedtall(ark: Ark, plan: Plan) -> None:
    rad = HOVEDTALL
    blokkbaand(ark, rad, "", "", 6)
    ark.sett(rad, 1, "Hovedtall", "blokk")
    ark.formel(rad + 1, 1, "kommune", "blokkinfo")
    ark.sett(rad + 1, 0, None, "blokkinfo")
    if plan.tverrfil:
        for i, (tekst, formel, desimaler) in enumerate(visning.hovedtall(plan, plan.tverrfil)):
            ark.sett(rad + 2 + i, 1, tekst, "etikett")
            ark.formel(rad + 2 + i, 2, formel, f"formel:{desimaler}")
        ark.betingede.append(Betinget(f"C{rad + 3}:C{rad + 5}", {"type": "errors"}, "svak"))
        return
    if not plan.har_indeks:
        ark.sett(rad + 2, 1, "Sektoren har ingen produksjonsindeks; se tjenesteprofilen på Resultat.", "tekst")
        return
    linjer = (
        ("Produksjonsindeks (ASSS-snitt = 1)", _valgt(plan, plan.nivaa, 0), 3),
        ("Avvik fra ASSS-snittet, prosent", _valgt(plan, plan.nivaa, 1), 1),
        (f"Vekst {plan.vekst.aar}, prosent", _valgt(plan, plan.vekst, 0), 1),
    )
    for i, (tekst, formel, desimaler) in enumerate(linjer):
        ark.sett(rad + 2 + i, 1, tekst, "etikett")
        ark.formel(rad + 2 + i, 2, formel, f"formel:{desimaler}")
    ark.sett(rad + 2, 4, "KOSTRA-funksjoner i indeksen", "etikett")
    ark.sett(rad + 2, 5, plan.nivaa.maal.funksjonene, "etikett")
    ark.betingede.append(Betinget(f"C{rad + 3}:C{rad + 5}", {"type": "errors"}, "svak"))


def _valgt(plan: Plan, blokk: Blokk, plass: int) -> str:
    """Svaret for den valgte kommunen på en plass i en blokk: funksjonen, eller tvillingen."""
    kolonner = ((BEREGNING, KOL_DATA + plass), (etterregning.NAVN, plan.tvilling + plass))
    to = (omraade(a, blokk.forste, k, blokk.siste, k, fast="rk") for a, k in kolonner)
    return svar(*(valgt(a) for a in to))


def _arkliste(ark: Ark, plan: Plan, rad: int) -> int:
    blokkbaand(ark, rad, "", "", 6)
    ark.sett(rad, 1, "Arkene", "blokk")
    ark.sett(rad + 1, 1, "Klikk for å gå dit", "blokkinfo")
    ark.sett(rad + 1, 0, None, "blokkinfo")
    arkene = [a for a in _ARKENE if a[0] != "Utgaver" or plan.sektor.mot]
    for i, (navn_, tekst) in enumerate(arkene):
        ark.sett(rad + 2 + i, 1, navn_, "lenke_tekst", lenke=navn_)
        ark.sett(rad + 2 + i, 2, tekst, "undertittel")
    return rad + 1 + len(arkene)


def _fargekart(ark: Ark, rad: int) -> int:
    blokkbaand(ark, rad, "", "", 6)
    ark.sett(rad, 1, "Farger", "blokk")
    ark.sett(rad + 1, 0, None, "blokkinfo")
    ark.sett(rad + 1, 1, "De samme på alle ark", "blokkinfo")
    eksempler = (("inndata:1", "Inndata"), ("formel:1", "Regnet på arket"), ("lenke:1", "Hentet fra et annet ark"),
                 ("fasit:1", "Trykt fasit"))  # fmt: skip
    for i, (stil, tekst) in enumerate(eksempler):
        ark.sett(rad + 2 + i, 1, 12.3, stil)
        ark.sett(rad + 2 + i, 2, tekst, "etikett")
    return rad + 1 + len(eksempler)


def _versjon(ark: Ark, plan: Plan, malversjon: str, rad: int) -> None:
    """Blokken senere oppdatering kjenner arbeidsboken igjen på. Nøklene endres ikke."""
    blokkbaand(ark, rad, "", "", 6)
    ark.sett(rad, 1, "Arbeidsboken", "blokk")
    ark.sett(rad + 1, 0, None, "blokkinfo")
    ark.sett(rad + 1, 1, "Oppdateringen kjenner boken igjen på disse", "blokkinfo")
    u = plan.sektor.utgave
    mot = [("mot", plan.sektor.mot.utgave.utgave)] if plan.sektor.mot else []
    linjer = (("mal", plan.sektor.nokkel), ("malversjon", malversjon), ("utgave", u.utgave), ("aar", str(u.aar)),
              ("rapport", u.rapport), ("xlasss", VERSJON), ("data", DATA_UTGAVE), *mot)  # fmt: skip
    for i, (nokkel, verdi) in enumerate(linjer):
        ark.sett(rad + 2 + i, 1, nokkel, "etikett")
        ark.sett(rad + 2 + i, 2, verdi, "etikett")
