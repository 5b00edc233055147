"""What our own templates have on purpose, as data with a reason; only in workbooks made of that template."""

from dataclasses import dataclass

from xlasss.datafiler import DATA, les_csv
from xlasss.engines.adresse import plass
from xlasss.revisjon.lint.funn import Funn

_KOLONNER = ("mal", "regel", "ark", "omraade", "grunn")


@dataclass(frozen=True)
class Unntak:
    """Ett unntak, og hvorfor."""

    mal: str
    regel: str
    ark: str
    omraade: str
    grunn: str

    def gjelder(self, funn: Funn) -> bool:
        """Om hele funnet er innenfor det som er ventet."""
        if funn.regel != self.regel or self.ark not in ("", funn.ark):
            return False
        if not self.omraade:
            return True
        (r1, k1), (r2, k2) = _hjorner(self.omraade)
        (a1, b1), (a2, b2) = _hjorner(funn.omraade)
        return r1 <= a1 and a2 <= r2 and k1 <= b1 and b2 <= k2


def unntak(mal: str = "") -> list[Unntak]:
    """Unntakene som gjelder en mal; uten navn alle."""
    rader = [Unntak(*(rad[k] for k in _KOLONNER)) for rad in les_csv(DATA / "lint_unntak.csv", _KOLONNER)]
    return [u for u in rader if not mal or u.mal in (mal, "alle")]


def _hjorner(omraade: str) -> tuple[tuple[int, int], tuple[int, int]]:
    fra, _, til = omraade.partition(":")
    return plass(fra), plass(til or fra)
