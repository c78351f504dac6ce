"""A system that signed in as itself is let through, by each provider's own signs, and a person never."""

from typing import Any

import pytest

from gateway.api.caller.token_claims import Unfit, name_of_caller

SYSTEMS: dict[str, dict[str, Any]] = {
    "no subject": {},
    "RFC 9068": {"sub": "zorg"},
    "Keycloak": {"sub": "9b0e", "preferred_username": "service-account-zorg", "azp": "zorg", "acr": "1"},
    "Auth0": {"sub": "zorg@clients", "gty": "client-credentials"},
    "Entra ID": {"sub": "9b0e", "oid": "9b0e", "roles": ["x"]},
    "Entra ID with idtyp": {"sub": "9b0e", "oid": "9b0e", "idtyp": "app"},
}
PERSONS: dict[str, dict[str, Any]] = {
    "by the front end of the client": {"sub": "jan"},
    "Keycloak": {"sub": "9b0e", "preferred_username": "jan", "sid": "s", "session_state": "s"},
    "with the name of a service": {"sub": "9b0e", "preferred_username": "service-account-zorg", "email": "jan@x"},
    "Auth0": {"sub": "auth0|1", "gty": "password"},
    "Entra ID": {"sub": "9b0e", "oid": "9b0e", "scp": "user_impersonation"},
    "Entra ID with idtyp": {"sub": "zorg", "idtyp": "user"},
    "an ID token": {"sub": "zorg", "nonce": "n", "at_hash": "h"},
    "on behalf of": {"sub": "zorg", "act": {"sub": "x"}},
}


@pytest.mark.parametrize("claims", SYSTEMS.values(), ids=SYSTEMS)
def test_a_system_is_known_by_the_one_claim(claims: dict[str, Any]) -> None:
    assert name_of_caller({"client_id": "zorg", **claims}, "client_id") == "zorg"
    with pytest.raises(Unfit, match="appid"):
        name_of_caller({"client_id": "zorg", **claims}, "appid")


@pytest.mark.parametrize("claims", PERSONS.values(), ids=PERSONS)
def test_a_person_is_no_system(claims: dict[str, Any]) -> None:
    with pytest.raises(Unfit, match="persoon"):
        name_of_caller({"client_id": "zorg", **claims}, "client_id")


@pytest.mark.parametrize("name", [None, "", 7, ["zorg"]])
def test_a_name_is_text(name: object) -> None:
    with pytest.raises(Unfit, match="client_id"):
        name_of_caller({"client_id": name}, "client_id")
