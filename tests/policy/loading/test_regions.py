"""The regions that travel with the program, and those of an operator."""

import shutil
from datetime import date
from itertools import combinations_with_replacement
from pathlib import Path

import pytest

import gateway.policy
from gateway.policy.codes import DATES, MET_TERMIJN, toetscodes
from gateway.policy.loading.load import PolicyError
from gateway.policy.loading.regions import UnknownRegion, regio, regios
from gateway.policy.model import Beleid, Mag, Soort
from gateway.policy.watch import wachten
from gateway.standard import municipalities
from gateway.standard.findings import Severity

EERSTE, TWEEDE = date(2022, 1, 1), date(2024, 1, 1)
NEE = {
    ("1A1", "1B"), ("1A1", "2A"), ("1A1", "2B"), ("1A2", "1B"), ("1A2", "2A"), ("1A2", "2B"),
    ("1B", "2A"), ("1B", "2B"), ("1B", "vervoer"), ("2A", "2B"),
}  # fmt: skip
ANDERS = {
    ("1A2", "logeren"): Mag.STRIJDIG,
    ("1A1", "vervoer"): Mag.MET_DRAGER,
    ("3A", "vervoer"): Mag.MET_DRAGER,
    ("logeren", "vervoer"): Mag.MET_DRAGER,
}


@pytest.fixture(params=[EERSTE, TWEEDE], ids=str)
def beleid(request: pytest.FixtureRequest) -> Beleid:
    found = regio("noord-limburg").op(request.param)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("dag", "geldig"),
    [
        (date(2021, 12, 31), None),
        (EERSTE, EERSTE),
        (date(2023, 12, 31), EERSTE),
        (TWEEDE, TWEEDE),
        (date.max, TWEEDE),
    ],
    ids=str,
)
def test_a_text_holds_until_the_next_comes_into_force(dag: date, geldig: date | None) -> None:
    found = regio("noord-limburg").op(dag)
    assert (found and found.geldig_vanaf) == geldig


def test_seven_municipalities_with_the_names_of_cbs(beleid: Beleid) -> None:
    assert len(beleid.gemeenten) == 7
    assert dict(beleid.gemeenten) == {code: municipalities.naam(code) for code in beleid.gemeenten}


def test_every_pair_of_the_eight_segments_has_its_cell(beleid: Beleid) -> None:
    assert len(beleid.segmenten) == 8
    for paar in combinations_with_replacement(beleid.segmenten, 2):
        verwacht = ANDERS.get(paar, Mag.NEE if paar in NEE else Mag.ONBEPAALD if len(set(paar)) == 1 else Mag.JA)
        assert beleid.stapeling[frozenset(paar)].mag is verwacht, paar
    assert len(beleid.stapeling) == 36
    assert len(beleid.stapeling[frozenset({"1A2", "logeren"})].bron) == 2
    assert {each.id for each in beleid.segmenten.values() if each.drager} == {"1A2", "2A", "2B"}


def test_a_text_knows_the_products_of_the_others_for_care_that_runs_on_into_it() -> None:
    eerste, tweede = regio("noord-limburg").versies
    assert set(eerste.elders) == {"02C02", "07C02"}
    assert eerste.segment_van("02C02") == "1A1"
    assert eerste.product("07C02") == tweede.producten["07C02"]
    assert dict(tweede.elders) == {}
    assert tweede.product("99Z99") is tweede.product(None) is None


def test_a_product_of_another_text_whose_segment_is_new_there_is_not_known_here(tmp_path: Path) -> None:
    ours = Path(gateway.policy.__file__).with_name("data") / "noord-limburg"
    shutil.copytree(ours, tmp_path / "dalland")
    jongste = tmp_path / "dalland" / "2024-01-01.toml"
    tekst = jongste.read_text().replace('segment = "logeren"', 'segment = "1C"').replace("04A01", "04A02")
    tekst = (
        tekst.replace("[segmenten.logeren]", "[segmenten.1C]")
        .replace("+ logeren", "+ 1C")
        .replace('"logeren +', '"1C +')
    )
    jongste.write_text(tekst)
    eerste, tweede = regio("dalland", tmp_path).versies
    assert "04A02" in tweede.producten
    assert eerste.product("04A02") is None
    assert "04A01" in eerste.producten
    assert tweede.product("04A01") is None


def test_a_category_is_the_beginning_of_its_code(beleid: Beleid) -> None:
    assert all(code.startswith(each.categorie) for code, each in beleid.producten.items())


def test_the_second_text_has_the_extension_and_ends_the_extra_work_of_1a() -> None:
    eerste, tweede = regio("noord-limburg").versies
    assert set(tweede.producten) - set(eerste.producten) == {"02C02", "07C02"}
    assert set(eerste.producten) <= set(tweede.producten)
    assert len(tweede.producten) == 15
    for versie in (eerste, tweede):
        op = {code for code, each in versie.producten.items() if each.nieuw_tot is not None}
        assert op == {"02M02", "07M02"}
        assert {versie.producten[code].nieuw_tot for code in op} == {TWEEDE}
    verlenging = tweede.producten["02C02"]
    assert (verlenging.soort, verlenging.basis) == (Soort.VERLENGING, "02A02")
    assert (verlenging.minstens, verlenging.hoogstens, verlenging.hele_maanden) == (1, 12, True)


def test_extra_work_of_1b(beleid: Beleid) -> None:
    product, regel = beleid.producten["10M01"], beleid.meerwerk["10M01"]
    assert (product.basis, product.minstens, product.hoogstens) == ("10B01", 1, 4)
    assert (regel.per_traject, regel.aanvragen_binnen, regel.gestart_binnen, len(regel.gronden)) == (1, 5, 4, 2)
    assert beleid.producten["10B01"].hoogstens == 12


def test_what_may_be_overruled_stops_something_and_every_source_is_told(beleid: Beleid) -> None:
    for code, toets in beleid.toetsen.items():
        assert toets.bron
        assert not toets.overrulebaar or toets.gevolg is Severity.BLOKKADE, code
        assert "Standaard" in toets.open_vraag or "standaard" in toets.open_vraag or not toets.open_vraag, code


def test_only_a_term_that_is_not_the_standards_is_in_the_data(beleid: Beleid) -> None:
    landelijk = {each.kaart.code for each in wachten() if each.landelijk}
    assert set(beleid.bewaking) == MET_TERMIJN
    assert MET_TERMIJN - {"NL-701"} == toetscodes(DATES) - landelijk


def test_nobody_changes_a_policy(beleid: Beleid) -> None:
    with pytest.raises(TypeError):
        beleid.producten["02A02"] = beleid.producten["10B01"]  # type: ignore[index]
    with pytest.raises(TypeError):
        beleid.meerwerk["10M01"].gronden["anders"] = "Anders"  # type: ignore[index]
    hash(tuple(beleid.segmenten.values()))
    hash(tuple(beleid.stapeling.values()))
    hash(beleid.aanbiedersoorten)


def test_a_region_of_the_operator_stands_beside_ours_or_in_its_place(tmp_path: Path) -> None:
    ours = Path(gateway.policy.__file__).with_name("data") / "noord-limburg"
    (tmp_path / "leeg").mkdir()
    for naam in ("heuvelland", "noord-limburg"):
        (tmp_path / naam).mkdir()
        shutil.copy(ours / "2024-01-01.toml", tmp_path / naam)
    assert regios() == ("noord-limburg",)
    assert regios(tmp_path) == ("heuvelland", "noord-limburg")
    ander = regio("heuvelland", tmp_path)
    assert [each.regio for each in ander.versies] == ["heuvelland"]
    assert len(regio("noord-limburg", tmp_path).versies) == 1
    assert len(regio("noord-limburg").versies) == 2
    assert regio("heuvelland", tmp_path) is ander


def test_a_region_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownRegion, match="noord-limburg"):
        regio("../noord-limburg")
    with pytest.raises(UnknownRegion, match="weg is niet te lezen"):
        regios(tmp_path / "weg")
    (tmp_path / "kapot").mkdir()
    (tmp_path / "kapot" / "2024-01-01.toml").write_text("naam = \n")
    with pytest.raises(PolicyError, match=r"2024-01-01\.toml:1: "):
        regio("kapot", tmp_path)
