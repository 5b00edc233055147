"""The part of a formula that is alive: names and INDEX resolved to cells, IF reduced to the branch that holds."""

from xlasss.begreper import Feil
from xlasss.errors import UttrykkFeil
from xlasss.workbook.formeltre import Kall, Konstant, Ledd, Navn, Ref, skriv
from xlasss.workbook.les import Sted
from xlasss.workbook.spor.verdier import Verdier
from xlasss.workbook.verdsett import verdsett

_LENGST = 90


class Gren:
    """Følger én formel; `merknader` er valgene underveis, i ord."""

    def __init__(self, verdier: Verdier, ark: str) -> None:
        self._verdier, self._ark = verdier, ark
        self._slaa_opp = verdier.oppslag(ark)
        self.merknader: list[str] = []

    def levende(self, ledd: Ledd) -> Ledd:
        """Treet uten grenene som ikke gjelder. Et vilkår som ikke kan avgjøres, lar begge stå."""
        match ledd:
            case Ref() | Navn():
                return self._verdier.ref(ledd, self._ark) or ledd
            case Konstant():
                return ledd
            case Kall("IF", (Kall("ISLOGICAL", (a,)), _, Kall("IF", (Kall("ISNUMBER", (b,)), c, _)))) if a == b == c:
                return self.levende(a)  # cellen lest etter KONTRAKT §1 (`tvilling.normalisert`)
            case Kall("IF", argumenter) if len(argumenter) in (2, 3):
                return self._hvis(ledd)
            case Kall("IFERROR" | "IFNA", (proevd, ellers)):
                return self._ved_feil(ledd, proevd, ellers)
            case Kall("INDEX", (Ref() | Navn() as felt, *plass)) if len(plass) in (1, 2):
                return self._indeks(ledd, felt, plass)
        return Kall(ledd.navn, tuple(self.levende(a) for a in ledd.argumenter))

    def _hvis(self, ledd: Kall) -> Ledd:
        vilkaar = ledd.argumenter[0]
        try:
            svar = verdsett(vilkaar, self._slaa_opp)
        except UttrykkFeil as feil:
            self.merknader.append(f"Grenen i IF er ikke avgjort: {feil.melding}")
            return Kall("IF", tuple(self.levende(a) for a in ledd.argumenter))
        if isinstance(svar, Feil):
            return Konstant(svar)
        if isinstance(svar, str | list):
            self.merknader.append(f"Grenen i IF er ikke avgjort: {self._vist(vilkaar)} er ikke sant eller usant.")
            return Kall("IF", tuple(self.levende(a) for a in ledd.argumenter))
        if isinstance(vilkaar, Navn) and vilkaar.navn.casefold() == "tillegg":
            self.merknader.append(self._om_tillegget(vilkaar, bool(svar)))
        else:
            self.merknader.append(f"IF: {self._vist(vilkaar)} er {'sant' if svar else 'usant'}.")
        if svar:
            return self.levende(ledd.argumenter[1])
        return self.levende(ledd.argumenter[2]) if len(ledd.argumenter) == 3 else Konstant(False)

    def _om_tillegget(self, navn: Navn, svarte: bool) -> str:
        pekt = self._verdier.ref(navn, self._ark)
        if pekt and self._verdier.bok.celle(Sted(pekt.ark, *pekt.fra)).verdi is None:
            return "Filen har ingen lagret verdi for «tillegg»: ASSS-funksjonen er regnet her."
        if svarte:
            return "Tillegget svarte da filen ble lagret: ASSS-funksjonen gjelder."
        return "Filen er lagret uten tillegget: tvillingen, de vanlige formlene, gjelder."

    def _vist(self, vilkaar: Ledd) -> str:
        """Vilkåret med verdiene satt inn: «Beregning!D61 (1) >= Parametre!D20 (10)»."""

        def med_verdi(ref: Ref | Navn) -> str:
            pekt = self._verdier.ref(ref, self._ark)
            if pekt is None or not pekt.er_celle:
                return skriv(ref)
            return f"{skriv(ref)} ({skriv(Konstant(self._verdier.verdi(Sted(pekt.ark, *pekt.fra))))})"

        tekst = skriv(vilkaar, med_verdi)
        return tekst if len(tekst) <= _LENGST else tekst[: _LENGST - 1] + "…"

    def _ved_feil(self, ledd: Kall, proevd: Ledd, ellers: Ledd) -> Ledd:
        try:
            svar = verdsett(proevd, self._slaa_opp)
        except UttrykkFeil:
            return Kall(ledd.navn, tuple(self.levende(a) for a in ledd.argumenter))
        if isinstance(svar, Feil) and (ledd.navn == "IFERROR" or svar is Feil.NA):
            self.merknader.append(f"{ledd.navn}: det første leddet er {svar.tekst}, så det andre gjelder.")
            return self.levende(ellers)
        return self.levende(proevd)

    def _indeks(self, ledd: Kall, felt: Ref | Navn, plass: list[Ledd]) -> Ledd:
        ref = self._verdier.ref(felt, self._ark)
        try:
            numre = [verdsett(p, self._slaa_opp) for p in plass]
        except UttrykkFeil:
            numre = []
        hele = [int(n) for n in numre if isinstance(n, float) and n >= 1]
        if ref is None or len(hele) != len(plass):
            return Kall("INDEX", tuple(self.levende(a) for a in ledd.argumenter))
        hoyde, bredde = ref.til[0] - ref.fra[0] + 1, ref.til[1] - ref.fra[1] + 1
        rad, kol = (1, hele[0]) if len(hele) == 1 and hoyde == 1 else (hele[0], hele[1] if len(hele) > 1 else 1)
        if rad > hoyde or kol > bredde:
            return Konstant(Feil.REF)
        stedet = (ref.fra[0] + rad - 1, ref.fra[1] + kol - 1)
        if any(isinstance(p, Navn) for p in plass):
            navnene = ", ".join(f"{skriv(p)} = {n}" for p, n in zip(plass, hele, strict=True))
            self.merknader.append(f"INDEX velger {Sted(ref.ark, *stedet)} av {ref.omraade} ({navnene}).")
        return Ref(ref.ark, stedet, stedet)
