"""Parametrene metoden bruker: vekter, satser og andeler, hver med dato, kilde og side.

En manglende vekt forblir manglende. To utgaver kan gjelde samme år; da må utgaven
oppgis.
"""

from dataclasses import dataclass
from functools import cache

from xlasss.begreper import Status
from xlasss.beregning.intervall import Intervall
from xlasss.datafiler import DATA, Rad, les_csv
from xlasss.errors import TypeFeil, UkjentNavn
from xlasss.kilder import kilde, kilder

KOLONNER = (
    "utgave", "gjelder_fra", "gjelder_til", "sektor", "gruppe", "indikator", "verdi", "nedre", "ovre",
    "enhet", "kilde", "side", "status", "merknad",
)  # fmt: skip


@dataclass(frozen=True)
class Parameter:
    """Én verdi i én utgave, gyldig for noen år."""

    tabell: str
    utgave: str
    gjelder_fra: int
    gjelder_til: int
    sektor: str
    gruppe: str
    indikator: str
    trykt: str
    nedre: str
    ovre: str
    enhet: str
    kilde: str
    side: str
    status: Status
    merknad: str

    @property
    def navn(self) -> str:
        """Navnet ASSS_PARAMETER kjenner den ved, for eksempel «vekt.grunnskole.sfo»."""
        return ".".join(del_ for del_ in (self.tabell, self.sektor, self.gruppe or self.indikator) if del_)

    @property
    def indikatorene(self) -> tuple[str, ...]:
        """Indikatorene raden gjelder: én, eller alle i gruppen."""
        return tuple(self.indikator.split(" + ")) if self.indikator else ()

    @property
    def verdi(self) -> float | None:
        return float(self.trykt) if self.trykt else None

    @property
    def intervall(self) -> Intervall | None:
        """Hva det trykte tallet kan ha vært før avrunding; None når det ikke er trykt."""
        if not self.trykt:
            return None
        _, _, desimaler = self.trykt.partition(".")
        return Intervall.trykt(self.trykt, len(desimaler))

    @property
    def henvisning(self) -> str:
        return kilde(self.kilde).henvisning(self.side)


def _parameter(tabell: str, rad: Rad) -> Parameter:
    f = rad.felt
    rad.krev("utgave", "gjelder_fra", "gjelder_til", "enhet", "side")
    rad.krev_tall("gjelder_fra", "gjelder_til", "verdi", "nedre", "ovre")
    try:
        p = Parameter(
            tabell, f["utgave"], int(f["gjelder_fra"]), int(f["gjelder_til"]), f["sektor"], f["gruppe"],
            f["indikator"], f["verdi"], f["nedre"], f["ovre"], f["enhet"], f["kilde"], f["side"],
            Status(f["status"]), f["merknad"],
        )  # fmt: skip
    except ValueError as feil:
        raise rad.feil(str(feil)) from None
    if (p.status is Status.MANGLER) != (p.trykt == ""):
        raise rad.feil(f"status er «{p.status}», men verdien er «{p.trykt}».")
    if p.gjelder_fra > p.gjelder_til:
        raise rad.feil(f"gjelder fra {p.gjelder_fra} til {p.gjelder_til}.")
    if p.nedre and p.ovre and float(p.nedre) > float(p.ovre):
        raise rad.feil(f"nedre grense {p.nedre} er over øvre {p.ovre}.")
    if not p.gruppe and not p.indikator:
        raise rad.feil("verken «gruppe» eller «indikator» er fylt ut.")
    if bool(p.gruppe) != (len(p.indikatorene) > 1):
        raise rad.feil(
            f"gruppen er «{p.gruppe}», men «indikator» er «{p.indikator}»; en gruppe har flere, med + mellom."
        )
    if p.kilde not in kilder():
        raise rad.feil(f"kilden «{p.kilde}» finnes ikke i kilder.toml.")
    return p


@cache
def parametre() -> tuple[Parameter, ...]:
    """Alle parametre i pakken. Samme navn, utgave og år to ganger er en feil."""
    lest: list[Parameter] = []
    sett: dict[tuple[str, str, int], str] = {}
    for tabell, filnavn in (("vekt", "produksjonsvekter.csv"), ("metode", "metode.csv")):
        for rad in les_csv(DATA / "tabeller" / filnavn, KOLONNER):
            p = _parameter(tabell, rad)
            for aar in range(p.gjelder_fra, p.gjelder_til + 1):
                forrige = sett.setdefault((p.navn, p.utgave, aar), rad.sted)
                if forrige != rad.sted:
                    raise rad.feil(f"«{p.navn}» for {aar}, utgave {p.utgave}, står også i {forrige}.")
            lest.append(p)
    return tuple(lest)


def parameter(navn: str, aar: int, utgave: str | None = None) -> Parameter:
    """Parameteren som gjelder i et år; uten utgave må det finnes bare én.

    >>> parameter("vekt.grunnskole.sfo", 2016).verdi
    8.4
    """
    if not isinstance(navn, str) or not isinstance(aar, int):
        raise TypeFeil(f"Parameteren «{navn}» for året «{aar}»: navnet skal være tekst og året et helt tall.")
    passer = [
        p
        for p in parametre()
        if p.navn == navn.strip().lower()
        and p.gjelder_fra <= aar <= p.gjelder_til
        and (utgave is None or p.utgave == utgave)
    ]
    if len(passer) == 1:
        return passer[0]
    if not passer:
        raise UkjentNavn(f"Parameteren «{navn}» finnes ikke for {aar}" + (f" i utgave {utgave}." if utgave else "."))
    utgaver = ", ".join(p.utgave for p in passer)
    raise UkjentNavn(f"Parameteren «{navn}» finnes i flere utgaver for {aar}: {utgaver}.", "Oppgi utgaven.")


def vekter(sektor: str, aar: int, utgave: str) -> dict[str, Parameter]:
    """Vektene i produksjonsindeksen for en sektor, etter indikator."""
    return {p.indikator: p for p in _vektrader(sektor, aar, utgave) if not p.gruppe}


def vektgrupper(sektor: str, aar: int, utgave: str) -> list[Parameter]:
    """Vektene som er kjent for flere indikatorer til sammen."""
    return [p for p in _vektrader(sektor, aar, utgave) if p.gruppe]


def _vektrader(sektor: str, aar: int, utgave: str) -> list[Parameter]:
    return [
        p
        for p in parametre()
        if (p.tabell, p.sektor, p.utgave) == ("vekt", sektor, utgave) and p.gjelder_fra <= aar <= p.gjelder_til
    ]
