"""The module Excel loads through xlwings: every function of the registry, by name, one call each.

xlwings needs real parameter names, so the functions are written out; help texts, raw
arguments and conversion come from the registry and `xlasss.hosts.excel`. A test keeps
names, order and optional arguments equal to the registry. No type hints here: xlwings
would convert by them.
"""

from xlasss.hosts.excel import UTELATT, regnearkfunksjon, svar


@regnearkfunksjon
def ASSS_PRODINDEKS(indikatorer, vekter):
    return svar("ASSS_PRODINDEKS", indikatorer, vekter)


@regnearkfunksjon
def ASSS_BIDRAG(indikatorer, vekter):
    return svar("ASSS_BIDRAG", indikatorer, vekter)


@regnearkfunksjon
def ASSS_INDIKATOR(mengde, behov):
    return svar("ASSS_INDIKATOR", mengde, behov)


@regnearkfunksjon
def ASSS_BEHOVSINNB(innbyggere, kostnadsindeks):
    return svar("ASSS_BEHOVSINNB", innbyggere, kostnadsindeks)


@regnearkfunksjon
def ASSS_PRODVEKST(vekst, vekter, indikatorer):
    return svar("ASSS_PRODVEKST", vekst, vekter, indikatorer)


@regnearkfunksjon
def ASSS_SAMMENSATTVEKST(vekst):
    return svar("ASSS_SAMMENSATTVEKST", vekst)


@regnearkfunksjon
def ASSS_UTGIFTSINDEKS(utgift_per_innb, kostnadsindeks, innbyggere):
    return svar("ASSS_UTGIFTSINDEKS", utgift_per_innb, kostnadsindeks, innbyggere)


@regnearkfunksjon
def ASSS_EFFEKTIVITET(produksjonsindeks, utgiftsindeks):
    return svar("ASSS_EFFEKTIVITET", produksjonsindeks, utgiftsindeks)


@regnearkfunksjon
def ASSS_KOSTNADSINDEKS(kriterier, kriterier_landet, vekter):
    return svar("ASSS_KOSTNADSINDEKS", kriterier, kriterier_landet, vekter)


@regnearkfunksjon
def ASSS_UTGIFTSBEHOV(kostnadsindeks, landssnitt, korreksjon=UTELATT):
    return svar("ASSS_UTGIFTSBEHOV", kostnadsindeks, landssnitt, korreksjon)


@regnearkfunksjon
def ASSS_RESSURSBRUK(netto_utgift, utgiftsbehov, type):
    return svar("ASSS_RESSURSBRUK", netto_utgift, utgiftsbehov, type)


@regnearkfunksjon
def ASSS_RESSINDIKATOR(netto_utgift, utgiftsbehov):
    return svar("ASSS_RESSINDIKATOR", netto_utgift, utgiftsbehov)


@regnearkfunksjon
def ASSS_SNITT(verdier, type, vekter=UTELATT, utelat=UTELATT):
    return svar("ASSS_SNITT", verdier, type, vekter, utelat)


@regnearkfunksjon
def ASSS_PROFIL(verdier, type, vekter=UTELATT, utelat=UTELATT):
    return svar("ASSS_PROFIL", verdier, type, vekter, utelat)


@regnearkfunksjon
def ASSS_AVVIK(verdi, referanse, type):
    return svar("ASSS_AVVIK", verdi, referanse, type)


@regnearkfunksjon
def ASSS_REALVEKST(nominell, deflator, folkevekst=UTELATT):
    return svar("ASSS_REALVEKST", nominell, deflator, folkevekst)


@regnearkfunksjon
def ASSS_DEFLATOR(lonnsvekst, prisvekst, lonnsandel):
    return svar("ASSS_DEFLATOR", lonnsvekst, prisvekst, lonnsandel)


@regnearkfunksjon
def ASSS_DEMOGRAFIKOSTNAD(befolkning_fra, befolkning_til, satser):
    return svar("ASSS_DEMOGRAFIKOSTNAD", befolkning_fra, befolkning_til, satser)


@regnearkfunksjon
def ASSS_AVRUND(verdi, desimaler):
    return svar("ASSS_AVRUND", verdi, desimaler)


@regnearkfunksjon
def ASSS_PARAMETER(navn, aar, utgave=UTELATT):
    return svar("ASSS_PARAMETER", navn, aar, utgave)


@regnearkfunksjon
def ASSS_KILDE(navn, aar, utgave=UTELATT):
    return svar("ASSS_KILDE", navn, aar, utgave)


@regnearkfunksjon
def ASSS_FASIT(id):
    return svar("ASSS_FASIT", id)


@regnearkfunksjon
def ASSS_SJEKK(verdi, fasit, desimaler):
    return svar("ASSS_SJEKK", verdi, fasit, desimaler)


@regnearkfunksjon
def ASSS_VERSJON():
    return svar("ASSS_VERSJON")
