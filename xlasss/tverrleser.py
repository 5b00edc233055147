"""Leser linjene i en tverrgående fil: gjentar dem per del, og fyller inn det tabellen sier for kolonnene sine."""

from dataclasses import dataclass, replace
from typing import Any

from xlasss.errors import DataFeil
from xlasss.sektorer import Maalblokk, bygg_av_toml
from xlasss.tverrtabell import ARTER, Felt, Matrise, Tabell, Trykt


@dataclass(frozen=True)
class Leser:
    """Linjene i én fil, med delene og målene de viser til."""

    sektor: str
    sted: str
    deler: tuple[tuple[str, str], ...]
    maal: dict[str, Maalblokk]

    def per_del(self, linje: dict[str, Any]) -> list[dict[str, Any]]:
        """Linjen én gang per del når den gjelder hver av dem, ellers som den er."""
        if not linje.get("del"):
            return [linje]
        uten = {n: v for n, v in linje.items() if n != "del"}
        return [_fylt(uten, nokkel, navn) | {"_del": nokkel} for nokkel, navn in self.deler]

    def tabell(self, linje: dict[str, Any]) -> Tabell:
        kolonner, resultater = (
            tuple(self._felt(linje, f) for raa in linje.get(slag, []) for f in self.per_del(raa))
            for slag in ("kolonner", "resultater")
        )
        felles = ("nokkel", "navn", "aar", "side", "trykte", "snitt_nevner", "utelat", "merknad")
        if linje.get("maal") not in self.maal:
            raise DataFeil(f"{self.sted}, tabell «{linje.get('nokkel', '')}»: målet «{linje.get('maal')}» finnes ikke.")
        felt = {n: linje[n] for n in felles if n in linje} | {"maal": self.maal[linje["maal"]]}
        lest: Tabell = bygg_av_toml(Tabell, felt | {"kolonner": [], "resultater": []}, self.sted)
        navn = [f.nokkel for f in (*kolonner, *resultater)]
        if flere := {n for n in navn if navn.count(n) > 1}:
            raise DataFeil(f"{self.sted}, tabell «{lest.nokkel}»: {', '.join(sorted(flere))} står to ganger.")
        return replace(lest, aar=perioder(lest.aar), kolonner=kolonner, resultater=resultater)

    def _felt(self, tabell: dict[str, Any], linje: dict[str, Any]) -> Felt:
        regnet = "formel" in linje or "funksjon" in linje
        del_ = linje.get("_del", "")
        storrelse = linje.get("storrelse") or ("" if regnet else tabell.get("storrelse", "")) or linje["nokkel"]
        egen = storrelse != linje["nokkel"] and not del_ and "sektor" not in linje
        trykt = Trykt(
            linje.get("sektor") or del_ or tabell.get("sektor", self.sektor),
            storrelse,
            linje.get("indikator", linje["nokkel"] if egen else ""),
            tuple(linje.get("steder", [] if regnet else tabell.get("steder", []))),
            linje.get("hvem", ""),
        )
        utenom = ("sektor", "storrelse", "indikator", "steder", "hvem", "_del")
        felles = {"enhet": tabell["enhet"], "desimaler": tabell["desimaler"], "merknad": tabell.get("merknad", "")}
        felles |= {"art": tabell.get("art", "")}
        felt = felles | {n: v for n, v in linje.items() if n not in utenom} | {"trykt": trykt}
        lest: Felt = bygg_av_toml(Felt, felt, self.sted)
        if lest.art not in ARTER:
            raise DataFeil(f"{self.sted}, «{lest.nokkel}»: art er «{lest.art}», skal være andel, mengde eller saldo.")
        return lest

    def matrise(self, linje: dict[str, Any]) -> Matrise:
        rader = tuple((n, navn) for n, navn in self.deler if n in linje.get("rader", [n]))
        lest: Matrise = bygg_av_toml(Matrise, linje | {"rader": rader}, self.sted)
        return lest


def _fylt(verdi: Any, nokkel: str, navn: str) -> Any:
    if isinstance(verdi, str):
        return verdi.replace("{del}", nokkel).replace("{navn}", navn)
    if isinstance(verdi, list):
        return [_fylt(v, nokkel, navn) for v in verdi]
    return {n: _fylt(v, nokkel, navn) for n, v in verdi.items()} if isinstance(verdi, dict) else verdi


def perioder(aar: tuple[Any, ...]) -> tuple[Any, ...]:
    """Årene som avstander, og periodene som par av dem."""
    return tuple(tuple(a) if isinstance(a, list) else a for a in aar)
