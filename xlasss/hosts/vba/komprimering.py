"""The compression every VBA stream is stored with ([MS-OVBA] 2.4.1).

The data is cut in chunks of 4096 bytes, each compressed on its own: eight tokens under a
flag byte, where a token is either the byte itself or a copy of something earlier in the
same chunk. A chunk that does not shrink is stored as it is, padded to 4096 bytes; the
format has no other way, so such data comes back with null bytes after it.
"""

import struct
from collections import defaultdict
from collections.abc import Iterator

STYKKE = 4096
_KORTEST = 3
_FORSOK = 64
"""How many earlier places a copy is looked for; more gains nothing on source code."""


def komprimer(data: bytes) -> bytes:
    r"""The data as a compressed container.

    >>> komprimer(b"aaaaaaaa").hex(" ")
    '01 03 b0 02 61 04 00'
    """
    return b"\x01" + b"".join(_stykke(data[fra : fra + STYKKE]) for fra in range(0, len(data), STYKKE))


def _stykke(data: bytes) -> bytes:
    pakket = b"".join(_grupper(list(_tokener(data))))
    if len(pakket) > STYKKE:
        return struct.pack("<H", 0x3000 | (STYKKE + 2 - 3)) + data.ljust(STYKKE, b"\0")
    return struct.pack("<H", 0xB000 | (len(pakket) + 2 - 3)) + pakket


def _grupper(tokener: list[bytes]) -> Iterator[bytes]:
    """Eight tokens under a byte that tells which of them are copies (two bytes long)."""
    for fra in range(0, len(tokener), 8):
        gruppe = tokener[fra : fra + 8]
        yield bytes([sum(1 << i for i, token in enumerate(gruppe) if len(token) == 2)]) + b"".join(gruppe)


def _tokener(data: bytes) -> Iterator[bytes]:
    sett: dict[bytes, list[int]] = defaultdict(list)
    her = 0
    while her < len(data):
        lengde, avstand = _lengste(data, her, sett[data[her : her + _KORTEST]])
        if lengde:
            yield struct.pack("<H", (avstand - 1) << (16 - _bits(her)) | (lengde - _KORTEST))
        else:
            yield data[her : her + 1]
        for plass in range(her, her + max(lengde, 1)):
            sett[data[plass : plass + _KORTEST]].append(plass)
        her += max(lengde, 1)


def _lengste(data: bytes, her: int, steder: list[int]) -> tuple[int, int]:
    """The longest earlier occurrence of what comes now, as (length, distance); 0 when there is none."""
    if her + _KORTEST > len(data):
        return 0, 0
    grense = min((0xFFFF >> _bits(her)) + _KORTEST, len(data) - her)
    beste = (0, 0)
    for sted in steder[: -_FORSOK - 1 : -1]:
        lengde = _KORTEST
        while lengde < grense and data[sted + lengde] == data[her + lengde]:
            lengde += 1
        if lengde > beste[0]:
            beste = (lengde, her - sted)
        if lengde == grense:
            break
    return beste


def _bits(her: int) -> int:
    """How many of a copy token's 16 bits hold the distance, this far into the chunk."""
    return max((her - 1).bit_length(), 4)
