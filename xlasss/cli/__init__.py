"""The command line: `xlasss <verb>`. Messages go to stderr, results to stdout.

Exit 0: done and right. 1: done, and something deviates that no row of known deviations
explains. 2: wrong use or unreadable input, one Norwegian line and no traceback.

A verb lives in the module of its theme; importing the module is what registers it. The order
here is the order in the help.
"""

from xlasss.cli import bok, oppdater, granskning, kostra, trykt, metode, verter, installer, tjener  # isort: skip
from xlasss.cli.ramme import app, kjor

__all__ = ["app", "kjor"]
