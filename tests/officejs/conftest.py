"""Felles for prøvene av Office.js-verten."""

from paritet_officejs import kall_over_http, officejs

__all__ = ["kall_over_http", "officejs"]
