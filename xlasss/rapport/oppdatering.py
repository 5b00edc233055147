"""An update as a person reads it: what changed, what was left alone and why, and what was not found."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from xlasss.begreper import Feil
from xlasss.engines.protokoll import Verdi
from xlasss.oppdatering.inndataark import INNDATA
from xlasss.oppdatering.oppdater import Oppdatering
from xlasss.oppdatering.plan import Oppdateringsplan
from xlasss.revisjon.kontroller.funn import vis

_VIS = 30


def vis_oppdatering(o: Oppdatering, kopi: Path | None, ut: Console) -> None:
    """Tabellen over endringene, og det som ikke er endret."""
    plan, navn = o.plan, o.kopi.fil.name
    if plan.endringer:
        tabell = Table(title=escape(f"{navn}, {plan.aar}, fra {plan.kilde}"), title_justify="left")
        for kolonne in ("Celle", "Kommune", "Indikator", "Var", "Blir", "Opphav"):
            tabell.add_column(kolonne, justify="right" if kolonne in ("Var", "Blir") else "left")
        for e in plan.endringer[:_VIS]:
            felt, opphav = e.felt, f"{e.felt.opphav} → {e.opphav}"
            rad = (felt.celle, felt.kommune, felt.indikator, vis(e.foer), vis(e.verdi), opphav)
            tabell.add_row(*map(escape, rad))
        ut.print(tabell)
    for linje in _linjer(o, kopi):
        ut.print(linje, markup=False, soft_wrap=True)


def kort_svar(o: Oppdatering, gjort: bool) -> str:
    """Det en meldingsboks har plass til: hvor mange celler, det største utslaget, og det som ikke ble endret."""
    plan, n = o.plan, len(o.plan.endringer)
    andre = _gjelder_annet(o)
    ubrukt = [f"Ikke brukt: {andre[0]}{f' og {len(andre) - 1} rader til' if len(andre) > 1 else ''}."] if andre else []
    if o.uten_tall:
        return "\n".join([o.uten_tall, *ubrukt])
    ut = [f"{n} celle{'' if n == 1 else 'r'} {'er endret' if gjort else 'blir endret'}, {plan.uendret} er uendret."]
    if plan.bekreftet:
        ut.append(f"{len(plan.bekreftet)} er de samme i en nyere utgave av kilden; opphavet sier hvilken.")
    if o.utslag:
        ut.append(f"Største utslag: {o.utslag}.")
    if formler := sum(b.felt.er_formel for b in plan.beholdt):
        ut.append(f"{formler} blir stående, for cellen er en formel.")
    if trykte := len(plan.beholdt) - formler - len(plan.manuelle):
        ut.append(f"{trykte} blir stående som trykt, for kilden har ikke noe tall.")
    ut += _tatt_ut(plan)
    if plan.skjult:
        ut.append(_KOPIEN.format("Kopien av boken slik den var,"))
    if plan.manuelle:
        ut.append(f"{len(plan.manuelle)} blir stående, for noen har ført dem inn selv.")
    if borte := [t for t in plan.ikke_funnet if not t.gjelder_annet]:
        forste = ", ".join(f"{t.blokk}/{t.indikator}/{t.kommune}/{t.aar}" for t in borte[:3])
        flere = f" og {len(borte) - 3} til" if len(borte) > 3 else ""
        ut.append(f"Finnes ikke i boken: {forste}{flere}.")
    ut += ubrukt
    return "\n".join(ut)


def _linjer(o: Oppdatering, kopi: Path | None) -> list[str]:
    plan = o.plan
    n = len(plan.endringer)
    ubrukt = _forste([f"Ikke brukt: {hva}." for hva in _gjelder_annet(o)])
    if o.uten_tall:
        return [f"Ingen celler er endret. {o.uten_tall}", *ubrukt]
    gjort = "ville blitt endret" if plan.celler and not kopi else "endret"  # bare med --vis er det noe som ikke skrives
    ut = [f"{n} celle{'' if n == 1 else 'r'} {gjort}, {plan.uendret} uendret."]
    if plan.bekreftet:
        ut.append(f"{len(plan.bekreftet)} er de samme i en nyere utgave av kilden; opphavet sier nå hvilken.")
    if n > _VIS:
        ut.append(f"Tabellen viser de første {_VIS}; {n - _VIS} til står i --json.")
    if o.utslag:
        ut.append(f"Største utslag: {o.utslag}.")
    ut += _tatt_ut(plan)
    ut += _forste([f"Ikke endret, {INNDATA}!{b.felt.celle} ({b.felt.nokkel}): {b.grunn}." for b in plan.beholdt])
    borte = [t for t in plan.ikke_funnet if not t.gjelder_annet]
    ut += _forste([f"Ikke funnet i boken: {t.blokk}/{t.indikator}/{t.kommune}/{t.aar} ({t.sted})." for t in borte])
    ut += ubrukt
    if o.regnet.grunn:
        ut.append(f"Formlene er ikke regnet om: {o.regnet.grunn}")
    elif o.regnet.beholdt:
        celler = _korte([f"{ark}!{celle}" for ark, celle in o.regnet.beholdt])
        ut.append(f"Formler som beholder den lagrede verdien til boken åpnes, fordi motoren ga en annen: {celler}.")
    if kopi:
        ut.append(f"Den gamle filen er {kopi.name}. Excel regner alt på nytt når boken åpnes.")
        if plan.skjult:
            ut.append(_KOPIEN.format(kopi.name))
    elif plan.celler:
        ut.append("Ingenting er skrevet (--vis).")
    return ut


def _gjelder_annet(o: Oppdatering) -> list[str]:
    """Radene som er for en annen bok eller et annet år: hvor de står, og hva de gjelder."""
    return [f"{t.sted}, {t.gjelder_annet}" for t in o.plan.ikke_funnet if t.gjelder_annet]


_KOPIEN = "{} har fortsatt tallene SSB nå holder tilbake; slett den når du ikke trenger den."


def _tatt_ut(plan: Oppdateringsplan) -> list[str]:
    """Cellene i andre år som er tatt ut, fordi et tall SSB nå holder tilbake, kunne regnes av dem."""
    andre = [f"{INNDATA}!{e.felt.celle} ({e.felt.nokkel})" for e in plan.skjult_i_andre_aar]
    hva = "Konfidensielt også i andre år, ellers kunne det SSB holder tilbake, regnes ut"
    return [f"{hva}: {_korte(andre)}."] if andre else []


def _forste(linjer: list[str]) -> list[str]:
    """De første linjene, og hvor mange det er til."""
    flere = [f"… og {len(linjer) - _VIS} til; se --json."] if len(linjer) > _VIS else []
    return linjer[:_VIS] + flere


def _korte(navn: Sequence[str]) -> str:
    resten = f" og {len(navn) - 10} til (se --json)" if len(navn) > 10 else ""
    return ", ".join(navn[:10]) + resten


def som_json(o: Oppdatering, kopi: Path | None) -> dict[str, object]:
    """Det samme som ett dokument."""
    plan, regnet = o.plan, o.regnet
    return {
        "fil": str(o.kopi.fil),
        "aar": plan.aar,
        "kilde": plan.kilde,
        "skrevet": kopi is not None,
        "sikkerhetskopi": str(kopi) if kopi else None,
        "endringer": [
            {
                "ark": INNDATA, "celle": e.felt.celle, **e.felt.nokkel._asdict(), "var": _json(e.foer),
                "blir": e.verdi, "opphav_var": e.felt.opphav, "opphav": e.opphav,
            }
            for e in plan.endringer
        ],
        "bekreftet": [{"celle": e.felt.celle, **e.felt.nokkel._asdict(), "opphav": e.opphav} for e in plan.bekreftet],
        "uendret": plan.uendret,
        "uten_tall": o.uten_tall or None,
        "beholdt": [{"celle": b.felt.celle, **b.felt.nokkel._asdict(), "grunn": b.grunn} for b in plan.beholdt],
        "ikke_funnet": [
            {"blokk": t.blokk, "indikator": t.indikator, "kommune": t.kommune, "aar": t.aar, "sted": t.sted,
             "gjelder_annet": t.gjelder_annet or None}
            for t in plan.ikke_funnet
        ],
        "nye_verdier": [{"ark": a, "celle": c, "verdi": _json(v)} for (a, c), v in regnet.nye.items()],
        "ikke_regnet": [{"ark": a, "celle": c} for a, c in regnet.beholdt],
        "grunn": regnet.grunn,
        "storste_utslag": o.utslag,
        "deler": sorted(o.endrede) if plan.celler else [],
    }  # fmt: skip


def _json(verdi: Verdi) -> object:
    return verdi.tekst if isinstance(verdi, Feil) else verdi
