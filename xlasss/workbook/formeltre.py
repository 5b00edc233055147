"""The nodes of a formula tree, and the tree written back as a reader would see it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from xlasss.begreper import Feil
from xlasss.engines.adresse import adresse
from xlasss.engines.protokoll import Verdi


@dataclass(frozen=True, slots=True)
class Konstant:
    """Et tall, en tekst, SANN/USANN, en feilverdi, eller et utelatt argument (None)."""

    verdi: Verdi


@dataclass(frozen=True, slots=True)
class Ref:
    """En celle eller et område; `ark` er tomt for arket formelen står i, `bok` er «1» for [1]."""

    ark: str
    fra: tuple[int, int]
    til: tuple[int, int]
    bok: str = ""

    @property
    def er_celle(self) -> bool:
        return self.fra == self.til

    @property
    def antall(self) -> int:
        return (self.til[0] - self.fra[0] + 1) * (self.til[1] - self.fra[1] + 1)

    @property
    def omraade(self) -> str:
        """Adressen uten ark.

        >>> Ref("Inndata", (16, 4), (16, 9)).omraade
        'D16:I16'
        """
        return adresse(*self.fra) + ("" if self.er_celle else f":{adresse(*self.til)}")


@dataclass(frozen=True, slots=True)
class Navn:
    """Et definert navn, eller noe annet som ser slik ut."""

    navn: str


@dataclass(frozen=True, slots=True)
class Kall:
    """Et funksjonskall; navnet er med store bokstaver, `+`, `*` … er kall på operatoren."""

    navn: str
    argumenter: tuple["Ledd", ...]


Ledd = Konstant | Ref | Navn | Kall
_L = TypeVar("_L", Konstant, Ref, Navn, Kall)


def alle(ledd: Ledd, slag: type[_L]) -> Iterator[_L]:
    """Leddene av ett slag i treet, fra venstre."""
    if isinstance(ledd, slag):
        yield ledd
    if isinstance(ledd, Kall):
        for argument in ledd.argumenter:
            yield from alle(argument, slag)


def likt_bygd(a: Ledd, b: Ledd, samme_ref: Callable[[Ref, Ref], bool] = lambda a, b: True) -> bool:
    """Om to formler er den samme regningen, på hver sine celler eller på dem `samme_ref` godtar."""
    match a, b:
        case (Ref(), Ref()):
            return samme_ref(a, b)
        case (Konstant(x), Konstant(y)):
            return x == y and type(x) is type(y)
        case (Navn(x), Navn(y)):
            return x.casefold() == y.casefold()
        case (Kall(x, i), Kall(y, j)):
            return x == y and len(i) == len(j) and all(likt_bygd(p, q, samme_ref) for p, q in zip(i, j, strict=True))
    return False


_INFIKS = {"=": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "<>": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}


def skriv(ledd: Ledd, ref: Callable[[Ref | Navn], str] | None = None) -> str:
    """Formelen slik et norsk Excel skriver den; `ref` bestemmer hva en henvisning vises som.

    >>> skriv(Kall("*", (Kall("+", (Ref("", (1, 1), (1, 1)), Konstant(0.5))), Konstant(2.0))))
    '(A1+0,5)*2'
    """
    match ledd:
        case Konstant(verdi):
            return _konstant(verdi)
        case Ref() | Navn():
            return ref(ledd) if ref else ledd.navn if isinstance(ledd, Navn) else _adresse(ledd)
        case Kall(navn, (a, b)) if navn in _INFIKS:
            styrke = _INFIKS[navn]
            return f"{_i(a, styrke, ref)}{navn}{_i(b, styrke + (navn in '-/'), ref)}"
        case Kall("-", (a,)):
            return f"-{_i(a, 6, ref)}"
        case Kall("%", (a,)):
            return f"{_i(a, 6, ref)}%"
    return f"{ledd.navn}({';'.join(skriv(a, ref) for a in ledd.argumenter)})"


def _i(ledd: Ledd, styrke: int, ref: Callable[[Ref | Navn], str] | None) -> str:
    svak = isinstance(ledd, Kall) and _INFIKS.get(ledd.navn, 9) < styrke and len(ledd.argumenter) == 2
    return f"({skriv(ledd, ref)})" if svak else skriv(ledd, ref)


def _adresse(ref: Ref) -> str:
    ark = f"[{ref.bok}]{ref.ark}" if ref.bok else ref.ark
    return f"{ark}!{ref.omraade}" if ark else ref.omraade


def _konstant(verdi: Verdi) -> str:
    if isinstance(verdi, bool):
        return "SANN" if verdi else "USANN"
    if isinstance(verdi, Feil):
        return verdi.tekst
    if isinstance(verdi, str):
        return f'"{verdi}"'
    return "" if verdi is None else f"{verdi:.12g}".replace(".", ",")
