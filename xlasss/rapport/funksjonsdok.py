"""The reference pages in docs/funksjoner and the signature snapshot, generated from the registry.

Nothing is written twice: arguments and definition come from the registry, the explanation
and the source from the calculation's own docstring, and every example is computed here.
`python -m xlasss.rapport.funksjonsdok` renews the files; a test holds them to the code.
"""

import inspect
import re
import sys
from pathlib import Path

from xlasss.begreper import Feil
from xlasss.kall import kall
from xlasss.oppslag import norsk
from xlasss.rapport.eksempler import EKSEMPLER, RAPPORTEN
from xlasss.registry import REGISTER, Form, Funksjon, Rekkevidde
from xlasss.revisjon.kontroller.funn import tall as kortest

SIDER = Path("docs/funksjoner")
SIGNATURER = Path("tests/regresjon/signaturer.txt")
_NY = "python -m xlasss.rapport.funksjonsdok"
_MERKE = f"<!-- Laget av registeret med `{_NY}`. Endre der, ikke her. -->"

_FELLES = """
# ASSS-funksjonene

I formene er **m** kommuner (rader), **n** indikatorer (kolonner) og **s** sektorer. En matrise
m×n leses aldri på tvers; et argument (m) eller (n) kan ligge begge veier. Et tall i svaret er
ikke avrundet.

Tomt, `#N/A` og SSBs tegn `.` `..` `...` `:` er «mangler» og blir aldri 0. SSBs strek `-` er 0.
Annen tekst, også tall lagret som tekst, er `#VALUE!`. Norsk Excel viser `#N/A` som `#I/T` og
`#VALUE!` som `#VERDI!`. Når flere feil møtes, vinner den Excel gir lavest FEIL.TYPE; en ekte
feil skjules aldri av et manglende tall.

I eksemplene står « · » mellom kolonner og « / » mellom rader. «METODE» i en kilde er
prosjektets notat om ASSS-metoden.
"""
_RESULTAT = {
    "m×1": "ett tall per kommune (m×1)",
    "m×n": "ett tall per kommune og indikator (m×n)",
    "1×n": "ett tall per indikator (1×n)",
    "som argumentene": "samme form som argumentene",
    "ett tall eller s×1": "ett tall, eller ett per sektor (s×1) når satsene har en rad per sektor",
}
_FEIL = {
    Rekkevidde.RAD: "En feil eller et manglende tall i en kommunes rad gir den feilen i raden. "
    "I et argument uten kommuner (n, ett tall) rammer det alle radene.",
    Rekkevidde.CELLE: "En feil eller et manglende tall i en indikator gir den feilen i den cellen. "
    "I vektene rammer det alle cellene.",
    Rekkevidde.NETTVERK: "Et manglende tall gir #N/A i kommunens rad, og kommunen er ute av snittet for de andre. "
    "Enhver annen feil ødelegger snittet og rammer alle radene. Med færre enn to kommuner med data er svaret #N/A.",
    Rekkevidde.KOLONNE: "En kommune uten tall, eller uten vekt i et veid snitt, er ute av snittet for den indikatoren "
    "og viser selv #N/A i en tjenesteprofil. Enhver annen feil ødelegger snittet og rammer hele kolonnen; står den i "
    "vekter per kommune eller i `utelat`, rammer den alle kolonnene, også om kommunen er utelatt. "
    "Med færre enn to kommuner med data er svaret #N/A.",
    Rekkevidde.ELEMENT: "En feil eller et manglende tall gir den feilen på samme plass i svaret. "
    "Et enkelttall går med et område; i et enkelttall rammer feilen alle plassene.",
}
_OPPSLAG = (
    "En feil i et argument er svaret. Et tomt argument, et ukjent navn og et tall som ikke er publisert gir #N/A."
)
_EGNE_FEIL = {
    "ASSS_SJEKK": "En feil i et argument er svaret. Mangler et tall, er svaret «kan ikke beregnes» med grunnen. "
    "Desimaler som ikke er et helt tall fra −300 til 300 gir #NUM!.",
    "ASSS_VERSJON": "Ingen.",
}  # fmt: skip


def _celle(celle: object, desimaler: int | None = None) -> str:
    if isinstance(celle, Feil):
        return celle.tekst
    if not isinstance(celle, float):
        return str(celle)
    return norsk(celle, desimaler) if desimaler is not None else kortest(celle)


def vist(verdi: object, desimaler: int | None = None) -> str:
    """Cellene på én linje: « · » mellom kolonner, « / » mellom rader."""
    rader = verdi if isinstance(verdi, list) else [[verdi]]
    return " / ".join(" · ".join(_celle(celle, desimaler) for celle in rad) for rad in rader)


def _eksempel(funksjon: Funksjon) -> list[str]:
    eks = EKSEMPLER.get(funksjon.navn)
    if eks is None:
        return []
    navn = [a.navn for a in funksjon.argumenter]
    linjer = [f"| `{n}` | {vist(c)} |" for n, c in zip(navn, eks.celler, strict=False)]
    tabell = [
        "| | |",
        "|---|---|",
        *linjer,
        f"| **svar** | **{vist(kall(funksjon.navn, *eks.celler), eks.desimaler)}** |",
    ]
    trykt = [f"| trykt | {eks.trykt} ({eks.kilde}) |"] if eks.trykt else []
    slag = "" if eks.trykt or funksjon.rekkevidde is None else " Tallene er tenkte."
    return ["", "## Eksempel", "", f"{eks.tittel}.{slag}", "", *tabell, *trykt]


def forklaring_og_kilde(funksjon: Funksjon) -> tuple[str, str]:
    """Prosaen i beregningens docstring, og kilden den oppgir; eksemplene er ikke med."""
    avsnitt = (inspect.getdoc(funksjon.beregn) or "").split("\n\n")
    prosa = "\n\n".join(" ".join(a.split()) for a in avsnitt if ">>>" not in a and not a.endswith(":"))
    tekst, _, kilde = prosa.partition("Kilde:")
    if not kilde:
        modul = inspect.getdoc(inspect.getmodule(funksjon.beregn)) or ""
        kilde = modul.partition("Kilde:")[2]
    ledd = "|".join(a.navn for a in funksjon.argumenter) or "Svar"
    tekst = re.sub(rf"\b((?:{ledd}|Alle|Begge)(?:, (?:{ledd}))*|Svar):", r"**\1:**", tekst)
    return tekst.strip(), " ".join(kilde.split()).replace("rapporten s.", f"{RAPPORTEN} s.")


def resultatform(funksjon: Funksjon) -> str:
    """Formen på svaret, i ord."""
    return _RESULTAT.get(funksjon.resultat, funksjon.resultat)


def feil_og_mangler(funksjon: Funksjon) -> str:
    """Hvor langt en feil og et manglende tall når i svaret."""
    return _FEIL[funksjon.rekkevidde] if funksjon.rekkevidde else _EGNE_FEIL.get(funksjon.navn, _OPPSLAG)


def _form(form: Form, valgfri: bool) -> str:
    return f"{form.value}, kan utelates" if valgfri else form.value


def side(funksjon: Funksjon) -> str:
    """Hjelpesiden for én funksjon."""
    forklaring, kilde = forklaring_og_kilde(funksjon)
    argumenter = [f"| `{a.navn}` | {_form(a.form, a.valgfri)} | {a.hjelp} |" for a in funksjon.argumenter]
    linjer = [
        _MERKE, "", f"# {funksjon.navn}", "", f"{funksjon.hjelp}.", "", f"    ={funksjon.signatur}", "",
        f"**Definisjon:** {funksjon.definisjon}  ",
        f"**Svar:** {resultatform(funksjon)}", "",
        *(["| argument | form | hva |", "|---|---|---|", *argumenter, ""] if argumenter else []),
        "## Slik virker den", "", forklaring, "",
        "## Feil og manglende tall", "", feil_og_mangler(funksjon),
        *_eksempel(funksjon),
        *(["", "## Kilde", "", kilde[0].upper() + kilde[1:]] if kilde else []),
    ]  # fmt: skip
    return "\n".join(linjer).rstrip() + "\n"


def innhold() -> str:
    """Innholdssiden: alle funksjonene, og det som gjelder dem alle."""
    rader = [f"| [`{f.navn}`]({f.navn}.md) | {f.hjelp} |" for f in REGISTER.values()]
    return "\n".join([_MERKE, _FELLES, "| funksjon | |", "|---|---|", *rader]) + "\n"


def sider() -> dict[str, str]:
    """Alle sidene i docs/funksjoner, etter filnavn."""
    return {"README.md": innhold(), **{f"{f.navn}.md": side(f) for f in REGISTER.values()}}


def signaturer() -> str:
    """Signaturene som tekst, én linje per funksjon, så en endring syns i gjennomgangen."""
    linjer = [
        "# Vårt eget øyeblikksbilde av funksjonene i registeret, ikke en fasit. En endring her er en endring for alle",
        f"# som har funksjonen i en arbeidsbok, og skal stå i CHANGELOG. Ny fil: {_NY}",
    ]
    for f in REGISTER.values():
        argumenter = "; ".join(
            f"[{a.navn}: {a.form.value}]" if a.valgfri else f"{a.navn}: {a.form.value}" for a in f.argumenter
        )
        rekkevidde = f.rekkevidde.name.lower() if f.rekkevidde else "oppslag"
        linjer.append(f"{f.navn}({argumenter}) → {f.resultat} | feil: {rekkevidde} | {f.definisjon}")
    return "\n".join(linjer) + "\n"


def skriv(rot: Path) -> None:
    """Skriv sidene og signaturene, og fjern sider for funksjoner som ikke finnes mer."""
    ferdige = {rot / SIDER / navn: tekst for navn, tekst in sider().items()} | {rot / SIGNATURER: signaturer()}
    for fil, tekst in ferdige.items():
        fil.parent.mkdir(parents=True, exist_ok=True)
        fil.write_text(tekst, encoding="utf-8")
    for fil in (rot / SIDER).glob("*.md"):
        if fil not in ferdige:
            fil.unlink()


if __name__ == "__main__":
    skriv(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
