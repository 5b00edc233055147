"""Changes between two editions as text to paste into a report: per sector, method first, sources last."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Console

from xlasss.begreper import Maal
from xlasss.endringer import FELTNAVN, IKKE_FUNNET, Endring, Slag, noekkel
from xlasss.kilder import kilde
from xlasss.revisjon.sammenlign import Sammenligning, Sektorpar, antall, sektorpar
from xlasss.sektorer import Sektorfil
from xlasss.tverrfiler import malfil

_DELER = {
    "metode": "Metode", "indikator": "Indikatorer", "vekt": "Vekter og satser", "kommune": "Kommuner",
    "minst": "Kommuner med tall før et snitt vises", "kilde": "Kilder",
}  # fmt: skip


def vis_endringer(s: Sammenligning, ut: Console) -> None:
    """Hver sektor for seg, så det som er felles og det som ikke kan sammenlignes."""
    for linje in tekst(s):
        ut.print(linje, markup=False, soft_wrap=True)


def tekst(s: Sammenligning) -> Iterator[str]:
    """Linjene i teksten."""
    yield f"Fra utgave {s.fra.utgave} (dataår {s.fra.aar}) til utgave {s.til.utgave} (dataår {s.til.aar})"
    for par in s.sektorer:
        yield from ("", f"{par.fra.navn}: {sum_tekst(par.endringer)}")
        if par.endringer:
            yield from _sektor(par)
    if s.felles:
        yield from ("", "Felles for sektorene", *_vekter(list(s.felles), {}, s.fra.utgave, s.til.utgave))
    if s.utelatt:
        yield from ("", "Ikke sammenlignet")
        yield from (f"  {malfil(sektor).navn}: {grunn}" for sektor, grunn in s.utelatt.items())


def sum_tekst(funn: Iterable[Endring]) -> str:
    """Hvor mange av hvert slag: «5 forskjeller (1 lagt til, 4 endret); 3 kan ikke …»."""
    talt = antall(list(funn))
    ukjent = talt.pop(Slag.IKKE_FUNNET)
    slagene = ", ".join(f"{n} {slag.lower()}" for slag, n in talt.items() if n)
    n = sum(talt.values())
    kjent = f"{n} forskjell{'er' if n > 1 else ''} ({slagene})" if n else "ingen forskjeller"
    return kjent + (f"; {ukjent} kan ikke sammenlignes, fordi bare den ene utgaven er funnet" if ukjent else "")


def bygg_linje(bygget: Sektorfil) -> str:
    """Linjen etter `bygg`: forskjellene fra utgaven ved siden av, ellers fra den vanlige; tom når det ikke er noen."""
    if bygget.mot:
        fra, til = bygget.utgave.utgave, bygget.mot.utgave.utgave
        funn = sektorpar(bygget.nokkel, fra, til).endringer
        return f"{bygget.navn}, utgave {fra} og {til} side om side: {sum_tekst(funn)}. Se arket Utgaver."
    vanlig, egen = malfil(bygget.nokkel).utgave.utgave, bygget.utgave.utgave
    if vanlig == egen:
        return ""
    funn = sektorpar(bygget.nokkel, vanlig, egen).endringer
    return (
        f"{bygget.navn}, utgave {egen} mot {vanlig}: {sum_tekst(funn)}. "
        f"Se «xlasss endringer {vanlig} {egen} --sektor {bygget.nokkel}»."
    )


def _sektor(par: Sektorpar) -> Iterator[str]:
    fra, til = par.fra.utgave.utgave, par.til.utgave.utgave
    for hva, tittel in _DELER.items():
        funn = [e for e in par.endringer if e.hva == hva]
        if not funn:
            yield f"  {tittel}: ingen forskjell"
            continue
        yield f"  {tittel}"
        if hva in ("metode", "indikator"):
            navn = _navn(par)
            for maal, gruppe in groupby(sorted(funn, key=lambda e: _maal(par, e)), key=lambda e: _maal(par, e)):
                yield f"    {_blokknavn(par, maal)}"
                yield from _maalet(list(gruppe), navn, fra, til)
            yield from _forbehold(par, funn)
        elif hva == "vekt":
            yield from _vekter(funn, _navn(par), fra, til)
        else:
            yield from _mengder(funn)


def _maal(par: Sektorpar, e: Endring) -> tuple[int, str]:
    """Målet endringen hører til, i sektorfilens rekkefølge."""
    blokker = list(dict.fromkeys(noekkel(m.maal, m.profil) for f in (par.fra, par.til) for m in f.maal))
    maal = e.noekkel if e.hva == "metode" else e.noekkel.rpartition("/")[0]
    return (blokker.index(maal) if maal in blokker else len(blokker), maal)


def _blokknavn(par: Sektorpar, maal: tuple[int, str]) -> str:
    blokk = {noekkel(m.maal, m.profil): m.navn for f in (par.fra, par.til) for m in f.maal}
    navn, _, profil = maal[1].partition("/")
    if maal[1] in blokk:
        return blokk[maal[1]] or f"{navn.capitalize()}{f' {profil}' if profil else ''}"
    return f"{navn.capitalize()} (hvilken profil er ikke funnet)"


def _navn(par: Sektorpar) -> dict[str, str]:
    return {noekkel(i.maal, i.profil, i.nokkel): i.navn for f in (par.fra, par.til) for i in f.indikatorer}


def _maalet(funn: list[Endring], navn: dict[str, str], fra: str, til: str) -> Iterator[str]:
    """Metoden felt for felt; så indikatorene: endret, bare nytt navn, lagt til, fjernet, ikke funnet."""
    if funn[0].hva == "metode":
        yield from (f"      {_felt(e, fra, til)}" for e in funn)
        return
    bare_navn = []
    for nokkel, gruppe in groupby((e for e in funn if e.felt), key=lambda e: e.noekkel):
        felt = list(gruppe)
        if [e.felt for e in felt] == ["navn"]:
            bare_navn += felt
        else:
            endret = any(e.slag is Slag.ENDRET for e in felt)
            yield f"      {'Endret' if endret else 'Kan ikke sammenlignes'}: {navn[nokkel]}"
            yield from (f"        {_felt(e, fra, til)}" for e in felt)
    if bare_navn:
        yield "      Endret navn, ellers ingen kjent forskjell:"
        yield from (f"        «{e.fra}» → «{e.til}»" for e in bare_navn)
    for e in (e for e in funn if not e.felt):
        if e.slag is Slag.IKKE_FUNNET:
            borte = fra if e.fra == IKKE_FUNNET else til
            yield f"      Ikke funnet i {borte}: {_den(e)}"
        else:
            stjerne = " *" if IKKE_FUNNET in (e.fra, e.til) else ""
            yield f"      {e.slag}: {_den(e)}{stjerne}"


def _den(e: Endring) -> str:
    """Det som bare står i den ene utgaven."""
    return e.til if e.fra in ("", IKKE_FUNNET) else e.fra


def _felt(e: Endring, fra: str, til: str) -> str:
    if not e.felt:
        return f"{e.slag}: hele målet{' *' if IKKE_FUNNET in (e.fra, e.til) else ''}"
    navn = FELTNAVN[e.felt]
    if e.slag is Slag.ENDRET:
        return f"{navn}: «{e.fra}» → «{e.til}»"
    borte, kjent = (fra, til) if e.fra == IKKE_FUNNET else (til, fra)
    return f"{navn}: ikke funnet i {borte}; i {kjent} «{e.til if e.fra == IKKE_FUNNET else e.fra}»"


def _forbehold(par: Sektorpar, funn: list[Endring]) -> Iterator[str]:
    if any(not e.felt and e.slag is not Slag.IKKE_FUNNET and IKKE_FUNNET in (e.fra, e.til) for e in funn):
        uten = " og ".join(dict.fromkeys(f.utgave.utgave for f in (par.fra, par.til) if not f.utgave.rapport))
        yield (
            f"    * Utgave {uten} har ingen rapport å holdes mot: det som ikke står der, er ikke funnet i kildene, "
            "men kan likevel være med."
        )


def _vekter(funn: list[Endring], navn: dict[str, str], fra: str, til: str) -> Iterator[str]:
    for e in funn:
        siste = e.noekkel.rpartition(".")[2]
        hva = navn.get(noekkel(Maal.PRODUKSJONSINDEKS, siste)) or f"{siste.replace('_', ' ')} [{e.noekkel}]"
        if e.slag is Slag.ENDRET:
            yield f"    Endret: {hva}: {e.fra} → {e.til}"
        elif e.slag is Slag.IKKE_FUNNET:
            borte, kjent, verdi = (fra, til, e.til) if e.fra == IKKE_FUNNET else (til, fra, e.fra)
            yield f"    Ikke funnet i {borte}: {hva} (i {kjent}: {verdi})"
        else:
            yield f"    {e.slag}: {hva} ({_den(e)})"


def _mengder(funn: list[Endring]) -> Iterator[str]:
    """Kommuner, kilder og grensen «minst»."""
    for e in funn:
        if e.slag is Slag.ENDRET:
            yield f"    Endret: {e.fra} → {e.til}"
        else:
            yield f"    {e.slag}: {kilde(e.noekkel).tittel if e.hva == 'kilde' else e.noekkel}"
