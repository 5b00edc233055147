"""What an update would change: cell for cell, what it leaves alone, and what it did not find.

Knows no file and no host. The headless path writes the plan into the package; a host with the
workbook open can write the same cells through its own object model.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from xlasss.datakilder.verdier import HEMMELIG
from xlasss.engines.likhet import lik
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Bruksfeil, Filfeil
from xlasss.oppdatering.inndataark import INNDATA, Felt, Inndataark, Nokkel, Plass
from xlasss.oppdatering.kilde import Tall
from xlasss.workbook.inndata import HENTET, MANGLER, MANUELL, TRYKT


@dataclass(frozen=True)
class Celleendring:
    """Et nytt tall i en inndatacelle, og opphavet ved siden av."""

    felt: Felt
    verdi: float | str
    opphav: str

    @property
    def foer(self) -> Verdi:
        """Det som sto der; et tall som nå er konfidensielt, vises ikke igjen."""
        return None if self.verdi == HEMMELIG else self.felt.verdi


@dataclass(frozen=True)
class Beholdt:
    """En celle som ikke ble endret, hva kilden ville satt der, og hvorfor ikke."""

    felt: Felt
    verdi: float | str
    grunn: str


@dataclass(frozen=True)
class Oppdateringsplan:
    """Endringene, og det som ikke blir endret."""

    aar: int
    kilde: str
    endringer: tuple[Celleendring, ...]
    beholdt: tuple[Beholdt, ...]
    ikke_funnet: tuple[Tall, ...]
    """Tall boken ikke har noen celle til, og tall som gjelder en annen bok eller et annet år."""
    bekreftet: tuple[Celleendring, ...]
    """Hentede tall som er de samme i en nyere utgave av kilden; bare opphavet blir nytt."""
    uendret: int

    @property
    def celler(self) -> dict[Plass, Verdi]:
        """Det som skrives på Inndata: tallene og opphavet til dem."""
        tallene: dict[Plass, Verdi] = {(INNDATA, e.felt.celle): e.verdi for e in self.endringer}
        return tallene | {(INNDATA, e.felt.opphavscelle): e.opphav for e in (*self.endringer, *self.bekreftet)}

    @property
    def overskrevet(self) -> tuple[Celleendring, ...]:
        """Manuelle tall som blir skrevet over."""
        return tuple(e for e in self.endringer if er_manuell(e.felt))

    @property
    def manuelle(self) -> tuple[Beholdt, ...]:
        """Manuelle tall som står, fordi ingen har sagt at de skal skrives over."""
        return tuple(b for b in self.beholdt if er_manuell(b.felt) and not b.felt.er_formel)

    @property
    def skjult(self) -> tuple[Celleendring, ...]:
        """Tall som er byttet med tegnet for konfidensielt."""
        tall = (e for e in self.endringer if isinstance(e.felt.verdi, float))
        return tuple(e for e in tall if e.verdi == HEMMELIG)

    @property
    def skjult_i_andre_aar(self) -> tuple[Celleendring, ...]:
        """Tall i andre år enn det som oppdateres, tatt ut fordi det konfidensielle kunne regnes av dem."""
        return tuple(e for e in self.skjult if e.felt.nokkel.aar != self.aar)

    def opphavene(self) -> str:
        """Hva tallene var, og hva de er nå: «mangler (3), hentet SSB 12362 (2) → …»."""
        alle = (*self.endringer, *self.bekreftet)
        foer = Counter(e.felt.opphav or MANGLER for e in alle)
        naa = Counter(e.opphav for e in alle)
        return f"{_talt(foer)} → {_talt(naa)}"


def _talt(antall: Counter[str]) -> str:
    vanligst = antall.most_common(3)
    resten = antall.total() - sum(n for _, n in vanligst)
    return ", ".join([f"{hva} ({n})" for hva, n in vanligst] + ([f"annet ({resten})"] if resten else []))


def planlegg(
    bok: Inndataark, nye: Sequence[Tall], *, aar: int, kilde: str, overskriv_manuelle: bool
) -> Oppdateringsplan:
    """Hold de nye tallene mot boken."""
    if aar not in bok.aarene:
        raise Bruksfeil(
            f"{bok.navn} har ingen inndata for {aar}; den har {', '.join(map(str, bok.aarene))}.",
            "Oppgi et av de årene, eller bruk arbeidsboken for det andre året.",
        )
    koder = {(felt.kommune.casefold(), felt.nokkel.aar): felt.nokkel.kommune for felt in bok.felt.values()}
    endringer, beholdt, ikke_funnet, bekreftet, uendret = [], [], [], [], 0
    steder: dict[Nokkel, str] = {}
    for tall in nye:
        if tall.gjelder_annet:
            ikke_funnet.append(tall)
            continue
        kommune = koder.get((tall.kommune.casefold(), tall.aar), tall.kommune)
        nokkel = Nokkel(tall.blokk, tall.indikator, kommune, tall.aar)
        if nokkel in steder:
            raise Filfeil(f"{tall.sted}: {nokkel} står også i {steder[nokkel]}.", "Behold den ene raden.")
        steder[nokkel] = tall.sted
        felt = bok.felt.get(nokkel)
        if felt is None:
            ikke_funnet.append(tall)
        elif lik(felt.verdi, tall.verdi) and _nyere(felt, tall):
            bekreftet.append(Celleendring(felt, tall.verdi, tall.opphav))
        elif lik(felt.verdi, tall.verdi):
            uendret += 1
        elif felt.er_formel:
            beholdt.append(Beholdt(felt, tall.verdi, "cellen er en formel"))
        elif _bare_tegn(tall.verdi) and felt.slag == TRYKT and isinstance(felt.verdi, float):
            beholdt.append(Beholdt(felt, tall.verdi, f"kilden har bare «{tall.verdi}», og det trykte tallet står"))
        elif er_manuell(felt) and not overskriv_manuelle:
            beholdt.append(Beholdt(felt, tall.verdi, "cellen er manuell; bruk --overskriv-manuelle"))
        else:
            endringer.append(Celleendring(felt, tall.verdi, tall.opphav))
    return Oppdateringsplan(aar, kilde, tuple(endringer), tuple(beholdt), tuple(ikke_funnet), tuple(bekreftet), uendret)


def er_manuell(felt: Felt) -> bool:
    """Om et menneske har ført tallet inn: det sier det selv, eller sier ikke at det er hentet eller trykt."""
    return not felt.er_tom and (felt.slag == MANUELL or felt.slag not in (HENTET, TRYKT))


def _bare_tegn(verdi: float | str) -> bool:
    """Om kilden ikke har noe tall. Konfidensielt er mer enn det: da må også et trykt tall bort."""
    return isinstance(verdi, str) and verdi != HEMMELIG


def _nyere(felt: Felt, tall: Tall) -> bool:
    """Om et hentet tall er hentet igjen, i en annen utgave."""
    return felt.slag == HENTET and tall.opphav.startswith(HENTET) and tall.opphav != felt.opphav and not felt.er_formel
