"""Sidene om sektorene er det koden lager av dataene."""

from xlasss.rapport.sektordok import sider
from xlasss.sektorer import sektorer


def test_sidene_i_docs_er_de_som_lages_av_sektorfilene(rot):
    mappe = rot / "docs" / "sektorer"
    funnet = {fil.name: fil.read_text(encoding="utf-8") for fil in mappe.glob("*.md")}
    assert funnet == sider(), "Kjør python -m xlasss.rapport.sektordok."


def test_hver_sektor_har_en_side_og_den_staar_i_oversikten():
    laget = sider()
    assert set(laget) == {f"{s}.md" for s in sektorer()} | {"README.md"}
    assert all(f"({s}.md)" in laget["README.md"] for s in sektorer())
