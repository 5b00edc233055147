"""Strømbrudd, full disk og låste mapper: den gamle eller den nye filen, aldri noe midt imellom."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from xlasss.errors import Filfeil
from xlasss.oppdatering.kilde import Filkilde
from xlasss.oppdatering.oppdater import Oppdatering, forbered

FORSOK = 240
INGEN = 65534
"""Brukeren uten rettigheter; root kan skrive hvor som helst."""

trenger_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="os.fork finnes ikke på Windows")


@pytest.fixture
def mappe():
    """En mappe også en annen bruker kan gå inn i."""
    ny = Path(tempfile.mkdtemp(prefix="xlasss-avbrudd-"))
    ny.chmod(0o755)
    yield ny
    ny.chmod(0o755)
    shutil.rmtree(ny)


@pytest.fixture
def oppdatering(mappe, kopi, skjema) -> Oppdatering:
    """Alt er funnet ut; det gjenstår å skrive."""
    fil = Path(shutil.copy(kopi, mappe / "bok.xlsx"))
    fil.chmod(0o644)
    tidspunkt = datetime(2026, 11, 22, 12)
    o = forbered(fil, Filkilde(skjema("nivaa;sfo;1102;2016;0,9")), 2016, hvem="Kari", naar=tidspunkt)
    assert o.endrede
    return o


def i_barn(arbeid: Callable[[], object]) -> int:
    """Gjør arbeidet i en egen prosess; gir nummeret på den."""
    barn = os.fork()
    if barn == 0:
        try:
            arbeid()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return barn


@trenger_fork
@pytest.mark.treg
def test_kill_9_naar_som_helst_etterlater_den_gamle_eller_den_nye_filen(oppdatering):
    fil = oppdatering.kopi.fil
    gammel = fil.read_bytes()
    start = time.perf_counter()
    oppdatering.skriv()
    spenn, ny = time.perf_counter() - start, _innhold(fil)
    r, utfall = random.Random(2016), {"gammel": 0, "ny": 0}
    for nr in range(FORSOK):
        fil.write_bytes(gammel)
        barn = i_barn(oppdatering.skriv)
        time.sleep(r.uniform(0, spenn))
        os.kill(barn, signal.SIGKILL)
        os.waitpid(barn, 0)
        if fil.read_bytes() == gammel:
            utfall["gammel"] += 1
            spenn *= 1.04
        else:
            assert _innhold(fil) == ny, f"forsøk {nr}"
            utfall["ny"] += 1
            spenn /= 1.1  # søker mot byttet, så det treffes fra begge sider også når maskinen skifter fart
        for kopi in fil.parent.glob("bok_for_*.xlsx"):
            assert kopi.read_bytes() == gammel, f"forsøk {nr}"
            kopi.unlink()
    assert min(utfall.values()) > FORSOK // 20, f"tidspunktene traff ikke begge sider av byttet: {utfall}"
    fil.write_bytes(gammel)
    oppdatering.skriv()
    assert _innhold(fil) == ny, "restene etter avbruddene er ikke i veien"


def _innhold(fil: Path) -> dict[str, bytes]:
    with ZipFile(fil) as zip_:
        assert zip_.testzip() is None
        return {navn: zip_.read(navn) for navn in zip_.namelist()}


@pytest.mark.skipif(sys.platform == "win32", reason="grensen for filstørrelse finnes ikke på Windows")
@pytest.mark.parametrize("grense", [0, 10_000, 60_000])
def test_full_disk_sies_og_ingenting_er_endret(mappe, kopi, skjema, grense):
    fil, tall = Path(shutil.copy(kopi, mappe / "bok.xlsx")), skjema("nivaa;sfo;1102;2016;0,9")
    foer = fil.read_bytes()
    program = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({grense}, {grense}))\n"
        f"from xlasss.cli import kjor; kjor(['oppdater', {str(fil)!r}, '--aar', '2016', '--fra', {str(tall)!r}])"
    )
    svar = subprocess.run([sys.executable, "-B", "-c", program], capture_output=True, text=True, check=False)
    assert svar.returncode == 2 and "ikke plass" in svar.stderr and "ingenting er endret" in svar.stderr
    assert fil.read_bytes() == foer and [f.name for f in mappe.iterdir()] == ["bok.xlsx"]


@trenger_fork
def test_en_mappe_som_ikke_kan_skrives_sies_og_ingenting_er_endret(oppdatering, mappe):
    foer = oppdatering.kopi.fil.read_bytes()
    oppdatering.kopi.fil.chmod(0o666)
    mappe.chmod(0o555)

    def skriv() -> None:
        if os.geteuid() == 0:
            os.setuid(INGEN)
        with pytest.raises(Filfeil, match="kan ikke skrives i mappen"):
            oppdatering.skriv()

    _, status = os.waitpid(i_barn(skriv), 0)
    assert status == 0
    assert oppdatering.kopi.fil.read_bytes() == foer and [f.name for f in mappe.iterdir()] == ["bok.xlsx"]


@trenger_fork
def test_en_skrivebeskyttet_fil_sies(oppdatering, mappe):
    oppdatering.kopi.fil.chmod(0o444)
    mappe.chmod(0o777)

    def skriv() -> None:
        if os.geteuid() == 0:
            os.setuid(INGEN)
        with pytest.raises(Filfeil, match=r"bok\.xlsx kan ikke skrives"):
            oppdatering.skriv()

    _, status = os.waitpid(i_barn(skriv), 0)
    assert status == 0 and [f.name for f in mappe.iterdir()] == ["bok.xlsx"]


@trenger_fork
def test_rettighetene_til_filen_er_de_samme_etterpaa(oppdatering):
    oppdatering.kopi.fil.chmod(0o640)
    bevart = oppdatering.skriv()
    assert [f.stat().st_mode & 0o777 for f in (oppdatering.kopi.fil, bevart)] == [0o640, 0o640]


def test_en_lenke_til_filen_forblir_en_lenke(oppdatering, mappe, skjema):
    lenke = mappe / "lenke.xlsx"
    try:
        lenke.symlink_to(oppdatering.kopi.fil)
    except OSError:
        pytest.skip("Windows lar ikke alle lage lenker")
    forbered(lenke, Filkilde(skjema("nivaa;sfo;1102;2016;0,9")), 2016).skriv()
    assert lenke.is_symlink() and len(list(mappe.glob("*.xlsx"))) == 3
