"""The formula map of a workbook: what every cell is, and what is out of place."""

from xlasss.workbook.kart.klasser import Arkkart, Slag, kart

__all__ = ["Arkkart", "Slag", "kart"]
