"""Små regneark og svarene alle motorene skal gi. Nøkkelen er en setning; formler begynner med =.

`NATIVE` er fellesmengden malene holder seg til (MOTORER.md) og gjelder alle tre motorene.
`VAARE` bruker regnearkfunksjonene våre og gjelder formualizer og formulas; LibreOffice uten
tillegget viser #NAME? for dem. Svarene er regnet for hånd etter KONTRAKT §1 og §2.
"""

from typing import NamedTuple

from xlasss.begreper import Feil

NA, DIV0, VALUE, NUM, REF, NAME, NULL = (
    Feil.NA, Feil.DIV0, Feil.VALUE, Feil.NUM, Feil.REF, Feil.NAME, Feil.NULL,
)  # fmt: skip


class Tilfelle(NamedTuple):
    celler: dict[str, object]
    svar: dict[str, object]


def tvilling(c: str) -> str:
    """Det en celle er i en beregning (KONTRAKT §1), skrevet med vanlige regnearkfunksjoner."""
    mangler = ",".join(f'TRIM({c})="{tegn}"' for tegn in ("", ".", "..", "...", "…", ":"))
    return (
        f'=IF(ISLOGICAL({c}),#VALUE!,IF(ISNUMBER({c}),{c},IF(OR(TRIM({c})="-",TRIM({c})="–"),0,'
        f"IF(OR({mangler}),NA(),#VALUE!))))"
    )


TALL = {"A1": 1, "A2": 2.5, "A3": -3, "B1": 10, "B2": 20, "B3": 30}
BLANDET = {"A1": 1, "A2": "tekst", "A4": 5, "A5": "", "A6": 3}
MED_NA = {"A1": 1, "A2": NA, "A3": 3, "A4": 7}
KOMMUNER = {
    "A1": "0301", "B1": "Oslo", "C1": 1, "A2": "1108", "B2": "Sandnes", "C2": 2,
    "A3": "0219", "B3": "Bærum", "C3": 3, "A4": "1902", "B4": "Tromsø", "C4": 4,
}  # fmt: skip
I_CELLEN: dict[str, tuple[object, object]] = {
    "et tall": (1.5, 1.5), "null": (0, 0.0), "en tom celle": (None, NA), "strek": ("-", 0.0),
    "lang strek": ("–", 0.0), "strek med luft": (" - ", 0.0), "punktum": (".", NA), "to punktum": ("..", NA),
    "to punktum med luft": (" .. ", NA), "tre punktum": ("...", NA), "ellipse": ("…", NA), "kolon": (":", NA),
    "tall lagret som tekst": ("12,5", VALUE), "tekst": ("ukjent", VALUE), "sann": (True, VALUE),
    "usann": (False, VALUE), **{f"feilen {feil.tekst}": (feil, feil) for feil in Feil},
}  # fmt: skip
"""Alt en celle kan holde, og hva det er i en beregning."""

NATIVE: dict[str, Tilfelle] = {
    "de fire regneartene og potens": Tilfelle(
        TALL,
        {
            "=A1+B1*2": 21.0, "=B1/4-A2": 0.0, "=A2^2": 6.25, "=-2^2": 4.0, "=2^-1": 0.5, "=(A1+A2)*A3": -10.5,
            "=50%*4": 2.0,
        },
    ),
    "deling på null er en feil som smitter": Tilfelle(
        TALL, {"=A1/0": DIV0, "=SUM(A1:A3)/(B1-10)": DIV0, "=1/0+1": DIV0}
    ),
    "summer og snitt ser bare tall": Tilfelle(
        BLANDET,
        {
            "=SUM(A1:A6)": 9.0, "=AVERAGE(A1:A6)": 3.0, "=MIN(A1:A6)": 1.0, "=MAX(A1:A6)": 5.0, "=COUNT(A1:A6)": 3.0,
        },
    ),
    "SUMPRODUCT ganger rader mot rader": Tilfelle(
        TALL,
        {
            "=SUMPRODUCT(A1:A3,B1:B3)": -30.0, "=SUMPRODUCT(A1:A3,B1:B3)/SUM(B1:B3)": -0.5,
            "=SUMPRODUCT(A1:A3*B1:B3)": -30.0, "=SUMPRODUCT((A1:A3-1)*B1:B3)": -90.0,
            "=SUMPRODUCT(B1:B3/(1+B1:B3/100))": 10 / 1.1 + 20 / 1.2 + 30 / 1.3, "=SUMPRODUCT(A1:B1,A2:B2)": 202.5,
        },
    ),
    "#N/A i et område er #N/A i svaret": Tilfelle(
        MED_NA | {"B1": 1, "B2": 2, "B3": 3, "B4": 4},
        {
            "=SUM(A1:A4)": NA, "=AVERAGE(A1:A4)": NA, "=MIN(A1:A4)": NA, "=MAX(A1:A4)": NA,
            "=SUMPRODUCT(A1:A4,B1:B4)": NA, "=COUNT(A1:A4)": 3.0, "=RANK(A3,A1:A4)": NA,
        },
    ),
    "tallene ved siden av #N/A kan telles og summeres": Tilfelle(
        MED_NA,
        {'=SUMIF(A1:A4,">-1E+300")': 11.0, '=COUNTIF(A1:A4,">-1E+300")': 3.0, '=AVERAGEIF(A1:A4,">-1E+300")': 11 / 3},
    ),
    "hjelpeceller tar #N/A ut av minst, størst og snitt": Tilfelle(
        MED_NA | {f"C{i}": f'=IF(ISNUMBER(A{i}),A{i},"")' for i in range(1, 5)} | {f"D{i}": i for i in range(1, 5)},
        {
            "=MIN(C1:C4)": 1.0, "=MAX(C1:C4)": 7.0, "=AVERAGE(C1:C4)": 11 / 3, "=COUNT(C1:C4)": 3.0,
            "=RANK(C3,C1:C4)": 2.0, "=SUMPRODUCT(C1:C4,D1:D4)": 38.0, "=C2": "",
        },
    ),
    "et valg regner bare grenen det velger": Tilfelle(
        TALL,
        {
            '=IF(A1>0,"over","under")': "over", "=IF(A1<0,1/0,A2)": 2.5, "=IF(1/0,1,2)": DIV0,
            "=IF(AND(A1>0,A3<0),1,2)": 1.0, "=IF(OR(A1<0,A3<0),1,2)": 1.0, "=IF(NOT(A1>0),1,2)": 2.0,
            "=IF(FALSE,UKJENT_FUNKSJON(1),1)": 1.0,
        },
    ),
    "feil kan kjennes igjen og fanges": Tilfelle(
        {"A1": NA, "A2": DIV0, "A3": 1, "A4": "tekst"},
        {
            "=ISNA(A1)": True, "=ISNA(A2)": False, "=ISERROR(A1)": True, "=ISERROR(A2)": True, "=ISERROR(A3)": False,
            "=ISNUMBER(A3)": True, "=ISNUMBER(A4)": False, "=ISNUMBER(A1)": False, "=ISNUMBER(A9)": False,
            "=IFERROR(A2,5)": 5.0, "=IFERROR(A3,5)": 1.0, "=ERROR.TYPE(A1)": 7.0, "=ERROR.TYPE(A2)": 2.0,
        },
    ),
    "ukjente funksjoner er #NAME? og aldri det cellen sist viste": Tilfelle(
        {"A1": 1}, {"=UKJENT_FUNKSJON(A1)": NAME, "=UKJENT_FUNKSJON(A1)+1": NAME, "=SUM(A1,UKJENT_FUNKSJON(A1))": NAME}
    ),
    "absoluttverdi og toleranse": Tilfelle(
        TALL, {"=ABS(A3)": 3.0, '=IF(ABS(0.1+0.2-0.3)<0.000000001,"ok","avvik")': "ok", "=ABS(1/0)": DIV0}
    ),
    "oppslag på navn med æøå og på kommunenummer som tekst": Tilfelle(
        KOMMUNER,
        {
            '=INDEX(C1:C4,MATCH("Bærum",B1:B4,0))': 3.0, '=INDEX(C1:C4,MATCH("tromsø",B1:B4,0))': 4.0,
            '=INDEX(C1:C4,MATCH("0301",A1:A4,0))': 1.0, "=INDEX(C1:C4,MATCH(301,A1:A4,0))": NA,
            '=INDEX(C1:C4,MATCH("301",A1:A4,0))': NA, '=INDEX(C1:C4,MATCH("Asker",B1:B4,0))': NA,
            "=INDEX(C1:C4,MATCH(B4,B1:B4,0))": 4.0, '=INDEX(A1:C4,MATCH("Sandnes",B1:B4,0),3)': 2.0,
            '=ISNUMBER(MATCH("Bærum",B1:B4,0))': True,
        },
    ),
    "telling og sum etter navn": Tilfelle(
        KOMMUNER,
        {
            '=COUNTIF(B1:B4,"Bærum")': 1.0, '=COUNTIF(B1:B4,"<>Oslo")': 3.0, '=COUNTIF(C1:C4,">2")': 2.0,
            '=SUMIF(B1:B4,"Bærum",C1:C4)': 3.0, '=SUMPRODUCT((B1:B4="Tromsø")*C1:C4)': 4.0,
        },
    ),
    "rang fra størst": Tilfelle(
        {"A1": 3, "A2": 9, "A3": 9, "A4": 1}, {"=RANK(A1,A1:A4)": 3.0, "=RANK(A3,A1:A4)": 1.0, "=RANK(A4,A1:A4,1)": 1.0}
    ),
    "tekst": Tilfelle(
        {"A1": " Bærum ", "A2": 7, "A3": 1.2346},
        {
            "=TRIM(A1)": "Bærum", '="K"&A2': "K7", '="K"&TEXT(A2,"000")': "K007", '=A9&"x"': "x", '=""': "",
            '=SUBSTITUTE(FIXED(A3,3,TRUE),".",",")': "1,235", '=LEFT(TRIM(A1),2)&LEN("æøå")': "Bæ3",
            '="a"="A"': True, '=SUBSTITUTE("1.5",".",",")': "1,5",
        },
    ),
    "en tom celle er 0 i en formel": Tilfelle({"A1": 1}, {"=B9": 0.0, "=A1+B9": 1.0, '=IF(B9="",1,2)': 1.0}),
    "lenke viser teksten": Tilfelle({"A1": 1}, {'=HYPERLINK("#Ark!A1","til arket")': "til arket"}),
    "sannhetsverdier": Tilfelle({"A1": True}, {"=A1": True, "=1>2": False, "=AND(TRUE,A1)": True, "=NOT(A1)": False}),
    "matriseformel fyller hele området sitt": Tilfelle(
        {"A1": 1, "B1": 2, "C1": 3, "E1:E3": "{=TRANSPOSE(A1:C1)}", "E2": -777, "E3": -777},
        {"=SUM(E1:E3)": 6.0, "=E3": 3.0},
    ),
    **{
        f"tvillingen av {hva}": Tilfelle({"A1": verdi}, {tvilling("A1"): svaret})
        for hva, (verdi, svaret) in I_CELLEN.items()
    },
}  # fmt: skip

NETTVERK = {"A1": 1, "B1": 10, "C1": 100, "A2": 2, "B2": 20, "C2": 300, "A3": 6, "B3": 30, "C3": 100}
UTELAT = {"D1": 0, "D2": 1, "D3": None}

VAARE: dict[str, Tilfelle] = {
    "produksjonsindeks av en rad": Tilfelle(
        {"A1": 1.2, "B1": 0.9, "C1": 1, "A2": 50, "B2": 30, "C2": 20},
        {
            "=ASSS_PRODINDEKS(A1:C1,A2:C2)": 1.07, "=asss_prodindeks(A1:C1,A2:C2)*2": 2.14,
            "=IF(ISERROR(ASSS_VERSJON()),1,ASSS_PRODINDEKS(A1:C1,A2:C2))": 1.07,
        },
    ),
    **{
        f"produksjonsindeks med {hva} i raden": Tilfelle(
            {"A1": verdi, "B1": 2, "A2": 50, "B2": 50},
            {"=ASSS_PRODINDEKS(A1:B1,A2:B2)": svaret if isinstance(svaret, Feil) else (svaret + 2) / 2},
        )
        for hva, (verdi, svaret) in I_CELLEN.items()
    },
    **{
        f"avvik av {hva} i én celle": Tilfelle({"A1": verdi}, {'=ASSS_AVVIK(A1,2,"enheter")': forventet})
        for hva, (verdi, svaret) in I_CELLEN.items()
        for forventet in [svaret if isinstance(svaret, Feil) else svaret - 2]
    },
    "et manglende ledd teller også der vekten er 0": Tilfelle(
        {"A1": None, "B1": 2, "A2": 0, "B2": 50}, {"=ASSS_PRODINDEKS(A1:B1,A2:B2)": NA}
    ),
    "vekter og form": Tilfelle(
        {"A1": 1, "B1": 2, "A2": -1, "B2": 50, "A3": 0, "B3": 0},
        {
            "=ASSS_PRODINDEKS(A1:B1,A2:B2)": NUM, "=ASSS_PRODINDEKS(A1:B1,A3:B3)": DIV0,
            "=ASSS_PRODINDEKS(A1:B1,A2:A2)": VALUE, "=ASSS_PRODINDEKS(A1:B1)": VALUE,
        },
    ),
    "snitt med og uten det som kan utelates": Tilfelle(
        NETTVERK | UTELAT,
        {
            '=INDEX(ASSS_SNITT(A1:B3,"uveid"),1,1)': 3.0, '=INDEX(ASSS_SNITT(A1:B3,"uveid"),1,2)': 20.0,
            '=INDEX(ASSS_SNITT(A1:B3,"veid",C1:C3),1,1)': 2.6, '=INDEX(ASSS_SNITT(A1:B3,"veid",C1:C3),1,2)': 20.0,
            '=INDEX(ASSS_SNITT(A1:B3,"uveid",,D1:D3),1,1)': 3.5, '=INDEX(ASSS_SNITT(A1:B3,"uveid",,D1:D3),1,2)': 20.0,
            '=INDEX(ASSS_SNITT(A1:B3,"uveid",,),1,1)': 3.0, '=SUM(ASSS_SNITT(A1:B3,"uveid"))': 23.0,
            '=ASSS_SNITT(A1:A3,"veid",C1:C3)': 2.6, '=ASSS_SNITT(A1:A3,"veid")': VALUE,
            '=ASSS_SNITT(A1:A3,"median")': VALUE, '=ASSS_SNITT(A1:A1,"uveid")': NA,
        },
    ),
    "en kommune uten tall er ute av snittet": Tilfelle(
        {"A1": 1, "A2": "..", "A3": 5},
        {
            '=ASSS_SNITT(A1:A3,"uveid")': 3.0, '=INDEX(ASSS_PROFIL(A1:A3,"uveid"),2,1)': NA,
            '=INDEX(ASSS_PROFIL(A1:A3,"uveid"),3,1)': 500 / 3, '=SUM(ASSS_PROFIL(A1:A3,"uveid"))': NA,
        },
    ),
    "en ekte feil ødelegger snittet for alle": Tilfelle(
        {"A1": 1, "A2": DIV0, "A3": 5},
        {'=ASSS_SNITT(A1:A3,"uveid")': DIV0, '=INDEX(ASSS_PROFIL(A1:A3,"uveid"),1,1)': DIV0},
    ),
    "korreksjon og folkevekst kan utelates": Tilfelle(
        {"A1": 1.1, "B1": 1000, "C1": 50},
        {
            "=ASSS_UTGIFTSBEHOV(A1,B1,C1)": 1150.0, "=ASSS_UTGIFTSBEHOV(A1,B1)": 1100.0,
            "=ASSS_UTGIFTSBEHOV(A1,B1,)": 1100.0, "=ASSS_UTGIFTSBEHOV(A1,B1,D1)": NA,
            "=ASSS_REALVEKST(5,0)": 5.0, "=ASSS_REALVEKST(5,0,)": 5.0, "=ASSS_REALVEKST(5,0,D1)": NA,
            "=ASSS_UTGIFTSBEHOV(A1,)": VALUE,
        },
    ),
    "områder i hverandre": Tilfelle(
        {"A1": 1.2, "B1": 0.8, "A2": 0.9, "B2": 1.3, "A3": 60, "B3": 40},
        {
            "=INDEX(ASSS_BIDRAG(A1:B2,A3:B3),1,2)": -8.0, "=SUM(ASSS_BIDRAG(A1:B2,A3:B3))": 10.0,
            "=INDEX(ASSS_EFFEKTIVITET(A1:B2,A1:B2),2,1)": 1.0, "=SUMPRODUCT(ASSS_PRODINDEKS(A1:B2,A3:B3))": 2.1,
            '=ASSS_AVVIK(ASSS_PRODINDEKS(A1:B1,A3:B3),1,"prosent")': 4.0,
        },
    ),
    "oppslag i parametre og fasit": Tilfelle(
        {"A1": "vekt.grunnskole.sfo", "A2": 2016},
        {
            "=ASSS_PARAMETER(A1,A2)": 8.4, '=ASSS_PARAMETER("finnes.ikke",A2)': NA, "=ASSS_PARAMETER(A1,A2,)": 8.4,
            '=ASSS_FASIT("finnes-ikke")': NA, "=ASSS_AVRUND(2.345,2)": 2.35, "=ASSS_AVRUND(-0.5,0)": -1.0,
            "=ASSS_SJEKK(0.964,0.964,3)": "stemmer: 0,9640 mot trykt 0,964",
        },
    ),
}  # fmt: skip
