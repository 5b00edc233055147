"""Every control number and what it looks for. A number is never reused; a new rule takes the next one."""

from dataclasses import dataclass

FEIL, ADVARSEL, OPPLYSNING = "feil", "advarsel", "opplysning"
ARKET, PROGRAMMET, BEGGE = "arket Kontroll", "xlasss kontroll", "begge"


@dataclass(frozen=True)
class Regel:
    """Ett nummer: hva regelen ser etter, hvor alvorlig det er, og hvem som ser etter."""

    nr: str
    hva: str
    alvor: tuple[str, ...] = (ADVARSEL,)
    hvem: str = PROGRAMMET


_F, _A, _O, _FA = (FEIL,), (ADVARSEL,), (OPPLYSNING,), (FEIL, ADVARSEL)
_ALLE = (
    Regel("K001", "En vekt mangler, er ikke et tall eller er negativ.", (FEIL, OPPLYSNING), BEGGE),
    Regel("K002", "Vektene summerer ikke til 100 (99,5–100,5).", _F, BEGGE),
    Regel("K003", "Et tall er lagret som tekst i blokken med nivå.", _F, BEGGE),
    Regel("K004", "Et tall er lagret som tekst i blokken med endring.", _F, BEGGE),
    Regel("K005", "Et tall er lagret som tekst i en tjenesteprofil.", _F, BEGGE),
    Regel("K006", "Funksjoner og tvillinger gir ikke samme svar.", _F, ARKET),
    Regel("K007", "Bidragene summerer ikke til 100·(indeks − 1).", _F, ARKET),
    Regel("K008", "Hvor mange inndata den valgte kommunen har tall for.", _O, ARKET),
    Regel("K009", "Hvor mange kommuner som har nivå i alle indikatorene.", _O, ARKET),
    Regel("K010", "Nøkkelen til en kommune står i feil rad.", _F),
    Regel("K011", "En inndatacelle er en feilverdi.", _F),
    Regel("K012", "Et tall er lagret som tekst blant nevnerne i det veide snittet.", _F, BEGGE),
    Regel("K013", "Et ark fra malen mangler.", _F),
    Regel("K014", "Nøkkelen i en rad er ukjent i malen.", _F),
    Regel("K015", "Samme nøkkel står i to rader i en blokk.", _F),
    Regel("K016", "Kommunene i en blokk står i en annen rekkefølge enn i malen.", _F),
    Regel("K017", "En nøkkel er skrevet som tall, ikke som tekst.", _A),
    Regel("K018", "Navnet eller året i en rad er et annet enn i malen.", _F),
    Regel("K019", "Nøkkelen til en indikator mangler i hodet.", _F),
    Regel("K020", "Nøkkelen til en indikator står i feil kolonne.", _F),
    Regel("K021", "Et nivå ligger utenfor 0,2–3 (prosent eller tall skrevet i stedet for indeks).", _A),
    Regel("K022", "Prosent skrevet som andel, eller omvendt, målt mot snittet.", _A),
    Regel("K023", "Tusen kroner mot kroner: tallet er minst 300 ganger snittet eller året før, eller høyst 1/300.", _A),
    Regel("K024", "En endring er større enn 50 prosent, eller 25 prosentenheter av driftsinntekten, fra året før.", _A),
    Regel("K025", "En endring er under −100 prosent.", _F),
    Regel("K026", "Et antall, en nevner, en andel eller en indeks er negativ.", _FA),
    Regel("K027", "En andel er over 100 prosent, eller en saldo over 100 prosent av driftsinntekten.", _A),
    Regel("K028", "En kommunes tall ligger utenfor trykt lavest–høyest.", _A),
    Regel("K029", "Lavest er høyere enn høyest.", _F),
    Regel("K030", "Snittet ligger utenfor lavest–høyest.", _A),
    Regel("K031", "Alle kommunene har samme tall.", _A),
    Regel("K032", "To kommuner har samme tall i hele raden.", _A),
    Regel("K033", "Et tall er fylt inn, men opphavet er «mangler».", _A),
    Regel("K034", "Opphavet er trykt, hentet eller manuell, men cellen er tom.", _A),
    Regel("K035", "Opphavet er av ukjent slag.", _A),
    Regel("K036", "Tallet er merket trykt, men er et annet enn det rapporten trykte.", _A),
    Regel("K037", "SSBs tegn er brukt; antall av hvert.", _O),
    Regel("K038", "En inndatacelle er en formel.", _O),
    Regel("K039", "En vekt eller sats er en annen enn den publiserte.", _A),
    Regel("K040", "Vektene ser ut som andeler (summen er nær 1).", _A),
    Regel("K041", "Statusen til en parameter er endret eller ukjent.", _A),
    Regel("K042", "En parameter er fylt inn, men statusen er «mangler».", _O),
    Regel("K043", "Antallet kommuner et snitt krever, er ikke et helt tall fra 2 til antallet i nettverket.", _FA),
    Regel("K044", "Kommunen på Forside er ikke i nettverket.", _F, BEGGE),
    Regel("K045", "Statusen på Forside er verken «foreløpig» eller «endelig».", _A),
    Regel("K046", "En formel er overskrevet eller fjernet.", _F),
    Regel("K047", "En formel er en annen enn i malen.", _A),
    Regel("K048", "Et navn formlene bruker, mangler.", _F),
    Regel("K049", "Et navn formlene bruker, peker på en annen celle enn i malen.", _F),
    Regel("K050", "Arbeidsboken er laget av en annen mal enn programmets; formler og nøkler holdes ikke mot den.", _A),
    Regel("K051", "Arbeidsboken er laget med en annen versjon av programmet eller dataene.", _O),
    Regel("K052", "Snittet av ressursbruksindikatoren over alle kommunene er ikke 1.", _A),
    Regel("K053", "Snittet av kommunene, eller av de øvrige, er et annet enn det trykte.", _A),
    Regel("K054", "Ingen kommune har det trykte laveste eller høyeste tallet, enda alle har tall.", _A),
    Regel("K055", "Snittet i blokken med nivå er ikke 1.", _F),
    Regel("K056", "Nøkkelen til en parameter står i feil rad.", _F),
    Regel("K057", "Regnearket regner ikke av seg selv.", _A),
    Regel("K058", "Et ark er ikke lenger låst.", _O),
    Regel("K059", "En formel viser til noe som er slettet (#REF!).", _F),
    Regel("K060", "Regnskapsåret på Forside er et annet enn i arbeidsbokens egen blokk.", _F),
    Regel("K061", "Tall lagret som tekst i en tabell i en tverrgående arbeidsbok.", _F, BEGGE),
    Regel("K062", "En sum i en tabell er ikke det den skal være.", _F, ARKET),
    Regel("K063", "Nettverkets snitt av en regnet ressursbruksindikator er ikke 1.", _F, ARKET),
)  # fmt: skip
REGLER = {regel.nr: regel for regel in _ALLE}
