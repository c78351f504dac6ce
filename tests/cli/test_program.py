"""The command as a whole: it starts quickly, explains itself, and never shows a traceback for what we foresee."""

import importlib
import subprocess
import sys

import pytest
from pydantic import ValidationError

from gateway.cli.session.trouble import _ACCEPTED_VALUES, _EXPECTED, Trouble, reporting_errors
from gateway.settings import Settings
from tests.cli.running import ROOT, command, environment, invoke

COMMANDS = ("serve", "worker", "demo", "validate", "build", "rules", "accounts", "db")


def test_help_names_every_command() -> None:
    shown = invoke("--help")
    assert shown.exit_code == 0
    assert all(f"\n  {name} " in shown.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    shown = invoke(name, "--help")
    assert shown.exit_code == 0
    assert f"Gebruik: gateway {name}" in shown.stdout


def test_no_command_shows_the_help() -> None:
    assert "Opdrachten:" in invoke().output


def test_help_needs_none_of_the_heavy_modules() -> None:
    heavy = ("asyncpg", "fastapi", "lxml", "pydantic", "rich", "sqlalchemy", "structlog", "uvicorn")
    script = (
        "import sys; sys.argv = ['gateway', '--help']\n"
        "from gateway.cli import main\n"
        "try: main()\n"
        f"finally: print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment())
    assert run.stderr.strip() == b"[]"


@pytest.mark.parametrize(
    "arguments", [("validate", "samples/wmo305-goed.xml"), ("build", "WMO305", "samples/build/wmo305.json")]
)
def test_who_only_judges_or_builds_waits_for_no_database_driver(arguments: tuple[str, ...]) -> None:
    drivers = ("asyncpg", "httpcore", "sqlalchemy")
    script = (
        f"import sys; sys.argv = ['gateway', *{arguments!r}]\n"
        "from gateway.cli import main\n"
        "try: main()\n"
        f"finally: print([name for name in {drivers!r} if name in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, env=environment())
    assert (run.returncode, run.stderr.strip()) == (0, b"[]")


def test_it_is_started_as_a_module_from_anywhere() -> None:
    run = subprocess.run(command("--help"), capture_output=True, cwd="/", env=environment())
    assert run.stdout.startswith(b"Gebruik: gateway")


def test_what_nobody_foresaw_is_told_without_its_words() -> None:
    script = (
        "import sys; sys.argv = ['gateway', 'rules']\n"
        "import gateway.cli.program\n"
        "def broken(**_): raise ValueError('Proefpersoon')\n"
        "gateway.cli.program.app = broken\n"
        "from gateway.cli import main\n"
        "main()"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment())
    assert run.returncode == 2
    assert "builtins.ValueError" in run.stderr
    assert "Proefpersoon" not in run.stderr.replace("raise ValueError('Proefpersoon')", "")


def test_a_command_that_does_not_exist_ends_with_2() -> None:
    assert invoke("valideer").exit_code == 2


@pytest.mark.parametrize(
    ("name", "value", "reporting_errors"),
    [
        ("GATEWAY_POOL_SIZE", "veel", "GATEWAY_POOL_SIZE: "),
        ("GATEWAY_LOG_LEVEL", "loud", "GATEWAY_LOG_LEVEL: "),
        ("GATEWAY_XSLT_VERSIE", "geheim", "GATEWAY_XSLT_VERSIE: "),
    ],
)
@pytest.mark.parametrize("args", [("serve",), ("worker",), ("db", "upgrade"), ("accounts", "list")])
def test_a_wrong_setting_is_one_line_without_its_value(
    args: tuple[str, ...], name: str, value: str, reporting_errors: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    result = invoke(*args)
    assert result.exit_code == 2
    assert reporting_errors in result.stderr
    assert value not in result.stderr
    assert result.stderr.count("\n") == 1


def test_settings_that_go_together_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_OIDC_ISSUER", "https://idp.test")
    result = invoke("accounts", "list")
    assert result.exit_code == 2
    assert "GATEWAY_OIDC_ISSUER en GATEWAY_OIDC_AUDIENCE horen bij elkaar" in result.stderr


def test_of_every_setting_that_can_be_wrong_it_is_known_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = set()
    for name in Settings.model_fields:
        with monkeypatch.context() as patch:
            patch.setenv(f"GATEWAY_{name.upper()}", "=/.. ")
            try:
                Settings()
            except ValidationError as error:
                wrong |= {each["loc"][0] for each in error.errors() if each["loc"]}
    assert wrong == _ACCEPTED_VALUES.keys()


def test_every_foreseen_exception_exists() -> None:
    for module, name, _ in _EXPECTED:
        assert issubclass(getattr(importlib.import_module(module), name), Exception)


def test_what_nobody_foresaw_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), reporting_errors():
        _ = 1 / 0
    with pytest.raises(Exception, match="2"), reporting_errors():
        raise Trouble("weg")


def test_the_package_lies_where_the_tests_look() -> None:
    assert (ROOT / "gateway" / "__main__.py").is_file()
