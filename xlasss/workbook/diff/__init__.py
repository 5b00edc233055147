"""Two versions of a workbook by key, not by place: what is changed, and what it does to the results."""

from xlasss.workbook.diff.endring import Diff, Endring, Slag, Utslag
from xlasss.workbook.diff.sammenlign import diff

__all__ = ["Diff", "Endring", "Slag", "Utslag", "diff"]
