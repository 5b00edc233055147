"""Links from a workbook to the add-in file, and taking out those no formula uses any more.

A formula names a link by its number in the list, so only links at the end of the list can go
without renumbering what is left; one that stands before another is reported instead.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from xlasss.engines.arkxml import P, attributter
from xlasss.engines.pakke import Pakke

_LISTE = re.compile(rf"<{P}externalReferences\b[^>]*>(.*?)</{P}externalReferences\s*>", re.DOTALL)
_LENKE = re.compile(rf"<{P}externalReference\b([^>]*)/>")
_KOBLING = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)/>")
_TYPE = re.compile(r"<(?:\w+:)?Override\b([^>]*)/>")
_NAVNET = re.compile(rf"<{P}externalName\b([^>]*)")


@dataclass
class Ryddet:
    """Boken uten de lenkene som kunne fjernes, og de andre delene som er endret eller tatt ut."""

    bok: str
    deler: dict[str, str | None] = field(default_factory=dict)
    fjernet: list[str] = field(default_factory=list)
    igjen: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Lenke:
    nummer: int
    id: str
    del_: str
    maal: str
    vaar: bool


def rydd(pakke: Pakke, bok: str, endrede: Mapping[str, str | None]) -> Ryddet:
    """Ta ut lenkene til tillegget som står sist og som ingen formel lenger bruker."""
    lenkene = _lenkene(pakke, bok)
    ut = Ryddet(bok)
    while lenkene and lenkene[-1].vaar and not _brukt(pakke, bok, endrede, lenkene[-1]):
        _ta_ut(pakke, ut, lenkene.pop())
    ut.fjernet.reverse()
    ut.igjen = [lenke.maal for lenke in lenkene if lenke.vaar]
    return ut


def _lenkene(pakke: Pakke, bok: str) -> list[_Lenke]:
    koblinger = _koblinger(pakke, pakke.bok)
    liste = _LISTE.search(bok)
    id_er = [_id(treff[1]) for treff in _LENKE.finditer(liste[1])] if liste else []
    return [_lenke(pakke, nr, id_, koblinger.get(id_, "")) for nr, id_ in enumerate(id_er, 1)]


def _lenke(pakke: Pakke, nummer: int, id_: str, del_: str) -> _Lenke:
    maal = next(iter(_koblinger(pakke, del_).values()), "") if del_ in pakke.deler else ""
    navn = [attributter(t).get("name", "") for t in _NAVNET.findall(pakke.xml(del_))] if del_ in pakke.deler else []
    tillegg = maal.casefold().endswith((".xlam", ".xla"))
    alle_vaare = bool(navn) and all(n.upper().startswith("ASSS_") for n in navn)
    return _Lenke(nummer, id_, del_, unquote(maal), tillegg and (alle_vaare or _filnavn(maal) == "xlasss.xlam"))


def _filnavn(maal: str) -> str:
    return unquote(maal).replace("\\", "/").rpartition("/")[2].casefold()


def _id(attributtene: str) -> str:
    return next((v for navn, v in attributter(attributtene).items() if navn.rpartition(":")[2] == "id"), "")


def _rels(del_: str) -> str:
    mappe, fil = posixpath.split(del_)
    return posixpath.join(mappe, "_rels", f"{fil}.rels")


def _koblinger(pakke: Pakke, fra: str) -> dict[str, str]:
    """The targets of a part's relations by id: of parts inside the file their names, of files outside the path."""
    if _rels(fra) not in pakke.deler:
        return {}
    ut = {}
    for treff in _KOBLING.findall(pakke.xml(_rels(fra))):
        felt = attributter(treff)
        maal = felt.get("Target", "")
        if felt.get("TargetMode") != "External":
            maal = posixpath.normpath(posixpath.join("/", posixpath.dirname(fra), maal)).lstrip("/")
        ut[felt.get("Id", "")] = maal
    return ut


def _brukt(pakke: Pakke, bok: str, endrede: Mapping[str, str | None], lenke: _Lenke) -> bool:
    """Whether anything still says [n]: a formula of another kind, a name, a chart. In doubt, it is used."""
    merke = f"[{lenke.nummer}]"
    tekst = (pakke.bok, pakke.tekster)
    andre = (d for d in pakke.deler if d.endswith(".xml") and d not in tekst and "externalLinks" not in d)
    return merke in bok or any(merke in (endrede.get(d) or pakke.deler[d].decode("utf-8", "replace")) for d in andre)


def _ta_ut(pakke: Pakke, ut: Ryddet, lenke: _Lenke) -> None:
    """The link in the list, its relation, its content type, and the parts themselves."""
    ut.bok = _uten(_LENKE, ut.bok, lambda felt: _id(felt) == lenke.id)
    ut.bok = re.sub(rf"<{P}externalReferences\b[^>]*>\s*</{P}externalReferences\s*>", "", ut.bok)
    rels, typer = _rels(pakke.bok), "[Content_Types].xml"
    ut.deler[rels] = _uten(_KOBLING, ut.deler.get(rels) or pakke.xml(rels), lambda f: attributter(f)["Id"] == lenke.id)
    ut.deler[typer] = _uten(
        _TYPE, ut.deler.get(typer) or pakke.xml(typer), lambda f: attributter(f).get("PartName") == f"/{lenke.del_}"
    )
    ut.deler |= dict.fromkeys((lenke.del_, _rels(lenke.del_)))
    ut.fjernet.append(lenke.maal)


def _uten(monster: re.Pattern[str], xml: str, denne: Callable[[str], bool]) -> str:
    return monster.sub(lambda treff: "" if denne(treff[1]) else treff[0], xml)
