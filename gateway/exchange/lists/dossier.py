"""The dossier of a client: all that happened, on one line of time, for the client's municipality."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, each_page
from gateway.exchange.kernel.refusals import NotFound
from gateway.exchange.lists.messages import list_messages
from gateway.store.care import clienten
from gateway.store.lists import dossier
from gateway.store.lists.dossier import ReportLine, SignalLine, VersionLine
from gateway.store.lists.messages import MessageFilter, MessageItem
from gateway.store.parties.organisaties import Organisatie

Line = VersionLine | MessageItem | ReportLine | SignalLine


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is kept of one client."""

    client: UUID
    lines: list[Line]
    """Oldest first."""


# What follows from what, where both have the same moment.
_TURN: Final = {VersionLine: 0, MessageItem: 1, ReportLine: 2, SignalLine: 3}


async def load_dossier(gateway: Gateway, caller: Organisatie, client: UUID) -> Dossier:
    """Return the dossier of a client of the municipality. Raises NotFound."""
    async with gateway.db.snapshot() as tx:
        if await clienten.find(tx, caller.code, client) is None:
            raise NotFound("client-onbekend", f"Gemeente {caller.code} heeft geen cliënt {client}.")
        lines: list[Line] = [
            *await dossier.load_versions(tx, caller.code, client),
            *await dossier.load_reports(tx, caller.code, client),
            *await dossier.load_signals(tx, caller.code, client),
        ]
    filters, asked = MessageFilter(client=client), AskedPage()
    async for page in each_page(lambda after: list_messages(gateway, caller, filters, asked.whole(after))):
        lines += page
    return Dossier(client, sorted(lines, key=_place))


def _place(line: Line) -> tuple[object, ...]:
    moment = line.vastgelegd_op if isinstance(line, MessageItem) else line.op
    number = (line.nummer, line.versie) if isinstance(line, VersionLine) else (0, 0)
    return moment, _TURN[type(line)], number
