"""The examples of nginx and Caddy in deploy/, run as they are but for addresses and files, before a real gateway."""

import asyncio
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import trustme
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_pem_x509_certificate

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties import access
from gateway.store.db.database import Database
from tests.project.refresh_docs import ROOT
from tests.support.api.parties import VENLO, ZORG, enrol, problem
from tests.support.api.server import PATIENCE, Server, free_port
from tests.support.messages.messages import schemas
from tests.support.store.key_ring import vault
from tests.support.store.postgres import Template, create_database, drop_database

DEPLOY = ROOT / "deploy"


@dataclass(frozen=True)
class Site:
    """A running gateway that trusts 127.0.0.1, and a folder with all certificates: zorg, stranger (let in nowhere)
    and forged (of another authority)."""

    gateway: str
    folder: Path
    key: str
    """Of VENLO."""

    def asks(self, port: int, who: str | None = None) -> httpx.Client:
        """Return a client of the proxy at that port, which shows the certificate of that name."""
        context = ssl.create_default_context(cafile=str(self.folder / "ca.pem"))
        if who is not None:
            context.load_cert_chain(self.folder / f"{who}.pem")
        return httpx.Client(verify=context, base_url=f"https://localhost:{port}", trust_env=False)


@pytest.fixture(scope="module")
def site(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    own, clients, others = trustme.CA(), trustme.CA(), trustme.CA()
    own.cert_pem.write_to_path(str(folder / "ca.pem"))
    clients.cert_pem.write_to_path(str(folder / "clients-ca.pem"))
    for name, ca in (("zorg", clients), ("stranger", clients), ("forged", others)):
        ca.issue_cert(f"{name}.example").private_key_and_cert_chain_pem.write_to_path(str(folder / f"{name}.pem"))
    certificate = own.issue_cert("localhost")
    certificate.private_key_pem.write_to_path(str(folder / "server.key"))
    certificate.cert_chain_pems[0].write_to_path(str(folder / "server.pem"))
    dsn = asyncio.run(create_database(template.admin_dsn, template.name))
    shown = load_pem_x509_certificate((folder / "zorg.pem").read_bytes()).fingerprint(SHA256()).hex()
    key = asyncio.run(let_in(dsn, shown))
    with Server(database_url=dsn, trusted_proxies="127.0.0.1/32") as server:
        yield Site(server.url.removeprefix("http://"), folder, key)
    asyncio.run(drop_database(template.admin_dsn, dsn))


async def let_in(dsn: str, fingerprint: str) -> str:
    """Enrol all parties, let ZORG in by that certificate, and return the key of VENLO."""
    db = await Database.connect(dsn, vault=vault())
    keys = await enrol(db)
    await access.grant_access(Gateway(db, schemas()), ZORG, "certificaat", fingerprint, "test")
    await db.close()
    return keys[VENLO]


def nginx(site: Site, port: int) -> list[str]:
    """Return the command that runs the example of nginx on that port."""
    server = (DEPLOY / "nginx/iwmo-gateway.conf").read_text()
    server = server.replace("/etc/nginx/tls", str(site.folder)).replace("/var/log/nginx", str(site.folder))
    upstream = (DEPLOY / "nginx/upstream.conf").read_text().replace("127.0.0.1:8000", site.gateway)
    config = site.folder / "nginx.conf"
    config.write_text(
        f"user root; pid {site.folder}/nginx.pid; error_log stderr; daemon off; events {{}}\n"
        f"http {{ {upstream} {server.replace('listen 443', f'listen 127.0.0.1:{port}')} }}\n"
    )
    return ["nginx", "-c", str(config), "-e", "stderr"]


def caddy(site: Site, port: int) -> list[str]:
    """Return the command that runs the example of Caddy on that port."""
    config = site.folder / "Caddyfile"
    text = (
        (DEPLOY / "caddy/Caddyfile").read_text().replace("\n{\n", "\n{\n\tadmin off\n\tauto_https disable_redirects\n")
    )
    for name, value in (
        ("IWMO_HOST:iwmo.example", f"https://localhost:{port}"),
        ("IWMO_TLS_CERT:/etc/caddy/tls/server.pem", str(site.folder / "server.pem")),
        ("IWMO_TLS_KEY:/etc/caddy/tls/server.key", str(site.folder / "server.key")),
        ("IWMO_CLIENTS_CA:/etc/caddy/tls/clients-ca.pem", str(site.folder / "clients-ca.pem")),
        ("IWMO_GATEWAYS:127.0.0.1:8000", site.gateway),
    ):
        assert f"{{${name}}}" in text
        text = text.replace(f"{{${name}}}", value)
    config.write_text(text)
    return ["caddy", "run", "--config", str(config), "--adapter", "caddyfile"]


@pytest.fixture(scope="module", params=[nginx, caddy], ids=lambda each: str(each.__name__))
def proxy(request: pytest.FixtureRequest, site: Site) -> Iterator[tuple[int, Path]]:
    """The proxy before the gateway: its port, and the file with what it logs."""
    program: Callable[[Site, int], list[str]] = request.param
    name = program.__name__
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed here")
    port, log = free_port(), site.folder / f"{name}.said"
    with log.open("wb") as said:
        process = subprocess.Popen(program(site, port), stdout=said, stderr=said, cwd=site.folder)
    try:
        wait_for(site, port, process, log)
        yield port, log if name == "caddy" else site.folder / "iwmo-gateway.log"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_for(site: Site, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    with site.asks(port) as http:
        while True:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            try:
                if http.get("/health/ready").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)


def test_a_caller_comes_in_by_what_it_shows(site: Site, proxy: tuple[int, Path]) -> None:
    with site.asks(proxy[0], "zorg") as http:
        answer = http.get("/v1/postvak")
        assert answer.status_code == 200, answer.text
    with site.asks(proxy[0], "stranger") as http:
        problem(http.get("/v1/postvak"), 401, "niet-aangemeld")
    with site.asks(proxy[0]) as http:
        problem(http.get("/v1/postvak"), 401, "niet-aangemeld")
        answer = http.get("/v1/postvak", headers={"Authorization": f"Bearer {site.key}"})
        assert answer.status_code == 200
        assert answer.headers["strict-transport-security"]


def test_a_certificate_of_another_authority_opens_nothing(site: Site, proxy: tuple[int, Path]) -> None:
    with site.asks(proxy[0], "forged") as http:
        try:
            answer = http.get("/v1/postvak")
        except httpx.TransportError:
            return  # refused before there is a request
        assert answer.status_code == 400


def test_nobody_puts_a_certificate_in_the_header_by_hand(site: Site, proxy: tuple[int, Path]) -> None:
    shown = quote(trustme_pem(site.folder / "zorg.pem"))
    for who in (None, "stranger"):
        with site.asks(proxy[0], who) as http:
            for name in ("X-Client-Cert", "x-client-cert"):
                problem(http.get("/v1/postvak", headers={name: shown}), 401, "niet-aangemeld")


def trustme_pem(file: Path) -> str:
    """Return the certificate in a file that holds its key too."""
    return file.read_text()[file.read_text().index("-----BEGIN CERTIFICATE-----") :]


def test_the_network_shows_a_certificate_and_figures_are_not_for_outside(site: Site, proxy: tuple[int, Path]) -> None:
    with site.asks(proxy[0]) as http:
        assert http.post("/koppelvlakken/ggk", content=b"x").status_code == 403
        assert http.get("/metrics").status_code == 404
    with site.asks(proxy[0], "zorg") as http:
        # Let through: it is the gateway that says why this one may not.
        problem(http.post("/koppelvlakken/ggk", content=b"x"), 403, "geen-toegang")


def test_a_message_too_large_is_refused_in_words(site: Site, proxy: tuple[int, Path]) -> None:
    """Above the bound of the gateway and below that of the proxy."""
    with site.asks(proxy[0]) as http:
        headers = {"Authorization": f"Bearer {site.key}", "Content-Type": "application/xml"}
        assert http.post("/v1/berichten", headers=headers, content=b" " * (25 * 1024**2 + 1)).status_code == 413


def test_the_log_of_the_proxy_tells_of_nobody(site: Site, proxy: tuple[int, Path]) -> None:
    marker = f"kenmerk{time.monotonic_ns()}"
    with site.asks(proxy[0]) as http:
        http.get(f"/v1/berichten/{marker}", params={"clientId": "geheim-kenmerk"}, headers={"Doel": "geheim doel"})
    until = time.monotonic() + PATIENCE
    while marker not in (log := proxy[1].read_text()):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert "geheim" not in log
    assert site.key not in log
