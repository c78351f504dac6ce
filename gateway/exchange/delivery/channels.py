"""The one table of channels: how messages get to their receivers."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Final, TypeAlias

from gateway.exchange.kernel.gateway import DeliverySettings
from gateway.exchange.kernel.plain import must_hold_no_bsn
from gateway.exchange.kernel.refusals import Invalid
from gateway.standard.channels import ADDRESS_COLUMNS, ChannelName
from gateway.store.parties.organisaties import Organisatie
from gateway.transport.channel import AddressUnfit, Allowed, Channel, Mailbox, Result
from gateway.transport.folder import Folder
from gateway.transport.ggk import Dai, Ggk
from gateway.transport.push import Push
from gateway.transport.vecozo.channel import Vecozo

OpenChannels: TypeAlias = Mapping[ChannelName, Channel]

_ROWS: Final[tuple[type[Channel], ...]] = (Mailbox, Push, Folder, Ggk, Dai, Vecozo)
CHANNELS: Final[Mapping[ChannelName, type[Channel]]] = {each.name: each for each in _ROWS}


def check(organisatie: Organisatie, settings: DeliverySettings) -> None:
    """Raise Invalid unless the organisation can receive by its channel, and by those it has an address for."""
    chosen = organisatie.kanaal
    if not organisatie.address:
        _check_address(chosen, None, settings)
    checked_by: dict[str, ChannelName] = {}
    for name, column in ADDRESS_COLUMNS.items():
        if name == chosen or column not in checked_by:
            checked_by[column] = name
    for column, name in checked_by.items():
        address: str | None = getattr(organisatie, column)
        if address:
            _check_address(name, address, settings)


def _check_address(name: ChannelName, address: str | None, settings: DeliverySettings) -> None:
    try:
        readable = CHANNELS[name](allowed_by(settings)).check(address)
    except AddressUnfit as error:
        raise Invalid(error.code, error.text) from None
    must_hold_no_bsn(**readable)


def allowed_by(settings: DeliverySettings) -> Allowed:
    """Return what the operator allows of channels by these settings."""
    return Allowed(settings.private_networks, settings.ca_file, settings.chain, settings.vecozo)


@asynccontextmanager
async def open_channels(settings: DeliverySettings) -> AsyncIterator[OpenChannels]:
    """Open every channel, as the operator allows, and close them all at the end of the block."""
    async with AsyncExitStack() as stack:
        allowed = allowed_by(settings)
        yield {name: await stack.enter_async_context(channel(allowed)) for name, channel in CHANNELS.items()}


async def reach(organisatie: Organisatie, settings: DeliverySettings) -> Result:
    """See if an organisation that has an address can be reached by its channel; nothing is delivered, or raised."""
    assert organisatie.address is not None, "the caller looked"
    async with open_channels(settings) as channels:
        return await channels[organisatie.kanaal].reach(organisatie.address)


def end_of_certificate(result: Result) -> datetime | None:
    """Return the end of the certificate that was shown; None: none was."""
    return next((each.until for each in result.steps if each.until is not None), None)


def what_failed(result: Result) -> str:
    """Return what went wrong when somebody could not be reached, step by step (Dutch)."""
    wrong = [f"{each.name}: {each.said}" for each in result.steps if not each.is_good]
    return "; ".join(wrong) or result.outcome
