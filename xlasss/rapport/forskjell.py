"""Why two numbers differ, in the terminal and as JSON: the two traces as one, and the terms that add up."""

from fractions import Fraction
from math import floor, log10

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from xlasss.begreper import Feil
from xlasss.engines.protokoll import Verdi
from xlasss.oppslag import norsk
from xlasss.rapport.forklaring import som_json, verdi_av, vist
from xlasss.revisjon.forskjell import Forskjell, Term
from xlasss.revisjon.forskjell.mot import Motpart
from xlasss.revisjon.forskjell.par import Par

_FLEST = 30


def siffer(differanse: Fraction | float | None) -> int:
    """Desimaler nok til tre sifre av forskjellen.

    >>> siffer(-0.0098), siffer(6.05), siffer(0)
    (5, 2, 3)
    """
    if not differanse:
        return 3
    return min(max(2 - floor(log10(abs(float(differanse)))), 0), 9)


def tall(verdi: Fraction | float | None, desimaler: int) -> str:
    """Tallet med så mange desimaler; det som ikke finnes, er en strek."""
    return "–" if verdi is None else norsk(float(verdi), desimaler)


def vis_forskjell(f: Forskjell, motpart: Motpart, ut: Console) -> None:
    """Sporene flettet, leddene som er ulike, og summen."""
    d = siffer(f.differanse)
    ut.print(
        Text.assemble((f.par.a.sted, "cyan"), f"  {f.par.a.etikett.tekst}", ("  mot  ", "dim"), (motpart.hva, "cyan"))
    )
    ut.print(_tre(f.par))
    for merknad in (*motpart.merknader, *f.merknader):
        ut.print(Text(merknad, "yellow"))
    if f.fra is None or f.til is None:
        ut.print("Forskjellen kan ikke regnes: det ene tallet mangler.")
        return
    if not f.differanse:
        ut.print(f"Ingen forskjell: begge er {tall(f.fra, 6)}. {f.felles} ledd er like.")
        return
    ut.print(_tabell(f, d))
    ut.print(f"Metode: {f.metode}. {f.felles} ledd er like. Rest: {tall(f.rest, 0)}.", soft_wrap=True)


def _tabell(f: Forskjell, d: int) -> Table:
    som_indeks = any(t.vekt is not None for t in f.termer)
    tabell = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    tabell.add_column("Ledd")
    deler = ("Vekteffekt", "Nivåeffekt", "Kryssledd") if som_indeks else ()
    for navn in ("Fra", "Til", *deler, "Effekt"):
        tabell.add_column(navn, justify="right", no_wrap=True)
    for t in f.termer[:_FLEST]:
        navn = Text(t.navn).append(f"  {t.merknad}" if t.merknad else "", "dim")
        tabell.add_row(navn, vist(t.fra), vist(t.til), *(tall(x, d) for x in _deler(t, som_indeks)))
    if len(f.termer) > _FLEST:
        resten = sum((t.effekt for t in f.termer[_FLEST:]), Fraction(0))
        tabell.add_row(f"{len(f.termer) - _FLEST} ledd til", "", "", *("" for _ in deler), tall(resten, d))
    sum_ = [sum((x or Fraction(0) for x in kol), Fraction(0))
            for kol in zip(*(_deler(t, som_indeks) for t in f.termer), strict=True)]  # fmt: skip
    tabell.add_row("[bold]Forskjell", tall(f.fra, d), tall(f.til, d), *(f"[bold]{tall(s, d)}" for s in sum_))
    return tabell


def _deler(t: Term, som_indeks: bool) -> list[Fraction | None]:
    return [t.vekt, t.nivaa, t.kryss, t.effekt] if som_indeks else [t.effekt]


def _tre(rot: Par) -> Tree:
    tre = Tree(_linje(rot), guide_style="dim")
    _under(tre, rot, {rot.id})
    return tre


def _linje(p: Par) -> Text:
    if p.barn and p.a.antall > 1:
        ulike = sum(bool(b.ulike()) for b in p.barn)
        return Text.assemble((p.a.sted, "cyan"), f"  {ulike} av {len(p.barn)} er ulike")
    steder = p.a.sted if p.a.sted == p.b.sted else f"{p.a.sted} | {p.b.sted}"
    fra, til = verdi_av(p.a), verdi_av(p.b)
    verdier = fra if fra == til and not p.ulike() else f"{fra} → {til}"
    return Text.assemble(
        (steder, "cyan"),
        f"  {p.a.etikett.tekst}  ",
        (verdier, "bold"),
        (f"  {p.merknad}" if p.merknad else "", "yellow"),
    )


def _under(gren: Tree, p: Par, sett: set[tuple[str, str]]) -> None:
    """Bare det som er ulikt; resten er talt."""
    ulike = [b for b in p.barn if b.ulike()]
    for barn in ulike[:_FLEST]:
        if barn.id not in sett or not barn.barn:
            sett.add(barn.id)
            _under(gren.add(_linje(barn)), barn, sett)
    if like := len(p.barn) - len(ulike):
        gren.add(Text(f"{like} like", "dim"))


def forskjell_json(f: Forskjell, motpart: Motpart) -> dict[str, object]:
    """Forskjellen som ett dokument; summen av effektene er differansen."""
    return {
        "mot": motpart.hva,
        "fra": _flyt(f.fra),
        "til": _flyt(f.til),
        "differanse": _flyt(f.differanse),
        "metode": f.metode,
        "ledd": [_term_json(t) for t in f.termer],
        "rest": _flyt(f.rest),
        "like": f.felles,
        "merknader": [*motpart.merknader, *f.merknader],
        "spor": [som_json(f.par.a), som_json(f.par.b)],
    }


def _term_json(t: Term) -> dict[str, object]:
    felt = {"navn": t.navn, "celler": [t.celle_a, t.celle_b], "fra": _verdi(t.fra), "til": _verdi(t.til)}
    effekter = {n: _flyt(getattr(t, n)) for n in ("effekt", "vekt", "nivaa", "kryss")}
    return felt | effekter | {"merknad": t.merknad}


def _verdi(verdi: Verdi) -> object:
    return verdi.tekst if isinstance(verdi, Feil) else verdi


def _flyt(tall_: Fraction | None) -> float | None:
    return None if tall_ is None else float(tall_)
