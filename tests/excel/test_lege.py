"""Legen på en lekt Windows-maskin: et register i en dict og et filtre i en mappe; prøvene selv er ekte."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import pytest

from xlasss.errors import Filfeil
from xlasss.hosts import excel_tillegg
from xlasss.hosts.excel_tillegg.pakke import PYTHON
from xlasss.hosts.lege import Funn, Maskin, felles, undersok
from xlasss.hosts.lege.maskin import KONTOR, Windowsregister
from xlasss.versjon import VERSJON, XLWINGS

CTR = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
KLARERTE = rf"{KONTOR}\Security\Trusted Locations"


@dataclass
class Lekeregister:
    """Registeret som nøkkel → navn → verdi."""

    noekler: dict[str, dict[str, Any]] = field(default_factory=dict)

    def verdier(self, nokkel: str) -> Mapping[str, Any]:
        return self.noekler.get(nokkel, {})

    def undernokler(self, nokkel: str) -> list[str]:
        return [n.removeprefix(f"{nokkel}\\") for n in self.noekler if n.rpartition("\\")[0] == nokkel]


class Pc:
    """En Windows-maskin der install.ps1 nettopp er kjørt."""

    def __init__(self, mappe: Path) -> None:
        self.miljo = {"LOCALAPPDATA": str(mappe / "Ærlig Bruker" / "Local"), "APPDATA": str(mappe / "Roaming")}
        self.xlstart = mappe / "Roaming" / "Microsoft" / "Excel" / "XLSTART"
        self.venv = mappe / "Ærlig Bruker" / "Local" / "xlasss" / "venv"
        self.xlam = excel_tillegg.bygg(self.xlstart)
        self.pythonw = self.venv / "Scripts" / "pythonw.exe"
        self.dll = self.venv / f"xlwings64-{XLWINGS}.dll"
        self.dll32 = self.venv / f"xlwings32-{XLWINGS}.dll"
        for fil in (self.pythonw, self.dll, self.dll32):
            fil.parent.mkdir(parents=True, exist_ok=True)
            fil.touch()
        for pakke, versjon in (("xlasss", VERSJON), ("xlwings", XLWINGS)):
            self.pakke(pakke, versjon).mkdir(parents=True)
        self.register = Lekeregister(
            {
                CTR: {"VersionToReport": "16.0.18000", "Platform": "x64"},
                rf"{KLARERTE}\Location0": {"Path": r"C:\Program Files\Microsoft Office\XLSTART" + "\\"},
                rf"{KLARERTE}\xlasss": {"Path": f"%APPDATA%/Microsoft/Excel/XLSTART{chr(92)}"},
            }
        )

    def pakke(self, pakke: str, versjon: str) -> Path:
        return self.venv / "Lib" / "site-packages" / f"{pakke}-{versjon}.dist-info"

    def funn(self) -> list[Funn]:
        return undersok(Maskin("win32", self.miljo, self.register))

    def feil(self) -> list[Funn]:
        return [f for f in self.funn() if f.dom == "feil"]


@pytest.fixture
def pc(tmp_path) -> Pc:
    return Pc(tmp_path)


def test_en_nettopp_installert_maskin_er_frisk_og_hver_prove_har_sagt_noe(pc):
    assert pc.feil() == []
    assert {f.prove for f in pc.funn()} >= {"Excel", "Tillegget", "Python", "Versjonene", "Makroer", "Klarert mappe"}
    assert any("64 biter" in f.melding for f in pc.funn())


def _uten_excel(pc: Pc) -> None:
    del pc.register.noekler[CTR]


def _nyere_tillegg(pc: Pc) -> None:
    pc.pakke("xlasss", VERSJON).rename(pc.pakke("xlasss", "2025.1.0"))


def _annen_dll(pc: Pc) -> None:
    pc.dll.rename(pc.venv / "xlwings64-0.36.0.dll")


def _annen_xlwings(pc: Pc) -> None:
    pc.pakke("xlwings", XLWINGS).rename(pc.pakke("xlwings", "0.36.0"))


def _bare_64_bit_dll_i_32_bit_excel(pc: Pc) -> None:
    pc.register.noekler[CTR]["Platform"] = "x86"
    pc.dll32.unlink()


def _merket_fra_nettet(pc: Pc) -> None:
    Path(f"{pc.xlam}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")


def _deaktivert(pc: Pc) -> None:
    verdi = b"\x01\0\0\0" + str(pc.xlam).upper().encode("utf-16-le")
    pc.register.noekler[rf"{KONTOR}\Resiliency\DisabledItems"] = {"A1B2": verdi}


def _sett(nokkel: str, navn: str, verdi: object):
    return lambda pc: pc.register.noekler.setdefault(nokkel, {}).update({navn: verdi})


GALT = {
    "Excel mangler": (_uten_excel, "Excel", "ikke funnet"),
    "tillegget er tatt": (lambda pc: pc.xlam.unlink(), "Tillegget", "karantene"),
    "tillegget er blokkert": (_merket_fra_nettet, "Tillegget", "hentet fra internett"),
    "tillegget er ødelagt": (lambda pc: pc.xlam.write_bytes(b"PK"), "Tillegget", "kan ikke leses"),
    "pythonw er tatt": (lambda pc: pc.pythonw.unlink(), "Python", "antivirus"),
    "gammelt hjul": (_nyere_tillegg, "Versjonene", "Python har 2025.1.0"),
    "annen xlwings": (_annen_xlwings, "Versjonene", "Python har 0.36.0"),
    "annen DLL": (_annen_dll, "Versjonene", "xlwings64-0.36.0.dll"),
    "feil bitness": (_bare_64_bit_dll_i_32_bit_excel, "Versjonene", f"xlwings32-{XLWINGS}.dll"),
    "makroer av": (_sett(rf"{KONTOR}\Security", "VBAWarnings", 4), "Makroer", "slått av alle makroer"),
    "IT har slått av makroer": (_sett(POLICY, "VBAWarnings", 4), "Makroer", "IT har"),
    "klarerte mapper av": (_sett(KLARERTE, "AllLocationsDisabled", 1), "Klarert mappe", "slått av"),
    "IT har slått av klarerte mapper": (
        _sett(rf"{POLICY}\Trusted Locations", "AllLocationsDisabled", 1), "Klarert mappe", "av IT",
    ),
    "mappen er ikke klarert": (_sett(rf"{KLARERTE}\xlasss", "Path", "C:\\"), "Klarert mappe", "ikke blant"),
    "deaktivert av Excel": (_deaktivert, "Deaktivert", "deaktivert tillegget"),
    "et eksemplar til": (
        _sett(rf"{KONTOR}\Options", "OPEN1", r'/R "C:\Kollega\xlasss.xlam"'), "Flere tillegg", r"C:\Kollega",
    ),
}  # fmt: skip


@pytest.mark.parametrize("hva", GALT)
def test_hver_ting_som_kan_vaere_galt_gir_akkurat_den_feilen_med_et_tiltak(pc, hva):
    odelegg, prove, melding = GALT[hva]
    odelegg(pc)
    (feil,) = pc.feil()
    assert feil.prove == prove and melding in feil.melding and feil.tiltak
    assert "\n" not in feil.melding + feil.tiltak


def test_uten_miljoet_sies_det_en_gang(pc):
    pc.venv.rename(pc.venv.with_name("bort"))
    assert [f.prove for f in pc.feil()] == ["Python"]


def test_en_godkjent_sone_og_et_eget_eksemplar_er_ikke_galt(pc):
    Path(f"{pc.xlam}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=1\n")
    pc.register.noekler[rf"{KONTOR}\Options"] = {"OPEN": f'"{pc.xlam}"', "OPEN1": "annet.xlam", "Andre": str(pc.xlam)}
    assert pc.feil() == []


def test_bare_signerte_makroer_er_en_opplysning_for_mappen_er_klarert(pc):
    pc.register.noekler[POLICY] = {"VBAWarnings": 3}
    assert pc.feil() == [] and any(f.dom == "opplysning" and f.prove == "Makroer" for f in pc.funn())


def test_et_tillegg_uten_oppsett_er_ikke_vaart(pc):
    with ZipFile(pc.xlam) as gammel:
        deler = {n: gammel.read(n) for n in gammel.namelist()}
    with ZipFile(pc.xlam, "w") as ny:
        for navn, data in deler.items():
            ny.writestr(navn, data.replace(b'name="oppsett"', b'name="noe annet"'))
    assert [f.prove for f in pc.feil()] == ["Tillegget"]


def test_en_miljovariabel_som_mangler_er_en_norsk_feil(pc):
    with pytest.raises(Filfeil, match="APPDATA"):
        undersok(Maskin("win32", {}, pc.register))


def test_oppsettet_i_tillegget_peker_dit_legen_leter(pc):
    assert PYTHON.replace("%LOCALAPPDATA%", pc.miljo["LOCALAPPDATA"]).replace("\\", "/") == str(pc.pythonw)


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_utenfor_windows_gjelder_ikke_excel_og_det_er_ikke_galt(system):
    funn = undersok(Maskin(system, {}, Lekeregister()))
    assert [f for f in funn if f.dom == "feil"] == []
    assert any(f.prove == "Excel" and "ikke dette systemet" in f.melding for f in funn)


def test_verbet_gir_0_naar_alt_er_i_orden_og_1_ellers_ogsaa_som_json(xlasss, monkeypatch, pc):
    from xlasss.hosts.lege import maskin

    monkeypatch.setattr(maskin, "denne_maskinen", lambda: Maskin("win32", pc.miljo, pc.register))
    kode, ut, feil = xlasss("lege")
    assert (kode, feil) == (0, "") and ut.splitlines()[-1] == "Alt er i orden."
    pc.xlam.unlink()
    kode, ut, _ = xlasss("lege")
    assert kode == 1 and "install.ps1" in ut and ut.splitlines()[-1] == "1 ting må rettes."
    kode, ut, _ = xlasss("lege", "--json")
    dokument = json.loads(ut)
    assert kode == 1 and dokument["feil"] == 1
    assert {"prove", "dom", "melding", "tiltak"} == set(dokument["funn"][0])


def test_windowsregisteret_leses_gjennom_winreg_og_en_noekkel_som_mangler_er_tom(monkeypatch):
    class Noekkel:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    def aapne(rot: str, nokkel: str) -> Noekkel:
        if (rot, nokkel) != ("hkcu", r"Software\Finnes"):
            raise FileNotFoundError(nokkel)
        return Noekkel()

    lek = ModuleType("winreg")
    lek.__dict__.update(
        HKEY_CURRENT_USER="hkcu", HKEY_LOCAL_MACHINE="hklm", OpenKey=aapne, QueryInfoKey=lambda _n: (2, 1, 0),
        EnumValue=lambda _n, i: (f"navn{i}", i, 4), EnumKey=lambda _n, i: f"under{i}",
    )  # fmt: skip
    monkeypatch.setitem(sys.modules, "winreg", lek)
    register = Windowsregister()
    assert register.verdier(r"HKCU\Software\Finnes") == {"navn0": 0}
    assert register.undernokler(r"HKCU\Software\Finnes") == ["under0", "under1"]
    assert register.verdier(r"HKLM\Software\Borte") == {} and register.undernokler(r"HKLM\Software\Borte") == []


def test_utvidelsen_i_libreoffice_er_der_i_denne_versjonen_i_en_annen_eller_ikke(tmp_path):
    def funnet() -> list[tuple[str, str]]:
        maskin = Maskin("linux", {"XDG_CONFIG_HOME": str(tmp_path)}, None)
        return [(f.dom, f.melding) for f in felles.utvidelsen(maskin)]

    assert funnet()[0][0] == "opplysning"
    mappe = tmp_path / "libreoffice/4/user/uno_packages/cache/uno_packages/lu1.tmp_/xlasss.oxt"
    mappe.mkdir(parents=True)
    (mappe / "description.xml").write_text(f'<description><version value="{VERSJON}"/></description>')
    assert funnet() == [("i orden", f"Funksjonene i LibreOffice er xlasss {VERSJON}.")]
    (mappe / "description.xml").write_text('<description><version value="2025.1.0"/></description>')
    assert funnet() == [("feil", f"Funksjonene i LibreOffice er xlasss 2025.1.0, programmet er {VERSJON}.")]
