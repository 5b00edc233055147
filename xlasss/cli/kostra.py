"""Verb om tallene fra SSB: hente dem, og se hva SSB har endret."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xlasss.cli.ramme import Json, Norsk, app, med_framdrift, si_fra, skriv_json, stdout
from xlasss.datakilder.takt import Klokke
from xlasss.errors import Bruksfeil

if TYPE_CHECKING:
    from xlasss.datakilder.hent import Utfall
    from xlasss.datakilder.lager import Lager
    from xlasss.datakilder.register import Oppgave

LAGER = Path("kostra.sqlite")
Lagerfil = Annotated[
    Path, typer.Option("--lager", help="Lageret tallene står i.", metavar="FIL", envvar="XLASSS_LAGER")
]
Adresse = Annotated[
    str | None,
    typer.Option("--adresse", help="Adressen til SSBs API, v2 eller v0.", metavar="URL", envvar="XLASSS_SSB"),
]
Tidsgrense = Annotated[
    float,
    typer.Option(
        "--tidsgrense", help="Sekunder å vente på svar.", metavar="S", envvar="XLASSS_SSB_TIDSGRENSE", min=0.1
    ),
]


def _klokke() -> Klokke:
    return Klokke(si_fra)


def hent_til(
    lager: "Lager", oppdrag: "Sequence[Oppgave]", adresse: str | None, tidsgrense: float, *, paa_nytt: bool = False
) -> "list[Utfall]":
    """Hent oppgavene fra SSB inn i lageret, og vis hva som er i gang."""
    from xlasss.datakilder.hent import hent as hent_fra
    from xlasss.datakilder.ssb import ADRESSE, ssb
    from xlasss.datakilder.ssb_http import Forbindelse

    forbindelse = Forbindelse(adresse or ADRESSE, tidsgrense=tidsgrense, klokke=_klokke())
    return list(hent_fra(med_framdrift(oppdrag, "Henter"), ssb(forbindelse), lager, paa_nytt=paa_nytt))


@app.command(cls=Norsk)
def hent(
    aar: Annotated[list[str], typer.Option("--aar", help="Året, eller flere: 2016 eller 2015-2019.", metavar="ÅÅÅÅ")],
    sektor: Annotated[str | None, typer.Option(help="Bare tabellene til denne sektoren.", metavar="S")] = None,
    tabell: Annotated[list[str] | None, typer.Option(help="Bare denne tabellen hos SSB.", metavar="NR")] = None,
    endringer: Annotated[
        bool, typer.Option("--endringer", help="Vis det SSB har rettet i det som var hentet før denne kjøringen.")
    ] = False,
    siden: Annotated[
        str | None,
        typer.Option(help="Vis rettelsene som er funnet fra og med denne datoen.", metavar="ÅÅÅÅ-MM-DD"),
    ] = None,
    paa_nytt: Annotated[
        bool, typer.Option("--paa-nytt", help="Spør også etter det som er hentet før; lagres bare når det er endret.")
    ] = False,
    lager: Lagerfil = LAGER,
    adresse: Adresse = None,
    tidsgrense: Tidsgrense = 60,
    klass: Annotated[
        str | None,
        typer.Option(help="Hold kommunenumrene mot SSBs Klass her først.", metavar="URL", envvar="XLASSS_KLASS"),
    ] = None,
    som_json: Json = False,
) -> int:
    """Hent KOSTRA-tall fra SSB til lageret; det som er der fra før, hentes ikke igjen."""
    from xlasss.datakilder.klass import kontroller_koder
    from xlasss.datakilder.lager import Lager
    from xlasss.datakilder.register import oppgaver
    from xlasss.datakilder.ssb_http import Forbindelse
    from xlasss.rapport.henting import Rapport, vis_henting
    from xlasss.revisjon.kostra import dommer, flyttede

    oppdrag = oppgaver(_aarene(aar), sektor, tabell or ())
    if not oppdrag:
        raise Bruksfeil(f"Ingen av tabellene har tall for {', '.join(aar)}.", "KOSTRA-tabellene begynner i 2015.")
    if klass:
        kodeverk = Forbindelse(klass, tidsgrense=tidsgrense, klokke=_klokke())
        for ett in sorted({o.aar for o in oppdrag}):
            kontroller_koder(kodeverk, ett)
    with Lager.apne(lager) as apent:
        etter = apent.siste_henting(foer=siden)
        utfall = hent_til(apent, oppdrag, adresse, tidsgrense, paa_nytt=paa_nytt)
        endret = apent.endringer(etter) if endringer or siden else None
        flyttet = flyttede(apent, endret or [])
        rettet = apent.sist_rettet() if endret == [] else ""
        rapport = Rapport(lager, utfall, dommer(apent), endret, flyttet, rettet)
    if som_json:
        skriv_json(rapport.som_json())
    else:
        vis_henting(rapport, stdout())
    return 1 if rapport.avviker else 0


def _aarene(valgt: list[str]) -> list[int]:
    aarene: list[int] = []
    for tekst in valgt:
        fra, _, til = tekst.partition("-")
        if not all(a.isdecimal() and len(a) == 4 for a in (fra, til or fra)) or int(fra) > int(til or fra):
            raise Bruksfeil(f"«{tekst}» er ikke et år.", "Skriv --aar 2016 eller --aar 2015-2019.")
        aarene += range(int(fra), int(til or fra) + 1)
    return aarene
