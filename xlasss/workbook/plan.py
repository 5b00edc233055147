"""Where everything stands in a workbook: a sector's index and profiles, one block after the other."""

from collections.abc import Iterable, Iterator

from xlasss.begreper import Maal, Snitt
from xlasss.sektorer import Maalblokk, Sektorfil, kommunekoder
from xlasss.tverrtabell import Tverrfil
from xlasss.workbook.blokk import LUFT, TOPP, Blokk, Plan
from xlasss.workbook.inndata import blokkid, inndata
from xlasss.workbook.tverrplan import tverrplan


def plan(sektor: Sektorfil) -> Plan:
    """Legg ut arbeidsboken: en sektors indeks og tjenesteprofiler, eller tabellene i en tverrgående fil."""
    if isinstance(sektor, Tverrfil):
        return tverrplan(sektor)
    aar, endring = str(sektor.utgave.aar), f"{sektor.utgave.aar - 1}–{sektor.utgave.aar}"
    valg: list[tuple[str, str, Maalblokk, str, tuple[str, ...], int | None]] = []
    for maal in sektor.blokker(Maal.PRODUKSJONSINDEKS):
        valg.append(("nivaa", "Produksjonsindeks: nivå", maal, aar, ("snitt",), None))
        valg.append(("vekst", "Produksjonsindeks: endring i prosent", maal, endring, ("snitt",), 1))
    for maal in sektor.blokker(Maal.TJENESTEPROFIL):
        navn = maal.navn or "Tjenesteprofil"
        valg.append(("profil", navn, maal, aar, ("snitt", "lavest", "hoyest"), None))
        slag = {i.snitt or maal.snitt for i in sektor.indikatorer_i(maal.maal, maal.profil)}
        if Snitt.VEID in slag:
            valg.append(("nevner", f"Nevnere i det veide snittet, {navn.lower()}", maal, aar, (), 0))
    return Plan(sektor, tuple(_lagt_ut(sektor, valg)), inndata(sektor))


def _lagt_ut(
    sektor: Sektorfil, valg: Iterable[tuple[str, str, Maalblokk, str, tuple[str, ...], int | None]]
) -> Iterator[Blokk]:
    koder = kommunekoder(sektor.utgave.aar)
    kommuner = tuple((koder[navn], navn) for navn in sektor.utgave.kommuner)
    topp = TOPP
    med_indikatorer = [v for v in valg if sektor.indikatorer_i(v[2].maal, v[2].profil)]
    for nr, (slag, tittel, maal, aar, trykte, desimaler) in enumerate(med_indikatorer, start=1):
        indikatorer = sektor.indikatorer_i(maal.maal, maal.profil)
        blokk_id = blokkid(slag, maal.profil)
        blokk = Blokk(
            blokk_id, slag, f"{nr}  {tittel} {aar}", maal, aar, indikatorer, kommuner, trykte, topp, desimaler
        )
        yield blokk
        topp = blokk.slutt + LUFT
