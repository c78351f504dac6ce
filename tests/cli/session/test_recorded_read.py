"""On the command line nothing of a client is shown before it is on record who looks."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import typer

from gateway.cli.program import app
from gateway.cli.session.recorded_read import NO_PERSONAL_DATA, PERSONAL_DATA_OF
from gateway.cli.session.user import user
from gateway.exchange.custody.retention import hold_client
from gateway.exchange.signals.refresh import refresh_signals
from gateway.messages.write import serialise
from tests.cli.running import invoke
from tests.support.api.application import Clock, an_api
from tests.support.api.parties import VENLO, ZORG, start
from tests.support.api.requests import asked as product
from tests.support.api.requests import vot
from tests.support.messages.messages import BSN
from tests.support.policy.chosen import OVERRULE, choose_policy, request_for
from tests.support.store.embedded import tell
from tests.support.store.postgres import Template, create_database, drop_database


@dataclass(frozen=True)
class Story:
    """A client with running assignments, one of them overruled, a signal and a hold; a start that has not come in."""

    dsn: str
    client: UUID
    nummer: int
    file: Path


@pytest.fixture(scope="module")
def told(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The story for all tests of this file, which only look."""
    dsn = asyncio.run(create_database(template.admin_dsn, template.name))
    folder = tmp_path_factory.mktemp("bestanden")

    async def work() -> tuple[UUID, int]:
        async with an_api(dsn, clock := Clock()) as api:
            venlo = await api.caller(VENLO)
            client = UUID(await venlo.register())
            nummer = (await venlo.assign(str(client)))["toewijzingNummer"]
            await (await api.caller(ZORG)).submit(vot("V1", product("R1")))
            await choose_policy(api.gateway)
            for asked in (
                request_for(str(client), "07A02", "2024-04-01", "2025-03-31"),
                {**request_for(str(client), "10B02", "2025-01-01", "2025-12-31"), "overrule": OVERRULE},
            ):
                assert (await venlo.http.post("/v1/toewijzingen", json=asked)).status_code == 201
            clock.advance(days=60)
            await refresh_signals(api.gateway)
            await hold_client(api.gateway, client, "bezwaar 12")
            return client, nummer

    client, nummer = asyncio.run(work())
    tell(dsn, "alter table inzages disable trigger user")
    (folder / "bsn.txt").write_text(BSN)
    (folder / "start.xml").write_bytes(serialise(start(1, "S1")))
    yield Story(dsn, client, nummer, folder / "start.xml")
    asyncio.run(drop_database(template.admin_dsn, dsn))


@pytest.fixture
def story(told: Story, monkeypatch: pytest.MonkeyPatch) -> Story:
    """That story in the database of the environment, at which nobody has looked yet."""
    monkeypatch.setenv("GATEWAY_DATABASE_URL", told.dsn)
    tell(told.dsn, "alter table inzages drop constraint if exists nee; delete from inzages")
    return told


def commands(story: Story) -> dict[str, list[object]]:
    """Return each command that shows something of the client, as it is typed."""
    return {
        "assignments list": ["assignments", "list", VENLO],
        "assignments overrides": ["assignments", "overrides", VENLO],
        "claims audit": ["claims", "audit", VENLO, story.nummer],
        "clients dossier": ["clients", "dossier", VENLO, story.client],
        "clients find": ["clients", "find", VENLO, "--bestand", story.file.with_name("bsn.txt")],
        "indicators cases": ["indicators", "cases", VENLO, "afkeur-aanbieder", "--jaar", 2024],
        "policy audit": ["policy", "audit", VENLO, "--beleid", "noord-limburg", "--op", "2024-01-01"],
        "reads list": ["reads", "list", "--client", story.client],
        "requests list": ["requests", "list", VENLO],
        "retention show": ["retention", "show"],
        "signals list": ["signals", "list", VENLO],
        "validate": ["validate", "--against-ledger", story.file],
    }


def looks(dsn: str) -> list[dict[str, Any]]:
    async def work() -> list[asyncpg.Record]:
        connection = await asyncpg.connect(dsn)
        try:
            return await connection.fetch("select * from inzages order by id")
        finally:
            await connection.close()

    return [dict(row) for row in asyncio.run(work())]


def _every(command: Any, *names: str) -> Iterator[str]:
    """Yield the names of all commands in this one."""
    if not hasattr(command, "commands"):
        yield " ".join(names)
        return
    for name, each in command.commands.items():
        yield from _every(each, *names, name)


def test_every_command_says_whether_it_shows_what_is_personal() -> None:
    assert set(_every(typer.main.get_command(app))) == {*PERSONAL_DATA_OF, *NO_PERSONAL_DATA}
    assert not {*PERSONAL_DATA_OF} & {*NO_PERSONAL_DATA}


@pytest.mark.parametrize("name", PERSONAL_DATA_OF)
def test_who_looks_is_on_record_and_what_for(story: Story, name: str) -> None:
    command = commands(story)[name]
    assert invoke(*command).exit_code in (0, 1)
    invoke(*command, "--doel", "bezwaar en beroep")
    first, second = looks(story.dsn)
    assert first["gemeente"] == VENLO
    assert first["clienten"] == [story.client]
    assert (first["organisatie"], first["actie"]) == ("opdrachtregel", f"gateway {name}")
    assert (first["soort"], first["doel"]) == PERSONAL_DATA_OF[name]
    assert first["ingang"] == user()
    assert second["doel"] == "bezwaar en beroep"
    told = invoke("reads", "list", "--client", story.client).stdout
    assert f"gateway {name}" in told
    assert user() in told


@pytest.mark.parametrize("name", PERSONAL_DATA_OF)
def test_what_can_not_be_put_on_record_is_not_shown(story: Story, name: str) -> None:
    tell(story.dsn, "alter table inzages add constraint nee check (false) not valid")
    result = invoke(*commands(story)[name])
    assert result.exit_code == 2
    assert "vastgelegd" in result.stderr
    for told in (str(story.client), "bezwaar 12", "NL-80", "start.xml"):
        assert told not in result.output


def test_a_purpose_is_words_and_a_municipality_a_code(story: Story) -> None:
    for wrong in ("999900006", "x"):
        result = invoke(*commands(story)["signals list"], "--doel", wrong)
        assert (result.exit_code, "--doel" in result.stderr) == (2, True)
    assert invoke("signals", "list", "999900006").exit_code == 2
    assert looks(story.dsn) == []


def test_of_a_client_that_is_not_there_the_attempt_is_on_record(story: Story) -> None:
    other = UUID(int=1)
    assert len(invoke("reads", "list", "--client", other).stdout.splitlines()) == 1
    [row] = looks(story.dsn)
    assert (row["gemeente"], row["clienten"]) == ("opdrachtregel", [other])


def test_files_alone_are_the_operators_own(story: Story) -> None:
    assert invoke("validate", story.file).exit_code == 0
    assert looks(story.dsn) == []
