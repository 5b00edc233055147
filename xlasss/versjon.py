"""Versjonen av xlasss (år.nummer) og av dataene som følger med."""

VERSJON = "2026.1.0"
DATA_UTGAVE = "2026-11-22"
