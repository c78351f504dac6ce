"""`import gateway` costs next to nothing, and the judge needs no database, no server and no settings."""

import subprocess
import sys

import pytest

import gateway
from gateway.standard.resources import bundled
from tests.cli.running import environment

NAMES = ["BuildError", "Finding", "Outcome", "Report", "Severity", "build", "validate"]
SERVER = ("alembic", "asyncpg", "fastapi", "httpx", "pydantic", "rich", "sqlalchemy", "structlog", "typer", "uvicorn")


def printed(script: str, **settings: str) -> str:
    """Return what a Python of its own prints, from a folder without anything in it that is ours."""
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment() | settings, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_the_public_names_are_these_and_each_is_there() -> None:
    assert sorted(gateway.__all__) == NAMES
    assert set(NAMES) <= set(dir(gateway))
    assert (
        printed("from gateway import *; print([each in globals() for each in " + repr(NAMES) + "].count(True))") == "7"
    )


def test_another_name_is_not_there() -> None:
    with pytest.raises(AttributeError, match="valideer"):
        gateway.valideer  # type: ignore[attr-defined]  # noqa: B018


def test_importing_it_imports_nothing_else() -> None:
    assert printed("import sys, gateway; print([name for name in sys.modules if name.startswith('gateway.')])") == "[]"
    assert printed("import sys, gateway; print('lxml' in sys.modules or 'asyncio' in sys.modules)") == "False"


def test_it_judges_and_builds_without_database_server_and_settings() -> None:
    sample = str(bundled("samples") / "build" / "wmo305.json")
    script = (
        "import pathlib, sys, gateway\n"
        f"made = gateway.build('305', pathlib.Path({sample!r}).read_bytes())\n"
        "print(gateway.validate(made).verdict)\n"
        f"print([name for name in sys.modules if name in {SERVER!r} or name.startswith('gateway.store')])"
    )
    wrong = {"GATEWAY_DATABASE_URL": "nergens", "GATEWAY_XSD_DIR": "/nergens", "GATEWAY_DATA_DIR": "/nergens"}
    assert printed(script, **wrong).splitlines() == ["goedgekeurd", "[]"]
