"""NL-301: an extension follows a traject of its own base product."""

import pytest

from tests.support.policy.decisions import ELDERS, dag, de_enige, gewijzigd, nieuw, vindt, zorg

VERLENGING = nieuw("02C02", "2026-01-01", "2026-03-31")
TRAJECT = zorg("02A02", "2025-01-01", "2025-12-31")


@pytest.mark.parametrize(
    "traject",
    [
        TRAJECT,
        zorg("02A02", "2025-01-01", "2025-12-31", aanbieder=ELDERS),
        zorg("02A02", "2023-01-01", "2023-06-30"),
        zorg("02A02", "2025-01-01", gestopt_op=dag("2025-11-30")),
        zorg("02A02", "2025-12-31", "2025-12-31"),
    ],
    ids=["day before", "other provider", "years before", "stopped", "one day"],
)
def test_passes_an_extension_after_a_traject_of_the_client(traject):
    assert vindt("NL-301", VERLENGING, traject) == []


def test_passes_a_traject_that_still_runs_for_that_is_overlap():
    assert vindt("NL-301", VERLENGING, zorg("02A02", "2025-06-01", "2026-01-01")) == []
    assert vindt("NL-301", VERLENGING, zorg("02A02", "2026-01-01")) == []


@pytest.mark.parametrize("code", ["07C02", "02A02", "10M01", "99Z99", None])
def test_passes_what_is_no_extension_or_has_its_own_base(code):
    assert vindt("NL-301", nieuw(code, "2026-01-01", "2026-03-31"), zorg("07A02", "2025-01-01", "2025-12-31")) == []


def test_fails_an_extension_without_any_traject():
    gevonden = de_enige("NL-301", VERLENGING)
    assert gevonden.explanation == (
        "De nieuwe toewijzing (02C02, 2026-01-01 t/m 2026-03-31) hoort te volgen op een traject 02A02, en de cliënt "
        "heeft er hier geen."
    )
    assert (gevonden.path, gevonden.betreft, gevonden.overrulebaar) == ("product/code", (), True)


@pytest.mark.parametrize("code", ["07A02", "02M02", "10B01", "02C02"])
def test_fails_after_a_traject_of_another_product(code):
    assert vindt("NL-301", VERLENGING, zorg(code, "2025-01-01", "2025-12-31"))


def test_fails_when_the_traject_begins_a_day_later():
    gevonden = de_enige("NL-301", VERLENGING, zorg("02A02", "2026-01-02", "2026-12-31", nummer=7))
    assert "maar toewijzing 7 (02A02, 2026-01-02 t/m 2026-12-31) begint pas daarna" in gevonden.explanation
    assert gevonden.betreft == (7,)


def test_fails_when_the_traject_was_stopped_before_its_first_day():
    assert vindt("NL-301", VERLENGING, zorg("02A02", "2025-06-01", gestopt_op=dag("2025-05-31")))


def test_fails_stretching_and_passes_shortening_what_never_had_a_traject():
    was = VERLENGING.zorg
    assert vindt("NL-301", gewijzigd(was, zorg("02C02", "2026-01-01", "2026-04-30")))
    assert vindt("NL-301", gewijzigd(was, zorg("02C02", "2026-01-01", "2026-02-28"))) == []
    assert vindt("NL-301", gewijzigd(was, was, verwijderd=True)) == []
