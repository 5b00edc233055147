"""Another edition of the method on the same numbers: which blocks it adds, and where they read their numbers.

The means of the other edition get blocks of their own on Beregning and Etterregning. They have no
inputs: the values stand in the edition the workbook is built for. What only the other edition needs,
the denominators of a weighted mean, is an ordinary block of inputs.
"""

from collections.abc import Iterator
from dataclasses import replace

from xlasss.begreper import Maal, Snitt, Status
from xlasss.sektorer import Indikator, Maalblokk, Sektorfil
from xlasss.workbook.blokk import LUFT, Blokk, Plan
from xlasss.workbook.inndata import blokkid
from xlasss.workbook.modell import omraade, ref


def felles(sektor: Sektorfil, maal: Maalblokk) -> tuple[Indikator, ...]:
    """Indikatorene i et mål som er i begge utgavene, slik den andre beskriver dem, i denne utgavens rekkefølge."""
    andre = {i.nokkel: i for i in sektor.mot.indikatorer_i(maal.maal, maal.profil)} if sektor.mot else {}
    return tuple(andre[i.nokkel] for i in sektor.indikatorer_i(maal.maal, maal.profil) if i.nokkel in andre)


def par(sektor: Sektorfil, maal: Maal) -> Iterator[tuple[Maalblokk, Maalblokk]]:
    """Målets blokker som er i begge utgavene: (denne, den andre)."""
    andre = {b.profil: b for b in sektor.mot.blokker(maal)} if sektor.mot else {}
    yield from ((b, andre[b.profil]) for b in sektor.blokker(maal) if b.profil in andre)


def nevnere_i_den_andre(sektor: Sektorfil) -> Iterator[tuple[Maalblokk, tuple[Indikator, ...]]]:
    """Målene og indikatorene som bare den andre utgaven trenger nevnere til."""
    for egen, andre in par(sektor, Maal.TJENESTEPROFIL):
        if not sektor.veier(egen):
            yield andre, tuple(_nevner(sektor, i) for i in felles(sektor, egen) if i.snitt == Snitt.VEID)


def navnene(sektor: Sektorfil) -> tuple[str, str]:
    """Navnet på denne utgaven og den andre; en utgave kan låne metoden, men beholder navnet."""
    assert sektor.mot is not None
    return sektor.utgave.utgave, sektor.mot.utgave.utgave


def _nevner(sektor: Sektorfil, i: Indikator) -> Indikator:
    hva = f"Nevneren i utgave {navnene(sektor)[1]}: {i.nevner or 'ikke funnet'}."
    return replace(i, status=Status.MANGLER, merknad=hva)


def motblokker(plan: Plan) -> Iterator[Blokk]:
    """Blokkene på Beregning og Etterregning der den andre utgavens snitt regnes, etter alle de andre."""
    topp, nr = plan.slutt, len(plan.blokker)
    for profil in plan.profiler:
        andre = next((b for a, b in par(plan.sektor, Maal.TJENESTEPROFIL) if a is profil.maal), None)
        indikatorer = felles(plan.sektor, profil.maal)
        if andre is None or not indikatorer:
            continue
        nr += 1
        tittel = f"{nr}  {profil.maal.navn or 'Tjenesteprofil'} {profil.aar} etter utgave {navnene(plan.sektor)[1]}"
        grenser = tuple(replace(i, minst=_grense(plan.sektor, i)) for i in indikatorer)
        blokk = replace(
            profil, id=blokkid("mot", profil.maal.profil), slag="mot", tittel=tittel, maal=andre, indikatorer=grenser,
            trykte=("snitt",), topp=topp, kilde=profil,
        )  # fmt: skip
        yield blokk
        topp = blokk.slutt + LUFT


def _grense(sektor: Sektorfil, i: Indikator) -> int:
    """Hvor mange kommuner den andre utgaven krever for indikatoren; 0 når det er som i boken ellers."""
    assert sektor.mot is not None
    krav = i.minst or sektor.mot.utgave.minst
    return 0 if krav == sektor.utgave.minst else krav


def nevner(plan: Plan, b: Blokk) -> Blokk | None:
    """Blokken med nevnerne til det veide snittet: målets egen, ellers den blokken det leses av."""
    return plan.nevner(b) or (plan.nevner(b.kilde) if b.kilde else None)


def plass(b: Blokk, indikator: Indikator) -> int:
    """Kolonnen indikatoren har i en blokk."""
    return [i.nokkel for i in b.indikatorer].index(indikator.nokkel)


def tall(b: Blokk, ark: str, rad: int, j: int) -> str:
    """Cellen med tallet i en rad: i blokken selv, eller i den det leses av."""
    fra = b.kilde or b
    return ref(ark, fra.forste + rad - b.forste, fra.kol(plass(fra, b.indikatorer[j])))


def tallene(b: Blokk, ark: str, j: int) -> str:
    """Alle kommunenes tall for en indikator."""
    fra = b.kilde or b
    kol = fra.kol(plass(fra, b.indikatorer[j]))
    return omraade(ark, fra.forste, kol, fra.siste, kol, fast="r")


def nevnerne(plan: Plan, b: Blokk, ark: str, j: int) -> str:
    """Alle kommunenes nevnere for en indikator som veies; tomt når den ikke veies."""
    n = nevner(plan, b)
    if n is None or b.snitt_for(b.indikatorer[j]) is not Snitt.VEID:
        return ""
    return n.kolonne(ark, plass(n, b.indikatorer[j]))


def trykt_snitt(b: Blokk, ark: str, j: int) -> str:
    """Cellen med det trykte snittet når begge utgavene tar uveid snitt, så det er det samme; ellers tomt."""
    assert b.kilde is not None
    kol = plass(b.kilde, b.indikatorer[j])
    egen, annen = b.kilde.snitt_for(b.kilde.indikatorer[kol]), b.snitt_for(b.indikatorer[j])
    uveid = egen is annen is Snitt.UVEID
    return ref(ark, b.kilde.trykt_rad("snitt"), b.kilde.kol(kol)) if uveid else ""
