"""People who work in the console: an operator adds them, gives them other credentials, and removes them."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from uuid_utils.compat import uuid7

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.plain import must_hold_no_bsn
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.exchange.parties.accounts import get_account, record_action
from gateway.exchange.parties.passwords import address_of, hash_password, make_password, make_secret
from gateway.store.db.database import Connection
from gateway.store.parties import personen, sessies
from gateway.store.parties.personen import Person, Role

ROLES_OF: Final = {
    "gemeente": ("raadpleger", "consulent", "backoffice", "beheerder"),
    "aanbieder": ("raadpleger", "backoffice", "beheerder"),
    "beheerder": ("raadpleger", "beheerder"),
}
"""By kind of organisation the roles of its people. An intermediary works by its own systems, and has none."""
LOGIN_NAME: Final = re.compile(r"[a-z][a-z0-9.-]{1,39}")
MAX_NAME_CHARS: Final = 80


@dataclass(frozen=True, slots=True)
class Credentials:
    """A password, and the address by which an app makes codes; neither can be read again."""

    wachtwoord: str
    app: str | None
    """otpauth://…; None: the password alone will do."""


async def add_person(
    gateway: Gateway, code: str, inlognaam: str, naam: str, rol: Role, *, second_factor: bool = True
) -> Credentials:
    """Add a person who works for this organisation, and return the first credentials.

    Raises Invalid for a login name or role that can't be, NotFound, or Conflict when the login name is or was in use.
    """
    naam = " ".join(naam.split())
    _check(inlognaam, naam)
    made, hashed, secret = await _make(inlognaam, second_factor=second_factor)
    async with gateway.db.transaction() as tx:
        soort = (await get_account(tx, code)).soort
        if rol not in (possible := ROLES_OF.get(soort, ())):
            raise Invalid("rol-ongeldig", _wrong_role(soort, rol, possible))
        added = await personen.add(
            tx,
            code,
            UUID(str(uuid7())),
            inlognaam=inlognaam,
            naam=naam,
            rol=rol,
            wachtwoord=hashed,
            totp=secret,
            op=gateway.now(),
        )
        if not added:
            raise Conflict(
                "inlognaam-bezet",
                f"De inlognaam {inlognaam} is of was van iemand, en in oude inzages staat hij nog. Kies een andere.",
            )
        await record_action(tx, gateway, code, "persoon_ingeschreven", inlognaam=inlognaam, rol=rol)
    return made


async def list_people(gateway: Gateway, code: str) -> list[Person]:
    """Return all people that this organisation has had, by login name. Raises NotFound."""
    async with gateway.db.reading() as tx:
        await get_account(tx, code)
        return await personen.list_people(tx, code)


async def reset_person(
    gateway: Gateway, inlognaam: str, *, second_factor: bool = True, of: str | None = None
) -> Credentials:
    """Give this person another password and second factor, and end all sessions.

    `of`: only if they work for this organisation; None: whichever. Raises NotFound or Conflict.
    """
    made, hashed, secret = await _make(inlognaam, second_factor=second_factor)
    async with gateway.db.transaction() as tx:
        person = await _get(tx, inlognaam, of)
        must_have_password(person)
        await personen.replace_credentials(tx, person, hashed, secret)
        await sessies.end_all(tx, person)
        await record_action(tx, gateway, person.organisatie, "persoon_hersteld", inlognaam=inlognaam)
    return made


def must_have_password(person: Person) -> None:
    """Raise Conflict for a person who logs in at an identity provider."""
    if person.extern:
        raise Conflict(
            "geen-eigen-wachtwoord",
            f"{person.inlognaam} logt in bij een identiteitsprovider en heeft hier geen wachtwoord en geen code. Dat "
            "verandert u daar.",
        )


async def remove_person(gateway: Gateway, inlognaam: str, *, of: str | None = None) -> None:
    """Keep this person out from now on, and end all sessions; `of` as in `reset_person`. Raises NotFound."""
    async with gateway.db.transaction() as tx:
        person = await _get(tx, inlognaam, of)
        await personen.expire(tx, person, gateway.now())
        await sessies.end_all(tx, person)
        await record_action(tx, gateway, person.organisatie, "persoon_uitgeschreven", inlognaam=inlognaam)


async def _get(tx: Connection, inlognaam: str, of: str | None) -> Person:
    person = await personen.find(tx, inlognaam, lock=True)
    if person is None or person.vervallen_op is not None or of not in (None, person.organisatie):
        raise NotFound("persoon-onbekend", f"Er is niemand met inlognaam {inlognaam}; zie 'gateway people list CODE'.")
    return person


async def _make(inlognaam: str, *, second_factor: bool) -> tuple[Credentials, str, bytes | None]:
    password, secret = make_password(), make_secret() if second_factor else None
    app = None if secret is None else address_of(secret, inlognaam)
    return Credentials(password, app), await hash_password(password), secret


def _check(inlognaam: str, naam: str) -> None:
    must_hold_no_bsn(de_inlognaam=inlognaam, de_naam=naam)
    if LOGIN_NAME.fullmatch(inlognaam) is None:
        raise Invalid(
            "inlognaam-ongeldig",
            f"{inlognaam!r} kan geen inlognaam zijn: dat zijn 2 tot 40 kleine letters, cijfers, punten en streepjes, "
            "te beginnen met een letter.",
        )
    if not naam or len(naam) > MAX_NAME_CHARS or not naam.isprintable():
        raise Invalid("naam-ongeldig", f"De naam heeft {len(naam)} tekens; het zijn er 1 tot {MAX_NAME_CHARS}.")


def _wrong_role(soort: str, rol: str, possible: tuple[str, ...]) -> str:
    if not possible:
        return f"Een {soort} werkt met haar eigen systemen; in de console kan niemand voor haar inloggen."
    return f"Bij een {soort} kan de rol {rol} niet; kies uit {', '.join(possible)}."
