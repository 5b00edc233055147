"""What each changed input does to the results: put into the first workbook alone, recalculated, and taken out again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlasss.begreper import Feil
from xlasss.engines.formualizer_motor import Formualizer
from xlasss.engines.protokoll import Bok, Verdi
from xlasss.workbook.diff.endring import Endring, Slag, Utslag, endring
from xlasss.workbook.les import Arbeidsbok, Celle, Sted
from xlasss.workbook.nokler import Noklene

FLEST = 40
"""Endringer det regnes utslag for; de største først."""
_FLEST_RESULTATER = 500


def med_utslag(a: Arbeidsbok, endringer: Sequence[Endring]) -> tuple[list[Endring], tuple[str, ...]]:
    """Endringene i inndata og parametre med resultatet hver flytter mest."""
    kan = [e for e in endringer if e.slag in (Slag.INNDATA, Slag.PARAMETER) and e.celle_a]
    valgte = sorted(kan, key=lambda e: -endring(e.fra, e.til))[:FLEST]
    if not valgte:
        return list(endringer), ()
    bok, resultater = Formualizer().aapne(a.fil), _resultatceller(a)
    bok.regn()
    for_ = [{s: bok.verdi(s.ark, s.celle) for s in gruppe} for gruppe in resultater]
    nokler = Noklene(a)
    funnet = {id(e): _utslag(bok, e, for_, nokler) for e in valgte}
    merknad = f"Utslaget er regnet for de {FLEST} største av {len(kan)} endringer i inndata og parametre."
    return [replace(e, utslag=funnet.get(id(e))) for e in endringer], (merknad,) if len(kan) > FLEST else ()


def _resultatceller(a: Arbeidsbok) -> list[list[Sted]]:
    """Hovedtallene på Forside, så formlene på Resultat; i en bok uten de arkene de første formlene i boken."""
    arkene = [navn for n in ("Forside", "Resultat") if (navn := a.arknavn(n))]
    grupper = [_formler(a, n) for n in arkene] or [[s for n in a.ark for s in _formler(a, n)]]
    return [g[:_FLEST_RESULTATER] for g in grupper]


def _formler(a: Arbeidsbok, ark: str) -> list[Sted]:
    """Formlene som viser et tall med desimaler eller et stort tall; et antall av noe er ikke et resultat."""
    celler = a.celler(ark).items()
    return [Sted(ark, *s) for s, c in celler if c.formel and not isinstance(c.verdi, str) and not _antall(a, c)]


def _antall(a: Arbeidsbok, celle: Celle) -> bool:
    return a.format(celle).desimaler == 0 and isinstance(celle.verdi, float) and abs(celle.verdi) < 1000


def _utslag(bok: Bok, e: Endring, for_: Sequence[Mapping[Sted, Verdi]], nokler: Noklene) -> Utslag | None:
    """Det resultatet som flytter seg mest, i den første gruppen der noe flytter seg."""
    bok.sett(e.ark, e.celle_a, e.til)
    bok.regn()
    nr, flyttet = next(((n, f) for n, g in enumerate(for_) if (f := list(_flyttet(bok, g)))), (0, []))
    bok.sett(e.ark, e.celle_a, e.fra)
    if not flyttet:
        return None
    s, x, y = max(flyttet, key=lambda t: endring(t[1], t[2]))
    return Utslag(str(s), nokler.etikett(s).tekst, x, y, hovedtall=len(for_) > 1 and nr == 0)


def _flyttet(bok: Bok, for_: Mapping[Sted, Verdi]) -> Iterator[tuple[Sted, Verdi, Verdi]]:
    """Resultatene med et annet tall, eller som ikke lenger er et tall."""
    for s, x in for_.items():
        y = bok.verdi(s.ark, s.celle)
        if isinstance(x, float) and isinstance(y, float | Feil) and x != y:
            yield s, x, y
