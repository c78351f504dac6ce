"""NL-811: a person looks at what was found on a start or stop."""

from datetime import date

from gateway.policy.watch_file import ReportFinding
from tests.support.policy.watched import never, signals_of


def found(code, text="iets"):
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
    )


def test_says_what_policy_said_and_of_a_national_rule_only_which():
    policy, rule = signals_of(
        "NL-811", "2024-03-01", policy=never, findings=(found("NL-706"), found("OP271", "geheim"))
    )
    assert policy.text == "WMO305 S1 van aanbieder 99990001: NL-706, iets Te doen: Bel hem."
    assert rule.text == "WMO305 S1 van aanbieder 99990001: OP271. Te doen: Bel hem."
    assert (policy.sleutel, str(policy.uiterlijk), policy.bericht) == ("b1:NL-706:/a", "2024-03-01", "b1")
