"""Dommen over et trykt tall: kan det regnede være det samme før avrunding?

Reglene står i KONTRAKT §2 og er de samme i arbeidsboken, på kommandolinjen og i
revisjonen.
"""

from fractions import Fraction

from xlasss.begreper import Dom
from xlasss.beregning.intervall import Intervall


def rund_brok(tall: Fraction, desimaler: int) -> Fraction:
    """Eksakt avrunding, halve bort fra null.

    >>> rund_brok(Fraction("-0.125"), 2)
    Fraction(-13, 100)
    """
    skala = Fraction(10) ** desimaler
    rundet = (abs(tall) * skala + Fraction(1, 2)) // 1 / skala
    return rundet if tall >= 0 else -rundet


def dom(beregnet: Intervall, trykt: Intervall, desimaler: int) -> Dom:
    """«stemmer» når intervallene møtes, ellers «motstrid».

    Intervaller som bare berører hverandre i et endepunkt, er motstrid, unntatt når det
    regnede er ett tall som rundes til det trykte.

    Effektivitet i alt, Sandnes 2016, er trykt 1,004; 0,959/0,956 gir 1,003, men
    intervallene møtes (s. 38):

    >>> kvotient = Intervall.trykt("0.959", 3) / Intervall.trykt("0.956", 3)
    >>> dom(kvotient, Intervall.trykt("1.004", 3), 3)
    <Dom.STEMMER: 'stemmer'>
    """
    if beregnet.moter(trykt):
        return Dom.STEMMER
    paa_endepunkt = beregnet.bredde == 0 and trykt.inneholder(beregnet.nedre)
    rundes_dit = paa_endepunkt and rund_brok(beregnet.nedre, desimaler) == trykt.midt
    return Dom.STEMMER if rundes_dit else Dom.MOTSTRID
