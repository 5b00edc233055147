"""A workbook as plain data before it becomes a file: sheets of cells, charts and rules.

Rows and columns count from 0, as in XlsxWriter. A cell has a value or a formula, and
the name of a style from `stil`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

Verdi = float | int | str | None


@dataclass(frozen=True, slots=True)
class Celle:
    """Én celle. ``lenke`` er navnet på arket teksten peker til."""

    verdi: Verdi = None
    formel: str = ""
    stil: str = "tekst"
    lenke: str = ""


@dataclass(frozen=True)
class Validering:
    """En regel for hva som kan skrives i et område, med hjelpen brukeren ser."""

    omraade: str
    regel: dict[str, object]


@dataclass(frozen=True)
class Betinget:
    """Betinget format: stilen slår inn der betingelsen gjelder."""

    omraade: str
    regel: dict[str, object]
    stil: str


@dataclass(frozen=True)
class Serie:
    """En serie i en figur: «kolonne», «kurve», «linje», «hoyest» eller «lavest», med farge fra stilen."""

    navn: str
    kategorier: str
    verdier: str
    slag: str
    farge: str
    merkelapper: bool = False


@dataclass(frozen=True)
class Graf:
    """En figur på et ark."""

    plass: str
    tittel: str
    serier: tuple[Serie, ...]
    tallformat: str
    minimum: float | None
    bredde: int
    hoyde: int
    beskrivelse: str

    @property
    def rad(self) -> int:
        """Raden figuren begynner i, fra 0."""
        return int(self.plass.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1


@dataclass
class Ark:
    """Ett regneark. ``skrevet`` er cellene, resten er hvordan arket ser ut."""

    navn: str
    liggende: bool = True
    bredder: dict[int, float] = field(default_factory=dict)
    hoyder: dict[int, float] = field(default_factory=dict)
    celler: dict[tuple[int, int], Celle] = field(default_factory=dict)
    frys: tuple[int, int] | None = None
    gjenta_kolonner: tuple[int, int] | None = None
    sidebryt_kolonner: list[int] = field(default_factory=list)
    sidebryt_rader: list[int] = field(default_factory=list)
    skala: int = 0  # prosent; 0 er så mye som får plass i bredden
    grafer: list[Graf] = field(default_factory=list)
    valideringer: list[Validering] = field(default_factory=list)
    betingede: list[Betinget] = field(default_factory=list)
    laast: bool = True

    def sett(self, rad: int, kol: int, verdi: Verdi, stil: str = "tekst", lenke: str = "") -> None:
        """En fast verdi."""
        self.celler[rad, kol] = Celle(verdi=verdi, stil=stil, lenke=lenke)

    def formel(self, rad: int, kol: int, formel: str, stil: str = "formel") -> None:
        """En formel, med eller uten «=» foran."""
        self.celler[rad, kol] = Celle(formel="=" + formel.removeprefix("="), stil=stil)

    def rekke(self, rad: int, kol: int, verdier: Iterable[Verdi], stil: str = "tekst") -> None:
        """Flere verdier bortover samme rad."""
        for i, verdi in enumerate(verdier):
            self.sett(rad, kol + i, verdi, stil)

    def fyll(self, rad: int, kol: int, antall: int, stil: str) -> None:
        """Tomme celler med stil, for eksempel resten av et bånd."""
        self.rekke(rad, kol, [None] * antall, stil)


@dataclass
class Bok:
    """En arbeidsbok: arkene i rekkefølge og navnene som gjelder i hele boken."""

    tittel: str
    ark: Sequence[Ark]
    navn: dict[str, str]
    egenskaper: dict[str, str] = field(default_factory=dict)
    malversjon: str = ""


def ref(ark: str, rad: int, kol: int, *, fast: str = "") -> str:
    """En celle på et ark; ``fast`` er «r», «k», «rk» for $ foran rad og kolonne.

    >>> ref("Inndata", 7, 3), ref("Inndata", 7, 3, fast="rk")
    ('Inndata!D8', 'Inndata!$D$8')
    """
    return f"{ark}!{_a1(rad, kol, fast)}"


def omraade(ark: str, rad: int, kol: int, til_rad: int, til_kol: int, *, fast: str = "") -> str:
    """Et område på et ark.

    >>> omraade("Inndata", 7, 3, 7, 8, fast="k")
    'Inndata!$D8:$I8'
    """
    return f"{ark}!{_a1(rad, kol, fast)}:{_a1(til_rad, til_kol, fast)}"


def _a1(rad: int, kol: int, fast: str) -> str:
    kolonne = xl_col_to_name(kol)
    return f"{'$' if 'k' in fast else ''}{kolonne}{'$' if 'r' in fast else ''}{rad + 1}"


def uten_ark(adresse: str) -> str:
    """Adressen uten arknavn.

    >>> uten_ark("Inndata!$D8:$I8")
    '$D8:$I8'
    """
    return adresse.rsplit("!", 1)[1]
