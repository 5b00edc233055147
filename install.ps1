#Requires -Version 5.1
<#
.SYNOPSIS
  Installerer xlasss for Excel for den som kjører det. Trenger ikke administrator, og starter eller stopper aldri Excel.
.DESCRIPTION
  Lager et Python-miljø i %LOCALAPPDATA%\xlasss, legger hjulet i det, legger xlasss.xlam i Excels oppstartsmappe, og
  melder mappen som klarert. Kan kjøres så ofte du vil. Loggen ligger i %LOCALAPPDATA%\xlasss\install.log.
.PARAMETER Mappe
  Mappen med hjulet (xlasss-*.whl) og xlasss.xlam. Uten den: dist ved siden av skriptet, ellers mappen skriptet ligger i.
.PARAMETER UtenNett
  Hent ingenting fra nettet; alle pakkene må ligge i Mappe.
.PARAMETER Sjekk
  Si hva som er i orden og ikke, og endre ingenting.
.PARAMETER Fjern
  Ta bort alt dette skriptet har lagt inn. Spør før noe du selv har laget, slettes.
.EXAMPLE
  powershell -NoProfile -ExecutionPolicy Bypass -File install.ps1
.EXAMPLE
  powershell -NoProfile -ExecutionPolicy Bypass -File install.ps1 -Fjern
#>
[CmdletBinding()]
param(
    [string]$Mappe = '',
    [switch]$UtenNett,
    [switch]$Sjekk,
    [switch]$Fjern
)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$Rot = Join-Path $env:LOCALAPPDATA 'xlasss'
$Venv = Join-Path $Rot 'venv'
$Python = Join-Path $Venv 'Scripts\python.exe'
$Logg = Join-Path $Rot 'install.log'
$XlStart = Join-Path $env:APPDATA 'Microsoft\Excel\XLSTART'
$Tillegg = Join-Path $XlStart 'xlasss.xlam'
$Klarert = 'HKCU:\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations\xlasss'
$PythonVersjoner = @('3.13', '3.12', '3.11')
$Kode = 0

function Write-Linje([string]$Tekst) {
    Write-Host $Tekst
    Write-Logg $Tekst
}

function Write-Logg([string]$Tekst) {
    if (Test-Path -LiteralPath $Rot) {
        Add-Content -LiteralPath $Logg -Value ('{0:s} {1}' -f (Get-Date), $Tekst) -Encoding UTF8
    }
}

# Kjører et program og stopper når det feiler. Windows PowerShell 5.1 gjør hver linje på stderr til en feil når
# ErrorActionPreference er Stop, så den er Continue her, og det er utgangskoden som avgjør.
function Invoke-Program([string]$Program, [string[]]$Argumenter) {
    $ErrorActionPreference = 'Continue'
    & $Program @Argumenter 2>&1 | ForEach-Object { Write-Logg "  $_" }
    if ($LASTEXITCODE -ne 0) {
        throw "$Program stoppet med kode $LASTEXITCODE. Grunnen står nederst i $Logg."
    }
}

# Om programmet lar seg kjøre; det som ikke virker, er ikke en feil her.
function Test-Program([string]$Program, [string[]]$Argumenter) {
    $ErrorActionPreference = 'Continue'
    try {
        & $Program @Argumenter 2>&1 | Out-Null
        return ($LASTEXITCODE -eq 0)
    }
    catch {
        return $false
    }
}

# Lar xlasss selv si hvordan det står til: 0 er i orden, 1 er noe å rette. Utskriften går rett til vinduet, for gjennom
# et rør blir æøå ødelagt; derfor settes koden og gis ikke tilbake.
function Show-Lege {
    $script:Kode = 1
    if (-not (Test-Path -LiteralPath $Python)) {
        Write-Host "xlasss er ikke installert: finner ikke $Python."
        return
    }
    $ErrorActionPreference = 'Continue'
    & $Python '-I' '-m' 'xlasss.cli' 'lege'
    $script:Kode = $LASTEXITCODE
}

# Bare ens egen økt: på en terminaltjener har andre også Excel åpent.
function Assert-ExcelLukket {
    $okt = (Get-Process -Id $PID).SessionId
    if (Get-Process -Name 'EXCEL' -ErrorAction SilentlyContinue | Where-Object { $_.SessionId -eq $okt }) {
        throw 'Excel er åpent. Lagre og lukk Excel, og kjør skriptet på nytt.'
    }
}

function Find-Fil([string]$Monster) {
    $steder = @($Mappe)
    if (-not $Mappe) {
        $steder = @((Join-Path $PSScriptRoot 'dist'), $PSScriptRoot)
    }
    foreach ($sted in $steder) {
        if (Test-Path -LiteralPath $sted) {
            $funnet = Get-ChildItem -LiteralPath $sted -Filter $Monster | Sort-Object -Property LastWriteTime | Select-Object -Last 1
            if ($funnet) {
                return $funnet.FullName
            }
        }
    }
    throw "Finner ikke $Monster i $($steder -join ' eller '). Oppgi mappen med -Mappe."
}

# uv henter en Python selv om ingen er installert; ellers brukes den py finner.
function New-Venv {
    if (Test-Program $Python @('-I', '-c', 'import sys, pip; sys.exit(sys.version_info < (3, 11))')) {
        Write-Linje "Bruker Python-miljøet i $Venv."
        return
    }
    if (Test-Path -LiteralPath $Venv) {
        Write-Linje 'Python-miljøet virker ikke lenger, og lages på nytt.'
        Remove-Item -LiteralPath $Venv -Recurse -Force
    }
    Write-Linje "Lager et Python-miljø i $Venv."
    if ((-not $UtenNett) -and (Get-Command -Name 'uv' -ErrorAction SilentlyContinue)) {
        if (Test-Program 'uv' @('venv', '--seed', '--python', $PythonVersjoner[0], $Venv)) {
            return
        }
        Write-Linje 'uv fikk ikke laget miljøet; prøver py.'
    }
    foreach ($versjon in $PythonVersjoner) {
        if (Test-Program 'py' @("-$versjon", '-c', 'import venv, ensurepip')) {
            Invoke-Program 'py' @("-$versjon", '-m', 'venv', '--clear', $Venv)
            return
        }
    }
    throw "Fant verken uv eller Python $($PythonVersjoner -join ', '). Installer Python fra Microsoft Store eller python.org, og kjør skriptet på nytt."
}

# Først det xlasss trenger, så xlasss selv: det byttes alltid ut, også når versjonen er den samme.
function Install-Hjul([string]$Hjul) {
    Write-Linje "Installerer $(Split-Path -Leaf $Hjul)."
    $felles = @('-I', '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input')
    if ($UtenNett) {
        $felles += @('--no-index', '--find-links', (Split-Path -Parent $Hjul))
    }
    Invoke-Program $Python ($felles + @('--upgrade', ($Hjul + '[excel]')))
    Invoke-Program $Python ($felles + @('--no-deps', '--force-reinstall', $Hjul))
}

# Filer fra nettet er merket, og Excel kjører ikke makroer i en merket fil.
function Install-Tillegg([string]$Fil) {
    Write-Linje "Legger xlasss.xlam i $XlStart."
    New-Item -ItemType Directory -Path $XlStart -Force | Out-Null
    Copy-Item -LiteralPath $Fil -Destination $Tillegg -Force
    Unblock-File -LiteralPath $Tillegg
    New-Item -Path $Klarert -Force | Out-Null
    New-ItemProperty -Path $Klarert -Name 'Path' -Value "$XlStart\" -PropertyType String -Force | Out-Null
    New-ItemProperty -Path $Klarert -Name 'Description' -Value 'xlasss' -PropertyType String -Force | Out-Null
    New-ItemProperty -Path $Klarert -Name 'AllowSubFolders' -Value 0 -PropertyType DWord -Force | Out-Null
}

function Remove-Alt {
    foreach ($sti in @($Tillegg, $Klarert, $Venv)) {
        if (Test-Path -LiteralPath $sti) {
            Write-Linje "Fjerner $sti."
            Remove-Item -LiteralPath $sti -Recurse -Force
        }
    }
    if (-not (Test-Path -LiteralPath $Rot)) {
        return
    }
    $egne = @(Get-ChildItem -LiteralPath $Rot -Force | Where-Object { $_.FullName -ne $Logg })
    if ($egne.Count -gt 0) {
        Write-Host "I $Rot ligger det også: $(($egne | ForEach-Object { $_.Name }) -join ', ')."
        if ((Read-Host 'Skal det slettes? Skriv ja, ellers blir det liggende') -ne 'ja') {
            Write-Linje "Beholdt $Rot."
            return
        }
    }
    Remove-Item -LiteralPath $Rot -Recurse -Force
}

try {
    if ($Sjekk) {
        Show-Lege
        exit $Kode
    }
    Assert-ExcelLukket
    if ($Fjern) {
        Remove-Alt
        Write-Host 'xlasss er fjernet.'
        exit 0
    }
    $hjulet = Find-Fil 'xlasss-*.whl'
    $filen = Find-Fil 'xlasss.xlam'
    New-Item -ItemType Directory -Path $Rot -Force | Out-Null
    New-Venv
    Install-Hjul $hjulet
    Install-Tillegg $filen
    Write-Linje 'Ferdig. Åpne Excel og skriv =ASSS_VERSJON() i en celle. Slik står det til:'
    Show-Lege
    exit $Kode
}
catch {
    Write-Linje "Stoppet: $($_.Exception.Message)"
    exit 2
}
