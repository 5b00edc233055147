"""The file itself: sheets, names, versions, and the choices on Forside."""

from collections.abc import Iterator
from xml.etree import ElementTree

from xlasss.begreper import Feil
from xlasss.revisjon.kontroller.funn import Funn, nytt, vis
from xlasss.revisjon.kontroller.grunnlag import Grunnlag
from xlasss.workbook.ark.forside import KOMMUNE, STATUS
from xlasss.workbook.ark.forside import NAVN as FORSIDE
from xlasss.workbook.modell import uten_ark

_STATUSORD = ("foreløpig", "endelig")
_NAA = "Kopier inndataene over i en ny arbeidsbok fra «xlasss bygg»."


def funn(g: Grunnlag) -> Iterator[Funn]:
    """Alt som gjelder filen som helhet."""
    yield from _ark(g)
    if g.maa_stemme():
        yield from _navn(g)
    yield from _beregning(g)
    yield from _valg(g)
    yield from _versjoner(g)


def _ark(g: Grunnlag) -> Iterator[Funn]:
    for ark in g.mal.ark:
        if ark.navn not in g.pakke.ark:
            if not g.maa_stemme():
                continue
            melding = f"arket «{ark.navn}» mangler; boken har {len(g.pakke.ark)} ark, malen {len(g.mal.ark)}. {_NAA}"
            yield nytt("K013", ark.navn, "A1", melding)
        elif ark.laast and b"sheetProtection" not in g.pakke.deler[g.pakke.ark[ark.navn]]:
            melding = "arket er ikke låst, så en formel kan bli overskrevet. Lås det igjen (Se gjennom, Beskytt ark)."
            yield nytt("K058", ark.navn, "A1", melding)


def _navn(g: Grunnlag) -> Iterator[Funn]:
    tre = _boken(g)
    globale = {
        str(e.get("name")).casefold(): (e.text or "").strip()
        for e in tre.iter()
        if e.tag.endswith("}definedName") and e.get("localSheetId") is None
    }
    for navn, skal in g.mal.navn.items():
        celle = uten_ark(skal).replace("$", "")
        if navn not in globale:
            melding = f"navnet «{navn}» mangler; formlene som bruker det, blir #NAME?. Gi {skal} navnet {navn}."
            yield nytt("K048", FORSIDE, celle, melding)
        elif globale[navn].replace("$", "").replace("'", "").casefold() != skal.replace("$", "").casefold():
            er = vis(globale[navn])
            yield nytt(
                "K049", FORSIDE, celle, f"navnet «{navn}» er {er}, skal være «{skal}». Rett det i Navnebehandling."
            )


def _boken(g: Grunnlag) -> ElementTree.Element:
    return ElementTree.fromstring(g.pakke.deler[g.pakke.bok])  # lest én gang alt, så den er hel


def _beregning(g: Grunnlag) -> Iterator[Funn]:
    for e in _boken(g).iter():
        if e.tag.endswith("}calcPr") and e.get("calcMode") == "manual":
            melding = (
                "boken regner ikke av seg selv, så svarene kan være gamle. Slå på automatisk beregning under Formler."
            )
            yield nytt("K057", FORSIDE, "A1", melding)


def _valg(g: Grunnlag) -> Iterator[Funn]:
    u = g.plan.sektor.utgave
    celle = f"C{KOMMUNE + 1}"
    valgt = g.celle(FORSIDE, celle)
    if not isinstance(valgt, str) or valgt.casefold() not in {k.casefold() for k in u.kommuner}:
        melding = f"kommunen er {vis(valgt)}, som ikke er i nettverket {u.aar}. Velg en av {', '.join(u.kommuner)}."
        yield nytt("K044", FORSIDE, celle, melding)
    celle = f"C{STATUS + 1}"
    if g.celle(FORSIDE, celle) not in _STATUSORD:
        melding = f"statusen er {vis(g.celle(FORSIDE, celle))}. Velg foreløpig eller endelig."
        yield nytt("K045", FORSIDE, celle, melding)
    celle = f"F{STATUS + 1}"
    aar = g.celle(FORSIDE, celle)
    if isinstance(aar, Feil) or aar not in (str(u.aar), u.aar):
        yield nytt("K060", FORSIDE, celle, f"regnskapsåret er {vis(aar)}, men tallene gjelder {u.aar}. Skriv {u.aar}.")


def _versjoner(g: Grunnlag) -> Iterator[Funn]:
    celle, malversjon = g.blokken.get("malversjon", ("A1", ""))
    if not g.maa_stemme():
        flyttet = len(g.plan.blokker) - len(g.blokker)
        uprovd = f", og tallene i {flyttet} av {len(g.plan.blokker)} blokker er ikke kontrollert" if flyttet else ""
        melding = (
            f"boken er av en annen mal: malversjonen er {vis(malversjon)}, programmet lager {g.mal.malversjon}. "
            f"Formler og nøkler er ikke sammenlignet{uprovd}. {_NAA}"
        )
        yield nytt("K050", FORSIDE, celle, melding)
    for nokkel, hva in (("xlasss", "programmet"), ("data", "dataene")):
        celle, er = g.blokken.get(nokkel, ("A1", ""))
        if er != g.malblokk(nokkel):
            melding = (
                f"{hva} boken er laget med, er {vis(er)}, dette er {g.malblokk(nokkel)}. Se CHANGELOG for forskjellen."
            )
            yield nytt("K051", FORSIDE, celle, melding)
