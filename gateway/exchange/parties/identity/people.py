"""People whom an identity provider lets in: who they are and in which roles, by its claims, and their sessions."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final, cast, get_args
from uuid import UUID

from uuid_utils.compat import uuid7

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.parties.accounts import record_action
from gateway.exchange.parties.identity.code_flow import LOGIN_TAKES, Client, Pending
from gateway.exchange.parties.identity.issuer import BadToken
from gateway.exchange.parties.people import LOGIN_NAME, MAX_NAME_CHARS, ROLES_OF
from gateway.standard.identifiers import may_hold_bsn
from gateway.store.db.database import Connection
from gateway.store.parties import organisaties, personen, sessies
from gateway.store.parties.personen import Person, Role

_ROLE: Final = re.compile(r"([0-9A-Za-z-]{1,40}):([a-z]+)", re.ASCII)
_MAX_ROLES: Final = 1000
_MAX_SUBJECT_CHARS: Final = 255
"""Characters of a sub (OpenID Connect Core 1.0, par. 2)."""
_BSN: Final = re.compile("[0-9]{8,9}", re.ASCII)
"""A sub that may be a BSN: its hash would tell which."""
_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
MAX_LOGOUT_AGE_S: Final = 300.0
"""Seconds since the provider issued a logout token."""


@dataclass(frozen=True, slots=True, order=True)
class RoleAt:
    """A role at an organisation."""

    organisatie: str
    rol: Role
    naam: str = field(default="", compare=False)
    """Of the organisation, for people."""

    def __str__(self) -> str:
        return f"{self.organisatie}:{self.rol}"


class SeveralRoles(Exception):
    """The provider gives a person more than one role; one of them has to be chosen."""

    def __init__(self, roles: Sequence[RoleAt]) -> None:
        super().__init__()
        self.roles = roles


def roles_in(claims: Mapping[str, Any], claim: str, organisaties: frozenset[str]) -> list[RoleAt]:
    """Return the roles that this claim gives at these organisations; what else is in it counts for nothing."""
    given = claims.get(claim)
    texts = [given] if isinstance(given, str) else given if isinstance(given, list) else []
    found = set()
    for each in texts[:_MAX_ROLES]:
        role = _ROLE.fullmatch(each) if isinstance(each, str) else None
        if role is not None and role[1] in organisaties and role[2] in get_args(Role):
            found.add(RoleAt(role[1], cast(Role, role[2])))
    return sorted(found)


async def sign_in(
    gateway: Gateway, client: Client, pending: Pending, claims: Mapping[str, Any], lasts: timedelta
) -> str:
    """Begin a session of the person in these claims, in the role that was chosen or the only one; return its token.

    Raises SeveralRoles when one has to be chosen, and Forbidden without a role, for a person whom the operator removed,
    and for a login that was finished before.
    """
    identity = _identity(client, claims["sub"])
    sid = claims.get("sid")
    session = _hash(client, "sid", sid) if isinstance(sid, str) and sid else None
    async with gateway.db.transaction() as tx:
        role = _chosen(await _possible(tx, roles_in(claims, client.claim, client.organisaties)), pending.voor)
        await sessies.clear_ended(tx, gateway.now())
        if not await sessies.use_once(tx, pending.derived("state"), gateway.now() + 2 * LOGIN_TAKES):
            raise Forbidden("inloggen-mislukt", "Deze poging om in te loggen is al gebruikt. Begin opnieuw.")
        person = await _known(tx, gateway, identity, role, claims)
        return await sessies.begin(tx, person, gateway.now(), lasts, session)


async def _possible(tx: Connection, roles: Sequence[RoleAt]) -> list[RoleAt]:
    """Return those of the roles that people of such an organisation can have."""
    found = []
    for each in roles:
        account = await organisaties.find(tx, each.organisatie)
        if account is not None and each.rol in ROLES_OF.get(account.soort, ()):
            found.append(replace(each, naam=account.naam))
    return found


def _chosen(possible: Sequence[RoleAt], choice: str) -> RoleAt:
    if not possible:
        raise Forbidden(
            "geen-rol",
            "Uw identiteitsprovider kent u, maar geeft u hier geen rol. Vraag uw eigen beheerder om een rol in de "
            "iWmo-gateway.",
        )
    if len(possible) == 1 and not choice:
        return possible[0]
    found = next((each for each in possible if str(each) == choice), None)
    if found is None:
        raise SeveralRoles(possible)
    return found


async def _known(tx: Connection, gateway: Gateway, identity: bytes, role: RoleAt, claims: Mapping[str, Any]) -> Person:
    """Return the person with this identity, by the name and in the role of now; added when it is the first time."""
    naam = name_in(claims)
    names = iter(login_names(claims, sha256(identity + role.organisatie.encode()).digest()))
    while (person := await personen.find_identity(tx, role.organisatie, identity)) is None:
        inlognaam = next(names)
        added = await personen.add(
            tx,
            role.organisatie,
            UUID(str(uuid7())),
            inlognaam=inlognaam,
            naam=naam,
            rol=role.rol,
            wachtwoord="",
            totp=None,
            op=gateway.now(),
            identiteit=identity,
        )
        if added:
            facts = {"inlognaam": inlognaam, "rol": role.rol}
            await record_action(tx, gateway, role.organisatie, "persoon_ingeschreven", **facts)
    if person.vervallen_op is not None:
        raise Forbidden("uitgeschreven", "De beheerder van de gateway heeft u uitgeschreven. Vraag het daar na.")
    if person.rol != role.rol:
        facts = {"inlognaam": person.inlognaam, "rol": role.rol}
        await record_action(tx, gateway, role.organisatie, "persoon_andere_rol", **facts)
    await personen.renew(tx, person, naam, role.rol, gateway.now())
    return person


def name_in(claims: Mapping[str, Any]) -> str:
    """Return the name of the person, as far as the claims tell it and it can be shown."""
    parts = [claims.get("name")]
    if not parts[0]:
        parts = [claims.get("given_name"), claims.get("family_name")]
    naam = " ".join(" ".join(each for each in parts if isinstance(each, str)).split())[:MAX_NAME_CHARS]
    return naam if naam and naam.isprintable() and not may_hold_bsn(naam) else "naam onbekend"


def login_names(claims: Mapping[str, Any], own: bytes) -> Sequence[str]:
    """Return the login names by which the person may stand in read records, best first.

    `own`: a hash of the person at the organisation, by which the last of them is nobody else's.
    """
    given = claims.get("preferred_username")
    plain = unicodedata.normalize("NFKD", given if isinstance(given, str) else "").partition("@")[0].lower()
    kept = "".join(
        each if re.fullmatch("[a-z0-9.-]", each) else "-" for each in plain if not unicodedata.combining(each)
    )
    letters = own.hex().translate(_LETTERS)
    base = kept[:20]
    if LOGIN_NAME.fullmatch(base) is None or may_hold_bsn(base):
        base = "persoon"
    first = [] if base == "persoon" else [base]
    return (*first, f"{base}-{letters[:6]}", f"persoon-{letters[:32]}")


async def end_sessions(gateway: Gateway, client: Client, token: str) -> int:
    """End the sessions that a logout token of the provider names; return how many.

    Raises BadToken unless it is one (OpenID Connect Back-Channel Logout 1.0, par. 2.6), or when it came before; NoKeys.
    """
    claims = await client.issuer.check(
        token, client.client_id, max_age_s=MAX_LOGOUT_AGE_S, required=("iss", "aud", "iat", "jti", "events")
    )
    events, subject, sid, jti = (claims.get(each) for each in ("events", "sub", "sid", "jti"))
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise BadToken("meldt geen uitloggen")
    if "nonce" in claims:
        raise BadToken("heeft een nonce, en kan dus een ID-token zijn")
    if not isinstance(jti, str) or not jti or any(not isinstance(each, str | None) for each in (subject, sid)):
        raise BadToken("heeft een claim van een verkeerd soort")
    if not subject and not sid:
        raise BadToken("zegt niet wie er uitlogt")
    async with gateway.db.transaction() as tx:
        # Remembered by our clock, for longer than its age lets it through.
        kept = gateway.now() + timedelta(seconds=2 * MAX_LOGOUT_AGE_S)
        if not await sessies.use_once(tx, f"{client.issuer.url}\0jti\0{jti}", kept):
            raise BadToken("is al gebruikt")
        return await sessies.end_of_identity(
            tx,
            _hash(client, "sub", subject) if subject else None,
            _hash(client, "sid", sid) if sid else None,
        )


def _identity(client: Client, subject: Any) -> bytes:
    """Return by what a person is known here. Raises Forbidden for a subject that can't serve."""
    if not isinstance(subject, str) or not 0 < len(subject) <= _MAX_SUBJECT_CHARS or _BSN.fullmatch(subject):
        raise Forbidden(
            "inloggen-mislukt",
            "Inloggen lukte niet: uw identiteitsprovider noemt u met een kenmerk (sub) dat hier niet kan, zoals een "
            "BSN. Meld dit aan uw eigen beheerder.",
        )
    return _hash(client, "sub", subject)


def _hash(client: Client, claim: str, value: str) -> bytes:
    return sha256(f"{client.issuer.url}\0{claim}\0{value}".encode()).digest()
