"""Rows and columns on Inndata: the keys stand where the template put them, once each."""

from collections.abc import Iterator

from xlasss.engines.adresse import adresse
from xlasss.engines.protokoll import Verdi
from xlasss.revisjon.kontroller.funn import Funn, nytt, vis
from xlasss.revisjon.kontroller.grunnlag import Grunnlag
from xlasss.workbook.ark.inndata import NAVN
from xlasss.workbook.blokk import KOL_AAR, KOL_DATA, KOL_NAVN, KOL_NOKKEL, Blokk


def funn(g: Grunnlag) -> Iterator[Funn]:
    """Nøklene i hver blokk; en bok av en annen mal har andre nøkler med rette."""
    if g.maa_stemme():
        for blokk in g.plan.blokker:
            yield from _i_blokken(g, blokk)
            yield from _hode(g, blokk, g.plan.opphav)


def som_staar(g: Grunnlag) -> tuple[Blokk, ...]:
    """Blokkene tallene kan leses i: alle når boken er av malen, ellers de som likevel står som i den."""
    if g.maa_stemme():
        return g.plan.blokker
    return tuple(b for b in g.plan.blokker if not any(_i_blokken(g, b)))


def opphavet_staar(g: Grunnlag, blokk: Blokk) -> bool:
    """Om opphavet kan leses der malen har det; i en eldre mal kan det stå lenger til venstre."""
    return g.maa_stemme() or not any(_hode(g, blokk, g.plan.opphav))


def _i_blokken(g: Grunnlag, blokk: Blokk) -> Iterator[Funn]:
    yield from _rader(g, blokk)
    yield from _navn(g, blokk)
    yield from _hode(g, blokk, KOL_DATA)


def _rader(g: Grunnlag, blokk: Blokk) -> Iterator[Funn]:
    skal = {adresse(rad + 1, KOL_NOKKEL + 1): nokkel for rad, nokkel, _ in blokk.rader}
    er = {celle: _tekst(g.celle(NAVN, celle), nokkel) for celle, nokkel in skal.items()}
    for celle, nokkel in skal.items():
        if isinstance(g.celle(NAVN, celle), float) and er[celle] == nokkel:
            melding = (
                f"nøkkelen er tallet {vis(g.celle(NAVN, celle))}, skal være teksten «{nokkel}». Skriv den som tekst."
            )
            yield nytt("K017", NAVN, celle, melding)
    if er == skal:
        return
    if sorted(er.values()) == sorted(skal.values()):
        celler = [celle for celle in skal if er[celle] != skal[celle]]
        rekke = ", ".join(er[celle] for celle in celler)
        melding = f"rekkefølgen er {rekke}, skal være {', '.join(skal[c] for c in celler)}. Sorter radene som i malen."
        yield nytt("K016", NAVN, f"{celler[0]}:{celler[-1]}", melding)
        return
    sett: dict[str, str] = {}
    for celle, nokkel in er.items():
        if nokkel in sett and nokkel in skal.values():
            melding = f"nøkkelen «{nokkel}» står både i {sett[nokkel]} og {celle}. Rett den ene."
            yield nytt("K015", NAVN, celle, melding)
        sett.setdefault(nokkel, celle)
        if nokkel == skal[celle]:
            continue
        vist = vis(nokkel)
        if nokkel in skal.values():
            melding = f"nøkkelen er {vist}, skal være «{skal[celle]}». Flytt raden tilbake."
            yield nytt("K010", NAVN, celle, melding)
        else:
            melding = f"nøkkelen er {vist}, som ikke er i malen; skal være «{skal[celle]}». Skriv den tilbake."
            yield nytt("K014", NAVN, celle, melding)


def _tekst(verdi: Verdi, nokkel: str) -> str:
    """Nøkkelen i cellen; 219 er «0219» når det er den som skal stå der."""
    if isinstance(verdi, float) and verdi.is_integer():
        return f"{int(verdi):0{len(nokkel)}d}"
    return verdi if isinstance(verdi, str) else vis(verdi) if verdi is not None else ""


def _navn(g: Grunnlag, blokk: Blokk) -> Iterator[Funn]:
    for rad, _, navn in blokk.rader:
        for kol, hva, skal in ((KOL_NAVN, "navnet", navn), (KOL_AAR, "året", blokk.aar)):
            celle = adresse(rad + 1, kol + 1)
            er = g.celle(NAVN, celle)
            som_tall = isinstance(er, float) and vis(er) == skal
            if er != skal and not som_tall:
                yield nytt("K018", NAVN, celle, f"{hva} er {vis(er)}, skal være «{skal}». Skriv det tilbake.")


def _hode(g: Grunnlag, blokk: Blokk, kol: int) -> Iterator[Funn]:
    skal = [(adresse(blokk.topp + 3, kol + j + 1), i.nokkel) for j, i in enumerate(blokk.indikatorer)]
    er = {celle: g.celle(NAVN, celle) for celle, _ in skal}
    for celle, nokkel in skal:
        if er[celle] == nokkel:
            continue
        annet = next((c for c, verdi in er.items() if verdi == nokkel), None)
        if annet:
            melding = f"«{nokkel}» skal stå her, men står i {annet}; her er {vis(er[celle])}. Flytt kolonnene tilbake."
            yield nytt("K020", NAVN, celle, melding)
        else:
            melding = f"indikatoren «{nokkel}» mangler i hodet; cellen er {vis(er[celle])}. Skriv nøkkelen tilbake."
            yield nytt("K019", NAVN, celle, melding)
