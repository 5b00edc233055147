"""manifest.json, SHA256SUMS and LES_MEG.md: what is in the archive, made with what, and how it is checked."""

import hashlib
import json
import platform
import re
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version

from xlasss.errors import Filfeil
from xlasss.versjon import DATA_UTGAVE, VERSJON

MANIFEST, SUMMER, LES_MEG = "manifest.json", "SHA256SUMS", "LES_MEG.md"
FORMAT = "xlasss frys 1"
_LINJE = re.compile(r"([0-9a-f]{64})  (.+)")
_LES_MEG = """# Frosset leveranse

Dette arkivet er laget av xlasss {xlasss} for at tallene i arbeidsbøkene skal kunne etterprøves senere, også av
en som ikke har xlasss. Alt er ren tekst (UTF-8) foruten arbeidsbøkene selv, som er byte for byte dem som ble levert.

Én mappe per arbeidsbok:

{boker}

| Fil | Hva |
|---|---|
| arbeidsboken (.xlsx) | filen som ble levert, uendret |
| verdier.csv | hver celle med verdien filen var lagret med: ark, celle, slag (tall, tekst, sannhet, feil, tom), verdi |
| formler.csv | hver formel som tekst; funksjonene som begynner på ASSS_ er forklart i xlasss |
| regnet.csv | hver formelcelle slik regnemotoren regnet den da arkivet ble laget |
| parametre.csv | vekter og satser i arbeidsboken, med kilde og side |
| kilder.csv | kildene tallene i arbeidsboken viser til |
| fasit.csv | hvert trykte tall arbeidsboken regner, det regnede, og dommen |

De tre siste er bare med når arbeidsboken er laget av en av malene i xlasss. I alle tabellene er komma mellom
feltene og punktum foran desimalene; #N/A betyr at noe mangler.

manifest.json sier hva arkivet er laget med. SHA256SUMS har SHA-256 av hver fil i arkivet.

## Slik kontrolleres det

* Med xlasss: `xlasss frys --verifiser ARKIV.zip`. Den regner summene på nytt, regner hver arbeidsbok på nytt og
  sier hva som er annerledes.
* Uten: pakk ut og kjør `sha256sum -c SHA256SUMS` (Linux), `shasum -a 256 -c SHA256SUMS` (macOS), eller
  `Get-FileHash` på hver fil (Windows).

Summene kan skrives om av den som endrer innholdet. Avtrykket av arkivet, SHA-256 av filen SHA256SUMS, bør derfor
stå et annet sted også, for eksempel der tallene er publisert.
"""


def sha256(data: bytes) -> str:
    """SHA-256 som tekst."""
    return hashlib.sha256(data).hexdigest()


def versjoner(motor: str) -> dict[str, str]:
    """Det tallene er regnet med."""
    pakker = {"numpy": "numpy"} | ({motor: motor} if motor != "libreoffice" else {})
    faste = {"xlasss": VERSJON, "data": DATA_UTGAVE, "python": platform.python_version(), "motor": motor}
    return faste | {navn: v for navn, pakke in pakker.items() if (v := _versjon(pakke))}


def _versjon(pakke: str) -> str:
    try:
        return version(pakke)
    except PackageNotFoundError:
        return ""


def med_manifest(deler: Mapping[str, bytes], boker: Sequence[Mapping[str, object]], motor: str) -> dict[str, bytes]:
    """Delene sammen med manifestet, forklaringen og summene."""
    liste = "\n".join(f"* {b['mappe']}/{b['fil']}" for b in boker)
    alle = {**deler, LES_MEG: _LES_MEG.format(xlasss=VERSJON, boker=liste).encode()}
    filer = [{"navn": navn, "bytes": len(data), "sha256": sha256(data)} for navn, data in sorted(alle.items())]
    dokument = {"format": FORMAT, "versjoner": versjoner(motor), "arbeidsboker": boker, "filer": filer}
    alle[MANIFEST] = (json.dumps(dokument, ensure_ascii=False, indent=1) + "\n").encode()
    summer = "".join(f"{sha256(data)}  {navn}\n" for navn, data in sorted(alle.items()))
    return {**alle, SUMMER: summer.encode()}


def les_summer(data: bytes, navn: str) -> dict[str, str]:
    """SHA256SUMS som del og sum."""
    linjer = [_LINJE.fullmatch(linje) for linje in data.decode("utf-8", "replace").split("\n")[:-1]]
    if not linjer or not data.endswith(b"\n") or not all(linjer):
        raise Filfeil(f"{SUMMER} i {navn} er ikke en liste over summer.", "Hent arkivet på nytt der det ble lagt.")
    return {treff[2]: treff[1] for treff in linjer if treff}
