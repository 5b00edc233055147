"""The size of a number against the others in its column: wrong unit, or a share for a per cent."""

from statistics import median

from xlasss.revisjon.kontroller.funn import Funn, nytt, tall
from xlasss.revisjon.kontroller.kolonne import Kolonne
from xlasss.workbook.ark.inndata import NAVN

STORSTE_ENDRING = 50.0
"""Mer enn dette på ett år er oftest et brudd i tallene; det rapporten selv har trykt, er sett på."""

ANDEL_FRA, ANDEL_TIL = 50.0, 200.0
"""Et tall delt på eller ganget med 100 havner mellom 50 og 200 ganger snittet; ingen ekte andel gjør det."""

TUSEN_FRA = 300.0
"""1000 kr mot kr gir et forhold nær 1000; en kommune på et tredels snitt gir 333."""

FAERREST = 3
"""Uten et trykt snitt er medianen av de andre målestokken; av tre tåler den at ett av dem er galt."""

_STORT = 10**9
_FORVEKSLES = {"1000 kr": "kroner eller mill. kroner"}


def forholdet(ganger: float) -> str:
    """Forholdet som et helt tall; to ville celler kan gi ett som er større enn noe flyttall.

    >>> forholdet(939.4), forholdet(float("inf"))
    ('939', 'over 1000000000')
    """
    return tall(round(ganger)) if ganger < _STORT else f"over {_STORT}"


def enhetsfeil(enhet: str) -> str:
    """Hva tallet kan være skrevet i, og hva det skal skrives i."""
    i_kroner = "kr" in enhet
    return f"Er tallet i {_FORVEKSLES.get(enhet, '1000 kr' if i_kroner else 'tusen')}? Skriv {enhet}."


def mot_de_andre(k: Kolonne, celle: str, hva: str, verdi: float) -> Funn | None:
    """Funnet når tallet er av en annen størrelse enn snittet, eller enn medianen av de andre."""
    maalt = _maalestokk(k, celle)
    if maalt is None:
        return None
    maal, maalt_mot = maalt
    enhet, forhold = k.blokk.enhet_for(k.indikator), abs(verdi / maal)
    if forhold == 0:
        return None
    ganger = max(forhold, 1 / forhold)
    mot = f"{maalt_mot} er {tall(maal)}"
    if enhet == "prosent" and ANDEL_FRA <= ganger <= ANDEL_TIL:
        skrevet = "skrevet som andel" if forhold < 1 else "ganget med 100 en gang for mye"
        riktig = verdi * 100 if forhold < 1 else verdi / 100
        melding = f"{hva} er {tall(verdi)}, {mot}: prosenten ser ut til å være {skrevet}. Skriv {tall(riktig)}?"
        return nytt("K022", NAVN, celle, melding)
    return _enheten(celle, hva, verdi, mot, ganger, enhet) if ganger >= TUSEN_FRA else None


def for_stor_saldo(k: Kolonne, celle: str, hva: str, verdi: float) -> Funn | None:
    """En saldo kan være nær 0 med rette, så bare den som er for stor, er et funn; de andre regnes uten fortegn."""
    andre = [abs(v) for c, _, v in k.kommuner if c != celle and v]
    midt = median(andre) if len(andre) >= FAERREST else 0.0
    if not midt or abs(verdi) < TUSEN_FRA * midt:
        return None
    mot = f"medianen av de andre, uten fortegn, er {tall(midt)}"
    return _enheten(celle, hva, verdi, mot, abs(verdi) / midt, k.indikator.enhet)


def _enheten(celle: str, hva: str, verdi: float, mot: str, ganger: float, enhet: str) -> Funn:
    melding = f"{hva} er {tall(verdi)}, {mot}: forholdet er {forholdet(ganger)}. {enhetsfeil(enhet)}"
    return nytt("K023", NAVN, celle, melding)


def _maalestokk(k: Kolonne, celle: str) -> tuple[float, str] | None:
    """Det trykte snittet, eller medianen av de andre kommunene når det ikke er trykt."""
    for slag, navn in (("snitt", "snittet"), ("ovrige", "øvrige ASSS")):
        sted, snitt = k.trykte.get(slag, ("", None))
        if snitt and celle != sted:
            return snitt, navn
    andre = [verdi for c, _, verdi in k.kommuner if c != celle and verdi is not None]
    midt = median(andre) if len(andre) >= FAERREST else 0.0
    return (midt, "medianen av de andre") if midt else None
