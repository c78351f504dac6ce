"""A list as a file on the command line is that of HTTP, a page at a time with its look on record."""

import asyncio
from pathlib import Path
from uuid import UUID

import pytest

from gateway.exchange.kernel import pages
from tests.api.http.test_export import address, table
from tests.cli.commands.lists.test_every_list import COMMANDS
from tests.cli.running import invoke
from tests.cli.tree import LEAVES
from tests.e2e.routes import Situation, on_record, situation
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, VENLO, Caller

OF_THE_OPERATOR = ("messages", "deliveries", "accounts", "claims", "channels")
"""Commands whose lists are those of an operator over HTTP; the others are about one municipality."""
OF_A_DAY = ("indicators cases", "channels open")
"""Lists in which there is more on a later day, such as that of the command; their columns are compared alone."""
HIDDEN = {"notitie", "afgehandeldDoor"}
"""What only a municipality sees of its signals."""


def words(path: str, made: Situation) -> list[object]:
    """Return the command that shows the list, with what it needs."""
    name = COMMANDS[path]
    if name == "channels open":
        return [*name.split(), "--sinds", "2024-01-01", "--uren", 0]
    if name.startswith(OF_THE_OPERATOR):
        return name.split()
    if name == "reads list":
        return [*name.split(), "--client", made.client]
    if name == "alerts sent":
        return [*name.split(), VENLO, "--volgorde", "oudste"]
    more = {"indicators cases": ["antwoord-gemeente", "--jaar", 2024], "signals list": ["--status", "alle"]}
    return [*name.split(), VENLO, *more.get(name, ())]


async def test_a_file_is_the_one_over_http(
    api: Api, venlo: Caller, zorg: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", api.dsn)
    made = await situation(api, venlo, zorg)
    handled = {"notitie": "gebeld", "consulent": "A. Bakker"}
    assert (await venlo.http.post(f"/v1/signalen/{made.signal}/afhandelen", json=handled)).status_code == 200
    beheer = await api.caller(BEHEER)
    for path, name in COMMANDS.items():
        url, params = address(path, made.client)
        files = {kind: tmp_path / f"lijst.{kind}" for kind in ("csv", "xlsx")}
        http = (beheer if name.startswith(OF_THE_OPERATOR) else venlo).http
        expected = {kind: (await http.get(url, params={**params, "formaat": kind})).content for kind in files}
        given = [part for kind, file in files.items() for part in (f"--{kind}", file)]
        result = await asyncio.to_thread(invoke, *words(path, made), *given)
        assert (result.exit_code, result.stdout) == (0, ""), (path, result.stderr)
        for kind, file in files.items():
            found, over_http = (table(each, kind) for each in (file.read_bytes(), expected[kind]))
            if path == "/v1/inzages":  # which grows with each look
                found = found[: len(over_http)]
            if name in OF_A_DAY:
                found, over_http = found[:1], over_http[:1]
            assert found == _as_the_operator_sees(over_http), path
            assert len(found) > 1 or name in ("assignments overrides", "alerts sent", *OF_A_DAY)
    monkeypatch.setattr(pages, "LARGE_PAGE", 1)
    await asyncio.to_thread(invoke, "requests", "list", VENLO, "--csv", tmp_path / "lijst.csv")
    assert len(table((tmp_path / "lijst.csv").read_bytes(), "csv")) == 3
    looks = [each["clienten"] for each in await on_record(api) if each["actie"] == "gateway requests list"]
    assert looks == [[UUID(made.client)]] * 4, "one for each page of each file"


def _as_the_operator_sees(rows: list[list[str]]) -> list[list[str]]:
    head = rows[0]
    return [head, *(["" if name in HIDDEN else cell for name, cell in zip(head, row, strict=True)] for row in rows[1:])]


@pytest.mark.parametrize("name", [*COMMANDS.values(), "contracts list", "tariffs list"])
def test_every_list_that_is_a_file_over_http_is_one_here(name: str) -> None:
    options = {option for param in LEAVES[tuple(name.split())].params for option in param.opts}
    assert {"--csv", "--xlsx", "--json"} <= options
