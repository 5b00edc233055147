"""Verb som ser på en arbeidsbok som regneark: hva som er uheldig, og hvordan den er bygd."""

from pathlib import Path
from typing import Annotated

import typer

from xlasss.cli.ramme import Json, Norsk, app, skriv_json, stdout
from xlasss.cli.utfil import ARKIV, BOK, krev_utfil
from xlasss.errors import Bruksfeil


@app.command(cls=Norsk)
def lint(
    fil: Annotated[Path, typer.Argument(help="Arbeidsboken, vår eller en annens.", metavar="FIL")],
    som_json: Json = False,
) -> int:
    """Let etter det som gjør et regneark utrygt: overskrevne formler, tall i formler, skjulte ark (docs/lint.md)."""
    from xlasss.rapport.lint import lint_json, vis_lint
    from xlasss.revisjon.kontroller.regler import OPPLYSNING
    from xlasss.revisjon.lint import lint as finn

    funnene = finn(fil)
    if som_json:
        skriv_json(lint_json(fil, funnene))
    else:
        vis_lint(fil, funnene, stdout())
    return 1 if any(f.alvor != OPPLYSNING for f in funnene) else 0


@app.command(cls=Norsk)
def frys(
    filer: Annotated[list[Path] | None, typer.Argument(help="Arbeidsbøkene som skal fryses.", metavar="FIL")] = None,
    ut: Annotated[Path | None, typer.Option("--ut", help="Arkivet som skal skrives.", metavar="ARKIV.zip")] = None,
    verifiser: Annotated[
        Path | None, typer.Option(help="Kontroller et arkiv i stedet for å lage et.", metavar="ARKIV.zip")
    ] = None,
    motor: Annotated[str, typer.Option(help="formualizer, formulas eller libreoffice.")] = "formualizer",
    som_json: Json = False,
) -> int:
    """Frys arbeidsbøker med verdier, formler, kilder og summer i ett arkiv, eller kontroller et slikt."""
    from xlasss.rapport.frys import vis_frosset, vis_verifisert
    from xlasss.revisjon.frys import frys as frys_filer
    from xlasss.revisjon.frys.verifiser import verifiser as verifiser_arkiv

    if verifiser is not None:
        if filer or ut:
            raise Bruksfeil("--verifiser tar bare arkivet.", "Skriv xlasss frys --verifiser ARKIV.zip.")
        resultat = verifiser_arkiv(verifiser)
        skriv_json({"stemmer": resultat.stemmer} | vars(resultat)) if som_json else vis_verifisert(resultat, stdout())
        return 0 if resultat.stemmer else 1
    if not filer or ut is None:
        raise Bruksfeil("Mangler arbeidsbok eller arkiv.", "Skriv xlasss frys FIL … --ut ARKIV.zip.")
    krev_utfil(ut, ARKIV, filer)
    frosset = frys_filer(filer, ut, motor)
    skriv_json(vars(frosset) | {"ut": str(ut)}) if som_json else vis_frosset(frosset, stdout())
    return 0


@app.command(cls=Norsk)
def kart(
    fil: Annotated[Path, typer.Argument(help="Arbeidsboken, vår eller en annens.", metavar="FIL")],
    ut: Annotated[
        Path | None, typer.Option("--ut", help="Skriv kartet som arbeidsbok hit.", metavar="KART.xlsx")
    ] = None,
    bilder: Annotated[
        Path | None, typer.Option(help="Skriv et bilde (SVG) av hvert ark i denne mappen.", metavar="MAPPE")
    ] = None,
    som_json: Json = False,
) -> int:
    """Tegn formlene: hva som er original, kopi, inndata, og hvor et tall er limt over en formel."""
    from xlasss.rapport.kart import kart_json, vis_kart
    from xlasss.revisjon.kontroller.malbrudd import malbrudd
    from xlasss.workbook.kart import kart as tegn
    from xlasss.workbook.kart.bilde import skriv_bilder
    from xlasss.workbook.kart.skriv import skriv_kart
    from xlasss.workbook.les import les_bok

    krev_utfil(ut, BOK, [fil])
    bok = les_bok(fil)
    kartene = list(tegn(bok, malbrudd(bok)))
    if ut is not None:
        skriv_kart(kartene, fil.name, ut)
    filer = skriv_bilder(kartene, bilder) if bilder is not None else []
    if som_json:
        skriv_json(kart_json(fil, kartene))
    else:
        vis_kart(fil, kartene, stdout())
        for skrevet in (*([ut] if ut else []), *filer):
            stdout().print(f"Skrev {skrevet}", markup=False, soft_wrap=True)
    return 1 if any(k.overskrevet for k in kartene) else 0
