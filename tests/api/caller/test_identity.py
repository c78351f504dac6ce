"""A certificate that a trusted proxy checked opens the door, and the header alone never does."""

import asyncio
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from urllib.parse import quote

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from gateway.api.caller.identity import CERTIFICATE
from gateway.cli.server.http_server import new_server
from gateway.exchange.parties import access
from tests.support.api.application import Api
from tests.support.api.parties import ZORG, problem


def a_certificate() -> x509.Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "zorg.example")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now)
    return builder.not_valid_after(now + timedelta(days=1)).sign(key, SHA256())


@pytest.fixture
async def certificate(api: Api) -> x509.Certificate:
    """ZORG's; a proxy at 10.0.0.0/8 is trusted."""
    made = a_certificate()
    await access.grant_access(api.gateway, ZORG, "certificaat", made.fingerprint(SHA256()).hex(), "test")
    api.app.state.doors.proxies = (ip_network("10.0.0.0/8"),)
    return made


async def mailbox(api: Api, shown: str, host: str = "10.1.2.3", **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(api.app, client=(host, 1234))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as http:
        return await http.get("/v1/postvak", headers={CERTIFICATE: shown, **headers})


def pem(certificate: x509.Certificate) -> str:
    return quote(certificate.public_bytes(Encoding.PEM).decode())


def rfc9440(certificate: x509.Certificate) -> str:
    return f":{b64encode(certificate.public_bytes(Encoding.DER)).decode()}:"


async def test_a_certificate_from_the_proxy_is_its_organisation(api: Api, certificate: x509.Certificate) -> None:
    assert (await mailbox(api, pem(certificate))).status_code == 200
    assert (await mailbox(api, rfc9440(certificate))).status_code == 200


@pytest.mark.parametrize("host", ["192.0.2.1", "127.0.0.1", "unix"])
async def test_the_header_is_believed_from_nobody_else(api: Api, certificate: x509.Certificate, host: str) -> None:
    problem(await mailbox(api, pem(certificate), host), 401, "niet-aangemeld")


async def test_another_certificate_or_none_opens_nothing(api: Api, certificate: x509.Certificate) -> None:
    problem(await mailbox(api, pem(a_certificate())), 401, "niet-aangemeld")
    problem(await mailbox(api, rfc9440(a_certificate())), 401, "niet-aangemeld")
    for broken in ("onzin", ":", "::", ":onzin:", rfc9440(certificate)[:-1], f":*{rfc9440(certificate)[1:]}"):
        problem(await mailbox(api, broken), 401, "certificaat-ongeldig")


async def test_a_wrong_key_is_not_made_good_by_a_certificate(api: Api, certificate: x509.Certificate) -> None:
    problem(await mailbox(api, pem(certificate), authorization="Bearer gw_onbekend"), 401, "niet-aangemeld")
    problem(await mailbox(api, pem(certificate), authorization="Basic x"), 401, "niet-aangemeld")


async def test_two_of_them_are_refused_whichever_is_good(api: Api, certificate: x509.Certificate) -> None:
    good, other = pem(certificate), pem(a_certificate())
    key = f"Bearer {api.keys[ZORG]}"
    transport = httpx.ASGITransport(api.app, client=("10.1.2.3", 1234))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as http:
        for name, pair in ((CERTIFICATE, (good, other)), (CERTIFICATE, (other, good)), ("authorization", (key, key))):
            headers = [(name, each) for each in pair]
            problem(await http.get("/v1/postvak", headers=headers), 401, "aanmelding-dubbel")


async def test_a_certificate_can_not_be_shown_as_a_key(api: Api, certificate: x509.Certificate) -> None:
    fingerprint = certificate.fingerprint(SHA256()).hex()
    async with api.http(f"cert:{fingerprint}") as http:
        problem(await http.get("/v1/postvak"), 401, "niet-aangemeld")


async def test_no_header_makes_a_caller_the_proxy(api: Api, certificate: x509.Certificate) -> None:
    server = new_server(api.app, 1).config
    server.load()
    transport = httpx.ASGITransport(server.loaded_app, client=("127.0.0.1", 1234))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as http:
        headers = {CERTIFICATE: pem(certificate), "x-forwarded-for": "10.1.2.3"}
        problem(await http.get("/v1/postvak", headers=headers), 401, "niet-aangemeld")


async def test_of_many_who_come_at_once_with_a_credential_the_database_is_asked_once(api: Api) -> None:
    api.app.state.doors.proxies = (ip_network("10.0.0.0/8"),)
    await mailbox(api, pem(a_certificate()))
    connections = await count_connections(api)
    made = pem(a_certificate())
    answers = await asyncio.gather(*(mailbox(api, made) for _ in range(8)))
    assert [each.status_code for each in answers] == [401] * 8
    assert await count_connections(api) == connections


async def count_connections(api: Api) -> int:
    async with api.gateway.db.reading() as tx:
        found: int = await tx.fetchval(
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        )
    return found
