"""The mailbox, the channel by which nothing is sent."""

import pytest

from gateway.transport.channel import Allowed, Mailbox
from tests.support.exchange.letters import a_letter


async def test_a_mailbox_takes_any_receiver_and_sends_nothing() -> None:
    async with Mailbox(Allowed()) as mailbox:
        assert mailbox.check(None) == {}
        with pytest.raises(AssertionError):
            await mailbox.send(a_letter("anywhere"))
