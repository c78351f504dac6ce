"""`gateway retention`: the terms, and what the operator does about them."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from gateway.cli.session.user import user
from gateway.store.db.database import Database
from tests.cli.running import invoke
from tests.support.api.parties import VENLO, enrol
from tests.support.store.deliveries import MAKE
from tests.support.store.embedded import ask, tell
from tests.support.store.key_ring import vault
from tests.support.store.ledger import book, clients


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)


def an_old_message(dsn: str) -> UUID:
    """Book a message that was delivered in 2005, and return its client."""

    async def work() -> UUID:
        db = await Database.connect(dsn, vault=vault())
        try:
            await enrol(db)
            [client] = await clients(db)
            await book(db, client_id=client, vastgelegd_op=datetime(2005, 1, 1, tzinfo=UTC))
            return client
        finally:
            await db.close()

    client = asyncio.run(work())
    tell(dsn, MAKE.format(which="true"))
    return client


def test_terms_holds_and_erasing(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = an_old_message(dsn)
    monkeypatch.setenv("GATEWAY_RETENTION", "WMO302=60, zonder-client=12")
    shown = {line.split()[0]: line for line in invoke("retention", "show").stdout.splitlines()}
    assert "180" in shown["WMO305"]
    assert "5.3.4" in shown["WMO305"]
    assert "60" in shown["WMO302"]
    assert "GATEWAY_RETENTION" in shown["WMO302"]
    assert shown["zonder-client"].split()[1] == "12"
    assert shown["inzages"].split()[1] == "60"
    assert "38007" in shown["inzages"]

    assert invoke("retention", "hold", "--client", client, stdin="bezwaar 12").exit_code == 0
    [held] = [line for line in invoke("retention", "show").stdout.splitlines() if str(client) in line]
    assert held.endswith(f"opdrachtregel, {user()}  bezwaar 12")
    assert invoke("retention", "hold", "--client", client, stdin="weer").exit_code == 1
    assert invoke("retention", "run").stdout == ""
    assert invoke("retention", "release", "--client", client).exit_code == 0
    assert ask(dsn, "select opgeheven_door from bewaarplichten") == f"opdrachtregel, {user()}"
    assert invoke("retention", "release", "--client", uuid4()).exit_code == 1

    assert invoke("retention", "run", "--dry-run").stdout == f"{VENLO}: 1 berichten te wissen\n"
    refused = invoke("retention", "run")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert f"1 van de 1 berichten van {VENLO}" in refused.stderr
    assert "--ondanks-twijfel" in refused.stderr
    assert invoke("retention", "run", "--ondanks-twijfel").stdout == f"{VENLO}: 1 berichten gewist\n"
    assert invoke("retention", "run").stdout == ""


def test_looks_past_their_term_are_counted_and_erased(dsn: str) -> None:
    an_old_message(dsn)
    tell(
        dsn,
        f"""
        insert into inzages (gemeente, op, organisatie, ingang, actie, soort, clienten, doel, uitkomst, aanvraag)
            values ('{VENLO}', '2005-01-01', '{VENLO}', 'x', 'x', 'client', '{{}}', 'x', 'toegestaan', 'x')
        """,
    )
    invoke("ledger", "seal")
    tell(dsn, "alter table zegels disable trigger user; update zegels set op = '2005-01-02'")
    assert f"{VENLO}: 1 inzages te wissen\n" in invoke("retention", "run", "--dry-run").stdout
    assert f"{VENLO}: 1 inzages gewist\n" in invoke("retention", "run", "--ondanks-twijfel").stdout
    assert "inzages" not in invoke("retention", "run").stdout
    assert invoke("ledger", "verify").stdout == ""


@pytest.mark.parametrize("wrong", ["inzages=59", "WMO302=11", "302=60", "WMO302", "WMO302=lang"])
def test_a_term_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("GATEWAY_RETENTION", wrong)
    refused = invoke("retention", "show")
    assert refused.exit_code == 2
    assert "GATEWAY_RETENTION" in refused.stderr
    assert "inzages ten minste 60" in refused.stderr
