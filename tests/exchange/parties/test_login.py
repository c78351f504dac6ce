"""Logging in takes name, password and code; a session ends by itself, by logging out, and with its person."""

from datetime import timedelta

import pyotp
import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.parties.login import MAX_FAILURES_IN_A_ROW, Given, find_session, log_in, log_out, set_purpose
from gateway.exchange.parties.people import add_person, remove_person, reset_person
from tests.support.api.application import Clock
from tests.support.api.parties import VENLO

LASTS, IDLE = timedelta(hours=10), timedelta(minutes=30)


async def somebody(gateway: Gateway, *, second_factor: bool = False) -> tuple[str, str | None]:
    """Add a consulent of Venlo; return the password and the secret for codes."""
    made = await add_person(gateway, VENLO, "jo", "Jo Jansen", "consulent", second_factor=second_factor)
    return made.wachtwoord, None if made.app is None else pyotp.parse_uri(made.app).secret


async def enter(gateway: Gateway, password: str, code: str = "") -> str:
    return await log_in(gateway, Given("jo", password, code), LASTS)


async def goes_on(gateway: Gateway, token: str) -> bool:
    return await find_session(gateway, token, IDLE) is not None


async def test_a_session_is_of_its_person_and_keeps_a_purpose(gateway: Gateway) -> None:
    password, _ = await somebody(gateway)
    token = await enter(gateway, password)
    await set_purpose(gateway, token, "vraag van cliënt")
    found = await find_session(gateway, token, IDLE)
    assert found is not None
    assert (found.person.inlognaam, found.organisatie.code, found.doel) == ("jo", VENLO, "vraag van cliënt")
    assert found.person.laatst_ingelogd_op == gateway.now()
    await set_purpose(gateway, token, "")
    found = await find_session(gateway, token, IDLE)
    assert found is not None
    assert found.doel is None
    async with gateway.db.reading() as tx:
        kept = await tx.fetchval("select s::text from sessies s")
    assert token not in kept


async def test_it_ends_when_it_lies_idle_and_after_its_time_in_any_case(gateway: Gateway, clock: Clock) -> None:
    password, _ = await somebody(gateway)
    token = await enter(gateway, password)
    for _ in range(20):
        clock.advance(minutes=29)
        assert await goes_on(gateway, token)
    clock.advance(minutes=31)
    assert not await goes_on(gateway, token)
    token, hours = await enter(gateway, password), 0.0
    while await goes_on(gateway, token):
        clock.advance(minutes=20)
        hours += 1 / 3
    assert hours == pytest.approx(10, abs=0.5)


async def test_logging_out_resetting_and_removing_end_it(gateway: Gateway) -> None:
    password, _ = await somebody(gateway)
    first, second = await enter(gateway, password), await enter(gateway, password)
    await log_out(gateway, first)
    assert [await goes_on(gateway, each) for each in (first, second)] == [False, True]
    password = (await reset_person(gateway, "jo", second_factor=False)).wachtwoord
    assert not await goes_on(gateway, second)
    third = await enter(gateway, password)
    await remove_person(gateway, "jo")
    assert not await goes_on(gateway, third)
    with pytest.raises(Forbidden):
        await enter(gateway, password)


async def test_whatever_is_wrong_it_is_refused_in_the_same_words(gateway: Gateway) -> None:
    password, secret = await somebody(gateway, second_factor=True)
    assert secret is not None
    code = pyotp.TOTP(secret).at(gateway.now())
    wrong = (
        Given("niemand", password, code),
        Given("jo", "fout", code),
        Given("jo", password, ""),
        Given("jo", password, "000000" if code != "000000" else "111111"),
        Given("jo\x00", password, code),
    )
    said = set()
    for each in wrong:
        with pytest.raises(Forbidden) as refused:
            await log_in(gateway, each, LASTS)
        said.add(refused.value.text)
    assert len(said) == 1
    assert await goes_on(gateway, await enter(gateway, password, code))


async def test_a_code_is_good_once(gateway: Gateway, clock: Clock) -> None:
    password, secret = await somebody(gateway, second_factor=True)
    assert secret is not None
    code = pyotp.TOTP(secret).at(clock.now)
    await enter(gateway, password, code)
    with pytest.raises(Forbidden):
        await enter(gateway, password, code)
    clock.advance(seconds=30)
    with pytest.raises(Forbidden):
        await enter(gateway, password, code)
    await enter(gateway, password, pyotp.TOTP(secret).at(clock.now))


async def test_too_many_failures_keep_out_for_a_while_also_with_the_right_password(
    gateway: Gateway, clock: Clock
) -> None:
    password, _ = await somebody(gateway)
    for _ in range(MAX_FAILURES_IN_A_ROW):
        with pytest.raises(Forbidden):
            await enter(gateway, "fout")
    with pytest.raises(Forbidden):
        await enter(gateway, password)
    clock.advance(minutes=16)
    token = await enter(gateway, password)
    assert await goes_on(gateway, token)
    for _ in range(MAX_FAILURES_IN_A_ROW - 1):
        with pytest.raises(Forbidden):
            await enter(gateway, "fout")
    await enter(gateway, password)
