"""The number format and the lock of each cell style in a file, resolved so that two files can be compared."""

import re
from typing import NamedTuple
from xml.etree import ElementTree

_INNEBYGDE = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "dd.mm.yyyy",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "m/d/yy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 49: "@",
}  # fmt: skip
_TEKST = re.compile(r'"[^"]*"|\[(?!(?:h+|m+|s+)\])[^\]]*\]|[_*].', re.IGNORECASE)
"""Det i et format som ikke sier hva tallet er: ordrett tekst, farge og valuta, luft og fyll."""

_DESIMALER = re.compile(r"\.([0#?]+)")


class Format(NamedTuple):
    """Tallformatet slik filen skriver det, og om cellen er låst når arket er beskyttet."""

    kode: str = "General"
    laast: bool = True

    @property
    def desimaler(self) -> int | None:
        """Desimalene tallet vises med; None når formatet ikke sier det.

        >>> Format("0.000").desimaler, Format("#,##0").desimaler, Format().desimaler
        (3, 0, None)
        """
        if "0" not in self.kode or "E" in self.kode.upper():
            return None
        forste = self.kode.split(";")[0]
        treff = _DESIMALER.search(forste)
        return (len(treff[1]) if treff else 0) + (2 if "%" in forste else 0)

    @property
    def er_dato(self) -> bool:
        """Om tallet vises som en dato eller et klokkeslett.

        >>> [Format(k).er_dato for k in ("dd.mm.yyyy", "[h]:mm", "General", '#,##0 "kr"', "[Red]0.0", "0.0E+00")]
        [True, True, False, False, False, False]
        """
        return self.kode != "General" and any(t in "dmyhs" for t in _TEKST.sub("", self.kode).casefold())

    @property
    def er_prosent(self) -> bool:
        """Om tallet vises hundre ganger større, med prosenttegn bak.

        >>> Format("0.0%").er_prosent, Format('0.0"%"').er_prosent
        (True, False)
        """
        return "%" in _TEKST.sub("", self.kode)


def formater(xml: str) -> list[Format]:
    """Formatet bak hvert stilnummer i styles.xml."""
    rot = ElementTree.fromstring(xml)
    koder = dict(_INNEBYGDE)
    ut: list[Format] = []
    for element in rot:
        slag = element.tag.rpartition("}")[2]
        if slag == "numFmts":
            koder |= {int(f.attrib["numFmtId"]): f.attrib["formatCode"].replace("\\", "") for f in element}
        elif slag == "cellXfs":
            ut = [_format(xf, koder) for xf in element]
    return ut


def _format(xf: ElementTree.Element, koder: dict[int, str]) -> Format:
    vern = next((e for e in xf if e.tag.endswith("protection")), None)
    laast = vern is None or vern.get("locked", "1") not in ("0", "false")
    return Format(koder.get(int(xf.get("numFmtId", "0")), "General"), laast)
