"""The trace of a cell in the terminal and as JSON: calm, folded, with the rule and the source of each step."""

from collections.abc import Iterator
from itertools import islice

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from xlasss.begreper import Feil
from xlasss.engines.adresse import adresse
from xlasss.engines.protokoll import Verdi
from xlasss.oppslag import norsk
from xlasss.rapport.forklaringstre import Linje, linjene
from xlasss.revisjon.kontroller.funn import kort, tall
from xlasss.workbook.spor import Node, Slag, Spenn, Virkning

DYBDE = 8


def vist(verdi: Verdi, desimaler: int | None = None) -> str:
    """Verdien slik et norsk Excel viser den; et regnet tall med én desimal mer enn cellen viser.

    >>> vist(0.9664474, 4), vist(18.3), vist(Feil.NA), vist(None)
    ('0,9664', '18,3', '#I/T (mangler)', 'tom')
    """
    if verdi is None:
        return "tom"
    if isinstance(verdi, bool):
        return "SANN" if verdi else "USANN"
    if isinstance(verdi, Feil):
        return "#I/T (mangler)" if verdi is Feil.NA else verdi.tekst
    if isinstance(verdi, str):
        return f"«{kort(verdi)}»"
    return tall(verdi) if desimaler is None else norsk(verdi, desimaler)


def verdi_av(node: Node) -> str:
    """Verdien med enhet: «0,9664 indeks»."""
    if isinstance(node.verdi, float) and node.slag is Slag.FORMEL:
        siffer = None if node.desimaler is None else node.desimaler + 1
        tekst = f"{node.verdi:.6g}".replace(".", ",") if siffer is None else vist(node.verdi, siffer)
    else:
        tekst = vist(node.verdi)
    enhet = node.etikett.enhet if isinstance(node.verdi, float) else ""
    return f"{tekst} {enhet}".strip()


def omraadet(node: Node) -> str:
    """Området tallene står i: det cellene viser til når de bare gjengir et annet område."""
    steder = [b.plass for b in node.barn if b.plass and not b.barn]
    if len(steder) == node.antall and len({s.ark for s in steder}) == 1:
        (r1, k1), (r2, k2) = ((f(s.rad for s in steder), f(s.kol for s in steder)) for f in (min, max))
        if (r2 - r1 + 1) * (k2 - k1 + 1) == node.antall:
            return f"{steder[0].ark}!{adresse(r1, k1)}:{adresse(r2, k2)}"
    return node.sted


def linje(node: Node) -> Text:
    """Den ene linjen et trinn har alltid."""
    if node.slag is Slag.OMRAADE:
        mangler = f", {node.mangler} mangler" if node.mangler else ""
        tekst = Text.assemble((omraadet(node), "cyan"), f"  {node.antall} celler{mangler}")
        hva = node.etikett.tekst
        return tekst.append(f"  {hva}" if hva else "").append(f"  {node.kilde}" if node.kilde else "", "dim")
    tekst = Text.assemble((node.sted, "cyan"), f"  {node.etikett.tekst}" if node.etikett.tekst else "")
    if node.slag not in (Slag.SIRKEL, Slag.LENKE, Slag.AVKORTET):
        tekst.append(" = ").append(verdi_av(node), "bold")
    return tekst.append(f"  via {', '.join(node.via)}" if node.via and node.slag is Slag.FORMEL else "", "dim")


def _hode(node: Node, med_kilde: bool = True) -> RenderableType:
    deler: list[RenderableType] = [linje(node)]
    if node.kilde and med_kilde and node.slag is not Slag.OMRAADE:
        deler.append(Text(node.kilde, "dim"))
    if node.regel:
        deler.append(Text(node.regel, "italic"))
    if node.formel:
        deler.append(Text(f"= {kort(node.formel.removeprefix('='))}", "dim"))
    deler += [Text(m, "yellow") for m in node.merknader]
    return Group(*deler, *([virkningstabell(node)] if node.virkninger else []))


def virkningstabell(node: Node) -> Table:
    """Verdi, vekt og bidrag for hvert ledd, og summen av bidragene."""
    tabell = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    tabell.add_column("Ledd")
    for navn in ("Verdi", "Vekt, prosent", f"Bidrag, {node.bidragsenhet}"):
        tabell.add_column(navn, justify="right", no_wrap=True)
    med = [v for v in node.virkninger if v.verdi is not None]
    for v in med:
        tabell.add_row(
            Text(v.navn), *(tekst(t, d) for t, d in ((v.verdi, None), (v.vekt, 1), (v.bidrag, siffer(node))))
        )
    if len(med) < len(node.virkninger):
        tabell.add_row(Text(f"{len(node.virkninger) - len(med)} uten tall", "dim"), "–", "–", "–")
    if all(v.bidrag is not None for v in med):
        tabell.add_row("[bold]Sum", "", "", Text(norsk(sum(v.bidrag or 0 for v in med), siffer(node)), "bold"))
    return tabell


def siffer(node: Node) -> int:
    """Desimalene et bidrag vises med."""
    return 2 if node.bidragsenhet.startswith("pst") else (node.desimaler or 2) + 1


def tekst(verdi: float | None, desimaler: int | None) -> str:
    """Et tall i en tabell; det som ikke finnes, er en strek."""
    return "–" if verdi is None else tall(verdi) if desimaler is None else norsk(verdi, desimaler)


def synlige_desimaler(node: Node) -> int:
    """Én desimal mer enn cellen viser, så avrundingen synes."""
    return 3 if node.desimaler is None else min(node.desimaler, 3) + 1


def i_ord(spenn: Spenn, node: Node) -> str:
    """Intervallet: «0,9658 til 0,9671», eller «eksakt» når ingen av tallene under er avrundet."""
    if spenn.antall == 0 or spenn.nedre == spenn.ovre:
        return "eksakt"
    return f"{norsk(spenn.nedre, synlige_desimaler(node))} til {norsk(spenn.ovre, synlige_desimaler(node))}"


def kan_vaere(spenn: Spenn, node: Node) -> str:
    """Usikkerheten som setning; tom når det ikke er noen."""
    if (intervallet := i_ord(spenn, node)) == "eksakt":
        return ""
    tallene = "tallet svaret er regnet av" if spenn.antall == 1 else f"de {spenn.antall} tallene svaret er regnet av"
    return f"Kan være {intervallet}, når {tallene}, kan være avrundet i sitt siste siffer."


def vis_forklaring(node: Node, spenn: Spenn | None, dybde: int, ut: Console) -> None:
    """Hele sporet som tre, og det svaret kan være når tallene under er avrundet."""
    tre = Tree(_hode(node), guide_style="dim")
    grener = [tre]
    for trinn in islice(linjene(node, dybde), 1, None):
        grener[trinn.nivaa :] = [grener[trinn.nivaa - 1].add(_trinn(trinn))]
    ut.print(tre, soft_wrap=False)
    if spenn and (setning := kan_vaere(spenn, node)):
        ut.print(setning, soft_wrap=True)


def _trinn(trinn: Linje) -> RenderableType:
    if trinn.node is None:
        return Text(trinn.tekst, "dim")
    return linje(trinn.node).append("  (vist over)", "dim") if trinn.gjentatt else _hode(trinn.node, trinn.ny_kilde)


def som_json(node: Node) -> dict[str, object]:
    """Sporet som ett dokument; et trinn som er skrevet før, står bare med stedet."""
    return _json(node, set())


def spenn_json(spenn: Spenn | None, node: Node) -> dict[str, object]:
    """Intervallet som tall og i ord; null og tomt når svaret ikke er et tall som lar seg regne."""
    if spenn is None:
        return {"intervall": None, "intervall_vist": "", "avrundede_tall": 0}
    return {
        "intervall": [spenn.nedre, spenn.ovre],
        "intervall_vist": i_ord(spenn, node),
        "avrundede_tall": spenn.antall,
    }


def _json(node: Node, sett: set[int]) -> dict[str, object]:
    if id(node) in sett and node.barn:
        return {"sted": node.sted, "gjentatt": True}
    sett.add(id(node))
    return dict(felt(node)) | {"barn": [_json(b, sett) for b in node.barn]}


def felt(node: Node) -> Iterator[tuple[str, object]]:
    """Ett trinn som felt, uten det som ligger under."""
    e = node.etikett
    yield from {"slag": str(node.slag), "sted": node.sted, "hva": e.tekst, "blokk": e.blokk, "enhet": e.enhet}.items()
    yield "verdi", node.verdi.tekst if isinstance(node.verdi, Feil) else node.verdi
    for navn in ("formel", "regel", "kilde"):
        yield navn, getattr(node, navn)
    yield from (("merknader", list(node.merknader)), ("via", list(node.via)))
    yield from (("antall", node.antall), ("mangler", node.mangler))
    yield "bidragsenhet", node.bidragsenhet
    yield "bidrag", [virkning_json(v) for v in node.virkninger]


def virkning_json(v: Virkning) -> dict[str, object]:
    """Ett ledd som felt."""
    return {"navn": v.navn, "celle": v.celle, "verdi": v.verdi, "vekt_prosent": v.vekt, "bidrag": v.bidrag}
