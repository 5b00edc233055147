"""Hvert tall i pakken er datert, har kilde og side, og står der kilden sier. Hver brutt regel blir funnet."""

import csv
import re
import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from xlasss import datafiler, fasit_data, kilder, parametre
from xlasss.begreper import Sektor, Status
from xlasss.beregning.intervall import Intervall
from xlasss.datafiler import les_csv, les_toml
from xlasss.errors import DataFeil, UkjentNavn
from xlasss.tverrfiler import tverrfiler
from xlasss.versjon import DATA_UTGAVE

KILDER = Path(__file__).parents[2] / "shared" / "kilder"
RAPPORTER = fasit_data.rapporter()
FASIT = [f for rapport in RAPPORTER for f in fasit_data.fasit_rader(rapport).values()]
HALV = Fraction(1, 2)
OMRAADER = {*Sektor, "administrasjon", "sum", "regnskap", "utgiftsbehov", "ressursbruk"}
"""Sektorene, sektorene i inntektssystemet under ett, og kapitlene som ikke gjelder en sektor."""


# --- dataene som følger med


def test_hver_parameter_er_datert_og_har_kilde_og_side():
    assert parametre.parametre()
    for p in parametre.parametre():
        assert 2000 < p.gjelder_fra <= p.gjelder_til < 2100, p
        assert p.utgave and p.enhet and p.side and p.henvisning.startswith(kilder.kilde(p.kilde).tittel), p
        assert p.sektor in (*Sektor, *tverrfiler(), ""), p
        assert (p.status is Status.MANGLER) == (p.verdi is None), p


def test_hvert_trykte_tall_er_datert_og_har_kilde_side_og_sitat():
    assert FASIT
    for f in FASIT:
        assert re.fullmatch(r"\d{4}(-\d{4})?", f.aar) or (f.aar == "ikke trykt" and f.merknad), f
        assert f.kilde in kilder.kilder() and f.side and f.sted and f.sitat, f
        assert f.sektor in OMRAADER and f.intervall.inneholder(f.intervall.midt), f


def test_id_en_til_et_trykt_tall_sier_rapport_side_og_sted():
    for rapport in RAPPORTER:
        for id, f in fasit_data.fasit_rader(rapport).items():
            assert re.fullmatch(r"[a-z0-9_-]+", id), id
            assert id.startswith(f"{rapport}-s{f.side}-{f.sted.partition(' ')[0]}-"), id


def test_hver_kilde_har_tittel_utgiver_dato_og_adresse():
    for k in kilder.kilder().values():
        assert k.tittel and k.utgiver and k.adresse and re.match(r"(19|20)\d{2}|udatert$", k.dato), k


def test_en_henvisning_har_side_og_bare_et_sidetall_far_s_foran():
    k = kilder.kilde("sandnes_2017")
    assert (k.henvisning(), k.henvisning("41"), k.henvisning("vedlegg 7.1")) == (
        k.tittel, f"{k.tittel}, s. 41", f"{k.tittel}, vedlegg 7.1",
    )  # fmt: skip


def test_ingen_tall_kommer_fra_en_kilde_uten_dato():
    udaterte = {k.nokkel for k in kilder.kilder().values() if k.dato == "udatert"}
    assert not [r for r in (*parametre.parametre(), *FASIT) if r.kilde in udaterte]


def test_intervallet_bak_et_trykt_tall_folger_halvbredden_og_dobles_av_om_lag():
    en = replace(FASIT[0], trykt="4.5", desimaler=1, omtrentlig=False, halvbredde="")
    assert en.intervall == Intervall(Fraction("4.45"), Fraction("4.55"))
    assert replace(en, omtrentlig=True).intervall == Intervall(Fraction("4.4"), Fraction("4.6"))
    assert replace(en, omtrentlig=True, halvbredde="0.5").intervall == Intervall(Fraction(4), Fraction(5))
    assert replace(en, halvbredde="0").intervall == Intervall.eksakt("4.5")
    assert {f.omtrentlig for f in FASIT} == {True, False}


@pytest.mark.parametrize("rapport", RAPPORTER)
def test_hver_regning_gjelder_et_trykt_tall_og_har_sitt_eget_navn(rapport):
    rader = fasit_data.relasjoner(rapport)
    assert len({r.navn for r in rader}) == len(rader)
    for r in rader:
        assert r.venstre in fasit_data.fasit_rader(rapport) and r.uttrykk, r


def test_hvert_kjent_avvik_gjelder_et_trykt_tall_og_utloper_etter_at_dataene_ble_laget():
    alle = {f.id for f in FASIT} | {r.navn for rapport in RAPPORTER for r in fasit_data.relasjoner(rapport)}
    for a in fasit_data.kjente_avvik().values():
        assert a.id in alle, a
        assert date.fromisoformat(a.utloper) > date.fromisoformat(DATA_UTGAVE), a
        assert a.hva_vi_vet and a.side, a


# --- tallene står der kilden sier


@pytest.fixture(scope="module")
def sider() -> dict[str, str]:
    """Sidene i kildetekstene: i rapporten en linje som begynner med sidetallet, hos Bærum en fil."""
    funnet = {fil.name[:3]: fil.read_text(encoding="utf-8") for fil in KILDER.glob("00?_*.txt")}
    if not funnet:
        pytest.skip(f"Kildeteksten finnes ikke i {KILDER}; sitatene er ikke kontrollert.")
    rapporten = funnet.pop("004").split("\n")
    lest = {nr: " ".join(tekst.split()) for nr, tekst in funnet.items()}
    for linje in rapporten:
        if re.match(r"\d{1,2} ", linje):
            lest.setdefault(linje.split(" ", 1)[0], linje)
    return lest


def i_teksten(trykt: str, tekst: str) -> bool:
    """Om tallet står i teksten slik det er trykt, ikke som del av et annet tall."""
    foran = "" if trykt.startswith("-") else r"(?<![\d,])"
    return re.search(rf"{foran}{re.escape(trykt)}(?!\d|,\d)", tekst) is not None


def som_trykt(f: fasit_data.Fasit) -> list[str]:
    """Måtene tallet kan stå på: «4,2», «4 ½», «2 050», «3.620», og «,964» der en tabell har mistet nullen."""
    tall, komma = Fraction(f.trykt), f.trykt.replace(".", ",")
    maater = [komma]
    if tall >= 1000:
        maater += [f"{int(tall):,}".replace(",", skille) + komma.lstrip("0123456789") for skille in " ."]
    if tall % 1 == HALV:
        maater += [f"{int(tall)} ½", f"{int(tall)}½", *(["½"] if tall == HALV else [])]
    if komma.startswith("0,") and not f.sted.startswith("tekst"):
        maater.append(komma[1:])
    return maater


def test_hvert_sitat_staar_ordrett_paa_siden(sider):
    for f in FASIT:
        assert f.sitat in sider[f.side], f.id


def test_hvert_trykte_tall_staar_i_sitatet_eller_i_tabellen_paa_siden(sider):
    for f in FASIT:
        tekst = f.sitat if f.sted.startswith("tekst") else f"{f.sitat}\n{sider[f.side]}"
        assert any(i_teksten(maate, tekst) for maate in som_trykt(f)), f.id


def test_hver_parameter_fra_rapporten_staar_paa_siden(sider):
    for p in parametre.parametre():
        if p.kilde == "sandnes_2017" and p.trykt:
            assert i_teksten(p.trykt.replace(".", ","), sider[p.side]), p.navn


def test_et_tall_trykt_med_mellomrom_eller_halve_kjennes_igjen():
    en = FASIT[0]

    def maater(trykt: str) -> list[str]:
        return som_trykt(replace(en, trykt=trykt, sted="tekst"))

    assert maater("2050") == ["2050", "2 050", "2.050"] and maater("1234.5")[1] == "1 234,5"
    assert maater("4.5") == ["4,5", "4 ½", "4½"] and "½" in maater("0.5") and maater("4.2") == ["4,2"]


@pytest.mark.parametrize(
    ("trykt", "tekst", "ventet"),
    [("0,5", "steg 0,5 prosent", True), ("0,5", "10,5", False), ("0,5", "0,57", False), ("17", "17,5", False),
     ("17", "på 17.", True), ("-1,3", "0,8-1,3 4,6", True), ("3,3", "13,3 3,34", False)],
)  # fmt: skip
def test_et_tall_inni_et_annet_tall_regnes_ikke_som_funnet(trykt, tekst, ventet):
    assert i_teksten(trykt, tekst) is ventet


# --- hver brutt regel blir funnet


@pytest.fixture
def mappe(tmp_path, monkeypatch) -> Path:
    """En kopi av datamappen som prøven kan ødelegge."""
    kopi = tmp_path / "data"
    shutil.copytree(datafiler.DATA, kopi)
    lagrede = (
        kilder.kilder, parametre.parametre, fasit_data.fasit_rader, fasit_data.relasjoner, fasit_data.kjente_avvik
    )  # fmt: skip
    for modul in (datafiler, kilder, parametre, fasit_data):
        monkeypatch.setattr(modul, "DATA", kopi)
    for funksjon in lagrede:
        funksjon.cache_clear()
    yield kopi
    for funksjon in lagrede:
        funksjon.cache_clear()


def endre(fil: Path, rad_nr: int = 0, *, kopier: bool = False, **felt: str) -> None:
    """Endre felt i en rad, eller legg til en endret kopi av raden."""
    linjer = fil.read_text(encoding="utf-8").splitlines()
    kommentarer = [linje for linje in linjer if linje.startswith("#")]
    rader = list(csv.DictReader(linjer[len(kommentarer) :]))
    rad = {**rader[rad_nr], **felt}
    if kopier:
        rader.append(rad)
    else:
        rader[rad_nr] = rad
    with fil.open("w", encoding="utf-8", newline="") as ut:
        ut.writelines(f"{k}\n" for k in kommentarer)
        skriver = csv.DictWriter(ut, list(rad), lineterminator="\n")
        skriver.writeheader()
        skriver.writerows(rader)


def forste_rad(fil: Path) -> str:
    """Fil og linje for den første dataraden, slik feilmeldingen skal begynne."""
    linjer = fil.read_text(encoding="utf-8").splitlines()
    return rf"^{re.escape(fil.name)} linje {sum(linje.startswith('#') for linje in linjer) + 2}: .*"


def test_kopien_av_dataene_er_i_orden(mappe):
    assert parametre.parametre() and fasit_data.fasit_rader("sandnes_2017")


@pytest.mark.parametrize(
    ("felt", "melding"),
    [
        ({"utgave": ""}, "«utgave» er tom"),
        ({"gjelder_fra": ""}, "«gjelder_fra» er tom"),
        ({"gjelder_til": " "}, "«gjelder_til» er tom"),
        ({"enhet": ""}, "«enhet» er tom"),
        ({"side": ""}, "«side» er tom"),
        ({"kilde": ""}, "kilden «» finnes ikke"),
        ({"kilde": "hukommelsen"}, "kilden «hukommelsen» finnes ikke"),
        ({"gjelder_fra": "2018", "gjelder_til": "2016"}, "gjelder fra 2018 til 2016"),
        ({"gjelder_fra": "i fjor"}, "«gjelder_fra» er «i fjor»"),
        ({"gjelder_fra": "2015.5"}, "2015.5"),
        ({"verdi": "18,3"}, "«verdi» er «18,3», skal være et tall med desimalpunktum"),
        ({"verdi": "nan"}, "«verdi» er «nan»"),
        ({"verdi": "1e3"}, "«verdi» er «1e3»"),
        ({"nedre": "x"}, "«nedre» er «x»"),
        ({"nedre": "3", "ovre": "2"}, "nedre grense 3 er over øvre 2"),
        ({"verdi": ""}, "status er «publisert», men verdien er «»"),
        ({"status": "mangler"}, "status er «mangler», men verdien er «18.3»"),
        ({"status": "gjettet"}, "gjettet"),
        ({"indikator": "", "gruppe": ""}, "verken «gruppe» eller «indikator»"),
        ({"gruppe": "proever"}, "gruppen er «proever», men «indikator» er «np5»"),
        ({"indikator": "np5 + np8"}, "gruppen er «», men «indikator» er «np5 + np8»"),
    ],
)
def test_en_parameter_som_bryter_en_regel_stopper_med_fil_og_linje(mappe, felt, melding):
    fil = mappe / "tabeller" / "produksjonsvekter.csv"
    endre(fil, **felt)
    with pytest.raises(DataFeil, match=forste_rad(fil) + re.escape(melding)):
        parametre.parametre()


@pytest.mark.parametrize("felt", [{}, {"gjelder_fra": "2010", "gjelder_til": "2020"}, {"verdi": "99.9", "side": "1"}])
def test_samme_parameter_utgave_og_aar_to_ganger_stopper_med_begge_linjer(mappe, felt):
    endre(mappe / "tabeller" / "produksjonsvekter.csv", kopier=True, **felt)
    with pytest.raises(DataFeil, match=r"linje \d+: .*«vekt\.grunnskole\.np5» for 2016, utgave 2017, .*linje \d+\."):
        parametre.parametre()


@pytest.mark.parametrize("felt", [{"utgave": "2018"}, {"gjelder_fra": "2017", "gjelder_til": "2017"}])
def test_en_annen_utgave_eller_et_annet_aar_er_en_ny_rad(mappe, felt):
    endre(mappe / "tabeller" / "produksjonsvekter.csv", kopier=True, **felt, verdi="18.4")
    funnet = [p.verdi for p in parametre.parametre() if p.navn == "vekt.grunnskole.np5"]
    assert funnet == [18.3, 18.4]
    if "utgave" in felt:
        with pytest.raises(UkjentNavn, match="flere utgaver for 2016: 2017, 2018"):
            parametre.parameter("vekt.grunnskole.np5", 2016)
        assert parametre.parameter("vekt.grunnskole.np5", 2016, "2018").verdi == 18.4


def test_en_vekt_som_mangler_forblir_manglende_og_gir_ikke_en_annen_vekt(mappe):
    endre(mappe / "tabeller" / "produksjonsvekter.csv", verdi="", status="mangler")
    manglende = parametre.parameter("vekt.grunnskole.np5", 2016)
    assert manglende.verdi is None and manglende.intervall is None
    assert parametre.vekter("grunnskole", 2016, "2017")["np5"].verdi is None


@pytest.mark.parametrize(
    ("felt", "melding"),
    [
        *(({k: ""}, f"«{k}» er tom") for k in (
            "id", "utgave", "aar", "sektor", "hvem", "storrelse", "verdi", "enhet", "side", "sted", "sitat")),
        ({"kilde": ""}, "kilden «» finnes ikke"),
        ({"kilde": "hukommelsen"}, "kilden «hukommelsen» finnes ikke"),
        ({"omtrentlig": "kanskje"}, "«omtrentlig» er «kanskje», skal være ja eller nei"),
        ({"verdi": "4,5"}, "«verdi» er «4,5»"),
        ({"verdi": "nan"}, "«verdi» er «nan»"),
        ({"desimaler": "1.5"}, "1.5"),
        ({"desimaler": ""}, "invalid literal"),
        ({"verdi": "4.55"}, "verdien er «4.55», men «desimaler» er 1"),
        ({"halvbredde": "-0.5"}, "halvbredden er -0.5"),
        ({"halvbredde": "½"}, "«halvbredde» er «½»"),
    ],
)  # fmt: skip
def test_et_trykt_tall_som_bryter_en_regel_stopper_med_fil_og_linje(mappe, felt, melding):
    fil = mappe / "fasit" / "sandnes_2017.csv"
    endre(fil, **felt)
    with pytest.raises(DataFeil, match=forste_rad(fil) + re.escape(melding)):
        fasit_data.fasit_rader("sandnes_2017")


def test_samme_id_og_samme_plass_to_ganger_stopper(mappe):
    fil = mappe / "fasit" / "sandnes_2017.csv"
    endre(fil, kopier=True, side="5")
    with pytest.raises(DataFeil, match=r"id «.*» står to ganger"):
        fasit_data.fasit_rader("sandnes_2017")
    fasit_data.fasit_rader.cache_clear()
    endre(fil, -1, id="en-annen-id", side="4", verdi="9.9")
    with pytest.raises(DataFeil, match="samme tall som sandnes_2017-s4-tekst-produksjonsindeks-sum: 2017 · sum"):
        fasit_data.fasit_rader("sandnes_2017")


@pytest.mark.parametrize("felt", [{"aarsak": ""}, {"utloper": ""}, {"id": ""}])
def test_et_kjent_avvik_uten_aarsak_eller_utlop_stopper(mappe, felt):
    fil = mappe / "fasit" / "kjente_avvik.csv"
    endre(fil, **felt)
    with pytest.raises(DataFeil, match=forste_rad(fil) + "er tom"):
        fasit_data.kjente_avvik()


def test_samme_kjente_avvik_to_ganger_stopper(mappe):
    endre(mappe / "fasit" / "kjente_avvik.csv", kopier=True, aarsak="en annen")
    with pytest.raises(DataFeil, match="står to ganger"):
        fasit_data.kjente_avvik()


@pytest.mark.parametrize(
    ("toml", "melding"),
    [
        ('[x]\ntittel = "T"\nutgiver = "U"\nadresse = "A"', r"kilder.toml \[x\]: .*'dato'"),
        ('[x]\ntittel = "T"\nutgiver = "U"\ndato = ""\nadresse = "A"', r"«dato» skal være tekst"),
        ('[x]\ntittel = "T"\nutgiver = "U"\ndato = 2017-01-01\nadresse = "A"', r"«dato» skal være tekst"),
        ('[x]\ntittel = "T"\nutgiver = "U"\ndato = "2017"\nadresse = "A"\nsidetall = "3"', "sidetall"),
        ('x = "ikke en tabell"', r"kilder.toml \[x\]"),
        ("[x", "kilder.toml: "),
        ("[x]\n[x]", "kilder.toml: "),
    ],
)
def test_en_kilde_som_bryter_en_regel_stopper(mappe, toml, melding):
    (mappe / "kilder.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(DataFeil, match=melding):
        kilder.kilder()


def test_ukjente_navn_sier_hva_som_finnes():
    with pytest.raises(UkjentNavn, match=r"Rapportene er: .*sandnes_2017"):
        fasit_data.fasit_rader("oslo_1814")
    with pytest.raises(UkjentNavn, match="Kilden «x»"):
        kilder.kilde("x")
    with pytest.raises(UkjentNavn, match="Fasiten «x»"):
        fasit_data.fasit("x")


@pytest.mark.parametrize(
    ("innhold", "melding"),
    [
        ("a,c\n1,2\n", "kolonnene er a,c, skal være a,b"),
        ("", "kolonnene er , skal være a,b"),
        ("# bare en kommentar\n", "kolonnene er , skal være a,b"),
        ("# k\na,b\n1\n", r"fil\.csv linje 3: 1 felt, skal være 2"),
        ("a,b\n1,2,3\n", r"fil\.csv linje 2: 3 felt, skal være 2"),
        ("a,b\n1,2\n\n", r"fil\.csv linje 3: 0 felt, skal være 2"),
        ('a,b\n1,"en tekst uten slutt\n3,4\n', r"fil\.csv linje 3: unexpected end of data"),
        ('# en\n# to\na,b\n1,"x"y\n', r"fil\.csv linje 4: "),
        ("a;b\n1;2\n", "kolonnene er a;b"),
    ],
)
def test_en_csv_fil_som_ikke_er_som_den_skal_stopper_med_linjen(tmp_path, innhold, melding):
    fil = tmp_path / "fil.csv"
    fil.write_text(innhold, encoding="utf-8")
    with pytest.raises(DataFeil, match=melding):
        les_csv(fil, ("a", "b"))


def test_en_csv_fil_fra_excel_med_merke_og_linjeskift_i_en_celle_leses(tmp_path):
    fil = tmp_path / "fil.csv"
    fil.write_bytes('# æøå\na,b\r\n#1,"to\r\nlinjer"\r\n2,x\u2028y\r\n'.encode("utf-8-sig"))
    rader = les_csv(fil, ("a", "b"))
    assert [(r["a"], r["b"]) for r in rader] == [("#1", "to\nlinjer"), ("2", "x\u2028y")]
    assert [r.sted for r in rader] == ["fil.csv linje 4", "fil.csv linje 5"]


def test_en_fil_som_ikke_er_utf8_sier_hva_som_skal_gjores(tmp_path):
    (tmp_path / "fil.csv").write_bytes("a,b\nå,1\n".encode("latin-1"))
    with pytest.raises(DataFeil, match=r"fil\.csv: filen er ikke UTF-8\. Lagre den som «CSV UTF-8»"):
        les_csv(tmp_path / "fil.csv", ("a", "b"))
    (tmp_path / "fil.toml").write_bytes(b"\xff")
    with pytest.raises(DataFeil, match="UTF-8"):
        les_toml(tmp_path / "fil.toml")
