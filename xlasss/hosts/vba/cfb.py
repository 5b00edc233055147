"""A compound file, version 3 ([MS-CFB]): the container a VBA project lies in.

Streams of 4096 bytes and more have sectors of their own; the shorter ones share the mini
stream in pieces of 64 bytes. Storages and streams form a tree of names, balanced here by
construction and all black, which readers accept.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

Tre = Mapping[str, "bytes | Tre"]
"""Names to streams, or to storages with names of their own."""

_SEKTOR, _MINI, _MINSTE = 512, 64, 4096
_LEDIG, _SLUTT, _FAT, _INGEN = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_I_HODET = 109
"""FAT sectors the header has room for: 7 MB of file, and a VBA project is a fraction of it."""
_TOM = struct.pack("<68x3I48x", _INGEN, _INGEN, _INGEN)
"""An unused directory entry."""


@dataclass
class _Post:
    """One directory entry."""

    navn: str
    slag: int  # 1 storage, 2 stream, 5 root
    data: bytes = b""
    venstre: int = _INGEN
    hoyre: int = _INGEN
    barn: int = _INGEN


@dataclass
class _Sektorer:
    """Sectors of one size, and the table that chains them."""

    storrelse: int
    data: bytearray = field(default_factory=bytearray)
    tabell: list[int] = field(default_factory=list)

    def legg_til(self, data: bytes) -> int:
        """Put a stream in and return its first sector."""
        antall = -(-len(data) // self.storrelse)
        forste = len(self.tabell)
        self.tabell += [*range(forste + 1, forste + antall), _SLUTT] if antall else []
        self.data += data.ljust(antall * self.storrelse, b"\0")
        return forste if antall else _SLUTT


def skriv_cfb(tre: Tre) -> bytes:
    """The tree as the bytes of a compound file."""
    poster = [_Post("Root Entry", 5)]
    poster[0].barn = _legg_i(poster, tre)
    store, smaa = _Sektorer(_SEKTOR), _Sektorer(_MINI)
    plasser = {
        i: (store if len(post.data) >= _MINSTE else smaa).legg_til(post.data)
        for i, post in enumerate(poster)
        if post.slag == 2
    }
    poster[0].data = bytes(smaa.data)
    plasser[0] = store.legg_til(poster[0].data)
    mini_fat = _ord(smaa.tabell)
    mini = store.legg_til(mini_fat)
    poster_ut = b"".join(_post(p, plasser.get(i, 0)) for i, p in enumerate(poster))
    katalog = store.legg_til(poster_ut + _TOM * (-len(poster) % (_SEKTOR // len(_TOM))))
    fat = _fat(store)
    hode = struct.pack(
        "<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, len(fat), katalog, 0, _MINSTE, mini, len(mini_fat) // _SEKTOR, _SLUTT, 0,
    )  # fmt: skip
    return (
        hode + struct.pack(f"<{_I_HODET}I", *fat, *[_LEDIG] * (_I_HODET - len(fat))) + store.data + _ord(store.tabell)
    )


def _legg_i(poster: list[_Post], tre: Tre) -> int:
    """Add the names of one storage and return the root of their tree."""
    numre = []
    for navn, innhold in sorted(tre.items(), key=lambda par: (len(par[0]), par[0].upper())):
        numre.append(len(poster))
        if isinstance(innhold, bytes):
            poster.append(_Post(navn, 2, innhold))
        else:
            poster.append(_Post(navn, 1))
            poster[numre[-1]].barn = _legg_i(poster, innhold)
    return _balansert(poster, numre)


def _balansert(poster: list[_Post], numre: list[int]) -> int:
    if not numre:
        return _INGEN
    midt = len(numre) // 2
    rot = numre[midt]
    poster[rot].venstre = _balansert(poster, numre[:midt])
    poster[rot].hoyre = _balansert(poster, numre[midt + 1 :])
    return rot


def _post(post: _Post, plass: int) -> bytes:
    navn = post.navn.encode("utf-16-le")
    return navn.ljust(64, b"\0") + struct.pack(
        "<HBB3I36xIQ", len(navn) + 2, post.slag, 1, post.venstre, post.hoyre, post.barn, plass, len(post.data)
    )


def _fat(store: _Sektorer) -> list[int]:
    """Close the table with the sectors it takes itself, and tell which they are."""
    antall = -(-len(store.tabell) // (_SEKTOR // 4 - 1))
    if antall > _I_HODET:
        raise ValueError("the project is too large for a compound file without DIFAT sectors")
    numre = list(range(len(store.tabell), len(store.tabell) + antall))
    store.tabell += [_FAT] * antall
    return numre


def _ord(tall: list[int]) -> bytes:
    """The numbers as 32-bit words, filled up with free ones to whole sectors."""
    fylt = [*tall, *[_LEDIG] * (-len(tall) % (_SEKTOR // 4))]
    return struct.pack(f"<{len(fylt)}I", *fylt)
