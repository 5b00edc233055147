"""The joint check as text: a letter a controller can send to the author, and the short form in the terminal."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rich.console import Console

from xlasss.beregning.intervall import Intervall
from xlasss.oppslag import norsk
from xlasss.revisjon.revider import Funn
from xlasss.revisjon.samlet.svar import Flytting, Komponent, Metode, Motstrid, Samlet, SamletDom

_SVAR = {
    SamletDom.STEMMER: "Ja. Det finnes tall som rundes til alle de trykte og oppfyller alle regningene.",
    SamletDom.MOTSTRID: "Nei. De trykte tallene kan ikke holde samtidig, heller ikke når avrundingen regnes med.",
    SamletDom.IKKE_AVGJORT: "Ikke avgjort. Ingen motstrid er bevist, men det er heller ikke vist at alt kan holde.",
}
_FLEST_TALL, _FLEST_SETT, _LENGST = 6, 20, 160


def vis_samlet(samlet: Samlet, ut: Console) -> None:
    """Svaret, settene med flere regninger, og det som ikke er avgjort; resten står i brevet og i JSON."""
    for linje in _kort(samlet):
        ut.print(linje, markup=False, soft_wrap=True)


def _kort(samlet: Samlet) -> Iterator[str]:
    yield from ("", f"Kan alle tallene holde samtidig? {_SVAR[samlet.dom]}", _grupper(samlet))
    flere = [m for m in samlet.motstrider if len(m.regninger) > 1]
    for m in flere[:_FLEST_SETT]:
        yield from ("", "Kan ikke holde samtidig, men går hver for seg:")
        yield from (f"  {r.relasjon}: {_klipp(f'{r.venstre} = {r.uttrykk.tekst}')}" for r in m.regninger)
        yield f"  {_grunn(m)}"
        yield from (f"  {_flyttetekst(t)}" for t in m.tall[:_FLEST_TALL])
    if len(flere) > _FLEST_SETT:
        yield f"\n… og {len(flere) - _FLEST_SETT} sett til: --ut FIL.md eller --json gir alle."
    for k in samlet.komponenter:
        if k.grunn:
            yield f"\n{_hva_gjenstaar(k)}: {_klipp(', '.join(k.relasjoner))} ({k.grunn.removesuffix('.')})."


def brev(samlet: Samlet, funn: Sequence[Funn], tall_navn: str, relasjon_navn: str) -> Iterator[str]:
    """Linjene i brevet (Markdown): svaret, hver motstrid med tall og forslag, og hvordan det er prøvd."""
    yield from ("# Kan tallene holde samtidig?", "", f"Tallene i {tall_navn}, regningene i {relasjon_navn}.", "")
    yield from (f"**{_SVAR[samlet.dom]}**", "", f"{len(funn)} regninger. {_grupper(samlet)}", "")
    nr = 0
    for k in samlet.komponenter:
        for m in k.motstrider:
            nr += 1
            yield from _sett(nr, m)
        if k.motstrider and len(k.relasjoner) > 1 and k.flytting:
            yield from (_hele_gruppen(k), "")
    uavgjorte = [k for k in samlet.komponenter if k.grunn]
    if uavgjorte or samlet.utelatt:
        yield from ("## Ikke avgjort", "")
        for k in uavgjorte:
            yield f"* {_hva_gjenstaar(k)} ({k.grunn.removesuffix('.')}): {', '.join(f'`{r}`' for r in k.relasjoner)}"
        yield from (f"* `{r}` er ikke med: {grunn}" for r, grunn in samlet.utelatt)
        yield ""
    yield from _slik_er_det_provd(samlet)


def _sett(nr: int, m: Motstrid) -> Iterator[str]:
    yield f"## {nr}. {', '.join(r.relasjon for r in m.regninger)}"
    hva = "Regningen kan ikke holde:" if len(m.regninger) == 1 else "Regningene går hver for seg, men ikke samtidig:"
    yield from ("", hva, "")
    yield from (f"* `{r.relasjon}`: `{r.venstre}` = `{r.uttrykk.tekst}`" for r in m.regninger)
    yield from ("", _grunn(m), "")
    if m.tall:
        yield "| Tall | Trykt | Kan være | Må alene flyttes minst (siste siffer) | Går opp med |"
        yield "|---|---|---|---|---|"
        for t in m.tall:
            til = "ikke med dette alene" if t.til is None else _trykt(t.til, t.desimaler)
            yield f"| `{t.id}` | {_trykt(t.trykt.midt, t.desimaler)} | {_par(t.trykt)} | {_enheter(t)} | {til} |"
        yield ""


def _grunn(m: Motstrid) -> str:
    """Hvorfor det ikke går, i én setning som kan regnes etter."""
    if m.krav is None or m.mulig is None:
        return "Flyttallene finner motstriden, men den er ikke bevist."
    if not m.ledd:
        return f"Tallene faller bort, og igjen står 0 = {_par(m.krav)}: det går ikke opp for noen tall."
    berorer = " De to har bare et endepunkt felles." if _berorer(m) else ""
    if len(m.regninger) == 1 and m.ledd.get(m.regninger[0].venstre) == 1:
        return f"Regningen gir {_par(m.krav)}; det trykte er {_par(m.mulig)}.{berorer}"
    regnestykke = " ".join(_ledd(v, r.relasjon) for v, r in zip(m.vekter, m.regninger, strict=True)).removeprefix("+ ")
    sum_ = " ".join(_ledd(a, id) for id, a in m.ledd.items()).removeprefix("+ ") or "0"
    return (
        f"Lagt sammen ({regnestykke}) krever de at {sum_} er {_par(m.krav)}; "
        f"de trykte tallene gir {_par(m.mulig)}.{berorer}"
    )


def _berorer(m: Motstrid) -> bool:
    return m.krav is not None and m.mulig is not None and (m.krav.nedre == m.mulig.ovre or m.mulig.nedre == m.krav.ovre)


def _ledd(faktor: Fraction, navn: str) -> str:
    tegn = "−" if faktor < 0 else "+"
    return f"{tegn} {navn}" if abs(faktor) == 1 else f"{tegn} {_tall(abs(faktor))}·{navn}"


def _flyttetekst(t: Flytting) -> str:
    til = "det er ikke nok alene" if t.til is None else f"går opp med {_trykt(t.til, t.desimaler)}"
    trykt = _trykt(t.trykt.midt, t.desimaler)
    return f"{t.id}, trykt {trykt}: må alene flyttes {_enheter(t)} (enheter i siste siffer); {til}"


def _enheter(t: Flytting) -> str:
    return "så vidt" if t.minst == 0 else norsk(float(t.minst), 1) if t.minst >= Fraction(1, 20) else "under 0,1"


def _hele_gruppen(k: Komponent) -> str:
    flyttes = ", ".join(f"`{id}` {_trykt(Fraction(e), 1)}" for id, e in (k.flytting or {}).items())
    om_lag = "om lag " if k.metode is Metode.GRENSER else ""
    return (
        f"For at alle {len(k.relasjoner)} regningene i gruppen skal holde, må tallene flyttes "
        f"{om_lag}{norsk(k.minste_flytting or 0, 1)} enheter i siste siffer til sammen, for eksempel {flyttes}."
    )


def _hva_gjenstaar(k: Komponent) -> str:
    return "Motstrid, men ikke prøvd ferdig" if k.dom is SamletDom.MOTSTRID else "Ikke avgjort"


def _grupper(samlet: Samlet) -> str:
    antall = ", ".join(f"{n} {d}" for d in SamletDom if (n := samlet.antall(d)))
    utelatt = f"; {len(samlet.utelatt)} regninger er ikke med" if samlet.utelatt else ""
    return f"Grupper av regninger med felles tall: {antall or 'ingen'}{utelatt}."


def _slik_er_det_provd(samlet: Samlet) -> Iterator[str]:
    yield from ("## Slik er det prøvd", "")
    yield "Et trykt tall kan ha vært alt som rundes til det (halve bort fra null); «om lag» er dobbelt så bredt."
    yield "Regninger med felles tall er prøvd sammen. Hver motstrid er bevist med brøker."
    yield "Et sett er minst mulig: går én av regningene ut, kan resten holde. Settene deler ikke regninger, så et tall"
    yield "som er rettet, kan vise nye. «Stemmer» er vist med et eksempel som går helt opp. For produkter og kvotienter"
    yield "er flyttingene regnet med stigningen midt i intervallene, altså om lag. Metodene som er brukt:"
    yield ""
    yield from (f"* {metode}" for metode in sorted({str(k.metode) for k in samlet.komponenter}))


def _klipp(tekst: str) -> str:
    return tekst if len(tekst) <= _LENGST else tekst[:_LENGST] + " …"


def _trykt(tall: Fraction, desimaler: int) -> str:
    return norsk(float(tall), desimaler).replace("-", "−")


def _tall(tall: Fraction) -> str:
    return f"{float(tall):.6g}".replace(".", ",").replace("-", "−")


def _par(i: Intervall) -> str:
    return _tall(i.nedre) if i.bredde == 0 else f"{_tall(i.nedre)} – {_tall(i.ovre)}"
