"""Overriding leaves a trace, always: what passes was allowed, or stands on record with who let it pass and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.assigning.override import Override, PolicyAssessment, weigh_override
from gateway.exchange.kernel.refusals import Conflict
from gateway.policy.engine import LEVEL
from gateway.standard.findings import Finding, Severity

OPERATOR = Override("C. Onsulent", "acute opname")


def finding(code: int, severity: Severity, overridable: bool) -> Finding:
    return Finding(
        code=f"NL-{code}",
        level=LEVEL,
        severity=severity,
        path="product/code",
        explanation="zo is het",
        overridable=overridable and severity is Severity.BLOKKADE,
    )


weights = st.sampled_from([Severity.BLOKKADE, Severity.SIGNAAL])
found = st.lists(st.builds(finding, st.integers(101, 103), weights, st.booleans()), max_size=5).map(tuple)
asked = st.sampled_from([None, OPERATOR])


def decided(found: tuple[Finding, ...], overrule: Override | None) -> PolicyAssessment | Conflict:
    try:
        return weigh_override(found, overrule)
    except Conflict as conflict:
        return conflict


@given(found, asked)
def test_what_passes_was_allowed_or_is_on_record(found: tuple[Finding, ...], overrule: Override | None) -> None:
    tegen = [each for each in found if each.severity is Severity.BLOKKADE]
    verdict = decided(found, overrule)
    if isinstance(verdict, Conflict):
        return
    assert verdict.findings == found
    shown = verdict.findings_json(7)
    assert [each["code"] for each in shown] == [each.code for each in found]
    assert [bool(each.get("overruled")) for each in shown] == [each["severity"] == "blokkade" for each in shown]
    if not tegen:
        assert verdict.override_json() is None
        return
    kept = verdict.override_json()
    assert kept is not None
    assert (kept["consulent"], kept["reden"]) == ("C. Onsulent", "acute opname")
    assert [each["code"] for each in kept["bevindingen"]] == [each.code for each in tegen]
    assert all(each.overridable for each in tegen)


@given(found, asked)
def test_what_does_not_pass_is_told_in_full(found: tuple[Finding, ...], overrule: Override | None) -> None:
    tegen = [each for each in found if each.severity is Severity.BLOKKADE]
    hard = [each for each in tegen if not each.overridable]
    verdict = decided(found, overrule)
    if not isinstance(verdict, Conflict):
        assert not hard
        assert bool(tegen) is (overrule is not None)
        return
    assert verdict.findings == found, "every finding, the signals too"
    if verdict.problem == "overrule-niet-nodig":
        assert overrule is not None
        assert not tegen
        return
    assert verdict.problem == "beleid-blokkade"
    assert verdict.details["overrulebaar"] is not bool(hard)
    assert all(each.code in verdict.text for each in (tegen if overrule is None else hard))
    assert ("kan niemand doorlaten" in verdict.text) is bool(hard)


def test_without_a_policy_there_is_nothing_to_override() -> None:
    assert weigh_override((), None, has_policy=False) == PolicyAssessment()
    with pytest.raises(Conflict) as error:
        weigh_override((), OPERATOR, has_policy=False)
    assert error.value.problem == "overrule-niet-nodig"
    assert "geen beleid gekozen" in error.value.text
