"""A VBA project from source text: the streams dir, PROJECT and PROJECTwm ([MS-OVBA] 2.3).

Every module is stored as source from byte 0, without p-code; `_VBA_PROJECT` is the seven
bytes that say so, and the program that opens the file compiles it.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from xlasss.hosts.vba.cfb import skriv_cfb
from xlasss.hosts.vba.komprimering import komprimer

TEGNSETT = "cp1252"
_UTEN_PKODE = bytes.fromhex("cc61ffff000100")
_REFERANSER = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
    r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
}
"""The type libraries besides VBA's and Excel's own; Office has IRibbonControl."""


class Slag(Enum):
    """What a module is; the value is the base class its header names."""

    MODUL = ""
    ARBEIDSBOK = "0{00020819-0000-0000-C000-000000000046}"
    ARK = "0{00020820-0000-0000-C000-000000000046}"


@dataclass(frozen=True)
class Modul:
    """One module: its name, its source without the header, and what kind it is."""

    navn: str
    kode: str
    slag: Slag = Slag.MODUL

    def kilde(self) -> bytes:
        """The source as it is stored, with the header the editor hides."""
        hode = [f'Attribute VB_Name = "{self.navn}"']
        if self.slag is not Slag.MODUL:
            hode += [
                f'Attribute VB_Base = "{self.slag.value}"',
                "Attribute VB_GlobalNameSpace = False",
                "Attribute VB_Creatable = False",
                "Attribute VB_PredeclaredId = True",
                "Attribute VB_Exposed = True",
                "Attribute VB_TemplateDerived = False",
                "Attribute VB_Customizable = True",
            ]
        return "\r\n".join([*hode, *self.kode.splitlines(), ""]).encode(TEGNSETT)


def prosjekt(navn: str, moduler: Sequence[Modul]) -> bytes:
    """The project as vbaProject.bin."""
    vba = {m.navn: komprimer(m.kilde()) for m in moduler}
    vba |= {"dir": komprimer(_dir(navn, moduler)), "_VBA_PROJECT": _UTEN_PKODE}
    return skriv_cfb({"VBA": vba, "PROJECT": _project(navn, moduler), "PROJECTwm": _projectwm(moduler)})


def _dir(navn: str, moduler: Sequence[Modul]) -> bytes:
    poster = [
        _post(0x01, struct.pack("<I", 1)),  # Win32, also for 64-bit Office
        _post(0x02, struct.pack("<I", 0x409)),
        _post(0x14, struct.pack("<I", 0x409)),
        _post(0x03, struct.pack("<H", 1252)),
        _post(0x04, navn.encode(TEGNSETT)),
        *_dobbel(0x05, 0x40, ""),
        _post(0x06),
        _post(0x3D),
        _post(0x07, bytes(4)),
        _post(0x08, bytes(4)),
        struct.pack("<HIIH", 0x09, 4, 1, 0),  # the version of the project; its size field leaves out the last two
        *_dobbel(0x0C, 0x3C, ""),
    ]
    for referanse, bibliotek in _REFERANSER.items():
        tekst = bibliotek.encode(TEGNSETT)
        poster += [
            *_dobbel(0x16, 0x3E, referanse),
            _post(0x0D, struct.pack("<I", len(tekst)) + tekst + bytes(6)),
        ]
    poster += [_post(0x0F, struct.pack("<H", len(moduler))), _post(0x13, b"\xff\xff")]
    return b"".join([*poster, *map(_modulpost, moduler), _post(0x10)])


def _modulpost(modul: Modul) -> bytes:
    slag = 0x21 if modul.slag is Slag.MODUL else 0x22
    return b"".join([
        *_dobbel(0x19, 0x47, modul.navn),
        *_dobbel(0x1A, 0x32, modul.navn),
        *_dobbel(0x1C, 0x48, ""),
        _post(0x31, bytes(4)),  # the source begins at byte 0 of the stream
        _post(0x1E, bytes(4)),
        _post(0x2C, b"\xff\xff"),
        _post(slag),
        _post(0x2B),
    ])  # fmt: skip


def _post(nummer: int, innhold: bytes = b"") -> bytes:
    return struct.pack("<HI", nummer, len(innhold)) + innhold


def _dobbel(nummer: int, unikode: int, tekst: str) -> Iterable[bytes]:
    """A text, which dir holds twice: in the code page and in UTF-16."""
    return _post(nummer, tekst.encode(TEGNSETT)), _post(unikode, tekst.encode("utf-16-le"))


def _project(navn: str, moduler: Sequence[Modul]) -> bytes:
    """The stream the VBA editor reads; CMG, DPB and GC are an unlocked project without password."""
    linjer = [
        'ID="{318BEE36-5BE1-492A-826D-473DB19B0F30}"',
        *(f"Module={m.navn}" if m.slag is Slag.MODUL else f"Document={m.navn}/&H00000000" for m in moduler),
        f'Name="{navn}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        'CMG="5D5F8AADDAA8DEA8DEA8DEA8DE"',
        'DPB="5D5F8AADDAADDBADDBAD"',
        'GC="5D5F8AADDAADDBADDB52"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{m.navn}=0, 0, 0, 0, C" for m in moduler),
        "",
    ]
    return "\r\n".join(linjer).encode(TEGNSETT)


def _projectwm(moduler: Sequence[Modul]) -> bytes:
    navn = (m.navn.encode(TEGNSETT) + b"\0" + m.navn.encode("utf-16-le") + b"\0\0" for m in moduler)
    return b"".join(navn) + b"\0\0"
