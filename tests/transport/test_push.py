"""One push: what a receiver can answer, and what becomes of it. Never an exception."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_network

import httpx
import pytest

from gateway.transport.channel import Allowed, Result
from gateway.transport.http_client import new_client
from gateway.transport.push import Push, push
from tests.support.exchange.letters import a_letter
from tests.support.exchange.receiver import Answer, a_receiver, drip, endless, garbage, hang, reset, status

HERE = (ip_network("127.0.0.0/8"),)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with new_client(HERE) as client:
        client.timeout = httpx.Timeout(0.5)
        yield client


async def pushed(client: httpx.AsyncClient, answer: Answer) -> Result:
    async with a_receiver(answer) as ontvanger:
        result = await push(client, a_letter(ontvanger.url))
        assert ontvanger.requests == ["POST /iwmo HTTP/1.1"]
        assert ontvanger.bodies == [b"<bericht/>"]
    return result


@pytest.mark.parametrize(
    ("answer", "delivered", "outcome"),
    [
        (status(200), True, "200"),
        (status(202), True, "202"),
        (status(204), True, "204"),
        (status(301, location="/elsewhere"), False, "301"),
        (status(307, location="http://127.0.0.1:1/elsewhere"), False, "307"),
        (status(400), False, "400"),
        (status(401, www_authenticate="Basic"), False, "401"),
        (status(404), False, "404"),
        (status(500), False, "500"),
        (status(503), False, "503"),
        (endless(200), True, "200"),
        (endless(500), False, "500"),
        (hang, False, "ReadTimeout"),
        (reset, False, "ReadError"),
        (garbage, False, "RemoteProtocolError"),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
async def test_only_2xx_is_delivered(client: httpx.AsyncClient, answer: Answer, delivered: bool, outcome: str) -> None:
    result = await pushed(client, answer)
    assert (result.delivered, result.outcome, result.retry_after) == (delivered, outcome, None)


async def test_the_message_goes_as_it_is_and_says_which_it_is(client: httpx.AsyncClient) -> None:
    async with a_receiver(status(200)) as ontvanger:
        await push(client, a_letter(ontvanger.url, b"\xef\xbb\xbf<a>\r\n</a>"))
        [headers] = ontvanger.headers
        assert ontvanger.bodies == [b"\xef\xbb\xbf<a>\r\n</a>"]
    assert headers["content-type"] == "application/xml"
    assert headers["gateway-bericht"] == "id-1"
    assert headers["gateway-soort"] == "wmo306"
    assert "authorization" not in headers
    assert "cookie" not in headers


ADDRESSES = (
    "http://127.0.0.1:1/",
    "https://127.0.0.1:1/",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:1/\0",
    "http://nergens.invalid/",
    "http://" + "a" * 300 + "/",
    "http://exa mple/",
    "http://xn--ls8h.-a/",
    "http://" + "é" * 80 + "/",
    "http://[",
    "ftp://127.0.0.1/",
    "",
)


@pytest.mark.parametrize("url", ADDRESSES)
async def test_an_address_that_leads_nowhere_is_a_failed_attempt(client: httpx.AsyncClient, url: str) -> None:
    result = await push(client, a_letter(url))
    assert not result.delivered
    assert result.outcome.isidentifier()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("0", 0),
        ("99999999999999999999", 24 * 3600),
        ("9" * 5000, 24 * 3600),
        ("-5", None),
        ("soon", None),
        ("1.5", None),
        ("", None),
        ("²", None),
        ("Wed, 99 Foo 2024 00:00:00 GMT", None),
        ("Wed, 01 Jan 99999999999999999999 00:00:00 GMT", None),
        ("Wed, 01 Jan 2020 00:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 24 * 3600),
        ("Fri, 31 Dec 9999 23:59:59 -2359", 24 * 3600),
    ],
)
async def test_retry_after_in_all_its_forms(client: httpx.AsyncClient, value: str, seconds: int | None) -> None:
    result = await pushed(client, status(503, retry_after=value.encode("utf-8").decode("latin-1")))
    assert result.retry_after == (None if seconds is None else timedelta(seconds=seconds))


async def test_retry_after_as_a_moment(client: httpx.AsyncClient) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    result = await pushed(client, status(429, retry_after=soon))
    assert result.retry_after is not None
    assert timedelta(minutes=9) < result.retry_after <= timedelta(minutes=10)


async def test_an_answer_that_drips_in_is_not_waited_for(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.transport.push.MAX_ATTEMPT_S", 0.3)
    result = await pushed(client, drip)
    assert (result.delivered, result.outcome) == (False, "TimeoutError")


async def test_the_environment_plays_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with new_client(HERE) as client:
        assert (await pushed(client, status(200))).delivered


async def test_the_channel_posts_a_letter_signed_with_each_secret() -> None:
    async with a_receiver(status(204)) as ontvanger, Push(Allowed(HERE)) as channel:
        result = await channel.send(a_letter(ontvanger.url, secrets=[b"old", b"new"]))
        assert (result.delivered, result.outcome, result.status) == (True, "204", 204)
        assert ontvanger.headers[0]["webhook-signature"].count("v1,") == 2
