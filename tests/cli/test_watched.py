"""Every command that can take over two seconds tells how far it is; of every other it is said why it is quick."""

import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from gateway.cli.session import progress
from gateway.messages.write import serialise
from tests.cli.running import invoke
from tests.cli.session.test_trouble import ARGUMENTS, filled
from tests.cli.tree import LEAVES
from tests.support.api.parties import start
from tests.support.store.postgres import Template

WATCHED = {
    *("validate", "ledger verify", "ledger seal", "retention run", "vault rewrap", "signals refresh"),
    *("contracts load", "tariffs load", "indicators show", "indicators cases", "policy audit", "parked judge"),
    "portal read",
    "vault replace-search-key",
    *("deliveries retry", "db upgrade", "db restored", "db move", "backup create", "backup restore"),
}
MOVES_A_CLUSTER = {"db restored", "db move", "backup create", "backup restore", "vault replace-search-key"}
"""Watched commands that take over a whole database or need it alone: tests of their own run them."""
QUICK: Mapping[str, str] = {
    **dict.fromkeys(("serve", "worker", "demo", "simulator serve"), "tells itself what it does"),
    **dict.fromkeys(
        ("build", "rules", "completion", "ledger check", "ledger proof", "ledger root"), "about one message or seal"
    ),
    **dict.fromkeys(
        ("policy show", "policy check", "policy diff", "policy checks", "indicators define"), "about one text of policy"
    ),
    **dict.fromkeys(("vault rotate", "vault export", "vault import"), "about the ring alone"),
    **dict.fromkeys(("db check", "backup archive"), "looks at definitions and settings"),
    **dict.fromkeys(("contracts list", "tariffs list"), "one table, bounded by the size of its file"),
    "channels test": "about one organisation",
    "freezes add": "one row",
    "freezes end": "one row",
    "freezes list": "the calendar, with counts of one season",
    "portal pack": "one folder",
    "channels schemas": "four messages of its own",
    **dict.fromkeys(("channels incoming", "channels drop"), "about what could not be received, which is little"),
    "channels open": "about what went out in a time that its user names",
    "claims audit": "about one assignment",
    **dict.fromkeys(("requests grant", "requests refuse", "requests investigate"), "about one request"),
    **dict.fromkeys(("clients find", "clients dossier"), "about one client"),
    **dict.fromkeys(("retention show", "retention hold", "retention release", "reads list"), "about one client"),
    **dict.fromkeys(
        (
            *(
                "claims list",
                "claims lines",
                "claims totals",
                "messages list",
                "assignments list",
                "assignments overrides",
                "deliveries list",
                "signals list",
            ),
            "requests list",
            *("deliveries receivers", "parked list"),
        ),
        "pages by index, which it shows as they come",
    ),
    **{
        name: "about some organisations"
        for name in map(" ".join, LEAVES)
        if name.startswith(("accounts ", "people ", "alerts "))
    },
}


@pytest.fixture(scope="module")
def books(template: Template) -> Iterator[str]:
    with filled(template) as dsn:
        yield dsn


def test_every_command_is_watched_or_quick() -> None:
    assert set(map(" ".join, LEAVES)) == WATCHED | QUICK.keys()
    assert not WATCHED & QUICK.keys()


@pytest.mark.parametrize("name", sorted(WATCHED - MOVES_A_CLUSTER))
def test_a_command_that_can_take_long_tells_how_far_it_is(
    name: str, books: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", books)
    monkeypatch.setattr(progress, "LINE_EVERY_S", 0.0)
    (tmp_path / "bericht.xml").write_bytes(serialise(start(1, "S1")))
    (tmp_path / "contracten.csv").write_text("aanbieder,segment,soort,vanaf,tot\n")
    files = {
        "BERICHT": tmp_path / "bericht.xml",
        "CSV": tmp_path / "contracten.csv",
        "TARIEVEN": "samples/tarieven.csv",
    }
    given: list[object] = [files.get(str(each), each) for each in ARGUMENTS[name]]
    if name == "deliveries retry":
        given = ["--sinds", "2024-01-01"]
    told = [line for line in invoke(*name.split(), *given).stderr.splitlines() if "; klaar na " in line]
    assert told
    assert all(line.startswith("gateway: ") for line in told)


@pytest.mark.parametrize("name", sorted(MOVES_A_CLUSTER))
def test_a_command_that_moves_a_cluster_watches_too(name: str) -> None:
    command: Any = LEAVES[tuple(name.split())]
    module = inspect.getmodule(inspect.unwrap(command.callback))
    assert module is not None
    assert " watching(" in inspect.getsource(module)
