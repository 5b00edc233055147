"""`xlasss installer libreoffice`: inn, prøvd, ut igjen, og klare beskjeder når det ikke går."""

import json

import pytest
from calc import hjem_for_calc

from xlasss.hosts.libreoffice import installer

TREG = pytest.mark.treg


@TREG
def test_utvidelsen_legges_inn_proves_og_tas_ut_igjen(xlasss, krev_soffice):
    krev_soffice()
    with hjem_for_calc():
        kode, ut, feil = xlasss("installer", "libreoffice", "--json")
        assert (kode, feil) == (0, "") and json.loads(ut)["versjon"].startswith("xlasss 20")
        assert xlasss("installer", "libreoffice")[0] == 0, "en gang til er like bra"
        assert xlasss("installer", "libreoffice", "--fjern")[:2] == (0, "Funksjonene er tatt ut av LibreOffice.\n")
        assert xlasss("installer", "libreoffice", "--fjern")[:2] == (0, "Funksjonene var ikke i LibreOffice.\n")


@TREG
def test_uten_numpy_sies_det_hva_som_skal_til_og_funksjonene_gir_feil(xlasss, krev_soffice, tmp_path, monkeypatch):
    krev_soffice()
    (tmp_path / "numpy.py").write_text('raise ModuleNotFoundError("No module named \'numpy\'", name="numpy")')
    with hjem_for_calc():
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        kode, ut, feil = xlasss("installer", "libreoffice")
    assert (kode, ut) == (2, "")
    assert feil.startswith("xlasss: Utvidelsen er lagt inn, men funksjonene svarer ikke. Python 3.")
    assert "mangler numpy. Installer det (Debian og Ubuntu: apt install python3-numpy)" in feil


def test_mens_libreoffice_er_i_gang_roeres_ingenting(xlasss):
    with hjem_for_calc():
        laas = installer.profilmappe() / ".lock"
        laas.parent.mkdir(parents=True)
        laas.touch()
        for valg in ([], ["--fjern"]):
            kode, ut, feil = xlasss("installer", "libreoffice", *valg)
            assert (kode, ut) == (2, "") and feil.startswith("xlasss: LibreOffice er i gang. Lukk alle vinduene")


def test_uten_libreoffice_og_med_ukjent_vert(xlasss, monkeypatch):
    with hjem_for_calc():
        monkeypatch.setattr(installer, "_UNOPKG", ("/finnes/ikke/unopkg",))
        assert xlasss("installer", "libreoffice")[2].startswith("xlasss: LibreOffice er ikke installert. Installer det")
    assert xlasss("installer", "lotus")[2] == "xlasss: Ukjent vert «lotus». Velg libreoffice eller excel.\n"
    kode, ut, feil = xlasss("installer", "excel")
    assert (kode, ut) == (2, "") and "install.ps1" in feil and len(feil.splitlines()) == 1


@pytest.mark.parametrize(
    ("sagt", "ventet"),
    [
        ("ERROR: Cannot run unopkg as root without --shared", "LibreOffice tar ikke imot utvidelser for root."),
        ("ERROR: Insufficient dependencies", "LibreOffice tok ikke imot utvidelsen: ERROR: Insufficient dependencies."),
    ],
)
def test_naar_unopkg_sier_nei(sagt, ventet, xlasss, monkeypatch, tmp_path):
    falsk = tmp_path / "unopkg"
    falsk.write_text(f"#!/bin/sh\necho {sagt} >&2\nexit 1\n")
    falsk.chmod(0o755)
    with hjem_for_calc():
        monkeypatch.setattr(installer, "_UNOPKG", (str(falsk),))
        kode, _, feil = xlasss("installer", "libreoffice")
    assert kode == 2 and feil.startswith(f"xlasss: {ventet}")
