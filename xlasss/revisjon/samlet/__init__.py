"""Joint consistency: can all the printed numbers hold at once? Found by linear programming, proved in rationals."""

from xlasss.revisjon.samlet.prove import samlet_prove
