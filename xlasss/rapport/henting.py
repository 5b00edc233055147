"""Hva hentingen fra SSB ga: til terminalen og som JSON."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from xlasss.begreper import Dom
from xlasss.datakilder.hent import Hva, Utfall
from xlasss.datakilder.kommuner import kommunenavn
from xlasss.datakilder.verdier import HEMMELIG, Endring, Verdi
from xlasss.oppslag import norsk
from xlasss.rapport.terminal import ny_tabell
from xlasss.revisjon.kostra import Flyttet, Kobling, Kostradom

FLEST_LINJER = 40
"""Så mange endringer vises i terminalen; alle står i --json."""


@dataclass(frozen=True)
class Rapport:
    """Utfallet av en henting. `endringer` er None når det ikke er spurt etter dem."""

    lager: Path
    utfall: list[Utfall]
    dommer: list[Kostradom]
    endringer: list[Endring] | None
    flyttede: list[Flyttet]
    sist_rettet: str = ""
    """Datoen for den siste hentingen som fant en rettelse, når denne ikke fant noen."""

    @property
    def avviker(self) -> bool:
        """Om noe skal ses på: en tabell vi ikke får brukt, eller et trykt tall SSBs tall ikke lenger gir."""
        borte = any(u.hva in (Hva.UKJENT, Hva.UBRUKELIG) for u in self.utfall)
        tapt = any(f.tapt for f in self.flyttede)
        return borte or tapt or any(d.dom is Dom.MOTSTRID or d.punkt.grunn for d in self.dommer)

    def som_json(self) -> dict[str, object]:
        """Hele rapporten som ett dokument."""
        svar: dict[str, object] = {
            "lager": str(self.lager),
            "hentet": [_utfall(u) for u in self.utfall],
            "fasit": [d.som_json() for d in self.dommer],
        }
        if self.endringer is not None:
            svar |= {
                "endringer": [_endring(e) for e in self.endringer],
                "flytter": [f.som_json() for f in self.flyttede],
                "sist_rettet": self.sist_rettet or None,
            }
        return svar


def _utfall(u: Utfall) -> dict[str, object]:
    return {
        "tabell": u.oppgave.tabell, "aar": u.oppgave.aar, "hva": str(u.hva), "tittel": u.tittel,
        "vintage": u.vintage or None, "celler": u.celler, "mangler": list(u.mangler),
        "grunn": u.grunn or None,
    }  # fmt: skip


def _endring(e: Endring) -> dict[str, object]:
    v = e.til
    return {
        "tabell": v.tabell, "variabel": v.variabel, "kommunekode": v.kommunekode, "aar": v.aar,
        "fra": e.fra.celle, "til": v.celle, "enhet": v.enhet, "vintage_fra": e.fra.vintage, "vintage_til": v.vintage,
    }  # fmt: skip


def vis_henting(rapport: Rapport, ut: Console) -> None:
    """Tabell for tabell, og så dommene; med endringene når det er spurt etter dem."""
    hentet = ny_tabell(
        "Hentet fra SSB", ("Tabell", "v"), ("År", "h"), ("Celler", "h"), ("SSB oppdaterte", "v"), ("Tittel", "v")
    )
    for u in rapport.utfall:
        celler = str(u.celler) if u.hva is Hva.HENTET else f"[dim]{u.hva}[/]"
        hentet.add_row(u.oppgave.tabell, str(u.oppgave.aar), celler, u.vintage[:10], escape(u.tittel))
    ut.print(hentet)
    for nr, aarene, mangler in _mangler(rapport.utfall):
        ut.print(f"[yellow]•[/] tabell {nr} for {aarene}: SSB har ikke {mangler}", soft_wrap=True)
    for linje in dict.fromkeys(u.grunn for u in rapport.utfall if u.grunn):
        ut.print(f"[yellow]•[/] {escape(linje)}", soft_wrap=True)
    if rapport.endringer is not None:
        _vis_endringer(rapport, rapport.endringer, ut)
        for linje in _samlet([(f.etter, _flyttet(f)) for f in rapport.flyttede]):
            ut.print(f"[yellow]•[/] {linje}", soft_wrap=True)
    _vis_dommer(rapport.dommer, {f.etter.kobling for f in rapport.flyttede}, ut)
    ut.print(f"Lageret ligger i [bold]{escape(str(rapport.lager))}[/]", soft_wrap=True)


def _mangler(utfall: list[Utfall]) -> list[tuple[str, str, str]]:
    """Kodene SSB ikke har, én gang for hver tabell, med årene det gjelder."""
    funnet: dict[tuple[str, str], list[str]] = {}
    for u in utfall:
        if u.mangler and u.hva is Hva.HENTET:
            funnet.setdefault((u.oppgave.tabell, ", ".join(u.mangler)), []).append(str(u.oppgave.aar))
    return [(nr, ", ".join(aarene), mangler) for (nr, mangler), aarene in funnet.items()]


def _vis_endringer(rapport: Rapport, endringer: list[Endring], ut: Console) -> None:
    if not endringer:
        nytt = any(u.hva is Hva.HENTET for u in rapport.utfall)
        uten = "SSB har ikke endret noe av det som var hentet fra før."
        ut.print(uten if nytt else f"Ingenting nytt er hentet. {uten}")
        if sist := rapport.sist_rettet:
            ut.print(f"De siste rettelsene ble funnet {sist}; se dem med «--endringer --siden {sist}».", soft_wrap=True)
        return
    antall = "én celle" if len(endringer) == 1 else f"{len(endringer)} celler"
    vist = ny_tabell(f"SSB har endret {antall}", ("Tabell", "v"), ("År", "h"), ("Kommune", "v"), ("Fra", "h"),
                     ("Til", "h"), ("Variabel", "v"))  # fmt: skip
    for e in endringer[:FLEST_LINJER]:
        v = e.til
        fra = "(et tall)" if e.fra.tegn == v.tegn == HEMMELIG else _tekst(e.fra)
        vist.add_row(v.tabell, str(v.aar), kommunenavn(v.kommunekode, v.aar), fra, _tekst(v), escape(v.variabel))
    ut.print(vist)
    if len(endringer) > FLEST_LINJER:
        ut.print(f"… og {len(endringer) - FLEST_LINJER} til; alle står i --json.")


def _tekst(v: Verdi) -> str:
    return f"«{v.tegn}»" if v.verdi is None else norsk(v.verdi, v.desimaler or 0)


def _regnet(d: Kostradom) -> str:
    if d.beregnet is None:
        return f"kan ikke beregnes ({d.grunn})"
    return f"{norsk(float(d.beregnet.midt), d.kobling.fasit.desimaler + 2)} ({d.dom})"


def _flyttet(f: Flyttet) -> str:
    if not f.tapt:
        return f"{_regnet(f.foer)} → {_regnet(f.etter)}"
    foer = f"{_regnet(f.foer)} → " if f.foer.beregnet else ""
    return f"{foer}kan ikke lenger regnes av SSBs tall ({f.etter.grunn})"


def _samlet(linjer: list[tuple[Kostradom, str]]) -> list[str]:
    """Én linje for hvert trykte tall, også når det er trykt på flere sider."""
    sider: dict[tuple[str, str, str], list[str]] = {}
    for d, utfall in linjer:
        k, f = d.kobling, d.kobling.fasit
        hva = f"{k.indikator.navn}, {k.kommune} {k.aar}"
        sider.setdefault((hva, norsk(f.verdi, f.desimaler), utfall), []).append(f.side)
    return [f"{hva}, trykt {t} (s. {', '.join(dict.fromkeys(s))}): {u}" for (hva, t, u), s in sider.items()]


def _vis_dommer(dommer: list[Kostradom], alt_nevnt: set[Kobling], ut: Console) -> None:
    antall = Counter(d.dom for d in dommer)
    kan = len(dommer) - antall[Dom.KAN_IKKE_BEREGNES]
    if kan:
        ut.print(f"{kan} av {len(dommer)} trykte tall kan regnes av beløpene i lageret: {antall[Dom.STEMMER]} stemmer.")
    galt = [d for d in dommer if d.dom is Dom.MOTSTRID or d.punkt.grunn]
    for linje in _samlet([(d, _regnet(d)) for d in galt if d.kobling not in alt_nevnt]):
        ut.print(f"[red]•[/] {linje}", soft_wrap=True)
