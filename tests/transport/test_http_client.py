"""A push goes to who can show a certificate for the name it was sent to, and to nobody else."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import httpx
import pytest
import trustme

from gateway.transport.channel import Result
from gateway.transport.http_client import new_client
from gateway.transport.push import push
from tests.support.exchange.letters import a_letter
from tests.support.exchange.receiver import a_receiver, status

HERE = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
YESTERDAY = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture(scope="module")
def ours() -> trustme.CA:
    """The authority that the operator trusts."""
    return trustme.CA()


@pytest.fixture
def ca_file(ours: trustme.CA, tmp_path: Path) -> Path:
    file = tmp_path / "ca.pem"
    ours.cert_pem.write_to_path(str(file))
    return file


async def pushed(leaf: trustme.LeafCert, ca_file: Path | None) -> tuple[Result, int]:
    """Return what became of a push to https://localhost with this certificate, and how many messages got there."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    leaf.configure_cert(context)
    async with a_receiver(status(200), tls=context) as ontvanger, new_client(HERE, ca_file) as client:
        result = await push(client, a_letter(ontvanger.url))
        return result, len(ontvanger.bodies)


async def test_a_certificate_for_that_name_will_do(ours: trustme.CA, ca_file: Path) -> None:
    """The name is kept, though it is the address we checked that is called."""
    result, got = await pushed(ours.issue_cert("localhost"), ca_file)
    assert (result.outcome, got) == ("200", 1)


@pytest.mark.parametrize(
    "make",
    [
        lambda ours: ours.issue_cert("zorg.example"),
        lambda ours: ours.issue_cert("127.0.0.1"),
        lambda ours: ours.issue_cert("localhost", not_before=YESTERDAY - timedelta(days=1), not_after=YESTERDAY),
        lambda _: trustme.CA().issue_cert("localhost"),
    ],
    ids=["another name", "the address", "expired", "another authority"],
)
async def test_another_is_a_failed_attempt_and_nothing_is_sent(
    ours: trustme.CA, ca_file: Path, make: Callable[[trustme.CA], trustme.LeafCert]
) -> None:
    result, got = await pushed(make(ours), ca_file)
    assert (result.delivered, result.reached, result.outcome) == (False, False, "SSLCertVerificationError")
    assert got == 0


async def test_an_authority_that_nobody_named_is_not_trusted(ours: trustme.CA) -> None:
    result, got = await pushed(ours.issue_cert("localhost"), None)
    assert (result.outcome, got) == ("SSLCertVerificationError", 0)


async def test_who_speaks_no_tls_gets_nothing() -> None:
    async with a_receiver(status(200)) as ontvanger, new_client(HERE) as client:
        client.timeout = httpx.Timeout(0.5)
        result = await push(client, a_letter(ontvanger.url.replace("http:", "https:")))
    assert (result.delivered, ontvanger.bodies) == (False, [])
