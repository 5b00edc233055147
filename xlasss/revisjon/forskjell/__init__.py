"""Why are two numbers different? Two traces laid side by side, and the difference split into terms that add up."""

from xlasss.revisjon.forskjell.dekomponer import forskjell
from xlasss.revisjon.forskjell.svar import Forskjell, Term

__all__ = ["Forskjell", "Term", "forskjell"]
