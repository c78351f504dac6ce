"""How failures are counted: by address, for a while, and never more of them than there is memory for."""

import time

import pytest
from fastapi import Request
from starlette.datastructures import Headers

from gateway.api.caller import guesses as module
from gateway.api.caller.guesses import MAX_FAILURES_PER_PERIOD, Guesses, counted_address
from gateway.api.caller.identity import Doors
from gateway.settings import Settings
from tests.support.api.application import Api
from tests.support.api.parties import problem

GOOD = ("sleutel", "good")
BAD = ("sleutel", "bad")


def fail(guesses: Guesses, address: str, times: int = MAX_FAILURES_PER_PERIOD) -> None:
    for _ in range(times):
        guesses.failed(address, BAD)


def test_it_is_over_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PERIOD_S", 0.05)
    guesses = Guesses()
    fail(guesses, "a", MAX_FAILURES_PER_PERIOD - 1)
    assert guesses.wait("a", BAD) == 0
    fail(guesses, "a", 1)
    assert guesses.wait("a", BAD) == 1
    assert guesses.wait("b", BAD) == 0
    time.sleep(0.06)
    assert guesses.wait("a", BAD) == 0


def test_what_was_good_is_looked_at_until_it_is_not() -> None:
    guesses = Guesses()
    guesses.good(GOOD)
    fail(guesses, "a")
    assert guesses.wait("a", GOOD) == 0
    guesses.failed("a", GOOD)
    assert guesses.wait("a", GOOD) > 0


def test_a_million_addresses_take_no_more_memory_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_REMEMBERED", 10)
    guesses = Guesses()
    for number in range(1000):
        fail(guesses, str(number), 1)
        guesses.good(("sleutel", str(number)))
    assert len(guesses._failed) <= 10
    assert len(guesses._proved) <= 10


def test_one_home_has_many_addresses() -> None:
    assert (
        counted_address("2001:db8:1:2::3")
        == counted_address("2001:db8:1:2:ffff::9")
        != counted_address("2001:db8:1:3::3")
    )
    assert counted_address("::ffff:192.0.2.1") == counted_address("192.0.2.1") == "192.0.2.1"
    assert counted_address("unknown") is None
    assert counted_address("192.0.2.1:443") is None


@pytest.mark.parametrize(
    ("caller", "said", "whose"),
    [
        ("192.0.2.1", ["198.51.100.7"], "192.0.2.1"),
        ("10.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["198.51.100.8, 198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["198.51.100.8", "198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["198.51.100.7, 10.0.0.2"], "198.51.100.7"),
        ("10.0.0.1", ["198.51.100.8, onzin"], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("unix", ["198.51.100.7"], ""),
    ],
    ids=str,
)
def test_an_address_is_believed_from_a_trusted_proxy_alone(caller: str, said: list[str], whose: str) -> None:
    doors = Doors(proxies=Settings(trusted_proxies="10.0.0.0/8").trusted_proxies)  # type: ignore[arg-type]
    headers = Headers(raw=[(b"x-forwarded-for", each.encode()) for each in said])
    request = Request({"type": "http", "client": (caller, 1), "headers": headers.raw})
    assert doors.address(request) == whose


async def test_what_can_be_no_key_costs_no_query(api: Api) -> None:
    """With the database gone only who has to be looked up is told so."""
    await api.gateway.db.close()
    for shown, status in (
        ("gw_x", 401),
        ("gw_" + "a" * 30_000, 401),
        ("gw_abcdefgh_" + "x" * 42, 401),
        ("gw_abcdefgh_" + "x" * 42 + "'", 401),
        ("gw_abcdefgh_" + "x" * 43, 503),
        ("gw_" + "x" * 43, 503),
    ):
        async with api.http(shown) as http:
            problem(await http.get("/v1/postvak"), status)
