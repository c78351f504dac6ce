"""The indicators of a municipality and of a provider, with what they may see, and the cases behind a figure."""

from collections import defaultdict
from dataclasses import replace

import pytest

from gateway.exchange.insight.figures import Level, Tally
from gateway.exchange.insight.report import (
    _NO_CONTRACTS,
    _NO_POLICY,
    list_cases,
    report_for_municipality,
    report_for_provider,
)
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import Invalid, NotFound
from gateway.store.insight.cells import CaseFilter
from tests.exchange.insight.conftest import NOW, Counted
from tests.support.insight.brute_force import care_cases, message_cases
from tests.support.insight.region import PROVIDERS
from tests.support.policy.plain_dutch import faults

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.no_cover]
VENLO = "0983"


async def test_the_municipality_sees_all_of_its_own(counted: Counted) -> None:
    report = await report_for_municipality(counted.gateway, VENLO, 2024)
    cases = [*care_cases(counted.region, 2024, NOW.date()), *message_cases(counted.region, 2024, NOW.date())]
    totals = [each for each in report.figures if each.level is Level.GEMEENTE]
    assert {(each.measure.code, each.segment) for each in totals} == {(c[0], c[2]) for c in cases if c[1] == VENLO}
    for each in totals:
        mine = [c for c in cases if (c[0], c[1], c[2]) == (each.measure.code, VENLO, each.segment)]
        assert each.tally is not None
        assert (each.tally.among, each.tally.counted) == (len(mine), sum(c[5] for c in mine))


async def test_outside_it_numbers_are_small_nowhere(counted: Counted) -> None:
    report = await report_for_municipality(counted.gateway, "1894", 2024)
    outside = [each for each in report.figures if each.level is Level.ANDERE_GEMEENTE]
    shown = [each.tally for each in outside if each.tally is not None]
    assert len(shown) < len(outside)
    assert shown
    for tally in shown:
        assert all(n == 0 or n >= 10 for n in (tally.among, tally.counted, tally.among - tally.counted))
    assert not [each for each in report.figures if each.parts and each.gemeente != "1894"]


async def test_parts_are_of_the_municipality_itself(counted: Counted) -> None:
    report = await report_for_municipality(counted.gateway, VENLO, 2024)
    by_measure: dict[str, set[str]] = defaultdict(set)
    for each in report.figures:
        if each.parts:
            by_measure[each.measure.code] |= dict(each.parts).keys()
    assert set(by_measure) == {"verlenging", "meerwerk", "overrules", "afkeur-gemeente", "afkeur-aanbieder"}
    assert by_measure["afkeur-gemeente"] == {"TR101", "TR319", "TR332"}
    assert {"consulent A. Proef", "NL-201"} <= by_measure["overrules"]


async def test_a_target_binds_strategic_providers_only(counted: Counted) -> None:
    report = await report_for_municipality(counted.gateway, VENLO, 2024)
    with_target = [each for each in report.figures if report.target(each) is not None]
    assert {report.is_bound(each) for each in with_target if each.kind == "basis-lokaal"} == {False}
    assert {report.is_bound(each) for each in with_target if not each.kind} == {None}
    bound = [each for each in with_target if each.kind == "strategisch-regionaal" and each.tally and each.tally.among]
    assert {report.is_met(each) for each in bound} == {True, False}
    assert {report.is_met(each) for each in with_target if not report.is_bound(each)} == {None}
    nothing = replace(bound[0], tally=Tally())
    assert report.is_met(nothing) is None


async def test_a_provider_sees_its_own_work_and_no_overrides(counted: Counted) -> None:
    own = PROVIDERS[0]
    report = await report_for_provider(counted.gateway, own, 2024)
    cases = list(message_cases(counted.region, 2024, NOW.date()))
    [late] = [each for each in report.figures if each.measure.code == "late-start" and each.level is Level.AANBIEDER]
    assert late.tally is not None
    assert late.tally.among == len([c for c in cases if (c[0], c[3]) == ("late-start", own)])
    assert {each.aanbieder for each in report.figures} == {own}
    assert "overrules" not in {each.measure.code for each in report.figures}
    elsewhere = [each.tally for each in report.figures if each.measure.elsewhere]
    assert None in elsewhere


async def test_the_cases_behind_a_figure(counted: Counted) -> None:
    for code in ("op-tijd", "antwoord-aanbieder"):
        segment = "1B" if code == "op-tijd" else None
        report = await report_for_municipality(counted.gateway, VENLO, 2024)
        [figure] = [
            each
            for each in report.figures
            if (each.measure.code, each.segment, each.level) == (code, segment or "", Level.GEMEENTE)
        ]
        wanted = CaseFilter(measure=code, gemeente=VENLO, segment=segment)
        measure, page = await list_cases(counted.gateway, 2024, wanted, AskedPage(limit=10_000))
        cases = page.items
        assert measure is figure.measure
        assert figure.tally is not None
        assert (len(cases), sum(each.counted for each in cases)) == (figure.tally.among, figure.tally.counted)
        assert (page.total, page.next) == (len(cases), None)
        _, begin = await list_cases(counted.gateway, 2024, wanted, AskedPage(limit=len(cases) - 1))
        assert begin.total == len(cases)
        _, last = await list_cases(counted.gateway, 2024, wanted, AskedPage(after=begin.next))
        assert [*begin.items, *last.items] == cases
        with pytest.raises(Invalid, match="volgende-ongeldig"):
            await list_cases(counted.gateway, 2023, wanted, AskedPage(after=begin.next))


async def test_what_is_unknown_is_refused(counted: Counted) -> None:
    with pytest.raises(NotFound, match="gemeente-onbekend"):
        await report_for_municipality(counted.gateway, "0001", 2024)
    with pytest.raises(NotFound, match="indicator-onbekend"):
        await list_cases(counted.gateway, 2024, CaseFilter(measure="geluk", gemeente=VENLO), AskedPage())
    for year in (2014, 2027):
        with pytest.raises(Invalid, match="jaar-onbekend") as refused:
            await report_for_provider(counted.gateway, PROVIDERS[0], year)
        assert "2015 tot en met 2026" in refused.value.text


async def test_a_year_that_runs_says_so(counted: Counted) -> None:
    report = await report_for_municipality(counted.gateway, VENLO, 2026)
    assert report.notes[0].startswith("Het jaar 2026 loopt nog")
    assert not (await report_for_provider(counted.gateway, PROVIDERS[0], 2025)).notes


async def test_what_is_missing_is_told_in_words_for_who_reads_the_figures(counted: Counted) -> None:
    told = [_NO_POLICY.format(VENLO, 2024), _NO_CONTRACTS.format(VENLO)]
    told += (await report_for_municipality(counted.gateway, VENLO, 2026)).notes
    assert [fault for text in told for fault in faults(text)] == []
