"""One page per cross-cutting workbook in docs/tverrgaende/, generated from the file and the fasit."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from xlasss.begreper import Dom
from xlasss.kilder import kilde
from xlasss.rapport.tverrspraak import brukt, regning, uttrykk
from xlasss.revisjon.fasit import Dommen, dommer
from xlasss.tverrfiler import malutgaver, tverrfil, tverrfiler
from xlasss.tverrtabell import Felt, Tabell, Tverrfil
from xlasss.workbook.blokk import TRYKTE, Blokk
from xlasss.workbook.plan import plan
from xlasss.workbook.satser import enkeltsatser
from xlasss.workbook.tverrplan import periodenavn, trykte_tall

TOPP = "<!-- Generert av «python -m xlasss.rapport.tverrdok». Rett filen i data/tverrgaende, ikke siden. -->"
_UTELATT = {"egen": "kommunen selv"}


def sider() -> dict[str, str]:
    """Filnavn og innhold for hver side, og oversikten."""
    laget = {f"{n}.md": "\n".join(_side(tverrfil(n))) + "\n" for n in tverrfiler()}
    oversikt = [TOPP, "# De tverrgående arbeidsbøkene", ""]
    oversikt += [f"* [{tverrfil(n).navn}]({n}.md): {len(tverrfil(n).tabeller)} tabeller" for n in tverrfiler()]
    return laget | {"README.md": "\n".join(oversikt) + "\n"}


def skriv(mappe: Path) -> None:
    """Skriv alle sidene i mappen."""
    mappe.mkdir(parents=True, exist_ok=True)
    for fil, innhold in sider().items():
        (mappe / fil).write_text(innhold, encoding="utf-8")


def _side(fil: Tverrfil) -> Iterator[str]:
    u = fil.utgave
    yield from (TOPP, f"# {fil.navn}", "")
    yield f"Utgave {u.utgave}, regnskapsår {u.aar}. {len(u.kommuner)} kommuner: {', '.join(u.kommuner)}."
    andre = [x for x in malutgaver(fil.nokkel) if x != u.utgave]
    if andre:
        yield f"Utgave {', '.join(andre)} har de samme tabellene, uten trykte tall."
    yield from ("", *_rad("Mål", "Utgift", "Snitt", "Nevner", "KOSTRA-funksjoner", "Kilde"), _strek(6))
    for m in fil.maal:
        felt = (m.utgift, f"{m.snitt} {m.snitt_omraade}", m.nevner, m.funksjonene, kilde(m.kilde).henvisning(m.side))
        yield from _rad(m.maal, *felt)
    yield from _satser(fil)
    blokker: dict[str, list[Blokk]] = {}
    for b in plan(fil).tabeller:
        assert b.tabell is not None
        blokker.setdefault(b.tabell.nokkel, []).append(b)
    for like in _samlet(fil):
        yield from _tabell(fil, like, [b for t in like for b in blokker[t.nokkel]])


def _satser(fil: Tverrfil) -> Iterator[str]:
    """Satsene på Parametre, med det som er funnet."""
    enkle = enkeltsatser(plan(fil))
    if enkle or fil.matriser:
        yield from ("", "## Satser", "")
        yield from (*_rad("Sats", "Gjelder", "Enhet", "Status", "Merknad"), _strek(5))
    for p in enkle:
        yield from _rad(p.indikator.replace("_", " "), str(fil.utgave.aar), p.enhet, str(p.status), p.merknad)
    for m in fil.matriser:
        gjelder = f"{len(m.rader)} sektorer, {len(m.kolonner)} ledd i hver"
        yield from _rad(m.navn, gjelder, m.enhet, "mangler", m.merknad)


def _samlet(fil: Tverrfil) -> list[list[Tabell]]:
    """Tabellene, der de som er like for hver del, står samlet."""
    samlet: dict[str, list[Tabell]] = {}
    for t in fil.tabeller:
        stamme = next((t.nokkel.removesuffix(d) for d, _ in fil.deler if t.nokkel.endswith(f"_{d}")), t.nokkel)
        samlet.setdefault(stamme, []).append(t)
    return list(samlet.values())


def _tabell(fil: Tverrfil, like: list[Tabell], blokker: list[Blokk]) -> Iterator[str]:
    t = like[0]
    yield from ("", f"## {t.navn}", "")
    if len(like) > 1:
        yield f"Det er én slik tabell per sektor, i alt {len(like)}: {', '.join(f'`{x.nokkel}`' for x in like)}."
    perioder = ", ".join(periodenavn(fil, a) for a in t.aar)
    kilden = kilde(fil.utgave.rapport).henvisning(t.side) if fil.utgave.rapport else f"s. {t.side}"
    yield f"Nøkkel `{t.nokkel}`. Mål: {t.maal.maal}. År: {perioder}. Kilde: {kilden}."
    if t.trykte:
        yield f"Egne rader: {', '.join(TRYKTE[x] for x in t.trykte)}."
    if t.snitt_nevner:
        uten = " og ".join(_UTELATT.get(x, x) for x in t.utelat)
        veid = uttrykk(fil, t, t.snitt_nevner)
        yield f"Øvrige ASSS er snittet uten {uten}, veid med {veid}, når alle de andre har tall; ellers det trykte."
    if t.merknad:
        yield t.merknad
    yield from ("", "Kolonner som fylles ut:", "")
    yield from (*_rad("Nøkkel", "Kolonne", "Enhet", "Tallet som brukes", "Trykt", "Mangler"), _strek(6))
    for f in t.kolonner:
        trykt, mangler = _trykt(fil, blokker, f)
        yield from _rad(f"`{f.nokkel}`", f.navn, f.enhet, brukt(fil, t, f), trykt, mangler)
    if t.resultater:
        yield from ("", "Det som regnes:", "")
        yield from (*_rad("Nøkkel", "Resultat", "Enhet", "Regnes slik", "Trykt", "Kontroll"), _strek(6))
    for f in t.resultater:
        skal = f"skal være {f.skal_vaere} ± {f.spenn}".replace(".", ",") if f.skal_vaere else ""
        yield from _rad(f"`{f.nokkel}`", f.navn, f.enhet, regning(fil, t, f), _trykt(fil, blokker, f)[0], skal)
    yield from _fasit(fil, blokker)


def _trykt(fil: Tverrfil, blokker: list[Blokk], felt: Felt) -> tuple[str, str]:
    """Hvor og for hvem tallet er trykt, og hva som mangler, med grunn."""
    hvorfor = ["Ikke trykt, eller ikke lesbar i kilden."] if felt.trykt.steder or not felt.merknad else []
    grunn = " ".join([*hvorfor, felt.merknad]).strip()
    trykt, mangler = [], []
    for b in blokker:
        funnet = trykte_tall(fil, b, felt)
        hvem = list(funnet) if felt.trykt.hvem and funnet else [fil.utgave.kommune, *b.trykte]
        if med := [TRYKTE.get(x, x) for x in hvem if x in funnet]:
            steder = ", ".join(dict.fromkeys(f"s. {f.side} {f.sted}" for f in funnet.values()))
            trykt.append(f"{b.aar}: {', '.join(med)} ({steder})")
        if uten := [TRYKTE.get(x, x) for x in hvem if x not in funnet]:
            mangler.append(f"{b.aar}: {', '.join(uten)}")
    hva = "; ".join(mangler) if trykt else "Alt"
    return "; ".join(trykt) or "ikke trykt", f"{hva}. {grunn}" if mangler else ""


def _fasit(fil: Tverrfil, blokker: list[Blokk]) -> Iterator[str]:
    """Dommene over de trykte tallene i tabellen, og motstridene med grunn."""
    alle = _dommene(fil.utgave.rapport)
    ider = {
        f.id: None
        for b in blokker
        for felt in (*(b.tabell.kolonner if b.tabell else ()), *(b.tabell.resultater if b.tabell else ()))
        for f in trykte_tall(fil, b, felt).values()
    }
    if not ider:
        yield from ("", "Fasit: ingen trykte tall.")
        return
    antall = Counter(str(alle[i].dom) for i in ider)
    yield from ("", f"Fasit: {len(ider)} trykte tall, {', '.join(f'{n} {dom}' for dom, n in antall.most_common())}.")
    motstrid = [alle[i] for i in ider if alle[i].dom is Dom.MOTSTRID]
    if motstrid:
        yield ""
    for d in motstrid:
        yield f"* Motstrid, s. {d.fasit.side} {d.fasit.sted} (`{d.fasit.id}`): {d.grunn}"


@cache
def _dommene(rapport: str) -> dict[str, Dommen]:
    return {d.fasit.id: d for d in dommer(rapport)} if rapport else {}


def _rad(*felt: str) -> list[str]:
    return ["| " + " | ".join(f.replace("|", "/").replace("\n", " ") for f in felt) + " |"]


def _strek(antall: int) -> str:
    return "|" + "---|" * antall


if __name__ == "__main__":
    skriv(Path(__file__).parents[2] / "docs" / "tverrgaende")
