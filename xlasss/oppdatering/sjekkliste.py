"""What is left for a person to do in a new year's workbook, in the order it is done."""

from collections import Counter
from collections.abc import Iterator, Sequence

from xlasss.datakilder.kommuner import bruddaar
from xlasss.oppdatering.inndataark import Inndataark
from xlasss.oppdatering.merknader import Merknad
from xlasss.workbook.inndata import MANUELL


def sjekkliste(gammel: Inndataark, ny: Inndataark, egne_ark: Sequence[str], notert: Sequence[Merknad]) -> Iterator[str]:
    """Linjene; den nye boken er tom, så alt i den er ugjort."""
    skjema = f"xlasss oppdater {ny.navn} --aar {ny.aarene[-1]} --skjema UT.xlsx"
    yield f"Fyll ut inndata: {_per_blokk(ny)}. «{skjema}» lager skjemaet."
    yield from _nye_numre(gammel, ny)
    manuelle = Counter((f.indikator, f.opphav) for f in gammel.felt.values() if f.slag == MANUELL and not f.er_tom)
    for (indikator, opphav), antall in manuelle.items():
        yield f"Hent inn på nytt: {indikator}, {_celler(antall)} med opphavet «{opphav}» i fjor."
    if formler := [felt.celle for felt in gammel.felt.values() if felt.er_formel]:
        yield f"Formler noen hadde skrevet i Inndata i fjor: {', '.join(formler[:10])}. De er ikke tatt med."
    if egne_ark:
        yield f"Egne ark i fjorårets bok: {', '.join(egne_ark)}. Kopier dem over, om de trengs."
    if notert:
        yield f"Merknader på celler i fjorårets bok ({len(notert)}) er skrevet av under; de står ikke på cellene."
    yield "Se over gule felt på Parametre. Det noen endret der i fjor, er ikke tatt med."
    yield "Velg foreløpig eller endelig på Forside, og kjør «xlasss kontroll»."


def _celler(antall: int) -> str:
    return f"{antall} celle{'' if antall == 1 else 'r'}"


def _per_blokk(ny: Inndataark) -> str:
    tomme = Counter(nokkel.blokk for nokkel, felt in ny.felt.items() if felt.er_tom)
    return ", ".join(f"{blokk} {_celler(antall)}" for blokk, antall in tomme.items()) or "ingen celler er tomme"


def _nye_numre(gammel: Inndataark, ny: Inndataark) -> Iterator[str]:
    foer, naa = ({f.kommune: f.nokkel.kommune for f in bok.felt.values() if f.er_kommune} for bok in (gammel, ny))
    for kommune, nummer in naa.items():
        gammelt, brudd = foer.get(kommune, nummer), bruddaar().get(kommune, 0)
        nytt = f"har nytt nummer, {gammelt} → {nummer}" if gammelt != nummer else "har det samme nummeret"
        if kommune in foer and gammel.aarene[-1] < brudd <= ny.aarene[-1]:
            yield f"{kommune} er slått sammen med andre i {brudd} og {nytt}: serien er brutt."
        elif gammelt != nummer:
            yield f"{kommune} {nytt}: bare nummeret er nytt, serien går videre."
    if borte := [k for k in foer if k not in naa]:
        yield f"Ikke lenger med: {', '.join(borte)}."
    if nye := [k for k in naa if k not in foer]:
        yield f"Nye i nettverket: {', '.join(nye)}."
