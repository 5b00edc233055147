"""The wheel of xlasss itself, built from the source tree without the internet.

A copy is built, so that what lies about in the tree (an old build/ above all) never gets
into the wheel, and nothing is left in it.
"""

import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from xlasss.errors import Filfeil, MotorFeil

ROT = Path(__file__).parents[2]
_MED = ("pyproject.toml", "README.md", "LICENSE", "xlasss", "udfs")
_SETUPTOOLS = 77
"""The first setuptools that understands our pyproject.toml, as it says itself."""


def bygg(mappe: Path) -> Path:
    """Bygg hjulet til mappen og gi banen."""
    if not (ROT / "pyproject.toml").exists():
        raise Filfeil("Hjulet bygges av kildekoden, og den er ikke her.", "Kjør bygg-tillegg i en klone av prosjektet.")
    if int(version("setuptools").partition(".")[0]) < _SETUPTOOLS:
        raise MotorFeil(f"Hjulet trenger setuptools {_SETUPTOOLS} eller nyere.", "Kjør pip install 'xlasss[tillegg]'.")
    mappe.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="xlasss-") as midlertidig:
        kilde, ut = Path(midlertidig) / "kilde", Path(midlertidig) / "ut"
        kilde.mkdir()
        for navn in _MED:
            _kopier(ROT / navn, kilde / navn)
        _pip_wheel(kilde, ut)
        hjulet = next(ut.glob("xlasss-*.whl"))
        return Path(shutil.move(hjulet, mappe / hjulet.name))


def _kopier(fra: Path, til: Path) -> None:
    if fra.is_dir():
        shutil.copytree(fra, til, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(fra, til)


def _pip_wheel(kilde: Path, ut: Path) -> None:
    """Run pip with the tools of this environment; the same source gives the same bytes."""
    kommando = [
        sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index",
        "--disable-pip-version-check", "--wheel-dir", str(ut), str(kilde),
    ]  # fmt: skip
    miljo = os.environ | {"SOURCE_DATE_EPOCH": "1767225600"}  # 1.1.2026
    kjort = subprocess.run(kommando, env=miljo, capture_output=True, text=True, errors="replace", check=False)
    if kjort.returncode != 0:
        siste = (kjort.stderr or kjort.stdout).strip().rpartition("\n")[2]
        raise MotorFeil(f"Hjulet lot seg ikke bygge: {siste}", "Kjør pip install -U pip setuptools, og prøv igjen.")
