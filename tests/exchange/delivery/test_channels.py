"""The one table of channels, and the worked example of ARCHITECTURE.md: a channel that is added, and delivers."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, Self, get_args

import pytest

from gateway.exchange.delivery import channels as table
from gateway.exchange.kernel.gateway import DeliverySettings
from gateway.exchange.kernel.refusals import Invalid
from gateway.exchange.parties import accounts
from gateway.standard.channels import ADDRESS_COLUMNS, MAILBOX, ChannelName
from gateway.store.db.database import Database
from gateway.store.delivery import leases
from gateway.store.parties.organisaties import Organisatie
from gateway.transport.channel import AddressUnfit, Allowed, Letter, Result
from tests.support.api.parties import ZORG
from tests.support.exchange.workers import a_gateway, all_delivered, working
from tests.support.store.ledger import attempts, book
from tests.support.store.postgres import execute

ROOT = Path(__file__).resolve().parents[3]
KNOW_A_CHANNEL = {
    "standard/channels.py",
    "transport/push.py",
    "transport/folder.py",
    "transport/ggk.py",
    "transport/vecozo/channel.py",
}
"""Files of gateway/ that may tell one channel from another by its name."""
LIST: Any = "lijst"


class ListChannel:
    """A channel that puts letters into a list."""

    name: ClassVar[ChannelName] = LIST
    needs_secrets: ClassVar[bool] = False
    needs_envelope: ClassVar[bool] = False
    letters: ClassVar[list[Letter]] = []

    def __init__(self, allowed: Allowed) -> None:
        self.is_open = False

    def check(self, address: str | None) -> Mapping[str, str]:
        if address != "lijst://zorg":
            raise AddressUnfit("lijst-onbekend", f"{address!r} is geen lijst.")
        return {"de_lijst": address}

    async def reach(self, address: str) -> Result:
        return Result(False, address, True)

    async def __aenter__(self) -> Self:
        self.is_open = True
        return self

    async def __aexit__(self, *exc: object) -> None:
        self.is_open = False

    async def send(self, letter: Letter) -> Result:
        assert self.is_open
        self.letters.append(letter)
        return Result(True, "op de lijst", True)


def test_the_table_has_a_row_for_each_name() -> None:
    assert set(table.CHANNELS) == set(get_args(ChannelName)) == {MAILBOX, *ADDRESS_COLUMNS}
    assert all(channel.name == name for name, channel in table.CHANNELS.items())


async def test_a_channel_that_is_added_delivers(db: Database, dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway = await a_gateway(db)
    monkeypatch.setattr(ListChannel, "letters", [])
    # Its row in the table, its name and column in standard/channels.py, and its migration.
    monkeypatch.setattr(table, "CHANNELS", {**table.CHANNELS, LIST: ListChannel})
    columns = {**ADDRESS_COLUMNS, LIST: "aflevermap"}
    monkeypatch.setattr(table, "ADDRESS_COLUMNS", columns)
    monkeypatch.setattr("gateway.store.parties.organisaties.ADDRESS_COLUMNS", columns)
    monkeypatch.setattr(leases, "_LEASE_BY_ANY_CHANNEL", leases._lease_statement(columns))
    for name in ("organisaties", "leveringen"):
        await execute(dsn, f"alter table {name} drop constraint ck_{name}_kanaal")
    with pytest.raises(Invalid) as refused:
        await accounts.change_account(gateway, ZORG, kanaal=LIST, aflevermap="elders")
    assert refused.value.problem == "lijst-onbekend"
    await accounts.change_account(gateway, ZORG, kanaal=LIST, aflevermap="lijst://zorg")
    made = [await book(db) for _ in range(3)]
    async with working(gateway):
        await all_delivered(db)
    assert {each.message_id for each in ListChannel.letters} == {str(id) for id in made}
    assert {each.address for each in ListChannel.letters} == {"lijst://zorg"}
    for id in made:
        assert [(each["kanaal"], each["uitkomst"]) for each in await attempts(db, id)] == [(LIST, "op de lijst")]


def organisatie(kanaal: ChannelName, adres: str | None = None, folder: str | None = None) -> Organisatie:
    return Organisatie(ZORG, "aanbieder", "Zorg", adres, kanaal=kanaal, aflevermap=folder)


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (organisatie("postvak"), None),
        (organisatie("postvak", "https://zorg.example/", "/srv/zorg"), None),
        (organisatie("push", "https://zorg.example/"), None),
        (organisatie("push", "https://zorg.example/999900006"), "bevat-bsn"),
        (organisatie("push"), "afleveradres-ontbreekt"),
        (organisatie("push", "", "/srv/zorg"), "afleveradres-ontbreekt"),
        (organisatie("push", "https://zorg.example/", "zorg"), "aflevermap-ongeldig"),
        (organisatie("map", "zorg.example", "/srv/zorg"), "afleveradres-ongeldig"),
        (organisatie("map", folder="/srv/999900006"), "bevat-bsn"),
        (organisatie("map", "https://zorg.example/"), "aflevermap-ontbreekt"),
    ],
)
def test_an_organisation_can_receive_by_its_channel_and_by_each_address_it_has(
    chosen: Organisatie, code: str | None
) -> None:
    if code is None:
        table.check(chosen, DeliverySettings())
        return
    with pytest.raises(Invalid) as refused:
        table.check(chosen, DeliverySettings())
    assert refused.value.problem == code


async def test_channels_are_open_as_long_as_the_block_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "CHANNELS", {LIST: ListChannel})
    async with table.open_channels(DeliverySettings()) as channels:
        opened: Any = channels[LIST]
        assert opened.is_open
    assert not opened.is_open


def names_of_channels(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield every string that is the name of a channel that sends, or SQL with one, or is compared with a mailbox."""
    sent = "|".join(ADDRESS_COLUMNS)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if re.fullmatch(sent, node.value) or re.search(rf"'({sent})'", node.value):
                yield node.lineno, node.value
        elif isinstance(node, ast.Compare | ast.MatchValue):
            parts = [node.left, *node.comparators] if isinstance(node, ast.Compare) else [node.value]
            if any(isinstance(part, ast.Constant) and part.value == MAILBOX for part in parts):
                yield node.lineno, MAILBOX


def test_no_other_file_tells_channels_apart_by_name() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in sorted((ROOT / "gateway").rglob("*.py"))
        if (inside := path.relative_to(ROOT / "gateway").as_posix()) not in KNOW_A_CHANNEL
        and not inside.startswith("cli/demo/")  # plays a provider that has chosen
        and inside != "cli/commands/demo.py"
        for line, name in names_of_channels(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_the_architecture_names_at_most_five_files_for_a_channel() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.split("\n### A channel, for example\n")[1].split("\n#")[0]
    files = re.findall(r"^\d\. `([^`]+)`", section, re.MULTILINE)
    assert 0 < len(files) <= 5
    assert [each for each in files if "<" not in each and not (ROOT / each).exists()] == []
