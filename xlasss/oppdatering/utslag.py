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
    """Resultatet som endrer seg mest, og hvor mange som har fått eller mistet tall; tomt når ingen har det.

    Det som ikke er regnet, sies: da er ikke utslaget null, det er ukjent.
    Endringen er i prosent, og i prosentenheter for et resultat som selv er i prosent. En celle som bare viser et
    av de nye tallene, er ikke et resultat.
    """
    if regnet.grunn:
        return "ikke regnet, for motoren leser ikke boken"
    if celler and not any(_er_resultat(s) for s in innhold):
        return f"ikke regnet, for boken har ikke arket {RESULTAT}"
    satt = set(celler.values())
    steder = [s for s in regnet.nye if _er_resultat(s) and regnet.nye[s] not in satt]
    utslag = {s: u for s in steder if (u := _utslag(s, regnet.foer[s], regnet.nye[s], innhold))}
    storst = max(utslag, key=lambda s: abs(utslag[s][0]), default=None)
    fikk = sum(isinstance(regnet.foer[s], Feil) and isinstance(regnet.nye[s], float) for s in steder)
    mistet = sum(isinstance(regnet.foer[s], float) and isinstance(regnet.nye[s], Feil) for s in steder)
    deler = [_setning(storst, innhold, regnet, *utslag[storst])] if storst else []
    deler += [f"{fikk} resultater som manglet, har fått tall"] if fikk else []
    deler += [f"{mistet} resultater har ikke lenger tall"] if mistet else []
    ukjente = sum(_er_resultat(s) for s in regnet.beholdt)
    deler += [f"{ukjente} celle{'r' if ukjente > 1 else ''} på {RESULTAT} er ikke regnet"] if ukjente else []
    return "; ".join(deler)


def _er_resultat(stedet: Plass) -> bool:
    return stedet[0].casefold() == RESULTAT.casefold()


def _utslag(stedet: Plass, foer: Verdi, naa: Verdi, innhold: Mapping[Plass, Verdi]) -> tuple[float, str] | None:
    """Hvor mye og i hva; None når det ikke er to tall, eller kolonnen måler en forskjell."""
    ark, celle = stedet
    rad, kolonne = plass(celle)
    hode = next((r for r in range(rad - 1, 0, -1) if innhold.get((ark, adresse(r, 1))) in (NOKKELORD, "Nr.")), rad)
    navn = str(innhold.get((ark, adresse(hode, kolonne)), "")).casefold()
    if not (isinstance(foer, float) and isinstance(naa, float)) or any(ord_ in navn for ord_ in _FORSKJELLER):
        return None
    if "prosent" in navn or innhold.get((ark, f"C{rad}")) == "prosent":
        return naa - foer, "prosentenheter"
    return (100 * (naa / foer - 1), "%") if foer else None


def _setning(stedet: Plass, innhold: Mapping[Plass, Verdi], regnet: Omregning, utslag: float, enhet: str) -> str:
    ark, celle = stedet
    navn = innhold.get((ark, f"B{plass(celle)[0]}")) or "et resultat"
    tallene = f"{regnet.foer[stedet]:.5g} → {regnet.nye[stedet]:.5g} ({utslag:+.1f} {enhet})".replace(".", ",")
    return f"{navn}: {tallene}, {ark}!{celle}"
