"""Formulas that are a concept of the method: the twins under the name of their function, and what each term does."""

from xlasss.engines.protokoll import Verdi
from xlasss.registry import REGISTER
from xlasss.workbook.formeltre import Kall, Konstant, Ledd, Ref
from xlasss.workbook.les import Sted
from xlasss.workbook.nokler import Noklene
from xlasss.workbook.spor.node import Virkning
from xlasss.workbook.spor.verdier import Verdier

FRA_SNITTET, PROSENTENHETER, I_SVARET = "pst.enh. fra snittet", "pst.enh.", "av svaret"
_VANLIGE = {
    "SUM": "Summen av cellene",
    "AVERAGE": "Snittet av cellene som har tall",
    "MIN": "Det minste tallet",
    "MAX": "Det største tallet",
    "COUNT": "Antall celler med tall",
    "SUMPRODUCT": "Summen av produktene",
}
_EN, _HUNDRE = Konstant(1.0), Konstant(100.0)


def som_funksjon(ledd: Ledd) -> Ledd:
    """En tvilling skrevet som funksjonen den er tvilling til (`workbook.tvilling`); annet står."""
    match ledd:
        case Kall("/", (Kall("SUMPRODUCT", (Kall("*", (Ref() as x, Ref() as w)),)), Kall("SUM", (nevner,)))):
            if w == nevner and x.fra[0] == x.til[0]:
                return Kall("ASSS_PRODINDEKS", (x, w))
        case Kall("*", (konstant, Kall("-", (Kall("/", (oppe, nede)), en)))) if (konstant, en) == (_HUNDRE, _EN):
            return _vekst(oppe, nede) or _avvik(oppe, nede) or ledd
    return ledd


def _vekst(oppe: Ledd, nede: Ledd) -> Ledd | None:
    match oppe, nede:
        case (
            Kall("SUMPRODUCT", (Kall("*", (w, x)) as slutt,)),
            Kall("SUMPRODUCT", (Kall("/", (foran, Kall("+", (en, Kall("/", (g, hundre)))))),)),
        ) if foran == slutt and (en, hundre) == (_EN, _HUNDRE):
            return Kall("ASSS_PRODVEKST", (g, w, x))
    return None


def _avvik(oppe: Ledd, nede: Ledd) -> Ledd | None:
    enkle = all(isinstance(r, Ref) and r.er_celle for r in (oppe, nede))
    return Kall("ASSS_AVVIK", (oppe, nede, Konstant("prosent"))) if enkle else None


def regel(ledd: Ledd, tvilling: bool) -> str:
    """Regelen på én linje, fra registeret når det er en av våre funksjoner."""
    if isinstance(ledd, Kall):
        if ledd.navn in REGISTER:
            f = REGISTER[ledd.navn]
            return f"{f.hjelp}: {f.definisjon}" + (f" (tvilling til {f.navn})" if tvilling else f" ({f.navn})")
        if ledd.navn in _VANLIGE:
            return _VANLIGE[ledd.navn]
        for argument in ledd.argumenter:
            if "ASSS_" in (funnet := regel(argument, tvilling)):
                return funnet
    return ""


def virkninger(ledd: Ledd, verdier: Verdier, noklene: Noklene) -> tuple[str, tuple[Virkning, ...]]:
    """Hva hvert ledd bidrar med, og enheten bidragene er i; tomt når formelen ikke er en slik sum."""
    match ledd:
        case Kall("ASSS_PRODINDEKS", (Ref() as x, Ref() as w)):
            return FRA_SNITTET, _veid(x, w, verdier, noklene, fra=1.0, skala=100.0)
        case Kall("ASSS_PRODVEKST", (Ref() as g, Ref() as w, Ref() as x)):
            return PROSENTENHETER, _vekstledd(g, w, x, verdier, noklene)
        case Kall("/", (Kall("SUMPRODUCT", (Ref() as x, Ref() as w)), Kall("SUM", (nevner,)))) if w == nevner:
            return I_SVARET, _veid(x, w, verdier, noklene)
        case Kall("ASSS_SNITT", (Ref() as x, Konstant("veid"), Ref() as w)):
            return I_SVARET, _veid(x, w, verdier, noklene)
        case Kall("AVERAGE", (Ref() as x,)) | Kall("ASSS_SNITT", (Ref() as x, Konstant("uveid"))):
            return I_SVARET, _veid(x, None, verdier, noklene)
        case Kall("ASSS_EFFEKTIVITET", (Ref() as p, Ref() as u)) if p.er_celle and u.er_celle:
            return FRA_SNITTET, _kvotient(p, u, verdier, noklene)
    return "", ()


def stedene(ref: Ref) -> list[Sted]:
    """Cellene i et område, rad for rad."""
    return [Sted(ref.ark, r, k) for r in range(ref.fra[0], ref.til[0] + 1) for k in range(ref.fra[1], ref.til[1] + 1)]


def _tall(verdi: Verdi) -> float | None:
    return verdi if isinstance(verdi, float) and not isinstance(verdi, bool) else None


def _navn(sted: Sted, ref: Ref, noklene: Noklene) -> str:
    """Det som skiller cellene i området: kolonnen i en rad, raden i en kolonne."""
    e = noklene.etikett(sted)
    navn = e.kolnavn if ref.fra[0] == ref.til[0] and not ref.er_celle else e.radnavn
    return navn or e.tekst or str(sted)


def _veid(
    x: Ref, w: Ref | None, verdier: Verdier, noklene: Noklene, *, fra: float = 0.0, skala: float = 1.0
) -> tuple[Virkning, ...]:
    """Leddene i Σ w·(x − fra)/Σ w; uten vekter teller alle med tall likt."""
    if x.antall > 400 or (w and w.antall != x.antall) or not (x.fra[0] == x.til[0] or x.fra[1] == x.til[1]):
        return ()
    steder = stedene(x)
    tall = [_tall(verdier.verdi(s)) for s in steder]
    vekter = [_tall(verdier.verdi(s)) for s in stedene(w)] if w else [None if t is None else 1.0 for t in tall]
    sum_ = sum(v for t, v in zip(tall, vekter, strict=True) if v is not None and (skala != 1.0 or t is not None))
    ut = []
    for sted, verdi, vekt in zip(steder, tall, vekter, strict=True):
        andel = vekt / sum_ if vekt is not None and sum_ else None
        bidrag = None if andel is None or verdi is None else skala * andel * (verdi - fra)
        prosent = None if andel is None else 100 * andel
        ut.append(Virkning(_navn(sted, x, noklene), verdi, prosent, bidrag, str(sted)))
    return tuple(ut)


def _vekstledd(g: Ref, w: Ref, x: Ref, verdier: Verdier, noklene: Noklene) -> tuple[Virkning, ...]:
    """Veksten er snittet av indikatorenes vekst, veid med nivået ved start: Σ start·g / Σ start."""
    if not g.antall == w.antall == x.antall <= 400 or g.fra[0] != g.til[0]:
        return ()
    rader = [[_tall(verdier.verdi(s)) for s in stedene(ref)] for ref in (g, w, x)]
    if any(v is None for rad in rader for v in rad):
        return ()
    start = [wi * xi / (1 + gi / 100) for gi, wi, xi in zip(*rader, strict=True) if gi != -100]
    if len(start) != g.antall or not sum(start):
        return ()
    return tuple(
        Virkning(_navn(s, g, noklene), gi, 100 * si / sum(start), si * (gi or 0.0) / sum(start), str(s))
        for s, gi, si in zip(stedene(g), rader[0], start, strict=True)
    )


def _kvotient(p: Ref, u: Ref, verdier: Verdier, noklene: Noklene) -> tuple[Virkning, ...]:
    """100·(p/u − 1) delt på teller og nevner: 100·(p−1)/u og −100·(u−1)/u."""
    (ps,), (us,) = stedene(p), stedene(u)
    pv, uv = _tall(verdier.verdi(ps)), _tall(verdier.verdi(us))
    if pv is None or not uv:
        return ()
    return (
        Virkning(noklene.etikett(ps).tekst, pv, None, 100 * (pv - 1) / uv, str(ps)),
        Virkning(noklene.etikett(us).tekst, uv, None, -100 * (uv - 1) / uv, str(us)),
    )
