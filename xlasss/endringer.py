"""Hva som er endret i metoden fra én utgave til en annen: mål, indikatorer, vekter, kommuner og kilder.

Det som bare er kjent i den ene utgaven, er «ikke funnet» i den andre og kan ikke
sammenlignes; det er aldri det samme som at det er endret eller tatt ut. I en utgave uten
rapport er listen over indikatorer satt sammen av det som er sett, så en indikator som ikke
står der, er også bare «ikke funnet» (se `til` og `fra`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from xlasss.begreper import Maal, Snitt
from xlasss.parametre import Parameter, parametre
from xlasss.sektorer import Indikator, Sektorfil, Utgave

IKKE_FUNNET = "ikke funnet"
_AAR = re.compile(r"\b20\d{2}\b")
FELTNAVN = {
    "snitt": "snitt", "snitt_omraade": "snittet gjelder", "utgift": "utgift", "nevner": "nevner", "navn": "navn",
    "funksjoner": "KOSTRA-funksjoner", "enhet": "enhet", "formel": "formel", "teller": "teller", "retning": "retning",
    "ssb_tabeller": "SSB-tabeller", "desimaler": "desimaler", "minst": "kommuner som må ha tall", "verdi": "verdi",
}  # fmt: skip
"""Det et felt heter i tekst."""


class Slag(StrEnum):
    """Hva som har skjedd. «Ikke funnet» er kjent i bare den ene utgaven, og kan ikke sammenlignes."""

    LAGT_TIL = "Lagt til"
    ENDRET = "Endret"
    FJERNET = "Fjernet"
    IKKE_FUNNET = "Ikke funnet"


@dataclass(frozen=True)
class Endring:
    """Én forskjell. `noekkel` er for eksempel «tjenesteprofil/67+/sykefravaer»; «» i fra eller til er «finnes ikke»."""

    sektor: str
    hva: str
    noekkel: str
    slag: Slag
    felt: str
    fra: str
    til: str


def endringer(fra: Sektorfil, til: Sektorfil, rader: Iterable[Parameter] | None = None) -> list[Endring]:
    """Alle forskjeller mellom to utgaver av en sektor; uten `rader` leses parametrene i pakken.

    >>> from xlasss.sektorer import sektorfil
    >>> snitt = [e for e in endringer(sektorfil("grunnskole", "2017"), sektorfil("grunnskole", "2019"))
    ...          if e.hva == "metode" and e.felt == "snitt"]
    >>> [(e.noekkel, e.fra, e.til) for e in snitt]
    [('tjenesteprofil', 'uveid', 'veid')]
    """
    brukt = parametre() if rader is None else tuple(rader)
    a, b = (_rader(f.nokkel, f.utgave, brukt) for f in (fra, til))
    return [
        *_metode(fra, til),
        *_indikatorer(fra, til),
        *_vekter(fra.nokkel, a, b, _indeksen(fra), _indeksen(til)),
        *_mengder(fra.nokkel, "kommune", fra.utgave.kommuner, til.utgave.kommuner),
        *_felter(fra.nokkel, "minst", "minst", [("minst", str(fra.utgave.minst), str(til.utgave.minst))]),
        *_mengder(fra.nokkel, "kilde", _kilder(fra, a), _kilder(til, b)),
    ]


def fellesendringer(fra: Utgave, til: Utgave, rader: Iterable[Parameter] | None = None) -> list[Endring]:
    """Forskjellene i parametrene som gjelder alle sektorene, for eksempel prisveksten."""
    brukt = parametre() if rader is None else tuple(rader)
    return list(_vekter("", _rader("", fra, brukt), _rader("", til, brukt), set(), set()))


def noekkel(maal: Maal, *deler: str) -> str:
    """Nøkkelen til et mål eller en indikator; tom profil nevnes ikke."""
    return "/".join(del_ for del_ in (maal, *deler) if del_)


def _tekst(verdi: object) -> str:
    """Verdien som tekst; tom, eller sagt å ikke være funnet, er «ikke funnet»."""
    tekst = ", ".join(str(v) for v in verdi) if isinstance(verdi, tuple) else str(verdi)
    return IKKE_FUNNET if not tekst or IKKE_FUNNET in tekst.lower() else tekst


def _felter(sektor: str, hva: str, nokkel: str, felt: Iterable[tuple[str, str, str]]) -> Iterator[Endring]:
    for navn, fra, til in felt:
        if fra.replace("–", "-") != til.replace("–", "-"):  # kildene skriver «0–5» og «0-5» om hverandre
            slag = Slag.IKKE_FUNNET if IKKE_FUNNET in (fra, til) else Slag.ENDRET
            yield Endring(sektor, hva, nokkel, slag, navn, fra, til)


def _mengder(sektor: str, hva: str, fra: Iterable[str], til: Iterable[str]) -> Iterator[Endring]:
    a, b = dict.fromkeys(fra), dict.fromkeys(til)
    yield from (Endring(sektor, hva, x, Slag.FJERNET, "", x, "") for x in a if x not in b)
    yield from (Endring(sektor, hva, x, Slag.LAGT_TIL, "", "", x) for x in b if x not in a)


def _ensidig(sektor: str, hva: str, nokkel: str, fra: str | None, til: str | None, borte: str) -> Endring:
    """Noe som bare står i den ene utgaven; den andre er None, og `borte` er det som skal stå der."""
    slag = Slag.LAGT_TIL if fra is None else Slag.FJERNET
    return Endring(sektor, hva, nokkel, slag, "", borte if fra is None else fra, borte if til is None else til)


def _metode(fra: Sektorfil, til: Sektorfil) -> Iterator[Endring]:
    a, b = ({noekkel(m.maal, m.profil): m for m in f.maal} for f in (fra, til))
    for k in dict.fromkeys((*a, *b)):
        if k in a and k in b:
            navn = ("snitt", "snitt_omraade", "utgift", "nevner", "funksjoner")
            felt = [(n, _tekst(getattr(a[k], n)), _tekst(getattr(b[k], n))) for n in navn]
            yield from _felter(fra.nokkel, "metode", k, felt)
        else:
            par: tuple[str | None, str | None] = (k, None) if k in a else (None, k)
            yield _ensidig(fra.nokkel, "metode", k, *par, _borte(til if k in a else fra))


def _borte(fil: Sektorfil) -> str:
    """Hva det betyr at noe ikke står i sektorfilen: borte fra rapporten, eller bare ikke funnet."""
    return "" if fil.utgave.rapport else IKKE_FUNNET


def _indikatorer(fra: Sektorfil, til: Sektorfil) -> Iterator[Endring]:
    a, b = ({(i.maal, i.profil, i.nokkel): i for i in f.indikatorer} for f in (fra, til))
    for k in dict.fromkeys((*a, *b)):
        navn = noekkel(*k)
        if k in a and k in b:
            yield from _felter(fra.nokkel, "indikator", navn, _indikatorfelt(fra, til, a[k], b[k]))
        else:
            andre = til if k in a else fra
            par: tuple[str | None, str | None] = (a[k].navn, None) if k in a else (None, b[k].navn)
            funnet = _ensidig(fra.nokkel, "indikator", navn, *par, _borte(andre))
            if andre.blokker(k[0]) and not any(i.maal is k[0] for i in andre.indikatorer):
                borte = [IKKE_FUNNET if v is None else v for v in par]
                funnet = Endring(fra.nokkel, "indikator", navn, Slag.IKKE_FUNNET, "", *borte)
            yield funnet


def _indikatorfelt(fra: Sektorfil, til: Sektorfil, a: Indikator, b: Indikator) -> Iterator[tuple[str, str, str]]:
    yield "snitt", _snitt(fra, a), _snitt(til, b)
    navnene = _tekst(a.navn), _tekst(b.navn)
    samme = _uten_aar(a.navn, fra.utgave.aar) == _uten_aar(b.navn, til.utgave.aar)
    yield "navn", *((navnene[1], navnene[1]) if samme else navnene)
    for n in ("enhet", "formel", "teller", "nevner", "ssb_tabeller", "desimaler"):
        yield n, _tekst(getattr(a, n)), _tekst(getattr(b, n))
    yield "retning", a.retning.replace("ingen", IKKE_FUNNET), b.retning.replace("ingen", IKKE_FUNNET)
    yield "minst", str(a.minst or "som sektoren"), str(b.minst or "som sektoren")


def _uten_aar(tekst: str, aar: int) -> str:
    """Årene som avstand fra utgavens år: «2011» i 2016 er det samme som «2014» i 2019."""
    return _AAR.sub(lambda treff: f"{int(treff[0]) - aar:+d}", tekst)


def _snitt(fil: Sektorfil, i: Indikator) -> str:
    """Indikatorens eget snitt, eller blokkens; i en veid profil veksler det og må være funnet for indikatoren."""
    blokk = next((b for b in fil.blokker(i.maal) if b.profil == i.profil), None)
    if i.snitt or blokk is None or (i.maal is Maal.TJENESTEPROFIL and blokk.snitt is Snitt.VEID):
        return _tekst(i.snitt)
    return str(blokk.snitt)


def _rader(sektor: str, utgave: Utgave, rader: Iterable[Parameter]) -> dict[str, Parameter]:
    return {
        p.navn: p
        for p in rader
        if p.sektor == sektor and p.utgave == utgave.utgave and p.gjelder_fra <= utgave.aar <= p.gjelder_til
    }


def _indeksen(fil: Sektorfil) -> set[str]:
    return {i.nokkel for i in fil.indikatorer_i(Maal.PRODUKSJONSINDEKS)}


def _vekter(
    sektor: str, a: dict[str, Parameter], b: dict[str, Parameter], indeks_a: set[str], indeks_b: set[str]
) -> Iterator[Endring]:
    """Vekter og andre parametre; en rad som bare står i den ene utgaven, er vanligvis «ikke funnet» i den andre."""
    for navn in dict.fromkeys((*a, *b)):
        fra, til = (_verdi(rader[navn]) if navn in rader else None for rader in (a, b))
        if (til is None and _ute(a[navn], b, indeks_b)) or (fra is None and _ute(b[navn], a, indeks_a)):
            yield _ensidig(sektor, "vekt", navn, fra, til, "")
            continue
        yield from _felter(sektor, "vekt", navn, [("verdi", fra or IKKE_FUNNET, til or IKKE_FUNNET)])


def _verdi(p: Parameter) -> str:
    return f"{p.trykt.replace('.', ',')} {p.enhet}" if p.trykt else IKKE_FUNNET


def _ute(p: Parameter, andre: dict[str, Parameter], indeks: set[str]) -> bool:
    """Om vekten er ute sammen med indikatoren: den andre utgaven har vekter, og indikatoren er ikke i indeksen."""
    har_vekter = any(r.tabell == "vekt" and r.trykt for r in andre.values())
    return har_vekter and p.tabell == "vekt" and not p.gruppe and p.indikator not in indeks


def _kilder(fil: Sektorfil, rader: dict[str, Parameter]) -> list[str]:
    i_filen = [*(m.kilde for m in fil.maal), *(i.kilde for i in fil.indikatorer)]
    return [fil.utgave.minst_kilde, *i_filen, *(p.kilde for p in rader.values())]
