"""install.ps1: lest med PowerShells grammatikk, og holdt mot husets regler. Det er ikke kjørt her."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

from xlasss.hosts.excel_tillegg.pakke import FILNAVN, PYTHON

SKRIPT = (Path(__file__).parents[1] / "install.ps1").read_bytes()
LESER = Parser(Language(tree_sitter_powershell.language()))
KJENTE = {
    "Add-Content",
    "Copy-Item",
    "ForEach-Object",
    "Get-ChildItem",
    "Get-Command",
    "Get-Date",
    "Get-Process",
    "Join-Path",
    "New-Item",
    "New-ItemProperty",
    "Out-Null",
    "Read-Host",
    "Remove-Item",
    "Select-Object",
    "Set-StrictMode",
    "Sort-Object",
    "Split-Path",
    "Test-Path",
    "Unblock-File",
    "Where-Object",
    "Write-Host",
}
"""Det skriptet får bruke. Alt annet må enten være en funksjon i skriptet eller føres opp her med vilje."""
FORBUDT = {
    r"(?i)HKLM|HKEY_LOCAL_MACHINE|ProgramFiles|RunAs": "trenger administrator",
    r"(?i)Stop-Process|taskkill|\.Kill\(|Start-Process|ComObject|EXCEL\.EXE": "starter eller stopper programmer",
    r"(?i)Invoke-Expression|\biex\b|DownloadString|Set-ExecutionPolicy": "kjører eller slipper til fremmed kode",
}


def _noder(node: Node) -> Iterator[Node]:
    yield node
    for barn in node.children:
        yield from _noder(barn)


def _tekst(node: Node) -> str:
    return node.text.decode("utf-8-sig")


def _funksjon(node: Node | None) -> Node | None:
    while node is not None and node.type != "function_statement":
        node = node.parent
    return node


def _kode_uten_kommentarer(rot: Node) -> str:
    return re.sub(r"(?s:<#.*?#>)|(?m:^\s*#.*$)", "", _tekst(rot))


def lint(kilde: bytes) -> list[str]:
    """Brudd på reglene, med linje der det er én."""
    rot = LESER.parse(kilde).root_node
    brudd = [f"{n.start_point[0] + 1}: syntaks" for n in _noder(rot) if n.is_error or n.is_missing]
    kode = _kode_uten_kommentarer(rot)
    egne = {_tekst(n) for n in _noder(rot) if n.type == "function_name"}
    for n in _noder(rot):
        linje = n.start_point[0] + 1
        if n.type == "command_name" and n.parent.type == "command" and _tekst(n) not in KJENTE | egne:
            brudd.append(f"{linje}: ukjent kommando eller alias {_tekst(n)}")
        if n.type == "command_invokation_operator" and "$LASTEXITCODE" not in _tekst(_funksjon(n) or n):
            brudd.append(f"{linje}: utgangskoden sjekkes ikke")
        if n.type == "pipeline_chain_tail":
            brudd.append(f"{linje}: && og || finnes ikke i Windows PowerShell 5.1")
    brudd += [grunn for monster, grunn in FORBUDT.items() if re.search(monster, kode)]
    if "Set-StrictMode -Version" not in kode or "$ErrorActionPreference = 'Stop'" not in kode:
        brudd.append("mangler StrictMode eller Stop")
    if not kilde.isascii() and not kilde.startswith(b"\xef\xbb\xbf"):
        brudd.append("æøå uten BOM: Windows PowerShell 5.1 leser filen som ANSI")
    if re.search(rb"(?<!\r)\n", kilde):
        brudd.append("linjeskift uten CR")
    return brudd


def test_skriptet_bryter_ingen_av_husets_regler():
    assert lint(SKRIPT) == []


@pytest.mark.parametrize(
    ("fra", "til", "brudd"),
    [
        ("exit 2\r\n}", "exit 2\r\n", "syntaks"),
        ("Remove-Item -Lit", "rm -Lit", "alias rm"),
        ("ForEach-Object {", "% {", "alias %"),
        ("    & $Python '-I'", "    Invoke-Expression $Python\r\n    & $Python '-I'", "fremmed kode"),
        ("HKCU:", "HKLM:", "administrator"),
        ("Assert-ExcelLukket\r\n    if", "Stop-Process -Name EXCEL\r\n    if", "stopper programmer"),
        ("$LASTEXITCODE", "$Kode2", "utgangskoden"),
        ("exit 0", "Remove-Alt && exit 0", "5.1"),
        ("$ErrorActionPreference = 'Stop'", "", "Stop"),
        ("\r\n", "\n", "linjeskift"),
        ("\ufeff", "", "BOM"),
        ("    Show-Lege\r\n    exit", "    Write-Output 1\r\n    exit", "ukjent kommando"),
    ],
)
def test_hver_regel_slaar_ut_naar_den_brytes(fra, til, brudd):
    kilde = SKRIPT.decode("utf-8")
    assert fra in kilde
    assert any(brudd in b for b in lint(kilde.replace(fra, til).encode("utf-8")))


def test_skriptet_legger_ting_der_tillegget_og_legen_leter():
    kode = SKRIPT.decode("utf-8-sig")
    assert f"XLSTART'\r\n$Tillegg = Join-Path $XlStart '{FILNAVN}'" in kode
    assert PYTHON.startswith(r"%LOCALAPPDATA%\xlasss\venv\Scripts" + "\\")
    assert "Join-Path $env:LOCALAPPDATA 'xlasss'" in kode and "Join-Path $Rot 'venv'" in kode
    assert r"16.0\Excel\Security\Trusted Locations\xlasss" in kode


def test_alt_som_legges_inn_tas_bort_igjen_og_egne_filer_bare_etter_spoersmaal():
    kode = SKRIPT.decode("utf-8-sig")
    fjern = kode[kode.index("function Remove-Alt") : kode.index("\r\ntry {")]
    assert "@($Tillegg, $Klarert, $Venv)" in fjern
    assert fjern.index("Read-Host") < fjern.index("Remove-Item -LiteralPath $Rot")


def test_sjekk_endrer_ingenting_og_installasjonen_slutter_med_legen():
    kode = SKRIPT.decode("utf-8-sig")
    slutt = kode[kode.index("\r\ntry {") :]
    sjekk = slutt[slutt.index("if ($Sjekk)") : slutt.index("Assert-ExcelLukket")]
    assert re.findall(r"^\s+(\S+)", sjekk, re.MULTILINE)[:2] == ["Show-Lege", "exit"]
    lege = kode[kode.index("function Show-Lege") : kode.index("# Bare ens egen")]
    assert not re.search(r"(Write-L|New-|Set-|Add-|Copy-|Remove-)", lege)
    assert slutt.index("Install-Tillegg $filen") < slutt.rindex("Show-Lege")


def test_pythonversjonene_skriptet_proever_er_dem_pakken_tar(rot):
    versjoner = re.findall(r"'(3\.\d+)'", re.search(r"\$PythonVersjoner = (.*)", SKRIPT.decode("utf-8-sig"))[1])
    assert versjoner and all(tuple(map(int, v.split("."))) >= (3, 11) for v in versjoner)
    assert 'requires-python = ">=3.11"' in (rot / "pyproject.toml").read_text(encoding="utf-8")
