"""Versjonen av xlasss (år.nummer) og av dataene som følger med."""

VERSJON = "2026.1.0"
DATA_UTGAVE = "2026-11-22"
XLWINGS = "0.37.8"
"""Den ene utgaven av xlwings Excel-tillegget virker med: DLL-en bærer versjonen i navnet, og tillegget laster den."""
