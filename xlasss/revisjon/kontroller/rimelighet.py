"""Each number against what such a number can be: wrong scale, wrong sign, wrong place of the comma."""

from collections.abc import Iterator

from xlasss.revisjon.kontroller import aarsendring
from xlasss.revisjon.kontroller.art import Art, art
from xlasss.revisjon.kontroller.funn import Funn, nytt, tall
from xlasss.revisjon.kontroller.grunnlag import Grunnlag
from xlasss.revisjon.kontroller.kolonne import Kolonne
from xlasss.revisjon.kontroller.regler import ADVARSEL
from xlasss.revisjon.kontroller.skala import STORSTE_ENDRING, for_stor_saldo, mot_de_andre
from xlasss.workbook.ark.inndata import NAVN

LAVESTE_NIVAA, HOYESTE_NIVAA = 0.2, 3.0
"""Rapportene trykker nivåer fra 0,5 til 1,7; 98 (prosent) og 0,00981 ligger langt utenfor."""


def funn(g: Grunnlag) -> Iterator[Funn]:
    """Hvert tall mot grensene for slaget, og mot året før; en celle nevnes én gang per regel."""
    sett = set()
    for k in g.alle_kolonner():
        for ett in _kolonnen(g, k):
            sett.add((ett.regel, ett.celle))
            yield ett
    yield from (ett for ett in aarsendring.funn(g) if (ett.regel, ett.celle) not in sett)


def _kolonnen(g: Grunnlag, k: Kolonne) -> Iterator[Funn]:
    slag = art(k)
    if slag is Art.NIVAA:
        return _nivaa(k)
    if slag is Art.ENDRING:
        return _vekst(g, k)
    return _saldo(k) if slag is Art.SALDO else _mengde(k, slag)


def _celler(k: Kolonne) -> Iterator[tuple[str, str, float]]:
    """Celle, hvem og tall, for kommuner og trykte rader."""
    for celle, hvem, verdi in k.rader:
        if verdi is not None:
            yield celle, f"{k.hva}, {hvem}", verdi


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


def _mengde(k: Kolonne, slag: Art) -> Iterator[Funn]:
    enhet = k.blokk.enhet_for(k.indikator)
    for celle, hva, verdi in _celler(k):
        if verdi < 0 and slag is not Art.NETTO:
            alvor = ADVARSEL if enhet in ("prosent", "indeks") else ""
            melding = f"{hva} er {tall(verdi)}; det kan ikke være mindre enn 0. Kontroller fortegnet."
            yield nytt("K026", NAVN, celle, melding, alvor)
        elif slag is Art.ANDEL and verdi > 100:
            yield nytt("K027", NAVN, celle, f"{hva} er {tall(verdi)} prosent, mer enn 100. Kontroller tallet.")
        if ett := mot_de_andre(k, celle, hva, verdi):
            yield ett


def _saldo(k: Kolonne) -> Iterator[Funn]:
    """En saldo av driftsinntekten er aldri hele inntekten; en saldo i kroner kan bare ha feil enhet."""
    i_prosent = k.indikator.enhet == "prosent"
    for celle, hva, verdi in _celler(k):
        if i_prosent and not k.periode and abs(verdi) > 100:
            yield nytt("K027", NAVN, celle, f"{hva} er {tall(verdi)} prosent, mer enn ±100. Kontroller tallet.")
        elif not i_prosent and (ett := for_stor_saldo(k, celle, hva, verdi)):
            yield ett
