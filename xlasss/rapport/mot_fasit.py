"""A number against the print: what rounding explains, what each term and the weights allow, what is known."""

from fractions import Fraction

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from xlasss.begreper import Dom
from xlasss.fasit_data import kjente_avvik
from xlasss.oppslag import norsk
from xlasss.rapport.forklaring import som_json
from xlasss.rapport.forskjell import siffer, tall
from xlasss.rapport.terminal import domtekst, vis_vekter
from xlasss.revisjon.forskjell.mot_fasit import UFORKLART, MotFasit
from xlasss.workbook.spor import Slag

_STOEY = Fraction(1, 10**12)
"""Så lite er flyttallenes, ikke noens."""


def vis_mot_fasit(m: MotFasit, ut: Console) -> None:
    """Tallene, veien mellom dem, leddene, vektene som er mulige, og det vi vet."""
    f = m.dommen.fasit
    d = max(f.desimaler + 1, siffer(m.differanse) if abs(m.differanse) > _STOEY else 0)
    ut.print(
        Text.assemble((m.node.sted, "cyan"), f"  {m.node.etikett.tekst}", ("  mot det trykte  ", "dim"), (f.id, "cyan"))
    )
    ut.print(_tallene(m, f.desimaler + 1))
    ut.print(Text(f"«{f.sitat}»", "italic"))
    ut.print()
    ut.print(_veien(m, d))
    if m.krav and m.grense is not None:
        ut.print(_leddene(m, float(m.grense), f.desimaler + 1))
    if m.vekter:
        vis_vekter(m.vekter, ut)
    for merknad in m.merknader:
        ut.print(Text(merknad, "yellow"))
    if m.dommen.kjent:
        ut.print(Text.assemble(("\nHva vi vet: ", "bold"), m.dommen.grunn))


def _tallene(m: MotFasit, d: int) -> Table:
    f = m.dommen.fasit
    tabell = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), show_header=False)
    sted = f"s. {f.side}, {f.sted}"
    tabell.add_row("Trykt", f"[bold]{tall(f.verdi, f.desimaler)}", _mellom(f.intervall.endepunkter(), d), sted)
    regnet = m.kjerne.slag is Slag.FORMEL
    tabell.add_row("Regnet" if regnet else "I filen", f"[bold]{tall(m.regnet, d)}", "", m.kjerne.sted)
    if m.dommen.beregnet is not None:
        kan = _mellom(m.dommen.beregnet.endepunkter(), d)
        tabell.add_row("Kan være", "", kan, "av de trykte leddene, når hvert kan være avrundet")
    dom = domtekst(m.dommen) if m.kjent else str(m.dom)
    tabell.add_row("Dom", dom, "", "" if m.dom is not Dom.MOTSTRID else "intervallene møtes ikke")
    return tabell


def _mellom(ender: list[float], d: int) -> str:
    return " – ".join(norsk(e, d) for e in ender)


def _veien(m: MotFasit, d: int) -> Table:
    tabell = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    tabell.add_column(justify="right", no_wrap=True)
    for hva, del_ in m.deler:
        if abs(del_) > _STOEY:
            kjent = hva == UFORKLART and m.dommen.kjent
            tabell.add_row(tall(del_, d), f"{hva}: {kjente_avvik()[m.dommen.fasit.id].aarsak}" if kjent else hva)
    rest = tall(m.rest, 0)
    tabell.add_row(f"[bold]{tall(m.differanse, d)}", f"[bold]regnet minus trykt[/], summen av det over; rest {rest}")
    return tabell


def _leddene(m: MotFasit, grense: float, d: int) -> Table:
    tittel = (
        f"\nHva ett ledd alene måtte vært for at svaret skulle bli {norsk(grense, d)}, det nærmeste det trykte tåler"
    )
    tabell = Table(title=tittel, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    tabell.add_column("Ledd")
    for navn in ("Verdi", "Måtte vært", "Vekt", "Måtte vært ", f"Bidrag, {m.kjerne.bidragsenhet}"):
        tabell.add_column(navn, justify="right", no_wrap=True)
    for k in m.krav:
        verdi = "ingen" if k.krevd_verdi is None else tall(k.krevd_verdi, 3)
        vekt = "ingen" if k.krevd_vekt is None else tall(k.krevd_vekt, 1)
        tabell.add_row(k.navn, tall(k.verdi, 3), verdi, tall(k.vekt, 1), vekt, tall(k.bidrag, 2))
    return tabell


def mot_fasit_json(m: MotFasit) -> dict[str, object]:
    """Sammenligningen som ett dokument."""
    return {
        "fasit": m.dommen.som_json(),
        "regnet": float(m.regnet),
        "dom": str(m.dom),
        "differanse": float(m.differanse),
        "deler": [{"hva": hva, "del": float(del_)} for hva, del_ in m.deler],
        "rest": float(m.rest),
        "grense": None if m.grense is None else float(m.grense),
        "ledd": [vars(k) for k in m.krav],
        "vekter": m.vekter.som_json() if m.vekter else None,
        "merknader": list(m.merknader),
        "spor": som_json(m.node),
    }
