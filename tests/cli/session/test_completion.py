"""A shell completes commands, options and values; the script is what the shell really runs."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import command, environment, invoke

WAYS = [
    (("led",), "ledger"),
    (("ledger", ""), "seal verify root proof check"),
    (("deliveries", "list", "--staat", ""), "wachtend onderweg opgegeven geleverd stil"),
    (("accounts", "add", "0983", "--soort", "g"), "gemeente"),
    (("signals", "refresh", "--a"), "--alle"),
    (("nergens", "ledg"), "ledger"),
]


@pytest.mark.timeout(300)
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_with_the_script_that_it_gets(tmp_path: Path) -> None:
    program = tmp_path / "gateway"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(command())} "$@"\n')
    program.chmod(0o755)
    lines = ['eval "$(gateway completion bash)"']
    for words, _ in WAYS:
        lines.append(f"COMP_WORDS=({shlex.join(['gateway', *words])}); COMP_CWORD={len(words)}; COMPREPLY=()")
        lines.append('_gateway_completion gateway; echo "${COMPREPLY[*]}"')
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(["bash", "-c", "\n".join(lines)], capture_output=True, text=True, env=environment(PATH=path))
    assert done.stderr == ""
    assert done.stdout.splitlines() == [expected for _, expected in WAYS]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_the_program(shell: str) -> None:
    result = invoke("completion", shell)
    assert result.exit_code == 0
    assert f"_GATEWAY_COMPLETE=complete_{shell}" in result.stdout


@pytest.mark.parametrize(
    ("shell", "more", "expected"),
    [
        ("zsh", {}, '_arguments \'*: :(("verify":"Zoekt elke gewijzigde'),
        ("fish", {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}, "verify\tZoekt elke gewijzigde"),
    ],
)
def test_the_other_shells_get_explanations_too(shell: str, more: dict[str, str], expected: str) -> None:
    asked = environment(_GATEWAY_COMPLETE=f"complete_{shell}", _TYPER_COMPLETE_ARGS="gateway ledger ver", **more)
    done = subprocess.run(command(), capture_output=True, text=True, env=asked)
    assert done.stdout.startswith(expected)
    assert done.returncode == 0


def test_another_shell_is_refused_with_those_there_are() -> None:
    result = invoke("completion", "tcsh")
    assert (result.exit_code, "kies uit bash, zsh, fish" in result.stderr) == (2, True)
