"""Passwords are random and checked by their hash; a code is good around its own half minute."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from argon2 import Type, extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.parties.passwords import (
    STEP_S,
    address_of,
    hash_password,
    is_password,
    make_password,
    make_secret,
    step_of_code,
)
from tests.support.exchange.cheap_passwords import REAL

NOW = datetime(2024, 3, 1, 9, 30, 10, tzinfo=UTC)


def test_no_two_passwords_are_alike() -> None:
    made = {make_password() for _ in range(100)}
    assert len(made) == 100
    assert all([len(part) for part in each.split("-")] == [4] * 5 for each in made)


async def test_a_password_is_known_by_its_hash_alone() -> None:
    hashed = await hash_password("veel-geheim")
    assert hashed.startswith("$argon2id$")
    assert "geheim" not in hashed
    assert await is_password(hashed, "veel-geheim")
    assert not await is_password(hashed, "veel-geheim ")
    assert not await is_password("", "")
    assert not await is_password(None, "veel-geheim")


def test_a_hash_costs_a_thief_what_rfc_9106_asks() -> None:
    known = extract_parameters(REAL.hash("veel-geheim"))
    assert (known.type, known.memory_cost, known.time_cost) == (Type.ID, 65536, 3)


@given(st.integers(-5, 5))
def test_a_code_is_good_for_its_own_step_and_those_beside_it(steps: int) -> None:
    secret = make_secret()
    made_at = NOW + timedelta(seconds=STEP_S * steps)
    code = pyotp.TOTP(secret.decode()).at(made_at)
    found = step_of_code(secret, f" {code[:3]} {code[3:]}", NOW)
    assert (found is not None) == (abs(steps) <= 1)
    assert found is None or found == int(made_at.timestamp()) // STEP_S


@pytest.mark.parametrize("code", ["", "123", "abcdef", "１２３４５６", "12345678901234567890"])
def test_anything_else_is_no_code(code: str) -> None:
    assert step_of_code(make_secret(), code, NOW) is None


def test_the_address_for_an_app_names_the_gateway_and_the_person() -> None:
    secret = make_secret()
    address = address_of(secret, "jo.jansen")
    assert address.startswith("otpauth://totp/iWmo-gateway:jo.jansen?")
    assert f"secret={secret.decode()}" in address
