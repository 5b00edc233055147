"""The values a trace stands on: those the file was saved with, or recomputed when something is set otherwise."""

from collections.abc import Mapping

from xlasss.begreper import Feil
from xlasss.engines.protokoll import Verdi
from xlasss.errors import UttrykkFeil
from xlasss.workbook.formelspraak import les_formel
from xlasss.workbook.formeltre import Navn, Ref
from xlasss.workbook.les import Arbeidsbok, Sted
from xlasss.workbook.regnearkfunksjoner import Matrise
from xlasss.workbook.verdsett import Oppslag, verdsett

DYPEST = 60
"""Så mange celler etter hverandre regnes; en lengre kjede er et annet slags regneark."""
STORST = 1_000_000


class Verdier:
    """Verdiene i en bok, der noen celler kan være satt til noe annet («hva om»)."""

    def __init__(self, bok: Arbeidsbok, satt: Mapping[Sted, Verdi] | None = None) -> None:
        self.bok = bok
        self.satt = dict(satt or {})
        self._regnet: dict[Sted, Verdi] = {}
        self._underveis: set[Sted] = set()

    def verdi(self, sted: Sted) -> Verdi:
        """Verdien av en celle. En formel uten lagret verdi, med #NAME?, eller der noe er satt, regnes."""
        if sted in self.satt:
            return self.satt[sted]
        celle = self.bok.celle(sted)
        if not celle.formel:
            return celle.verdi
        if celle.verdi not in (None, Feil.NAME) and not (self.satt or self.bok.endret):
            return celle.verdi
        if sted not in self._regnet:
            self._regnet[sted] = self._regn(sted, celle.formel)
        return self._regnet[sted]

    def uten_tillegg(self, sted: Sted) -> bool:
        """Om cellen viser #NAME? bare fordi filen ble lagret av en som ikke hadde tillegget."""
        celle = self.bok.celle(sted)
        return celle.verdi is Feil.NAME and bool(celle.formel) and self.verdi(sted) is not Feil.NAME

    def _regn(self, sted: Sted, formel: str) -> Verdi:
        if sted in self._underveis:
            raise UttrykkFeil(f"{sted} viser tilbake til seg selv.")
        if len(self._underveis) >= DYPEST:
            raise UttrykkFeil(
                f"{sted} ligger mer enn {DYPEST} celler ned.", "Lagre filen i et regneark, så har cellene verdier."
            )
        self._underveis.add(sted)
        try:
            svar = verdsett(les_formel(formel), self.oppslag(sted.ark))
            return svar[0][0] if isinstance(svar, list) else svar
        finally:
            self._underveis.discard(sted)

    def oppslag(self, ark: str) -> Oppslag:
        """Oppslag for en formel som står på arket."""

        def slaa_opp(ledd: Ref | Navn) -> Verdi | Matrise:
            ref = self.ref(ledd, ark)
            if ref is None:
                return Feil.NAME if isinstance(ledd, Navn) else Feil.REF
            if ref.er_celle:
                return self.verdi(Sted(ref.ark, *ref.fra))
            return self.matrise(ref)

        return slaa_opp

    def ref(self, ledd: Ref | Navn, ark: str) -> Ref | None:
        """Henvisningen med arket skrevet ut og klippet til det som er brukt; None når den ikke peker på noe her."""
        if isinstance(ledd, Navn):
            hva = self.bok.navn.get(ledd.navn.casefold())
            pekt = les_formel(hva) if hva else None
            return self.ref(pekt, ark) if isinstance(pekt, Ref) else None
        navn = self.bok.arknavn(ledd.ark) if ledd.ark else ark
        if navn is None or ledd.bok:
            return None
        return Ref(navn, ledd.fra, self._klippet(navn, ledd) if ledd.antall > STORST else ledd.til)

    def _klippet(self, ark: str, ref: Ref) -> tuple[int, int]:
        """Hele kolonner og rader går ikke lenger enn arket er fylt."""
        rad, kol = (max((sted[i] for sted in self.bok.celler(ark)), default=1) for i in (0, 1))
        return max(min(ref.til[0], rad), ref.fra[0]), max(min(ref.til[1], kol), ref.fra[1])

    def matrise(self, ref: Ref) -> Matrise:
        """Verdiene i et område, rad for rad."""
        if ref.antall > STORST:
            raise UttrykkFeil(f"{ref.omraade} er {ref.antall} celler; det leses ikke.")
        (rad, kol), (siste, bortest) = ref.fra, ref.til
        return [[self.verdi(Sted(ref.ark, r, k)) for k in range(kol, bortest + 1)] for r in range(rad, siste + 1)]
