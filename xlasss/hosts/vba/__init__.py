"""A VBA project written without Excel: compression [MS-OVBA], container [MS-CFB], project streams.

Source only, no p-code: the same kind of project as the template files inside the xlwings
wheel, which Excel compiles when it opens them (VERTER §3).
"""

from xlasss.hosts.vba.prosjekt import Modul, Slag, prosjekt

__all__ = ["Modul", "Slag", "prosjekt"]
