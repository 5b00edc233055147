"""Felles for prøvene av Excel-tillegget."""

collect_ignore = ["i_libreoffice.py"]  # kjøres av LibreOffices Python, som har uno
