"""Why are two numbers different? Two traces laid side by side, and the difference split into terms that add up."""

from xlasss.revisjon.forskjell.dekomponer import Forskjell, Term, forskjell

__all__ = ["Forskjell", "Term", "forskjell"]
