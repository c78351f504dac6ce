"""Which addresses a push may go to: by what the name leads to, at the moment of connecting."""

import asyncio
import socket
import threading
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.transport import addresses
from gateway.transport.addresses import AddressRefused, CheckedBackend, is_public, is_within
from gateway.transport.http_client import new_client
from gateway.transport.push import push
from tests.support.exchange.letters import a_letter
from tests.support.exchange.receiver import a_receiver, status

HERE = (ip_network("127.0.0.0/8"),)
NOT_PUBLIC = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
    "fec0::1", "64:ff9b:1::808:808", "::8.8.8.8", "::10.0.0.1", "3fff::1", "5f00::1", "100::1", "200::1", "4000::1",
    "192.0.0.9", "192.88.99.1", "2002:c058:6301::", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1", "::ffff:169.254.169.254",
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_an_address_that_is_not_of_the_internet_at_large_is_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", ["8.8.8.8", "2a00:1450:400e::200e", "::ffff:8.8.8.8", "64:ff9b::808:808", "145.1.2.3"])
def test_others_are(text: str) -> None:
    assert is_public(ip_address(text))


@given(st.ip_addresses(v=4))
def test_an_address_is_no_more_public_in_another_form(address: IPv4Address) -> None:
    number = int(address)
    for form in (f"::ffff:{address}", str(ip_address(int(ip_address("64:ff9b::")) + number))):
        assert is_public(ip_address(form)) <= is_public(address)
        assert is_within(ip_address(form), [ip_network(f"{address}/32")])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"])
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_this_machine_is_not_called_unless_it_is_allowed(host: str, scheme: str) -> None:
    async with a_receiver(status(200)) as ontvanger, new_client() as client:
        port = ontvanger.url.rpartition(":")[2]
        result = await push(client, a_letter(f"{scheme}://{host}:{port}"))
        assert (result.delivered, result.reached, result.outcome) == (False, False, "AddressRefused")
        assert ontvanger.requests == []


async def test_plain_http_goes_to_networks_that_are_allowed_and_nowhere_else() -> None:
    async with new_client(HERE) as client:
        assert (await push(client, a_letter("http://8.8.8.8/"))).outcome == "AddressRefused"


async def test_a_name_that_leads_elsewhere_the_second_time_is_asked_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a name server says first is what is called: it can't show us one address and have us call another."""
    asked: list[str] = []

    def lookup(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    async with a_receiver(status(200)) as ontvanger:
        port = int(ontvanger.url.split(":")[2].partition("/")[0])
        monkeypatch.setattr(socket, "getaddrinfo", lookup)
        stream = await CheckedBackend(HERE, only_allowed=False).connect_tcp("zorg.example", port, 5)
        await stream.aclose()
        assert asked == ["zorg.example"]
        with pytest.raises(AddressRefused):
            await CheckedBackend(HERE, only_allowed=False).connect_tcp("zorg.example", port, 5)


async def test_of_several_addresses_the_first_that_may_be_called_and_answers_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lookup(host: str, port: int, **_: Any) -> list[Any]:
        found = ("10.0.0.1", "127.0.0.2", "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    async with a_receiver(status(200)) as ontvanger:
        port = int(ontvanger.url.split(":")[2].partition("/")[0])
        monkeypatch.setattr(socket, "getaddrinfo", lookup)
        stream = await CheckedBackend(HERE, only_allowed=True).connect_tcp("zorg.example", port, 5)
        assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
        await stream.aclose()


async def test_a_name_server_that_does_not_answer_holds_up_no_other_host(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = threading.Event()

    def lookup(host: str, port: int, **_: Any) -> list[Any]:
        if host == "stil.example":
            silent.wait(30)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(addresses, "LOOKUP_TIMEOUT_S", 0.3)
    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    async with a_receiver(status(200)) as ontvanger:
        port = int(ontvanger.url.split(":")[2].partition("/")[0])
        backend = CheckedBackend(HERE, only_allowed=True)
        stuck = [asyncio.create_task(backend.connect_tcp("stil.example", port, 5)) for _ in range(50)]
        await asyncio.sleep(0)
        async with asyncio.timeout(0.2):
            await asyncio.to_thread(int)
            stream = await backend.connect_tcp("zorg.example", port, 5)
        await stream.aclose()
        for each in stuck:
            with pytest.raises(httpcore.ConnectTimeout):
                await each
    assert sum(each.name == "name lookup" for each in threading.enumerate()) <= 2
    silent.set()
