"""The engine: which rules judge what, in what order, and what becomes of a crash."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.engine import JUDGED, MAX_FAULTS_PER_RULE, Crash, Rule, cards, discover, judge
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.standard.findings import Outcome, Severity
from tests.rules.case_files import START, case
from tests.rules.claim_files import LINE, claimed
from tests.rules.judged import TODAY, codes, edited, verdict
from tests.support.messages.claims import prestatie, wmo323
from tests.support.messages.messages import as_read, start_product, stop_product, wmo301, wmo305, wmo307
from tests.support.messages.strategies import all_messages, forward_messages

OUTSIDE = Outside(today=TODAY)


def rule(level: int, check: Any, code: str = "XX000", messages: frozenset[str] = frozenset(JUDGED)) -> Rule:
    card = Card(
        code=code,
        retourcode="0001",
        level=level,
        messages=messages,
        element="Client",
        source="test",
        statement="",
        remedy="Doe iets.",
    )
    return Rule(card, check)


def refuse(message: Any, *_: Any) -> Iterator[Fault]:
    yield fault(message.client, "Fout.", {"Bsn": "******006"})


def signal(message: Any, *_: Any) -> Iterator[Fault]:
    yield fault(message.client, "Let op.", severity=Severity.SIGNAAL)


def crash(message: Any, *_: Any) -> Iterator[Fault]:
    yield fault(message.client, "Fout.")
    raise ZeroDivisionError(message.client.bsn)


@pytest.mark.parametrize(
    ("message", "stands"),
    [(wmo301(), case()), (wmo305(), case()), (wmo307(), case(START))],
    ids=["301", "305", "307"],
)
def test_an_ordinary_message_is_approved_on_all_levels(message, stands):
    assert verdict(message, stands, today=TODAY).outcome is Outcome.GOEDGEKEURD


def test_a_finding_tells_where_and_what_to_do():
    finding = verdict(wmo305(bsn="999900016")).findings[0]
    card = next(card for card in cards() if card.code == "CS002")
    assert (finding.code, finding.level, finding.retourcode, finding.severity) == ("CS002", 2, "0001", "afkeur")
    assert (finding.path, finding.class_path) == ("/Bericht/Client/Bsn", "/Bericht/Client")
    assert (finding.remedy, finding.source) == (card.remedy, card.source)
    assert finding.line is not None


def test_a_finding_on_a_nested_element_has_the_line_of_that_element():
    data = edited(wmo301(omvang=None), {"<wmo301:Client>": "\n<wmo301:Client>", "<iwmo:Code>": "\n<iwmo:Code>"})
    (finding,) = verdict(data).findings
    assert finding.path.endswith("/ToegewezenProduct/Product/Code")
    assert finding.line == data[: data.index(b"<iwmo:Code>")].count(b"\n") + 1


def test_levels_3_and_4_are_judged_only_when_level_2_finds_nothing():
    empty = CaseFile()
    assert codes(wmo305(bsn="999900016", ontvanger="9999"), empty, today=TODAY) == {"CS002"}
    assert codes(wmo305(ontvanger="9999"), empty, today=TODAY) == {"TR019", "TR378"}
    assert codes(wmo305(ontvanger="9999"), empty) == {"TR019"}
    assert codes(wmo305(ontvanger="9999"), today=TODAY) == {"TR378"}
    assert codes(wmo305(ontvanger="9999")) == set()


def test_a_rule_sees_no_more_than_its_level_may():
    seen = []

    def note(*args: Any) -> Iterator[Fault]:
        seen.append(args)
        return iter(())

    message, plain, empty = as_read(wmo305()), as_read(wmo305()), CaseFile()
    rules = tuple(rule(level, note) for level in (4, 3, 2))
    judge(message, plain, case=empty, outside=OUTSIDE, rules=rules)
    assert [len(args) for args in seen] == [1, 2, 2]
    assert seen[0][0] is message
    assert seen[1][0] is plain
    assert seen[1][1] is empty
    assert seen[2][0] is plain
    assert seen[2][1] is OUTSIDE


@pytest.mark.parametrize(
    ("level", "outcome"), [(2, Outcome.AFGEKEURD), (3, Outcome.GEPARKEERD), (4, Outcome.GEPARKEERD)]
)
def test_a_crash_beside_a_refusal_parks_the_message_where_the_answer_lists_codes_and_hides_no_finding(level, outcome):
    """On level 2 the answer is 0001, whatever the rule that crashed would have found."""
    rules = (rule(level, refuse, "XX001"), rule(level, crash, "XX002"), rule(level, refuse, "XX003"))
    result = judge(as_read(wmo305()), case=CaseFile(), outside=OUTSIDE, rules=rules)
    assert result.outcome is outcome
    assert result.crashes == (Crash("XX002", "ZeroDivisionError"),)
    assert [finding.code for finding in result.findings] == ["XX001", "XX002", "XX003"]


@pytest.mark.parametrize("check", [crash, signal], ids=["its own fault", "a signal"])
def test_nothing_less_than_the_refusal_of_another_rule_of_level_2_makes_up_for_a_crash(check):
    rules = (rule(2, check, "XX001"), rule(2, crash, "XX002"))
    result = judge(as_read(wmo305()), case=CaseFile(), outside=OUTSIDE, rules=rules)
    assert result.outcome is Outcome.GEPARKEERD


def test_a_refusal_on_level_3_beside_a_crash_on_level_4_is_parked():
    rules = (rule(3, refuse, "XX001"), rule(4, crash, "XX002"))
    assert judge(as_read(wmo305()), case=CaseFile(), outside=OUTSIDE, rules=rules).outcome is Outcome.GEPARKEERD


def test_a_date_that_no_calendar_here_holds_parks_the_message_with_the_rules_that_need_it():
    result = verdict(wmo305(begindatum="-0044-03-15"), case())
    assert result.outcome is Outcome.GEPARKEERD
    assert result.crashes == (Crash("TR074", "ValueError"), Crash("TR326", "ValueError"))


def test_a_crash_on_level_2_keeps_the_higher_levels_from_judging():
    rules = (rule(2, crash), rule(3, refuse, "XX003"), rule(4, refuse, "XX004"))
    result = judge(as_read(wmo305()), case=CaseFile(), outside=OUTSIDE, rules=rules)
    assert {finding.code for finding in result.findings} == {"XX000"}


def test_a_rule_that_crashes_before_its_first_fault_and_a_fault_without_place_park_too():
    def no_generator(message: Any) -> Iterator[Fault]:
        raise ValueError

    def nowhere(message: Any) -> Iterator[Fault]:
        yield fault(replace(message.client, path=""), "Fout.")

    for check in (no_generator, nowhere):
        result = judge(as_read(wmo305()), rules=(rule(2, check),))
        assert result.outcome is Outcome.GEPARKEERD
        assert result.crashes == (Crash("XX000", "ValueError"),)


def test_a_signal_refuses_nothing_and_beside_a_refusal_the_message_is_refused():
    message = as_read(wmo305())
    result = judge(message, rules=(rule(3, signal),), case=CaseFile())
    assert result.outcome is Outcome.GOEDGEKEURD
    assert result.findings[0].severity is Severity.SIGNAAL
    both = judge(message, rules=(rule(3, signal), rule(3, refuse)), case=CaseFile())
    assert both.outcome is Outcome.AFGEKEURD


def test_a_rule_judges_only_its_own_messages():
    only = rule(2, refuse, messages=frozenset({"WMO307"}))
    assert judge(as_read(wmo305()), rules=(only,)).outcome is Outcome.GOEDGEKEURD
    assert judge(as_read(wmo307()), rules=(only,)).outcome is Outcome.AFGEKEURD


@pytest.mark.parametrize(
    ("count", "told"),
    [(MAX_FAULTS_PER_RULE, MAX_FAULTS_PER_RULE), (MAX_FAULTS_PER_RULE + 1, MAX_FAULTS_PER_RULE + 1), (400, 51)],
)
def test_of_many_faults_of_one_rule_the_first_are_told_and_the_rest_counted(count, told):
    starts = tuple(start_product(toewijzing_nummer=str(n), status_aanlevering="2") for n in range(count))
    findings = verdict(wmo305(start_producten=starts)).findings
    assert len(findings) == told
    assert {finding.code for finding in findings} == {"CS058"}
    if count > MAX_FAULTS_PER_RULE:
        assert findings[-1].explanation.startswith(f"Nog {count - MAX_FAULTS_PER_RULE} keer")
        assert findings[-1].severity is Severity.AFKEUR
        assert findings[-1].path == findings[-1].class_path == "/Bericht"


def test_on_level_3_every_fault_is_told_because_every_class_needs_its_code():
    starts = tuple(start_product(toewijzing_nummer=str(n)) for n in range(120))
    findings = verdict(wmo305(start_producten=starts), CaseFile()).findings
    assert len(findings) == len({finding.class_path for finding in findings}) == 120


def test_the_rules_are_found_once_in_the_order_of_their_codes():
    assert discover() is discover()
    found = [card.code for card in cards()]
    assert found == sorted(found)
    assert len(found) == len(set(found)) >= 45


@given(all_messages)
@settings(deadline=None)
def test_no_rule_crashes_on_any_message_and_a_return_message_breaks_none(message):
    result = judge(as_read(message))
    assert result.crashes == ()
    if message.soort.name not in JUDGED:
        assert result.outcome is Outcome.GOEDGEKEURD


NUMBERS = st.sampled_from([None, "1", "2"])
STARTS = st.builds(start_product, toewijzing_nummer=NUMBERS, begindatum=st.sampled_from(["2024-01-01", "2024-02-01"]))
STOPS = st.builds(
    stop_product,
    toewijzing_nummer=NUMBERS,
    begindatum=st.sampled_from(["2024-01-01", "2024-02-01"]),
    einddatum=st.sampled_from(["2024-02-10", "2024-02-20"]),
    reden_beeindiging=st.sampled_from(["20", "31"]),
)


@given(forward_messages, st.lists(STARTS | STOPS, max_size=5))
@settings(deadline=None)
def test_on_levels_3_and_4_only_a_date_that_no_calendar_holds_parks_a_message(message, stands):
    result = judge(as_read(message), case=case(*stands), outside=OUTSIDE, rules=without_level_2())
    assert {crash.error for crash in result.crashes} <= {"ValueError"}
    if result.crashes:
        assert "-00" in repr(message) or "12024" in repr(message)


def without_level_2() -> tuple[Rule, ...]:
    return tuple(rule for rule in discover() if rule.card.level > 2)


def test_what_stands_behind_a_comment_counts_on_levels_3_and_4():
    message = edited(wmo305(toewijzing_nummer="12"), {"ToewijzingNummer>12": "ToewijzingNummer>1<!-- -->2"})
    assert codes(message, case(), today=TODAY) == {"TR019"}


def test_the_day_is_an_argument():
    assert codes(wmo305(), today=date(2024, 2, 29)) == {"TR135"}
    assert codes(wmo305(), today=date(2024, 3, 1)) == set()


CLAIM_CASE = claimed()
OF_LINE = f"{LINE}[1]"


def of_claim(code: str, turn: int, check: Any, level: int = 3) -> Rule:
    card = Card(
        code=code,
        retourcode="9999",
        level=level,
        messages=frozenset({"WMO323"}),
        element="Declaratie",
        source="test",
        statement="",
        remedy="",
        turn=turn,
    )
    return Rule(card, check)


def test_a_rule_of_a_later_turn_sees_what_those_before_found_at_fault() -> None:
    seen: list[frozenset[str]] = []

    def early(message: Any, _: Any) -> Any:
        yield fault(message.declaratie.clienten[0].prestaties[0], "fout")

    def late(_: Any, case: CaseFile) -> Any:
        seen.append(case.refused)
        return ()

    message = as_read(wmo323(prestaties=(prestatie("A"), prestatie("B"))))
    rules = (of_claim("XX001", 2, late), of_claim("XX002", 1, late), of_claim("XX003", 1, early, level=4))
    judge(message, rules=rules, case=CLAIM_CASE, outside=Outside(today=TODAY))
    assert seen == [frozenset(), {OF_LINE}]


def test_a_fault_at_a_line_of_a_claim_refuses_that_alone() -> None:
    rejected = judge(as_read(wmo323(toewijzing_nummer="9")), case=CLAIM_CASE, outside=Outside(today=TODAY))
    assert [finding.severity for finding in rejected.findings] == ["afkeur"]
    assert rejected.outcome is Outcome.GOEDGEKEURD
    refused = judge(as_read(wmo323()), case=claimed(number_used=True), outside=Outside(today=TODAY))
    assert refused.outcome is Outcome.AFGEKEURD
    assert judge(as_read(wmo323(eenheid="83")), case=CLAIM_CASE).outcome is Outcome.AFGEKEURD
