"""Key guessing on a real server: it is cut short, by whoever's address it is, and hinders nobody else."""

import httpx
import pytest

from gateway.api.caller.guesses import MAX_FAILURES_PER_PERIOD, PERIOD_S
from gateway.api.caller.identity import FORWARDED
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties import access
from gateway.store.db.database import Database
from tests.api.caller.test_identity import CERTIFICATE, SHA256, a_certificate, pem
from tests.support.api.parties import BEHEER, THUIS, VENLO, ZORG, enrol, problem
from tests.support.api.server import PROXY, Server
from tests.support.messages.messages import schemas

WRONG = "gw_abcdefgh_" + "x" * 43


@pytest.fixture
async def keys(server_db: Database) -> dict[str, str]:
    return await enrol(server_db)


async def ask(
    server: Server, address: str, key: str | None, path: str = "/v1/postvak", **headers: str
) -> httpx.Response:
    """Return the answer to a call from this address of the loopback network."""
    if key is not None:
        headers["authorization"] = f"Bearer {key}"
    transport = httpx.AsyncHTTPTransport(local_address=address)
    async with httpx.AsyncClient(base_url=server.url, transport=transport, timeout=30) as http:
        return await http.get(path, headers=headers)


async def guess(server: Server, address: str, times: int, forwarded: str = "") -> list[int]:
    """Return the status of each of these wrong keys; {} in what is forwarded is another number each time."""
    transport = httpx.AsyncHTTPTransport(local_address=address)
    async with httpx.AsyncClient(base_url=server.url, transport=transport, timeout=30) as http:
        found = []
        for number in range(times):
            headers = {"authorization": f"Bearer {WRONG[:-4]}{number:04d}", FORWARDED: forwarded.format(number)}
            found.append((await http.get("/v1/postvak", headers=headers)).status_code)
        return found


async def figure(server: Server, key: str, afgeremd: str) -> float:
    """Return how many keys were refused."""
    text = (await ask(server, "127.0.0.1", key, "/metrics")).text
    name = f'gateway_callers_refused_total{{afgeremd="{afgeremd}",weg="sleutel"}} '
    return sum(float(line.removeprefix(name)) for line in text.splitlines() if line.startswith(name))


async def test_who_guesses_has_to_wait_and_nobody_else_does(server: Server, keys: dict[str, str]) -> None:
    here, there = "127.0.1.1", "127.0.1.2"
    before = [await figure(server, keys[BEHEER], each) for each in ("nee", "ja")]
    assert (await ask(server, here, keys[ZORG])).status_code == 200
    assert await guess(server, here, MAX_FAILURES_PER_PERIOD + 5) == [401] * MAX_FAILURES_PER_PERIOD + [429] * 5
    refused = await ask(server, here, WRONG)
    found = problem(refused, 429, "te-vaak-geweigerd")
    assert 0 < int(refused.headers["retry-after"]) <= PERIOD_S
    assert f"over {refused.headers['retry-after']} seconden" in found["detail"]
    assert (await ask(server, here, None)).status_code == 401, "who shows nothing guesses nothing"
    assert (await ask(server, here, keys[ZORG])).status_code == 200, "a key that was good goes on"
    problem(await ask(server, here, keys[VENLO]), 429)
    assert (await ask(server, there, keys[VENLO])).status_code == 200
    assert (await ask(server, here, keys[VENLO])).status_code == 200, "by now it was good"
    after = [await figure(server, keys[BEHEER], each) for each in ("nee", "ja")]
    assert [now - then for now, then in zip(after, before, strict=True)] == [MAX_FAILURES_PER_PERIOD, 7]


async def test_behind_a_trusted_proxy_each_caller_has_its_own_count(server: Server, keys: dict[str, str]) -> None:
    assert await guess(server, PROXY, MAX_FAILURES_PER_PERIOD + 1, "198.51.100.2, 198.51.100.1") == [
        401
    ] * MAX_FAILURES_PER_PERIOD + [429]
    problem(await ask(server, PROXY, keys[THUIS], **{FORWARDED: "198.51.100.1"}), 429)
    assert (await ask(server, PROXY, keys[THUIS], **{FORWARDED: "198.51.100.2"})).status_code == 200


async def test_who_is_no_proxy_gets_no_count_anew_by_another_name(server: Server) -> None:
    assert await guess(server, "127.0.1.3", MAX_FAILURES_PER_PERIOD + 1, "198.51.100.{}") == [
        401
    ] * MAX_FAILURES_PER_PERIOD + [429]


async def test_no_header_makes_a_proxy_of_a_caller(server: Server, server_db: Database, keys: dict[str, str]) -> None:
    """A certificate is no secret: who may hand one in is decided by where the connection comes from."""
    certificate = a_certificate()
    await access.grant_access(
        Gateway(server_db, schemas()), ZORG, "certificaat", certificate.fingerprint(SHA256()).hex(), "test"
    )
    shown = {CERTIFICATE: pem(certificate)}
    for claim in ({}, {FORWARDED: PROXY}, {FORWARDED: f"{PROXY}, {PROXY}"}, {"Forwarded": f"for={PROXY}"}):
        problem(await ask(server, "127.0.0.1", None, **shown, **claim), 401, "niet-aangemeld")
    assert (await ask(server, PROXY, None, **shown, **{FORWARDED: "198.51.100.9"})).status_code == 200
