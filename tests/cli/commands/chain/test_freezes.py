"""`gateway freezes` plans, shows and ends a standstill."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.running import invoke


def test_a_freeze_is_planned_shown_and_ended(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    begin = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    times = ("--van", begin.isoformat(), "--tot", (begin + timedelta(days=2)).isoformat())
    planned = invoke(
        "freezes", "add", "ggk", *times, "--soort", "WMO301", "--reden-bestand", "-", stdin="releasewissel"
    )
    assert planned.exit_code == 0, planned.stderr
    [row] = [json.loads(line) for line in invoke("freezes", "list", "--json").stdout.splitlines()]
    assert (row["kanaal"], row["soorten"], row["reden"], row["wachtend"]) == ("ggk", ["WMO301"], "releasewissel", 0)
    assert datetime.fromisoformat(row["van"]) == begin
    assert "valt voor ggk al in deze periode" in invoke("freezes", "add", "ggk", *times).stderr
    assert "ggk" in invoke("freezes", "list").stdout
    assert invoke("freezes", "end", str(row["volgnummer"])).exit_code == 0
    assert invoke("freezes", "list", "--json").stdout == ""
    again = invoke("freezes", "end", str(row["volgnummer"]))
    assert (again.exit_code, "Er is geen stilstand" in again.stderr) == (1, True)
