"""The regions in the package, and those of an operator."""

import shutil
from datetime import date
from itertools import combinations_with_replacement
from pathlib import Path

import pytest

import gateway.policy
from gateway.policy.codes import DATES, check_codes, codes_with_term
from gateway.policy.loading.load import PolicyError
from gateway.policy.loading.regions import UnknownRegion, load_region, region_names
from gateway.policy.model import Permission, Policy, ProductKind
from gateway.policy.watch import date_checks
from gateway.standard import municipalities
from gateway.standard.findings import Severity

FIRST, SECOND = date(2022, 1, 1), date(2024, 1, 1)
NEE = {
    ("1A1", "1B"), ("1A1", "2A"), ("1A1", "2B"), ("1A2", "1B"), ("1A2", "2A"), ("1A2", "2B"),
    ("1B", "2A"), ("1B", "2B"), ("1B", "vervoer"), ("2A", "2B"),
}  # fmt: skip
DIFFERENT = {
    ("1A2", "logeren"): Permission.STRIJDIG,
    ("1A1", "vervoer"): Permission.MET_DRAGER,
    ("3A", "vervoer"): Permission.MET_DRAGER,
    ("logeren", "vervoer"): Permission.MET_DRAGER,
}


@pytest.fixture(params=[FIRST, SECOND], ids=str)
def policy(request: pytest.FixtureRequest) -> Policy:
    found = load_region("noord-limburg").policy_on(request.param)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (date(2021, 12, 31), None),
        (FIRST, FIRST),
        (date(2023, 12, 31), FIRST),
        (SECOND, SECOND),
        (date.max, SECOND),
    ],
    ids=str,
)
def test_a_text_holds_until_the_next_comes_into_force(day: date, valid: date | None) -> None:
    found = load_region("noord-limburg").policy_on(day)
    assert (found and found.geldig_vanaf) == valid


def test_seven_municipalities_with_the_names_of_cbs(policy: Policy) -> None:
    assert len(policy.gemeenten) == 7
    assert dict(policy.gemeenten) == {code: municipalities.municipality_name(code) for code in policy.gemeenten}


def test_every_pair_of_the_eight_segments_has_its_cell(policy: Policy) -> None:
    assert len(policy.segmenten) == 8
    for pair in combinations_with_replacement(policy.segmenten, 2):
        expected = DIFFERENT.get(
            pair, Permission.NEE if pair in NEE else Permission.ONBEPAALD if len(set(pair)) == 1 else Permission.JA
        )
        assert policy.stapeling[frozenset(pair)].mag is expected, pair
    assert len(policy.stapeling) == 36
    assert len(policy.stapeling[frozenset({"1A2", "logeren"})].bron) == 3
    assert {each.id for each in policy.segmenten.values() if each.drager} == {"1A2", "2A", "2B"}


def test_a_text_knows_the_products_of_the_others_for_care_that_runs_on_into_it() -> None:
    first, second = load_region("noord-limburg").versions
    assert set(first.elders) == {"02C02", "07C02"}
    assert first.segment_of("02C02") == "1A1"
    assert first.product("07C02") == second.producten["07C02"]
    assert dict(second.elders) == {}
    assert second.product("99Z99") is second.product(None) is None


def test_a_product_of_another_text_whose_segment_is_new_there_is_not_known_here(tmp_path: Path) -> None:
    ours = Path(gateway.policy.__file__).with_name("data") / "noord-limburg"
    shutil.copytree(ours, tmp_path / "dalland")
    newest = tmp_path / "dalland" / "2024-01-01.toml"
    text = newest.read_text().replace('segment = "logeren"', 'segment = "1C"').replace("04A01", "04A02")
    text = (
        text.replace("[segmenten.logeren]", "[segmenten.1C]")
        .replace("+ logeren", "+ 1C")
        .replace('"logeren +', '"1C +')
    )
    newest.write_text(text)
    first, second = load_region("dalland", tmp_path).versions
    assert "04A02" in second.producten
    assert first.product("04A02") is None
    assert "04A01" in first.producten
    assert second.product("04A01") is None


def test_a_category_is_the_beginning_of_its_code(policy: Policy) -> None:
    assert all(code.startswith(each.categorie) for code, each in policy.producten.items())


def test_the_second_text_has_the_extension_and_ends_the_extra_work_of_1a() -> None:
    first, second = load_region("noord-limburg").versions
    assert set(second.producten) - set(first.producten) == {"02C02", "07C02"}
    assert set(first.producten) <= set(second.producten)
    assert len(second.producten) == 15
    for version in (first, second):
        on = {code for code, each in version.producten.items() if each.nieuw_tot is not None}
        assert on == {"02M02", "07M02"}
        assert {version.producten[code].nieuw_tot for code in on} == {SECOND}
    verlenging = second.producten["02C02"]
    assert (verlenging.soort, verlenging.basis) == (ProductKind.VERLENGING, "02A02")
    assert (verlenging.minstens, verlenging.hoogstens, verlenging.needs_whole_months) == (1, 12, True)


def test_extra_work_of_1b(policy: Policy) -> None:
    product, rule = policy.producten["10M01"], policy.meerwerk["10M01"]
    assert (product.basis, product.minstens, product.hoogstens) == ("10B01", 1, 4)
    assert (rule.per_traject, rule.aanvragen_binnen, rule.gestart_binnen, len(rule.gronden)) == (1, 5, 4, 2)
    assert policy.producten["10B01"].hoogstens == 12


def test_what_may_be_overruled_stops_something_and_every_source_is_told(policy: Policy) -> None:
    for code, setting in policy.toetsen.items():
        assert setting.bron
        assert not setting.overrulebaar or setting.gevolg is Severity.BLOKKADE, code
        assert "Standaard" in setting.open_vraag or "standaard" in setting.open_vraag or not setting.open_vraag, code


def test_only_a_term_that_is_not_the_standards_is_in_the_data(policy: Policy) -> None:
    national = {each.card.code for each in date_checks() if each.national}
    assert set(policy.bewaking) == codes_with_term()
    assert codes_with_term() & check_codes(DATES) == check_codes(DATES) - national


def test_nobody_changes_a_policy(policy: Policy) -> None:
    with pytest.raises(TypeError):
        policy.producten["02A02"] = policy.producten["10B01"]  # type: ignore[index]
    with pytest.raises(TypeError):
        policy.meerwerk["10M01"].gronden["anders"] = "Anders"  # type: ignore[index]
    hash(tuple(policy.segmenten.values()))
    hash(tuple(policy.stapeling.values()))
    hash(policy.aanbiedersoorten)


def test_a_region_of_the_operator_stands_beside_ours_or_in_its_place(tmp_path: Path) -> None:
    ours = Path(gateway.policy.__file__).with_name("data") / "noord-limburg"
    (tmp_path / "leeg").mkdir()
    for name in ("heuvelland", "noord-limburg"):
        (tmp_path / name).mkdir()
        shutil.copy(ours / "2024-01-01.toml", tmp_path / name)
    assert region_names() == ("noord-limburg",)
    assert region_names(tmp_path) == ("heuvelland", "noord-limburg")
    other = load_region("heuvelland", tmp_path)
    assert [each.regio for each in other.versions] == ["heuvelland"]
    assert len(load_region("noord-limburg", tmp_path).versions) == 1
    assert len(load_region("noord-limburg").versions) == 2
    assert load_region("heuvelland", tmp_path) is other


def test_a_region_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownRegion, match="noord-limburg"):
        load_region("../noord-limburg")
    with pytest.raises(UnknownRegion, match="weg is niet te lezen"):
        region_names(tmp_path / "weg")
    (tmp_path / "kapot").mkdir()
    (tmp_path / "kapot" / "2024-01-01.toml").write_text("naam = \n")
    with pytest.raises(PolicyError, match=r"2024-01-01\.toml:1: "):
        load_region("kapot", tmp_path)
