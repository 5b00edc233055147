"""One example per worksheet function: published values where the sources print them, else made up and said so."""

from dataclasses import dataclass

RAPPORTEN = "ASSS kommunerapport Sandnes 2017"


@dataclass(frozen=True)
class Eksempel:
    """Et kall med celler. `trykt` er hva kilden har trykt; tomt når tallene er tenkte."""

    tittel: str
    celler: tuple[object, ...]
    desimaler: int
    trykt: str = ""
    kilde: str = ""


_BARNEHAGE = ([[1.037, 0.929, 1.039]], [[80.0, 13.34, 6.67]])
_SFO = ("vekt.grunnskole.sfo", 2016.0)
EKSEMPLER = {
    "ASSS_PRODINDEKS": Eksempel("Barnehage i Sandnes 2016", _BARNEHAGE, 4, "1,023", f"{RAPPORTEN}, s. 47, figur 32"),
    "ASSS_BIDRAG": Eksempel("Barnehage i Sandnes 2016", _BARNEHAGE, 2, "summen: 2,3 prosent over snittet",
                            f"{RAPPORTEN}, s. 47"),
    "ASSS_INDIKATOR": Eksempel("To kommuner", ([[10.0], [30.0]], [[10.0], [10.0]]), 1),
    "ASSS_BEHOVSINNB": Eksempel("To kommuner", ([[1000.0], [2000.0]], [[1.25], [0.5]]), 0),
    "ASSS_PRODVEKST": Eksempel("Barnehage i Sandnes 2015–2016", ([[-0.2, -4.2, 2.4]], _BARNEHAGE[1], _BARNEHAGE[0]), 2,
                               "−0,5", f"{RAPPORTEN}, s. 48, tabell 14"),
    "ASSS_SAMMENSATTVEKST": Eksempel("Frie inntekter i Sandnes, 2015 og 2016", ([[5.4, 5.7]],), 2, "11,4",
                                     f"{RAPPORTEN}, s. 11"),
    "ASSS_UTGIFTSINDEKS": Eksempel("To kommuner", ([[10000.0], [20000.0]], [[1.0], [1.0]], [[100.0], [100.0]]), 4),
    "ASSS_EFFEKTIVITET": Eksempel("Barnevern i Sandnes 2016", (1.058, 0.863), 4, "1,226",
                                  f"{RAPPORTEN}, s. 38, figur 29"),
    "ASSS_KOSTNADSINDEKS": Eksempel("En kommune med flere eldre enn landet",
                                    ([[0.12, 0.06]], [[0.12, 0.04]], [[0.7, 0.3]]), 2),
    "ASSS_UTGIFTSBEHOV": Eksempel("To kommuner", ([[1.1], [0.9]], 10000.0, [[150.0], [0.0]]), 0),
    "ASSS_RESSURSBRUK": Eksempel("To kommuner", ([[9000.0], [10500.0]], [[10000.0], [10000.0]], "prosent"), 1),
    "ASSS_RESSINDIKATOR": Eksempel("To kommuner", ([[90.0], [110.0]], [[100.0], [100.0]]), 3),
    "ASSS_SNITT": Eksempel("Tre kommuner, den siste uten tall",
                           ([[1.0], [2.0], [".."]], "veid", [[3.0], [1.0], [2.0]]), 2),
    "ASSS_PROFIL": Eksempel("Tre kommuner", ([[1.0], [2.0], [6.0]], "uveid"), 1),
    "ASSS_AVVIK": Eksempel("Spesialundervisning i Sandnes 2016", (6.2, 7.5, "prosent"), 1, "17 prosent under",
                           f"{RAPPORTEN}, s. 44"),
    "ASSS_REALVEKST": Eksempel("Lønnsutgifter i Sandnes 2016, uten lønnsvekst", (4.5, 2.4), 2, "om lag 2 prosent",
                               f"{RAPPORTEN}, s. 12–13"),
    "ASSS_DEFLATOR": Eksempel("Kommunal deflator 2021", (2.8, 3.3, 0.59), 3, "3,0",
                              "KS, prognose for kommunal deflator"),
    "ASSS_DEMOGRAFIKOSTNAD": Eksempel("To aldersgrupper, to sektorer",
                                      ([[100.0, 50.0]], [[110.0, 48.0]], [[1000.0, 0.0], [0.0, 2000.0]]), 0),
    "ASSS_AVRUND": Eksempel("Halve rundes bort fra null", ([[0.125, -0.125]], 2.0), 2),
    "ASSS_PARAMETER": Eksempel("Vekten for SFO", _SFO, 1, "8,4", "Sandnes kommune, perioderapport per 30.04.2018"),
    "ASSS_KILDE": Eksempel("Kilden for vekten for SFO", _SFO, 0),
    "ASSS_FASIT": Eksempel("Effektiviteten i alt", ("sandnes_2017-s38-fig29-effektivitet-sum",), 3, "1,004",
                           f"{RAPPORTEN}, s. 38, figur 29"),
    "ASSS_SJEKK": Eksempel("Grunnskole i Sandnes 2016: trykte vekter gir ikke det trykte", (0.9664, 0.964, 3.0), 0),
}  # fmt: skip
