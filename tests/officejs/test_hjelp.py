"""Det oppgaveruten viser: registeret, de samme ordene som hjelpesidene, og et kall med trykt svar."""

import json
import re

from xlasss.kall import kall
from xlasss.registry import REGISTER
from xlasss.tjener.hjelp import hjelp


def test_hjelpen_er_registeret_og_hver_side_finnes(rot):
    dokument = json.loads(json.dumps(hjelp("KS"), allow_nan=False))
    assert [f["navn"] for f in dokument["funksjoner"]] == list(REGISTER)
    for f in dokument["funksjoner"]:
        side = (rot / f["side"]).read_text(encoding="utf-8")
        assert all(
            f[felt] in side for felt in ("signatur", "hjelp", "definisjon", "svar", "forklaring", "feil", "kilde")
        )
        assert f["eksempel"] is None or f"**{f['eksempel']['svar']}**" in side


def test_proven_har_et_trykt_svar_og_regnes_innenfor_avrundingen():
    prove = hjelp("KS")["prove"]
    assert (prove["trykt"], prove["tall"], prove["halvbredde"]) == ("1,023", 1.023, 0.0005)
    assert abs(kall(prove["navn"], *prove["celler"])[0][0] - prove["tall"]) <= prove["halvbredde"]
    assert "s. 47" in prove["kilde"]


def test_driftssiden_nevner_hver_innstilling_tjeneren_setter_og_den_samme_kommandoen_som_containeren(rot):
    side = (rot / "docs/drift.md").read_text(encoding="utf-8")
    app = (rot / "xlasss/tjener/app.py").read_text(encoding="utf-8")
    uten = {"XLWINGS_PROJECT_DIR", "XLWINGS_PROJECT_NAME", "XLWINGS_LOG_LEVEL", "XLWINGS_ENABLE_SOCKETIO"}
    assert set(re.findall(r"XLWINGS_[A-Z_]+", app)) - uten <= set(re.findall(r"XLWINGS_[A-Z_]+", side))
    kommando = re.search(r'^CMD (\[.*"gunicorn".*\])$', (rot / "docs/drift/Containerfile").read_text("utf-8"), re.M)
    ord = [f'"{o}"' if "(" in o else o for o in json.loads(kommando[1])]
    assert " ".join(ord[: ord.index("--max-requests")]) in side
