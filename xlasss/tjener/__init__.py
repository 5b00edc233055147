"""The server behind Excel on Mac, web and Windows: xlwings Server with our functions, our guard and our task pane.

On top of `hosts.officejs` (the functions) and `rapport` (their help). xlwings Server is an optional extra
under PolyForm Noncommercial or a paid licence; nothing here runs without it, and nothing else needs it.
"""
