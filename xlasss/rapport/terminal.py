"""Tables in the terminal. Numbers with decimal comma, verdicts in colour."""

from rich.console import Console
from rich.table import Table

from xlasss.begreper import Dom
from xlasss.oppslag import norsk
from xlasss.revisjon.demo import Demo
from xlasss.revisjon.fasit import Dommen, oppsummering

_FARGE = {Dom.STEMMER: "green", Dom.MOTSTRID: "red", Dom.KAN_IKKE_SKILLES: "yellow", Dom.KAN_IKKE_BEREGNES: "dim"}


def _tabell(tittel: str, *kolonner: tuple[str, str]) -> Table:
    tabell = Table(title=tittel, title_justify="left", header_style="bold")
    for navn, plass in kolonner:
        tabell.add_column(navn, justify="right" if plass == "h" else "left", no_wrap=plass == "h")
    return tabell


def domtekst(dommen: Dommen) -> str:
    """Dommen med farge; et kjent avvik er gult, ikke rødt."""
    if dommen.kjent:
        return "[yellow]motstrid (kjent)[/]"
    return f"[{_FARGE[dommen.dom]}]{dommen.dom}[/]"


def _intervall(dommen: Dommen) -> str:
    if dommen.beregnet is None:
        return ""
    d = dommen.fasit.desimaler + 1
    return f"{norsk(float(dommen.beregnet.nedre), d)} – {norsk(float(dommen.beregnet.ovre), d)}"


def vis_demo(demo: Demo, ut: Console) -> None:
    """Trykt, regnet, intervall, dom og side; og hva vi vet om avvikene."""
    tabell = _tabell("Regnet mot trykt, Sandnes 2016", ("Tall", "v"), ("Trykt", "h"), ("Regnet", "h"),
                     ("Kan ligge i", "h"), ("Dom", "v"), ("Side", "h"))  # fmt: skip
    for rad in demo.rader:
        f = rad.dommen.fasit
        hva = "nivå" if f.storrelse == "produksjonsindeks" else "vekst"
        regnet = "" if rad.regnet is None else norsk(rad.regnet, f.desimaler + 1)
        retning = " (ned)" if "retning: ned" in f.merknad else ""
        tabell.add_row(f"{f.sektor.capitalize()}, {hva} {f.hvem}{retning}", norsk(f.verdi, f.desimaler), regnet,
                       _intervall(rad.dommen), domtekst(rad.dommen), f.side)  # fmt: skip
    ut.print(tabell)
    for rad in demo.rader:
        if rad.dommen.kjent:
            ut.print(
                f"[yellow]•[/] s. {rad.dommen.fasit.side}, trykt {norsk(rad.dommen.fasit.verdi, rad.dommen.fasit.desimaler)}: {rad.dommen.grunn}"
            )
    ledd = _tabell("\nLeddene i produksjonsindeksen for grunnskole", ("Indikator", "v"), ("Verdi", "h"),
                   ("Vekt, prosent", "h"), ("Bidrag, pst.enh.", "h"))  # fmt: skip
    for x in demo.ledd:
        ledd.add_row(x.navn, norsk(x.verdi, 3), norsk(x.vekt, 1), norsk(x.bidrag, 2))
    ledd.add_row("Sum", "", norsk(sum(x.vekt for x in demo.ledd), 1), norsk(sum(x.bidrag for x in demo.ledd), 2))
    ut.print(ledd)
    ut.print(f"\nArbeidsboken ligger i [bold]{demo.fil}[/]")


def vis_fasit(rapport: str, rader: list[Dommen], ut: Console) -> None:
    """Hvert trykt tall med dom, og summen."""
    tabell = _tabell(f"Fasit {rapport}", ("Side", "h"), ("Tall", "v"), ("Trykt", "h"), ("Kan ligge i", "h"), ("Dom", "v"),
                     ("Grunn", "v"))  # fmt: skip
    for r in rader:
        f = r.fasit
        tabell.add_row(f.side, f.id.split("-", 2)[2], norsk(f.verdi, f.desimaler), _intervall(r), domtekst(r), r.grunn)
    ut.print(tabell)
    ut.print(", ".join(f"{antall} {navn}" for navn, antall in oppsummering(rader).items()))
