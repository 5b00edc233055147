"""The help the task pane shows, from the registry: the same words as the pages in docs/funksjoner."""

from xlasss.kall import kall
from xlasss.rapport.eksempler import EKSEMPLER
from xlasss.rapport.funksjonsdok import SIDER, feil_og_mangler, forklaring_og_kilde, resultatform, vist
from xlasss.registry import REGISTER, Funksjon
from xlasss.versjon import DATA_UTGAVE, VERSJON

PROVE = "ASSS_PRODINDEKS"
"""Funksjonen ruten kaller når den sjekker installasjonen: eksemplet er trykt i rapporten."""


def hjelp(navnerom: str) -> dict[str, object]:
    """Alt oppgaveruten viser, som ett dokument."""
    return {
        "xlasss": VERSJON,
        "data": DATA_UTGAVE,
        "navnerom": navnerom,
        "funksjoner": [_om(funksjon) for funksjon in REGISTER.values()],
        "prove": _prove(),
    }


def _om(funksjon: Funksjon) -> dict[str, object]:
    forklaring, kilde = forklaring_og_kilde(funksjon)
    return {
        "navn": funksjon.navn,
        "signatur": funksjon.signatur,
        "hjelp": funksjon.hjelp,
        "definisjon": funksjon.definisjon,
        "svar": resultatform(funksjon),
        "argumenter": [
            {"navn": a.navn, "form": a.form.value, "valgfri": a.valgfri, "hjelp": a.hjelp} for a in funksjon.argumenter
        ],
        "forklaring": forklaring,
        "feil": feil_og_mangler(funksjon),
        "kilde": kilde[:1].upper() + kilde[1:],
        "side": f"{SIDER.as_posix()}/{funksjon.navn}.md",
        "eksempel": _eksempel(funksjon),
    }


def _eksempel(funksjon: Funksjon) -> dict[str, object] | None:
    eks = EKSEMPLER.get(funksjon.navn)
    if eks is None:
        return None
    return {
        "tittel": eks.tittel,
        "tenkt": not eks.trykt and funksjon.rekkevidde is not None,
        "argumenter": [[arg.navn, vist(celle)] for arg, celle in zip(funksjon.argumenter, eks.celler, strict=False)],
        "svar": vist(kall(funksjon.navn, *eks.celler), eks.desimaler),
        "trykt": eks.trykt,
        "kilde": eks.kilde,
    }


def _prove() -> dict[str, object]:
    """Kallet med trykt svar: cellene, og det svaret skal være innenfor avrundingen."""
    eks = EKSEMPLER[PROVE]
    desimaler = len(eks.trykt.partition(",")[2])
    return {
        "navn": PROVE,
        "tittel": eks.tittel,
        "celler": list(eks.celler),
        "trykt": eks.trykt,
        "tall": float(eks.trykt.replace(",", ".")),
        "halvbredde": 0.5 * 10**-desimaler,
        "kilde": eks.kilde,
    }
