"""The three sheets at the end: Endringslogg, Kilder and the user's own Notater."""

from collections.abc import Iterator

from xlasss.fasit_data import kjente_avvik
from xlasss.kilder import kilde
from xlasss.parametre import vekter
from xlasss.sektorer import Indikator
from xlasss.versjon import DATA_UTGAVE, VERSJON
from xlasss.workbook.ark.fasitrader import fasitrader
from xlasss.workbook.ark.felles import blokkbaand, nytt_ark
from xlasss.workbook.blokk import TOPP, Blokk, Plan
from xlasss.workbook.modell import Ark


def endringslogg(plan: Plan) -> Ark:
    """Hvem endret hva, når, og største utslag."""
    ark = nytt_ark(
        "Endringslogg", plan, "Nyeste nederst. Oppdateringer skriver her selv; skriv gjerne dine egne endringer også."
    )
    ark.bredder = {0: 12, 1: 22, 2: 60, 3: 16, 4: 40}
    ark.rekke(TOPP, 0, ["Dato", "Hvem", "Hva", "Antall celler", "Største utslag på et resultat"], "hode_v")
    u = plan.sektor.utgave
    hva = f"Malen for {plan.sektor.navn.lower()} {u.aar}, utgave {u.utgave}, er laget."
    ark.rekke(TOPP + 1, 0, [DATA_UTGAVE, f"xlasss {VERSJON}", hva, None, ""], "etikett")
    for rad in range(TOPP + 2, TOPP + 32):
        ark.fyll(rad, 0, 5, "inndata_tekst")
    ark.frys = (TOPP + 1, 0)
    return ark


def kilder_ark(plan: Plan) -> Ark:
    """Kildene, og hva de ikke gir."""
    ark = nytt_ark(
        "Kilder",
        plan,
        "Hvert tall i boken har en av disse kildene. Det kildene ikke gir, står under og er tomt i Inndata.",
    )
    ark.bredder = {0: 34, 1: 62, 2: 40, 3: 30, 4: 80}
    blokkbaand(ark, TOPP, "1  Kilder", "Nøkkelen er den samme som i dataene til xlasss", 5)
    ark.rekke(TOPP + 2, 0, ["nøkkel", "Tittel", "Utgiver", "Dato", "Adresse og merknad"], "hode_v")
    u = plan.sektor.utgave
    nokler: dict[str, object] = dict.fromkeys([u.rapport] if u.rapport else [])
    nokler |= dict.fromkeys(p.kilde for p in vekter(plan.sektor.nokkel, u.aar, u.utgave).values())
    nokler |= dict.fromkeys([*(i.kilde for i in plan.sektor.indikatorer if i.kilde), "ssb_kommuner"])
    rad = TOPP + 3
    for nokkel in nokler:
        k = kilde(nokkel)
        ark.rekke(rad, 0, [k.nokkel, k.tittel, k.utgiver, k.dato, f"{k.adresse} {k.merknad}".strip()], "formel_tekst")
        ark.hoyder[rad] = 28
        rad += 1
    _avvik(ark, plan, _mangler(ark, plan, _maalene(ark, plan, rad + 2) + 2) + 2)
    return ark


def _maalene(ark: Ark, plan: Plan, rad: int) -> int:
    """Hvilket utgiftsbegrep, snitt og hvilken nevner og funksjoner hvert mål bruker; gir neste ledige rad."""
    blokkbaand(ark, rad, "2  Målene", "Mål som ligner på hverandre, kan ha ulik utgift, nevner og ulikt snitt", 5)
    ark.rekke(rad + 2, 0, ["mål", "Utgift", "Snitt", "Nevner", "KOSTRA-funksjoner og kilde"], "hode_v")
    for i, m in enumerate(plan.sektor.maal):
        linje = [f"{m.maal} {m.profil}".strip(), m.utgift, f"{m.snitt}: {m.snitt_omraade}", m.nevner,
                 f"{m.funksjonene}. {kilde(m.kilde).henvisning(m.side)}."]  # fmt: skip
        ark.rekke(rad + 3 + i, 0, linje, "formel_tekst")
        ark.hoyder[rad + 3 + i] = 42
    return rad + 3 + len(plan.sektor.maal)


def _mangler(ark: Ark, plan: Plan, rad: int) -> int:
    """Tallene kilden ikke gir; gir neste ledige rad."""
    u = plan.sektor.utgave
    blokkbaand(ark, rad, f"3  Tall kilden ikke gir for {u.kommune} og nettverket", "Ingen er utledet av andre tall", 5)
    ark.rekke(rad + 2, 0, ["nøkkel", "Indikator", "Blokk", "Gjelder", "Hvorfor"], "hode_v")
    andre = ", ".join(k for k in u.kommuner if k != u.kommune)
    resten = f"Rapporten gjelder {u.kommune}. Ikke trykt for {andre}." if u.rapport else "Ingen rapport er skrevet av."
    linjer = list(_uten_tall(plan)) if u.rapport else []
    linjer.append(["alle", "Alle indikatorer", "alle blokker", "De andre kommunene" if u.rapport else "Alle", resten])
    for i, linje in enumerate(linjer):
        ark.rekke(rad + 3 + i, 0, linje, "formel_tekst")
        ark.hoyder[rad + 3 + i] = 28
    return rad + 3 + len(linjer)


def _avvik(ark: Ark, plan: Plan, rad: int) -> None:
    """Trykte tall i arbeidsboken som ikke går opp med de andre trykte tallene."""
    rapport = plan.sektor.utgave.rapport
    egne = {d.trykt.id for d in plan.inndata.values() if d.trykt} | {r.fasit.id for r in fasitrader(plan)}
    kjente = [a for a in kjente_avvik().values() if a.id in egne]
    if not (rapport and kjente):
        return
    blokkbaand(ark, rad, "4  Kjente avvik", "Trykte tall som ikke går opp med andre trykte tall; ingen er rettet", 5)
    ark.rekke(rad + 2, 0, ["side", "Hva vi vet", "Årsak", "Prøves på nytt", "Tallet i fasiten"], "hode_v")
    for i, a in enumerate(kjente):
        ark.rekke(rad + 3 + i, 0, [f"s. {a.side}", a.hva_vi_vet, a.aarsak, a.utloper, a.id], "formel_tekst")
        ark.hoyder[rad + 3 + i] = 56


def _uten_tall(plan: Plan) -> Iterator[list[str]]:
    """Hver indikator rapporten ikke gir for sin egen kommune eller for nettverket, og hvorfor."""
    egen = plan.sektor.utgave.kommune
    for blokk in plan.blokker:
        roller = [(egen, egen)] + [(navn, nokkel) for _, nokkel, navn in blokk.rader if nokkel in blokk.trykte]
        for indikator in blokk.indikatorer:
            uten = [navn for navn, rolle in roller if (blokk.id, rolle, indikator.nokkel) not in plan.inndata]
            if uten:
                yield [indikator.nokkel, indikator.navn, blokk.tittel[3:], ", ".join(uten), _hvorfor(blokk, indikator)]


def _hvorfor(blokk: Blokk, indikator: Indikator) -> str:
    """En endring rapporten ikke har noen tabell over, er ikke uleselig; den er ikke trykt."""
    if blokk.slag == "vekst" and not blokk.maal.vekst_sted:
        return "Rapporten har ingen tabell over endringen."
    return indikator.merknad or "Ikke lesbar i kilden."


def notater(plan: Plan) -> Ark:
    """Brukerens eget ark."""
    ark = nytt_ark("Notater", plan, "Dette arket er ditt. Ingen oppdatering rører det.", laast=False)
    ark.bredder = {0: 120}
    for rad in range(3, 32):
        ark.sett(rad, 0, None, "inndata_tekst")
    return ark
