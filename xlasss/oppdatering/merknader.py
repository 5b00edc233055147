"""The comments people have put on cells, sheet by sheet."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from xlasss.engines.pakke import Pakke


class Merknad(NamedTuple):
    """En merknad på en celle."""

    ark: str
    celle: str
    tekst: str


def merknader(pakke: Pakke) -> Iterator[Merknad]:
    """Alle merknadene, i arkenes rekkefølge."""
    for ark, del_ in pakke.ark.items():
        for maal in _merknadsdeler(pakke, del_):
            for merknad in _elementer(pakke.deler[maal], "comment"):
                tekst = "".join(t.text or "" for t in merknad.iter() if t.tag.rpartition("}")[2] == "t")
                yield Merknad(ark, merknad.get("ref", ""), " ".join(tekst.split()))


def _merknadsdeler(pakke: Pakke, del_: str) -> list[str]:
    mappe, fil = posixpath.split(del_)
    koblinger = pakke.deler.get(posixpath.join(mappe, "_rels", f"{fil}.rels"))
    maal = [
        posixpath.normpath(posixpath.join("/", mappe, kobling.get("Target", ""))).lstrip("/")
        for kobling in (_elementer(koblinger, "Relationship") if koblinger else ())
        if kobling.get("Type", "").endswith("/comments")
    ]
    return [m for m in maal if m in pakke.deler]


def _elementer(xml: bytes, navn: str) -> list[ElementTree.Element]:
    try:
        return [e for e in ElementTree.fromstring(xml).iter() if e.tag.rpartition("}")[2] == navn]
    except ElementTree.ParseError:
        return []
