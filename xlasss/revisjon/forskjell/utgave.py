"""The same numbers under another edition of the method: its weights in the index, its kind of mean in the profiles."""

from collections.abc import Mapping

from xlasss.begreper import Feil, Maal
from xlasss.engines.protokoll import Verdi
from xlasss.errors import Bruksfeil
from xlasss.parametre import Parameter, vekter
from xlasss.revisjon.forskjell.snittbytte import Bytte, bytter
from xlasss.sektorer import Sektorfil
from xlasss.tverrfiler import maler, malfil, malutgaver, side_om_side, tverrfiler
from xlasss.workbook.formeltre import Navn
from xlasss.workbook.les import Arbeidsbok, Sted
from xlasss.workbook.nokler import Noklene
from xlasss.workbook.spor import Node, Slag, spor
from xlasss.workbook.spor.verdier import Verdier


def etter_utgave(bok: Arbeidsbok, sted: Sted, utgave: str) -> tuple[Node, str, tuple[str, ...]]:
    """Sporet slik det er etter den andre utgaven, hva det er i ord, og merknadene."""
    noklene = Noklene(bok)
    fil = _filen(bok, noklene, utgave)
    andre = fil.mot or fil
    node = spor(bok, sted)
    if not isinstance(node.verdi, float | Feil):
        raise Bruksfeil(f"{sted} er ikke et tall, så det er det samme i alle utgaver.", "Velg en celle med et tall.")
    vektcellene = [n for n in node.alle() if _er_vekt(n)]
    kjente = vekter(fil.nokkel, andre.utgave.aar, andre.utgave.utgave)
    publisert = any(p.trykt for p in kjente.values())
    snittene = [b for b in bytter(bok, fil) if _beroert(node, b)] if fil.mot else []
    if vektcellene and not publisert and not snittene:
        raise Bruksfeil(_uten_vekter(fil, andre), _tiltak())
    byttet, merknader = _byttet(vektcellene, kjente) if publisert else ({}, [])
    if vektcellene and not publisert:
        merknader = [f"{_uten_vekter(fil, andre)} Vektene i boken er brukt."]
    if not byttet and not snittene:
        hva = (
            f"Tallet er det samme i utgave {utgave}: det bygger ikke på vekter, og ikke på et snitt som tas annerledes."
        )
        return node, f"utgave {utgave}", (hva,)
    formler = {s: f for b in snittene for s, f in b.formler.items()}
    hva = " og ".join((["vektene"] if byttet else []) + (["snittene"] if snittene else []))
    ny = spor(bok.med_formler(formler), sted, som_lagret(bok) | byttet)
    return ny, f"samme tall med {hva} i utgave {utgave}", (*(m for b in snittene for m in b.merknader), *merknader)


def som_lagret(bok: Arbeidsbok) -> dict[Sted, Verdi]:
    """Om tillegget svarer, er som da filen ble lagret, også når resten regnes på nytt."""
    tillegg = Verdier(bok).ref(Navn("tillegg"), "")
    celle = Sted(tillegg.ark, *tillegg.fra) if tillegg else None
    return {celle: bok.celle(celle).verdi} if celle else {}


def _filen(bok: Arbeidsbok, noklene: Noklene, utgave: str) -> Sektorfil:
    """Sektoren i bokens utgave, med den andre ved siden av når det er en annen."""
    mal, egen = noklene.opplysning("mal"), noklene.opplysning("utgave")
    if not mal:
        raise Bruksfeil(
            f"{bok.fil.name} sier ikke hvilken sektor den gjelder.", "utgave:U trenger en arbeidsbok fra en mal."
        )
    if mal not in maler():
        raise Bruksfeil(f"Malen «{mal}» på Forside finnes ikke.", f"Malene er: {', '.join(maler())}.")
    kjente = malutgaver(mal)
    for u, hvor in ((utgave, ""), (egen, ", som står på Forside")):
        if u not in kjente:
            slag = "Arbeidsboken" if mal in tverrfiler() else "Sektoren"
            raise Bruksfeil(f"{slag} {mal} har ikke utgaven «{u}»{hvor}.", f"Den har {', '.join(kjente)}.")
    if mal in tverrfiler() and utgave == egen:
        raise Bruksfeil(
            f"{bok.fil.name} er laget etter utgave {utgave}, og bygger ikke på vekter.",
            "Skriv --mot fasit eller --mot FIL for å holde tallet mot noe annet.",
        )
    return malfil(mal, egen) if utgave == egen else side_om_side(mal, egen, utgave)


def _er_vekt(n: Node) -> bool:
    return n.slag is Slag.PARAMETER and n.plass is not None and n.etikett.blokk.casefold().startswith("vekter")


def _beroert(node: Node, bytte: Bytte) -> bool:
    """Om sporet går gjennom en av cellene som byttes."""
    byttes = {str(sted) for sted in bytte.formler}
    return any(s in byttes for n in node.alle() for s in (n.sted, *n.via))


def _uten_vekter(fil: Sektorfil, andre: Sektorfil) -> str:
    u, v = fil.utgave.utgave, andre.utgave.utgave
    if not andre.blokker(Maal.PRODUKSJONSINDEKS):
        return f"Utgave {v} har ingen produksjonsindeks i {fil.navn}."
    egne, nye = ({i.nokkel for i in f.indikatorer_i(Maal.PRODUKSJONSINDEKS)} for f in (fil, andre))
    if not nye:
        ledd = f"hvilke indikatorer {v} har, er ikke funnet"
    else:
        ledd = (
            "indikatorene er de samme"
            if egne == nye
            else f"{len(egne & nye)} av {len(egne)} indikatorer i {u} er i {v}"
        )
    return f"Utgave {v} har ingen publiserte vekter for {fil.nokkel}. Indeksen regnes på samme måte; {ledd}."


def _tiltak() -> str:
    return "Har du vektene: skriv dem på Parametre i en kopi, regn den, og skriv --mot KOPI.xlsx."


def _byttet(vektcellene: list[Node], andre: Mapping[str, Parameter]) -> tuple[dict[Sted, Verdi], list[str]]:
    """Parametercellene i sporet med verdien fra den andre utgaven; en vekt den ikke har, mangler."""
    byttet: dict[Sted, Verdi] = {}
    borte = []
    for n in vektcellene:
        assert n.plass is not None
        nokkel = n.etikett.radnokkel
        byttet[n.plass] = andre[nokkel].verdi if nokkel in andre else None
        if byttet[n.plass] is None:
            borte.append(n.etikett.radnavn)
    return byttet, [f"Utgaven har ingen publisert vekt for {', '.join(borte)}."] if borte else []
