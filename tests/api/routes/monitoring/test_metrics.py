"""An operator sees in figures what went on and how things stand, and nobody else does."""

import re
from datetime import UTC, datetime

from prometheus_client.parser import text_string_to_metric_families

from gateway.exchange.custody.seal import seal_ledger
from gateway.standard.findings import Outcome
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, Caller, start
from tests.support.store.ledger import book


def samples(text: str) -> dict[tuple[str, ...], float]:
    """Return every figure by its name and the values of its labels, in the order of their names."""
    return {
        (each.name, *(value for _, value in sorted(each.labels.items()))): each.value
        for family in text_string_to_metric_families(text)
        for each in family.samples
    }


async def figures(api: Api) -> dict[tuple[str, ...], float]:
    response = await (await api.caller(BEHEER)).http.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain")
    return samples(response.text)


async def test_what_went_on_is_counted(api: Api, venlo: Caller, zorg: Caller) -> None:
    before = await figures(api)
    assignment = await venlo.assign(await venlo.register())
    await zorg.submit(start(assignment["toewijzingNummer"], "S1"))
    await zorg.submit(start(assignment["toewijzingNummer"] + 1, "S2"))
    await zorg.refused(b"<geen xml")
    after = await figures(api)

    def more(*key: str) -> float:
        return after.get(key, 0) - before.get(key, 0)

    assert more("gateway_messages_received_total", "goedgekeurd", "WMO305") == 1
    assert more("gateway_messages_received_total", "afgekeurd", "WMO305") == 1
    assert more("gateway_messages_refused_total", "xml-niet-welgevormd") == 1
    assert more("gateway_receive_seconds_count") == 2


async def test_how_things_stand_is_told(api: Api) -> None:
    await figures(api)
    await book(api.gateway.db)
    id = await book(api.gateway.db, oordeel=Outcome.GEPARKEERD)
    await book(api.gateway.db, vastgelegd_op=datetime(2024, 1, 1, tzinfo=UTC))
    found = await figures(api)
    assert found["gateway_deliveries_waiting", "postvak"] == 3
    assert found["gateway_deliveries_oldest_seconds", "postvak"] > 86_400
    assert found[("gateway_messages_parked",)] == 1
    for name in ("gateway_deliveries_given_up", "gateway_receivers_resting", "gateway_workers"):
        assert found[(name,)] == 0
    assert ("gateway_seal_age_seconds",) not in found
    await seal_ledger(api.gateway)
    assert 0 <= (await figures(api))[("gateway_seal_age_seconds",)] < 60
    text = (await (await api.caller(BEHEER)).http.get("/metrics")).text
    assert str(id) not in text
    assert not re.search(r"\b9999[0-9]{5}\b", text)


async def test_only_an_operator_may_see_them(api: Api, venlo: Caller, zorg: Caller) -> None:
    for each in (venlo, zorg):
        assert (await each.http.get("/metrics")).status_code == 403
    async with api.http() as nobody:
        assert (await nobody.get("/metrics")).status_code == 401
