"""An operator lets people in by the command line: credentials are shown once, and lists hold none."""

import pytest

from tests.cli.running import invoke

VENLO = ("accounts", "add", "0983", "--soort", "gemeente", "--naam", "Venlo")
JO = ("people", "add", "0983", "--inlognaam", "jo", "--naam", "Jo Jansen", "--rol", "consulent")


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    assert invoke(*VENLO).exit_code == 0


def test_a_person_is_added_shown_reset_and_removed() -> None:
    added = invoke(*JO)
    assert added.exit_code == 0, added.stderr
    password, app = added.stdout.splitlines()
    assert app.startswith("otpauth://")
    listed = invoke("people", "list", "0983")
    assert "Jo Jansen" in listed.stdout
    assert password not in listed.stdout
    assert "nooit" in listed.stdout
    reset = invoke("people", "reset", "jo", "--zonder-code")
    [other] = reset.stdout.splitlines()
    assert other != password
    assert invoke("people", "remove", "jo").exit_code == 0
    assert invoke("people", "remove", "jo").exit_code != 0
    again = invoke(*JO)
    assert again.exit_code != 0
    assert "inlognaam jo is of was van iemand" in " ".join(again.stderr.split())
