"""The signals of a municipality's policy on the starts and stops that a provider reports."""

from typing import Any, Final

from gateway.exchange.kernel.findings_json import to_json
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.receiving.arrived import Arrived
from gateway.messages.start import Wmo305
from gateway.messages.stop import Wmo307
from gateway.policy.engine import LEVEL
from gateway.policy.loading.load import PolicyError
from gateway.policy.loading.regions import UnknownRegion, load_region
from gateway.policy.report import check_reports
from gateway.rules.case import CaseFile
from gateway.standard.findings import Finding, Severity
from gateway.store.care.policy_view import PolicyView

NOT_CHECKED: Final = "NL-700"
"""Code of the signal that the policy of the municipality can't be read."""


def check_policy(gateway: Gateway, arrived: Arrived, case: CaseFile, care: PolicyView) -> list[dict[str, Any]]:
    """Return the signals of policy on the starts and stops in this message, as findings in JSON form."""
    message = arrived.message
    assert isinstance(message, Wmo305 | Wmo307)
    try:
        region = load_region(care.beleid, gateway.policy_dir)
    except (UnknownRegion, PolicyError, OSError) as error:
        return [to_json(_not_checked(care.beleid, error))]
    findings = check_reports(message, case, arrived.aanbieder, care.care_file, region.policy_on)
    return [to_json(finding) for finding in findings]


def _not_checked(region: str, error: Exception) -> Finding:
    return Finding(
        code=NOT_CHECKED,
        level=LEVEL,
        severity=Severity.SIGNAAL,
        path="/Bericht",
        explanation=f"Het beleid van {region}, dat de gemeente koos, is op deze gateway niet te lezen "
        f"({type(error).__name__}); dit bericht is er niet aan getoetst.",
        remedy="Meld dit de beheerder (GATEWAY_POLICY_DIR).",
    )
