"""Every command shows examples of itself; each can be read, and those that need nothing but a database do run."""

import shlex
from collections.abc import Mapping
from pathlib import Path

import pytest
import typer

from gateway.cli.session.examples import EXAMPLES, MAX_EXAMPLES_OF_A_GROUP, examples_of
from tests.cli.running import ROOT, invoke
from tests.cli.tree import GROUPS, LEAVES, TREE
from tests.support.messages.messages import BSN

LINES = [(name, line) for name in EXAMPLES for line in EXAMPLES[name] if name]
NOT_RUN: Mapping[str, str] = {
    **dict.fromkeys(("serve", "worker", "demo", "simulator serve"), "go on, or take long"),
    **dict.fromkeys(("db move", "db restored"), "need a database that was copied, or one to go to"),
    **dict.fromkeys(("backup create", "backup archive", "backup restore"), "need a cluster of their own"),
    **dict.fromkeys(
        ("vault rotate", "vault export", "vault import", "vault replace-search-key"), "need a ring in a file"
    ),
    **dict.fromkeys(("portal pack", "portal read"), "need a folder of the channel, and what a portal gave"),
    "channels schemas": "needs the files of the GGK",
    "ledger root --tijdstempel tijdstempel.tsr": "needs an authority",
}
ENDS_WITH_1 = {
    *("requests grant", "requests refuse", "requests investigate", "claims audit"),
    *("channels test", "channels drop"),
    *("alerts add", "alerts secret", "alerts test", "alerts sent", "alerts remove"),
    *(
        "validate",
        "accounts rotate",
        "accounts revoke",
        "deliveries retry",
        "parked judge",
        "ledger proof",
        "ledger check",
    ),
    *("clients dossier", "reads list", "retention hold", "retention release", "policy audit", "ledger verify"),
}
"""Commands whose example names something that isn't there, or that say by their code what they found."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that the examples name."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    (tmp_path / "reden.txt").write_text("bezwaar 12")
    (tmp_path / "bsn.txt").write_text(BSN)
    (tmp_path / "naam.txt").write_text("Proefpersoon")
    (tmp_path / "bewijs.json").write_text("{}")
    return tmp_path


def test_every_command_has_examples_of_itself() -> None:
    names = set(map(" ".join, LEAVES))
    assert EXAMPLES.keys() - {""} == names
    for name in names:
        assert all(f"{each} ".startswith(f"{name} ") for each in EXAMPLES[name])
        shown = invoke(*name.split(), "--help").stdout
        assert all(f"  {each}\n" in shown for each in examples_of(name))


@pytest.mark.parametrize("words", GROUPS, ids=" ".join)
def test_a_group_shows_some_of_its_commands(words: tuple[str, ...]) -> None:
    shown = invoke(*words, "--help").stdout
    examples = examples_of(" ".join(words))
    assert 0 < len(examples) <= MAX_EXAMPLES_OF_A_GROUP
    assert all(f"  {each}\n" in shown for each in examples)


@pytest.mark.parametrize(("name", "line"), [*LINES, *(("", each) for each in EXAMPLES[""])])
def test_an_example_can_be_read(name: str, line: str) -> None:
    command, context, rest = TREE, None, shlex.split(line)
    while hasattr(command, "commands"):
        name, command, rest = command.resolve_command(typer.Context(command), rest)
        context = typer.Context(command, info_name=name, parent=context)
    assert context is not None
    command.parse_args(context, rest)


@pytest.mark.no_cover
@pytest.mark.timeout(400)
def test_the_examples_run_one_after_another(dsn: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    monkeypatch.chdir(folder)
    wrong = []
    for name, line in LINES:
        if name in NOT_RUN or line in NOT_RUN:
            continue
        if name == "accounts mandate":
            invoke("accounts", "add", "servicebureau", "--soort", "intermediair", "--naam", "Servicebureau")
        result = invoke(*shlex.split(line))
        if result.exit_code not in ({0, 1} if name in ENDS_WITH_1 else {0}):
            wrong.append((line, result.stderr))
    assert wrong == []
