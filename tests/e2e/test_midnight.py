"""Today is the day in the Netherlands, also when it is another in UTC, and on the days on which the clock changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.exchange.kernel.refusals import Forbidden, Gone
from gateway.exchange.parties import access, accounts
from gateway.exchange.receiving.lookup import Found, check_content_kept
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Caller, start
from tests.support.store.ledger import entry

HERE = ZoneInfo("Europe/Amsterdam")
MIDNIGHTS = [
    (datetime(2024, 2, 29, 22, 59, 59, tzinfo=UTC), "2024-02-29"),
    (datetime(2024, 2, 29, 23, 0, tzinfo=UTC), "2024-03-01"),
    (datetime(2024, 3, 30, 23, 30, tzinfo=UTC), "2024-03-31"),  # the clock goes forward that night
    (datetime(2024, 3, 31, 21, 59, 59, tzinfo=UTC), "2024-03-31"),
    (datetime(2024, 3, 31, 22, 0, tzinfo=UTC), "2024-04-01"),
    (datetime(2024, 10, 26, 22, 0, tzinfo=UTC), "2024-10-27"),  # and back
    (datetime(2024, 10, 27, 23, 0, tzinfo=UTC), "2024-10-28"),
    (datetime(2024, 12, 31, 23, 0, tzinfo=UTC), "2025-01-01"),
]


@pytest.mark.parametrize(("now", "day"), MIDNIGHTS)
async def test_b22_what_is_decided_and_sent_bears_the_dutch_day(
    api: Api, venlo: Caller, zorg: Caller, now: datetime, day: str
) -> None:
    api.clock.now = now
    assignment = await venlo.assign(await venlo.register(), ingangsdatum="2024-01-01", einddatum="2025-12-31")
    assert assignment["actueel"]["toewijzingsdatum"] == day
    message = await zorg.read_message(assignment["berichtId"])
    assert message.header.bericht_identificatie.dagtekening == day
    begin = {"begindatum": "2024-02-01", "dagtekening": day}
    receipt = await zorg.submit(start(assignment["toewijzingNummer"], "S1", **begin))
    assert receipt["oordeel"] == "goedgekeurd", "the Dagtekening of a message is not after today (TR135)"
    tomorrow = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    later = start(assignment["toewijzingNummer"], "S2", begindatum="2024-02-02", dagtekening=tomorrow)
    assert "TR135" in await venlo.codes((await zorg.submit(later))["berichtId"])


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(
    minutes=st.integers(0, 200),
    night=st.sampled_from([datetime(2024, 10, 27, 0, 0, tzinfo=UTC), datetime(2024, 3, 31, 0, 0, tzinfo=UTC)]),
)
async def test_b22_a_version_is_later_than_the_one_before_though_the_clock_goes_back(
    api: Api, venlo: Caller, minutes: int, night: datetime
) -> None:
    """The moments of decision are local times without a zone: of two equal ones the later version would not hold."""
    api.clock.now = night
    async with api.gateway.db.reading() as tx:
        client = await tx.fetchval("select id::text from clienten")
    client = client or await venlo.register()
    assignment = await venlo.assign(client, product={"categorie": "07", "code": "07A02"}, ingangsdatum="2024-01-01")
    api.clock.now = night + timedelta(minutes=minutes)
    gone = await venlo.change(assignment["toewijzingNummer"], verwijderd=True)
    moments = [(each["toewijzingsdatum"], each["toewijzingstijd"]) for each in gone["versies"]]
    assert sorted(moments) == sorted(set(moments))
    assert (gone["actueel"]["toewijzingsdatum"], gone["actueel"]["toewijzingstijd"]) == max(moments)


async def test_b22_a_mandate_begins_and_ends_at_dutch_midnight(api: Api) -> None:
    bureau = Organisatie("bureau", "intermediair", "Bureau")
    await accounts.add_account(api.gateway, bureau)
    await access.grant_mandate(api.gateway, "bureau", ZORG, ["WMO305"], date(2024, 3, 31), date(2024, 3, 31))
    for now, good in (
        (datetime(2024, 3, 30, 22, 59, 59, tzinfo=UTC), False),
        (datetime(2024, 3, 30, 23, 0, tzinfo=UTC), True),
        (datetime(2024, 3, 31, 21, 59, 59, tzinfo=UTC), True),
        (datetime(2024, 3, 31, 22, 0, tzinfo=UTC), False),
    ):
        api.clock.now = now
        if good:
            assert (await access.act_for(api.gateway, bureau, ZORG)).code == ZORG
        else:
            with pytest.raises(Forbidden):
                await access.act_for(api.gateway, bureau, ZORG)


@pytest.mark.parametrize(("now", "day"), MIDNIGHTS)
def test_b22_when_content_was_erased_is_told_by_the_dutch_day(now: datetime, day: str) -> None:
    gone = entry(inhoud=b"", gemeente=VENLO)
    with pytest.raises(Gone) as refused:
        check_content_kept(Found(gone, None, [{"soort": "gewist", "op": now, "gegevens": {}}], None))
    assert f" op {day} gewist" in refused.value.text


@pytest.mark.parametrize(("now", "day"), MIDNIGHTS)
def test_b22_the_days_of_this_file_are_those_of_the_netherlands(now: datetime, day: str) -> None:
    assert now.astimezone(HERE).date().isoformat() == day
