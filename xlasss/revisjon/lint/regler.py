"""Every lint rule: what it looks for, how serious it is and what to do. A number is never reused."""

from dataclasses import dataclass

from xlasss.revisjon.kontroller.regler import ADVARSEL, FEIL, OPPLYSNING

FAST, ICAEW, BEGGE, EGEN = "FAST", "ICAEW", "FAST, ICAEW", "xlasss"


@dataclass(frozen=True)
class Regel:
    """Ett nummer. `grunnlag` er standarden den følger."""

    nr: str
    hva: str
    alvor: str
    tiltak: str
    grunnlag: str


LENGST, DYPEST = 300, 6
_A, _F, _O = ADVARSEL, FEIL, OPPLYSNING
_ALLE = (
    Regel("W001", "Et tall er skrevet inn i en formel.", _A,
          "Sett tallet i en egen celle med navn, enhet og kilde, og vis til den.", BEGGE),
    Regel("W002", "En formel er ulik dem den står mellom i raden eller kolonnen, eller den malen har.", _A,
          "Kopier formelen fra naboen eller malen, eller skriv ved siden av hvorfor den er en annen.", BEGGE),
    Regel("W003", "Et tall står der naboene eller malen har en formel: den er trolig overskrevet.", _F,
          "Kopier formelen tilbake fra naboen eller malen, eller flytt tallet til inndata og vis til det.", BEGGE),
    Regel("W004", f"En formel er over {LENGST} tegn.", _O, "Del den i trinn i hver sin celle.", BEGGE),
    Regel("W005", f"En formel har over {DYPEST} funksjoner inni hverandre.", _A,
          "Del den i trinn i hver sin celle.", BEGGE),
    Regel("W006", "Et ark er skjult.", _A, "Vis arket, eller skriv på forsiden at det finnes og hvorfor.", ICAEW),
    Regel("W007", "Rader eller kolonner med innhold er skjult.", _A,
          "Vis dem, eller grupper dem så det synes at de er der.", ICAEW),
    Regel("W008", "En formel regnes om hver gang, eller skjuler hva den leser (OFFSET, INDIRECT, NOW …).", _A,
          "Bruk INDEX i stedet for OFFSET og INDIRECT, og skriv en dato i en celle i stedet for NOW.", FAST),
    Regel("W009", "En formel henter fra en annen fil.", _A,
          "Lim inn verdiene som inndata med filen og datoen som kilde.", BEGGE),
    Regel("W010", "En ASSS-funksjon er lagret med lenke til én maskins tillegg.", _F,
          "Kjør «xlasss relink» på filen.", EGEN),
    Regel("W011", "Et ark med formler er ikke beskyttet.", _O,
          "Beskytt arket, og lås opp bare cellene der noen skal skrive.", ICAEW),
    Regel("W012", "En formel på et beskyttet ark er ikke låst.", _A, "Lås cellen.", ICAEW),
    Regel("W013", "Et tall er lagret som tekst, og regnes ikke med.", _F,
          "Skriv det på nytt som tall, med desimaltegnet programmet bruker.", ICAEW),
    Regel("W014", "Et tall leses ikke av noen formel.", _O,
          "Ta det bort, eller kontroller at formelen som skulle lest det, ser langt nok.", FAST),
    Regel("W015", "En formel gir en feilverdi.", _F, "Rett formelen eller tallet den leser.", BEGGE),
    Regel("W016", "En formel gir #N/A: noe mangler.", _O, "Fyll inn det som mangler, når det finnes.", EGEN),
    Regel("W017", "Celler er slått sammen der det står tall eller formler.", _A,
          "Del dem opp, og bruk «midtstill over flere kolonner» i stedet.", BEGGE),
    Regel("W018", "En formel leser seg selv, direkte eller gjennom andre.", _F,
          "Bryt sirkelen: regn det ene leddet av noe annet.", BEGGE),
    Regel("W019", "En formel kan ikke leses av programmet, og er ikke vurdert etter W001, W005 og W008.", _O,
          "Se på den selv.", EGEN),
    Regel("W020", "Arbeidsboken er for stor til at sirkler er lett etter.", _O,
          "La formlene lese avgrensede områder i stedet for hele kolonner.", EGEN),
)  # fmt: skip
REGLER = {regel.nr: regel for regel in _ALLE}
