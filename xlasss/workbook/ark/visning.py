"""Resultat in a cross-cutting workbook: the report's tables for the chosen municipality, with charts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from xlasss.tverrtabell import Felt, Tverrfil, Visning
from xlasss.workbook.ark.felles import blokkbaand, gi_plass, svar, valgt
from xlasss.workbook.blokk import BEREGNING, KOL_DATA, TOPP, TRYKTE, Blokk, Plan
from xlasss.workbook.henvisning import ETTERREGNING, bruktkolonne, svarkolonne
from xlasss.workbook.modell import Ark, Graf, Serie, omraade, ref
from xlasss.workbook.stil import FARGER
from xlasss.workbook.tverrplan import blokkid, periodenavn

NAVN = "Resultat"
BREDDE = 12
_GRAFRADER = 22
_RADER_PAA_SIDEN = 87
_HODE = 2  # hodet i en visning er høyt som to rader til
_LUFT = 3
_FORSTE = 3
_FARGER = ("egen", "snitt", "hoyest", "sum", "lavest")


class Rute(NamedTuple):
    """En kolonne i visningen: overskriften, og blokken og raden tallene leses av."""

    navn: str
    periode: Any
    gruppe: str
    felt: str = ""


def visninger(ark: Ark, plan: Plan, fil: Tverrfil, topp: int) -> int:
    """Alle visningene, én etter én; gir raden etter den siste."""
    side = paa_siden = 0
    for nr, v in enumerate(fil.visninger, start=1):
        slutt = _visning(ark, plan, fil, v, nr, topp)
        paa_siden += 1
        if slutt - _LUFT - side + _HODE * paa_siden > _RADER_PAA_SIDEN and topp > side + TOPP:
            ark.sidebryt_rader.append(topp)
            side, paa_siden = topp, 1
        topp = slutt
    return topp


def hovedtall(plan: Plan, fil: Tverrfil) -> Iterator[tuple[str, str, int]]:
    """Tallene på Forside: teksten, formelen og desimalene."""
    for henvisning in fil.hovedtall:
        tabell = next(t for t in fil.tabeller if t.nokkel == henvisning.split(".")[0])
        b, felt, kol = _finn(plan, fil, henvisning, tabell.aar[-1])
        navn = f"{tabell.navn}, {felt.navn.lower()}" if felt.navn.startswith("Sum") else felt.navn
        yield f"{navn} {b.aar}, {felt.enhet}", _verdi(plan, b, felt, kol, "kommune"), felt.desimaler


def _visning(ark: Ark, plan: Plan, fil: Tverrfil, v: Visning, nr: int, topp: int) -> int:
    ruter, linjer = list(_ruter(fil, v)), list(_linjer(fil, v))
    forste = topp + 3
    for i, (nokkel, navn, felt_i_rute) in enumerate(linjer):
        rad = forste + i
        enhet, overskrift = "", navn
        sterk = "_sterk" if nokkel in v.sum else ""
        for k, rute in enumerate(ruter):
            b, felt, kol = _finn(plan, fil, felt_i_rute(rute), rute.periode)
            enhet, overskrift = felt.enhet, overskrift or felt.navn
            stil = f"formel{sterk}:{felt.desimaler}"
            ark.formel(rad, _FORSTE + k, _verdi(plan, b, felt, kol, rute.gruppe), stil)
        ark.rekke(rad, 0, [nokkel.split(".")[-1], overskrift, "" if v.deler else enhet], f"etikett{sterk}")
    tabellen = fil.tabeller[[t.nokkel for t in fil.tabeller].index(_tabell(linjer[0][2](ruter[0])))]
    blokkbaand(ark, topp, f"{nr}  {v.navn}", tabellen.maal.overskrift, BREDDE)
    ark.rekke(topp + 2, 0, ["nøkkel", "", "" if v.deler else "Enhet"], "hode_v")
    ark.hoyder[topp + 2] = 44
    for k, rute in enumerate(ruter):
        ark.sett(topp + 2, _FORSTE + k, rute.navn, "hode")
        gi_plass(ark, _FORSTE + k, rute.navn, 11)
    siste = forste + len(linjer) - 1
    if not v.figur:
        return siste + _LUFT
    ark.grafer.append(_graf(v, fil, ruter, [n for n, _, _ in linjer], forste, siste))
    return siste + _LUFT + _GRAFRADER + 2


def _ruter(fil: Tverrfil, v: Visning) -> Iterator[Rute]:
    if v.deler:
        for kolonne in v.kolonner:
            tabell = next(t for t in fil.tabeller if t.nokkel == _tabell(kolonne["felt"]))
            yield Rute(kolonne["navn"], tabell.aar[-1], kolonne.get("gruppe", "kommune"), kolonne["felt"])
        return
    for gruppe in v.grupper:
        for aar in v.aar:
            yield Rute(f"{TRYKTE.get(gruppe, 'Kommunen')} {periodenavn(fil, aar)}", aar, gruppe)


def _linjer(fil: Tverrfil, v: Visning) -> Iterator[tuple[str, str, Any]]:
    """Nøkkelen, navnet og henvisningen i hver rute, linje for linje."""
    if v.deler:
        for nokkel, navn in [(r["nokkel"], r["navn"]) for r in v.rader] or fil.deler:
            yield nokkel, navn, lambda rute, nokkel=nokkel: rute.felt.replace("{del}", nokkel)
        return
    for linje in v.linjer:
        yield linje, "", lambda _, linje=linje: linje


def _tabell(henvisning: str) -> str:
    return henvisning.split(".", maxsplit=1)[0]


def _finn(plan: Plan, fil: Tverrfil, henvisning: str, periode: Any) -> tuple[Blokk, Felt, int]:
    """Blokken, feltet og nummeret det har blant kolonnene og resultatene."""
    navn, felt = henvisning.split(".")
    tabell = next(t for t in fil.tabeller if t.nokkel == navn)
    b = next(b for b in plan.blokker if b.id == blokkid(fil, tabell, periode))
    nr = [f.nokkel for f in tabell.felter].index(felt)
    return b, tabell.felter[nr], nr


def _verdi(plan: Plan, b: Blokk, felt: Felt, nr: int, gruppe: str) -> str:
    """Tallet for kommunen eller en gruppe: det som brukes, eller funksjonen og tvillingen."""
    if nr < b.n:
        return _celle(b, ETTERREGNING, bruktkolonne(plan, b, nr), gruppe)
    plass = svarkolonne(b, nr - b.n)
    tvilling = _celle(b, ETTERREGNING, plan.tvilling + plass, gruppe)
    if not felt.funksjon:
        return tvilling
    if gruppe != "kommune" and not felt.alle_rader:
        return "NA()"
    return svar(_celle(b, BEREGNING, KOL_DATA + plass, gruppe), tvilling)


def _celle(b: Blokk, ark: str, kol: int, gruppe: str) -> str:
    if gruppe == "kommune":
        return valgt(omraade(ark, b.forste, kol, b.siste, kol, fast="rk"))
    return ref(ark, b.trykt_rad(gruppe), kol) if gruppe in b.trykte else "NA()"


def _graf(v: Visning, fil: Tverrfil, ruter: list[Rute], nokler: list[str], forste: int, siste: int) -> Graf:
    plass = f"A{siste + 3}"
    if v.figur == "linjer":
        navnene = omraade(NAVN, forste, 1, siste, 1, fast="rk")
        if v.figuraar is not None:
            grupper = [r for r in ruter if r.periode == v.figuraar]
        elif len({r.periode for r in ruter}) == 1 or v.deler:
            grupper = ruter
        else:
            grupper = [r for r in ruter if r.gruppe == "kommune"]
        valgte = grupper[: v.figurserier or len(grupper)]
        serier = tuple(
            Serie(r.navn.replace("-", ""), navnene, _kolonne(ruter.index(r), forste, siste), v.figurslag, FARGER[farge])
            for r, farge in zip(valgte, _FARGER, strict=False)
        )
    else:
        rad, n = forste + nokler.index(v.figur), len(v.aar)
        aarene = omraade(NAVN, forste - 1, _FORSTE, forste - 1, _FORSTE + n - 1, fast="rk")
        serier = tuple(
            Serie(TRYKTE.get(g, "Kommunen"), aarene, omraade(NAVN, rad, k, rad, k + n - 1, fast="rk"), "kolonne",
                  FARGER[farge])
            for g, farge, k in zip(v.grupper, _FARGER, range(_FORSTE, 99, n), strict=False)
        )  # fmt: skip
    periode = v.figuraar if v.figuraar is not None else ruter[0].periode
    tittel = f"{v.navn}, {periodenavn(fil, periode)}" if len(v.aar) < 2 or v.figuraar is not None else v.navn
    return Graf(plass, tittel, serier, "0.00" if v.minimum else "0", v.minimum, 1010, 430, v.figurtekst)


def _kolonne(nr: int, forste: int, siste: int) -> str:
    return omraade(NAVN, forste, _FORSTE + nr, siste, _FORSTE + nr, fast="rk")
