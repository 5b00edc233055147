"""Every error xlasss raises. The text is Norwegian, one line, with amount and remedy.

Each class knows which error value a worksheet shows for it (``excel``), so that the
hosts need no table of their own. The command line prints the text and exits with 2.
"""

from xlasss.begreper import Feil


class XlasssFeil(Exception):
    """Felles forelder. ``tiltak`` sier hva leseren kan gjøre med det."""

    excel = Feil.VALUE

    def __init__(self, melding: str, tiltak: str = "") -> None:
        self.melding = melding
        self.tiltak = tiltak
        super().__init__(f"{melding} {tiltak}".strip())


class FormFeil(XlasssFeil):
    """Områdene passer ikke sammen, for eksempel 6 vekter til 5 indikatorer."""


class TypeFeil(XlasssFeil):
    """Feil slag verdi, for eksempel et ukjent ord for ``type`` eller tekst som tall."""


class UkjentNavn(XlasssFeil):
    """Parameter, fasit, sektor eller kommune finnes ikke, eller mer enn én passer."""

    excel = Feil.NA


class DataFeil(XlasssFeil):
    """En datafil i pakken bryter reglene: udatert, uten kilde eller dobbelt."""


class IntervallFeil(XlasssFeil):
    """Et intervall kan ikke regnes ut, for eksempel når nevneren kan være null."""

    excel = Feil.DIV0


class UttrykkFeil(XlasssFeil):
    """Et uttrykk i en relasjonsfil er ikke regning med kjente tall."""


class Filfeil(XlasssFeil):
    """En fil kan ikke leses, er kryptert, eller er ikke den arbeidsboken den skulle være."""


class MotorFeil(XlasssFeil):
    """En regnemotor mangler, stopper eller leverer en celle uten verdi."""


class Hentefeil(XlasssFeil):
    """SSB svarer ikke, eller svarer noe som ikke kan brukes. Det som alt er hentet, står i lageret."""


class Tabellfeil(Hentefeil):
    """Noe er galt med denne ene tabellen hos SSB; de andre kan fortsatt hentes."""


class IkkeHosSsb(Hentefeil):
    """Tabellen finnes ikke i statistikkbanken, for eksempel fordi serien er avsluttet."""

    excel = Feil.NA


class Bruksfeil(XlasssFeil):
    """Kommandoen er brukt feil."""
