"""Personal data on the command line, which is shown only after a read record is written."""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Generic, TypeVar
from uuid import UUID

import typer

from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.trouble import Trouble
from gateway.cli.session.user import COMMAND_LINE, user

if TYPE_CHECKING:
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.store.custody.inzages import SubjectKind

T = TypeVar("T")

PERSONAL_DATA_OF: "Final[Mapping[str, tuple[SubjectKind, str]]]" = {
    "assignments list": ("toewijzingen", "beheer van berichtenverkeer"),
    "assignments overrides": ("toewijzingen", "toezicht op overrulen"),
    "claims audit": ("toewijzing", "controle van declaraties"),
    "clients dossier": ("client", "beheer van berichtenverkeer"),
    "clients find": ("client", "beheer van berichtenverkeer"),
    "indicators cases": ("indicator", "verantwoording van cijfers"),
    "policy audit": ("toewijzing", "toetsing van lopende zorg aan beleid"),
    "reads list": ("inzages", "verantwoording van inzage"),
    "requests list": ("verzoeken", "beheer van berichtenverkeer"),
    "retention show": ("bewaarplichten", "beheer van bewaartermijnen"),
    "signals list": ("signalen", "bewaking van termijnen"),
    "validate": ("proefbericht", "toetsing van een bericht"),
}
"""By command that shows personal data: what it is about, and the purpose of a user who gives none."""
NO_PERSONAL_DATA: Final[Mapping[str, str]] = {
    **dict.fromkeys(("demo", "serve", "worker"), "how the gateway does; the story has persons of its own"),
    "channels schemas": "files with schemas",
    "channels open": "ids and kinds of messages",
    **dict.fromkeys(("channels incoming", "channels drop"), "ids, kinds and senders of messages"),
    **dict.fromkeys(("freezes add", "freezes end", "freezes list"), "channels, kinds of messages and counts"),
    **dict.fromkeys(("portal pack", "portal read"), "names of files, kinds and verdicts of messages"),
    "channels test": "an address of an organisation",
    "simulator serve": "references and kinds of messages; its persons are made up",
    "completion": "names of commands and options",
    **dict.fromkeys(("build",), "what is wrong with what the operator wrote itself"),
    **dict.fromkeys(("rules", "policy show", "policy check", "policy diff", "policy checks"), "rules and policy"),
    **dict.fromkeys(
        (
            *("accounts add", "accounts change", "accounts list", "accounts secret", "accounts freeze"),
            *("accounts release", "accounts grant", "accounts withdraw", "accounts ways", "accounts mandate"),
            *("accounts mandates", "accounts end-mandate", "accounts key", "accounts keys", "accounts rotate"),
            *("accounts revoke", "accounts history", "contracts load", "contracts list"),
            *("tariffs load", "tariffs list", "people add", "people list", "people reset", "people remove"),
        ),
        "organisations, their systems, and who work for them",
    ),
    **dict.fromkeys(
        ("alerts add", "alerts list", "alerts remove", "alerts secret", "alerts sent", "alerts test"),
        "addresses, and ids of what they are told of",
    ),
    **dict.fromkeys(("requests grant", "requests refuse", "requests investigate"), "numbers, and ids of messages"),
    **dict.fromkeys(("deliveries list", "deliveries receivers", "deliveries retry"), "ids and kinds of messages"),
    **dict.fromkeys(("claims list", "claims lines", "claims totals"), "numbers, amounts and codes of claims"),
    **dict.fromkeys(("messages list", "parked list", "parked judge"), "ids, kinds and parties of messages"),
    **dict.fromkeys(("ledger seal", "ledger verify", "ledger check", "ledger root"), "figures, and ids of rows"),
    **dict.fromkeys(("indicators show", "indicators define"), "figures, and names of the municipality's consulents"),
    **dict.fromkeys(("vault export", "vault import"), "names of keys, and no key"),
    "ledger proof": "the id, kind and parties of a message, and hashes",
    **dict.fromkeys(
        (
            "retention run",
            "signals refresh",
            "vault rotate",
            "vault rewrap",
            "vault replace-search-key",
            "backup create",
            "backup restore",
            "backup archive",
        ),
        "figures",
    ),
    **dict.fromkeys(("retention hold", "retention release"), "the id that the operator gave"),
    **dict.fromkeys(("db upgrade", "db check", "db restored", "db move"), "how the tables are"),
}
"""By command that shows no personal data: what it shows instead."""


def _purpose(purpose: str | None) -> str | None:
    if purpose is None:
        return None
    from gateway.exchange.custody.reads import PURPOSE_PATTERN

    if re.fullmatch(PURPOSE_PATTERN, purpose) is None:
        raise typer.BadParameter("het doel heeft 3 tot 80 letters, zonder cijfers")
    return purpose


Purpose = Annotated[
    str | None,
    typer.Option("--doel", metavar="TEKST", help="Waarvoor u kijkt; komt bij de inzage.", callback=_purpose),
]


@dataclass(frozen=True, slots=True)
class PersonalData(Generic[T]):
    """Data to show, and the clients that it is about."""

    data: T
    over: Mapping[str | None, Collection[UUID]]
    """The clients by municipality; None: of no municipality of this gateway."""


def read_on_record(command: str, work: Callable[["Gateway"], Awaitable[PersonalData[T]]], purpose: str | None) -> T:
    """Return the data that `work` loads, after writing the read record. Raises Trouble when that fails."""

    async def recorded(gateway: "Gateway") -> T:
        seen = await work(gateway)
        await write_read_record(gateway, command, seen.over, purpose)
        return seen.data

    return with_gateway(recorded)


async def write_read_record(
    gateway: "Gateway", command: str, over: Mapping[str | None, Collection[UUID]], purpose: str | None
) -> None:
    """Write the read records of what this command shows of these clients. Raises Trouble when that fails."""
    from gateway.exchange.custody.reads import record_read
    from gateway.store.custody.inzages import ReadAccess

    soort, default = PERSONAL_DATA_OF[command]
    for gemeente, clienten in (over or {None: ()}).items():
        access = ReadAccess(
            organisatie=COMMAND_LINE,
            via=None,
            ingang=user(),
            actie=f"gateway {command}",
            soort=soort,
            onderwerp=None,
            gemeente=gemeente,
            clienten=tuple(clienten),
            doel=purpose or default,
            uitkomst="toegestaan",
            aanvraag="",
        )
        try:
            await record_read(gateway, access)
        except Exception as error:  # noqa: BLE001 - whatever the cause, without a record nothing is shown
            raise Trouble(
                f"Het kon niet worden vastgelegd dat u deze gegevens inziet ({type(error).__name__}), en daarom worden "
                "ze niet getoond."
            ) from None
