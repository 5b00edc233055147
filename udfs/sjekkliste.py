r"""Kjør det som lar seg kjøre av docs/windows-sjekkliste.md, i det Excel du har åpent, og skriv en rapport.

    & "$env:LOCALAPPDATA\xlasss\venv\Scripts\python" -m udfs.sjekkliste rapport.md

Excel må være startet av deg: et Excel som startes herfra, laster ikke tillegg. Det lages en ny bok, og den lukkes
igjen; dine egne røres ikke.
"""

import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import isclose
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw
from openpyxl import load_workbook

from xlasss.begreper import Feil
from xlasss.cells import som_rader
from xlasss.formler import funksjoner_i
from xlasss.hosts.excel import les
from xlasss.kall import kall
from xlasss.rapport.eksempler import EKSEMPLER
from xlasss.registry import REGISTER
from xlasss.versjon import VERSJON

_GALE: dict[str, tuple[object, ...]] = {
    "ASSS_PRODINDEKS": ([[1.0, None], [1.0, "12,5"], [1.0, "–"], [1.0, True], [1.0, Feil.REF]], [[1.0, 1.0]]),
    "ASSS_EFFEKTIVITET": ([[1.0], [Feil.NUM], [".."]], 0.0),
    "ASSS_SNITT": ([[1.0], [2.0]], "median"),
}
PROVER_FRA = 10
"""Nummeret den første prøven har i sjekklisten."""


@dataclass(frozen=True)
class Utfall:
    """Hva én prøve ga: nummeret i sjekklisten, om det var som ventet, og det som ble sett."""

    nummer: int
    ok: bool
    sett: str


class AapentExcel:
    """Det Excel noen har åpent, med en ny bok; alt prøvene trenger å vite om det."""

    def __init__(self) -> None:
        if xw.apps.active is None:
            raise SystemExit("Åpne Excel først, og kjør dette på nytt.")
        self.versjon = f"Excel {xw.apps.active.api.Version}.{xw.apps.active.api.Build}"
        self._bok = xw.apps.active.books.add()
        self._ark = self._bok.sheets[0]

    def kall(self, navn: str, argumenter: tuple[object, ...]) -> list[list[object]]:
        """Skriv argumentene i celler og kallet i en celle; gi det Excel viser, også det som flyter utover."""
        self._ark.clear()
        skrevet, kolonne = [], 1
        for argument in argumenter:
            rader = argument if isinstance(argument, list) else [[argument]]
            omraade = self._ark.range((1, kolonne)).resize(len(rader), len(rader[0]))
            omraade.formula = [[self._celle(c) for c in rad] for rad in rader]
            skrevet.append(omraade.get_address())
            kolonne += len(rader[0]) + 1
        celle = self._ark.range((1, kolonne))
        celle.api.Formula2 = f"={navn}({','.join(skrevet)})"
        return _rader((celle.api.SpillingToRange if celle.api.HasSpill else celle.api).Value2)

    @staticmethod
    def _celle(verdi: object) -> object:
        if isinstance(verdi, str):
            return f"'{verdi}"  # som tekst, uansett hva den ser ut som
        return f"={verdi.tekst}" if isinstance(verdi, Feil) else "" if verdi is None else verdi

    def mange(self, formel: str, antall: int) -> tuple[float, list[object]]:
        """Den samme formelen i så mange celler: sekundene det tar, og det cellene viser."""
        self._ark.clear()
        omraade = self._ark.range((1, 1)).resize(antall, 1)
        start = time.perf_counter()
        omraade.formula = f"={formel}"
        svar = omraade.api.Value2
        return time.perf_counter() - start, [rad[0] for rad in _rader(svar)]

    def lagre(self, fil: Path) -> None:
        """En kopi av boken."""
        self._bok.api.SaveCopyAs(str(fil))

    def lukk(self) -> None:
        """Lukk boken uten å spørre."""
        self._bok.api.Close(False)


def versjonen(excel: AapentExcel) -> Utfall:
    """ASSS_VERSJON svarer, og med versjonen av det som er installert."""
    sett = str(excel.kall("ASSS_VERSJON", ())[0][0])
    return Utfall(10, sett.startswith(f"xlasss {VERSJON} "), sett)


def hver_funksjon(excel: AapentExcel) -> Utfall:
    """Hver funksjon gir det samme som kjernen, også når svaret flyter utover."""
    ulike = [n for n, e in EKSEMPLER.items() if not _likt(excel.kall(n, e.celler), _kjernen(n, e.celler))]
    return Utfall(11, not ulike, ", ".join(ulike) or f"{len(EKSEMPLER)} av {len(REGISTER) - 1} funksjoner likt")


def ekte_feil(excel: AapentExcel) -> Utfall:
    """Gale celler gir ekte feilverdier, ikke tekst."""
    ulike = [f"{n}: {s}" for n, a in _GALE.items() if (s := excel.kall(n, a)) != _kjernen(n, a)]
    return Utfall(12, not ulike, "; ".join(ulike) or "feilverdiene er ekte og de samme")


def tusen_kall(excel: AapentExcel) -> Utfall:
    """Tiden 1000 enkeltkall tar, og at alle svarer likt."""
    sekunder, svar = excel.mange("ASSS_EFFEKTIVITET(1.058,0.863)", 1000)
    return Utfall(13, svar == [1.058 / 0.863] * 1000, f"{sekunder:.2f} s")


def stort_omraade(excel: AapentExcel) -> Utfall:
    """Tiden et område på 100 000 celler tar, med skriving og lesing."""
    argumenter = ([[1.0 + r % 7 for _ in range(10)] for r in range(10_000)], "uveid")
    start = time.perf_counter()
    svar = excel.kall("ASSS_PROFIL", argumenter)
    return Utfall(14, _likt(svar, _kjernen("ASSS_PROFIL", argumenter)), f"{time.perf_counter() - start:.2f} s")


def lagret_form(excel: AapentExcel) -> Utfall:
    """Formelen slik Excel lagrer den, er en form normalisereren kjenner."""
    excel.kall("ASSS_EFFEKTIVITET", (1.058, 0.863))
    with TemporaryDirectory(prefix="xlasss-") as mappe:
        fil = Path(mappe) / "prove.xlsx"
        excel.lagre(fil)
        cellene = (c.value for ark in load_workbook(fil) for rad in ark.iter_rows() for c in rad)
        formler = [f for v in cellene if "ASSS" in (f := str(getattr(v, "text", v))).upper()]
    return Utfall(15, [funksjoner_i(f) for f in formler] == [["ASSS_EFFEKTIVITET"]], "; ".join(formler))


def _rader(verdi: object) -> list[list[object]]:
    """Det Excel viser, alltid som rader."""
    return [list(rad) for rad in som_rader(les(verdi))]


def _kjernen(navn: str, argumenter: tuple[object, ...]) -> list[list[object]]:
    return [list(rad) for rad in som_rader(kall(navn, *argumenter))]


def _likt(sett: list[list[object]], skal: list[list[object]]) -> bool:
    """Like celler; tall til 1e-12."""
    return [len(rad) for rad in sett] == [len(rad) for rad in skal] and all(
        isclose(a, b, rel_tol=1e-12) if isinstance(a, float) and isinstance(b, float) else a == b
        for a, b in zip(chain(*sett), chain(*skal), strict=True)
    )


PROVER: tuple[Callable[[AapentExcel], Utfall], ...] = (
    versjonen, hver_funksjon, ekte_feil, tusen_kall, stort_omraade, lagret_form,
)  # fmt: skip


def kjor(excel: AapentExcel) -> Iterator[Utfall]:
    """Alle prøvene; den som stopper, sier hvorfor, og de andre kjøres likevel."""
    for nummer, prove in enumerate(PROVER, PROVER_FRA):
        try:
            yield prove(excel)
        except Exception as feil:
            yield Utfall(nummer, False, f"stoppet: {feil}")


def rapport(versjon: str, utfallene: list[Utfall]) -> str:
    """Rapporten som Markdown: maskinen, og én rad per prøve."""
    python = ".".join(map(str, sys.version_info[:3]))
    return "\n".join(
        [
            f"{time.strftime('%d.%m.%Y')} · {platform.platform()} · {versjon} · Python {python} · xlasss {VERSJON}",
            "",
            "| Nr. | Som ventet | Sett |",
            "|---|---|---|",
            *(f"| {u.nummer} | {'ja' if u.ok else '**nei**'} | {u.sett.replace('|', '/')} |" for u in utfallene),
            "",
        ]
    )


def main() -> int:
    """Kjør prøvene og skriv rapporten; 1 når noe ikke var som ventet."""
    fil = Path(sys.argv[1] if len(sys.argv) > 1 else "rapport.md")
    excel = AapentExcel()
    try:
        utfallene = list(kjor(excel))
    finally:
        excel.lukk()
    fil.write_text(rapport(excel.versjon, utfallene), encoding="utf-8")
    print(f"Skrev {fil}: {sum(u.ok for u in utfallene)} av {len(utfallene)} som ventet.")
    return 0 if all(u.ok for u in utfallene) else 1


if __name__ == "__main__":
    sys.exit(main())
