"""The numbered controls of a workbook: what each looks for, its limit, and what to do.

A number is never reused: people refer to K003 years later.
"""

from xlasss.workbook.ark import etterregning as etter
from xlasss.workbook.ark import inndata, parametre
from xlasss.workbook.ark.regel import Regel
from xlasss.workbook.ark.tabellregler import tabellregler
from xlasss.workbook.blokk import KOL_DATA, Blokk, Plan
from xlasss.workbook.modell import omraade
from xlasss.workbook.mot import motblokker

LAVESTE_VEKTSUM, HOYESTE_VEKTSUM = 99.5, 100.5
"""K002, her og i `xlasss kontroll`: trykte vekter er avrundet og summerer sjelden til nøyaktig 100."""

_TEKSTREGLER = {"nivaa": "K003", "vekst": "K004", "profil": "K005", "nevner": "K012", "tabell": "K061"}


def tekstregel(blokk: Blokk) -> str:
    """Nummeret på kontrollen av tall lagret som tekst; blokker av samme slag deler nummer."""
    return _TEKSTREGLER[blokk.slag]


def kontrollregler(plan: Plan) -> list[Regel]:
    """Kontrollene i en sektors arbeidsbok."""
    indeksen = [*_om_vektene(plan), *_om_bidragene(plan)] if plan.har_indeks else []
    tekst = [_om_tekst(b) for b in plan.blokker]
    return sorted(
        [*indeksen, *tekst, *_om_regningen(plan), *_om_dekningen(plan), _om_kommunen(), *tabellregler(plan)],
        key=lambda regel: regel.nr,
    )


def _om_vektene(plan: Plan) -> list[Regel]:
    n, omr = plan.nivaa.n, parametre.vektomraade(plan)
    kjente = parametre.kjente_vekter(plan)
    alle_trykt = all(i.nokkel in kjente and kjente[i.nokkel].trykt for i in plan.nivaa.indikatorer)
    return [
        Regel(
            "K001",
            "Alle vektene er fylt ut",
            f"COUNT({omr})",
            f"{n} vekter",
            f"{{}}={n}",
            "Fyll inn vekten på Parametre. En vekt som mangler, gjør indeksen #I/T; den blir aldri gjettet.",
            ellers="feil" if alle_trykt else "mangler",
        ),
        Regel(
            "K002",
            "Vektene summerer til 100",
            parametre.vektsum(plan),
            "99,5–100,5",
            f"AND({{}}>={LAVESTE_VEKTSUM},{{}}<={HOYESTE_VEKTSUM})",
            "Se Verdi på Parametre. Vektene er andeler av summen, så avrunding innenfor grensen betyr ikke noe.",
            desimaler=2,
            ellers="feil" if alle_trykt else "mangler",
        ),
    ]


def _om_tekst(blokk: Blokk) -> Regel:
    omr = omraade(inndata.NAVN, blokk.forste, KOL_DATA, blokk.slutt - 1, KOL_DATA + blokk.n - 1, fast="rk")
    tegn = "".join(f'-COUNTIF({omr},"{t}")' for t in ("-", "–", ".", "..", "...", "…", ":"))
    return Regel(
        tekstregel(blokk),
        f"Ingen tall lagret som tekst i blokk {blokk.tittel.split()[0]} på Inndata",
        f"COUNTA({omr})-COUNT({omr}){tegn}",
        "0 celler",
        "{}=0",
        f"Se {omr.replace('$', '')}. Skriv tallet på nytt; tekst gir #VERDI!.",
    )


def _om_kommunen() -> Regel:
    return Regel(
        "K044",
        "Kommunen på Forside er i nettverket",
        "valgt",
        "i listen",
        "ISNUMBER({})",
        "Velg kommunen fra listen på Forside.",
    )


def _om_regningen(plan: Plan) -> list[Regel]:
    differanser = ",".join(
        omraade(etter.NAVN, b.forste, plan.differanse, b.slutt + 1, plan.differanse + plan.sone - 2, fast="rk")
        for b in (*plan.blokker, *motblokker(plan))
    )
    return [
        Regel(
            "K006",
            "Funksjoner og tvillinger gir samme svar (største differanse)",
            f"MAX({differanser})-MIN({differanser})",
            "under 1E-9",
            "{}<1E-9",
            "Se Differanse på Etterregning. Uten tillegget er det bare tvillingene som regner.",
            desimaler=9,
            kan_ikke="NOT(tillegg)",
            uproevd="ikke prøvd",
        )
    ]


def _om_bidragene(plan: Plan) -> list[Regel]:
    n = plan.nivaa
    bidrag = omraade(etter.NAVN, n.forste, plan.tvilling + 2, n.siste, plan.tvilling + 1 + n.n, fast="rk")
    sum_bidrag = "+".join(f"INDEX({bidrag},valgt,{j + 1})" for j in range(n.n))
    indeks = f"INDEX({_indeksene(plan)},valgt)"
    return [
        Regel(
            "K007",
            "Bidragene summerer til 100·(indeks − 1) for den valgte kommunen",
            f"{sum_bidrag}-100*({indeks}-1)",
            "under 1E-9",
            "ABS({})<1E-9",
            "Se Bidrag på Etterregning.",
            desimaler=9,
            kan_ikke=f"ISERROR({indeks})",
        ),
        Regel(
            "K009",
            "Kommuner med nivå i alle indikatorene",
            f"COUNT({_indeksene(plan)})",
            f"av {len(n.kommuner)}",
            "",
            "Produksjonsindeksen vises for kommunene som har tall for alle indikatorene.",
        ),
    ]


def _om_dekningen(plan: Plan) -> list[Regel]:
    kol = etter.antall_kol(plan)
    i_radene = [omraade(etter.NAVN, b.forste, kol, b.siste, kol, fast="rk") for b in plan.blokker]
    return [
        Regel(
            "K008",
            "Inndata den valgte kommunen har tall for",
            "+".join(f"INDEX({omr},valgt)" for omr in i_radene),
            f"av {sum(b.n for b in plan.blokker)}",
            "",
            "Tall som mangler, er åpne i Inndata og nevnt på Kilder.",
        )
    ]


def _indeksene(plan: Plan) -> str:
    """Tvillingens indeks for alle kommunene."""
    return omraade(etter.NAVN, plan.nivaa.forste, plan.tvilling, plan.nivaa.siste, plan.tvilling, fast="rk")
