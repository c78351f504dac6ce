"""The signals of a municipality's policy on the starts and stops that a provider reports."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from gateway.exchange.kernel.findings_json import range_from_json
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.receiving.arrived import Arrived
from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.policy.engine import LEVEL
from gateway.policy.loading.load import PolicyError
from gateway.policy.loading.regions import UnknownRegion, load_region
from gateway.policy.overruled import OverruledBlock, tell_override
from gateway.policy.report import check_reports
from gateway.rules.case import CaseFile
from gateway.standard.findings import Finding, Severity
from gateway.store.care import toewijzingen
from gateway.store.care.policy_view import PolicyView
from gateway.store.db.database import Connection

NOT_CHECKED: Final = "NL-700"
"""Code of the signal that the policy of the municipality can't be read."""


def check_policy(gateway: Gateway, arrived: Arrived, case: CaseFile, care: PolicyView) -> Sequence[Finding]:
    """Return the signals of policy on the starts and stops in this message."""
    message = arrived.message
    assert isinstance(message, Wmo305 | Wmo307)
    try:
        region = load_region(care.beleid, gateway.policy_dir)
    except (UnknownRegion, PolicyError, OSError) as error:
        return [_not_checked(care.beleid, error)]
    return check_reports(message, case, arrived.aanbieder, care.care_file, region.policy_on)


async def tell_overrides(tx: Connection, gemeente: str, signals: Sequence[Finding]) -> Sequence[Finding]:
    """Return the signals, of which those on what a consulent let pass at the decision say who did, and why.

    Overrides are read only when a signal says what a decision could have been blocked for; else it is the same object.
    """
    asked = {nummer for each in signals if each.judged_as for nummer in (each.assignment, *each.other_assignments)}
    if not asked:
        return signals
    kept = await toewijzingen.list_overrides(tx, gemeente, [nummer for nummer in asked if nummer is not None])
    blocks = [block for nummer, overrule in kept for block in _overruled_blocks(nummer, overrule)]
    return [tell_override(each, blocks) if each.judged_as and blocks else each for each in signals]


def _overruled_blocks(nummer: int, overrule: Mapping[str, Any]) -> Iterator[OverruledBlock]:
    for each in overrule["bevindingen"]:
        yield OverruledBlock(
            nummer=nummer,
            code=each["code"],
            others=frozenset(each.get("betreft", ())),
            beside=each.get("values", {}).get("Code", ""),
            days=[range_from_json(day_range) for day_range in each.get("dagen", ())],
            consulent=overrule["consulent"],
            reden=overrule["reden"],
        )


def _not_checked(region: str, error: Exception) -> Finding:
    return Finding(
        code=NOT_CHECKED,
        level=LEVEL,
        severity=Severity.SIGNAAL,
        path="/Bericht",
        explanation=f"Het beleid van {region}, dat de gemeente koos, is op deze gateway niet te lezen "
        f"({type(error).__name__}); dit bericht is er niet aan getoetst.",
        remedy="Meld dit de beheerder van de gateway, en kijk zelf of wat er is gemeld bij het beleid past.",
    )
