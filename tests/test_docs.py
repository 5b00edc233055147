"""Sidene folk leser: tabellene er hele, og lenkene går til noe som finnes."""

import re
from pathlib import Path

import pytest

ROT = Path(__file__).parents[1]
SIDER = sorted([*ROT.glob("*.md"), *(ROT / "docs").rglob("*.md")])
_KODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_LENKE = re.compile(r"\]\(([^)\s]+)\)")


def anker(overskrift: str) -> str:
    """Navnet en overskrift får i adressen til siden."""
    return re.sub(r"[^\w\- ]", "", overskrift.strip().lower()).replace(" ", "-")


def uten_kode(side: Path) -> str:
    return _KODE.sub("`", side.read_text(encoding="utf-8"))


@pytest.mark.parametrize("side", SIDER, ids=lambda side: str(side.relative_to(ROT)))
def test_en_tabellrad_har_like_mange_felt_som_hodet(side):
    bredde = 0
    for linje in uten_kode(side).splitlines():
        felt = linje.replace(r"\|", "").count("|") if linje.startswith("|") else 0
        assert not felt or felt == (bredde or felt), linje
        bredde = felt and (bredde or felt)


@pytest.mark.parametrize("side", SIDER, ids=lambda side: str(side.relative_to(ROT)))
def test_hver_lenke_gaar_til_en_side_og_en_overskrift_som_finnes(side):
    for lenke in _LENKE.findall(uten_kode(side)):
        if lenke.startswith(("https://", "http://")):
            continue
        fil, _, sted = lenke.partition("#")
        maal = (side.parent / fil).resolve() if fil else side
        assert maal.exists(), lenke
        overskrifter = re.findall(r"^#+ (.+)$", maal.read_text(encoding="utf-8"), re.MULTILINE) if sted else []
        assert not sted or sted in map(anker, overskrifter), lenke
