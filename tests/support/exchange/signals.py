"""Signals as a municipality sees them, and what makes them come and go."""

from datetime import UTC, datetime
from typing import Any

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.signals.refresh import RefreshCount, refresh_signals
from gateway.messages.return_message import compose
from gateway.policy.watch_file import Signal
from gateway.store.db.database import Database
from gateway.store.signals import causes
from gateway.store.signals import signalen as store
from gateway.store.signals.signalen import SignalFilter
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Caller, start


async def list_signals(caller: Caller, **query: Any) -> list[dict[str, Any]]:
    """Return all signals that fit, by due date, read page by page."""
    found: list[dict[str, Any]] = []
    while True:
        response = await caller.http.get("/v1/signalen", params=query)
        assert response.status_code == 200, response.text
        body = response.json()
        found += body["signalen"]
        if body["volgende"] is None:
            return found
        query["na"] = body["volgende"]


async def codes(caller: Caller, **query: Any) -> list[str]:
    """Return the codes of the open signals, in the order of the alphabet."""
    return sorted(each["code"] for each in await list_signals(caller, **{"status": "open", **query}))


async def refreshed(gateway: Gateway, **kwargs: Any) -> tuple[int, int, int]:
    """Refresh the signals of every municipality; return how many were raised, changed and closed."""
    count: RefreshCount = await refresh_signals(gateway, **kwargs)
    assert count.failed == []
    return count.raised, count.reworded, count.lapsed


async def a_signal(gateway: Gateway, nummer: int) -> str:
    """Add a signal about this assignment of Venlo to ZORG, whatever its days say; return its id."""
    signal = Signal(
        code="NL-801",
        sleutel=str(nummer),
        uiterlijk=gateway.today(),
        text="Er is iets.",
        bron="test",
        aanbieder=ZORG,
        toewijzing_nummer=nummer,
    )
    async with gateway.db.transaction() as tx:
        client = await tx.fetchval("select client_id from toewijzingen where nummer = $1", nummer)
        await causes.add(tx, VENLO, [(client, signal)], gateway.now())
        [row] = await store.fetch_page(tx, VENLO, SignalFilter(toewijzing=nummer), None, 1)
    return str(row.id)


async def choose_policy(db: Database, gemeente: str, region: str | None) -> None:
    """Let the municipality go by the policy of this region from now on."""
    async with db.transaction() as tx:
        await tx.execute("update organisaties set beleid = $2 where code = $1", gemeente, region)


async def answer_all(caller: Caller, api: Api) -> None:
    """Collect and approve every 301 that waits."""
    for forward in await caller.collect():
        if forward.soort.name == "WMO301":
            nummer = forward.header.bericht_identificatie.identificatie
            await caller.submit(compose(forward, [], f"R{nummer[1:]}", api.gateway.today(), None))


async def report_start(caller: Caller, api: Api, nummer: int, identificatie: str, **changes: Any) -> dict[str, Any]:
    """Report a start today, and return the receipt of its approval."""
    today = api.gateway.today().isoformat()
    receipt = await caller.submit(start(nummer, identificatie, dagtekening=today, **changes))
    assert receipt["oordeel"] == "goedgekeurd", await caller.report(receipt["berichtId"])
    return receipt


MARCH = {"ingangsdatum": "2024-03-04", "einddatum": "2024-12-31"}
START = {"begindatum": "2024-03-04", "toewijzing_ingangsdatum": "2024-03-04"}


async def op(api: Api, day: str) -> tuple[int, int, int]:
    """Set the clock to noon on this day and refresh the signals; return how many arose, changed and lapsed."""
    api.clock.now = datetime.fromisoformat(f"{day}T11:00:00").replace(tzinfo=UTC)
    return await refreshed(api.gateway)


async def handle(caller: Caller, id: str, **body: Any) -> dict[str, Any]:
    response = await caller.http.post(f"/v1/signalen/{id}/afhandelen", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


async def events_of(caller: Caller, id: str) -> list[str]:
    response = await caller.http.get(f"/v1/signalen/{id}")
    return [each["soort"] for each in response.json()["gebeurtenissen"]]
