"""Fra celler til celler: slik en vert eller en motor kaller en regnearkfunksjon.

Cellene leses etter KONTRAKT §1, beregningen får tall med NaN, og feilkodene i cellene
legges over svaret så langt funksjonens rekkevidde når.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

import numpy as np

from xlasss.begreper import Feil
from xlasss.beregning.svar import Koder, Svar, Tall, noen
from xlasss.cells import SOM_DE_ER, Felt, les_celle, les_omraade, skriv, som_rader
from xlasss.errors import FormFeil, TypeFeil, XlasssFeil
from xlasss.registry import REGISTER, Argument, Form, Funksjon, Rekkevidde

UTELATT = object()
"""Et valgfritt argument som ikke er gitt. En tom celle er noe annet: den er «mangler»."""

Resultat = float | str | Feil | list[list[float | Feil]]


def kall(navn: str, *argumenter: object) -> Resultat:
    """Kall funksjonen med celleverdier eller felt av tall; svaret er én celle eller rader av celler.

    >>> kall("ASSS_PRODINDEKS", [[1.037, 0.929, 1.039]], [[80], [13.34], [6.67]])
    [[1.0227276272372763]]
    >>> kall("ASSS_PRODINDEKS", [[1.037, None]], [[80, 20]])
    [[<Feil.NA: 7>]]
    >>> kall("ASSS_SNITT", [[1.0]], "median")
    <Feil.VALUE: 3>
    """
    svar: Resultat = kall_som(SOM_DE_ER, navn, *argumenter)
    return svar


def kall_som(feilene: Mapping[Feil, Any], navn: str, *argumenter: object) -> Any:
    """Som `kall`, der hver feil er skrevet slik verten vil ha den.

    >>> from xlasss.cells import SOM_TEKST
    >>> kall_som(SOM_TEKST, "ASSS_PRODINDEKS", [[1.0, None], [1.0, 2.0]], [[80, 20]])
    [['#N/A'], [1.2]]
    """
    svar = _kall(feilene, navn, *argumenter)
    return feilene[svar] if isinstance(svar, Feil) else svar


def _kall(feilene: Mapping[Feil, Any], navn: str, *argumenter: object) -> Any:
    funksjon = REGISTER.get(navn.upper())
    if funksjon is None:
        return Feil.NAME
    gitt = list(argumenter)
    while gitt and gitt[-1] is UTELATT:
        gitt.pop()
    minst = funksjon.minst
    mangler = any(a is UTELATT for a in gitt[:minst])
    if mangler or not minst <= len(gitt) <= len(funksjon.argumenter):
        return Feil.VALUE
    try:
        if funksjon.rekkevidde is None:
            return _slaa_opp(funksjon, gitt)
        return _som_celler(funksjon, _regn(funksjon, gitt), feilene)
    except XlasssFeil as feil:
        return feil.excel


def _slaa_opp(funksjon: Funksjon, gitt: Sequence[object]) -> Resultat:
    lest = [_enkeltverdi(arg, celle) for arg, celle in zip(funksjon.argumenter, gitt, strict=False)]
    feil = [verdi.value for verdi in lest if isinstance(verdi, Feil)]
    if feil and funksjon.navn != "ASSS_SJEKK":
        return Feil(min(feil))
    svar = funksjon.beregn(*lest)
    assert isinstance(svar, float | str | Feil)
    return svar


def _enkeltverdi(arg: Argument, celle: object) -> object:
    """Et enkelttall eller en tekst; None når et valgfritt argument ikke er gitt."""
    if celle is UTELATT:
        return None
    rader = som_rader(celle)
    if len(rader) != 1 or len(rader[0]) != 1:
        raise FormFeil(f"«{arg.navn}» skal være én celle.")
    verdi = rader[0][0]
    if arg.form is Form.TEKST:
        return _tekst(arg, verdi)
    tall, feil = les_celle(verdi)
    return feil or tall


def _tekst(arg: Argument, verdi: object) -> str | Feil:
    if isinstance(verdi, str):
        tom = Feil.NA if not verdi.strip() else None
        return Feil.fra_tekst(verdi) or tom or verdi
    tall, feil = les_celle(verdi)
    if feil:
        return feil
    if arg.navn != "utgave":
        raise TypeFeil(f"«{arg.navn}» skal være tekst.")
    return f"{tall:.0f}" if tall == int(tall) else str(tall)  # en utgave som «2017» er ofte lagret som tall


def _regn(funksjon: Funksjon, gitt: Sequence[object]) -> Svar | Feil:
    inn: dict[str, object] = {}
    koder: list[tuple[Argument, Koder]] = []
    lengde: tuple[int, ...] = ()
    for arg, celle in zip(funksjon.argumenter, gitt, strict=False):
        if celle is UTELATT:
            continue
        if arg.form is Form.TEKST:
            inn[arg.navn] = ord = _enkeltverdi(arg, celle)
            if isinstance(ord, Feil):
                return ord
        else:
            felt = _formet(arg, celle, lengde)
            lengde = lengde or felt.verdier.shape[:1]
            inn[arg.navn] = felt.verdier
            if noen(felt.koder):
                koder.append((arg, felt.koder))
    svar = funksjon.beregn(**inn)
    assert isinstance(svar, Svar)
    return _smitt(funksjon, svar, koder) if koder else svar


def _formet(arg: Argument, celle: object, lengde: tuple[int, ...]) -> Felt:
    """Cellene som felt i den formen argumentet skal ha; `lengde` er antallet i det første feltet."""
    felt = les_omraade(celle if _er_felt(celle) else som_rader(celle))
    form = felt.verdier.shape
    if arg.form is Form.MATRISE:
        return felt
    if arg.form in (Form.TALL, Form.ELEMENT) and form == (1, 1):
        return Felt(felt.verdier.reshape(()), felt.koder.reshape(()))
    if arg.form is Form.TALL:
        raise FormFeil(f"«{arg.navn}» skal være ett tall, men er {form[0]}×{form[1]}.")
    if arg.form is Form.ELEMENT:
        return felt
    if arg.form.kan_vaere_matrise and not (1 in form and lengde == (felt.verdier.size,)):
        return felt
    if 1 not in form:
        raise FormFeil(f"«{arg.navn}» skal være én rad eller én kolonne, men er {form[0]}×{form[1]}.")
    return Felt(felt.verdier.reshape(-1), felt.koder.reshape(-1))


def _er_felt(celle: object) -> TypeGuard[Tall]:
    """Om verten alt har samlet tallene; andre numpy-felt leses celle for celle."""
    return isinstance(celle, np.ndarray) and celle.dtype == np.float64 and celle.ndim == 2


_INGEN = 255


def _vern(koder: Koder) -> Koder:
    """Kodene der «ingen feil» er høyere enn alle feil, så minimum er feilen som vinner."""
    return np.where(koder == 0, _INGEN, koder).astype(np.uint8)


def _svakest(koder: Koder, *, akse: int | None = None, ekte: bool = False) -> Koder:
    """Den feilen som vinner (lavest tall) langs en akse; `ekte` ser bort fra «mangler»."""
    vern = _vern(np.where(koder == Feil.NA.value, 0, koder) if ekte else koder)
    return np.asarray(vern.min(axis=akse) if vern.size else _INGEN, dtype=np.uint8)


def _smitt(funksjon: Funksjon, svar: Svar, koder: Sequence[tuple[Argument, Koder]]) -> Svar:
    """Legg feilene i cellene over svaret, så langt rekkevidden når."""
    samlet = _vern(svar.koder)
    for arg, kode in koder:
        samlet = np.minimum(samlet, _rammer(funksjon.rekkevidde, arg, kode))
    ferdig = np.where(samlet == _INGEN, 0, samlet).astype(np.uint8)
    return Svar(np.where(ferdig == 0, svar.verdier, np.nan), ferdig)


def _rammer(rekkevidde: Rekkevidde | None, arg: Argument, kode: Koder) -> Koder:
    """Feilene i ett argument, i en form som kan kringkastes over svaret."""
    matrise = kode.ndim == 2
    if rekkevidde is Rekkevidde.ELEMENT or (rekkevidde is Rekkevidde.CELLE and matrise):
        return _vern(kode)
    if rekkevidde is Rekkevidde.NETTVERK:
        return np.minimum(_vern(kode), _svakest(kode, ekte=True))
    if rekkevidde is Rekkevidde.KOLONNE:
        return _svakest(kode, akse=0 if matrise else None, ekte=True)
    if matrise:
        return _svakest(kode, akse=1)
    return _vern(kode) if arg.form is Form.KOMMUNER else _svakest(kode)


def _som_celler(funksjon: Funksjon, svar: Svar | Feil, feilene: Mapping[Feil, Any]) -> Any:
    if isinstance(svar, Feil):
        return svar
    celler = skriv(np.atleast_1d(svar.verdier), np.atleast_1d(svar.koder), feilene)
    match svar.verdier.ndim:
        case 0:
            return celler[0]
        case 1:
            return [celler] if funksjon.resultat == "1×n" else [[celle] for celle in celler]
    return celler
