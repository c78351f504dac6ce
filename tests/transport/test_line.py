"""The line to an address is looked at step by step, and each step says plainly what came of it."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
import trustme

from gateway.transport.http_client import tls_context
from gateway.transport.line import Step, look_at_line
from tests.support.exchange.receiver import a_receiver, status

HERE = (ip_network("127.0.0.0/8"),)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


async def steps(url: str, context: ssl.SSLContext | None = None) -> list[Step]:
    return await look_at_line(url, HERE, context or tls_context(None, None))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://bestaat-niet.invalid/", "bestaat-niet.invalid is niet gevonden"),
        ("https://10.0.0.1/", "10.0.0.1 leidt naar geen adres dat mag (GATEWAY_PUSH_PRIVATE)"),
    ],
)
async def test_a_name_that_leads_nowhere_is_told_at_once(url: str, said: str) -> None:
    assert await steps(url) == [Step("naam", False, said)]


async def test_a_port_on_which_nobody_listens_is_told(authority: trustme.CA) -> None:
    found = await steps("https://127.0.0.1:9/")
    assert [(each.name, each.is_good) for each in found] == [("naam", True), ("verbinding", False)]
    assert found[-1].said == "poort 9 neemt geen verbinding aan (ConnectError)"


async def test_plain_http_where_it_is_allowed_is_said_to_be_so() -> None:
    async with a_receiver(status(200)) as receiver:
        found = await steps(receiver.url)
        assert found[-1] == Step("TLS", True, "niet versleuteld, in een netwerk waar dat mag")
        assert receiver.requests == [], "nothing is asked"


@pytest.mark.parametrize(("days", "is_good"), [(200, True), (12, False)])
async def test_a_certificate_is_told_with_its_last_day(
    authority: trustme.CA, tmp_path: Path, days: int, is_good: bool
) -> None:
    trusted = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(trusted)
    end = datetime.now(UTC) + timedelta(days=days, hours=1)
    served = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost", not_after=end).configure_cert(served)
    async with a_receiver(status(200), tls=served) as receiver:
        *before, last = await steps(receiver.url, tls_context(trusted, None))
        assert [(each.name, each.is_good) for each in before] == [("naam", True), ("verbinding", True), ("TLS", True)]
        assert last == Step("certificaat", is_good, f"geldig tot en met {end.date()}, nog {days} dagen")
        assert last.until is not None
        assert last.until.date() == end.date()
        untrusted = (await steps(receiver.url))[-1]
        assert (untrusted.name, untrusted.is_good) == ("TLS", False)
        assert untrusted.said.startswith("het certificaat wordt niet vertrouwd: ")
