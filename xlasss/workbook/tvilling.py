"""De innebygde tvillingene: hver ASSS-funksjon skrevet med vanlige regnearkformler.

Uten tillegget er det disse som svarer, og med tillegget er de fasit for funksjonene på
arket Etterregning. De holder seg til det alle motorene regner likt (MOTORER.md).
Argumentene er referanser til normaliserte celler (`normalisert`).
"""

from collections.abc import Sequence


def normalisert(celle: str) -> str:
    """Cellen som tall, #N/A (mangler) eller feil, etter samme regler som `cells.les_celle`."""
    renset = f"TRIM({celle})"
    streker = ",".join(f'{renset}="{tegn}"' for tegn in ("-", "–"))
    mangler = ",".join(f'{renset}="{tegn}"' for tegn in ("", ".", "..", "...", "…", ":"))
    tekst = f"IF(OR({streker}),0,IF(OR({mangler}),NA(),#VALUE!))"
    return f"IF(ISLOGICAL({celle}),#VALUE!,IF(ISNUMBER({celle}),{celle},{tekst}))"


def i_snittet(normal: str) -> str:
    """Tallet, eller tom tekst der det mangler, så AVERAGE, MIN og MAX ser bort fra det."""
    return f'IF(ISNA({normal}),"",{normal})'


def produksjonsindeks(x: str, w: str) -> str:
    """Tvilling til ASSS_PRODINDEKS for én kommune: rad med indikatorer, rad med vekter."""
    return f"SUMPRODUCT({x}*{w})/SUM({w})"


def bidrag(x: str, w: str, vekter: str) -> str:
    """Tvilling til ASSS_BIDRAG for én celle."""
    return f"100*{w}*({x}-1)/SUM({vekter})"


def produksjonsvekst(g: str, w: str, x: str) -> str:
    """Tvilling til ASSS_PRODVEKST for én kommune."""
    return f"100*(SUMPRODUCT({w}*{x})/SUMPRODUCT({w}*{x}/(1+{g}/100))-1)"


def snitt(verdier: str) -> str:
    """Tvilling til ASSS_SNITT «uveid» for én indikator; området er `i_snittet`."""
    return f"IF(COUNT({verdier})<2,NA(),AVERAGE({verdier}))"


def i_veid_snitt(tall: str, verdi: str, nevner: str) -> str:
    """Verdien eller nevneren, eller tom tekst der en av dem mangler."""
    return f'IF(OR(ISNA({verdi}),ISNA({nevner})),"",{tall})'


def veid_snitt(verdier: str, nevnere: str) -> str:
    """Tvilling til ASSS_SNITT «veid» for én indikator; områdene er `i_veid_snitt`."""
    forhold = f"SUMPRODUCT({verdier},{nevnere})/SUM({nevnere})"
    return f"IF(COUNT({verdier})<2,NA(),IF(MIN({nevnere})<0,#NUM!,{forhold}))"


def avvik_prosent(v: str, r: str) -> str:
    """Tvilling til ASSS_AVVIK «prosent»."""
    return f"IF({r}<0,#NUM!,100*({v}/{r}-1))"


def differanse(funksjon: str, tvilling: str) -> str:
    """Funksjon minus tvilling: 0 når begge er samme feil, #N/A når bare den ene er feil."""
    begge_tall = f"AND(ISNUMBER({funksjon}),ISNUMBER({tvilling}))"
    begge_feil = f"AND(ISERROR({funksjon}),ISERROR({tvilling}))"
    samme_feil = f"IF(ERROR.TYPE({funksjon})=ERROR.TYPE({tvilling}),0,NA())"
    ulike = f"IF({begge_tall},{funksjon}-{tvilling},IF({begge_feil},{samme_feil},NA()))"
    return f'IF(tillegg,{ulike},"–")'


def folsomhet(g: str, w: str, alle_g: str, alle_w: str, alle_x: str) -> str:
    """Hvor mye veksten flytter seg (andel) når én indikators nivå flytter seg med 1."""
    slutt = f"SUMPRODUCT({alle_w}*{alle_x})"
    start = f"SUMPRODUCT({alle_w}*{alle_x}/(1+{alle_g}/100))"
    return f"ABS({w}/{slutt}-{w}/(1+{g}/100)/{start})"


def vekst_spenn(vekst: str, g: str, w: str, x: str, folsomheter: str, halv_g: str, halv_x: str) -> str:
    """Hvor mye avrundingen i inndata kan flytte veksten, i prosentenheter (første orden)."""
    start = f"{w}*{x}/(1+{g}/100)"
    av_g = f"{halv_g}*SUMPRODUCT({start}/(1+{g}/100))/SUMPRODUCT({start})"
    return f"(1+{vekst}/100)*({av_g}+100*{halv_x}*SUM({folsomheter}))"


def avvik_enheter(v: str, r: str) -> str:
    """Tvilling til ASSS_AVVIK «prosentenheter»."""
    return f"{v}-{r}"


def realvekst(nominell: str, deflator: str, folkevekst: str = "0") -> str:
    """Tvilling til ASSS_REALVEKST."""
    return f"100*((1+{nominell}/100)/((1+{deflator}/100)*(1+{folkevekst}/100))-1)"


def sammensatt_vekst(ledd: Sequence[str]) -> str:
    """Tvilling til ASSS_SAMMENSATTVEKST for én kommune, ledd for ledd."""
    return f"100*({'*'.join(f'(1+{g}/100)' for g in ledd)}-1)"


def deflator(lonnsvekst: str, prisvekst: str, lonnsandel: str) -> str:
    """Tvilling til ASSS_DEFLATOR."""
    veid = f"{lonnsandel}*{lonnsvekst}+(1-{lonnsandel})*{prisvekst}"
    return f"IF(OR({lonnsandel}<0,{lonnsandel}>1),#NUM!,{veid})"


def kvotient(teller: str, nevner: str) -> str:
    """Tvilling til ASSS_EFFEKTIVITET."""
    return f"{teller}/{nevner}"


def kostnadsindeks(kriterier: str, landet: str, vekter: str) -> str:
    """Tvilling til ASSS_KOSTNADSINDEKS for én kommune."""
    return f"IF(MIN({vekter})<0,#NUM!,SUMPRODUCT({vekter}*{kriterier}/{landet})/SUM({vekter}))"


def utgiftsbehov(indeks: str, landssnitt: str, korreksjon: str = "0") -> str:
    """Tvilling til ASSS_UTGIFTSBEHOV for én kommune."""
    return f"{indeks}*{landssnitt}+{korreksjon}"


def ressursbruk_prosent(netto: str, behov: str) -> str:
    """Tvilling til ASSS_RESSURSBRUK «prosent»."""
    return f"100*({netto}/{behov}-1)"


def demografikostnad(fra: str, til: str, satser: str) -> str:
    """Tvilling til ASSS_DEMOGRAFIKOSTNAD for én sektor."""
    return f"SUMPRODUCT(({til}-{fra})*{satser})"


def ledd_i_nettverket(ledd: str, *maa_finnes: str) -> str:
    """Kommunens ledd i en sum over nettverket, eller tom tekst der noe mangler."""
    return f'IF(OR({",".join(f"ISNA({x})" for x in maa_finnes)}),"",{ledd})'


def utgiftsindeks(utgift: str, indeks: str, sum_utgift: str, sum_behov: str) -> str:
    """Tvilling til ASSS_UTGIFTSINDEKS for én kommune; områdene er `ledd_i_nettverket`."""
    egen = f"({utgift}/{indeks})/(SUM({sum_utgift})/SUM({sum_behov}))"
    return _av_nettverket(sum_utgift, f"IF(SUM({sum_behov})=0,SUM({sum_behov})/SUM({sum_behov}),{egen})")


def ressursbruksindikator(netto: str, behov: str, forhold: str) -> str:
    """Tvilling til ASSS_RESSINDIKATOR for én kommune; området er `ledd_i_nettverket`."""
    return _av_nettverket(forhold, f"({netto}/{behov})/AVERAGE({forhold})")


def _av_nettverket(ledd: str, svar: str) -> str:
    """En feil i ett ledd er feil for alle; færre enn to ledd gir #N/A."""
    return f"IF(ISERROR(SUM({ledd})),SUM({ledd}),IF(COUNT({ledd})<2,NA(),{svar}))"
