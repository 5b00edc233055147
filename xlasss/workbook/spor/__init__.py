"""The trace: from one cell through formulas and functions to inputs, parameters and their sources."""

from xlasss.workbook.spor.node import Node, Slag, Virkning
from xlasss.workbook.spor.spenn import Spenn, Usikkerhet
from xlasss.workbook.spor.sporer import Sporer, spor

__all__ = ["Node", "Slag", "Spenn", "Sporer", "Usikkerhet", "Virkning", "spor"]
