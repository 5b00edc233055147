"""Fra KOSTRA til det trykte tallet: SSBs beløp i lageret, indikatoren, og dommen over det rapporten trykte.

Det regnes på uavrundede beløp hele veien: veksten i netto driftsresultat i Sandnes er 58,4 prosent av
beløpene i tusen kroner, men 58,9 av de trykte 259 og 163 millionene. Hvilke tall det gjelder, står i
`kostra_fasit.csv`.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from xlasss.begreper import Dom
from xlasss.beregning.dom import dom
from xlasss.beregning.intervall import Intervall
from xlasss.datafiler import DATA, les_csv
from xlasss.datakilder.indikatorer import Indikator, indikator, intervall, punkt
from xlasss.datakilder.lager import Lager
from xlasss.datakilder.verdier import HEMMELIG, Endring, Punkt, Verdi
from xlasss.fasit_data import Fasit, fasit_rader, rapporter

KOLONNER = ("fasit", "indikator", "kommune", "aar", "ganger", "merknad")


@dataclass(frozen=True)
class Kobling:
    """Et trykt tall og indikatoren det regnes med."""

    fasit: Fasit
    indikator: Indikator
    kommune: str
    aar: int
    ganger: int
    merknad: str


@dataclass(frozen=True)
class Kostradom:
    """Dommen over ett trykt tall, regnet av SSBs tall."""

    kobling: Kobling
    punkt: Punkt
    beregnet: Intervall | None
    dom: Dom
    grunn: str

    def som_json(self) -> dict[str, object]:
        """Raden som JSON, med utgaven av SSBs tall den er regnet av."""
        f = self.kobling.fasit
        return {
            "id": f.id, "side": f.side, "verdi": f.verdi, "trykt": f.intervall.endepunkter(),
            "beregnet": self.beregnet.endepunkter() if self.beregnet else None, "dom": str(self.dom),
            "grunn": self.grunn, "indikator": self.kobling.indikator.nokkel, "kommune": self.kobling.kommune,
            "aar": self.kobling.aar, "vintage": self.punkt.vintage or None,
        }  # fmt: skip


@dataclass(frozen=True)
class Flyttet:
    """Et trykt tall som ikke lenger regnes til det samme, fordi SSB har endret tallene under."""

    foer: Kostradom
    etter: Kostradom

    @property
    def tapt(self) -> bool:
        """Om tallet kunne regnes før, og ikke kan det lenger; det lageret holder tilbake, kunne regnes."""
        kunne = self.foer.beregnet is not None or self.etter.punkt.tegn == HEMMELIG
        return kunne and self.etter.beregnet is None

    def som_json(self) -> dict[str, object]:
        """Raden etter endringen, med det den var før."""
        foer = self.foer.beregnet.endepunkter() if self.foer.beregnet else None
        return self.etter.som_json() | {"beregnet_foer": foer, "dom_foer": str(self.foer.dom), "tapt": self.tapt}


@cache
def koblinger() -> tuple[Kobling, ...]:
    """De trykte tallene som kan regnes av SSBs beløp."""
    trykte = {f.id: f for rapport in rapporter() for f in fasit_rader(rapport).values()}
    funnet = []
    for rad in les_csv(DATA / "tabeller" / "kostra_fasit.csv", KOLONNER):
        rad.krev("fasit", "indikator", "kommune", "aar", "ganger")
        rad.krev_tall("aar", "ganger")
        if rad["fasit"] not in trykte:
            raise rad.feil(f"Fasiten «{rad['fasit']}» finnes ikke.")
        en = indikator(rad["indikator"])
        if en.enhet != trykte[rad["fasit"]].enhet:
            raise rad.feil(f"Indikatoren er i {en.enhet}, det trykte tallet i {trykte[rad['fasit']].enhet}.")
        aar, ganger = int(rad["aar"]), int(rad["ganger"])
        funnet.append(Kobling(trykte[rad["fasit"]], en, rad["kommune"], aar, ganger, rad["merknad"]))
    return tuple(funnet)


def doem(kobling: Kobling, svar: Punkt) -> Kostradom:
    """Dommen over ett trykt tall, av punktet lageret ga."""
    kan = intervall(kobling.indikator, svar)
    if kan is None:
        grunn = svar.grunn or (f"SSB har tegnet «{svar.tegn}»" if svar.ledd else "beløpene er ikke hentet")
        return Kostradom(kobling, svar, None, Dom.KAN_IKKE_BEREGNES, grunn)
    beregnet = Intervall.eksakt(Fraction(kobling.ganger)) * kan
    f = kobling.fasit
    grunn = f"regnet av SSBs tall, {kobling.indikator.navn.lower()}"
    return Kostradom(kobling, svar, beregnet, dom(beregnet, f.intervall, f.desimaler), grunn)


def dommer(lager: Lager) -> list[Kostradom]:
    """Hvert trykte tall som kan regnes av SSBs beløp, holdt mot det lageret har."""
    return [doem(k, punkt(k.indikator, k.kommune, k.aar, _verdier(lager, k))) for k in koblinger()]


def _verdier(lager: Lager, k: Kobling) -> list[Verdi | None]:
    return [lager.verdi(*v, kode, aar) for v, kode, aar in k.indikator.celler(k.kommune, k.aar)]


def flyttede(lager: Lager, endringer: list[Endring]) -> list[Flyttet]:
    """De trykte tallene endringene flytter: regnet av SSBs tall før og etter dem."""
    gamle = {e.til: e.fra for e in endringer}
    svar = []
    for k in koblinger():
        etter = _verdier(lager, k)
        if None not in etter and any(v in gamle for v in etter):
            foer = [v and gamle.get(v, v) for v in etter]
            svar.append(Flyttet(*(doem(k, punkt(k.indikator, k.kommune, k.aar, celler)) for celler in (foer, etter))))
    return svar
