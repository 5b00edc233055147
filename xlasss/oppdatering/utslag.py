"""The largest effect of an update on a result, as one sentence for the log."""

from collections.abc import Mapping

from xlasss.begreper import Feil
from xlasss.engines.adresse import adresse, plass
from xlasss.engines.protokoll import Verdi
from xlasss.oppdatering.inndataark import Plass
from xlasss.oppdatering.noekler import NOKKELORD
from xlasss.oppdatering.omregning import Omregning

RESULTAT = "Resultat"
_FORSKJELLER = ("avvik", "forskjell", "bidrag", "andel")
"""Kolonner som måler en avstand: en liten avstand endres lett med mange prosent."""


def storste_utslag(regnet: Omregning, innhold: Mapping[Plass, Verdi], celler: Mapping[Plass, Verdi]) -> str:
    """Resultatet som endrer seg mest, i prosent, og hvor mange som har fått eller mistet tall; tomt når ingen har det.

    En celle som bare viser et av de nye tallene, er ikke et resultat.
    """
    satt = set(celler.values())
    steder = [s for s in regnet.nye if s[0].casefold() == RESULTAT.casefold() and regnet.nye[s] not in satt]
    prosent = {s: _prosent(regnet.foer[s], regnet.nye[s]) for s in steder if not _er_forskjell(s, innhold)}
    storst = max((s for s in prosent if prosent[s]), key=lambda s: abs(prosent[s]), default=None)
    fikk = sum(isinstance(regnet.foer[s], Feil) and isinstance(regnet.nye[s], float) for s in steder)
    mistet = sum(isinstance(regnet.foer[s], float) and isinstance(regnet.nye[s], Feil) for s in steder)
    deler = [_setning(storst, innhold, regnet, prosent[storst])] if storst else []
    deler += [f"{fikk} resultater som manglet, har fått tall"] if fikk else []
    deler += [f"{mistet} resultater har ikke lenger tall"] if mistet else []
    return "; ".join(deler)


def _er_forskjell(stedet: Plass, innhold: Mapping[Plass, Verdi]) -> bool:
    """Om kolonnen måler en forskjell; navnet på den står i nærmeste rad over med overskrifter."""
    ark, celle = stedet
    rad, kolonne = plass(celle)
    hode = next((r for r in range(rad - 1, 0, -1) if innhold.get((ark, adresse(r, 1))) in (NOKKELORD, "Nr.")), None)
    navn = str(innhold.get((ark, adresse(hode, kolonne)), "")).casefold() if hode else ""
    return any(ord_ in navn for ord_ in _FORSKJELLER)


def _prosent(foer: Verdi, naa: Verdi) -> float:
    """Endringen i prosent; 0 når det ikke er to tall, eller det første er null."""
    if isinstance(foer, float) and isinstance(naa, float) and foer:
        return 100 * (naa / foer - 1)
    return 0.0


def _setning(stedet: Plass, innhold: Mapping[Plass, Verdi], regnet: Omregning, prosent: float) -> str:
    ark, celle = stedet
    navn = innhold.get((ark, f"B{plass(celle)[0]}")) or "et resultat"
    tallene = f"{regnet.foer[stedet]:.5g} → {regnet.nye[stedet]:.5g} ({prosent:+.1f} %)".replace(".", ",")
    return f"{navn}: {tallene}, {ark}!{celle}"
