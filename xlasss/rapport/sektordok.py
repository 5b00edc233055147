"""One page per sector in docs/sektorer/, generated from the sector file, weights and fasit."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from xlasss.begreper import Maal
from xlasss.kilder import kilde
from xlasss.parametre import Parameter, vekter
from xlasss.revisjon.fasit import dommer
from xlasss.sektorer import Indikator, Sektorfil, sektorer, sektorfil, utgaver

TOPP = "<!-- Generert av «python -m xlasss.rapport.sektordok». Rett sektorfilen, ikke siden. -->"


def sider() -> dict[str, str]:
    """Filnavn og innhold for hver side, og oversikten."""
    navn = {s: sektorfil(s).navn for s in sektorer()}
    laget = {f"{s}.md": "\n".join(_side(s)) + "\n" for s in navn}
    oversikt = [TOPP, "# Sektorene", "", *(f"* [{navn[s]}]({s}.md)" for s in navn)]
    return laget | {"README.md": "\n".join(oversikt) + "\n"}


def skriv(mappe: Path) -> None:
    """Skriv alle sidene i mappen."""
    mappe.mkdir(parents=True, exist_ok=True)
    for fil, innhold in sider().items():
        (mappe / fil).write_text(innhold, encoding="utf-8")


def _side(nokkel: str) -> Iterator[str]:
    yield TOPP
    yield f"# {sektorfil(nokkel).navn}"
    for utgave in utgaver(nokkel):
        sektor = sektorfil(nokkel, utgave)
        yield from _utgave(sektor)


def _utgave(sektor: Sektorfil) -> Iterator[str]:
    u = sektor.utgave
    yield from ("", f"## Utgave {u.utgave}, regnskapsår {u.aar}", "")
    yield f"{len(u.kommuner)} kommuner: {', '.join(u.kommuner)}. Et snitt vises når minst {u.minst} har tall."
    yield from ("", "| Mål | Utgift | Snitt | Nevner | KOSTRA-funksjoner | Kilde |", "|---|---|---|---|---|---|")
    for m in sektor.maal:
        felt = (f"{m.maal} {m.profil}".strip(), m.utgift, f"{m.snitt} {m.snitt_omraade}", m.nevner, m.funksjonene)
        yield f"| {' | '.join(felt)} | {kilde(m.kilde).henvisning(m.side)} |"
    if not sektor.blokker(Maal.PRODUKSJONSINDEKS):
        yield from ("", "Sektoren har ingen produksjonsindeks.")
    for m in sektor.maal:
        indikatorer = sektor.indikatorer_i(m.maal, m.profil)
        if indikatorer:
            yield from _indikatorer(sektor, f"{m.maal} {m.profil}".strip().capitalize(), indikatorer)
    if u.rapport:
        yield from _fasit(sektor)


def _indikatorer(sektor: Sektorfil, tittel: str, indikatorer: tuple[Indikator, ...]) -> Iterator[str]:
    u = sektor.utgave
    kjente = vekter(sektor.nokkel, u.aar, u.utgave) if tittel.startswith("Produksjonsindeks") else {}
    vektkol = " Vekt, prosent |" if tittel.startswith("Produksjonsindeks") else ""
    yield from ("", f"### {tittel}", "")
    yield f"| Nøkkel | Indikator | Enhet | Snitt |{vektkol} Teller / nevner | SSB-tabeller | Status | Kilde | Merknad |"
    yield "|---|---|---|---|" + ("---|" if vektkol else "") + "---|---|---|---|---|"
    for i in indikatorer:
        vekt = _vekt(kjente[i.nokkel]) if i.nokkel in kjente else "mangler"
        forhold = " / ".join(del_ for del_ in (i.teller, i.nevner) if del_) or "ikke funnet"
        vektfelt = [vekt] if vektkol else []
        felt = [f"`{i.nokkel}`", i.navn, i.enhet, i.snitt or "som målet", *vektfelt, forhold]
        felt += [", ".join(i.ssb_tabeller), str(i.status), kilde(i.kilde).henvisning(i.side), i.merknad]
        yield "| " + " | ".join(f.replace("|", "/").replace("\n", " ") for f in felt) + " |"


def _vekt(p: Parameter) -> str:
    """Vekten, eller hva de trykte tallene tillater når den mangler."""
    grenser = f" ({p.nedre}–{p.ovre})" if p.nedre else ""
    return (p.trykt or f"mangler{grenser}").replace(".", ",")


def _fasit(sektor: Sektorfil) -> Iterator[str]:
    """Hvor mange trykte tall, med dommene, og et regnet eksempel når indeksen kan regnes."""
    rader = [d for d in dommer(sektor.utgave.rapport) if d.fasit.sektor == sektor.nokkel]
    antall = Counter(str(d.dom) for d in rader)
    yield from ("", "### Mot fasit", "")
    yield f"{len(rader)} trykte tall: " + ", ".join(f"{n} {dom}" for dom, n in antall.most_common()) + "."
    regnet = [d for d in rader if d.relasjon in (f"indeks-{sektor.nokkel}", f"vekst-{sektor.nokkel}")]
    for d in regnet:
        assert d.beregnet is not None
        lav, hoy = (f"{float(g):.4f}".replace(".", ",") for g in (d.beregnet.nedre, d.beregnet.ovre))
        trykt = d.fasit.trykt.replace(".", ",")
        yield f"Eksempel: s. {d.fasit.side}, {d.fasit.storrelse}: trykt {trykt}, regnet {lav}–{hoy}: {d.dom}."


if __name__ == "__main__":
    skriv(Path(__file__).parents[2] / "docs" / "sektorer")
