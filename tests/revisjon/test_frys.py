"""En frosset leveranse er den samme hver gang, og det minste som er endret i den, synes."""

import csv
import hashlib
import json
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from xlasss.engines.lager import Lager
from xlasss.errors import Bruksfeil, Filfeil
from xlasss.revisjon.frys import arkiv, frys
from xlasss.revisjon.frys.manifest import MANIFEST, SUMMER, med_manifest
from xlasss.revisjon.frys.verifiser import verifiser

ROT = Path(__file__).parents[2]
MAL = ROT / "workbooks" / "grunnskole_2016.xlsx"


def liten(mappe: Path, navn: str = "liten.xlsx", tall: float = 1.5) -> Path:
    wb = Workbook()
    for celle, verdi in {"A1": tall, "A2": 0.1, "A3": "=A1+A2", "A4": '=A3&" æ, ""x"""', "A5": "=1/0"}.items():
        wb.active[celle] = verdi
    wb.save(mappe / navn)
    return mappe / navn


@pytest.fixture(scope="module")
def frosset(tmp_path_factory) -> bytes:
    mappe = tmp_path_factory.mktemp("frys")
    frys([liten(mappe)], mappe / "arkiv.zip")
    return (mappe / "arkiv.zip").read_bytes()


@pytest.fixture(scope="module")
def sted(tmp_path_factory) -> Path:
    """Der et endret arkiv legges før det kontrolleres."""
    return tmp_path_factory.mktemp("endret") / "arkiv.zip"


def kontroller(sted: Path, data: bytes):
    sted.write_bytes(data)
    return verifiser(sted)


def deler(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as zip_:
        return {navn: zip_.read(navn) for navn in zip_.namelist()}


def rader(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode())))


def test_samme_filer_gir_samme_bytes_uansett_rekkefoelge_og_tid(tmp_path):
    a, b = liten(tmp_path), liten(tmp_path, "annen.xlsx", 2.5)
    forste = frys([a, b], tmp_path / "en.zip")
    b.touch()
    andre = frys([b, a], tmp_path / "to.zip")
    assert (tmp_path / "en.zip").read_bytes() == (tmp_path / "to.zip").read_bytes()
    assert forste.avtrykk == andre.avtrykk and forste.deler == 2 * 4 + 3


def test_arkivet_har_boken_byte_for_byte_og_summer_hvem_som_helst_kan_regne(frosset, tmp_path):
    innhold = deler(frosset)
    wb = ZipFile(BytesIO(innhold["liten/liten.xlsx"]))
    assert "xl/workbook.xml" in wb.namelist()
    summer = dict(reversed(linje.split("  ")) for linje in innhold[SUMMER].decode().splitlines())
    assert summer == {n: hashlib.sha256(d).hexdigest() for n, d in innhold.items() if n != SUMMER}
    assert rader(innhold["liten/regnet.csv"]) == [
        {"ark": "Sheet", "celle": "A3", "slag": "tall", "verdi": "1.6"},
        {"ark": "Sheet", "celle": "A4", "slag": "tekst", "verdi": '1.6 æ, "x"'},
        {"ark": "Sheet", "celle": "A5", "slag": "feil", "verdi": "#DIV/0!"},
    ]
    assert rader(innhold["liten/formler.csv"])[1]["formel"] == '=A3&" æ, ""x"""'


def test_en_mal_har_parametre_kilder_og_dommen_over_de_trykte_tallene(tmp_path):
    frys([MAL], tmp_path / "a.zip")
    innhold = deler((tmp_path / "a.zip").read_bytes())
    assert innhold["grunnskole_2016/grunnskole_2016.xlsx"] == MAL.read_bytes()
    sfo = next(r for r in rader(innhold["grunnskole_2016/parametre.csv"]) if r["nøkkel"] == "sfo")
    assert (sfo["Verdi"], sfo["Enhet"], sfo["Side"]) == ("8.4", "prosent", "Oppvekst skole")
    assert rader(innhold["grunnskole_2016/kilder.csv"])[0]["nøkkel"] == "sandnes_2017"
    fasit = rader(innhold["grunnskole_2016/fasit.csv"])[0]
    assert (fasit["trykt"], fasit["regnet"][:6], fasit["dom"]) == ("0.964", "0.9664", "motstrid")
    assert fasit["kjent_avvik"] == "ja"
    v = verifiser(tmp_path / "a.zip")
    assert v.stemmer and v.merknader == [] and v.celler == len(Lager(MAL).formelceller()) > 1000


@given(data=st.data())
def test_hver_endret_byte_synes(frosset, sted, data):
    plass = data.draw(st.integers(0, len(frosset) - 1))
    ny = bytes([frosset[plass] ^ data.draw(st.integers(1, 255))])
    try:
        v = kontroller(sted, frosset[:plass] + ny + frosset[plass + 1 :])
    except Filfeil:
        return
    assert v.avvik or v.merknader


@given(data=st.data())
def test_en_del_som_er_endret_borte_eller_lagt_til_er_nevnt_med_navn(frosset, sted, data):
    innhold = deler(frosset)
    navn = data.draw(st.sampled_from(sorted(set(innhold) - {SUMMER})))
    maate = data.draw(st.sampled_from(["endret", "mangler", "lagt til"]))
    if maate == "endret":
        innhold[navn] = data.draw(st.binary(max_size=200).filter(lambda b: b != innhold[navn]))
    elif maate == "mangler":
        del innhold[navn]
    else:
        navn = data.draw(st.text("abcæ1._-", min_size=1, max_size=9).filter(arkiv.trygt_navn)) + ".ny"
        innhold[navn] = data.draw(st.binary(max_size=20))
    v = kontroller(sted, arkiv.pakk(innhold))
    assert any(navn in a and maate in a for a in v.avvik), v.avvik


def smidd(frosset: bytes, **endret: bytes) -> bytes:
    """Et arkiv der også summene er skrevet om, så bare regningen kan avsløre det."""
    innhold = {n: d for n, d in deler(frosset).items() if n.startswith("liten/")}
    innhold |= {f"liten/{navn.replace('_', '.')}": d for navn, d in endret.items()}
    boker = json.loads(deler(frosset)[MANIFEST])["arbeidsboker"]
    return arkiv.pakk(med_manifest(innhold, boker, "formualizer"))


def test_en_ombyttet_arbeidsbok_avsloeres_av_regningen_selv_med_nye_summer(frosset, sted, tmp_path):
    v = kontroller(sted, smidd(frosset, liten_xlsx=liten(tmp_path, tall=1.75).read_bytes()))
    assert "liten.xlsx, Sheet!A3: var tall 1.6, regnes nå til tall 1.85." in v.avvik
    assert "liten/verdier.csv er ikke det arbeidsboken gir nå." in v.avvik


def test_et_tall_pyntet_paa_i_en_tekstfil_avsloeres_ogsaa(frosset, sted):
    regnet = deler(frosset)["liten/regnet.csv"].replace(b"1.6\n", b"1.60001\n")
    assert kontroller(sted, smidd(frosset, regnet_csv=regnet)).avvik == [
        "liten.xlsx, Sheet!A3: var tall 1.60001, regnes nå til tall 1.6."
    ]
    v = kontroller(sted, smidd(frosset, formler_csv=b"ark,celle,formel\n"))
    assert v.avvik == ["liten/formler.csv er ikke det arbeidsboken gir nå."]
    assert "er ikke en tabell" in kontroller(sted, smidd(frosset, regnet_csv=b'a,b\n"')).avvik[0]


def test_et_arkiv_uten_en_tekstfil_og_uten_sum_for_den_mangler_den_likevel(frosset, sted):
    innhold = {n: d for n, d in deler(frosset).items() if n.startswith("liten/") and n != "liten/regnet.csv"}
    boker = json.loads(deler(frosset)[MANIFEST])["arbeidsboker"]
    v = kontroller(sted, arkiv.pakk(med_manifest(innhold, boker, "formualizer")))
    assert v.avvik == ["liten/regnet.csv mangler."]


def test_en_annen_motorversjon_er_en_merknad_og_tallene_er_det_som_avgjoer(frosset, sted, monkeypatch):
    import xlasss.revisjon.frys.verifiser as modul

    monkeypatch.setattr(modul, "versjoner", lambda m: {"xlasss": "2036.1.0", "data": "2026-11-22", "motor": m})
    v = kontroller(sted, frosset)
    assert v.stemmer and any("xlasss" in m and "2036.1.0" in m for m in v.merknader)
    assert any(m.startswith("Laget med formualizer") and "ikke installert" in m for m in v.merknader)


def test_ompakket_med_samme_innhold_stemmer_men_sies(frosset, sted):
    ut = BytesIO()
    with ZipFile(ut, "w", ZIP_DEFLATED) as zip_:
        for navn, data in deler(frosset).items():
            zip_.writestr(navn, data)
    v = kontroller(sted, ut.getvalue())
    assert v.stemmer and "pakket på nytt" in v.merknader[0]


@pytest.mark.parametrize("navn", ["../ut.txt", "/ut.txt", "a/../../ut.txt", "C:\\ut.txt", "a\\..\\ut", "a/./b"])
def test_et_navn_som_peker_ut_av_arkivet_er_nektet_og_ingenting_skrives(sted, navn):
    ut = BytesIO()
    with ZipFile(ut, "w") as zip_:
        zip_.writestr(navn, "x")
    with pytest.raises(Filfeil, match="utrygt"):
        kontroller(sted, ut.getvalue())
    assert [f.name for f in sted.parent.iterdir()] == [sted.name]


def test_en_zipbombe_er_nektet_foer_den_pakkes_ut_ogsaa_inne_i_arbeidsboken(frosset, sted, monkeypatch):
    bombe = BytesIO()
    with ZipFile(bombe, "w", ZIP_DEFLATED) as zip_:
        zip_.writestr("xl/workbook.xml", b"0" * 3_000_000)
    monkeypatch.setattr(arkiv, "STORST", 2_000_000)
    with pytest.raises(Filfeil, match="utpakket"):
        kontroller(sted, bombe.getvalue())
    v = kontroller(sted, smidd(frosset, liten_xlsx=bombe.getvalue()))
    assert "kan ikke regnes på nytt" in v.avvik[0] and "utpakket" in v.avvik[0]


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b'{"format":"xlasss frys 1"}', b"[" * 9999])
def test_et_manifest_som_ikke_er_vaart_er_et_avvik(frosset, sted, manifest):
    v = kontroller(sted, arkiv.pakk(deler(frosset) | {MANIFEST: manifest}))
    assert "manifest.json er endret" in v.avvik[0] and "ikke regnet på nytt" in v.avvik[1]


@pytest.mark.parametrize("data", [b"", b"tekst", b"PK\x03\x04"])
def test_en_fil_som_ikke_er_et_arkiv_er_en_norsk_linje(sted, data):
    with pytest.raises(Filfeil, match="kan ikke leses som zip"):
        kontroller(sted, data)


def test_to_deler_med_samme_navn_og_et_arkiv_uten_summer_er_nektet(sted, frosset):
    ut = BytesIO()
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(ut, "w") as zip_:
        zip_.writestr("a", "1")
        zip_.writestr("a", "2")
    with pytest.raises(Filfeil, match="to deler"):
        kontroller(sted, ut.getvalue())
    with pytest.raises(Filfeil, match=SUMMER):
        kontroller(sted, arkiv.pakk({"a": b"1"}))
    with pytest.raises(Filfeil, match="ikke en liste"):
        kontroller(sted, arkiv.pakk(deler(frosset) | {SUMMER: b"tull\n"}))


def test_filer_som_ikke_kan_staa_i_samme_arkiv_er_sagt_med_navn(tmp_path):
    (tmp_path / "b").mkdir()
    with pytest.raises(Bruksfeil, match="To arbeidsbøker heter"):
        frys([liten(tmp_path), liten(tmp_path / "b")], tmp_path / "a.zip")
    with pytest.raises(Bruksfeil, match="kan ikke være navnet"):
        frys([liten(tmp_path, "MANIFEST.json.xlsx")], tmp_path / "a.zip")
    with pytest.raises(Filfeil, match="er en av arbeidsbøkene"):
        frys([liten(tmp_path)], tmp_path / "liten.xlsx")
    with pytest.raises(Filfeil, match="Finner ikke"):
        frys([tmp_path / "borte.xlsx"], tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()


def test_verbet_fryser_kontrollerer_og_gir_utgangskode(tmp_path, xlasss):
    kode, ut, _ = xlasss("frys", str(liten(tmp_path)), "--ut", "a.zip")
    assert kode == 0 and "Avtrykk: " in ut
    kode, ut, _ = xlasss("frys", "--verifiser", "a.zip")
    assert kode == 0 and "Arkivet stemmer. 1 arbeidsbøker regnet på nytt, 3 formler." in ut
    Path("a.zip").write_bytes(smidd(Path("a.zip").read_bytes(), formler_csv=b"x\n"))
    kode, ut, _ = xlasss("frys", "--verifiser", "a.zip", "--json")
    assert kode == 1 and json.loads(ut)["stemmer"] is False and len(json.loads(ut)["avvik"]) == 1
    for argumenter in (["frys"], ["frys", "x.xlsx"], ["frys", "x.xlsx", "--verifiser", "a.zip"]):
        kode, ut, feil = xlasss(*argumenter)
        assert kode == 2 and ut == "" and "xlasss frys" in feil
