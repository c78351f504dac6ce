"""An operator looks at deliveries, sends one again, freezes and releases, and changes a secret."""

import asyncio
import base64
import json
from pathlib import Path
from uuid import UUID

import pytest

from gateway.cli.session.user import user
from gateway.store.db.database import Database
from tests.cli.running import invoke
from tests.support.api.parties import VENLO, ZORG, enrol
from tests.support.store.embedded import ask, tell
from tests.support.store.key_ring import vault
from tests.support.store.ledger import book, push_to


@pytest.fixture
def message(dsn: str, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A message that was given up, in the database of the settings."""
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)

    async def seed() -> UUID:
        db = await Database.connect(dsn, vault=vault())
        await enrol(db)
        await push_to(db, "https://zorg.example/iwmo")
        id = await book(db, identificatie="G1")
        await db.close()
        return id

    id = asyncio.run(seed())
    tell(dsn, "update leveringen set staat = 'opgegeven', pogingen = 40")
    return id


def test_it_is_listed_sent_again_and_no_longer_listed_as_given_up(dsn: str, message: UUID) -> None:
    shown = invoke("deliveries", "list", "--staat", "opgegeven").stdout.splitlines()
    assert shown[1].split()[1:] == [str(message), "WMO306", "G1", ZORG, "push", "opgegeven", "40"]
    result = invoke("deliveries", "retry", message)
    assert result.exit_code == 0
    assert f"WMO306 G1 voor {ZORG} opnieuw aangeboden" in result.stderr
    assert str(message) not in invoke("deliveries", "list", "--staat", "opgegeven").stdout
    assert ask(dsn, "select staat from leveringen") == "wachtend"


def test_a_list_has_its_order_its_bound_and_its_json(dsn: str, message: UUID) -> None:
    tell(
        dsn,
        "insert into leveringen (gemeente, bericht_id, ontvanger, reeks, kanaal, staat)"
        f" select gemeente, bericht_id, '{VENLO}', reeks, kanaal, 'geleverd' from leveringen",
    )
    first, second = [json.loads(line) for line in invoke("deliveries", "list", "--json").stdout.splitlines()]
    assert (first["berichtId"], first["ontvanger"], first["staat"]) == (str(message), ZORG, "opgegeven")
    assert (second["ontvanger"], second["volgendePoging"]) == (VENLO, None)
    for options, expected in (
        (("--volgorde", "nieuwste", "--aantal", 1), second),
        (("--na", first["volgnummer"]), second),
        (("--na", first["volgnummer"] - 1, "--aantal", 1), first),
    ):
        assert json.loads(invoke("deliveries", "list", "--json", *options).stdout) == expected
    [receiver] = [json.loads(line) for line in invoke("deliveries", "receivers", "--json").stdout.splitlines()]
    assert (receiver["code"], receiver["opgegeven"]) == (ZORG, 1)


def test_all_of_a_receiver_at_once(dsn: str, message: UUID) -> None:
    assert f"{ZORG}: 1 bericht opnieuw aangeboden" in invoke("deliveries", "retry", "--ontvanger", ZORG).stderr
    assert f"{ZORG}: 0 berichten opnieuw aangeboden" in invoke("deliveries", "retry", "--ontvanger", ZORG).stderr


def test_what_was_given_up_is_chosen_by_moment_and_kind_and_counted_first(dsn: str, message: UUID) -> None:
    def retry(*given: str) -> str:
        return invoke("deliveries", "retry", *given).stderr

    assert "alle ontvangers: 0 berichten opgegeven" in retry("--sinds", "2999-01-01", "--proef")
    assert f"{ZORG}: 0 berichten opgegeven" in retry("--ontvanger", ZORG, "--soort", "WMO301", "--proef")
    trial = retry("--sinds", "2024-01-01T08:00", "--soort", "WMO306", "--proef")
    assert "alle ontvangers: 1 bericht opgegeven; er is niets aangeboden" in trial
    assert ask(dsn, "select staat from leveringen") == "opgegeven"
    tell(
        dsn,
        "insert into leveringen (gemeente, bericht_id, ontvanger, reeks, kanaal, staat)"
        f" select gemeente, bericht_id, '{VENLO}', reeks, kanaal, 'opgegeven' from leveringen",
    )
    done = retry("--sinds", "2024-01-01T08:00:00+01:00", "--aantal", "1")
    assert "alle ontvangers: 1 bericht opnieuw aangeboden; nog 1 bericht opgegeven" in done
    assert "alle ontvangers: 1 bericht opnieuw aangeboden\n" in retry("--sinds", "2024-01-01")


def test_a_choice_that_says_too_little_or_what_cannot_be_is_refused(message: UUID) -> None:
    for given in (("--proef",), (message, "--proef"), (message, "--sinds", "2024-01-01"), ("--sinds", "gisteren")):
        assert invoke("deliveries", "retry", *given).exit_code == 2, given
    assert "schrijf het als 2026-03-01" in invoke("deliveries", "retry", "--sinds", "2026-02-30").stderr
    unknown = invoke("deliveries", "retry", "--ontvanger", "09999999")
    assert (unknown.exit_code, "niet ingeschreven" in unknown.stderr) == (1, True)


def test_what_is_not_there_or_not_said_is_refused(message: UUID) -> None:
    unknown = invoke("deliveries", "retry", "00000000-0000-0000-0000-000000000001")
    assert unknown.exit_code == 1
    assert "geen bericht" in unknown.stderr
    assert invoke("deliveries", "retry").exit_code == 2
    assert invoke("deliveries", "retry", message, "--ontvanger", ZORG).exit_code == 2


def test_who_sent_it_again_is_an_event(dsn: str, message: UUID) -> None:
    who = {"door": "opdrachtregel", "ingang": user()}
    invoke("deliveries", "retry", message)
    tell(dsn, "update leveringen set staat = 'opgegeven'")
    invoke("deliveries", "retry", "--ontvanger", ZORG)
    events = "select json_agg(gegevens) from gebeurtenissen where soort = 'opnieuw_aangeboden'"
    assert json.loads(ask(dsn, events)) == [who, who]


def test_a_reason_to_freeze_stands_in_no_list_of_processes(dsn: str, message: UUID) -> None:
    refused = invoke("accounts", "freeze", ZORG, "--reden", "verhuizing")
    assert refused.exit_code == 2
    assert "te lezen voor iedereen op deze machine" in refused.stderr
    assert ask(dsn, f"select bevroren_op from organisaties where code = '{ZORG}'") is None
    assert invoke("accounts", "freeze", ZORG).exit_code == 0


def test_frozen_and_released(dsn: str, message: UUID, tmp_path: Path) -> None:
    (tmp_path / "reden").write_text("verhuizing\n")
    assert invoke("accounts", "freeze", ZORG, "--reden-bestand", tmp_path / "reden").exit_code == 0
    receivers = invoke("deliveries", "receivers").stdout
    assert "(verhuizing)" in receivers
    assert f"door opdrachtregel, {user()}" in receivers
    assert "(bevroren)" in invoke("accounts", "list").stdout
    assert "vrijgegeven" in invoke("accounts", "release", ZORG).stderr
    twice = invoke("accounts", "release", ZORG)
    assert twice.exit_code == 1
    assert "niet bevroren" in twice.stderr
    assert ask(dsn, f"select bevroren_op from organisaties where code = '{ZORG}'") is None
    assert "bevroren" not in invoke("deliveries", "receivers").stdout
    frozen, released = invoke("accounts", "history", ZORG).stdout.splitlines()[-2:]
    for row, said in ((frozen, "bevroren"), (released, "vrijgegeven")):
        assert said in row
        assert f"opdrachtregel  {user()}" in row
    assert frozen.endswith("reden: verhuizing")
    assert invoke("accounts", "history", "99999999").exit_code == 1


def test_a_freeze_from_before_it_was_on_record_is_shown_without_who(dsn: str, message: UUID) -> None:
    tell(dsn, f"update organisaties set bevroren_op = now() where code = '{ZORG}'")
    [row] = [line for line in invoke("deliveries", "receivers").stdout.splitlines() if ZORG in line]
    assert "bevroren sinds" in row
    assert "door" not in row


def test_a_resting_receiver_is_seen(dsn: str, message: UUID) -> None:
    assert "in orde" in invoke("deliveries", "receivers").stdout
    tell(dsn, f"insert into bestemmingen values ('{ZORG}', 9, now() + interval '1 hour')")
    [row] = [line for line in invoke("deliveries", "receivers").stdout.splitlines() if ZORG in line]
    assert "rust tot" in row
    assert " 9 " in row


def test_a_secret_is_shown_once_and_the_one_before_lasts_a_day(dsn: str, message: UUID) -> None:
    first, second = [invoke("accounts", "secret", ZORG).stdout.strip() for _ in range(2)]
    assert first != second
    assert len(base64.b64decode(second.removeprefix("whsec_"))) == 32
    assert ask(dsn, "select count(*) from push_geheimen where vervalt_op is null") == 1
    assert ask(dsn, "select bool_and(vervalt_op > now() + interval '23 hours') from push_geheimen where id = 1") is True
    assert invoke("accounts", "secret", "99990009").exit_code == 1
