"""The script for a shell is written to stdout, and its help says where to put it."""

from tests.cli.running import invoke


def test_the_script_stands_alone_on_stdout_and_the_help_says_where_it_goes() -> None:
    result = invoke("completion", "bash")
    assert result.stdout.lstrip().startswith("_gateway_completion()")
    assert result.stderr == ""
    assert "~/.bashrc" in invoke("completion", "--help").stdout
