"""Hva hentingen fra SSB ga: til terminalen og som JSON."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from xlasss.begreper import Dom
from xlasss.datakilder.hent import Hva, Utfall
from xlasss.datakilder.verdier import HEMMELIG, Endring, Verdi
from xlasss.oppslag import norsk
from xlasss.rapport.terminal import ny_tabell
from xlasss.revisjon.kostra import Flyttet, Kostradom

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

    @property
    def avviker(self) -> bool:
        """Om noe skal ses på: en tabell som er borte, eller et trykt tall SSBs tall ikke lenger gir."""
        borte = any(u.hva is Hva.UKJENT for u in self.utfall)
        return borte or any(d.dom is Dom.MOTSTRID for d in self.dommer)

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
            }
        return svar


def _utfall(u: Utfall) -> dict[str, object]:
    return {
        "tabell": u.oppgave.tabell, "aar": u.oppgave.aar, "hva": str(u.hva), "tittel": u.tittel,
        "vintage": u.vintage or None, "celler": u.celler, "mangler": list(u.mangler),
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
        hentet.add_row(u.oppgave.tabell, str(u.oppgave.aar), celler, u.vintage[:10], u.tittel)
    ut.print(hentet)
    for u in rapport.utfall:
        if u.mangler and u.hva is Hva.HENTET:
            ut.print(f"[yellow]•[/] {u.oppgave}: SSB har ikke {', '.join(u.mangler)}", soft_wrap=True)
    if rapport.endringer is not None:
        _vis_endringer(rapport.endringer, rapport.flyttede, ut)
    _vis_dommer(rapport.dommer, ut)
    ut.print(f"Lageret ligger i [bold]{rapport.lager}[/]", soft_wrap=True)


def _vis_endringer(endringer: list[Endring], flyttede: list[Flyttet], ut: Console) -> None:
    if not endringer:
        ut.print("SSB har ikke endret noe av det som var hentet fra før.")
        return
    vist = ny_tabell(f"SSB har endret {len(endringer)} celler", ("Tabell", "v"), ("År", "h"), ("Kommune", "h"),
                  ("Fra", "h"), ("Til", "h"), ("Variabel", "v"))  # fmt: skip
    for e in endringer[:FLEST_LINJER]:
        v = e.til
        fra = "(et tall)" if e.fra.tegn == v.tegn == HEMMELIG else _tekst(e.fra)
        vist.add_row(v.tabell, str(v.aar), v.kommunekode, fra, _tekst(v), v.variabel.replace("[", r"\["))
    ut.print(vist)
    if len(endringer) > FLEST_LINJER:
        ut.print(f"… og {len(endringer) - FLEST_LINJER} til; alle står i --json.")
    for f in flyttede:
        k = f.etter.kobling
        trykt = f"s. {k.fasit.side}, trykt {norsk(k.fasit.verdi, k.fasit.desimaler)}"
        ut.print(
            f"[yellow]•[/] {trykt}, {k.indikator.navn.lower()}, {k.kommune}: {_regnet(f.foer)} → {_regnet(f.etter)}",
            soft_wrap=True,
        )


def _tekst(v: Verdi) -> str:
    return f"«{v.tegn}»" if v.verdi is None else norsk(v.verdi, v.desimaler or 0)


def _regnet(d: Kostradom) -> str:
    if d.beregnet is None:
        return f"kan ikke beregnes ({d.grunn})"
    return f"{norsk(float(d.beregnet.midt), d.kobling.fasit.desimaler + 2)} ({d.dom})"


def _vis_dommer(dommer: list[Kostradom], ut: Console) -> None:
    antall = Counter(d.dom for d in dommer)
    kan = len(dommer) - antall[Dom.KAN_IKKE_BEREGNES]
    if kan:
        ut.print(f"{kan} av {len(dommer)} trykte tall kan regnes av beløpene i lageret: {antall[Dom.STEMMER]} stemmer.")
    for d in dommer:
        if d.dom is Dom.MOTSTRID:
            f = d.kobling.fasit
            ut.print(f"[red]•[/] s. {f.side}, trykt {norsk(f.verdi, f.desimaler)}: {_regnet(d)}", soft_wrap=True)
