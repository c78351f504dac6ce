"""Who knows the password changes it, or the app for codes; other sessions end, and nobody guesses by a session."""

from datetime import timedelta

import pyotp
import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Forbidden, Invalid
from gateway.exchange.parties.login import MAX_FAILURES_IN_A_ROW, Given, find_session, log_in
from gateway.exchange.parties.own_access import change_password, renew_codes
from gateway.exchange.parties.passwords import make_secret
from gateway.exchange.parties.people import add_person, list_people, reset_person
from gateway.store.parties.sessies import Session
from tests.support.api.application import Clock
from tests.support.api.parties import VENLO

LASTS, IDLE = timedelta(hours=10), timedelta(minutes=30)
NEW = "een lange zin van zes woorden"


async def enter(gateway: Gateway, password: str, code: str = "") -> str:
    return await log_in(gateway, Given("jansen", password, code), LASTS)


async def of(gateway: Gateway, token: str) -> Session | None:
    return await find_session(gateway, token, IDLE)


async def test_another_password_ends_the_other_sessions(gateway: Gateway, clock: Clock) -> None:
    old = (await add_person(gateway, VENLO, "jansen", "Jo", "consulent", second_factor=False)).wachtwoord
    token, other = await enter(gateway, old), await enter(gateway, old)
    session = await of(gateway, token)
    assert session is not None
    person = session.person
    for wrong, why in (
        ("kort", "heeft 4 tekens"),
        ("x" * 201, "heeft 201 tekens"),
        ("aaaaaaaaaaaaab", "dezelfde tekens"),
        ("mijn naam is Jansen hoor", "inlognaam"),
        (old, "hetzelfde"),
    ):
        with pytest.raises(Invalid) as refused:
            await change_password(gateway, person, token, old, wrong)
        assert why in refused.value.text
    assert await of(gateway, other) is not None
    await change_password(gateway, person, token, old, NEW)
    assert await of(gateway, token) is not None
    assert await of(gateway, other) is None
    with pytest.raises(Forbidden):
        await enter(gateway, old)
    await enter(gateway, NEW)

    for _ in range(MAX_FAILURES_IN_A_ROW):
        with pytest.raises(Forbidden, match="wachtwoord-onjuist"):
            await change_password(gateway, person, token, "fout", old)
    with pytest.raises(Forbidden, match="wachtwoord-onjuist"):
        await change_password(gateway, person, token, NEW, old)
    clock.advance(minutes=16)
    await change_password(gateway, person, token, NEW, old)
    async with gateway.db.reading() as tx:
        acts = await tx.fetch("select soort from organisatie_gebeurtenissen order by id")
    assert [each["soort"] for each in acts] == ["persoon_ingeschreven", *["persoon_ander_wachtwoord"] * 2]


async def test_another_app_counts_once_it_made_a_code(gateway: Gateway, clock: Clock) -> None:
    made = await add_person(gateway, VENLO, "jansen", "Jo", "consulent")
    assert made.app is not None
    before = pyotp.parse_uri(made.app)
    assert isinstance(before, pyotp.TOTP)
    token = await enter(gateway, made.wachtwoord, before.at(clock()))
    session = await of(gateway, token)
    assert session is not None
    secret = make_secret().decode()
    after = pyotp.TOTP(secret)
    for wrong_secret, code in ((secret, before.at(clock())), (secret, ""), ("kort", after.at(clock()))):
        with pytest.raises(Invalid, match="code-ongeldig"):
            await renew_codes(gateway, session.person, token, made.wachtwoord, wrong_secret, code)
    with pytest.raises(Forbidden):
        await renew_codes(gateway, session.person, token, "fout", secret, after.at(clock()))
    await renew_codes(gateway, session.person, token, made.wachtwoord, secret, after.at(clock()))
    with pytest.raises(Forbidden):
        await enter(gateway, made.wachtwoord, after.at(clock()))  # that code was used
    clock.advance(seconds=60)
    with pytest.raises(Forbidden):
        await enter(gateway, made.wachtwoord, before.at(clock()))
    await enter(gateway, made.wachtwoord, after.at(clock()))


async def test_who_logs_in_elsewhere_has_neither(gateway: Gateway) -> None:
    await add_person(gateway, VENLO, "jansen", "Jo", "consulent", second_factor=False)
    async with gateway.db.transaction() as tx:
        await tx.execute("update personen set identiteit = '\\x00'")
    [person] = await list_people(gateway, VENLO)
    with pytest.raises(Conflict, match="geen-eigen-wachtwoord"):
        await change_password(gateway, person, "", "x", NEW)
    with pytest.raises(Conflict, match="geen-eigen-wachtwoord"):
        await renew_codes(gateway, person, "", "x", make_secret().decode(), "")
    with pytest.raises(Conflict, match="geen-eigen-wachtwoord"):
        await reset_person(gateway, "jansen")
