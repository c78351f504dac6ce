"""Who writes in the database without a key: whatever it puts where, no value is served or sent but at its own place."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

import asyncpg
import httpx
import pytest
from structlog.testing import capture_logs

from gateway.exchange.delivery.channels import open_channels
from gateway.exchange.delivery.worker import deliver_due
from gateway.exchange.kernel.gateway import DeliverySettings
from gateway.store.db.database import APPLICATION
from gateway.store.ledger.berichten import new_id
from tests.support.api.application import Api
from tests.support.api.parties import ASSIGNMENT, CLIENT, VENLO, VENRAY, ZORG, Caller
from tests.support.exchange.receiver import a_receiver, status
from tests.support.exchange.workers import HERE
from tests.support.messages.messages import BSN
from tests.support.messages.persons import bsns
from tests.support.store.key_ring import unbound
from tests.support.store.ledger import push_to

OTHER_BSN = bsns(2)[1]
OTHER = {**CLIENT, "naam": {**CLIENT["naam"], "geslachtsnaam": {"achternaam": "Ander"}}}
COPY = (
    "insert into berichten (gemeente, id, richting, soort, release, verzender, ontvanger, identificatie, inhoud,"
    " sha256, oordeel, bevindingen, client_id) select gemeente, $1, richting, soort, release, verzender, ontvanger,"
    " 'KOPIE', {inhoud}, sha256, oordeel, bevindingen, client_id from berichten where id = $2"
)


@pytest.fixture
async def burglar(api: Api) -> "AsyncIterator[asyncpg.Connection[asyncpg.Record]]":
    """A session with the rights of the application, and without a key."""
    connection = await asyncpg.connect(api.dsn)
    await connection.execute(f"set role {APPLICATION}")
    yield connection
    await connection.close()


@pytest.fixture
async def pair(venlo: Caller) -> tuple[str, str]:
    """Two clients."""
    return await venlo.register(), await venlo.register(OTHER_BSN, naam=OTHER["naam"])


@contextmanager
def refused(where: str) -> "Iterator[list[httpx.Response]]":
    """Assert of each response in the list that nothing was shown, and that the log names the place."""
    responses: list[httpx.Response] = []
    with capture_logs() as log:
        yield responses
    reasons = [each["reason"] for each in log if each["event"] == "request.decryption_failed"]
    assert len(reasons) == len(responses) > 0
    assert all(where in each for each in reasons), reasons
    for each in responses:
        assert (each.status_code, each.json()["type"].rpartition(":")[2]) == (503, "niet-te-ontsleutelen")
    shown = str([log, *(each.text for each in responses)])
    for secret in (BSN, OTHER_BSN, "Proefpersoon", "Ander"):
        assert secret not in shown


SWAPS = {
    "BSN": "update clienten a set bsn = b.bsn from clienten b where b.id <> a.id",
    "name": "update clienten a set gegevens = b.gegevens from clienten b where b.id <> a.id",
    "all of two rows": """
        with oud as (select * from clienten), leeg as (select array_agg(bsn_zoek order by id) as hash from clienten)
        update clienten a set bsn = b.bsn, gegevens = b.gegevens from oud b where b.id <> a.id;
        create temp table hashes as select a.id, b.bsn_zoek from clienten a join clienten b on b.id <> a.id;
        update clienten set bsn_zoek = null;
        update clienten c set bsn_zoek = h.bsn_zoek from hashes h where h.id = c.id
        """,
}


@pytest.mark.parametrize("swap", SWAPS.values(), ids=SWAPS)
async def test_what_was_swapped_between_two_clients_is_not_served_nor_sent(
    venlo: Caller, zorg: Caller, burglar: "asyncpg.Connection[asyncpg.Record]", pair: tuple[str, str], swap: str
) -> None:
    await burglar.execute(swap)
    for client in pair:
        with refused(f" van {VENLO} {client}") as responses:
            responses.append(await venlo.http.get(f"/v1/clienten/{client}"))
            responses.append(await venlo.http.post("/v1/toewijzingen", json={**ASSIGNMENT, "clientId": client}))
    assert await zorg.mailbox() == []


async def test_a_client_copied_to_another_municipality_or_column_is_not_served(
    api: Api, venlo: Caller, burglar: "asyncpg.Connection[asyncpg.Record]", pair: tuple[str, str]
) -> None:
    venray = await api.caller(VENRAY)
    await burglar.execute(
        "insert into clienten (gemeente, id, bsn, bsn_zoek, gegevens) select $1, id, bsn, bsn_zoek, gegevens"
        " from clienten",
        VENRAY,
    )
    await burglar.execute("update clienten set gegevens = bsn where gemeente = $1", VENLO)
    with refused(f"clienten.bsn van {VENRAY} {pair[0]}") as responses:
        responses.append(await venray.http.get(f"/v1/clienten/{pair[0]}"))
    with refused(f"clienten.gegevens van {VENLO} {pair[0]}") as responses:
        responses.append(await venlo.http.get(f"/v1/clienten/{pair[0]}"))


@pytest.mark.parametrize("old", [(0, b"{}"), unbound(b"{}")], ids=["without a key", "from before it was bound"])
async def test_an_unencrypted_or_older_value_is_not_served(
    venlo: Caller, burglar: "asyncpg.Connection[asyncpg.Record]", pair: tuple[str, str], old: tuple[int, bytes]
) -> None:
    await burglar.execute("update clienten set gegevens = row($1, $2)::geheim", *old)
    with refused("niet aan haar plaats gebonden") as responses:
        responses.append(await venlo.http.get(f"/v1/clienten/{pair[0]}"))


async def test_bodies_that_the_owner_of_the_database_swapped_are_not_served(
    api: Api, venlo: Caller, zorg: Caller, pair: tuple[str, str]
) -> None:
    sent = [(await venlo.assign(client))["berichtId"] for client in pair]
    owner = await asyncpg.connect(api.dsn)
    await owner.execute("alter table berichten disable trigger user")
    await owner.execute(
        "update berichten a set inhoud = b.inhoud, sha256 = b.sha256 from berichten b where a.id <> b.id"
    )
    await owner.close()
    for each in sent:
        with refused(f"berichten.inhoud van {VENLO} {each}") as responses:
            responses.append(await zorg.http.get(f"/v1/berichten/{each}/xml"))


PLANTED = {
    "of another message": "inhoud",
    "without a key": "row(0, '<bericht/>')::geheim",
    "from before it was bound": f"row(1, '\\x{unbound(b'<bericht/>')[1].hex()}')::geheim",
    "of another column": "bevindingen",
}


@pytest.mark.parametrize("content", PLANTED.values(), ids=PLANTED)
async def test_a_message_that_was_planted_is_not_delivered(
    api: Api, venlo: Caller, burglar: "asyncpg.Connection[asyncpg.Record]", pair: tuple[str, str], content: str
) -> None:
    gateway = replace(api.gateway, delivery=DeliverySettings(HERE))
    async with a_receiver(status(200)) as receiver, open_channels(gateway.delivery) as channels:
        await push_to(gateway.db, receiver.url)
        genuine = UUID((await venlo.assign(pair[0]))["berichtId"])
        assert await deliver_due(gateway, channels) == 1
        planted = new_id()
        await burglar.execute(COPY.format(inhoud=content), planted, genuine)
        await burglar.execute(
            "insert into leveringen (gemeente, bericht_id, ontvanger, reeks, kanaal) values ($1, $2, $3, $2, 'push')",
            VENLO,
            planted,
            ZORG,
        )
        with capture_logs() as log:
            assert await deliver_due(gateway, channels) == 1
        assert len(receiver.bodies) == 1
    [alarm] = [each for each in log if each["event"] == "delivery.decryption_failed"]
    assert (alarm["log_level"], alarm["message_id"]) == ("error", str(planted))
    assert f"van {VENLO} {planted}" in alarm["reason"]
