"""Policy where a provider reports: what it has to say of a start or stop that is approved. Signals only."""

from collections.abc import Sequence
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
from gateway.store.care import casefile, policy_view
from gateway.store.care.policy_view import Beleidsdossier
from gateway.store.db.database import Connection

NIET_GETOETST: Final = "NL-700"
"""Code of the signal that the policy of the municipality can't be read."""


async def rondom(tx: Connection, zaken: Sequence[tuple[Arrived, casefile.Dossier]]) -> list[Beleidsdossier | None]:
    """Of each message the client's care at every provider; None where policy has nothing to say.

    That is of any message but a start or stop, without a chosen policy, without a client, and of a municipality that
    has its books elsewhere; without others nothing is read. Consistent when the caller holds the clients' locks.
    """
    vragen = {
        nummer: (arrived.gemeente, hier.client_id, arrived.aanbieder)
        for nummer, (arrived, hier) in enumerate(zaken)
        if hier.beleid is not None
        and hier.client_id is not None
        and not hier.extern
        and arrived.kind.name in ("WMO305", "WMO307")
    }
    if not vragen:
        return [None] * len(zaken)
    gevonden = dict(zip(vragen, await policy_view.load(tx, list(vragen.values())), strict=True))
    return [gevonden.get(nummer) for nummer in range(len(zaken))]


def signalen(gateway: Gateway, arrived: Arrived, case: CaseFile, om: Beleidsdossier) -> list[dict[str, Any]]:
    """What policy has to say of the starts and stops in this message, as findings are kept."""
    bericht = arrived.message
    assert isinstance(bericht, Wmo305 | Wmo307)
    try:
        hier = load_region(om.beleid, gateway.policy_dir)
    except (UnknownRegion, PolicyError, OSError) as error:
        return [to_json(_niet_getoetst(om.beleid, error))]
    return [to_json(each) for each in check_reports(bericht, case, arrived.aanbieder, om.dossier, hier.policy_on)]


def _niet_getoetst(naam: str, error: Exception) -> Finding:
    return Finding(
        code=NIET_GETOETST,
        level=LEVEL,
        severity=Severity.SIGNAAL,
        path="/Bericht",
        explanation=f"Het beleid van {naam}, dat de gemeente koos, is op deze gateway niet te lezen "
        f"({type(error).__name__}); dit bericht is er niet aan getoetst.",
        remedy="Meld dit de beheerder (GATEWAY_POLICY_DIR).",
    )
