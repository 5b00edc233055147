"""The sheets, one module each, in the order of the sheet standard."""
