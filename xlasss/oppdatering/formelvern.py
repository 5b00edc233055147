"""Text a spreadsheet would take for a formula, written so that it does not, and read back as it was."""

FORMELTEGN = ("=", "+", "-", "@", "\t", "\r")
"""Tegnene som gjør et felt i en CSV til en formel når det står først."""

_VERN = "'"


def vernet(tekst: str) -> str:
    """Teksten med en apostrof foran når et regneark ellers kunne ha regnet den.

    >>> [vernet(t) for t in ("Bergen", "=cmd|x", "'=x", "'sitat'")]
    ['Bergen', "'=cmd|x", "''=x", "'sitat'"]
    """
    return _VERN + tekst if tekst.startswith(FORMELTEGN) or _har_vern(tekst) else tekst


def uten_vern(tekst: str) -> str:
    """Teksten slik den var før `vernet`.

    >>> [uten_vern(vernet(t)) for t in ("Bergen", "=cmd|x", "'=x", "''", "'sitat'")]
    ['Bergen', '=cmd|x', "'=x", "''", "'sitat'"]
    """
    return tekst[1:] if _har_vern(tekst) else tekst


def _har_vern(tekst: str) -> bool:
    return tekst.startswith(_VERN) and tekst[1:].startswith((*FORMELTEGN, _VERN))
