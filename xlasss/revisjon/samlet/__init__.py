"""Joint consistency: can all the printed numbers hold at once? Found by linear programming, proved in rationals."""
