"""Can all the numbers hold at once? Split into components, search for contradictions, prove what is found."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from xlasss.begreper import Dom
from xlasss.errors import IntervallFeil, MotorFeil
from xlasss.revisjon.revider import Funn, Paastand, Regning
from xlasss.revisjon.samlet.bevis import Bevis, legg_sammen
from xlasss.revisjon.samlet.eksempel import eksempel
from xlasss.revisjon.samlet.flytting import flyttinger
from xlasss.revisjon.samlet.irredusibel import Sett, irredusible, sammenhengende
from xlasss.revisjon.samlet.lp import TOLERANSE, Tallrad, minste_flytting, romslig, tallrad
from xlasss.revisjon.samlet.rader import Lineaer, Trykt, lineariser
from xlasss.revisjon.samlet.svar import Komponent, Metode, Motstrid, Samlet, SamletDom


def samlet_prove(regninger: Sequence[Regning], tall: Mapping[str, Paastand], funn: Sequence[Funn]) -> Samlet:
    """Om alle tallene kan holde samtidig; `funn` er dommen over hver regning for seg."""
    lineaere: dict[int, Lineaer] = {}
    utelatt = []
    trykt = {id: Trykt.av(p) for id, p in tall.items()}
    for nr, (regning, f) in enumerate(zip(regninger, funn, strict=True)):
        try:
            if f.beregnet is None:
                raise IntervallFeil(f.grunn)
            lineaere[nr] = lineariser(nr, regning, trykt, f.beregnet)
        except IntervallFeil as feil:
            utelatt.append((regning.relasjon, str(feil)))
    brede = {id for id, p in tall.items() if p.intervall.bredde}
    grupper = sammenhengende(list(lineaere), lambda nr: brede.intersection(regninger[nr].navn))
    komponenter = [
        _Prove({nr: regninger[nr] for nr in g}, {nr: funn[nr] for nr in g}, lineaere, tall, trykt).svar()
        for g in grupper
    ]
    return Samlet(tuple(komponenter), tuple(utelatt))


class _Prove:
    """Prøven av én komponent."""

    def __init__(
        self,
        regninger: Mapping[int, Regning],
        funn: Mapping[int, Funn],
        lineaere: Mapping[int, Lineaer],
        tall: Mapping[str, Paastand],
        trykt: Mapping[str, Trykt],
    ) -> None:
        self._regninger, self._funn, self._lineaere = regninger, funn, lineaere
        self._tall, self._trykt = tall, trykt
        self._navn = list(dict.fromkeys(n for r in regninger.values() for n in r.navn))

    def svar(self) -> Komponent:
        """Dommen, settene som strider, og den minste samlede flyttingen."""
        sett = self._alene()
        grunn, flytting = "", None
        try:
            if not self._avgjort_alene():
                alene = {nr for s in sett for nr in s.regninger}
                rader = self._tallrader(nr for nr in self._regninger if nr not in alene)
                sett += irredusible(rader, self._trykt)
                grunn = self._hvorfor_ikke_avgjort(sett, rader)
        except MotorFeil as feil:
            grunn = str(feil)
        dom = SamletDom.IKKE_AVGJORT if grunn else SamletDom.STEMMER
        if any(s.bevis for s in sett):
            dom = SamletDom.MOTSTRID
            try:
                flytting = minste_flytting([li.rader[0] for li in self._egne()], self._trykt)
            except MotorFeil as feil:
                grunn = grunn or f"den minste samlede flyttingen er ikke regnet: {feil}"
        relasjoner = tuple(r.relasjon for r in self._regninger.values())
        motstrider = tuple(self._motstrid(s) for s in sett)
        metode = self._metode(self._regninger)
        return Komponent(relasjoner, len(self._navn), dom, metode, grunn, motstrider, flytting)

    def _egne(self) -> list[Lineaer]:
        return [self._lineaere[nr] for nr in self._regninger]

    def _alene(self) -> list[Sett]:
        """Regningene som strider alene, også de som gjør det fordi tallet til venstre står i uttrykket selv."""
        funnet = []
        for nr, f in self._funn.items():
            rad, beregnet = self._lineaere[nr].rader[0], f.beregnet
            if f.dom is Dom.MOTSTRID and beregnet is not None:
                bevis: Bevis | None = Bevis({nr: Fraction(1)}, rad.ledd, beregnet, f.trykt)
            else:
                bevis = legg_sammen([rad], [Fraction(1)], self._trykt)
            if bevis:
                funnet.append(Sett((nr,), bevis))
        return funnet

    def _avgjort_alene(self) -> bool:
        """Én regning der hvert tall står én gang: intervallet er eksakt, og dommen dermed også."""
        if len(self._regninger) > 1:
            return False
        (r,) = self._regninger.values()
        return not r.uttrykk.gjentar and r.venstre not in r.uttrykk.navn

    def _tallrader(self, hvilke: Iterable[int]) -> list[Tallrad]:
        rader = (rad for nr in hvilke for rad in self._lineaere[nr].rader)
        return [rad for r in rader if (rad := tallrad(r, self._trykt))]

    def _hvorfor_ikke_avgjort(self, sett: Sequence[Sett], rader: Sequence[Tallrad]) -> str:
        if sett:
            return "" if all(s.bevis for s in sett) else "flyttallene finner en motstrid, men den lar seg ikke bevise"
        if self._eksempel(rader):
            return ""
        if all(li.eksakt for li in self._egne()):
            return "flyttallene finner ingen motstrid, men et eksakt eksempel er ikke funnet"
        return "ingen motstrid er funnet, og heller ikke et eksempel der alle produkter og kvotienter går opp"

    def _eksempel(self, rader: Sequence[Tallrad]) -> bool:
        """Om det finnes verdier som rundes til alle de trykte tallene og oppfyller alle regningene."""
        midt = [_uten_slingring(rad) for rad in rader if rad.rad is self._lineaere[rad.rad.regning].rader[0]]
        for mulige in (midt, rader):
            for alle_ender in (True, False):
                punkt = romslig(mulige, self._trykt, alle_ender=alle_ender)
                if punkt.margin > TOLERANSE and self._gaar_opp_ved(punkt.z):
                    return True
        return False

    def _gaar_opp_ved(self, z: Mapping[str, float]) -> bool:
        start = {}
        for navn in self._navn:
            i = self._trykt[navn].intervall
            start[navn] = i.midt + Fraction(f"{z.get(navn, 0.0):.12f}") * i.bredde / 2
        return eksempel(self._regninger, self._lineaere, start, self._trykt) is not None

    def _metode(self, hvilke: Iterable[int]) -> Metode:
        if len(self._regninger) == 1 and self._avgjort_alene():
            return Metode.EN
        return Metode.LINEAER if all(self._lineaere[nr].eksakt for nr in hvilke) else Metode.GRENSER

    def _motstrid(self, sett: Sett) -> Motstrid:
        regninger = tuple(self._regninger[nr] for nr in sett.regninger)
        metode = Metode.EN if len(regninger) == 1 else self._metode(sett.regninger)
        b = sett.bevis
        if b is None:
            return Motstrid(regninger, (), {}, None, None, (), metode)
        vekter = tuple(b.vekter.get(nr, Fraction(0)) for nr in sett.regninger)
        tall = tuple(flyttinger(b, regninger, self._tall))
        return Motstrid(regninger, vekter, b.ledd, b.krav, b.mulig, tall, metode)


def _uten_slingring(rad: Tallrad) -> Tallrad:
    """Raden der en regning som ikke er lineær, følger stigningen i midten nøyaktig."""
    midt = (rad.nedre + rad.ovre) / 2
    return Tallrad(rad.rad, rad.faktorer, midt, midt, rad.skala)
