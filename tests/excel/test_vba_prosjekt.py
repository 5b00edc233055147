"""Vår egen skriver av VBA-prosjekter, lest tilbake av oletools og olefile."""

import io
import random

import olefile
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from oletools.olevba import VBA_Parser, decompress_stream

from xlasss.hosts.vba import Modul, Slag, prosjekt
from xlasss.hosts.vba.cfb import skriv_cfb
from xlasss.hosts.vba.komprimering import STYKKE, komprimer

KODE = "Option Explicit\n" + "\n".join(f"' linje {i}: æøå ÆØÅ «»" for i in range(2000))


def ut_igjen(data: bytes) -> bytes:
    return bytes(decompress_stream(bytearray(komprimer(data))))


@given(st.binary(max_size=300) | st.lists(st.sampled_from([b"ab", b"\r\n", b"End Function", b"a"])).map(b"".join))
@example(b"")
@example(b"a" * STYKKE)
@example(b"ab" * STYKKE)
def test_det_som_komprimeres_kommer_likt_ut_igjen(data: bytes):
    assert ut_igjen(data) == data


@pytest.mark.parametrize("lengde", [1, 2, 3, 4, 17, 4095, 4096, 4097, 8191, 8192, 8193, 20_000])
@pytest.mark.parametrize("alfabet", [b"x", b"ab", b"abc\r\n "])
def test_hver_lengde_rundt_grensene_kommer_likt_ut(lengde: int, alfabet: bytes):
    data = bytes(random.Random(lengde).choices(alfabet, k=lengde))
    assert ut_igjen(data) == data


def test_et_stykke_som_ikke_lar_seg_pakke_lagres_som_det_er_og_fylles_til_helt_stykke():
    stoy = random.Random(1).randbytes(STYKKE + 3900)
    pakket = komprimer(stoy)
    assert ut_igjen(stoy) == stoy.ljust(2 * STYKKE, b"\0")
    assert pakket[1:3] == b"\xff\x3f" and pakket[3 : 3 + STYKKE] == stoy[:STYKKE]


def test_kildekode_blir_mye_mindre():
    data = KODE.encode("cp1252")
    assert len(komprimer(data)) < len(data) / 3


STROMMER = st.dictionaries(
    st.text("abcdefghijklmnop", min_size=1, max_size=12),
    st.sampled_from([0, 1, 63, 64, 65, 4095, 4096, 4097, 70_000]).map(lambda n: random.Random(n).randbytes(n)),
    max_size=9,
)


@given(STROMMER, STROMMER)
def test_beholderen_gir_hver_strom_tilbake(oppe: dict[str, bytes], nede: dict[str, bytes]):
    tre = {**{f"o{n}": d for n, d in oppe.items()}, "VBA": nede}
    with olefile.OleFileIO(io.BytesIO(skriv_cfb(tre)), raise_defects=olefile.DEFECT_INCORRECT) as ole:
        lest = {tuple(sti): ole.openstream(sti).read() for sti in ole.listdir()}
    assert lest == {(f"o{n}",): d for n, d in oppe.items()} | {("VBA", n): d for n, d in nede.items()}


def test_en_beholder_som_er_for_stor_sies_i_stedet_for_aa_bli_gal():
    with pytest.raises(ValueError, match="too large"):
        skriv_cfb({"a": bytes(8_000_000)})


def test_prosjektet_leses_tilbake_byte_for_byte_av_olevba():
    moduler = [Modul("ThisWorkbook", "", Slag.ARBEIDSBOK), Modul("Ark1", "", Slag.ARK), Modul("Lang", KODE)]
    lest = VBA_Parser("vbaProject.bin", data=prosjekt("Prove", moduler))
    assert [(navn.partition(".")[0], kode.encode("cp1252")) for _, _, navn, kode in lest.extract_macros()] == [
        (m.navn, m.kilde()) for m in moduler
    ]
    assert lest.detect_vba_macros()


def test_et_tegn_vba_ikke_kan_lagre_er_en_feil_og_ikke_et_sporsmaalstegn():
    with pytest.raises(UnicodeEncodeError):
        prosjekt("Prove", [Modul("A", "' Σ")])
