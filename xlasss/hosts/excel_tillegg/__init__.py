"""The Excel add-in `xlasss.xlam`, written without Excel: what it holds and how it is put together."""

from xlasss.hosts.excel_tillegg.pakke import FILNAVN, bygg

__all__ = ["FILNAVN", "bygg"]
