"""Kommunenumrene ASSS-kommunene hadde i hver periode."""

from functools import cache

from xlasss.datafiler import DATA, les_csv

KOMMUNE_KOLONNER = (
    "kommune", "kode_2016", "kode_2017", "kode_2018_2019", "kode_2020_2023", "kode_2024", "brudd", "kilde", "endring",
)  # fmt: skip


def _periode(aar: int) -> str:
    for siste, kolonne in (
        (2016, "kode_2016"),
        (2017, "kode_2017"),
        (2019, "kode_2018_2019"),
        (2023, "kode_2020_2023"),
    ):
        if aar <= siste:
            return kolonne
    return "kode_2024"


@cache
def kommunekoder(aar: int) -> dict[str, str]:
    """Kommunenummeret hver ASSS-kommune hadde i et år; en som ikke fantes eller var med ennå, er ikke med.

    >>> kommunekoder(2016)["Sandnes"], kommunekoder(2021)["Sandnes"]
    ('1102', '1108')
    """
    rader = les_csv(DATA / "tabeller" / "kommuner.csv", KOMMUNE_KOLONNER)
    return {r["kommune"]: kode for r in rader if (kode := r[_periode(aar)])}


def kommunen(nummer: str) -> str:
    """Kommunen som har eller har hatt nummeret; nummeret selv når det ikke er en ASSS-kommunes.

    >>> kommunen("1201"), kommunen("4601"), kommunen("3403")
    ('Bergen', 'Bergen', '3403')
    """
    return _etter_nummer().get(nummer, nummer)


@cache
def _etter_nummer() -> dict[str, str]:
    rader = les_csv(DATA / "tabeller" / "kommuner.csv", KOMMUNE_KOLONNER)
    return {r[kolonne]: r["kommune"] for r in rader for kolonne in KOMMUNE_KOLONNER if kolonne.startswith("kode_")}
