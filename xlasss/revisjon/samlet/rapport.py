"""The joint check on a report's own numbers and relations, those the package carries."""

from xlasss.fasit_data import fasit_rader, kjente_avvik, relasjoner
from xlasss.revisjon.fasit import variabler
from xlasss.revisjon.revider import Paastand, Regning, provd
from xlasss.revisjon.samlet.prove import samlet_prove
from xlasss.revisjon.samlet.svar import Motstrid, Samlet
from xlasss.revisjon.uttrykk import Uttrykk


def rapporten(navn: str) -> tuple[dict[str, Paastand], list[Regning]]:
    """Tallene og regningene, slik hvem som helst ville lagt dem fram for `revider`."""
    rader = fasit_rader(navn)
    tall = {id: Paastand(i, rader[id].desimaler if id in rader else 1) for id, i in variabler(navn).items()}
    return tall, [Regning(r.navn, r.venstre, Uttrykk(r.uttrykk, tall), r.navn) for r in relasjoner(navn)]


def samlet_rapport(navn: str) -> Samlet:
    """Om alle tallene i rapporten kan holde samtidig."""
    tall, regninger = rapporten(navn)
    return samlet_prove(regninger, tall, [provd(r, tall) for r in regninger])


def er_kjent(motstrid: Motstrid) -> bool:
    """Om striden er én regning som alt står blant de kjente avvikene."""
    return len(motstrid.regninger) == 1 and motstrid.regninger[0].venstre in kjente_avvik()
