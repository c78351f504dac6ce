"""What every use case needs: the database, the schemas, the clock and the settings."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar

from gateway.exchange.kernel.group_commit import Queues
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.channels import SILENCE_HOURS, ChannelName
from gateway.standard.xsd.schemas import Schemas
from gateway.store.db.database import Database
from gateway.store.db.vault import Vault
from gateway.store.parties.operator_log import Actor
from gateway.transport.addresses import Network
from gateway.transport.channel import ChainSettings, VecozoSettings

GIVE_UP_AFTER: Final = timedelta(days=3)
"""A message that waited this long is not sent any more, unless the operator set another term."""

INLINE_BYTES = 64 * 1024
"""A message up to this size is dealt with on the event loop: handing it to a thread costs more than it saves."""

P = ParamSpec("P")
T = TypeVar("T")


async def off_loop(size: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return the result of `work`, which for a large message runs in a thread so that others are not kept waiting."""
    if size <= INLINE_BYTES:
        return work(*args, **kwargs)
    return await asyncio.to_thread(work, *args, **kwargs)


def utc_now() -> datetime:
    """Return this instant."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """The operator's settings of deliveries."""

    private_networks: tuple[Network, ...] = ()
    """Messages may be pushed to these networks, even without TLS."""
    ca_file: Path | None = None
    """More authorities whose certificates are trusted (PEM)."""
    give_up_after: timedelta = GIVE_UP_AFTER
    """A message that could not be sent for so long is given up and waits in the mailbox."""
    silence_hours: Mapping[ChannelName, float] = field(default_factory=lambda: SILENCE_HOURS)
    """By channel the hours after which a message that was taken, and isn't answered, counts as silent."""
    chain: ChainSettings = field(default_factory=ChainSettings)
    """Of what goes through the GGK."""
    vecozo: VecozoSettings = field(default_factory=VecozoSettings)
    """Of what goes through VECOZO."""


@dataclass(frozen=True, slots=True)
class AnchorSettings:
    """The operator's settings of timestamps over the seals."""

    url: str | None = None
    """The authority that is asked (RFC 3161); None: nobody is."""
    ca_file: Path | None = None
    """Authorities whose timestamps are trusted (PEM)."""
    interval: timedelta = timedelta(days=1)
    """Between two timestamps."""


NOBODY: Final = Actor("gateway", "zelf")
"""The gateway itself, when no person does it."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """The gateway as the use cases see it."""

    db: Database
    schemas: Schemas
    xslt_versie: str = "2.10.5"
    """XsltVersie in a return message with 0001: our verdicts on level 2 equal those of that kit."""
    now: Callable[[], datetime] = utc_now
    policy_dir: Path | None = None
    """Folder with regions of policy besides our own."""
    actor: Actor = NOBODY
    """The person who does what is done by hand."""
    delivery: DeliverySettings = DeliverySettings()
    anchor: AnchorSettings = AnchorSettings()
    retention_months: Mapping[str, int] = field(default_factory=dict)
    """Months that content is kept, by kind of message, where the operator has it otherwise than the defaults."""
    vault: Vault | None = None
    """The vault that `db` encrypts with."""
    queues: Queues = field(default_factory=Queues, compare=False)
    """Where items wait to share a transaction."""
    aside: "Aside | None" = field(default=None, compare=False)
    """Processes that do the work about large messages; None: it is done here."""

    def today(self) -> date:
        """Return the date in the Netherlands."""
        return self.now().astimezone(DUTCH_TIME).date()


class Aside(Protocol):
    """Processes beside this one, each with a gateway on the same database."""

    async def run(
        self, work: "Callable[Concatenate[Gateway, P], Awaitable[T]]", *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Return what `work` gives for the gateway of such a process, and raise what it raises.

        What goes there and back has to be picklable. Raises Interrupted when the process is gone before it is done.
        """


class Interrupted(Exception):
    """A process that worked for us is gone, killed or out of memory: it is not certain whether the work was done."""
