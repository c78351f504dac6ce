"""Addresses for alerts on the command line, in a real database."""

import json
from uuid import uuid4

import pytest

from tests.cli.running import invoke

URL = "https://nergens.invalid/iwmo"


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    assert invoke("accounts", "add", "0983", "--soort", "gemeente", "--naam", "Venlo").exit_code == 0


def test_an_address_is_added_listed_tried_given_a_secret_and_removed() -> None:
    added = invoke("alerts", "add", "0983", URL, "--soort", "zegel.te-laat")
    assert added.exit_code == 0, added.stderr
    assert added.stdout.startswith("whsec_")
    assert "alleen nu te lezen" in added.stderr
    [address] = map(json.loads, invoke("alerts", "list", "--json").stdout.splitlines())
    assert (address["url"], address["soorten"]) == (URL, ["zegel.te-laat"])
    assert URL in invoke("alerts", "list", "0983").stdout
    tried = invoke("alerts", "test", address["id"])
    assert (tried.exit_code, "niet aangenomen (ConnectError)" in tried.stderr) == (1, True)
    [sent] = map(json.loads, invoke("alerts", "sent", "0983", "--json").stdout.splitlines())
    assert (sent["soort"], sent["staat"]) == ("proef", "opgegeven")
    assert "proef" in invoke("alerts", "sent", "0983").stdout
    assert invoke("alerts", "secret", address["id"]).stdout.startswith("whsec_")
    assert invoke("alerts", "remove", address["id"]).exit_code == 0
    assert invoke("alerts", "list", "--json").stdout == ""


def test_what_cannot_be_is_said_in_a_line() -> None:
    for arguments, words in (
        (("alerts", "remove", uuid4()), "geen attenderingsadres"),
        (("alerts", "add", "0984", URL), "niet ingeschreven"),
        (("alerts", "add", "0983", "http://x.example/"), "niet versleuteld"),
        (("alerts", "add", "0983", URL, "--soort", "iets"), "iets"),
    ):
        result = invoke(*arguments)
        assert result.exit_code != 0
        assert words in result.stderr
