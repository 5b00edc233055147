"""The trace: from one cell through formulas and functions to inputs, parameters and their sources."""

from xlasss.workbook.spor.node import Node, Slag, Virkning
from xlasss.workbook.spor.sporer import Sporer, spor

__all__ = ["Node", "Slag", "Sporer", "Virkning", "spor"]
