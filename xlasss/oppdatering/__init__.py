"""New figures into a person's own workbook, and nothing else changed.

`inndataark` finds the input cells by the keys a reader sees, `plan` says what would change, `omregning`
what the formulas then give, and `oppdater` writes it. The plan knows no file: a host with the workbook
open can make the same plan of the same cells and write it its own way.
"""
