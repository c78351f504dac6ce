"""Level 5: what signals may see, when they are looked at, and that they change nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.messages.return_message import compose
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.engine import JUDGED, MAX_FAULTS_PER_RULE, Crash, Rule, discover, judge
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.standard.findings import Outcome, Severity
from tests.rules.case_files import START, case, toewijzing
from tests.rules.judged import TODAY, verdict
from tests.support.messages.messages import DAGTEKENING, as_read, start_product, stop_product, wmo305, wmo307
from tests.support.messages.strategies import forward_messages

OUTSIDE = Outside(today=TODAY)
SIGNALS = tuple(rule for rule in discover() if rule.card.level == 5)
OTHERS = tuple(rule for rule in discover() if rule.card.level < 5)


def rule(level: int, check: Any, code: str = "XX005") -> Rule:
    card = Card(
        code=code,
        retourcode="" if level == 5 else "0001",
        level=level,
        messages=frozenset(JUDGED),
        element="Client",
        source=f"test, {code}",
        statement="",
        remedy="Doe iets.",
    )
    return Rule(card, check)


def tell(message: Any, *_: Any) -> Iterator[Fault]:
    yield fault(message.client, "Let op.")


def warn(message: Any, *_: Any) -> Iterator[Fault]:
    yield fault(message.client, "Let op.", severity=Severity.SIGNAAL)


def crash(message: Any, *_: Any) -> Iterator[Fault]:
    yield fault(message.client, "Let op.")
    raise ZeroDivisionError(message.client.bsn)


def judged(*rules: Rule, **known: Any) -> Any:
    return judge(as_read(wmo305()), rules=rules, **{"case": CaseFile(), "outside": OUTSIDE, **known})


@pytest.mark.parametrize(
    ("known", "count"),
    [({}, 1), ({"case": None}, 0), ({"outside": None}, 0), ({"case": None, "outside": None}, 0)],
    ids=["both", "no case", "no outside", "neither"],
)
def test_signals_are_looked_at_only_when_the_case_and_the_world_outside_are_known(known, count):
    assert len(judged(rule(5, tell), **known).findings) == count


@pytest.mark.parametrize("level", [2, 3, 4])
@pytest.mark.parametrize("check", [tell, crash])
def test_signals_are_left_out_when_something_stands_in_the_way_of_approval(level, check):
    result = judged(rule(5, tell), rule(level, check, "XX000"))
    assert result.outcome is not Outcome.GOEDGEKEURD
    assert {finding.code for finding in result.findings} == {"XX000"}


@pytest.mark.parametrize("level", [3, 4])
def test_signals_are_looked_at_beside_what_is_a_signal_on_another_level(level):
    result = judged(rule(level, warn, "XX000"), rule(5, tell))
    assert result.outcome is Outcome.GOEDGEKEURD
    assert [finding.code for finding in result.findings] == ["XX000", "XX005"]


def test_a_signal_sees_the_message_without_comments_the_case_and_the_world_outside():
    seen = []

    def note(*args: Any) -> Iterator[Fault]:
        seen.append(args)
        return iter(())

    message, plain, empty = as_read(wmo305()), as_read(wmo305()), CaseFile()
    judge(message, plain, case=empty, outside=OUTSIDE, rules=(rule(5, note),))
    [(given_message, given_case, given_outside)] = seen
    assert given_message is plain
    assert given_case is empty
    assert given_outside is OUTSIDE


def test_a_signal_refuses_nothing_even_when_its_check_would():
    result = judged(rule(5, tell))
    assert result.outcome is Outcome.GOEDGEKEURD
    [finding] = result.findings
    assert (finding.level, finding.severity, finding.retourcode) == (5, Severity.SIGNAAL, None)
    assert (finding.path, finding.class_path, finding.explanation) == ("/Bericht/Client", "/Bericht/Client", "Let op.")


def test_a_signal_that_crashes_parks_nothing_says_so_and_hides_no_other():
    result = judged(rule(5, crash, "XX001"), rule(5, tell, "XX002"))
    assert result.outcome is Outcome.GOEDGEKEURD
    assert result.crashes == ()
    assert [finding.code for finding in result.findings] == ["XX001", "XX001", "XX002"]
    told = result.findings[1]
    assert told.explanation == (
        "Dit signaal kon niet beoordeeld worden (ZeroDivisionError). Het oordeel hangt er niet van af."
    )
    assert (told.level, told.severity, told.retourcode) == (5, Severity.SIGNAAL, None)
    assert (told.path, told.class_path, told.source) == ("/Bericht", "/Bericht", "test, XX001")
    assert told.remedy == "Kijk dit zelf na, en meld de fout aan de beheerder."


def test_a_crash_before_level_5_still_parks():
    result = judged(rule(4, crash, "XX000"), rule(5, crash))
    assert result.outcome is Outcome.GEPARKEERD
    assert result.crashes == (Crash("XX000", "ZeroDivisionError"),)


@pytest.mark.parametrize("count", [MAX_FAULTS_PER_RULE, MAX_FAULTS_PER_RULE + 1, 400])
def test_of_many_signals_of_one_kind_the_first_are_told_and_the_rest_counted(count):
    starts = tuple(start_product(toewijzing_nummer=str(n)) for n in range(count))
    assigned = [toewijzing(n) for n in range(count)]
    result = verdict(wmo305(start_producten=starts), case(*assigned), today=TODAY)
    assert result.outcome is Outcome.GOEDGEKEURD
    assert {(finding.code, finding.severity) for finding in result.findings} == {("OP271", Severity.SIGNAAL)}
    assert len(result.findings) == min(count, MAX_FAULTS_PER_RULE + 1)
    if count > MAX_FAULTS_PER_RULE:
        rest = result.findings[-1]
        assert rest.explanation == (
            f"Nog {count - MAX_FAULTS_PER_RULE} keer in dit bericht; "
            f"de eerste {MAX_FAULTS_PER_RULE} staan uitgeschreven."
        )
        assert (rest.path, rest.class_path, rest.retourcode) == ("/Bericht", "/Bericht", None)


def test_the_return_message_says_nothing_of_signals():
    message = as_read(wmo305())
    result = judge(message, case=case(), outside=OUTSIDE)
    assert [finding.code for finding in result.findings] == ["OP271"]
    answers = [compose(message, found, "R1", DAGTEKENING, None) for found in (result.findings, ())]
    assert answers[0] == answers[1]
    assert answers[0].header.retour_codes == ()


NUMBERS = st.sampled_from([None, "1", "2"])
DAYS = st.sampled_from(["2023-12-31", "2024-01-01", "2024-02-01", "2024-02-28", "0001-01-01", "9999-12-31"])
ENTRY = st.none() | DAYS | st.sampled_from(["12024-01-01", "-0044-03-15"])
STARTS = st.builds(start_product, toewijzing_nummer=NUMBERS, begindatum=DAYS, toewijzing_ingangsdatum=ENTRY)
STOPS = st.builds(
    stop_product,
    toewijzing_nummer=NUMBERS,
    begindatum=DAYS,
    einddatum=DAYS,
    reden_beeindiging=st.sampled_from(["20", "31"]),
    toewijzing_ingangsdatum=ENTRY,
)
ASSIGNED = st.builds(
    toewijzing,
    st.sampled_from([1, 2]),
    ingangsdatum=st.dates(),
    einddatum=st.none() | st.dates(),
    verwijderd=st.booleans(),
    sent_on=st.none() | st.dates(),
)


def some(members):
    return st.lists(members, min_size=1, max_size=4).map(tuple)


REPORTS = st.builds(wmo305, start_producten=some(STARTS)) | st.builds(wmo307, stop_producten=some(STOPS))


@given(forward_messages | REPORTS, st.lists(ASSIGNED | STARTS | STOPS, max_size=5), st.dates(max_value=TODAY))
@settings(deadline=None)
def test_signals_change_nothing_about_the_verdict_on_any_message(message, stands, today):
    read, known = as_read(message), {"case": case(*stands), "outside": Outside(today=today)}
    without, with_signals = judge(read, rules=OTHERS, **known), judge(read, rules=OTHERS + SIGNALS, **known)
    assert (with_signals.outcome, with_signals.crashes) == (without.outcome, without.crashes)
    count = len(without.findings)
    assert with_signals.findings[:count] == without.findings
    assert {finding.severity for finding in with_signals.findings[count:]} <= {Severity.SIGNAAL}


@given(forward_messages | REPORTS, st.lists(ASSIGNED, max_size=3), st.dates(max_value=TODAY))
@settings(deadline=None)
def test_only_a_date_that_no_calendar_holds_keeps_a_signal_from_being_judged(message, assigned, today):
    result = judge(as_read(message), case=case(*assigned), outside=Outside(today=today), rules=SIGNALS)
    assert result.outcome is Outcome.GOEDGEKEURD
    if any("kon niet beoordeeld worden" in finding.explanation for finding in result.findings):
        assert "-00" in repr(message) or "12024" in repr(message)


def test_a_date_that_no_calendar_holds_is_told_and_parks_nothing():
    message = as_read(wmo307(toewijzing_ingangsdatum="12024-01-01"))
    result = judge(message, case=case(START), outside=OUTSIDE, rules=SIGNALS)
    assert result.outcome is Outcome.GOEDGEKEURD
    [finding] = result.findings
    assert (finding.code, finding.severity) == ("GW002", Severity.SIGNAAL)
    assert "kon niet beoordeeld worden (ValueError)" in finding.explanation
