"""Signals as a municipality sees them, and what makes them come and go."""

from datetime import UTC, datetime
from typing import Any

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.signals.refresh import RefreshCount, refresh_signals
from gateway.messages.retour import compose
from gateway.policy.watch_file import Signal
from gateway.store.db.database import Database
from gateway.store.signals import signalen as rijen
from gateway.store.signals.signalen import SignalFilter
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Partij, start


async def signalen(partij: Partij, **query: Any) -> list[dict[str, Any]]:
    """All of them that fit, by due date; read page by page."""
    found: list[dict[str, Any]] = []
    while True:
        response = await partij.http.get("/v1/signalen", params=query)
        assert response.status_code == 200, response.text
        body = response.json()
        found += body["signalen"]
        if body["volgende"] is None:
            return found
        query["na"] = body["volgende"]


async def codes(partij: Partij, **query: Any) -> list[str]:
    """The codes of what is open, in order of the alphabet."""
    return sorted(each["code"] for each in await signalen(partij, **{"status": "open", **query}))


async def bijgewerkt(gateway: Gateway, **kwargs: Any) -> tuple[int, int, int]:
    """How many signals a refresh raised, changed and closed; it worked for every municipality."""
    telling: RefreshCount = await refresh_signals(gateway, **kwargs)
    assert telling.failed == []
    return telling.raised, telling.reworded, telling.lapsed


async def a_signal(gateway: Gateway, nummer: int) -> str:
    """The id of a signal about this assignment of Venlo to ZORG, whatever its days say."""
    signaal = Signal(
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
        await rijen.add(tx, VENLO, [(client, signaal)], gateway.now())
        [rij] = await rijen.fetch_page(tx, VENLO, SignalFilter(toewijzing=nummer), None, 1)
    return str(rij.id)


async def kies_beleid(db: Database, gemeente: str, beleid: str | None) -> None:
    """The municipality goes by the policy of this region from now on."""
    async with db.transaction() as tx:
        await tx.execute("update organisaties set beleid = $2 where code = $1", gemeente, beleid)


async def beantwoord(partij: Partij, api: Api) -> None:
    """Every 301 that waits is collected and approved."""
    for heen in await partij.haal_op():
        if heen.soort.name == "WMO301":
            nummer = heen.header.bericht_identificatie.identificatie
            await partij.bied_aan(compose(heen, [], f"R{nummer[1:]}", api.gateway.today(), None))


async def gestart(partij: Partij, api: Api, nummer: int, identificatie: str, **changes: Any) -> dict[str, Any]:
    """The receipt of a start that is reported today and approved."""
    vandaag = api.gateway.today().isoformat()
    receipt = await partij.bied_aan(start(nummer, identificatie, dagtekening=vandaag, **changes))
    assert receipt["oordeel"] == "goedgekeurd", await partij.rapport(receipt["id"])
    return receipt


MAART = {"ingangsdatum": "2024-03-04", "einddatum": "2024-12-31"}
START = {"begindatum": "2024-03-04", "toewijzing_ingangsdatum": "2024-03-04"}


async def op(api: Api, dag: str) -> tuple[int, int, int]:
    """Set the clock to noon on this day and refresh the signals; return how many arose, changed and lapsed."""
    api.klok.nu = datetime.fromisoformat(f"{dag}T11:00:00").replace(tzinfo=UTC)
    return await bijgewerkt(api.gateway)


async def handel_af(partij: Partij, id: str, **body: Any) -> dict[str, Any]:
    response = await partij.http.post(f"/v1/signalen/{id}/afhandelen", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


async def verloop(partij: Partij, id: str) -> list[str]:
    response = await partij.http.get(f"/v1/signalen/{id}")
    return [each["soort"] for each in response.json()["gebeurtenissen"]]
