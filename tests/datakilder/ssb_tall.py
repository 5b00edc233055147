"""Tabellene den falske statistikkbanken har: SSBs tall for tre av dem, og oppdiktede for resten.

Tallene i tests/data/kostra.csv er SSBs (CC BY 4.0, Kilde: Statistisk sentralbyrå); innpakningen er vår.
En oppdiktet tabell heter det i tittelen. Den har et nummer SSB ikke bruker, eller tall som ikke kan være sanne
(over 100 prosent, millioner per barn), så den aldri kan bli fasit; en prøve holder dem borte fra den.
"""

import csv
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from pathlib import Path

from xlasss.kommunenumre import kommunekoder

KOSTRA = Path(__file__).parents[1] / "data" / "kostra.csv"
REGION, INNHOLD, TID = "KOKkommuneregion0000", "ContentsCode", "Tid"
Celle = tuple[float | None, str]


@dataclass
class Tabell:
    """En tabell: kodene i hver dimensjon med navn, og cellene etter koder i samme rekkefølge."""

    nr: str
    tittel: str
    dimensjoner: dict[str, dict[str, str]]
    celler: dict[tuple[str, ...], Celle]
    enhet: dict[str, tuple[str, int]]
    oppdatert: str = "2026-06-15T06:00:00Z"
    gammel_kode_gir_null: bool = False
    """SSB fyller koder som ikke gjaldt det året med «.» i noen tabeller, og med 0 i andre."""
    feilkoder: set[str] = field(default_factory=set)

    def celle(self, koder: tuple[str, ...]) -> Celle:
        return self.celler.get(koder, (0.0, "") if self.gammel_kode_gir_null else (None, "."))

    def jsonstat(self, valgt: dict[str, list[str]] | None = None, *, tall: bool = True) -> dict:
        """Tabellen, eller et utvalg av den, slik SSB skriver json-stat2."""
        koder = {d: valgt[d] if valgt else list(navn) for d, navn in self.dimensjoner.items()}
        svar = {
            "version": "2.0", "class": "dataset", "label": f"{self.nr}: {self.tittel}",
            "source": "Statistisk sentralbyrå", "updated": self.oppdatert, "id": list(koder),
            "size": [len(k) for k in koder.values()],
            "dimension": {d: self._dimensjon(d, k) for d, k in koder.items()},
            "role": {"time": [TID], "geo": [REGION], "metric": [INNHOLD]},
        }  # fmt: skip
        if tall:
            celler = [self.celle(kombinasjon) for kombinasjon in product(*koder.values())]
            svar["value"] = [verdi for verdi, _ in celler]
            if status := {str(i): tegn for i, (_, tegn) in enumerate(celler) if tegn}:
                svar["status"] = status
        return svar

    def _dimensjon(self, navn: str, koder: list[str]) -> dict:
        kategori: dict = {
            "index": {k: i for i, k in enumerate(koder)},
            "label": {k: self.dimensjoner[navn][k] for k in reversed(koder)},  # rekkefølgen skal ikke bety noe
        }
        if navn == INNHOLD:
            kategori["unit"] = {k: dict(zip(("base", "decimals"), self.enhet[k], strict=True)) for k in koder}
        # SSBs lenke mangler «href», så en streng leser ville avvist svaret
        return {"label": navn.lower(), "category": kategori, "link": {"describedby": [{"extension": {}}]}}


_INNHOLD = {"KOSbelop0000": ("beloep_1000kr", "1000 kr"), "KOSbelopprinnb0000": ("per_innbygger_kr", "kr")}
_FORM = {
    "12137": ("Finansielle nøkkeltall, kommunekonsern", {"KOKartkap0000": ("kode", "regnskapsbegrep")}, 2),
    "12362": (
        "Utgifter til tjenesteområdene, kommunekonsern",
        {"KOKfunksjon0000": ("KOKfunksjon0000", "funksjon"), "KOKart0000": ("kode", "regnskapsbegrep")},
        2,
    ),
    "13551": ("Økonomisk oversikt drift etter art", {"KOKartkap0000": ("kode", "regnskapsbegrep")}, 1),
}


def ekte_tabeller() -> dict[str, Tabell]:
    """12137, 12362 og 13551 for sju kommuner, med SSBs tall."""
    return {nr: replace(t, dimensjoner=dict(t.dimensjoner), feilkoder=set()) for nr, t in _ekte_tabeller().items()}


@cache
def _ekte_tabeller() -> dict[str, Tabell]:
    with KOSTRA.open(encoding="utf-8") as fil:
        rader = list(csv.DictReader((linje for linje in fil if not linje.startswith("#")), delimiter=";"))
    return {nr: _ekte(nr, [r for r in rader if r["ssb_tabell"] == nr]) for nr in _FORM}


def _ekte(nr: str, rader: list[dict[str, str]]) -> Tabell:
    tittel, andre, antall = _FORM[nr]
    innhold = dict(list(_INNHOLD.items())[:antall])
    dimensjoner = {
        REGION: {r["kommunenr_i_aaret"]: r["kommune"] for r in rader},
        **{d: {r[kode]: r[navn] for r in rader} for d, (kode, navn) in andre.items()},
        INNHOLD: {k: enhet for k, (_, enhet) in innhold.items()},
        TID: {aar: aar for aar in sorted({r["aar"] for r in rader})},
    }
    celler: dict[tuple[str, ...], Celle] = {}
    for r in rader:
        for kode, (kolonne, _) in innhold.items():
            nokkel = (r["kommunenr_i_aaret"], *(r[k] for k, _ in andre.values()), kode, r["aar"])
            celler[nokkel] = (int(r[kolonne]), "") if r[kolonne] else (None, "..")
    # de ti kommunene er i tabellen i alle år, også der vi ikke har tallene deres
    dimensjoner[REGION] = {kode: kode for aar in dimensjoner[TID] for kode in kommunekoder(int(aar)).values()} | (
        dimensjoner[REGION]
    )
    return Tabell(nr, tittel, dimensjoner, celler, {k: (enhet, 0) for k, (_, enhet) in innhold.items()})


def oppdiktet(nr: str = "99001", **felt) -> Tabell:
    """En oppdiktet tabell med alle tegnene, og med 0 for koder som ikke gjaldt det året."""
    aar = [str(a) for a in range(2018, 2022)]
    kommuner = {kode: kode for a in aar for kode in kommunekoder(int(a)).values()}
    dimensjoner = {REGION: kommuner, INNHOLD: {"OPPDIKTET0": "oppdiktet"}, TID: {a: a for a in aar}}
    tegn = {"1201": ":", "0301": "..", "1103": "...", "0219": ".", "0106": "-"}
    celler: dict[tuple[str, ...], Celle] = {}
    for k in ("1102", *tegn):
        for a in ("2018", "2019"):
            celler[k, "OPPDIKTET0", a] = (None, tegn[k]) if k in tegn else (10.5, "")
    celler["1102", "OPPDIKTET0", "2019"] = (11.5, "..")  # en merknad ved siden av et tall
    return Tabell(
        nr, "OPPDIKTET for prøvene", dimensjoner, celler, {"OPPDIKTET0": ("antall", 1)},
        **{"gammel_kode_gir_null": True} | felt,
    )  # fmt: skip


_OPPDIKTEDE = {
    "12286": ("Barn med undersøking", {"KOSbvbarnus0000": 1_000_001.0, "KOSbvbarnuspinnb0000": 101.5}, "prosent", 1),
    "13502": ("Utvalgte nøkkeltall for barnehager", {"KOSutg020000": 9_000_001.0}, "kr", 0),
}


def oppdiktede_tabeller() -> dict[str, Tabell]:
    """Tabeller vi kjenner kodene i, men ikke har SSBs tall fra: tallet for den første kommunen, så ett mer for hver."""
    return {nr: _oppdiktet_med_kjente_koder(nr) for nr in _OPPDIKTEDE}


def _oppdiktet_med_kjente_koder(nr: str) -> Tabell:
    tittel, innhold, enhet, desimaler = _OPPDIKTEDE[nr]
    aarene = [str(a) for a in range(2015, 2020)]
    dimensjoner = {
        REGION: {kode: navn for a in aarene for navn, kode in kommunekoder(int(a)).items()},
        INNHOLD: {kode: f"oppdiktet {kode}" for kode in innhold},
        TID: {a: a for a in aarene},
    }
    celler: dict[tuple[str, ...], Celle] = {
        (kode, innholdet, a): (foerste + i, "")
        for a in aarene
        for i, kode in enumerate(kommunekoder(int(a)).values())
        for innholdet, foerste in innhold.items()
    }
    enheter = {kode: (enhet, desimaler) for kode in innhold}
    return Tabell(nr, f"OPPDIKTET for prøvene: {tittel}", dimensjoner, celler, enheter)


def endret(tabell: Tabell, koder: tuple[str, ...], celle: Celle, oppdatert: str) -> Tabell:
    """Tabellen slik den er etter at SSB har rettet én celle."""
    ny = deepcopy(tabell)
    assert koder in ny.celler
    ny.celler[koder], ny.oppdatert = celle, oppdatert
    return ny
