"""Hentingen: tabell for tabell og år for år, med kodene som gjaldt det året. Hvert år lagres når det er helt.

Det som er hentet før, hentes ikke igjen så lenge SSB ikke har oppdatert tabellen; et avbrudd koster
derfor bare det året det skjedde i. En tabell som ikke kan brukes, stopper ikke de andre; er SSB nede eller
sier nei, stopper alt med en gang.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from xlasss.datakilder.jsonstat import celler
from xlasss.datakilder.lager import Celle, Henting, Lager
from xlasss.datakilder.register import Oppgave, kjent_tittel, kjente_koder, koder_som_trengs
from xlasss.datakilder.ssb import Ssb
from xlasss.datakilder.tabell import TID, Tabell, Utvalg
from xlasss.datakilder.utgaver import tidspunkt
from xlasss.errors import Hentefeil, IkkeHosSsb, Tabellfeil, TypeFeil
from xlasss.kommunenumre import kommunekoder


class Hva(StrEnum):
    """Hvordan det gikk med ett år av én tabell."""

    HENTET = "hentet"
    UENDRET = "uendret"
    UTEN_AARET = "året er ikke i tabellen"
    UKJENT = "tabellen finnes ikke hos SSB"
    UBRUKELIG = "kan ikke brukes"


@dataclass(frozen=True)
class Utfall:
    """Det som skjedde med en oppgave; `mangler` er koder vi kjenner, men SSB ikke har i tabellen.

    `grunn` sier hvorfor en tabell ikke kan brukes.
    """

    oppgave: Oppgave
    hva: Hva
    tittel: str = ""
    vintage: str = ""
    celler: int = 0
    mangler: tuple[str, ...] = ()
    grunn: str = ""


def hent(oppgaver: Iterable[Oppgave], ssb: Ssb, lager: Lager, *, paa_nytt: bool = False) -> Iterator[Utfall]:
    """Hent oppgavene én for én og legg dem i lageret. `paa_nytt`: spør også etter det som er hentet før."""
    beskrevet: dict[str, Tabell | Tabellfeil | IkkeHosSsb] = {}
    for oppgave in oppgaver:
        if oppgave.tabell not in beskrevet:
            beskrevet[oppgave.tabell] = _beskriv(ssb, oppgave.tabell)
        tabell = beskrevet[oppgave.tabell]
        try:
            if not isinstance(tabell, Tabell):
                raise tabell
            yield _hent_aar(oppgave, tabell, ssb, lager, paa_nytt=paa_nytt)
        except IkkeHosSsb:
            yield Utfall(oppgave, Hva.UKJENT, kjent_tittel(oppgave.tabell))
        except Tabellfeil as feil:
            tittel = tabell.tittel if isinstance(tabell, Tabell) else kjent_tittel(oppgave.tabell)
            yield Utfall(oppgave, Hva.UBRUKELIG, tittel, grunn=str(feil))


def krev_brukbare(utfall: Iterable[Utfall]) -> None:
    """Stopp når en av tabellene ikke kunne brukes: til en arbeidsbok hentes bare tabellene den trenger."""
    if grunner := list(dict.fromkeys(u.grunn for u in utfall if u.hva is Hva.UBRUKELIG)):
        raise Hentefeil(" ".join(grunner), "Bruk «lager» som kilde for å fylle inn det som er hentet.")


def _beskriv(ssb: Ssb, nr: str) -> Tabell | Tabellfeil | IkkeHosSsb:
    try:
        return ssb.tabell(nr)
    except (IkkeHosSsb, Tabellfeil) as feil:
        return feil


def _hent_aar(oppgave: Oppgave, tabell: Tabell, ssb: Ssb, lager: Lager, *, paa_nytt: bool) -> Utfall:
    if str(oppgave.aar) not in tabell.koder[TID]:
        return Utfall(oppgave, Hva.UTEN_AARET, tabell.tittel, tabell.oppdatert)
    utvalg, mangler = velg(tabell, oppgave.aar)
    sporring = json.dumps({"oppdatert": tabell.oppdatert, "koder": utvalg.koder}, sort_keys=True)
    uendret = Utfall(oppgave, Hva.UENDRET, tabell.tittel, tabell.oppdatert, mangler=mangler)
    kjent = lager.har(oppgave.tabell, oppgave.aar, sporring)
    if kjent and not paa_nytt:
        return uendret
    lest: list[Celle] = []
    raa: list[bytes] = []
    vintager: set[str] = set()
    for del_ in utvalg.deler(ssb.flest_celler()):
        svar, kropp = ssb.data(del_, str(oppgave))
        lest += celler(svar, tabell, del_, str(oppgave))
        vintager.add(_oppdatert(svar, oppgave))
        raa.append(kropp)
    if len(vintager) > 1:
        raise Hentefeil(
            f"Henting av {oppgave}: SSB oppdaterte tabellen mens vi hentet den ({', '.join(sorted(vintager))}).",
            "Ingenting av dette året ble lagret. Kjør det samme en gang til.",
        )
    vintage = vintager.pop()
    if kjent and set(lest) == lager.celler(oppgave.tabell, oppgave.aar):
        return uendret
    kilde = f"Kilde: Statistisk sentralbyrå, tabell {oppgave.tabell}"
    hentet = tidspunkt(ssb.forbindelse.klokke.dato().isoformat())
    adresse = ssb.forbindelse.adresse
    lager.sett_inn(
        Henting(oppgave.tabell, oppgave.aar, vintage, hentet, tabell.tittel, kilde, adresse, sporring, lest, raa)
    )
    return Utfall(oppgave, Hva.HENTET, tabell.tittel, vintage, len(lest), mangler)


def velg(tabell: Tabell, aar: int) -> tuple[Utvalg, tuple[str, ...]]:
    """Utvalget for ett år, og kodene vi ville hatt, men som tabellen ikke har.

    Én ugyldig kode ville fått SSB til å avvise hele spørsmålet. Kommunene spørres med koden som gjaldt det
    året, aldri med en som er utløpt: den kunne SSB ha fylt med 0.
    """
    onsket = kjente_koder(tabell.id) | {tabell.region: tuple(kommunekoder(aar).values()), TID: (str(aar),)}
    funnet = {d: tuple(k for k in onsket.get(d, alle) if k in set(alle)) for d, alle in tabell.koder.items()}
    ventet = (par for koder in (onsket, koder_som_trengs(tabell.id)) for par in koder.items())
    mangler = tuple(dict.fromkeys(k for d, koder in ventet for k in koder if k not in funnet.get(d, ())))
    for dimensjon, koder in funnet.items():
        if not koder:
            raise Tabellfeil(
                f"Tabell {tabell.id} ({tabell.tittel}) har ingen av kodene vi kjenner i {dimensjon}.",
                "Rett kodene i ssb_utvalg.csv etter det SSB nå har.",
            )
    return Utvalg(tabell.id, funnet), mangler


def _oppdatert(svar: dict[str, Any], oppgave: Oppgave) -> str:
    try:
        return tidspunkt(str(svar.get("updated")))
    except TypeFeil:
        raise Tabellfeil(
            f"Henting av {oppgave}: svaret sier ikke når SSB sist oppdaterte tallene.",
            "Ingenting av dette året ble lagret. Prøv igjen; svarer SSB likt, meld fra.",
        ) from None
