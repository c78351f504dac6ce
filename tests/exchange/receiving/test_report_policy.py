"""Policy looks at the books as they are once the message is in them: what it works out is what the store then reads."""

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import pytest

from gateway.exchange.receiving.report_policy import tell_overrides
from gateway.messages.common import Product
from gateway.policy import report
from gateway.standard.findings import Finding, Severity
from gateway.store.care import policy_view
from gateway.store.db.database import Connection
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, ZORG, Caller
from tests.support.messages.messages import start_product, stop_product, wmo305, wmo307
from tests.support.policy.chosen import choose_policy

STEPS: tuple[tuple[str, str, str, str, str], ...] = (
    # what, StatusAanlevering, Begindatum, RedenBeeindiging, Einddatum
    ("start", "1", "2024-01-08", "", ""),
    ("stop", "1", "2024-01-08", "20", "2024-01-20"),
    ("start", "1", "2024-01-29", "", ""),
    ("stop", "1", "2024-01-29", "39", "2024-02-10"),
    ("stop", "3", "2024-01-29", "39", "2024-02-10"),
    ("stop", "1", "2024-01-29", "31", "2024-02-12"),
    ("start", "1", "2024-02-20", "", ""),
    ("start", "3", "2024-02-20", "", ""),
)


async def test_what_is_judged_is_what_will_stand(
    api: Api, venlo: Caller, zorg: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await venlo.register()
    nummer = (await venlo.assign(client))["toewijzingNummer"]
    await venlo.assign(client, aanbieder=THUIS)
    await choose_policy(api.gateway)
    uitgerekend: list[Any] = []
    updated_care = report.updated_care

    def onthouden(*args: Any) -> Any:
        uitgerekend.append(updated_care(*args))
        return uitgerekend[-1]

    monkeypatch.setattr(report, "updated_care", onthouden)
    for n, (wat, status, begin, reden, end) in enumerate(STEPS):
        gelijk: dict[str, Any] = {
            "toewijzing_nummer": str(nummer),
            "product": Product(categorie="02", code="02A02"),
            "begindatum": begin,
            "status_aanlevering": status,
        }
        header = {"afzender": ZORG, "ontvanger": VENLO, "identificatie": f"N{n}"}
        if wat == "start":
            bericht: Any = wmo305(start_producten=(start_product(**gelijk),), **header)
        else:
            product = stop_product(**gelijk, reden_beeindiging=reden, einddatum=end)
            bericht = wmo307(stop_producten=(product,), **header)
        receipt = await zorg.submit(bericht)
        assert receipt["oordeel"] == "goedgekeurd", await zorg.report(receipt["berichtId"])
        async with api.gateway.db.reading() as tx:
            state = await policy_view.load_care(tx, VENLO, [UUID(client)])
        ((_, as_read),) = state.items()
        assert uitgerekend.pop() == as_read, (n, wat)
        api.clock.now += timedelta(seconds=1)


async def test_overrides_are_read_only_for_what_a_decision_can_be_blocked_for() -> None:
    """The connection is none at all: a statement would fail."""
    late = Finding(
        code="NL-701", level=5, severity=Severity.SIGNAAL, path="/Bericht", explanation="Laat.", assignment=7
    )
    for signals in ((), (late,)):
        assert await tell_overrides(cast("Connection", None), VENLO, signals) is signals
