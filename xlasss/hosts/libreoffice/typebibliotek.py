"""The type library (.rdb) of one interface, written without LibreOffice's SDK.

The format is UNOIDL's binary one, as `unoidl-write` makes it: a header that points to the root
map, and before it every entity, the innermost first. All numbers are 32 bits little-endian.
"""

from collections.abc import Iterable
from struct import pack

from xlasss.hosts.libreoffice.grensesnitt import GRENSESNITT, metode, parameter, slag, svarslag
from xlasss.registry import REGISTER

_MAGI = b"UNOIDL\xff\0"
_MODUL, _GRENSESNITT, _INN = b"\0", b"\x05", b"\0"
_SETT_FOR = 0x80000000
"""A string that is already in the file is given by its place, marked with the top bit."""

Metode = tuple[str, str, list[tuple[str, str]]]
"""Name, result, and the arguments as (name, type)."""


def typebibliotek() -> bytes:
    """The library with one method for every function of the registry."""
    metoder = [
        (metode(f.navn), svarslag(f), [(parameter(nr), slag(a)) for nr, a in enumerate(f.argumenter)])
        for f in REGISTER.values()
    ]
    return skriv(GRENSESNITT, metoder)


def skriv(navn: str, metoder: Iterable[Metode]) -> bytes:
    """The library with one interface, `navn` with its modules in front."""
    fil = _Fil()
    *moduler, innerst = navn.split(".")
    post = fil.grensesnitt(list(metoder))
    for modul in reversed(moduler):
        innerst, post = modul, fil.kart(innerst, post, _MODUL)
    return fil.ferdig(fil.kart(innerst, post, b""))


class _Fil:
    """The bytes so far, and where each string already stands."""

    def __init__(self) -> None:
        self._data = bytearray(_MAGI + bytes(8))
        self._tekster: dict[str, int] = {}

    def grensesnitt(self, metoder: list[Metode]) -> int:
        sted = len(self._data)
        self._data += _GRENSESNITT
        self._tall(1)
        self._tekst("com.sun.star.uno.XInterface")
        self._tall(0, 0, len(metoder))  # no optional bases, no attributes
        for navn, svar, argumenter in metoder:
            self._tekst(navn)
            self._tekst(svar)
            self._tall(len(argumenter))
            for argument, slaget in argumenter:
                self._data += _INN
                self._tekst(argument)
                self._tekst(slaget)
            self._tall(0)  # no exceptions
        return sted

    def kart(self, navn: str, post: int, hode: bytes) -> int:
        """A map with one entry: a module, or the root, which has no head and whose length is in the file's head."""
        navnet = len(self._data)
        self._data += navn.encode("ascii") + b"\0"
        sted = len(self._data)
        self._data += hode
        if hode:
            self._tall(1)
        self._tall(navnet, post)
        return sted

    def ferdig(self, rot: int) -> bytes:
        self._data[len(_MAGI) : len(_MAGI) + 8] = pack("<II", rot, 1)
        return bytes(self._data)

    def _tall(self, *tall: int) -> None:
        self._data += pack(f"<{len(tall)}I", *tall)

    def _tekst(self, tekst: str) -> None:
        if tekst in self._tekster:
            self._tall(_SETT_FOR | self._tekster[tekst])
            return
        self._tekster[tekst] = len(self._data)
        self._tall(len(tekst))
        self._data += tekst.encode("ascii")
