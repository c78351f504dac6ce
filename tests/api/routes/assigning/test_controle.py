"""The answer of a preview, as JSON spells it; tests/exchange/assigning/test_preview.py asks for one over HTTP."""

from datetime import date

import pytest

from gateway.api.routes.assigning.controle import _shape
from gateway.exchange.assigning.preview import Preview
from gateway.exchange.assigning.registers.tariffs import Expectation
from gateway.policy.alternatives import AllowedProduct, Alternatives
from gateway.standard.findings import Finding, Severity

FINDING = Finding(
    code="NL-201", level=5, severity=Severity.BLOKKADE, path="/Bericht", explanation="Dit mag niet naast elkaar."
)


def a_preview(findings: tuple[Finding, ...], alternatives: Alternatives | None) -> Preview:
    return Preview(
        aanbieder="99990001",
        allowed=True,
        overridable=False,
        findings_by_step=[findings],
        rule_findings=(),
        lines=(),
        alternatives=alternatives,
        expected=Expectation(None, reason="geen tarief"),
    )


@pytest.mark.parametrize(("last", "shown", "unbounded"), [(date.max, None, True), (date(2024, 12, 31),) * 2 + (False,)])
def test_a_last_day_without_bound_is_told_apart_from_none(last: date, shown: date | None, unbounded: bool) -> None:
    product = AllowedProduct(code="10B01", naam="Begeleiding", needs_ground=False, signals=())
    answer = _shape(
        a_preview((FINDING,), Alternatives(producten=(product,), einddatum=last, open_ended=True, months=3))
    )
    assert answer.ruimte is not None
    assert (answer.ruimte.uiterste_einddatum, answer.ruimte.onbegrensd) == (shown, unbounded)
    assert (answer.ruimte.producten[0].code, answer.ruimte.maanden_over) == ("10B01", 3)
    assert answer.bevindingen[0].code == "NL-201"


def test_without_policy_there_are_no_alternatives() -> None:
    assert _shape(a_preview((), None)).ruimte is None
