"""An .xlsx file as its zip members, read once and the same for every engine.

Whatever is wrong with the file is said here, in one Norwegian line with the remedy, so that
no engine meets a file it would answer with a traceback or with old values.
"""

import posixpath
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from xlasss.errors import Bruksfeil, Filfeil

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")

STORST_UTPAKKET = 250_000_000
"""Bytes in all members together, and a third of the memory it takes; the largest workbook seen is a twelfth of it."""

TETTEST, FRA_STORRELSE = 500, 10_000_000
"""Times smaller a member can be packed, once it is this many bytes; the tightest in the templates is 14 times."""

_MB = 1_000_000


@dataclass(frozen=True)
class Pakke:
    """The members by name, and where the workbook and each of its sheets lie."""

    navn: str
    deler: dict[str, bytes]
    bok: str
    ark: dict[str, str]
    tekster: str | None

    def xml(self, del_: str) -> str:
        xml = self.deler.get(del_, b"")
        try:
            if xml and b"\0" not in xml:  # a null byte is UTF-16, which the patterns do not read
                return xml.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        raise uleselig(self.navn, f"delen {del_} mangler eller er skadet") from None

    def hel_xml(self, del_: str) -> str:
        """As `xml`, when every tag in the part is closed; the patterns would not see that it is cut off."""
        xml = self.xml(del_)
        if taggfeil(self.deler[del_]):
            raise uleselig(self.navn, f"delen {del_} mangler eller er skadet")
        return xml

    def uten_arket(self, ark: str) -> Bruksfeil:
        """The error for a sheet the file should have had."""
        return Bruksfeil(
            f"{self.navn} har ikke arket «{ark}».", f"Den har {', '.join(self.ark)}. Hent arket tilbake fra malen."
        )

    def med(self, endrede: dict[str, str]) -> bytes:
        """The whole file with some members replaced; stored unpacked, since it is read at once and thrown away."""
        ut = BytesIO()
        with ZipFile(ut, "w", ZIP_STORED) as zip_:
            for navn, innhold in self.deler.items():
                zip_.writestr(navn, endrede.get(navn, innhold))
        return ut.getvalue()


def taggfeil(innhold: bytes) -> str:
    """What keeps a part from being read as XML; empty when every tag in it is closed."""
    try:
        expat.ParserCreate().Parse(innhold, True)
    except expat.ExpatError as feil:
        return str(feil)
    return ""


def les_pakke(fil: Path) -> tuple[Pakke, bytes]:
    """The file as members and as the bytes it came from."""
    data = _les_bytes(fil)
    if data.startswith(_OLE):
        raise Filfeil(
            f"{fil.name} er passordbeskyttet eller i det gamle .xls-formatet.",
            "Fjern passordet, eller lagre som .xlsx i Excel.",
        )
    try:
        with ZipFile(BytesIO(data)) as zip_:
            _krev_trygg(fil.name, zip_.infolist())
            deler = {post.filename: zip_.read(post) for post in zip_.infolist()}
    except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError):
        raise uleselig(fil.name, "den er skadet eller av et annet slag") from None
    if med_dtd := next((navn for navn, del_ in deler.items() if _er_xml(navn) and b"<!DOCTYPE" in del_), None):
        raise Filfeil(
            f"{fil.name} kan ikke leses: delen {med_dtd} har en DOCTYPE, som kan hente inn andre filer.",
            "Ingen regneark har det. Be om en ny fil fra den som laget den.",
        )
    try:
        pakke = _pakke(fil.name, deler)
    except (ElementTree.ParseError, KeyError, StopIteration):
        raise uleselig(fil.name, "den har ingen arbeidsbok i seg") from None
    if borte := [del_ for del_ in pakke.ark.values() if del_ not in deler]:
        raise uleselig(fil.name, f"delen {borte[0]} mangler eller er skadet")
    return pakke, data


def _krev_trygg(navn: str, poster: list[ZipInfo]) -> None:
    """Refuse, before anything is unpacked, what would fill the memory or is two files under one name."""
    if (storrelse := sum(post.file_size for post in poster)) > STORST_UTPAKKET:
        raise Filfeil(
            f"{navn} blir {storrelse // _MB} MB utpakket; grensen er {STORST_UTPAKKET // _MB}.",
            "Filen er neppe et regneark. Be om en ny fra den som laget den.",
        )
    tett = next((p for p in poster if p.file_size > max(FRA_STORRELSE, TETTEST * p.compress_size)), None)
    if tett:
        raise Filfeil(
            f"{navn}: {tett.compress_size // 1000} kB i {tett.filename} blir {tett.file_size // _MB} MB utpakket.",
            "Slik er ikke et regneark. Be om en ny fil fra den som laget den.",
        )
    if len({post.filename for post in poster}) < len(poster):
        raise uleselig(navn, "to deler har samme navn")


def _er_xml(navn: str) -> bool:
    return navn.endswith((".xml", ".rels", ".vml"))


def _les_bytes(fil: Path) -> bytes:
    try:
        return fil.read_bytes()
    except FileNotFoundError:
        raise Filfeil(f"Finner ikke filen {fil}.", "Kontroller navn og mappe.") from None
    except IsADirectoryError:
        raise Filfeil(f"{fil} kan ikke leses: det er en mappe.", "Oppgi en .xlsx-fil.") from None
    except OSError:
        raise Filfeil(f"{fil} kan ikke leses.", "Lukk den i Excel og kontroller tilgangen.") from None


def uleselig(navn: str, grunn: str) -> Filfeil:
    """The one way of saying that a file is not a workbook we can read."""
    return Filfeil(f"{navn} kan ikke leses som .xlsx: {grunn}.", "Åpne den i Excel og lagre som .xlsx.")


def _pakke(navn: str, deler: dict[str, bytes]) -> Pakke:
    bok = next(maal for _, slag, maal in _koblinger(deler, "") if slag == "officeDocument")
    koblinger = _koblinger(deler, bok)
    steder = {id_: maal for id_, slag, maal in koblinger if slag == "worksheet"}
    ark = {
        element.attrib["name"]: steder[id_]
        for element in ElementTree.fromstring(deler[bok]).iter()
        if _lokal(element.tag) == "sheet" and (id_ := _koblingsid(element)) in steder
    }
    tekster = next((maal for _, slag, maal in koblinger if slag == "sharedStrings" and maal in deler), None)
    return Pakke(navn, deler, bok, ark, tekster)


def _koblinger(deler: dict[str, bytes], fra: str) -> list[tuple[str, str, str]]:
    """The relations of a member, as (id, kind, target); targets may be relative or start with a slash."""
    mappe, fil = posixpath.split(fra)
    xml = deler[posixpath.join(mappe, "_rels", f"{fil}.rels")]
    return [
        (
            kobling.attrib["Id"],
            kobling.attrib["Type"].rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", mappe, kobling.attrib["Target"])).lstrip("/"),
        )
        for kobling in ElementTree.fromstring(xml)
    ]


def _koblingsid(ark: ElementTree.Element) -> str:
    """The r:id of a sheet, whichever of the two namespaces it is written in."""
    return next(verdi for navn, verdi in ark.attrib.items() if navn.startswith("{") and _lokal(navn) == "id")


def _lokal(navn: str) -> str:
    return navn.rpartition("}")[2]
