"""Tables in the terminal. Numbers with decimal comma, verdicts in colour."""

from collections import Counter
from itertools import zip_longest

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from xlasss.begreper import Dom, Status
from xlasss.beregning.intervall import Intervall
from xlasss.fasit_data import Fasit
from xlasss.oppslag import norsk
from xlasss.revisjon.demo import Demo
from xlasss.revisjon.fasit import Dommen, oppsummering
from xlasss.revisjon.revider import Funn
from xlasss.revisjon.uavhengige import Uavhengighet
from xlasss.revisjon.vekter import Vektsvar

_MAAL = {"produksjonsindeks": "nivå", "produksjonsendring": "vekst"}
_FARGE = {Dom.STEMMER: "green", Dom.MOTSTRID: "red", Dom.KAN_IKKE_SKILLES: "yellow", Dom.KAN_IKKE_BEREGNES: "dim"}


def ny_tabell(tittel: str, *kolonner: tuple[str, str]) -> Table:
    """En tom tabell i terminalen; kolonnene med «h» står til høyre og brytes ikke."""
    tabell = Table(
        title=tittel, title_justify="left", title_style="bold", header_style="bold", box=SIMPLE_HEAD, pad_edge=False
    )
    for navn, plass in kolonner:
        tabell.add_column(navn, justify="right" if plass == "h" else "left", no_wrap=plass == "h")
    return tabell


def domtekst(dommen: Dommen) -> str:
    """Dommen med farge; et kjent avvik er gult, ikke rødt."""
    if dommen.kjent:
        return "[yellow]kjent avvik[/]"
    return f"[{_FARGE[dommen.dom]}]{dommen.dom}[/]"


def _intervall(dommen: Dommen) -> str:
    if dommen.beregnet is None:
        return ""
    d = dommen.fasit.desimaler + 1
    return f"{norsk(float(dommen.beregnet.nedre), d)} – {norsk(float(dommen.beregnet.ovre), d)}"


def _trykt(f: Fasit) -> str:
    """Tallet slik det er trykt; et som er skrevet «om lag», kan ligge lenger fra det regnede."""
    return f"ca. {norsk(f.verdi, f.desimaler)}" if f.omtrentlig else norsk(f.verdi, f.desimaler)


def _hva(f: Fasit) -> str:
    """Hva tallet er, i ord: «Indikatorendring sfo, Sandnes»."""
    return " ".join(del_ for del_ in (f.storrelse.replace("_", " "), f.indikator) if del_).capitalize() + f", {f.hvem}"


def vis_demo(demo: Demo, ut: Console) -> None:
    """Trykt, regnet, intervall, dom og side; og hva vi vet om avvikene."""
    tabell = ny_tabell("Regnet mot trykt, Sandnes 2016", ("Sektor", "v"), ("Tall", "v"), ("Trykt", "h"),
                       ("Regnet", "h"), ("Kan ligge i", "h"), ("Dom", "h"), ("Side", "h"))  # fmt: skip
    for rad in demo.rader:
        f = rad.dommen.fasit
        tall = f"{_MAAL[f.storrelse]}, {f.hvem.removesuffix('-snitt')}{' (ned)' if f.gikk_ned else ''}"
        regnet = "" if rad.regnet is None else norsk(rad.regnet, f.desimaler + 1)
        tabell.add_row(f.sektor.capitalize(), tall, norsk(f.verdi, f.desimaler), regnet, _intervall(rad.dommen),
                       domtekst(rad.dommen), f.side)  # fmt: skip
    ut.print(tabell)
    for rad in demo.rader:
        if rad.dommen.kjent:
            _vis_kjent(rad.dommen, ut)
    ledd = ny_tabell("\nLeddene i produksjonsindeksen for grunnskole", ("Indikator", "v"), ("Verdi", "h"),
                   ("Vekt, prosent", "h"), ("Bidrag, pst.enh.", "h"))  # fmt: skip
    for x in demo.ledd:
        ledd.add_row(x.navn, norsk(x.verdi, 3), norsk(x.vekt, 1), norsk(x.bidrag, 2))
    ledd.add_row("Sum", "", norsk(sum(x.vekt for x in demo.ledd), 1), norsk(sum(x.bidrag for x in demo.ledd), 2))
    ut.print(ledd)
    ut.print(f"\nArbeidsboken ligger i [bold]{demo.fil}[/]", soft_wrap=True)


def _vis_kjent(dommen: Dommen, ut: Console) -> None:
    f = dommen.fasit
    ut.print(f"[yellow]•[/] s. {f.side}, trykt {norsk(f.verdi, f.desimaler)}: {dommen.grunn}")


def vis_fasit(rapport: str, rader: list[Dommen], regninger: Uavhengighet, ut: Console) -> None:
    """Hvert tall som kan regnes, med dom; så avvikene, og hvorfor resten ikke kan regnes."""
    tabell = ny_tabell(f"Fasit {rapport}", ("Side", "h"), ("Sted", "v"), ("Sektor", "v"), ("Tall", "v"), ("Trykt", "h"),
                     ("Kan ligge i", "h"), ("Dom", "h"))  # fmt: skip
    for r in (r for r in rader if r.dom is not Dom.KAN_IKKE_BEREGNES):
        f = r.fasit
        tabell.add_row(f.side, f.sted, f.sektor.replace("_", " "), _hva(f), _trykt(f), _intervall(r),
                       domtekst(r))  # fmt: skip
    ut.print(tabell)
    for r in rader:
        if r.dom is Dom.MOTSTRID:
            _vis_kjent(r, ut) if r.kjent else ut.print(
                f"[red]•[/] {r.fasit.id}: uten rad i kjente avvik ({r.relasjon})"
            )
    grunner = Counter(r.grunn for r in rader if r.dom is Dom.KAN_IKKE_BEREGNES)
    ut.print("\nKan ikke beregnes:")
    for grunn, antall in grunner.most_common():
        ut.print(f"  {antall:3d}  {grunn}", soft_wrap=True)
    ut.print("\n" + ", ".join(f"{antall} {navn}" for navn, antall in oppsummering(rader).items()), soft_wrap=True)
    ut.print(
        f"{regninger.regninger} regninger, hvorav {regninger.uavhengige} er uavhengige av hverandre; "
        "hvilke som følger av andre, står i --json.",
        soft_wrap=True,
    )


def vis_revisjon(funn: list[Funn], sum_: dict[str, int], ut: Console) -> None:
    """Relasjonene som ikke stemmer, og summen."""
    tabell = ny_tabell("Relasjoner som ikke stemmer", ("Relasjon", "v"), ("Tall", "v"), ("Trykt", "h"),
                       ("Beregnet", "h"), ("Dom", "h"))  # fmt: skip
    for f in (f for f in funn if f.dom is not Dom.STEMMER):
        tabell.add_row(f.relasjon, f.venstre, _par(f.trykt), _par(f.beregnet) if f.beregnet else f.grunn, str(f.dom))
    if tabell.row_count:
        ut.print(tabell)
    ut.print(
        f"{len(funn)} relasjoner: " + ", ".join(f"{antall} {navn}" for navn, antall in sum_.items()), soft_wrap=True
    )


def _par(i: Intervall) -> str:
    return f"{float(i.nedre):.6g} – {float(i.ovre):.6g}".replace(".", ",")


def vis_vekter(svar: Vektsvar, ut: Console) -> None:
    """Grensene for hver vekt, hva de bygger på, og om de trykte vektene passer."""
    uten = (("Minst, fritt", "h"), ("Størst, fritt", "h")) if svar.uten_kjente else ()
    tabell = ny_tabell(f"Vekter {svar.sektor} de trykte tallene tillater, prosent", ("Indikator", "v"), ("Trykt", "h"),
                     ("Minst", "h"), ("Størst", "h"), *uten)  # fmt: skip
    for g, u in zip_longest(svar.grenser, svar.uten_kjente):
        trykt = "" if g.trykt is None else norsk(g.trykt, 2)
        grenser = (g.nedre, g.ovre, *((u.nedre, u.ovre) if u else ()))
        desimaler = 1 if g.trykt is None else 3
        tabell.add_row(g.navn, trykt, *("–" if v is None else norsk(v, desimaler) for v in grenser))
    ut.print(tabell)
    navn = {g.indikator: g.navn for g in svar.grenser}
    for k in svar.kjente:
        if len(k.indikatorer) > 1:
            utledet = ", utledet: ikke trykt for dette året" if k.status is Status.UTLEDET else ""
            gruppe = " + ".join(navn[i] for i in k.indikatorer)
            ut.print(f"Sammen {k.trykt.replace('.', ',')}: {gruppe} ({k.kilde}{utledet}).", soft_wrap=True)
    ut.print(f"{svar.forutsetning.capitalize()}.", soft_wrap=True)
    if svar.uten_kjente:
        ut.print("Fritt: av alle tallene, uten de kjente vektene.")
    if not svar.brukt:
        ut.print("Ingen trykte summer kan brukes: indikatorene er ikke lesbare.")
        return
    ut.print(f"Brukt: {len(svar.brukt)} trykte tall ({', '.join(svar.brukt)}).", soft_wrap=True)
    if svar.trykte_passer:
        ut.print("De kjente vektene passer med alle tallene, innenfor avrundingen.")
    elif svar.minste_flytting is not None:
        flyttes = norsk(svar.minste_flytting, 1)
        ut.print(f"De trykte vektene passer ikke: minst én må flyttes {flyttes} prosentenheter ut over avrundingen.")
    elif svar.trykte_passer is False:
        ut.print("Ingen vekter passer med alle tallene.")
