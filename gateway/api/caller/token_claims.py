"""What the claims of a token say of its caller: only a system that signed in as itself is one, and never a person."""

from collections.abc import Mapping
from typing import Any, Final

_OF_PERSONS: Final = (
    "nonce", "auth_time", "at_hash", "c_hash", "s_hash", "amr", "sid", "session_state", "act", "may_act",
    "given_name", "family_name", "email", "upn", "unique_name",
)  # fmt: skip
"""Claims in tokens of a person who signed in, by OpenID Connect and by the large providers."""


class Unfit(Exception):
    """A token is good and its caller may not use it here; the text completes "Het token …"."""


def name_of_caller(claims: Mapping[str, Any], claim: str) -> str:
    """Return the caller that `claim` names. Raises Unfit without it, and for a token that is not of a system itself.

    No claim of the standard tells how a token was got, so that it has to show one of the signs by which providers say
    that a client got it for itself (RFC 9068, par. 2.2; Keycloak, Auth0, Entra ID), or to name no subject at all.
    """
    name = claims.get(claim)
    if not isinstance(name, str) or not name:
        raise Unfit(f"noemt niet in {claim} wie het gebruikt (instelling GATEWAY_OIDC_CLAIM)")
    if any(each in claims for each in _OF_PERSONS) or not _is_of_system(claims, name):
        raise Unfit(
            "is van een persoon, of laat niet zien dat een systeem het voor zichzelf kreeg (client credentials, met "
            "sub gelijk aan de client)"
        )
    return name


def _is_of_system(claims: Mapping[str, Any], name: str) -> bool:
    grant, kind, subject = (claims.get(each) for each in ("gty", "idtyp", "sub"))
    if grant is not None or kind is not None:
        return grant in (None, "client-credentials") and kind in (None, "app")
    return (
        subject in (None, name)
        or str(claims.get("preferred_username")).lower() == f"service-account-{name}".lower()
        or ("oid" in claims and claims["oid"] == subject and "scp" not in claims)
    )
