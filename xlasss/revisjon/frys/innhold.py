"""What is frozen of one workbook, as plain text files: values, formulas, parameters, sources, verdicts."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path

from xlasss.begreper import Feil
from xlasss.engines import motor
from xlasss.engines.adresse import adresse, plass
from xlasss.engines.protokoll import Verdi
from xlasss.revisjon.fasit import dommen_over
from xlasss.revisjon.kontroller import er_mal
from xlasss.revisjon.kontroller.grunnlag import les
from xlasss.workbook.ark.fasitrader import fasitrader
from xlasss.workbook.ark.kontroll import fasitadresser
from xlasss.workbook.les import Arbeidsbok, Sted, les_bok
from xlasss.workbook.nokler import Noklene

VERDIER, FORMLER, REGNET = "verdier.csv", "formler.csv", "regnet.csv"
PARAMETRE, KILDER, FASIT = "parametre.csv", "kilder.csv", "fasit.csv"
Regnet = Mapping[tuple[str, str], Verdi]
_PARAMETER = ("nøkkel", "Parameter", "Gjelder", "Verdi", "Enhet", "Status", "Kilde", "Side", "Merknad")
_KILDE = ("nøkkel", "Tittel", "Utgiver", "Dato", "Adresse og merknad")
_FASIT = ("id", "side", "sted", "ark", "celle", "trykt", "desimaler", "regnet", "kan_vaere_fra", "kan_vaere_til", "dom",
          "kjent_avvik", "grunn")  # fmt: skip


def regnet_av(fil: Path, navn: str) -> dict[tuple[str, str], Verdi]:
    """Hver formelcelle, regnet av motoren uten å se på de lagrede verdiene."""
    bok = motor(navn).aapne(fil)
    bok.regn()
    return {stedet: bok.verdi(*stedet) for stedet in bok.formelceller()}


def innhold(fil: Path, regnet: Regnet) -> dict[str, bytes]:
    """Filene som følger arbeidsboken; en bok som ikke er laget av en mal, har bare de tre første."""
    bok = les_bok(fil)
    filer = {
        VERDIER: _csv(("ark", "celle", "slag", "verdi"), _verdier(bok)),
        FORMLER: _csv(("ark", "celle", "formel"), _formler(bok)),
        REGNET: _csv(("ark", "celle", "slag", "verdi"), (_rad(*sted, v) for sted, v in regnet.items())),
    }
    if er_mal(fil):
        filer |= {
            PARAMETRE: _csv(_PARAMETER, _blokk(bok, "Parametre", _PARAMETER)),
            KILDER: _csv(_KILDE, _blokk(bok, "Kilder", _KILDE)),
            FASIT: _csv(_FASIT, _fasit(fil, regnet)),
        }
    return filer


def les_regnet(data: bytes) -> dict[tuple[str, str], tuple[str, str]]:
    """Cellene i regnet.csv, med slag og verdi som de står."""
    rader = csv.reader(StringIO(data.decode()), strict=True)
    next(rader, None)
    return {(ark, celle): (slag, verdi) for ark, celle, slag, verdi in rader}


def skrevet(verdi: Verdi) -> tuple[str, str]:
    """Slaget av verdi, og verdien så den kan leses tilbake uten tap.

    >>> skrevet(0.1), skrevet(True), skrevet(Feil.NA), skrevet("a"), skrevet(None)
    (('tall', '0.1'), ('sannhet', 'SANN'), ('feil', '#N/A'), ('tekst', 'a'), ('tom', ''))
    """
    match verdi:
        case None:
            return "tom", ""
        case bool():
            return "sannhet", "SANN" if verdi else "USANN"
        case Feil():
            return "feil", verdi.tekst
        case str():
            return "tekst", verdi
    return "tall", repr(float(verdi))


def _rad(ark: str, celle: str, verdi: Verdi) -> tuple[str, ...]:
    return ark, celle, *skrevet(verdi)


def _verdier(bok: Arbeidsbok) -> Iterable[tuple[str, ...]]:
    for ark in bok.ark:
        for sted, celle in sorted(bok.celler(ark).items()):
            if celle.verdi is not None:
                yield _rad(ark, adresse(*sted), celle.verdi)


def _formler(bok: Arbeidsbok) -> Iterable[tuple[str, ...]]:
    for ark in bok.ark:
        for sted, celle in sorted(bok.celler(ark).items()):
            if celle.formel:
                yield ark, adresse(*sted), celle.formel


def _blokk(bok: Arbeidsbok, navn: str, kolonner: Sequence[str]) -> Iterable[list[str]]:
    """Radene under en overskrift med nettopp disse kolonnene, slik arket har dem nå."""
    ark, noklene = bok.arknavn(navn), Noklene(bok)
    if ark is None:
        return
    rader: dict[int, dict[str, str]] = {}
    for (rad, kol), celle in sorted(bok.celler(ark).items()):
        etikett = noklene.etikett(Sted(ark, rad, kol))
        if etikett.radnokkel not in ("", "nøkkel") and etikett.kolnavn in kolonner:
            rader.setdefault(rad, {})[etikett.kolnavn] = skrevet(celle.verdi)[1]
    yield from ([rad.get(k, "") for k in kolonner] for rad in rader.values())


def _fasit(fil: Path, regnet: Regnet) -> Iterable[tuple[object, ...]]:
    plan = les(fil).plan
    rapport, trykte = plan.sektor.utgave.rapport, {rad[0].id: rad[0] for rad in fasitrader(plan)}
    for id_, ark, celle in fasitadresser(plan):
        dommen = dommen_over(trykte[id_], rapport)
        f, fra_til = dommen.fasit, dommen.beregnet.endepunkter() if dommen.beregnet else ("", "")
        verdi = skrevet(regnet.get((ark, adresse(*plass(celle)))))[1]
        yield (f.id, f.side, f.sted, ark, celle, f.verdi, f.desimaler, verdi, *fra_til, dommen.dom,
               "ja" if dommen.kjent else "nei", dommen.grunn)  # fmt: skip


def _csv(hode: Sequence[str], rader: Iterable[Sequence[object]]) -> bytes:
    ut = StringIO()
    skriver = csv.writer(ut, lineterminator="\n")
    skriver.writerow(hode)
    skriver.writerows(rader)
    return ut.getvalue().encode()
