"""En persons kopi av en mal, og skjemaer til den."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from xlasss.engines.lager import Lager

HODE = "sektor;utgave;blokk;indikator;kommune;aar;verdi;opphav;kilde"


def med(fil: Path, **celler: object) -> None:
    """Filen med noen celler satt: Inndata__D10=0.9."""
    lager = Lager(fil)
    fil.write_bytes(lager.med({tuple(navn.split("__")): verdi for navn, verdi in celler.items()}))


@pytest.fixture
def kopi(rot, tmp_path) -> Path:
    """Grunnskolemalen, der Sandnes har trykte tall og de andre kommunene ingen."""
    return Path(shutil.copy(rot / "workbooks" / "grunnskole_2016.xlsx", tmp_path / "min kopi.xlsx"))


@pytest.fixture
def skjema(tmp_path) -> Callable[..., Path]:
    """Et utfylt skjema: rader «blokk;indikator;kommune;aar;verdi[;opphav;kilde]» for grunnskole 2017."""

    def lag(*rader: str, navn: str = "tall.csv", sektor: str = "grunnskole;2017") -> Path:
        fil = tmp_path / navn
        linjer = [f"{sektor};{rad}{';' * (6 - rad.count(';'))}" for rad in rader]
        fil.write_text("\n".join([HODE, *linjer]) + "\n", encoding="utf-8")
        return fil

    return lag
