"""No scripts: without this module xlwings Server would publish its own examples."""
