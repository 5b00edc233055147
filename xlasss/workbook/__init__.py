"""Workbooks: a plan of where everything stands, the sheets, and the file written from them."""
