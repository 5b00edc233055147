"""One field of a filled-in row: the text or the number in it, or where it is wrong and what to do."""

from xlasss.begreper import Feil
from xlasss.cells import INGEN_DATA, NULL_STREK
from xlasss.errors import Filfeil
from xlasss.oppdatering.formelvern import FORMELTEGN, uten_vern
from xlasss.oppdatering.regneark import DATO, PROSENT, UREGNET
from xlasss.oppdatering.tabell import Tabellrad
from xlasss.oppdatering.tallregel import IkkeTall, les_tall

TEGN = INGEN_DATA - {""} | NULL_STREK
_LENGST = 200

_ANNET_ENN_VERDIEN = {
    UREGNET: ("er en formel uten svar i filen", "Åpne skjemaet i Excel, lagre det og prøv igjen, eller skriv tallet."),
    DATO: ("er en dato", "Formater kolonnen som tall, og skriv det på nytt med komma, for eksempel 9,4."),
    PROSENT: ("er i prosentformat: 5 % er lagret som 0,05",
              "Formater kolonnen som tall, og skriv 5 når enheten er prosent."),
}  # fmt: skip


def krev_synlige(rad: Tabellrad) -> None:
    """Verdien skal være det den som fylte ut, ser. Bare tallet kan være i prosentformat; året er aldri en dato."""
    for navn, hva in rad.slag.items():
        galt, tiltak = _ANNET_ENN_VERDIEN[hva]
        if hva == UREGNET or navn == "verdi":
            raise Filfeil(f"{rad.steder[navn]} {galt}.", tiltak)
        if hva == DATO and navn != "aar":
            raise Filfeil(f"{rad.steder[navn]} {galt}.", "Formater kolonnen som tekst, og skriv den på nytt.")


def tekst_i(rad: Tabellrad, navn: str) -> str:
    """Teksten i et felt. Det et regneark kunne ta for en formel, slipper inn bare slik skjemaet skriver det."""
    verdi = rad.felt.get(navn)
    if isinstance(verdi, float) and verdi.is_integer():
        verdi = str(int(verdi))
    if verdi is None:
        return ""
    if not isinstance(verdi, str):
        raise Filfeil(f"{rad.steder[navn]} er ikke tekst.", "Skriv den på nytt.")
    skrevet = verdi.strip()
    tekst = uten_vern(skrevet)
    er_vernet = tekst != skrevet
    synlig = tekst.lstrip("\t\r") if er_vernet else tekst
    if (not er_vernet and tekst.startswith(FORMELTEGN)) or not synlig.isprintable():
        raise Filfeil(
            f"{rad.steder[navn]}: «{''.join(t if t.isprintable() else '?' for t in tekst[:40])}» kan leses som en "
            "formel.",
            "Skriv vanlig tekst, uten = + - @ foran og uten linjeskift.",
        )
    if len(tekst) > _LENGST:
        raise Filfeil(f"{rad.steder[navn]} er på {len(tekst)} tegn; grensen er {_LENGST}.", "Forkort teksten.")
    return tekst


def verdi_i(rad: Tabellrad) -> float | str | None:
    """Tallet eller SSBs tegn; None er ikke fylt ut."""
    verdi = rad.felt["verdi"]
    if isinstance(verdi, float) and not isinstance(verdi, bool):
        return verdi
    if isinstance(verdi, bool | Feil):
        hva = verdi.tekst if isinstance(verdi, Feil) else "sann eller usann"
        raise Filfeil(f"{rad.steder['verdi']} er {hva}.", "Skriv tallet, eller et av SSBs tegn.")
    tekst = (verdi or "").strip()
    if not tekst:
        return None
    if tekst in TEGN:
        return tekst
    if not rad.desimalmerke:
        raise Filfeil(f"{rad.steder['verdi']}: «{tekst}» er tekst, ikke et tall.", "Skriv tallet på nytt i cellen.")
    try:
        return les_tall(tekst, rad.desimalmerke)
    except IkkeTall as feil:
        raise Filfeil(f"{rad.steder['verdi']}: {feil}") from None
