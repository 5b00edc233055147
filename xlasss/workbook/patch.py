"""Patch an .xlsx: new values in some cells, and every other byte of every part as it was."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from xlasss.begreper import Feil
from xlasss.engines.arkinnsetting import med_verdier
from xlasss.engines.arkxml import P, adresse_av, attributter, cellemonster, data_i, prefiks_i
from xlasss.engines.lager import Plass
from xlasss.engines.pakke import Pakke, les_pakke, taggfeil
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Filfeil
from xlasss.workbook.grafbuffer import er_figur, med_punkter
from xlasss.workbook.hel_fil import hel_fil

_CALCPR = re.compile(rf"<({P})calcPr((?:\s[^>]*?)?)\s*(/?>)")
_FULL = re.compile(r"\sfullCalcOnLoad\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_FORAN_CALCPR = re.compile(rf"</?({P})(?:sheets|functionGroups|externalReferences|definedNames)\b[^>]*>")
"""The elements the schema places before calcPr; the last of them is where a new one goes."""

_T = re.compile(r"\st\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def skriv_bufrede(fil: Path, ut: Path, nye: Mapping[Plass, Verdi]) -> None:
    """Kopien av filen med nye lagrede verdier; skrives ved siden av og byttes inn når den er hel."""
    pakke, _ = les_pakke(fil)
    endret = {pakke.ark[ark]: med_bufrede(pakke.xml(pakke.ark[ark]), c).encode() for ark, c in _per_ark(nye).items()}
    with hel_fil(ut) as ny:
        skriv_deler(fil, ny, endret)


def lappede_deler(pakke: Pakke, celler: Mapping[Plass, Verdi], bufrede: Mapping[Plass, Verdi]) -> dict[str, bytes]:
    """Delene som blir andre: arkene med nye verdier, figurene som tegner dem, og merket om å regne alt på nytt."""
    regnet, gitt = _per_ark(bufrede), _per_ark(celler)
    nye = {pakke.ark[ark]: med_bufrede(pakke.xml(pakke.ark[ark]), verdier) for ark, verdier in regnet.items()}
    for ark, verdier in gitt.items():
        del_ = pakke.ark[ark]
        nye[del_] = med_verdier(nye.get(del_) or pakke.xml(del_), verdier)
    nye[pakke.bok] = med_omregning_ved_lasting(pakke.xml(pakke.bok))
    i_figurer = {ark.casefold(): {**gitt.get(ark, {}), **regnet.get(ark, {})} for ark in pakke.ark}
    nye |= {del_: med_punkter(pakke.xml(del_), i_figurer) for del_, xml in pakke.deler.items() if er_figur(xml)}
    return {del_: ny for del_, xml in nye.items() if (ny := xml.encode()) != pakke.deler[del_]}


def _per_ark(celler: Mapping[Plass, Verdi]) -> dict[str, dict[str, Verdi]]:
    per_ark: dict[str, dict[str, Verdi]] = defaultdict(dict)
    for (ark, celle), verdi in celler.items():
        per_ark[ark][celle] = verdi
    return per_ark


def skriv_deler(fil: Path, ut: Path, endret: Mapping[str, bytes]) -> None:
    """Kopien av filen med noen deler byttet ut; de andre er de samme, i samme rekkefølge og pakket likt."""
    for del_, innhold in endret.items():
        _krev_hel_xml(fil.name, del_, innhold)
    with ZipFile(fil) as gammel, ZipFile(ut, "w", ZIP_DEFLATED) as ny:
        ny.comment = gammel.comment
        for post in gammel.infolist():
            ny.writestr(post, endret[post.filename] if post.filename in endret else gammel.read(post))


def _krev_hel_xml(navn: str, del_: str, innhold: bytes) -> None:
    """Det som skrives, skal kunne leses; ellers er feilen vår, og ingenting skrives."""
    if feil := taggfeil(innhold):
        raise Filfeil(
            f"{navn} er skrevet på en måte som ikke kan lappes: delen {del_} ({feil}).",
            "Åpne filen i Excel, lagre den og prøv igjen.",
        )


def med_omregning_ved_lasting(bok: str) -> str:
    """Arbeidsboken med merket som får Excel og LibreOffice til å regne alt på nytt når den åpnes.

    >>> med_omregning_ved_lasting('<workbook><sheets></sheets><calcPr calcId="1"/></workbook>')
    '<workbook><sheets></sheets><calcPr calcId="1" fullCalcOnLoad="1"/></workbook>'
    >>> med_omregning_ved_lasting('<x:workbook><x:sheets></x:sheets></x:workbook>')
    '<x:workbook><x:sheets></x:sheets><x:calcPr fullCalcOnLoad="1"/></x:workbook>'
    """
    if treff := _CALCPR.search(bok):
        attributt = _FULL.sub("", treff[2])
        return f'{bok[: treff.start()]}<{treff[1]}calcPr{attributt} fullCalcOnLoad="1"{treff[3]}{bok[treff.end() :]}'
    *_, siste = _FORAN_CALCPR.finditer(bok)
    return f'{bok[: siste.end()]}<{siste[1]}calcPr fullCalcOnLoad="1"/>{bok[siste.end() :]}'


def med_bufrede(xml: str, nye: Mapping[str, Verdi]) -> str:
    """Arket med andre lagrede verdier i formelcellene; formelen og stilen står.

    >>> med_bufrede('<sheetData><row><c r="A1" s="2" t="e"><f>B1</f><v>#N/A</v></c></row></sheetData>', {"A1": 2.5})
    '<sheetData><row><c r="A1" s="2"><f>B1</f><v>2.5</v></c></row></sheetData>'
    >>> med_bufrede('<sheetData><row><c r="A2"><f t="shared" si="0"/><v>0</v></c></row></sheetData>', {"A2": 2.0})
    '<sheetData><row><c r="A2"><f t="shared" si="0"/><v>2</v></c></row></sheetData>'
    """
    p, (fra, til) = prefiks_i(xml), data_i(xml)
    formelen = _formel(p)

    def bytt(treff: re.Match[str]) -> str:
        celle, stil, _, alle, indre = treff.groups()
        celle = celle or adresse_av(attributter(alle))
        if celle not in nye:
            return treff[0]
        felt = _T.sub("", alle) if alle else f' r="{celle}"' + (f' s="{stil}"' if stil else "")
        formel = formelen.match(indre or "")  # resten av en matriseformel har ingen
        slag, tekst = _lagret(nye[celle])
        verdi = "" if tekst is None else f"<{p}v>{tekst}</{p}v>"
        return f"<{p}c{felt}{slag}>{formel[0] if formel else ''}{verdi}</{p}c>"

    return xml[:fra] + cellemonster(p).sub(bytt, xml[fra:til]) + xml[til:]


@cache
def _formel(p: str) -> re.Pattern[str]:
    return re.compile(rf"\s*+<{p}f(?:\s[^>/]*+(?:/(?!>)[^>/]*+)*+)?+(?:/>|>[^<]*+</{p}f\s*>)")


def _lagret(verdi: Verdi) -> tuple[str, str | None]:
    """Typemerket og teksten en lagret verdi skrives med."""
    match verdi:
        case bool():
            return ' t="b"', str(int(verdi))
        case float() | int():
            return "", repr(float(verdi)).removesuffix(".0")
        case None:
            return "", None
        case Feil():
            return ' t="e"', verdi.tekst
    return ' t="str"', escape(verdi, quote=False)
