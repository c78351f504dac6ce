"""Of what a provider claims, only what it may say and what can be shown counts."""

from typing import Any

import pytest

from gateway.exchange.parties.identity.people import RoleAt, login_names, name_in, roles_in
from gateway.exchange.parties.people import LOGIN_NAME
from tests.support.messages.messages import BSN

OWN = bytes(range(32))


@pytest.mark.parametrize(
    ("claimed", "found"),
    [
        (["0983:consulent", "0984:consulent"], [RoleAt("0983", "consulent")]),
        ("0983:beheerder", [RoleAt("0983", "beheerder")]),
        (["0983:raadpleger", "0983:consulent", "0983:consulent"], ["consulent", "raadpleger"]),
        ([" 0983:consulent", "0983:consulent\n", "0983:Consulent", "0983:", ":consulent", 7, None, ["x"]], []),
        ({"0983": "consulent"}, []),
        (None, []),
    ],
)
def test_roles_are_those_of_the_organisations_that_it_speaks_for(claimed: Any, found: list[Any]) -> None:
    roles = roles_in({"rollen": claimed}, "rollen", frozenset({"0983"}))
    assert [each if isinstance(found[0], RoleAt) else each.rol for each in roles] == found if found else roles == []


@pytest.mark.parametrize(
    ("claims", "first"),
    [
        ({"preferred_username": "Jo.Jansen@venlo.test"}, "jo.jansen"),
        ({"preferred_username": "José Ångström"}, "jose-angstrom"),
        ({"preferred_username": BSN}, "persoon-aaabac"),
        ({"preferred_username": f"jo{BSN}"}, "persoon-aaabac"),
        ({"preferred_username": "1"}, "persoon-aaabac"),
        ({}, "persoon-aaabac"),
    ],
)
def test_a_login_name_can_be_read_and_holds_no_bsn(claims: dict[str, Any], first: str) -> None:
    names = login_names(claims, OWN)
    assert names[0] == first
    assert all(LOGIN_NAME.fullmatch(each) for each in names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "Jo  Jansen "}, "Jo Jansen"),
        ({"given_name": "Jo", "family_name": "Jansen"}, "Jo Jansen"),
        ({"name": "x" * 200}, "x" * 80),
        ({"name": "Jo\u202eJansen"}, "naam onbekend"),
        ({"name": BSN}, "naam onbekend"),
        ({"name": 7}, "naam onbekend"),
        ({}, "naam onbekend"),
    ],
)
def test_a_name_is_one_that_can_be_shown(claims: dict[str, Any], name: str) -> None:
    assert name_in(claims) == name
