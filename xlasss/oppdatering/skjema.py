"""The form for manual figures: one row per input cell nobody fetches, with the keys filled in and the rest checked."""

import csv
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from xlasss.errors import Bruksfeil
from xlasss.oppdatering.formelvern import vernet
from xlasss.oppdatering.inndataark import Felt, Inndataark
from xlasss.oppdatering.kilde import KOLONNER, SLAGENE
from xlasss.oppdatering.radfelt import TEGN
from xlasss.oppdatering.tallregel import IkkeTall, les_tall
from xlasss.workbook.hel_fil import hel_fil
from xlasss.workbook.inndata import HENTET, TRYKT
from xlasss.workbook.stil import format_for

_BREDDER = {"blokk": 12, "indikator": 26, "indikatornavn": 26, "kommunenavn": 18, "verdi": 14, "kilde": 40}
_FYLLES_UT = ("verdi", "opphav", "kilde")


def skriv_skjema(bok: Inndataark, aar: int, ut: Path) -> int:
    """Skriv skjemaet; gir antall rader. Tall som er hentet eller trykt, er ikke med."""
    if ut.exists():
        raise Bruksfeil(f"{ut} finnes alt.", "Velg et annet navn; et utfylt skjema overskrives ikke.")
    rader = list(_rader(bok, aar))
    if not rader:
        raise Bruksfeil(f"{bok.navn} har ingen celler å fylle ut for {aar}.", "Kontroller året.")
    if ut.suffix.casefold() == ".csv":
        with hel_fil(ut) as ny, ny.open("w", encoding="utf-8-sig", newline="") as fil:
            skriver = csv.writer(fil, delimiter=";")
            skriver.writerows([KOLONNER, *([_norsk(v) for v in rad] for rad in rader)])
    elif ut.suffix.casefold() == ".xlsx":
        with hel_fil(ut) as ny:
            _skriv_xlsx(ny, rader)
    else:
        raise Bruksfeil(f"{ut.name} er verken .csv eller .xlsx.", "Velg en av de to.")
    return len(rader)


def _rader(bok: Inndataark, aar: int) -> Iterator[list[object]]:
    for felt in bok.felt.values():
        if felt.nokkel.aar == aar and felt.slag not in (HENTET, TRYKT) and not felt.er_formel:
            yield [vernet(v) if isinstance(v, str) and not _er_verdi(v) else v for v in _rad(bok, felt)]


def _rad(bok: Inndataark, felt: Felt) -> list[object]:
    n = felt.nokkel
    kilde = felt.opphav.partition(" ")[2] if not felt.er_tom else ""
    slag = felt.slag if felt.slag in SLAGENE else ""
    return [bok.sektor, bok.utgave, n.blokk, n.indikator, felt.indikator, n.kommune, felt.kommune, str(n.aar),
            felt.enhet, felt.verdi, slag, kilde]  # fmt: skip


def _er_verdi(tekst: str) -> bool:
    """Om teksten er et av SSBs tegn eller et tall; de begynner gjerne på minus, og er aldri formler."""
    if tekst in TEGN:
        return True
    try:
        les_tall(tekst, ",")
    except IkkeTall:
        return False
    return True


def _norsk(verdi: object) -> object:
    """Tall med desimalkomma, som i et norsk Excel."""
    return "" if verdi is None else repr(verdi).replace(".", ",") if isinstance(verdi, float) else verdi


def _skriv_xlsx(fil: Path, rader: list[list[object]]) -> None:
    with xlsxwriter.Workbook(fil, {"strings_to_formulas": False, "strings_to_urls": False}) as bok:
        ark = bok.add_worksheet("Skjema")
        hode, fast, aapen = (bok.add_format(format_for(stil)) for stil in ("hode_v", "etikett", "inndata"))
        tekst = bok.add_format(format_for("inndata_tekst"))
        ark.write_row(0, 0, KOLONNER, hode)
        for r, rad in enumerate(rader, start=1):
            for k, (navn, verdi) in enumerate(zip(KOLONNER, rad, strict=True)):
                stil = fast if navn not in _FYLLES_UT else aapen if navn == "verdi" else tekst
                if verdi is None or verdi == "":
                    ark.write_blank(r, k, None, stil)
                elif isinstance(verdi, float):
                    ark.write_number(r, k, verdi, stil)
                else:
                    ark.write_string(r, k, str(verdi), stil)
        for k, navn in enumerate(KOLONNER):
            ark.set_column(k, k, _BREDDER.get(navn, 11))
        _valider(ark, len(rader))
        ark.freeze_panes(1, 0)
        ark.set_landscape()
        ark.set_paper(9)
        ark.fit_to_pages(1, 0)
        ark.repeat_rows(0)
        ark.autofilter(0, 0, len(rader), len(KOLONNER) - 1)
        ark.protect("", {"format_columns": True, "autofilter": True, "sort": True})


def _valider(ark: xlsxwriter.worksheet.Worksheet, antall: int) -> None:
    verdi, opphav = KOLONNER.index("verdi"), KOLONNER.index("opphav")
    celle = f"{chr(ord('A') + verdi)}2"
    tegn = ",".join(f'{celle}="{t}"' for t in ("-", ".", "..", "...", ":"))
    ark.data_validation(
        1, verdi, antall, verdi,
        {"validate": "custom", "value": f"=OR(ISNUMBER({celle}),{tegn})", "error_title": "Ikke et tall",
         "error_message": "Skriv et tall, eller et av SSBs tegn: . .. ... : (mangler) eller - (null)."},
    )  # fmt: skip
    ark.data_validation(
        1, opphav, antall, opphav,
        {"validate": "list", "source": list(SLAGENE), "error_title": "Ukjent opphav",
         "error_message": "Velg manuell, hentet eller trykt. Tomt er manuell."},
    )  # fmt: skip
