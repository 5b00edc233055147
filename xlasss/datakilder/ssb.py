"""SSBs statistikkbank bak ett grensesnitt: PxWebApi v2, og PxWeb v0 som står ved siden av i flere år.

Adressen avgjør hvilken det er. Begge gir json-stat2; det som er ulikt, er hvordan det spørres og hvordan
SSB sier nei.
"""

from collections.abc import Callable
from typing import Any, Protocol

from xlasss.datakilder.ssb_http import Avvist, Forbindelse
from xlasss.datakilder.tabell import INNHOLD, TID, Tabell, Utvalg
from xlasss.datakilder.utgaver import tidspunkt
from xlasss.errors import Hentefeil, IkkeHosSsb, Tabellfeil, TypeFeil

ADRESSE = "https://data.ssb.no/api/pxwebapi/v2"
FLEST_CELLER = 800_000
"""SSBs grense for ett uttrekk, når serveren ikke sier noe annet."""


class Ssb(Protocol):
    """Det henteren trenger av statistikkbanken."""

    forbindelse: Forbindelse

    def flest_celler(self) -> int:
        """Cellene ett svar kan ha."""

    def tabell(self, nr: str) -> Tabell:
        """Hva tabellen inneholder, og når den sist ble oppdatert."""

    def data(self, utvalg: Utvalg, hva: str) -> tuple[dict[str, Any], bytes]:
        """Tallene som json-stat2, og svaret byte for byte."""


def ssb(forbindelse: Forbindelse) -> Ssb:
    """Statistikkbanken på den adressen forbindelsen har."""
    return SsbV0(forbindelse) if "/v0/" in f"{forbindelse.adresse}/" else SsbV2(forbindelse)


class SsbV2:
    """PxWebApi v2: `…/tables/{nr}/metadata` og `…/tables/{nr}/data`."""

    def __init__(self, forbindelse: Forbindelse) -> None:
        self.forbindelse = forbindelse
        self._flest: int | None = None

    def flest_celler(self) -> int:
        if self._flest is None:
            oppsett = _spor(lambda: self.forbindelse.json("/config", "SSBs oppsett"), "", "SSBs oppsett")[0]
            oppgitt = oppsett.get("maxDataCells")
            self._flest = oppgitt if isinstance(oppgitt, int) and oppgitt > 0 else FLEST_CELLER
        return self._flest

    def tabell(self, nr: str) -> Tabell:
        hva = f"beskrivelsen av tabell {nr}"
        sti = f"/tables/{nr}/metadata?lang=no"
        lest, _ = _spor(lambda: self.forbindelse.json(sti, hva), nr, hva)
        try:
            koder = {d: kategorier(lest["dimension"][d]) for d in lest["id"]}
            return _tabell(nr, lest["label"], lest["updated"], koder)
        except (KeyError, TypeError, TypeFeil):
            raise _fremmed(hva) from None

    def data(self, utvalg: Utvalg, hva: str) -> tuple[dict[str, Any], bytes]:
        valg = [{"variableCode": d, "valueCodes": list(koder)} for d, koder in utvalg.koder.items()]
        sti = f"/tables/{utvalg.tabell}/data?lang=no&outputFormat=json-stat2"
        return _spor(lambda: self.forbindelse.json(sti, hva, {"selection": valg}), utvalg.tabell, hva)


class SsbV0:
    """PxWeb v0: beskrivelse med GET og tall med POST på samme adresse."""

    def __init__(self, forbindelse: Forbindelse) -> None:
        self.forbindelse = forbindelse

    def flest_celler(self) -> int:
        return FLEST_CELLER

    def tabell(self, nr: str) -> Tabell:
        hva = f"beskrivelsen av tabell {nr}"
        lest, _ = _spor(lambda: self.forbindelse.json(f"/{nr}", hva), nr, hva, tomt_404=True)
        try:
            koder = {v["code"]: tuple(v["values"]) for v in lest["variables"]}
            # beskrivelsen sier ikke når tabellen ble oppdatert; det står i ethvert svar, også i det minste
            en_celle, _ = self.data(Utvalg(nr, {d: alle[-1:] for d, alle in koder.items()}), hva)
            return _tabell(nr, lest["title"], en_celle["updated"], koder)
        except (KeyError, TypeError, TypeFeil):
            raise _fremmed(hva) from None

    def data(self, utvalg: Utvalg, hva: str) -> tuple[dict[str, Any], bytes]:
        valg = [
            {"code": d, "selection": {"filter": "item", "values": list(koder)}} for d, koder in utvalg.koder.items()
        ]
        kropp = {"query": valg, "response": {"format": "json-stat2"}}
        return _spor(lambda: self.forbindelse.json(f"/{utvalg.tabell}", hva, kropp), utvalg.tabell, hva, tomt_404=True)


def kategorier(dimensjon: dict[str, Any]) -> tuple[str, ...]:
    """Kodene i en json-stat-dimensjon i rekkefølgen tallene står i: `index` gjelder, aldri rekkefølgen av navnene.

    >>> kategorier({"category": {"index": {"b": 1, "a": 0}, "label": {"b": "B", "a": "A"}}})
    ('a', 'b')
    """
    kategori = dimensjon["category"]
    indeks = kategori.get("index") or list(kategori["label"])  # med bare én kode kan «index» mangle
    return tuple(sorted(indeks, key=indeks.__getitem__)) if isinstance(indeks, dict) else tuple(indeks)


def _tabell(nr: str, tittel: str, oppdatert: str, koder: dict[str, tuple[str, ...]]) -> Tabell:
    if not {INNHOLD, TID} <= koder.keys():
        raise Tabellfeil(f"Tabell {nr} ({tittel}) mangler {INNHOLD} eller {TID}.", "Ta den ut av hentingen.")
    return Tabell(nr, tittel, tidspunkt(oppdatert), koder)


def _spor(
    kall: Callable[[], tuple[dict[str, Any], bytes]], tabell: str, hva: str, *, tomt_404: bool = False
) -> tuple[dict[str, Any], bytes]:
    """Kallet, med SSBs nei oversatt. En ukjent tabell er 404 i forklaringen i v2, og et tomt 404 i v0."""
    try:
        return kall()
    except Avvist as nei:
        grunn = str(nei.json.get("title") or nei.json.get("error") or "")
        if nei.json.get("status") == 404 or (tomt_404 and nei.status == 404 and not nei.kropp):
            raise IkkeHosSsb(
                f"Henting av {hva}: SSB har ingen tabell {tabell}.", "Serien kan være avsluttet; se ssb.no/statbank."
            ) from None
        if "Too many" in grunn or nei.status == 403:
            raise Hentefeil(f"Henting av {hva}: SSB sier at uttrekket er for stort.", _FOR_STORT) from None
        if nei.status == 404:
            raise Hentefeil(f"Henting av {hva}: adressen finnes ikke.", "Sjekk --adresse.") from None
        svar = f"HTTP {nei.status}{f', «{grunn}»' if grunn else ''}"
        raise Hentefeil(f"Henting av {hva}: SSB avviste spørsmålet ({svar}).", _AVVIST.get(nei.status, "")) from None


_FOR_STORT = "Grensen hos SSB er lavere enn den oppgir; meld fra med nummeret på tabellen."
_AVVIST = {
    400: "En kode kan være endret siden tabellen ble beskrevet. Kjør det samme en gang til; svarer SSB likt, meld fra.",
    500: "Feilen er hos SSB eller i spørsmålet. Kjør det samme en gang til; svarer SSB likt, meld fra.",
}


def _fremmed(hva: str) -> Hentefeil:
    return Hentefeil(f"Henting av {hva}: svaret er ikke slik SSB beskriver en tabell.", "Sjekk --adresse.")
