"""The keys that stand on a sheet: which block, which rows, which columns, wherever they have been moved."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xlasss.engines.adresse import plass
from xlasss.engines.protokoll import Verdi

NOKKELORD = "nøkkel"
KODE, NAVN, AAR, DATA = 1, 2, 3, 4
"""Kolonnene en rad kjennes igjen på, og den første med tall."""

_SISTE_AAR = re.compile(r"(?:19|20)\d\d(?=\D*$)")


@dataclass(frozen=True)
class Rad:
    """En rad i en blokk."""

    rad: int
    kode: str
    navn: str
    aar: int


@dataclass(frozen=True)
class Kolonne:
    """En kolonne i en blokk: nøkkelen, navnet og det som står under, enheten eller «opphav»."""

    kolonne: int
    nokkel: str
    navn: str
    enhet: str


@dataclass
class Blokk:
    """En blokk slik den leses på arket."""

    id: str
    rad: int
    kolonner: list[Kolonne] = field(default_factory=list)
    rader: list[Rad] = field(default_factory=list)
    uten_kode: list[int] = field(default_factory=list)
    """Rader med navn og år, men uten nøkkel."""


def blokker(celler: Mapping[str, Verdi]) -> list[Blokk]:
    """Blokkene på et ark, ovenfra."""
    rutenett: dict[int, dict[int, Verdi]] = {}
    for celle, verdi in celler.items():
        if verdi not in (None, ""):
            rad, kolonne = plass(celle)
            rutenett.setdefault(rad, {})[kolonne] = verdi
    funnet: list[Blokk] = []
    for rad in sorted(rutenett):
        innhold = rutenett[rad]
        if innhold.get(KODE) == NOKKELORD:
            navn, enhet = rutenett.get(rad + 1, {}), rutenett.get(rad + 2, {})
            kolonner = [
                Kolonne(k, str(v), str(navn.get(k, v)), str(enhet.get(k, "")))
                for k, v in sorted(innhold.items())
                if k >= DATA
            ]
            funnet.append(Blokk(str(innhold.get(NAVN, "")), rad, kolonner))
        elif funnet and NAVN in innhold and (aar := aar_av(innhold.get(AAR))):
            kode = kode_av(innhold.get(KODE))
            if kode:
                funnet[-1].rader.append(Rad(rad, kode, str(innhold[NAVN]), aar))
            else:
                funnet[-1].uten_kode.append(rad)
    return funnet


def kode_av(verdi: Verdi) -> str:
    """Nøkkelen til en rad; et kommunenummer som er blitt et tall, har mistet nullen foran.

    >>> kode_av(219.0), kode_av(" 1102 "), kode_av("snitt"), kode_av("219")
    ('0219', '1102', 'snitt', '0219')
    """
    if isinstance(verdi, float) and verdi.is_integer():
        return f"{int(verdi):04d}"
    tekst = verdi.strip() if isinstance(verdi, str) else ""
    return tekst.zfill(4) if tekst.isdecimal() else tekst


def aar_av(verdi: Verdi) -> int | None:
    """Året et tall gjelder; en endring fra ett år til det neste gjelder det siste.

    >>> aar_av("2015–2016"), aar_av(2016.0), aar_av("År")
    (2016, 2016, None)
    """
    treff = _SISTE_AAR.search(str(int(verdi)) if isinstance(verdi, float) and verdi.is_integer() else str(verdi))
    return int(treff[0]) if treff else None


def flyttet(inndata: list[Blokk], andre: list[Blokk]) -> Iterator[str]:
    """Hva som ikke står i samme rekkefølge på Inndata som på et ark som leser derfra.

    Formlene følger cellen, ikke nøkkelen. Er radene sortert om på det ene arket, får en kommune en annens tall.
    """
    etter = {b.id: b for b in andre}
    for blokk in inndata:
        if mot := etter.get(blokk.id):
            yield from _ulik(blokk.id, "radene", [r.kode for r in blokk.rader], [r.kode for r in mot.rader])
            innlest = [k.nokkel for k in mot.kolonner if k.enhet == "innlest"]
            yield from _ulik(blokk.id, "kolonnene", [k.nokkel for k in blokk.kolonner if k.enhet != "opphav"], innlest)


def _ulik(blokk: str, hva: str, her: list[str], der: list[str]) -> Iterator[str]:
    felles = set(her) & set(der)
    a, b = ([k for k in dict.fromkeys(rekke) if k in felles] for rekke in (her, der))
    if a != b:
        nr = next(i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y)
        yield f"{hva} i blokken «{blokk}» er flyttet: «{a[nr]}» står der «{b[nr]}» skal stå"
    borte = [k for k in der if k not in felles and (hva == "kolonnene" or k.isdecimal())]
    if borte:
        yield f"blokken «{blokk}» mangler nøkkelen {', '.join(f'«{k}»' for k in borte)}"
