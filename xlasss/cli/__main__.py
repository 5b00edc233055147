"""`python -m xlasss.cli`, where the script `xlasss` is not on the path."""

from xlasss.cli import kjor

kjor()
