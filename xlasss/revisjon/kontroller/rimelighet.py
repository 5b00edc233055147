"""Each number against what such a number can be: wrong scale, wrong sign, wrong place of the comma."""

from collections.abc import Iterator
from statistics import median

from xlasss.revisjon.kontroller.funn import Funn, nytt, tall
from xlasss.revisjon.kontroller.grunnlag import Grunnlag, Kolonne
from xlasss.revisjon.kontroller.regler import ADVARSEL
from xlasss.workbook.ark.inndata import NAVN

LAVESTE_NIVAA, HOYESTE_NIVAA = 0.2, 3.0
"""Rapportene trykker nivåer fra 0,5 til 1,7; 98 (prosent) og 0,00981 ligger langt utenfor."""

STORSTE_ENDRING = 50.0
"""Mer enn dette på ett år er oftest et brudd i tallene; det rapporten selv har trykt, er sett på."""

ANDEL_FRA, ANDEL_TIL = 50.0, 200.0
"""Et tall delt på eller ganget med 100 havner mellom 50 og 200 ganger snittet; ingen ekte andel gjør det."""

TUSEN_FRA = 300.0
"""1000 kr mot kr gir et forhold nær 1000; en kommune på et tredels snitt gir 333."""

FAERREST = 4
"""Uten et trykt snitt er medianen av de andre målestokken, og den krever noen tall å stå på."""

_KAN_VAERE_NEGATIV = {"kroner"}
"""Nettobeløp kan være negative når inntektene er større enn utgiftene."""


def funn(g: Grunnlag) -> Iterator[Funn]:
    """Hvert tall mot grensene for slaget."""
    for k in g.kolonner("nivaa"):
        yield from _nivaa(k)
    for k in g.kolonner("vekst"):
        yield from _vekst(g, k)
    for k in g.kolonner("profil", "nevner"):
        yield from _profil(k)


def _celler(k: Kolonne) -> Iterator[tuple[str, str, float]]:
    """Celle, hvem og tall, for kommuner og trykte rader."""
    trykte = [(celle, slag, verdi) for slag, (celle, verdi) in k.trykte.items()]
    for celle, hvem, verdi in [*k.kommuner, *trykte]:
        if verdi is not None:
            yield celle, f"{k.indikator.kort}, {hvem}", verdi


def _nivaa(k: Kolonne) -> Iterator[Funn]:
    for celle, hva, verdi in _celler(k):
        if celle == k.trykte.get("snitt", ("", None))[0]:
            if verdi != 1:
                melding = f"{hva} er {tall(verdi)}, skal være 1: nivået er målt mot snittet. Skriv 1."
                yield nytt("K055", NAVN, celle, melding)
        elif not LAVESTE_NIVAA <= verdi <= HOYESTE_NIVAA:
            melding = f"{hva} er {tall(verdi)}, utenfor 0,2–3. Skriv tallet som indeks, der snittet er 1."
            yield nytt("K021", NAVN, celle, melding)


def _vekst(g: Grunnlag, k: Kolonne) -> Iterator[Funn]:
    trykt = _trykt_i_rapporten(g, k)
    for celle, hva, verdi in _celler(k):
        if verdi < -100:
            melding = f"{hva} er {tall(verdi)} prosent; noe kan ikke falle med mer enn 100. Rett tallet."
            yield nytt("K025", NAVN, celle, melding)
        elif abs(verdi) > STORSTE_ENDRING and verdi not in trykt:
            melding = f"{hva} er {tall(verdi)} prosent, mer enn ±50. Kontroller begge årene; tall med brudd tømmes."
            yield nytt("K024", NAVN, celle, melding)


def _trykt_i_rapporten(g: Grunnlag, k: Kolonne) -> set[float | None]:
    rader = [*(navn for _, navn, _ in k.kommuner), *k.trykte]
    funnet = (g.plan.inndata.get((k.blokk.id, rad, k.indikator.nokkel)) for rad in rader)
    return {datum.verdi for datum in funnet if datum}


def _profil(k: Kolonne) -> Iterator[Funn]:
    enhet, nevner = k.indikator.enhet, k.blokk.slag == "nevner"
    for celle, hva, verdi in _celler(k):
        if verdi < 0 and (nevner or enhet not in _KAN_VAERE_NEGATIV):
            alvor = ADVARSEL if enhet in ("prosent", "indeks") and not nevner else ""
            melding = f"{hva} er {tall(verdi)}; det kan ikke være mindre enn 0. Kontroller fortegnet."
            yield nytt("K026", NAVN, celle, melding, alvor)
        elif enhet == "prosent" and verdi > 100 and not nevner:
            yield nytt("K027", NAVN, celle, f"{hva} er {tall(verdi)} prosent, mer enn 100. Kontroller tallet.")
        if (maalt := _maalestokk(k, celle)) and (ett := _skala(celle, hva, verdi, *maalt, enhet, nevner)):
            yield ett


def _maalestokk(k: Kolonne, celle: str) -> tuple[float, str] | None:
    """Det trykte snittet, eller medianen av de andre kommunene når det ikke er trykt."""
    snitt_celle, snitt = k.trykte.get("snitt", ("", None))
    if snitt and celle != snitt_celle:
        return snitt, "snittet"
    andre = [verdi for c, _, verdi in k.kommuner if c != celle and verdi is not None]
    midt = median(andre) if len(andre) >= FAERREST else 0.0
    return (midt, "medianen av de andre") if midt else None


def _skala(celle: str, hva: str, verdi: float, maal: float, maalt_mot: str, enhet: str, nevner: bool) -> Funn | None:
    forhold = abs(verdi / maal)
    if forhold == 0:
        return None
    ganger = max(forhold, 1 / forhold)
    mot = f"{maalt_mot} er {tall(maal)}"
    if enhet == "prosent" and not nevner and ANDEL_FRA <= ganger <= ANDEL_TIL:
        skrevet = "skrevet som andel" if forhold < 1 else "ganget med 100 en gang for mye"
        riktig = verdi * 100 if forhold < 1 else verdi / 100
        melding = f"{hva} er {tall(verdi)}, {mot}: prosenten ser ut til å være {skrevet}. Skriv {tall(riktig)}?"
        return nytt("K022", NAVN, celle, melding)
    if ganger >= TUSEN_FRA:
        melding = (
            f"{hva} er {tall(verdi)}, {mot}: forholdet er {tall(round(ganger))}. Er tallet i 1000 kr? Skriv {enhet}."
        )
        return nytt("K023", NAVN, celle, melding)
    return None
