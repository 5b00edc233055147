"""Sektorene i to utgaver, holdt mot hverandre: hvilke utgaver som menes, og hva som skiller dem."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from xlasss.endringer import Endring, Slag, endringer, fellesendringer
from xlasss.errors import UkjentNavn
from xlasss.sektorer import Sektorfil, Utgave
from xlasss.tverrfiler import maler, malfil, malutgaver


@dataclass(frozen=True)
class Sektorpar:
    """En sektor i to utgaver, og forskjellene."""

    fra: Sektorfil
    til: Sektorfil
    endringer: tuple[Endring, ...]


@dataclass(frozen=True)
class Sammenligning:
    """To utgaver: sektorene som finnes i begge, det som er felles, og sektorene som ikke kan sammenlignes."""

    fra: Utgave
    til: Utgave
    sektorer: tuple[Sektorpar, ...]
    felles: tuple[Endring, ...] = ()
    utelatt: dict[str, str] = field(default_factory=dict)

    @property
    def alle(self) -> list[Endring]:
        return [*(e for s in self.sektorer for e in s.endringer), *self.felles]

    def som_json(self) -> dict[str, object]:
        """Ett dokument: utgavene, endringene, summen og det som ikke er sammenlignet."""
        return {
            "fra": {"utgave": self.fra.utgave, "aar": self.fra.aar},
            "til": {"utgave": self.til.utgave, "aar": self.til.aar},
            "endringer": [vars(e) for e in self.alle],
            "sum": antall(self.alle),
            "ikke_sammenlignet": [{"sektor": s, "grunn": grunn} for s, grunn in self.utelatt.items()],
        }


def antall(funn: Sequence[Endring]) -> dict[str, int]:
    """Hvor mange det er av hvert slag."""
    talt = Counter(e.slag for e in funn)
    return {str(s): talt[s] for s in Slag}


def sammenlign(fra: str, til: str, sektor: str | None = None) -> Sammenligning:
    """Én sektor, eller alle, i de to utgavene."""
    valgte = [sektor] if sektor else maler()
    a, b = finn_utgave(fra, valgte), finn_utgave(til, valgte)
    par, utelatt = [], {}
    for s in valgte:
        borte = [u.utgave for u in dict.fromkeys((a, b)) if u.utgave not in malutgaver(s)]
        if borte:
            utelatt[s] = f"ikke funnet i utgave {' og '.join(borte)}"
        else:
            par.append(sektorpar(s, a.utgave, b.utgave))
    return Sammenligning(a, b, tuple(par), () if sektor else tuple(fellesendringer(a, b)), utelatt)


def sektorpar(sektor: str, fra: str, til: str) -> Sektorpar:
    """Sektoren i de to utgavene."""
    a, b = malfil(sektor, fra), malfil(sektor, til)
    return Sektorpar(a, b, tuple(endringer(a, b)))


def finn_utgave(ord_: str, valgte: Sequence[str]) -> Utgave:
    """Utgaven med dette navnet, eller med dette dataåret når ingen utgave heter det.

    >>> finn_utgave("2017", ["grunnskole"]).utgave, finn_utgave("2016", ["grunnskole"]).utgave
    ('2017', '2017')
    """
    kjente = {u: malfil(s, u).utgave for s in valgte for u in malutgaver(s)}
    funnet = [kjente[ord_]] if ord_ in kjente else [u for u in kjente.values() if str(u.aar) == ord_]
    if len(funnet) == 1:
        return funnet[0]
    liste = ", ".join(f"{u.utgave} (dataår {u.aar})" for _, u in sorted(kjente.items()))
    hvem = f" for {valgte[0]}" if len(valgte) == 1 else ""
    grunn = "er dataår i flere utgaver" if funnet else "er verken en utgave eller et dataår"
    raise UkjentNavn(f"«{ord_}» {grunn}{hvem}.", f"Utgavene er: {liste}.")
