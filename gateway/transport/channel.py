"""What a channel is: a way to get a message to its receiver."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import ClassVar, Final, Literal, Protocol, Self

from gateway.standard.channels import MAILBOX, ChannelName
from gateway.standard.releases import IWMO_3_2
from gateway.standard.stuf.codes import CodeList
from gateway.standard.stuf.messages import Envelope, EnvelopeCode, Version
from gateway.transport.addresses import Network
from gateway.transport.line import Step

MAX_ATTEMPT_S = 30
"""Seconds that one attempt may last, however slowly an answer drips in or a disk writes."""
MAX_REACH_S = 10
"""Seconds that seeing whether an address can be reached may last: a person waits for it."""
KINDS_OF_PROVIDER: Final = tuple(name for name, kind in IWMO_3_2.kinds.items() if kind.sender == "aanbieder")
"""Kinds of message that a provider sends."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message on its way to one receiver."""

    message_id: str
    kind: str
    """Such as "WMO301"."""
    identificatie: str
    content: bytes
    address: str
    attempt: int
    """1 for the first attempt, and higher for each one after it."""
    secrets: Sequence[bytes] = ()
    """Secrets to sign with, for a channel that needs them."""
    envelope: Envelope | None = None
    """The message in its envelope, for a channel that needs it; the same at each attempt."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one attempt."""

    delivered: bool
    """The receiver has the message."""
    outcome: str
    """In a few words, without content: "200", "503", "ConnectTimeout"."""
    reached: bool
    """The receiver can be reached: a failure then says nothing of other messages."""
    retry_after: timedelta | None = None
    """How long the receiver asks to wait."""
    status: int | None = None
    """Of HTTP."""
    final: bool = False
    """It was refused, and would be each time: it is given up at once."""
    follow_after: timedelta | None = None
    """When to ask what became of the message that was delivered; None: the channel can't be asked."""
    steps: tuple[Step, ...] = field(default=(), compare=False)
    """What was tried on the way, when it was only tried if the receiver can be reached."""


@dataclass(frozen=True, slots=True)
class ChainSettings:
    """How the gateway makes itself known in the chain of GGK and VECOZO, and by what rules."""

    applicatie: str = "iWmo gateway"
    """The name of the software that made a message, 3 to 50 characters."""
    version: Version = field(default_factory=lambda: Version(major=1, minor=0))
    """Of that software."""
    code_list: CodeList = "2025"
    """The list of error codes that the other side of the connection uses."""
    answer_to_claim: EnvelopeCode = "Di01"
    """How a WMO325 travels: the documentation of the chain leaves it open."""
    dai_service: str = ""
    """The ebMS Service of the CPA, which an adapter with WS-Addressing asks for; "" while it is not known."""
    client_file: Path | None = None
    """PEM file with the certificate and the key with which the gateway calls; None: it shows none."""


PayloadForm = Literal["zip", "xml"]
"""A zip with the message in it, or the message itself."""


@dataclass(frozen=True, slots=True)
class VecozoSettings:
    """How a provider's gateway speaks with VECOZO. What is not public has no default: VECOZO has to be asked."""

    rol: str = ""
    """Of the providers here, as they are registered: one of `PROVIDER_ROLES`."""
    berichttype: str = ""
    """The word for the Wmo."""
    acties: Mapping[str, str] = field(default_factory=dict)
    """By kind of message the word for what it is sent for."""
    payload: PayloadForm | None = None
    client_file: Path | None = None
    """PEM file with the system certificate and its key."""
    interval_s: float = 60
    """Seconds between two times that VECOZO is asked what it has."""

    def list_missing(self) -> list[str]:
        """Return the names of the settings without which nothing can be sent or fetched."""
        found = {
            "GATEWAY_VECOZO_ROL": self.rol,
            "GATEWAY_VECOZO_BERICHTTYPE": self.berichttype,
            "GATEWAY_VECOZO_PAYLOAD": self.payload,
        }
        kinds = [name for name in KINDS_OF_PROVIDER if not self.acties.get(name)]
        acties = [f"GATEWAY_VECOZO_ACTIES (voor {', '.join(kinds)})"] if kinds else []
        return [name for name, value in found.items() if not value] + acties


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator allows of channels."""

    networks: tuple[Network, ...] = ()
    """Private networks to which messages may be pushed, there even without TLS."""
    ca_file: Path | None = None
    """More authorities whose certificates are trusted (PEM)."""
    chain: ChainSettings = ChainSettings()
    vecozo: VecozoSettings = VecozoSettings()


class AddressUnfit(Exception):
    """A channel can't deliver to an address."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code)
        self.code = code
        """Stable name of the problem, kebab-case."""
        self.text = text
        """What is wrong, with which value, and what to do (Dutch)."""


class Channel(Protocol):
    """A way to deliver: checked when an organisation chooses it, opened and closed by the worker that sends by it."""

    name: ClassVar[ChannelName]
    needs_secrets: ClassVar[bool]
    """Letters are signed with the secrets of their receiver."""
    needs_envelope: ClassVar[bool]
    """Letters go in an envelope of StUF."""

    def __init__(self, allowed: Allowed) -> None:
        """Make a channel that is not open yet. Opens no file and no connection."""

    def check(self, address: str | None) -> Mapping[str, str]:
        """Raise AddressUnfit unless messages can be delivered to this address; None: none was given.

        Return the parts of it that can be any text, each by what an error calls it (Dutch, `_` for a space). The caller
        checks that none of them holds a BSN.
        """

    async def __aenter__(self) -> Self:
        """Open what sending takes: connections, threads."""

    async def __aexit__(self, *exc: object) -> None:
        """Close what was opened."""

    async def reach(self, address: str) -> Result:
        """See within `MAX_REACH_S` seconds whether the address can be reached; nothing is delivered, or raised."""

    async def send(self, letter: Letter) -> Result:
        """Make one attempt, of at most `MAX_ATTEMPT_S` seconds. A failure is a result, and is not raised."""


class Mailbox:
    """The channel that sends nothing: its messages wait until the receiver collects them."""

    name: ClassVar[ChannelName] = MAILBOX
    needs_secrets: ClassVar[bool] = False
    needs_envelope: ClassVar[bool] = False

    def __init__(self, allowed: Allowed) -> None:
        """Make a mailbox; the operator has nothing to allow."""

    def check(self, address: str | None) -> Mapping[str, str]:
        """Return nothing to look at: a mailbox has no address."""
        return {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        pass

    async def reach(self, address: str) -> Result:
        """Raise AssertionError: a mailbox has no address."""
        raise AssertionError("a mailbox has no address")

    async def send(self, letter: Letter) -> Result:
        """Raise AssertionError: a worker claims no message that is to be collected."""
        raise AssertionError("what waits in a mailbox is collected, and not sent")
