"""The root over all seals gets a timestamp at its time; a past made up behind it shows, and nothing waits for it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from gateway.exchange.custody.anchor import Anchoring, load_authorities
from gateway.exchange.custody.seal import VerifiedCount, seal_ledger, verify_ledger
from gateway.exchange.kernel.gateway import AnchorSettings, Gateway
from gateway.exchange.kernel.readiness import check_readiness
from gateway.standard.noted import NotedHash
from gateway.standard.timestamp import TimestampError
from gateway.store.custody import tijdstempels
from gateway.store.custody.tijdstempels import Timestamp
from gateway.store.delivery.figures import load_figures
from tests.support.api.parties import VENLO
from tests.support.api.server import free_port
from tests.support.custody.authority import OPENSSL, Authority, make_authority, serving
from tests.support.store.ledger import book
from tests.support.store.postgres import execute

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")

OTHER = "0889"
PAST = "alter table tijdstempels disable trigger user; update tijdstempels set op = op - interval '1 day'"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with serving(make_authority(tmp_path_factory.mktemp("authority"))) as authority:
        yield authority


@pytest.fixture
async def anchored(gateway: Gateway, authority: Authority) -> Gateway:
    """A gateway with messages of two municipalities under seals, that asks this authority."""
    for gemeente in (VENLO, OTHER):
        await book(gateway.db, gemeente=gemeente)
    await seal_ledger(gateway)
    return replace(gateway, anchor=AnchorSettings(authority.url, authority.ca_file, timedelta(hours=20)))


async def _last(gateway: Gateway) -> Timestamp:
    async with gateway.db.reading() as tx:
        found = await tijdstempels.find_last(tx)
    assert found is not None
    return found


async def _found(gateway: Gateway, *noted: NotedHash) -> list[str]:
    return [each.text async for each in verify_ledger(gateway, VerifiedCount(), noted)]


async def test_a_root_is_stamped_once_in_its_time_and_verified_later(anchored: Gateway, dsn: str) -> None:
    rounds = [Anchoring(anchored) for _ in range(2)]  # of two workers
    with capture_logs() as log:
        assert [await each() for each in (*rounds, *rounds)] == [True, False, False, False]
    first = await _last(anchored)
    assert [(each["event"], each["root"]) for each in log] == [("ledger.anchored", first.root.hex())]
    assert first.heads == {VENLO: 1, OTHER: 1}

    await book(anchored.db)
    await seal_ledger(anchored)
    await execute(dsn, PAST)
    assert await rounds[1]()
    second = await _last(anchored)
    assert (second.nummer, second.heads) == (2, {VENLO: 2, OTHER: 1})
    counted = VerifiedCount()
    assert [each async for each in verify_ledger(anchored, counted)] == []
    assert (counted.timestamps, counted.last_timestamp, counted.signatures_checked) == (2, second.moment, True)
    # The roots are those that a person may have noted.
    assert await _found(anchored, NotedHash(first.root), NotedHash(second.root)) == []


async def test_nothing_is_asked_without_a_setting_or_a_seal(gateway: Gateway, authority: Authority) -> None:
    asked = authority.asked
    assert not await Anchoring(gateway)()
    assert not await Anchoring(replace(gateway, anchor=AnchorSettings(authority.url)))()
    assert authority.asked == asked


async def test_an_authority_that_is_away_holds_up_nothing_and_is_asked_again(
    anchored: Gateway, authority: Authority
) -> None:
    clock = [0.0]
    away = replace(anchored, anchor=replace(anchored.anchor, url=f"http://127.0.0.1:{free_port()}/"))
    round_ = Anchoring(away, lambda: clock[0])
    waits = []
    with capture_logs() as log:
        for _ in range(9):
            assert not await round_()
            assert not await round_()  # not yet again
            waits.append(log[-1]["retry_after_s"])
            clock[0] += waits[-1]
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert [each["event"] for each in log] == ["ledger.anchor_failed"] * 9
    assert (await check_readiness(away)).problem is None
    assert (await check_readiness(away)).anchor_overdue is True
    assert await _found(away) == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(b"", "geen antwoord"), (b"\x30\x05\x30\x03\x02\x01\x02", "weigert"), (None, "niet ondertekend")],
)
async def test_an_answer_that_is_no_good_is_not_kept(
    anchored: Gateway, authority: Authority, answer: bytes | None, reason: str, tmp_path: Path
) -> None:
    gateway = anchored
    if answer is None:
        stranger = make_authority(tmp_path)
        gateway = replace(anchored, anchor=replace(anchored.anchor, ca_file=stranger.ca_file))
    else:
        authority.answers = [answer]
    with capture_logs() as log:
        assert not await Anchoring(gateway)()
    assert reason in log[0]["reason"]
    async with anchored.db.reading() as tx:
        assert await tijdstempels.find_last(tx) is None


async def test_it_shows_how_old_the_newest_is(anchored: Gateway, dsn: str, gateway: Gateway) -> None:
    assert (await check_readiness(gateway)).anchor_overdue is None
    assert (await check_readiness(anchored)).anchor_overdue is True
    assert await Anchoring(anchored)()
    assert (await check_readiness(anchored)).anchor_overdue is False
    await execute(dsn, PAST)
    assert (await check_readiness(anchored)).anchor_overdue is False  # a day of 20 hours is late, and not yet too late
    await execute(dsn, PAST)
    assert (await check_readiness(anchored)).anchor_overdue is True
    async with anchored.db.reading() as tx:
        figures = await load_figures(tx)
    assert figures.last_anchored is not None
    assert timedelta(hours=47) < figures.now - figures.last_anchored < timedelta(hours=49)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("update zegels set op = op + interval '1 second' where gemeente = '0889'", "de keten is vervangen"),
        (
            "delete from zegelbladen where gemeente = '0889'; delete from zegels where gemeente = '0889'",
            "is er niet meer",
        ),
        ("update tijdstempels set zegels = '{}'", "de keten is vervangen"),
        ("update tijdstempels set wortel = decode(repeat('00', 32), 'hex')", "van iets anders"),
        ("update tijdstempels set tijd = tijd - interval '1 year'", "de instantie tekende voor"),
        ("update tijdstempels set antwoord = '\\x00'", "geen antwoord van een tijdstempelinstantie"),
        ("update tijdstempels set nummer = 3", "tijdstempel 1 tot en met 2 ontbreekt"),
    ],
)
async def test_a_past_that_was_made_up_later_shows(anchored: Gateway, dsn: str, change: str, told: str) -> None:
    assert await Anchoring(anchored)()
    tables = ("zegels", "zegelbladen", "tijdstempels")
    await execute(dsn, ";".join([*(f"alter table {each} disable trigger user" for each in tables), change]))
    assert any(told in each for each in await _found(anchored))
    # Who signed is known by the authorities of the settings only; that the seals are others is known without.
    unsigned = replace(anchored, anchor=AnchorSettings())
    assert any(told in each for each in await _found(unsigned))


async def test_another_authority_than_the_trusted_one_shows(anchored: Gateway, tmp_path: Path) -> None:
    with serving(make_authority(tmp_path)) as stranger:
        loose = replace(anchored, anchor=replace(anchored.anchor, url=stranger.url, ca_file=None))
        assert await Anchoring(loose)()
    assert await _found(loose) == []
    assert any("niet ondertekend door een instantie die wordt vertrouwd" in each for each in await _found(anchored))


async def test_a_seal_that_says_it_is_of_after_its_timestamp_shows(anchored: Gateway, dsn: str) -> None:
    ahead = "alter table zegels disable trigger user; update zegels set op = op + interval '1 hour'"
    await execute(dsn, ahead)
    assert await Anchoring(anchored)()
    assert any("zegt van later te zijn" in each for each in await _found(anchored))


def test_a_file_without_authorities_is_named(tmp_path: Path) -> None:
    (tmp_path / "ca").write_text("geen")
    with pytest.raises(TimestampError, match=r"/ca: er staan geen certificaten in"):
        load_authorities(tmp_path / "ca")
    assert load_authorities(None) == []
