"""A municipality on one gateway and a provider on another, with nothing between them but a simulated chain, over TLS.

The provider's gateway speaks with the GGK as well, or with VECOZO.
Both speak with the GGK itself, or by channel dai with an adapter before it.
"""

import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import httpx
import trustme

from gateway.app import create_app
from gateway.exchange.kernel.gateway import DeliverySettings
from gateway.exchange.parties.access import grant_mandate
from gateway.exchange.parties.accounts import add_account
from gateway.settings import Settings
from gateway.simulator.serving import TlsFiles, bind_port, serving, url_of
from gateway.simulator.simulator import Simulator, running
from gateway.standard.vecozo.metadata import SERVICE_PATH
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from gateway.transport.channel import ChainSettings
from tests.support.api.application import Clock
from tests.support.api.parties import VENLO, ZORG, Caller, enrol
from tests.support.exchange.by_vecozo import AT_VECOZO
from tests.support.exchange.simulated import a_scenario
from tests.support.exchange.workers import HERE, until, visiting, working
from tests.support.messages.messages import schemas
from tests.support.store.postgres import Template, a_clone

GGK = "ggk"
SERVICE = "urn:voorbeeld:iwmo"
"""In the CPA of the adapter."""
TO_MUNICIPALITY = ("WMO302", "WMO305", "WMO307", "WMO315", "WMO317", "WMO320", "WMO323")
TO_PROVIDER = ("WMO301", "WMO306", "WMO308", "WMO316", "WMO318", "WMO319", "WMO325")


@dataclass
class Side:
    """One gateway: the party that uses it, and the key of the chain there."""

    app: Any
    caller: Caller
    code: str
    key: str

    @property
    def address(self) -> str:
        """Return the address to which the chain brings messages."""
        return f"{str(self.caller.http.base_url).rstrip('/')}/koppelvlakken/ggk"

    @property
    def gateway(self) -> Any:
        """Return the gateway that is served."""
        return self.app.state.gateway


@dataclass
class Chain:
    """Both gateways, the chain between them, and the clock of all three."""

    venlo: Side
    zorg: Side
    simulator: Simulator
    clock: Clock

    async def arrives(self, side: Side, kind: str, number: int = 1) -> Any:
        """Wait until this party can collect a message of this kind; collect all, and return that one."""

        async def came() -> bool:
            return any(each["soort"] == kind for each in await side.caller.mailbox(aantal=100))

        await until(came, 30)
        found = [each for each in await side.caller.collect() if each.soort.name == kind]
        assert len(found) == number
        return found[0]


@cache
def _certificates() -> tuple[trustme.CA, trustme.LeafCert]:
    ca = trustme.CA()
    return ca, ca.issue_cert("localhost")


def write_certificates(folder: Path) -> TlsFiles:
    """Write the certificate that everybody has, and its authority."""
    ca, leaf = _certificates()
    files = TlsFiles(folder / "leaf.pem", folder / "ca.pem")
    leaf.private_key_and_cert_chain_pem.write_to_path(str(files.certificate))
    ca.cert_pem.write_to_path(str(files.authority))
    return files


@asynccontextmanager
async def two_gateways(
    template: Template,
    folder: Path,
    storingen: Sequence[dict[str, Any]] = (),
    zaad: int = 0,
    *,
    vecozo: bool = False,
    kanaal: Literal["ggk", "dai"] = "ggk",
) -> AsyncIterator[Chain]:
    """Yield both gateways, with workers, and what lies between them; everybody shows and asks for certificates."""
    files, clock = write_certificates(folder), Clock()
    async with AsyncExitStack() as stack:
        port = bind_port()
        ggk = f"{url_of(port, tls=True)}/{kanaal}"
        provider = Organisatie(ZORG, "aanbieder", "Elders", ggk, kanaal=kanaal)
        venlo = await _side(stack, template, files, clock, VENLO, provider, TO_MUNICIPALITY)
        municipality = Organisatie(VENLO, "gemeente", "Elders", ggk, kanaal=kanaal, extern=True)
        if vecozo:
            address = f"{url_of(port, tls=True)}{SERVICE_PATH}"
            municipality = replace(municipality, afleveradres=address, kanaal="vecozo")
        zorg = await _side(stack, template, files, clock, ZORG, municipality, TO_PROVIDER)
        parties: dict[str, Any] = {
            each.code: {"adres": each.address, "sleutel": each.key, "adapter": kanaal == "dai"}
            for each in (venlo, zorg)
        }
        if vecozo:
            parties[ZORG] = {"vecozo": True}
        scenario = a_scenario(
            zaad=zaad,
            partijen=parties,
            storingen=tuple(storingen),
            adapter={"dienst": SERVICE},
            herhalingen=(0.05,) * 40,
            tls={"certificaat": files.certificate, "vertrouwt": files.authority},
        )
        simulator = await stack.enter_async_context(running(scenario, port, clock))
        if vecozo:
            await stack.enter_async_context(visiting(zorg.gateway))
        await stack.enter_async_context(working(venlo.gateway, zorg.gateway))
        yield Chain(venlo, zorg, simulator, clock)


async def _side(
    stack: AsyncExitStack,
    template: Template,
    files: TlsFiles,
    clock: Clock,
    own: str,
    there: Organisatie,
    kinds: Sequence[str],
) -> Side:
    """Serve a gateway for `own`; the chain brings it these kinds of message from who is there, and takes the others."""
    port = bind_port()
    app = create_app(Settings(database_url=await stack.enter_async_context(a_clone(template))))
    await stack.enter_async_context(serving(app, port, files))
    chain = ChainSettings(client_file=files.certificate, dai_service=SERVICE)
    vecozo = replace(AT_VECOZO, interval_s=0.1, client_file=_system_certificate(files, own))
    delivery = DeliverySettings(HERE, files.authority, chain=chain, vecozo=vecozo)
    app.state.gateway = gateway = replace(app.state.gateway, now=clock, schemas=schemas(), delivery=delivery)
    keys = await enrol(gateway.db)
    async with gateway.db.transaction() as tx:
        await organisaties.save(tx, there)
    key = await add_account(gateway, Organisatie(GGK, "intermediair", "Gegevensknooppunt"))
    await grant_mandate(gateway, GGK, there.code, kinds, date(2024, 1, 1), None)
    http = await _client(stack, files, url_of(port, tls=True), {"authorization": f"Bearer {keys[own]}"})
    return Side(app, Caller(own, http), own, key)


def _system_certificate(files: TlsFiles, code: str) -> Path:
    """Write the certificate by which VECOZO knows this party."""
    own = files.certificate.with_name(f"{code}.pem")
    made = _certificates()[0].issue_cert("localhost", common_name=code)
    made.private_key_and_cert_chain_pem.write_to_path(str(own))
    return own


async def _client(stack: AsyncExitStack, files: TlsFiles, url: str, headers: Mapping[str, str]) -> httpx.AsyncClient:
    """Return a client that shows this certificate."""
    context = ssl.create_default_context(cafile=files.authority)
    context.load_cert_chain(files.certificate)
    client = httpx.AsyncClient(base_url=url, headers=headers, verify=context, trust_env=False, timeout=30)
    return await stack.enter_async_context(client)
