"""The archive as a zip: written so that the same contents are the same bytes, read without trusting it."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from xlasss.errors import Filfeil

STORST = 500_000_000
"""Byte utpakket; alle malene sammen er under en tiendedel av det."""
FLEST = 10_000
_TID = (1980, 1, 1, 0, 0, 0)
_UTRYGT = re.compile(r"^/|(?:^|/)\.\.?(?:/|$)|[\\:\0-\x1f]|//|^$")


@dataclass(frozen=True)
class Lest:
    """Innholdet av et arkiv, og delene som ikke lot seg lese."""

    deler: dict[str, bytes]
    skadet: list[str]


def pakk(deler: Mapping[str, bytes]) -> bytes:
    """Arkivet. Delene er ikke komprimert, for da er bytene de samme med enhver utgave av zlib."""
    ut = BytesIO()
    with ZipFile(ut, "w", ZIP_STORED) as zip_:
        for navn in sorted(deler):
            post = ZipInfo(navn, _TID)
            post.create_system, post.external_attr = 3, 0o644 << 16
            zip_.writestr(post, deler[navn])
    return ut.getvalue()


def les_trygt(data: bytes, navn: str) -> Lest:
    """Delene av en zip, aldri mer enn grensene, og aldri et navn som peker ut av arkivet."""
    lest = Lest({}, [])
    try:
        with ZipFile(BytesIO(data)) as zip_:
            poster = zip_.infolist()
            _krev_trygt(poster, navn)
            for post in poster:
                try:
                    lest.deler[post.filename] = zip_.read(post)
                except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError):
                    lest.skadet.append(post.filename)
    except (BadZipFile, EOFError, ValueError, OSError, NotImplementedError):
        raise Filfeil(f"{navn} kan ikke leses som zip.", "Hent arkivet på nytt der det ble lagt.") from None
    return lest


def trygt_navn(navn: str) -> bool:
    """Om navnet blir værende i mappen arkivet pakkes ut i.

    >>> trygt_navn("grunnskole/verdier.csv"), trygt_navn("../a"), trygt_navn("C:\\\\a"), trygt_navn("/a")
    (True, False, False, False)
    """
    return _UTRYGT.search(navn) is None


def _krev_trygt(poster: list[ZipInfo], navn: str) -> None:
    """A member is never read beyond the size it declares, so the declared sizes are enough to judge by."""
    if len(poster) > FLEST or sum(p.file_size for p in poster) > STORST:
        grense = f"{FLEST} deler eller {STORST // 1_000_000} MB"
        raise Filfeil(f"{navn} er på over {grense} utpakket.", "Det er ikke et arkiv fra «xlasss frys».")
    if utrygge := [p.filename for p in poster if not trygt_navn(p.filename)]:
        raise Filfeil(f"{navn} har en del som heter «{utrygge[0][:60]!r}».", "Pakk det ikke ut; navnet er utrygt.")
    navnene = [p.filename.casefold() for p in poster]
    if doble := sorted({n for n in navnene if navnene.count(n) > 1}) if len(set(navnene)) < len(navnene) else []:
        raise Filfeil(f"{navn} har to deler som heter «{doble[0]}».", "Hent arkivet på nytt der det ble lagt.")


def les_fil(fil: Path) -> bytes:
    """Bytene i en fil, eller én norsk linje."""
    try:
        if fil.stat().st_size > STORST:
            raise Filfeil(f"{fil} er på over {STORST // 1_000_000} MB.", "Det er ikke et arkiv fra «xlasss frys».")
        return fil.read_bytes()
    except FileNotFoundError:
        raise Filfeil(f"Finner ikke filen {fil}.", "Kontroller navn og mappe.") from None
    except IsADirectoryError:
        raise Filfeil(f"{fil} er en mappe.", "Oppgi en fil.") from None
