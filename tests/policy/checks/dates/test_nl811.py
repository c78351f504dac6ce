"""NL-811: a person looks at what was found on a start or stop."""

from dataclasses import replace
from datetime import date

from gateway.policy.watch_file import ReportFinding
from tests.support.policy.watched import never, signals_of


def found(code, text="iets", **changes):
    return ReportFinding(
        bericht="b1",
        soort="WMO305",
        identificatie="S1",
        aanbieder="99990001",
        day=date(2024, 3, 1),
        code=code,
        path="/a",
        text=text,
        remedy="Bel hem.",
        **changes,
    )


def test_says_what_policy_said_and_of_a_national_rule_only_which():
    policy, rule = signals_of(
        "NL-811", "2024-03-01", policy=never, findings=(found("NL-706"), found("OP271", "geheim"))
    )
    assert policy.text == "WMO305 S1 van aanbieder 99990001: NL-706, iets Te doen: Bel hem."
    assert rule.text == "WMO305 S1 van aanbieder 99990001: OP271. Te doen: Bel hem."
    assert (policy.sleutel, str(policy.uiterlijk), policy.bericht) == ("b1:NL-706:/a", "2024-03-01", "b1")


def texts(*findings):
    return [each.text.split(", ")[1].split(" ")[0] for each in signals_of("NL-811", "2024-03-01", findings=findings)]


def test_each_finding_at_one_place_is_a_signal_of_its_own():
    first, second = signals_of(
        "NL-811", "2024-03-01", findings=(found("NL-709", "een"), found("NL-709", "twee", number=2))
    )
    assert (first.sleutel, second.sleutel) == ("b1:NL-709:/a", "b1:NL-709:/a:2")


def test_what_two_reports_say_of_the_same_days_is_one_signal():
    days = (("2024-01-01", "2024-12-31"),)
    one = found("NL-706", "een", toewijzing=1, others=frozenset({2}), days=days)
    other = replace(one, bericht="b2", text="twee", toewijzing=2, others=frozenset({1}))
    assert texts(one, other) == ["een"]
    assert texts(one, replace(other, days=(("2024-02-01", ""),))) == ["een", "twee"]
    assert texts(one, replace(other, others=frozenset({3}))) == ["een", "twee"]
    assert texts(one, replace(other, code="NL-707")) == ["een", "twee"]
    assert texts(replace(one, days=()), replace(other, days=())) == ["een", "twee"]
