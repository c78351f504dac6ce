"""A file that a person took from a portal, XML or a zip of it: each message is received as its sender's."""

from collections.abc import AsyncIterator

from gateway.exchange.delivery.freezes import check_intake
from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.refusals import Invalid, Refusal
from gateway.exchange.kernel.turns import LargeTurns
from gateway.exchange.kernel.unforeseen import Unforeseen, is_passing
from gateway.exchange.parties.access import act_for
from gateway.exchange.parties.accounts import find_account
from gateway.exchange.receiving.arrived import read_message
from gateway.exchange.receiving.batch import BatchItem, receive_all
from gateway.exchange.receiving.intake import parse_valid
from gateway.exchange.receiving.receipt import Receipt
from gateway.exchange.receiving.receive import receive_document, record_refusal
from gateway.standard.files.formats import format_of, is_zip
from gateway.store.parties.organisaties import Organisatie


async def take_file(gateway: Gateway, code: str, name: str, data: bytes) -> AsyncIterator[BatchItem]:
    """Receive each message in this file, which the intermediary `code` has from a portal; yield what became of it.

    The sender is the one that the message names, and the intermediary needs its mandate. The same file again gives the
    first receipts, and a zip that is none is one refusal. Raises NotFound, Invalid for who is no intermediary, and
    StandsStill, before anything was received.
    """
    portal = await find_account(gateway, code)
    if portal.soort != "intermediair":
        raise Invalid(
            "geen-intermediair", f"{code} is geen intermediair; noem die waarmee het portaal is ingeschreven."
        )
    await check_intake(gateway)
    found = format_of(data)
    try:
        if found is not None and is_zip(found):
            async for each in receive_all(gateway, portal, data, _take):
                yield each
        else:
            yield BatchItem(name, await _take(gateway, portal, data))
    except Refusal as refusal:
        yield BatchItem(name, refusal)
    except Exception as error:
        if is_passing(error):
            raise
        yield BatchItem(name, Unforeseen())


async def _take(gateway: Gateway, portal: Organisatie, data: bytes) -> Receipt:
    """Receive one message for the sender that it names. Raises Refusal, which is put on record."""
    async with gateway.queues.of(LargeTurns).turn(len(data), portal.code):
        try:
            document = await off_loop(len(data), parse_valid, gateway, data)
            sender = await act_for(gateway, portal, read_message(document).verzender)
        except Refusal as refusal:
            await record_refusal(gateway, portal, data, refusal)
            raise
        return await receive_document(gateway, sender, document)
