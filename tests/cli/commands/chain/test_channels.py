"""`gateway channels open` shows what went out and has no answer, and counts it."""

import asyncio
import json
from datetime import UTC, datetime

import pytest

from tests.cli.running import invoke
from tests.support.api.application import Clock, an_api
from tests.support.api.parties import VENLO, ZORG


def test_what_has_no_return_message_is_shown_and_counted(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    monkeypatch.setenv("GATEWAY_PUSH_PRIVATE", "127.0.0.0/8")

    async def assign() -> str:
        async with an_api(dsn, Clock()) as api:
            venlo = await api.caller(VENLO)
            return str((await venlo.assign(await venlo.register()))["berichtId"])

    bericht = asyncio.run(assign())
    assert "haalt haar berichten op" in invoke("channels", "test", ZORG).stderr
    invoke("accounts", "change", ZORG, "--kanaal", "ggk", "--afleveradres", "https://127.0.0.1:9/")
    tried = invoke("channels", "test", ZORG)
    assert (tried.exit_code, "niet bereikt" in tried.stderr) == (1, True)
    found = invoke("channels", "open", "--sinds", "2024-03-01", "--json")
    [row] = [json.loads(line) for line in found.stdout.splitlines()]
    assert (row["berichtId"], row["soort"], row["kanaal"]) == (bericht, "WMO301", "ggk"), "what waited went along"
    shown = invoke("channels", "open", "--sinds", "2024-03-01")
    assert bericht[:8] in shown.stdout
    assert "1 zonder retourbericht: 1 WMO301." in shown.stderr
    later = f"{datetime.now(UTC).date()}"
    assert "0 zonder retourbericht." in invoke("channels", "open", "--sinds", later).stderr
