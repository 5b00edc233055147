"""The ASGI application: xlwings Server set up as a project of ours, behind the guard.

`uvicorn --factory xlasss.tjener.app:lag_app`, or `gunicorn "xlasss.tjener.app:lag_app()"`. A factory, because
xlwings Server reads its settings from the environment when it is imported. The processes share nothing:
no function has state, and what they read is in the package.
"""

import os
from pathlib import Path

from starlette.responses import JSONResponse
from starlette.types import ASGIApp

from xlasss.errors import Bruksfeil
from xlasss.tjener.hjelp import hjelp
from xlasss.tjener.kjor import LISENS, NAVNEROM
from xlasss.tjener.vern import Vern
from xlasss.versjon import VERSJON

PROSJEKT = Path(__file__).parent / "prosjekt"
_FORVALG = {
    NAVNEROM: "KS",
    "XLWINGS_ENVIRONMENT": "prod",  # bare da holdes unntakets tekst tilbake
    "XLWINGS_PROJECT_NAME": "xlasss",
    "XLWINGS_MANIFEST_ID_PROD": "087d7fb7-3a32-47fd-8c9c-28e5d634de94",
    "XLWINGS_CORS_ALLOW_ORIGINS": '["*"]',  # Excel på nettet henter funksjonene fra sin egen adresse
    "XLWINGS_ENABLE_SOCKETIO": "false",  # til strømmende funksjoner, som vi ikke har
    "XLWINGS_LOG_LEVEL": "WARNING",
}


def lag_app() -> ASGIApp:
    """Programmet tjeneren kjører, én gang per prosess. Det som alt er satt i miljøet, gjelder."""
    if not os.environ.get(LISENS):
        raise Bruksfeil(f"{LISENS} er ikke satt.", "Sett den til nøkkelen fra xlwings, se «Lisens» i docs/drift.md.")
    os.environ["XLWINGS_PROJECT_DIR"] = str(PROSJEKT)
    for navn, verdi in _FORVALG.items():
        os.environ.setdefault(navn, verdi)

    from xlwings_server.config import PACKAGE_DIR, settings  # noqa: PLC0415
    from xlwings_server.main import main_app  # noqa: PLC0415
    from xlwings_server.templates import templates  # noqa: PLC0415

    templates.env.globals |= {"manifestversjon": f"{VERSJON}.0", "officejs": _officejs(PACKAGE_DIR)}
    egne = {"/asss/funksjoner.json": JSONResponse(hjelp(settings.functions_namespace))}
    return Vern(main_app, egne, settings.app_path)


def _officejs(pakke: Path) -> str:
    """Stien til office.js i xlwings Server, som bærer med seg én utgave av den."""
    fil = next((pakke / "static" / "vendor" / "office-js").glob("*/dist/office.js"))
    return f"/{fil.relative_to(pakke / 'static').as_posix()}"
