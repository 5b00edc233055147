"""Self-contained pages from the templates in `maler/`: everything inline, and nothing the page may fetch.

The page carries its own policy: no network, and no script but the one we put there, known by its
digest. Text from a workbook is escaped by the templates, and could not run if it were not.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_SPERRE = "default-src 'none'; style-src 'unsafe-inline'; script-src {}; base-uri 'none'; form-action 'none'"


@cache
def _maler() -> Environment:
    maler = Environment(
        loader=PackageLoader("xlasss.rapport", "maler"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    maler.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":"), "allow_nan": False}
    return maler


def _fil(navn: str) -> str:
    kilde, _, _ = _maler().loader.get_source(_maler(), navn)  # type: ignore[union-attr]
    return kilde


def nettside(mal: str, skript: str = "", **innhold: Any) -> str:
    """Siden laget av malen; `skript` er filen i `maler/` som skal kjøre i den."""
    kode = _fil(skript) if skript else ""
    avtrykk = b64encode(sha256(kode.encode()).digest()).decode()
    sperre = _SPERRE.format(f"'sha256-{avtrykk}'" if kode else "'none'")
    felles = {"stil": Markup(_fil("stil.css")), "skript": Markup(kode), "sperre": Markup(sperre)}
    return _maler().get_template(mal).render(felles | innhold)
